"""The structure of a paper, for the tests of what reads it aloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf


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
