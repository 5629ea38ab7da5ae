"""YAML with every scalar as the text that was typed, and the place of each.

The events of the parser are read and no nodes are composed: that is three times as fast with 10,000 records,
and neither anchors nor depth can cost memory or stack.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Key, Tree

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LIKE_FIELD = re.compile(r"(- +)?[\w-]+:\s")
_DEEPEST = 40
"""Levels of nesting that are read; deeper ones are no record but an attack."""


def clean(text: str) -> str:
    """*text* with a replacement sign for each character that cannot be printed."""
    return _CONTROL.sub("\ufffd", text)


def controls(text: str, file: str, first_line: int) -> list[Problem]:
    """A problem for the first line that has a character which cannot be printed."""
    match = _CONTROL.search(text)
    if match is None:
        return []
    line = first_line + text.count("\n", 0, match.start())
    told = f"This line has a character that cannot be printed, U+{ord(match[0]):04X}. "
    told += "Delete it and type the text anew."
    return [Problem(Kind.SYNTAX, told, Place(file, line))]


def quoted(text: str) -> str:
    """A text as it must be typed so that YAML takes it to the letter."""
    return "'" + shortened(" ".join(text.split()), 500).replace("'", "''") + "'"


def shortened(text: str, length: int = 200) -> str:
    """A text for a message."""
    return text if len(text) <= length else text[: length - 1] + "…"


def read_documents(text: str, file: str, first_line: int, mapping: bool = False) -> tuple[list[Tree], list[Problem]]:
    """The documents of a YAML text, as lists of records or, with *mapping*, as one mapping.

    What cannot be read as a whole is read item by item and field by field.
    """
    from briefkit.core.yamlmend import mend  # it stands on this module

    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems = controls(text, file, first_line)
    text = clean(text)
    told: list[Problem] = []
    try:
        trees = Reading(text, file, first_line, told).documents()
    except yaml.YAMLError:
        return mend(text, file, first_line, problems, not mapping), problems
    if not mapping and any(_lacks_dashes(tree.values, text) for tree in trees):
        return mend(text, file, first_line, problems, True), problems
    return trees, problems + told


def _lacks_dashes(values: Any, text: str) -> bool:
    """Whether a mapping is a list of records that was typed without ``- ``, or without the space in it."""
    if not isinstance(values, dict) or not values or isinstance(next(iter(values.values())), list):
        return False
    if any(key.startswith(("-", "–", "—", "•")) for key in values):
        return True
    first = re.escape(next(iter(values))).replace(r"\-", "[-_]")
    return len(re.findall(rf"^{first}:\s", text, re.MULTILINE)) > 1


class Reading:
    """Turns the events of one YAML text into values, and notes the place of each. Raises ``YAMLError``."""

    def __init__(self, text: str, file: str, first_line: int, problems: list[Problem]) -> None:
        self.text, self.file, self.first_line, self.problems = text, file, first_line, problems
        self.places: dict[Key, Place] = {}
        self.known: dict[int, Place] = {}
        self.next: Any = _LOADER(text).get_event

    def documents(self, path: Key = ()) -> list[Tree]:
        trees = []
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                self.places = {}
                values = self.value(self.next(), path)
                trees.append(Tree(values, self.places))
        return [tree for tree in trees if tree.values is not None]

    def place(self, line: int) -> Place:
        """The place of a line that is counted from 0."""
        place = self.known.get(line)
        if place is None:
            place = self.known[line] = Place(self.file, self.first_line + line)
        return place

    def value(self, event: Any, path: Key) -> Any:
        if event.__class__ is yaml.ScalarEvent:
            return self.scalar(event, path)
        place = self.place(event.start_mark.line)
        self.places.setdefault(path, place)
        raw = self.text[event.start_mark.index : event.end_mark.index]
        if event.__class__ is yaml.AliasEvent:
            self.refuse(event, path, raw)
            return raw
        if event.anchor is not None or event.tag is not None:
            told = f"'{raw.split()[0]}' is a sign of YAML that is not read. Delete it."
            self.tell(event.start_mark.line, path, told)
        if len(path) > _DEEPEST:
            why = "it stands too deep in others to be a record"
            raise yaml.MarkedYAMLError(None, None, why, event.start_mark)
        if event.__class__ is yaml.SequenceStartEvent:
            return self.sequence(path)
        return self.mapping(event, path)

    def scalar(self, event: Any, path: Key) -> str | None:
        text: str = event.value
        start, end = event.start_mark, event.end_mark
        if event.anchor is not None or event.tag is not None:
            text = self.text[start.index : end.index].strip()
            self.refuse(event, path, text)
        elif not event.style:  # The C loader gives "" as the style of a plain scalar, the Python one None.
            if self.text.startswith(" #", end.index):
                text = self.cut(text, end, path)
            if not text:
                self.places.setdefault(path, self.place(start.line))
                return None
        elif end.line > start.line and event.style in {"'", '"'}:
            self.check_quotes(start, end)
        if event.style == '"' and (match := _CONTROL.search(text)):
            told = f"a '\\' in these double quotes makes a character that cannot be printed, U+{ord(match[0]):04X}. "
            self.tell(start.line, path, told + "Delete it, or put the text in single quotes.")
            text = clean(text)
        line = start.line
        if event.style in {"|", ">"} and text:  # its text begins below the sign
            line += 1 + len(text) - len(text.lstrip("\n"))
        self.places[path] = self.place(line)
        return text

    def check_quotes(self, start: Any, end: Any) -> None:
        """A quote that is never closed takes the fields below with it, up to the next quote."""
        lines = self.text[start.index - start.column : end.index].split("\n")
        indent = len(lines[0]) - len(lines[0].lstrip())
        for line in lines[1:]:
            if len(line) - len(line.lstrip()) <= indent + 2 and _LIKE_FIELD.match(line.strip()):
                raise yaml.MarkedYAMLError(None, None, "the quote that opens the text is never closed", start)

    def cut(self, text: str, end: Any, path: Key) -> str:
        """A text that YAML cuts at `` #``: one blank before the sign is a text, more begin a remark."""
        rest = self.text[end.index :].partition("\n")[0]
        glued = not rest.startswith((" # ", " #\t")) and rest != " #"
        whole = f"{text}{rest}".strip()
        line = self.text[self.text.rfind("\n", 0, end.index) + 1 : end.index]
        shown = f"{line.removesuffix(text).strip()} {quoted(whole)}"
        told = f"a text is cut at ' #', which begins a comment in YAML. Put the text in quotes: {shown.strip()}"
        self.tell(end.line, path, told + ("" if glued else "; before a comment put two spaces."))
        return whole if glued else text

    def refuse(self, event: Any, path: Key, raw: str) -> None:
        """Tell that an anchor, an alias, a tag or a brace makes no text, and how to type the line."""
        mark = event.start_mark
        head = self.text[mark.index - mark.column : mark.index].strip()
        shown = f"Put the text in quotes: {f'{head} {quoted(raw)}'.strip()}"
        self.tell(mark.line, path, f"a text cannot begin with '{raw[:1]}' in YAML. {shown}")

    def tell(self, line: int, path: Key, text: str, kind: Kind = Kind.SYNTAX) -> None:
        name = next((f"{part}: " for part in reversed(path) if isinstance(part, str)), "")
        self.problems.append(Problem(kind, name + text, self.place(line)))

    def sequence(self, path: Key) -> list[Any]:
        values: list[Any] = []
        while (event := self.next()).__class__ is not yaml.SequenceEndEvent:
            values.append(self.value(event, (*path, len(values))))
        return values

    def mapping(self, start: Any, path: Key) -> dict[str, Any] | str:
        values: dict[str, Any] = {}
        told, odd = len(self.problems), False
        while (event := self.next()).__class__ is not yaml.MappingEndEvent:
            place = self.place(event.start_mark.line)
            if event.__class__ is yaml.ScalarEvent:
                key = clean(str(event.value)).strip().replace("_", "-")
            else:
                key, odd = self.odd_key(event, path, start.flow_style), True
            if key in values:
                again = f"The field '{key}' stands twice in this record. Keep one; the first is used."
                self.problems.append(Problem(Kind.DUPLICATE, again, place))
                kept, self.places = self.places, {}
                self.value(self.next(), (*path, key))
                self.places = kept
                continue
            self.places[*path, key] = place
            values[key] = self.value(self.next(), (*path, key))
        if start.flow_style and values and (odd or all(value is None for value in values.values())):
            return self.braced(start, event, path, told)
        return values

    def odd_key(self, event: Any, path: Key, flow: bool) -> str:
        """The text of a key that is a list, a mapping or an alias."""
        outer, self.places = self.places, {}
        begin = event.start_mark.index
        self.value(event, (*path, ""))
        self.places = outer
        if not flow:
            told = "A field begins with its name: 'name: value'. Put a text in brackets into quotes."
            self.problems.append(Problem(Kind.SYNTAX, told, self.place(event.start_mark.line)))
        return self.text[begin:].partition("\n")[0].partition(":")[0].strip()

    def braced(self, start: Any, end: Any, path: Key, told: int) -> str:
        """What stands in braces without ``name: value``, such as ``{{ body }}``, is a text."""
        del self.problems[told:]
        depth = len(path)
        for inner in [key for key in self.places if len(key) > depth and key[:depth] == path]:
            del self.places[inner]
        raw = self.text[start.start_mark.index : end.end_mark.index]
        self.refuse(start, path, raw)
        return raw
