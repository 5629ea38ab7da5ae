"""Typst's syntax, in code mode: string literals, calls, content, arrays and dictionaries. Nothing else writes
it.

Text reaches Typst as string literals only; no markup is made of it and nothing is evaluated. A paper is a
tree of `Call` and `Content`, and `write` puts it down with one call a line, so that a line of the generated
file leads back to the call, and the call to the place where its text was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefkit.core.problems import Place

Value = Any
"""None, bool, int, float, str, `Code`, `Call`, `Content`, or a sequence or mapping of such values."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)*")
_UNITS = frozenset({"pt", "mm", "cm", "in", "em", "%", "fr", "deg"})
_PLAIN = re.compile(
    r"[^\x00-\x1f\x7f-\x9f\"\\\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]+"
)
_NAMED_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Code(str):
    """A name of Typst's own such as ``auto``, or a number with its unit. Made by `name` and `length`."""

    __slots__ = ()


def name(word: str) -> Code:
    """A name of Typst or of the house style, such as ``auto`` or ``table.cell``."""
    if not _WORD.fullmatch(word):
        raise ValueError(f"{word!r} is no name in Typst")
    return Code(word)


def length(number: float, unit: str) -> Code:
    """A number with its unit: ``pt``, ``mm``, ``cm``, ``in``, ``em``, ``%``, ``fr`` or ``deg``."""
    if unit not in _UNITS:
        raise ValueError(f"{unit!r} is no unit in Typst")
    return Code(f"{round(number, 4) or 0:.4f}".rstrip("0").rstrip(".") + unit)


AUTO = name("auto")

_PRELUDE = "#let glyph(character) = [#symbol(character)]; #let align-point() = $&$.body"
"""What code cannot say: a symbol as content (two in a row would be one string), a mark to align at."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A function that gives the same value whatever it is called with."""

    value: Value


@dataclass(eq=False, slots=True)
class Call:
    """A call of a function, with the place where its content was typed.

    It can be changed until it is written, which is how the compiler's findings are mended.
    """

    name: Code
    positional: list[Value] = field(default_factory=list)
    named: dict[str, Value] = field(default_factory=dict)
    place: Place | None = None

    def become(self, other: Call) -> None:
        """Take over what another call does, at this call's own place."""
        self.name, self.positional, self.named = other.name, other.positional, other.named


@dataclass(eq=False, slots=True)
class Content:
    """Calls one after the other, joined."""

    calls: list[Call] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.calls)


@dataclass(frozen=True, slots=True)
class Source:
    """A generated file, and for each of its lines (the first is 1) the calls that are open there."""

    text: str
    calls: Mapping[int, tuple[Call, ...]]

    def calls_at(self, line: int) -> tuple[Call, ...]:
        """The call of a line, or of the nearest line above it, and those around it, the innermost first."""
        return next((self.calls[number] for number in range(line, 0, -1) if number in self.calls), ())


def call(function: str, /, *positional: Value, **named: Value) -> Call:
    """A call; ``_`` in the names of arguments stands for Typst's hyphen."""
    return Call(name(function), list(positional), {key.replace("_", "-"): value for key, value in named.items()})


def literal(text: str) -> str:
    """A string literal that means *text* to the letter.

    Controls and lone surrogates, which no text of a paper can hold, become U+FFFD.
    """
    pieces = []
    position = 0
    while position < len(text):
        if plain := _PLAIN.match(text, position):
            pieces.append(plain[0])
            position = plain.end()
        else:
            pieces.append(_escape(text[position]))
            position += 1
    return '"' + "".join(pieces) + '"'


def clean(text: str) -> str:
    """*text* as its literal gives it back."""
    return "".join("\ufffd" if _is_lost(character) else character for character in text)


def _is_lost(character: str) -> bool:
    code = ord(character)
    return 0xD800 <= code <= 0xDFFF or (code < 0x20 and character not in "\t\n\r") or 0x7F <= code <= 0x9F


def _escape(character: str) -> str:
    if _is_lost(character):
        return "\ufffd"
    return _NAMED_ESCAPES.get(character) or f"\\u{{{ord(character):x}}}"


def write(root: Content, imports: Sequence[str] = ()) -> Source:
    """The generated file: everything that the modules *imports* define, then the calls of *root*."""
    writer = _Writer()
    for module in imports:
        writer.line(f"#import {literal(module)}: *")
    writer.line(_PRELUDE)
    writer.line("#{")
    for item in root.calls:
        writer.call(item)
    writer.line("}")
    return Source("".join(writer.pieces) + "\n", writer.calls)


class _Writer:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.calls: dict[int, tuple[Call, ...]] = {}
        self.around: tuple[Call, ...] = ()
        self.number = 1

    def line(self, text: str) -> None:
        if self.pieces:
            self.pieces.append("\n")
            self.number += 1
        self.pieces.append(text)

    def call(self, item: Call) -> None:
        self.line("")
        self.around = (item, *self.around)
        self.calls[self.number] = self.around
        self.pieces.append(f"{item.name}(")
        for value in item.positional:
            self.value(value)
            self.pieces.append(", ")
        for key, value in item.named.items():
            self.pieces.append(f"{name(key)}: ")
            self.value(value)
            self.pieces.append(", ")
        self.pieces.append(")")
        self.around = self.around[1:]

    def value(self, value: Value) -> None:
        match value:
            case None:
                self.pieces.append("none")
            case bool():
                self.pieces.append("true" if value else "false")
            case Code() | int() | float():
                self.pieces.append(str(value))
            case str():
                self.pieces.append(literal(value))
            case Call():
                self.call(value)
            case Content():
                self.content(value)
            case Constant():
                self.pieces.append("(..) => ")
                self.value(value.value)
            case Mapping():
                self.mapping(value)
            case Sequence():
                self.sequence(value)
            case _:
                raise TypeError(f"{type(value).__name__} has no form in Typst")

    def content(self, value: Content) -> None:
        if not value.calls:
            self.pieces.append("[]")
            return
        self.pieces.append("{")
        for item in value.calls:
            self.call(item)
        self.line("}")
        self.calls[self.number] = self.around

    def mapping(self, value: Mapping[str, Value]) -> None:
        self.pieces.append("(" if value else "(:")
        for key, item in value.items():
            self.pieces.append(f"{literal(key)}: ")
            self.value(item)
            self.pieces.append(", ")
        self.pieces.append(")")

    def sequence(self, value: Sequence[Value]) -> None:
        self.pieces.append("(")
        for item in value:
            self.value(item)
            self.pieces.append(", ")
        self.pieces.append(")")
