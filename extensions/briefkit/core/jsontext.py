"""JSON with the line of each value, and numbers as they were typed.

The standard library's decoder gives no places and stops at the first mistake, and YAML readers refuse tabs
and break escaped surrogates. Here a mistake costs no more than its own value.
"""

from __future__ import annotations

import re
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # it is there, though not in the stubs
from typing import Any

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Key, Tree
from briefkit.core.yamltext import clean, controls, shortened

_SPACE = re.compile(r"(?:[ \t\r\n]+|//[^\n]*)*")
_WORD = re.compile(r"(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=[\s,\]}]|$)")
_BARE = re.compile(r"[^\s,\]}\[{\"][^,\]}\n\"]*")
_ITEM = re.compile(r"[}\]]\s*,?\s*(?=\{)|,\s*\n\s*(?=\{)")
"""Where the next record begins after a broken one."""
_NAME = re.compile(r"[A-Za-z_][\w-]*|'[^'\n]*'")
_DEEPEST = 40
_CHECK = ". Correct the line, or check the commas and quotes of the line before it."


def read_json(text: str, file: str, first_line: int) -> tuple[list[Tree], list[Problem]]:
    """The value of a JSON text; numbers, true and false are kept as they were typed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = controls(text, file, first_line)
    reader = _Reader(clean(text), file, first_line, problems)
    try:
        value, at = reader.value(0, ())
        if (at := reader.space(at)) < len(text):
            reader.tell(at, "something follows the end. Delete it, or put all records into one list.", "")
    except JSONDecodeError as error:
        reader.tell(error.pos, error.msg)
        value = reader.made.get(())
    return ([] if value is None else [Tree(value, reader.places)]), problems


class _Reader:
    """Walks through a JSON text once."""

    def __init__(self, text: str, file: str, first_line: int, problems: list[Problem]) -> None:
        self.text, self.file, self.first_line, self.problems = text, file, first_line, problems
        self.places: dict[Key, Place] = {}
        self.made: dict[Key, Any] = {}
        """The lists and mappings that are not yet closed."""
        self.line, self.counted = first_line, 0

    def place(self, at: int) -> Place:
        if at < self.counted:
            self.line, self.counted = self.first_line, 0
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        return Place(self.file, self.line)

    def tell(self, at: int, text: str, cure: str = _CHECK) -> None:
        told = f"This is no JSON: {text[:1].lower()}{text[1:]}{cure}"
        self.problems.append(Problem(Kind.SYNTAX, told, self.place(min(at, len(self.text.rstrip())))))

    def space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, path: Key) -> tuple[Any, int]:
        at = self.space(at)
        self.places[path] = self.place(at)
        char = self.text[at : at + 1]
        if char in {"{", "["} and len(path) > _DEEPEST:
            raise JSONDecodeError("these brackets stand too deep in each other", self.text, at)
        if char == '"':
            return self.string(at)
        if char == "{":
            return self.mapping(at + 1, path)
        if char == "[":
            return self.sequence(at + 1, path)
        match = _WORD.match(self.text, at)
        if match is not None:
            return None if match[0] == "null" else match[0], match.end()
        bare = _BARE.match(self.text, at)
        if bare is None and char and char in ",}]":
            self.tell(at, "a value is missing")
            return None, at
        if bare is None:
            raise JSONDecodeError("a value is missing", self.text, at)
        typed = bare[0].strip()
        shown = shortened(typed.strip("'"))
        self.tell(at, f'a text stands in double quotes. Write: "{shown}"', "")
        return typed.strip("'"), bare.end()

    def string(self, at: int) -> tuple[str, int]:
        """A text in double quotes; one that is never closed ends with its line."""
        try:
            text, end = scanstring(self.text, at + 1, False)
            after = self.space(end)
            if "\n" not in text or self.text[after : after + 1] in {",", "}", "]", ":"}:
                if clean(text) != text:
                    told = "A '\\u' in this text makes a character that cannot be printed. Delete it."
                    self.problems.append(Problem(Kind.SYNTAX, told, self.place(at)))
                return clean(text), end
        except JSONDecodeError as error:
            whole = re.compile(r'"((?:[^"\\\n]|\\.)*)"').match(self.text, at)
            if whole:
                self.tell(error.pos, "a '\\' inside of a text must be typed twice", ".")
                return whole[1], whole.end()
        self.tell(at, "the quote that opens this text is never closed")
        rest = self.text[at + 1 :].partition("\n")[0]
        return rest.rstrip().rstrip(",").rstrip('"'), at + 1 + len(rest.rstrip().rstrip(","))

    def mapping(self, at: int, path: Key) -> tuple[dict[str, Any], int]:
        values: dict[str, Any] = {}
        self.made[path] = values
        at = self.space(at)
        while self.text[at : at + 1] not in {"}", ""}:
            place = self.place(at)
            typed, end = self.name(at)
            key = typed.strip().replace("_", "-")
            at = self.space(end)
            if self.text[at : at + 1] != ":":
                raise JSONDecodeError("a colon is missing after the name of a field", self.text, at)
            if key in values:
                told = f"The field '{key}' stands twice in this record. Keep one; the first is used."
                self.problems.append(Problem(Kind.DUPLICATE, told, place))
                kept, self.places = self.places, {}
                _, at = self.value(at + 1, (*path, key))
                self.places = kept
            else:
                values[key], at = self.value(at + 1, (*path, key))
            at = self.after(at, "}", "\"'")
        del self.made[path]
        return values, at + 1

    def name(self, at: int) -> tuple[str, int]:
        """The name of a field, which may lack its double quotes."""
        if self.text[at] == '"':
            return self.string(at)
        match = _NAME.match(self.text, at)
        if match is None:
            raise JSONDecodeError("a field begins with its name in double quotes", self.text, at)
        name = match[0].strip("'")
        self.tell(at, f'the name of a field stands in double quotes. Write: "{name}"', "")
        return name, match.end()

    def sequence(self, at: int, path: Key) -> tuple[list[Any], int]:
        values: list[Any] = []
        self.made[path] = values
        at = self.space(at)
        while self.text[at : at + 1] not in {"]", ""}:
            item, begin = (*path, len(values)), at
            try:
                value, at = self.value(at, item)
                values.append(value)
                at = self.after(at, "]", '{["')
            except JSONDecodeError as error:
                if len(path) > 1:
                    raise
                at = self.resume(error, begin, item, values)
        del self.made[path]
        return values, at + 1

    def resume(self, error: JSONDecodeError, begin: int, item: Key, values: list[Any]) -> int:
        """Keep what was read of a broken record; where the next one begins."""
        self.tell(error.pos, error.msg)
        if len(values) == item[-1]:
            values.append(self.made.get(item))
        if error.pos > begin and self.text[error.pos : error.pos + 1] == "{":
            return error.pos
        following = _ITEM.search(self.text, error.pos)
        return following.end() if following else len(self.text)

    def after(self, at: int, end: str, starts: str) -> int:
        """The place of the next part, or of the closing bracket, either of which may be missing."""
        at = self.space(at)
        char = self.text[at : at + 1]
        if char == ",":
            return self.space(at + 1)
        if char == end:
            return at
        if char and char not in starts:
            raise JSONDecodeError(f"a comma or '{end}' is missing", self.text, at)
        self.tell(at, "a comma is missing before this" if char else f"a '{end}' is missing at the end")
        return at
