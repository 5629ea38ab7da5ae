"""How much text a piece of content holds, counted here since the compiler needs far longer to count than to set."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from math import ceil, inf

from briefkit.core.problems import Place
from briefkit.pdf.plain import texts
from briefkit.pdf.typst import Call, Content, Value

_LETTER = 0.425
"""The width of a letter in em: what a long English, French or German text in Source Sans takes for each."""
_EM = 3.09
"""Millimetres of an em in tables and timelines, whose type is 8.75 pt."""
_IN_LINE = frozenset({"text", "strong", "emph", "absent", "link", "box"})
_STARTS_LINE = frozenset({"par", "list.item", "enum.item", "cell-note"})
_WHOLE = frozenset({"list", "enum"})
_INVISIBLE = frozenset({"anchor"})
_WORDS = 3
"""How many of the longest words are measured: the longest need not be the widest."""
_BLANKS = re.compile(r"[\s\u200b]+")
_SIGN = "\u2060"
"""Stands in a word behind a sign, which is bold and at a distance from it."""
_NOWHERE = Place("", 0)


@dataclass(slots=True)
class Extent:
    """The text of a piece of content, line by line, before any line is broken for want of room."""

    lines: list[str] = field(default_factory=lambda: [""])
    sure: bool = True
    """Whether there is nothing but these lines."""
    tile: bool = False
    """Whether it has the tile of a stance."""

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
        }


def extent_of(value: Value) -> Extent:
    """The extent of content, or of a part of a call."""
    found = Extent()
    _read(value, found)
    return found


def _read(value: Value, found: Extent) -> None:
    match value:
        case str():
            found.lines[-1] += value
        case Content():
            for item in value.calls:
                _read(item, found)
        case Call():
            _read_call(value, found)


def _read_call(item: Call, found: Extent) -> None:
    name = item.name
    parts = item.positional[1:] if name == "link" else item.positional
    if name in _STARTS_LINE:
        found.lines.append("")
    if name in _IN_LINE or name in _STARTS_LINE or name in _WHOLE:
        for part in parts:
            _read(part, found)
    elif name == "actor":
        _read(item.named["name"], found)
        found.lines.append(str(item.named["kind"] or ""))
    elif name == "stance":
        found.tile = True
        found.lines[-1] += str(item.named["label"])
    elif name == "status":
        found.lines[-1] += f"{item.named['sign']}{_SIGN}{item.named['label']}"
    elif name not in _INVISIBLE:
        found.sure = found.sure and name == "linebreak"
        found.lines += ["", "".join(text.words for text in texts(item, _NOWHERE))]
    if name in _STARTS_LINE:
        found.lines.append("")


def _width(line: str) -> float:
    """The width of a line in em, about."""
    if line.isascii():
        return round(_LETTER * len(line), 2)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
    return round(wide + _LETTER * (len(line) - wide), 2)
