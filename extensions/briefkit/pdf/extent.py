"""How much text a piece of content holds, counted here since the compiler needs far longer to count than to set."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from math import ceil, inf

from briefkit.pdf.plain import NOT_TEXT, printed
from briefkit.pdf.typst import Call, Code, Content, Value

_LETTER = 0.425
"""The width of a letter in em: what a long English, French or German text in Source Sans takes for each."""
_EM = 3.09
"""Millimetres of an em in tables and timelines, whose type is 8.75 pt."""
_IN_LINE = frozenset({"text", "strong", "emph", "sub", "super", "mark", "strike", "underline", "absent", "link", "box"})
_LINES = frozenset({"par", "list", "list.item", "enum", "enum.item", "actor", "cell-note", "linebreak"})
"""What is printed as lines of its own, and has nothing but text."""
_GROUNDS = frozenset({"info-box", "admonition", "sidebar", "summary", "code-block"})
"""What has a ground of its own, which keeps a distance from its text at both sides."""
_WORDS = 3
"""How many of the longest words are measured: the longest need not be the widest."""
_BLANKS = re.compile(r"[\s\u200b]+")
_SIGN = "\u2060"
"""Stands in a word behind a sign, which is bold and at a distance from it."""


@dataclass(slots=True)
class Extent:
    """The text of a piece of content, line by line, before any line is broken for want of room."""

    lines: list[str] = field(default_factory=lambda: [""])
    sure: bool = True
    """Whether there is nothing but these lines."""
    tile: bool = False
    """Whether it has the tile of a stance."""
    ground: bool = False
    """Whether it has a box on a ground."""

    @property
    def widths(self) -> list[float]:
        """The widths of the lines that are not empty, in em."""
        return [_width(line) for line in self.lines if line.strip()]

    def most_lines(self, width: float) -> float:
        """No more lines than these in *width* millimetres: any two that follow hold more than one is wide."""
        return len(self.widths) + ceil(2 * sum(self.widths) * _EM / width) if self.sure else inf

    def told(self) -> dict[str, Value]:
        """What the house style is told of it: its longest words, and the widths of its lines in em."""
        words = {word for line in self.lines for word in _BLANKS.split(line) if word}
        return {
            "words": sorted(words, key=lambda word: (-len(word), word))[:_WORDS],
            "line": max(self.widths, default=0),
            "whole": round(sum(self.widths), 2),
            "lines": len(self.widths),
            "sure": self.sure,
            "tile": self.tile,
            "ground": self.ground,
        }


def extent_of(value: Value) -> Extent:
    """The extent of content, or of a part of a call."""
    found = Extent()
    _read(value, found)
    return found


def _read(value: Value, found: Extent) -> None:
    match value:
        case Code():
            pass
        case str():
            found.lines[-1] += value
        case list():
            for item in value:
                _read(item, found)
        case dict():
            _read([item for key, item in value.items() if key not in NOT_TEXT], found)
        case Content():
            _read(value.calls, found)
        case Call():
            _read_call(value, found)


def _read_call(item: Call, found: Extent) -> None:
    name = item.name
    if name in _IN_LINE:
        _read(list(printed(item)), found)
    elif name == "fn":
        found.lines[-1] += "1"
    elif name == "status":
        found.lines[-1] += f"{item.named['sign']}{_SIGN}{item.named['label']}"
    elif name == "stance":
        found.tile = True
        found.lines[-1] += str(item.named["label"])
    else:
        found.sure = found.sure and name in _LINES
        found.ground = found.ground or name in _GROUNDS
        for part in printed(item):
            found.lines.append("")
            _read(part, found)
        found.lines.append("")


def _width(line: str) -> float:
    """The width of a line in em, about."""
    if line.isascii():
        return round(_LETTER * len(line), 2)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
    return round(wide + _LETTER * (len(line) - wide), 2)
