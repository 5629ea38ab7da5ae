"""Font files: the families that are there, the weights of a file, and the characters that it has."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import BinaryIO

import fontpkg  # type: ignore[import-untyped]  # it carries no types

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
"""Endings of the files that the compiler reads; it passes over WOFF without a word."""
_MOST_TABLES = 200


@dataclass(frozen=True, slots=True)
class FontFace:
    """A face of a font file, under the name that the compiler gives to its family."""

    family: str
    path: str
    index: int
    """Its number in a collection."""
    style: str
    """``normal``, ``italic`` or ``oblique``."""
    weights: tuple[int, int]
    """The lightest and the boldest that it has: the same where it is not variable."""


@cache
def package_folders() -> list[Path]:
    """The folders of the installed font packages."""
    return sorted({file.path.parent for family in fontpkg.families().values() for file in family.files})


@lru_cache(maxsize=8)
def faces(folders: tuple[str, ...], system: bool = False) -> tuple[FontFace, ...]:
    """The faces in some folders and, with *system*, those of this machine, as the compiler finds them."""
    import typst  # it takes a while to load, and only brands with fonts of their own need it before a paper is made

    found = typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=list(folders))
    made = []
    for info in found.fonts():
        if info.path is not None:
            path = str(info.path)
            made.append(
                FontFace(info.family, path, info.index, str(info.style), weights(path, info.index, info.weight))
            )
    return tuple(sorted(made, key=lambda face: (face.family, face.weights, face.style, face.path, face.index)))


EMBEDDED = ("DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern")
"""The families that the compiler carries. They have no files that a page could be served."""


def installed() -> tuple[FontFace, ...]:
    """The faces of the installed font packages."""
    return faces(tuple(map(str, package_folders())))


def weights(path: str, index: int, weight: int) -> tuple[int, int]:
    """The lightest and the boldest weight of a face: those of its axis, else *weight* twice."""
    try:
        with Path(path).open("rb") as file:
            data = _table(file, index, b"fvar")
        if data is None:
            return weight, weight
        start, _, count, size = struct.unpack_from(">4H", data, 4)
        for number in range(min(count, 64)):
            tag, least, _, most = struct.unpack_from(">4siii", data, start + number * size)
            if tag == b"wght":
                return max(1, least >> 16), min(1000, most >> 16)
    except (OSError, struct.error):
        pass
    return weight, weight


def forbids_embedding(path: str) -> bool:
    """Whether a font says of itself that no document may hold it (``fsType`` 2 of its table ``OS/2``)."""
    try:
        with Path(path).open("rb") as file:
            data = _table(file, 0, b"OS/2")
        return data is not None and struct.unpack_from(">H", data, 8)[0] & 0xF == 2
    except (OSError, struct.error):
        return False


def has(path: str, index: int, code: int) -> bool:
    """Whether a face has a character, given by its code point."""
    return any(first <= code <= last for first, last in _ranges(path, index))


@lru_cache(maxsize=512)
def _ranges(path: str, index: int) -> tuple[tuple[int, int], ...]:
    """The ranges of characters that a face has; a file that cannot be read has none."""
    try:
        with Path(path).open("rb") as file:
            data = _table(file, index, b"cmap")
        if data is None:
            return ()
        (count,) = struct.unpack_from(">H", data, 2)
        found: list[tuple[int, int]] = []
        for number in range(min(count, 64)):
            platform, _, offset = struct.unpack_from(">HHI", data, 4 + number * 8)
            if platform in {0, 3}:
                found += _subtable(data, offset)
        return tuple(found)
    except (OSError, struct.error):
        return ()


def _subtable(data: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """The ranges of a table of characters, of the two forms that fonts for Unicode have."""
    (form,) = struct.unpack_from(">H", data, offset)
    if form == 4:
        (double,) = struct.unpack_from(">H", data, offset + 6)
        count = double // 2
        ends = struct.unpack_from(f">{count}H", data, offset + 14)
        starts = struct.unpack_from(f">{count}H", data, offset + 16 + double)
        yield from ((start, end) for start, end in zip(starts, ends, strict=True) if start != 0xFFFF)
    elif form in {12, 13}:
        (count,) = struct.unpack_from(">I", data, offset + 12)
        for number in range(min(count, len(data) // 12)):
            start, end, _ = struct.unpack_from(">III", data, offset + 16 + number * 12)
            yield start, end


def _table(file: BinaryIO, index: int, tag: bytes) -> bytes | None:
    """A table of a face of an OpenType file; None where it has none. Raises ``struct.error`` for what is no such file."""
    head = file.read(12)
    start = 0
    if head[:4] == b"ttcf":
        (count,) = struct.unpack_from(">I", head, 8)
        if index >= count:
            return None
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">I", file.read(4))
        file.seek(start)
        head = file.read(12)
    (count,) = struct.unpack_from(">H", head, 4)
    records = file.read(16 * min(count, _MOST_TABLES))
    for number in range(len(records) // 16):
        name, _, offset, length = struct.unpack_from(">4sIII", records, 16 * number)
        if name == tag:
            file.seek(offset)
            return file.read(length)
    return None
