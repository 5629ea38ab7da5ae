"""briefkit: policy briefings from MyST or reST to HTML pages and PDF papers."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a process that only compiles papers needs no Sphinx
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

PARTS = (
    "core.memory",
    "core.settings",
    "core.report",
    "core.house",
    "core.briefings",
    "core.domain",
    "core.names",
    "core.duplicates",
    "core.numbering",
    "core.bibliography",
    "core.frontsource",
    "core.titles",
    "core.comments",
    "core.hiddennotes",
    "core.missingnotes",
    "core.unknown",
    "core.language",
    "core.html",
    "core.spoken",
    "core.sorting",
    "core.ties",
    "core.maths",
    "core.editions",
    "core.pages",
    "core.stale",
    "core.files",
    "core.pictures",
    "core.tablecells",
    "core.tables",
    "core.tables_pdf",
    "core.check",
    "stakeholders",
    "milestones",
    "disclaimers",
    "takeaways",
    "figures",
    "boxes",
    "margins",
    "backmatter",
    "theme",
    "pdf",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up each part of briefkit, in this order."""
    for part in PARTS:
        import_module(f"briefkit.{part}").setup(app)
    return {"version": __version__, "env_version": 4, "parallel_read_safe": True, "parallel_write_safe": True}
