"""What a page of a paper draws as text: pieces of glyphs with their characters, as Typst writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from briefkit.core.words import RIGHT

_MAPPED = re.compile(r"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n")


@dataclass(frozen=True, slots=True)
class Unit:
    """A glyph, or several that stand for one text."""

    text: str
    is_mark: bool
    """Whether it takes up no room: a dot or a sign of a letter, which says the text of that letter again."""


@dataclass(slots=True)
class Piece:
    """What stands between ``BT`` and ``ET``, from left to right."""

    first: int
    last: int
    """The numbers of its first and last instruction in the page."""
    mcid: int | None
    x: float
    y: float
    size: float = 0.0
    """Of its font, in points."""
    units: list[Unit] = field(default_factory=list)

    @property
    def is_marks(self) -> bool:
        """Whether it is nothing but marks of letters that stand in other pieces."""
        return bool(self.units) and all(unit.is_mark and RIGHT.search(unit.text) for unit in self.units)


class Fonts:
    """The characters and the widths of the glyphs of a paper's fonts, each font read once."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[dict[int, str], dict[int, float]]] = {}

    def characters(self, font: Any) -> dict[int, str]:
        return self._read(font)[0]

    def units(self, font: Any, shown: Iterable[Any]) -> list[Unit]:
        """The glyphs of a string, or of the array of ``TJ``."""
        characters, widths = self._read(font)
        codes = [code for part in shown if isinstance(part, String) for code in _codes(bytes(part))]
        return [Unit(characters.get(code, ""), widths.get(code, 0) == 0) for code in codes]

    def _read(self, font: Any) -> tuple[dict[int, str], dict[int, float]]:
        if font.objgen not in self._known:
            said = font.ToUnicode.read_bytes().decode("latin-1") if Name.ToUnicode in font else ""
            characters = {int(code, 16): _utf16(text) for code, text in _MAPPED.findall(said)}
            self._known[font.objgen] = characters, _widths(list(font.DescendantFonts[0].get(Name.W, ())))
        return self._known[font.objgen]


def _widths(listed: list[Any]) -> dict[int, float]:
    """``first [width …]`` and ``first last width`` (ISO 32000-1, 9.7.4.3) as one width a glyph."""
    widths: dict[int, float] = {}
    while listed:
        first, second = listed[:2]
        if isinstance(second, Array):
            widths |= {int(first) + number: float(width) for number, width in enumerate(second)}
            listed = listed[2:]
        else:
            widths |= dict.fromkeys(range(int(first), int(second) + 1), float(listed[2]))
            listed = listed[3:]
    return widths


def _utf16(text: str) -> str:
    return bytes.fromhex(text).decode("utf-16-be", "replace")


def _codes(text: bytes) -> list[int]:
    return [int.from_bytes(text[start : start + 2], "big") for start in range(0, len(text), 2)]


def has_right_to_left(document: Pdf, fonts: Fonts) -> bool:
    """Whether any font of a paper has a letter of a script that is written from the right."""
    listed = (font for page in document.pages for font in page.obj.Resources.get(Name.Font, {}).values())
    return any(RIGHT.search("".join(fonts.characters(font).values())) for font in listed)


def pieces(instructions: Sequence[Any], resources: Any, fonts: Fonts) -> list[Piece]:
    """The pieces of a page in the order in which they are drawn."""
    reader = _Reader(resources, fonts)
    for number, instruction in enumerate(instructions):
        reader.read(number, str(instruction.operator), instruction.operands)
    return reader.pieces


class _Reader:
    """Follows the instructions of a page: where it is, in which marked content, and with which font."""

    def __init__(self, resources: Any, fonts: Fonts) -> None:
        self.resources, self.fonts, self.font = resources, fonts, None
        self.pieces: list[Piece] = []
        self.piece: Piece | None = None
        self.marks: list[tuple[int | None, str | None]] = [(None, None)]
        self.replaced: list[Unit] | None = None
        self.at, self.kept = (0.0, 0.0), [(0.0, 0.0)]

    def read(self, number: int, operator: str, operands: Sequence[Any]) -> None:
        match operator:
            case "q" | "Q" | "cm":
                self._move(operator, operands)
            case "BDC" | "BMC":
                self._begin(operands)
            case "EMC" if len(self.marks) > 1:
                self._end()
            case "BT":
                self.piece = Piece(number, number, self.marks[-1][0], *self.at)
            case "ET" if self.piece is not None:
                self.piece.last = number
                self.pieces.append(self.piece)
                self.piece = None
            case "Tf" | "TJ" | "Tj" if self.piece is not None:
                self._write(self.piece, operator, operands)

    def _move(self, operator: str, operands: Sequence[Any]) -> None:
        if operator == "q":
            self.kept.append(self.at)
        elif operator == "cm":
            self.at = self.at[0] + float(operands[4]), self.at[1] + float(operands[5])
        elif len(self.kept) > 1:
            self.at = self.kept.pop()

    def _write(self, piece: Piece, operator: str, operands: Sequence[Any]) -> None:
        if operator == "Tf":
            self.font, piece.size = self.resources.Font[str(operands[0])], float(operands[1])
        else:
            shown = self.fonts.units(self.font, operands[0] if operator == "TJ" else operands)
            (piece.units if self.replaced is None else self.replaced).extend(shown)

    def _begin(self, operands: Sequence[Any]) -> None:
        given = operands[1] if len(operands) > 1 and isinstance(operands[1], Dictionary) else Dictionary()
        mcid = int(given[Name.MCID]) if Name.MCID in given else self.marks[-1][0]
        text = str(given[Name.ActualText]) if Name.ActualText in given else None
        self.marks.append((mcid, text))
        if text is not None:
            self.replaced = []

    def _end(self) -> None:
        _, text = self.marks.pop()
        if text is not None:
            if self.piece is not None:
                self.piece.units.append(Unit(text, all(unit.is_mark for unit in self.replaced or ())))
            self.replaced = None
