"""PDF papers: PDF/UA-1 and PDF/A in one file, made by Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a process that only compiles papers needs no Sphinx
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Add the builder ``pdf``."""
    from briefkit.pdf.builder import PdfBuilder  # the compiler is loaded by no other build

    app.add_builder(PdfBuilder)
