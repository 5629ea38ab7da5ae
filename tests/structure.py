"""The structure of a paper, for the tests of what reads it aloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer


def _owners(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _tags(element: Any) -> Iterator[Any]:
    for kid in _owners(element.get("/K", [])):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _tags(kid)


def structure(path: Path) -> list[str]:
    """The kinds of the elements of a PDF in reading order; a header cell with its scope, as ``TH Column``."""
    with pikepdf.open(path) as pdf:
        return [
            " ".join([
                str(tag.S)[1:],
                *(str(one.Scope)[1:] for one in _owners(tag.get("/A", [])) if "/Scope" in one),
            ])
            for tag in _tags(pdf.Root.StructTreeRoot)
        ]  # fmt: skip


def glyphs_off_page(path: Path) -> str:
    """The letters of a PDF that lie outside of its pages."""

    def walk(item: Any) -> Any:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            for part in item:
                yield from walk(part)

    return "".join(
        glyph.get_text()
        for page in extract_pages(str(path), laparams=LAParams(all_texts=True))
        for glyph in walk(page)
        if glyph.x0 < page.x0 - 1 or glyph.x1 > page.x1 + 1 or glyph.y0 < page.y0 - 1 or glyph.y1 > page.y1 + 1
    )
