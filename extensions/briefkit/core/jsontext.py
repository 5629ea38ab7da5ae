"""JSON with the line of each value, and numbers as they were typed.

The standard library's decoder gives no places, and YAML readers refuse tabs and break escaped surrogates.
"""

from __future__ import annotations

import re
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # it is there, though not in the stubs
from typing import Any

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Key

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
_DEEPEST = 40


class _Reader:
    """Walks through a JSON text once."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.text, self.file, self.first_line = text, file, first_line
        self.places: dict[Key, Place] = {}
        self.problems: list[Problem] = []
        self.line, self.counted = first_line, 0

    def place(self, at: int) -> Place:
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        return Place(self.file, self.line)

    def space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, path: Key) -> tuple[Any, int]:
        at = self.space(at)
        self.places.setdefault(path, self.place(at))
        char = self.text[at : at + 1]
        if char in {"{", "["} and len(path) > _DEEPEST:
            raise JSONDecodeError("these brackets stand too deep in each other", self.text, at)
        if char == '"':
            text, end = scanstring(self.text, at + 1, False)
            return re.sub("[\ud800-\udfff]", "\ufffd", text), end
        if char == "{":
            return self.mapping(at + 1, path)
        if char == "[":
            return self.sequence(at + 1, path)
        match = _WORD.match(self.text, at)
        if match is None:
            raise JSONDecodeError("a value is missing", self.text, at)
        return None if match[0] == "null" else match[0], match.end()

    def mapping(self, at: int, path: Key) -> tuple[dict[str, Any], int]:
        values: dict[str, Any] = {}
        at = self.space(at)
        while self.text[at : at + 1] != "}":
            if self.text[at : at + 1] != '"':
                raise JSONDecodeError("a field begins with its name in double quotes", self.text, at)
            place = self.place(at)
            typed, end = scanstring(self.text, at + 1, False)
            key = typed.strip().replace("_", "-")
            at = self.space(end)
            if self.text[at : at + 1] != ":":
                raise JSONDecodeError("a colon is missing after the name of a field", self.text, at)
            known = key in values
            if not known:
                self.places[*path, key] = place
            value, at = self.value(at + 1, (*path, key))
            if known:
                told = f"The field '{key}' stands twice in this record. Keep one; the first is used."
                self.problems.append(Problem(Kind.DUPLICATE, told, place))
            else:
                values[key] = value
            at = self.after(at, "}")
        return values, at + 1

    def sequence(self, at: int, path: Key) -> tuple[list[Any], int]:
        values: list[Any] = []
        at = self.space(at)
        while self.text[at : at + 1] != "]":
            value, at = self.value(at, (*path, len(values)))
            values.append(value)
            at = self.after(at, "]")
        return values, at + 1

    def after(self, at: int, end: str) -> int:
        """The place of the next part, or of the closing bracket."""
        at = self.space(at)
        char = self.text[at : at + 1]
        if char == ",":
            return self.space(at + 1)
        if char != end:
            raise JSONDecodeError(f"a comma or '{end}' is missing", self.text, at)
        return at


def parse(text: str, file: str, first_line: int) -> tuple[Any, dict[Key, Place], list[Problem]]:
    """The value of a JSON text, the places of all in it, and what was wrong. Raises ``JSONDecodeError``."""
    reader = _Reader(text, file, first_line)
    value, at = reader.value(0, ())
    if (at := reader.space(at)) < len(text):
        raise JSONDecodeError("something follows the end", text, at)
    return value, reader.places, reader.problems
