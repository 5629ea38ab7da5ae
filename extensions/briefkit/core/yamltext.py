"""YAML and JSON with every scalar as the text that was typed, the line of each, and words for common mistakes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Key, Tree

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = {yaml.ScalarNode: "tag:yaml.org,2002:str", yaml.SequenceNode: "tag:yaml.org,2002:seq"}


class _Loader(_Base):  # type: ignore[misc]  # the C loader where there is one
    """A loader that makes nothing of a scalar: every text stays one."""

    def resolve(self, kind: type[yaml.Node], _value: Any, _implicit: Any) -> str:
        return _TAGS.get(kind, "tag:yaml.org,2002:map")

    def descend_resolver(self, _node: Any, _index: Any) -> None:
        """No path leads to a type."""

    def ascend_resolver(self) -> None:
        """As above."""


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
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
    told = f"This line has a character that cannot be printed, U+{ord(match[0]):04X}. Delete it and type the text anew."
    return [Problem(Kind.SYNTAX, told, Place(file, line))]


def read_documents(text: str, file: str, first_line: int, mapping: bool = False) -> tuple[list[Tree], list[Problem]]:
    """The documents of a YAML text. A list that cannot be read as a whole is read item by item."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems = controls(text, file, first_line)
    text = clean(text)
    problems += list(_cut_texts(text, file, first_line))
    if _too_deep(text):
        return [], [*problems, Problem(Kind.SYNTAX, "These brackets stand too deep in each other to be a record.", Place(file, first_line))]
    try:
        nodes = list(yaml.compose_all(text, Loader=_Loader))
    except yaml.YAMLError as error:
        if mapping:
            return _by_blocks(text, file, first_line, problems, error, re.compile(r"^[\"'\w]"))
        return _by_blocks(text, file, first_line, problems, error, re.compile(r"^-(\s|$)"))
    trees = []
    for node in nodes:
        if node is not None:
            reading = _Reading(file, first_line, problems)
            trees.append(Tree(reading.value(node), reading.places))
    return trees, problems


def _too_deep(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        if depth > _DEEPEST:
            return True
    return False


class _Reading:
    """Turns the nodes of one YAML text into values, and notes the place of each."""

    def __init__(self, file: str, first_line: int, problems: list[Problem]) -> None:
        self.file, self.first_line, self.problems = file, first_line, problems
        self.places: dict[Key, Place] = {}
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> Place:
        return Place(self.file, self.first_line + node.start_mark.line)

    def value(self, node: yaml.Node, path: Key = ()) -> Any:
        """What was typed; nothing for what YAML would make of anchors and tags."""
        place = self.place(node)
        self.places.setdefault(path, place)
        if id(node) in self.seen:
            # An alias stands for a whole text elsewhere; a few lines of them would fill the memory.
            told = "A value that begins with '*' repeats another one in YAML, which is not read. Put the text in quotes."
            self.problems.append(_told(place, told))
            return None
        self.seen.add(id(node))
        if node.tag and not node.tag.startswith("tag:yaml.org,2002:"):
            self.problems.append(_told(place, f"'{node.tag}' is a tag of YAML, which is not read. Put the value in quotes."))
        if isinstance(node, yaml.ScalarNode):
            return self.text(node, path, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        return self.mapping(node, path)

    def text(self, node: yaml.ScalarNode, path: Key, place: Place) -> str | None:
        # The C loader gives "" as the style of a plain scalar, the Python one None.
        if not node.value and not node.style:
            return None
        text = str(node.value)
        if node.style in {"|", ">"} and place.line is not None:  # its text begins below the sign
            blank = len(text) - len(text.lstrip("\n"))
            self.places[path] = Place(self.file, place.line + 1 + blank)
        return text

    def mapping(self, node: Any, path: Key) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = self.place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                told = "A field begins with its name: 'name: value'. Put a text in brackets into quotes."
                self.problems.append(_told(place, told))
                continue
            key = str(key_node.value).strip().replace("_", "-")
            if key in values:
                told = f"The field '{key}' stands twice in this record. Keep one; the first is used."
                self.problems.append(_told(place, told, Kind.DUPLICATE))
                continue
            self.places[*path, key] = place
            values[key] = self.value(value_node, (*path, key))
        return values


def _told(place: Place, text: str, kind: Kind = Kind.SYNTAX) -> Problem:
    return Problem(kind, text, place)


_FIELD = re.compile(r"^(?P<head>\s*(?:- +)?(?P<key>[\w.-]+):\s+)(?P<value>\S.*)$")


def _quoted(head: str, value: str) -> str:
    """The line as it must be typed."""
    return f"{head.strip()} '{value.strip().replace(chr(39), chr(39) * 2)}'"


def _cut_texts(text: str, file: str, first_line: int) -> Iterator[Problem]:
    """Values that YAML would cut at `` #`` without a word."""
    block: int | None = None
    for number, line in enumerate(text.split("\n"), first_line):
        indent = len(line) - len(line.lstrip())
        if block is not None:
            if not line.strip() or indent > block:
                continue
            block = None
        match = _FIELD.match(line)
        if match is None:
            continue
        value = match["value"]
        if re.match(r"[|>][+-]?\d?\s*(#.*)?$", value):
            block = indent
        elif value[0] not in "\"'[{#" and re.search(r"\S\s#", value):
            yield _told(
                Place(file, number),
                f"{match['key']}: a text is cut at ' #', which begins a comment in YAML. "
                f"Put the text in quotes: {_quoted(match['head'], value)}",
            )


def _by_blocks(
    text: str, file: str, first_line: int, problems: list[Problem], error: yaml.YAMLError, start: re.Pattern[str]
) -> tuple[list[Tree], list[Problem]]:
    """The parts of a broken text one by one: the items of a list, or the fields of a mapping."""
    lines = text.split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip() and not line.lstrip().startswith("#")), default=0)
    begins = [n for n, line in enumerate(lines) if len(line) - len(line.lstrip(" ")) == indent and start.match(line[indent:])]
    is_list = start.pattern.startswith("^-")
    values: Any = [] if is_list else {}
    places: dict[Key, Place] = {(): Place(file, first_line)}
    if not begins:
        return [], [*problems, *_mistakes(error, lines, file, first_line)]
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        part = "\n".join(lines[begin:end])
        try:
            node = yaml.compose(part, Loader=_Loader)
        except yaml.YAMLError as broken:
            problems += _mistakes(broken, lines[begin:end], file, first_line + begin)
            node = _mended(lines[begin:end])
        if node is None:
            continue
        reading = _Reading(file, first_line + begin, problems)
        value, found = reading.value(node), reading.places
        if is_list and isinstance(value, list):
            for path, place in found.items():
                if path:
                    places[len(values) + path[0], *path[1:]] = place  # type: ignore[operator]  # items of a list are counted
            values += value
        elif isinstance(value, dict) and isinstance(values, dict):
            places |= found
            values |= value
    return [Tree(values, places)], problems


def _mended(lines: list[str]) -> yaml.Node | None:
    """A broken record with the values of its lines in quotes, so that what it says is not lost."""
    made = []
    for line in lines:
        match = _FIELD.match(line.replace("\t", "  "))
        if match and match["value"][0] not in "|>":
            value = match["value"].strip().strip("\"'")
            made.append(match["head"] + "'" + value.replace("'", "''") + "'")
        elif re.match(r"^\s*(- +)?[\w.-]+:\s*$", line):
            made.append(line.replace("\t", "  "))
        elif item := re.match(r"^(\s*- +)(\S.*)$", line.replace("\t", "  ")):
            made.append(item[1] + "'" + item[2].strip().replace("'", "''") + "'")
    for attempt in ("\n".join(made), "\n".join(line for line in made if _FIELD.match(line))):
        try:
            return yaml.compose(attempt, Loader=_Loader)
        except yaml.YAMLError:
            continue
    return None


def _mistakes(error: yaml.YAMLError, lines: list[str], file: str, first_line: int) -> list[Problem]:
    """A sentence for each line that YAML could not read, with the line as it must be typed."""
    told = [_told(Place(file, first_line + n), text) for n, line in enumerate(lines) if (text := _explain(line))]
    if told:
        return told
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    number = min(mark.line if mark else 0, len(lines) - 1)
    line = lines[number].strip()
    detail = str(getattr(error, "problem", "") or "it is no YAML")
    if "mapping" in detail or "block" in detail or "indent" in detail:
        text = f"The line '{line}' does not stand below the field before it. Begin all fields of a record at the same column."
    else:
        text = f"The line '{line}' cannot be read ({detail}). Put its text in quotes."
    return [_told(Place(file, first_line + number), text)]


def _explain(line: str) -> str:
    """What is wrong with a line, and how it must be typed; nothing where it is right in itself."""
    if re.match(r"^ *\t", line):
        return "A tab stands before the text; YAML takes spaces only. Replace the tab by two spaces."
    match = _FIELD.match(line)
    if match is None:
        if (found := re.match(r"^\s*(?:- +)?([\w-]+):(\S.*)$", line)) and not found[2].startswith("//"):
            return f"A space is missing after '{found[1]}:'. Write: {found[1]}: {found[2].strip()}"
        return ""
    head, value = match["head"], match["value"].rstrip()
    cure = f"Put the text in quotes: {_quoted(head, value)}"
    first = value[0]
    if first in "\"'":
        body = value[1:]
        if body.rstrip().endswith(first) and len(body) > 0 and body.count(first) == 1:
            return ""
        if first not in body:
            return f"{match['key']}: the quote that opens the text is never closed. {_close(head, value)}"
        return f"{match['key']}: text goes on after the closing quote. {cure}"
    if first in "{[*%@`!&" and not _is_flow(value):
        return f"{match['key']}: a text cannot begin with '{first}' in YAML. {cure}"
    if first in "|>" and not re.match(r"[|>][+-]?\d?\s*$", value):
        return f"{match['key']}: a text cannot begin with '{first}' in YAML. {cure}"
    if re.search(r":(\s|$)", value):
        return f"{match['key']}: a text cannot have ': ' inside in YAML. {cure}"
    return ""


def _close(head: str, value: str) -> str:
    return f"Write: {_quoted(head, value.strip(chr(34) + chr(39)))}"


def _is_flow(value: str) -> bool:
    try:
        return isinstance(yaml.compose(value, Loader=_Loader), yaml.CollectionNode)
    except yaml.YAMLError:
        return False


def read_json(text: str, file: str, first_line: int) -> tuple[list[Tree], list[Problem]]:
    """A JSON text; numbers, true and false are kept as they were typed."""
    from briefkit.core.jsontext import parse  # noqa: PLC0415

    problems = controls(text.replace("\t", " "), file, first_line)
    try:
        values, places, more = parse(clean(text.replace("\t", " ")), file, first_line)
    except json.JSONDecodeError as error:
        told = f"This is no JSON: {error.msg.lower()}. Correct the line, or check the commas and quotes of the line before it."
        return [], [*problems, Problem(Kind.SYNTAX, told, Place(file, first_line + error.lineno - 1))]
    return [Tree(values, places)], [*problems, *more]
