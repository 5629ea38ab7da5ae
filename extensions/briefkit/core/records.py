"""Records from YAML, JSON, CSV and XLSX: values as they were typed, and the place of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from briefkit.core.problems import Kind, Place, Problem, closest, listing, nearest

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Fields of one record; every scalar is the text that was typed, and nothing where nothing was.

    Keys are in hyphens. ``places`` has the place of each value by its path; ``()`` is the record itself.
    ``heads`` has, for a row of a spreadsheet, where each of its columns is named.
    """

    values: dict[str, Any]
    places: dict[Key, Place]
    heads: Mapping[Key, Place] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Where a value was typed, or the nearest thing around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path) or Place("<unknown>")


class Form(Enum):
    """How a cell of a spreadsheet is read."""

    TEXT = "text"
    LIST = "list"
    """One item a line, or with ``;``."""
    IDS = "ids"
    """Ids with commas."""
    PAIRS = "pairs"
    """``ally: poland`` a line."""
    STEPS = "steps"
    """``step | deadline | decided-by`` a line."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a feature tells the reader of its records."""

    main: str
    """The name of the list in a file that is a mapping."""
    others: tuple[str, ...] = ()
    """Further lists of the file."""
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What the records of each list may have, by which one is told from another."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = "name"
    """The field that a record which is a mere text gives."""


@dataclass(frozen=True, slots=True)
class Result:
    """The records of each list, and what was wrong in reading them."""

    records: dict[str, list[Record]]
    problems: list[Problem]


def read_text(text: str, file: str, first_line: int, shape: Shape) -> Result:
    """The records of a directive's body, which is YAML."""
    from briefkit.core.yamltext import read_documents

    trees, problems = read_documents(text, file, first_line)
    return _collect(trees, shape, file, first_line, problems)


def read_file(path: Path, shape: Shape) -> Result:
    """The records of a data file, by its ending."""
    from briefkit.core import jsontext, spreadsheets, yamltext

    kind = path.suffix.lower()
    file = str(path)
    try:
        if kind in {".yaml", ".yml", ".json"}:
            text, problems = decode(path.read_bytes(), file)
            if not text.strip():
                text = f"'{path.name}' is empty. Write a record into it."
                return Result({}, [Problem(Kind.FILE, text, Place(file, 1))])
            read = jsontext.read_json if kind == ".json" else yamltext.read_documents
            trees, more = read(text, file, 1)
            return _collect(trees, shape, file, 1, [*problems, *more])
        if kind == ".csv":
            return spreadsheets.read_csv(path, shape)
        if kind == ".xlsx":
            return spreadsheets.read_xlsx(path, shape)
    except OSError as error:
        text = f"'{path.name}' cannot be read: {error.strerror}."
        return Result({}, [Problem(Kind.FILE, text, Place(file))])
    allowed = [".yaml", ".yml", ".json", ".csv", ".xlsx"]
    text = f"'{path.name}' is no data file that can be read. "
    text += f"Allowed: {listing(allowed)}.{nearest(kind, allowed)}"
    return Result({}, [Problem(Kind.FILE, text, Place(file))])


def read_mapping(text: str, file: str, first_line: int) -> tuple[Record, list[Problem]]:
    """A text that is one mapping: front matter, or a file of ``conf/``."""
    from briefkit.core.yamltext import read_documents

    trees, problems = read_documents(text, file, first_line, mapping=True)
    if trees and isinstance(trees[0].values, dict):
        return Record(trees[0].values, trees[0].places), problems
    if trees and not problems:
        problems.append(Problem(
            Kind.SYNTAX, "Here must stand a mapping, one 'name: value' a line.", Place(file, first_line)
        ))  # fmt: skip
    return Record({}, {(): Place(file, first_line)}), problems


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Bytes as text: UTF-8 with or without a mark, else Windows' encoding with a problem; no text is lost."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16"), []
        if b"\0" in data[:2] and len(data) % 2 == 0:
            return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le"), []
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        text = "This file is not in UTF-8, so some letters may be wrong. "
        text += "Save it again as UTF-8 (in Excel: 'CSV UTF-8')."
        return data.decode("cp1252", "replace"), [Problem(Kind.FILE, text, Place(file, line))]


@dataclass(frozen=True, slots=True)
class Tree:
    """A document of a data file: its values, and their places by path."""

    values: Any
    places: dict[Key, Place]


def _collect(trees: list[Tree], shape: Shape, file: str, first_line: int, problems: list[Problem]) -> Result:
    """The lists of a file: a bare list is the main one, a mapping names them."""
    records: dict[str, list[Record]] = {}
    names = (shape.main, *shape.others)
    unnamed = _names_of_lists(trees, shape)
    for tree in trees:
        place = tree.places.get((), Place(file, first_line))
        if isinstance(tree.values, list):
            name = next(unnamed)
            records.setdefault(name, []).extend(_records(tree.values, tree.places, (), shape, problems))
        elif isinstance(tree.values, dict) and _is_lists(tree.values, names):
            _collect_named(tree, shape, place, records, problems)
        elif isinstance(tree.values, dict):
            text = "A record begins with '- ', and its further fields stand below its first. "
            text += "Put '- ' before the first field."
            if file.endswith(".json"):
                text = "Here must stand a list of records. Put '[' before the first one and ']' after the last."
            problems.append(Problem(Kind.SYNTAX, text, place))
            records.setdefault(shape.main, []).append(_lowered(Record(tree.values, tree.places), problems))
        elif tree.values is not None:
            if not problems:  # what is no list at all has often been told by its reader
                text = "Here must stand a list of records, one '- ' a record, each with 'field: value' lines."
                problems.append(Problem(Kind.SYNTAX, text, place))
            records.setdefault(shape.main, []).append(Record({shape.title: str(tree.values)}, tree.places))
    return Result(records, sorted(problems, key=lambda problem: problem.place.line or 0))


def _names_of_lists(trees: list[Tree], shape: Shape) -> Iterator[str]:
    """What the bare lists of a file are, one a document: the main list, then the others.

    Two lists the other way round are read too, where their fields say so.
    """
    names = (shape.main, *shape.others)
    given = {name for tree in trees if isinstance(tree.values, dict) for name in tree.values}
    lists = [tree.values for tree in trees if isinstance(tree.values, list)]
    free = [name for name in names if name not in given] or list(names)
    if len(lists) == len(free) == 2 and shape.fields:
        first, second = ({str(key) for item in items if isinstance(item, dict) for key in item} for items in lists)
        main, other = (shape.fields[name] for name in free)
        if first and first <= other and second & (main - other):
            free.reverse()
    yield from free
    while True:
        yield free[-1]


def _collect_named(
    tree: Tree, shape: Shape, start: Place, records: dict[str, list[Record]], problems: list[Problem]
) -> None:
    """The lists of a file that is a mapping of them."""
    names = (shape.main, *shape.others)
    for name, items in tree.values.items():
        place = tree.places.get((name,), start)
        meant = name
        if name not in names:
            text = f"'{name}' is no list of this file. Allowed: {listing(names)}.{nearest(name, names)}"
            free = [one for one in names if one not in tree.values]
            meant = closest(name, free) or (shape.main if shape.main in free else "")
            if meant and isinstance(items, list):
                text += f" Its records are read as '{meant}'."
            problems.append(Problem(Kind.KEY, text, place))
        if meant and isinstance(items, list):
            records.setdefault(meant, []).extend(_records(items, tree.places, (name,), shape, problems))
        elif name in names and items is not None:
            text = f"{name}: here must stand a list, one '- ' a record."
            problems.append(Problem(Kind.SYNTAX, text, place))


def _is_lists(values: dict[str, Any], names: tuple[str, ...]) -> bool:
    lists = [name for name, value in values.items() if isinstance(value, list)]
    return (
        any(name in values for name in names)
        or len(lists) == len(values)
        or any(closest(name, names) and all(isinstance(item, dict) for item in values[name]) for name in lists)
    )


def _records(
    items: list[Any], places: dict[Key, Place], start: Key, shape: Shape, problems: list[Problem]
) -> list[Record]:
    """The items of a list as records; what is none is told and kept as its text."""
    below: dict[int, dict[Key, Place]] = {}
    depth = len(start)
    for path, place in places.items():
        number = path[depth] if len(path) > depth and path[:depth] == start else None
        if isinstance(number, int):
            below.setdefault(number, {})[path[depth + 1 :]] = place
    records = []
    for position, item in enumerate(items):
        own = below.get(position, {})
        if isinstance(item, dict):
            records.append(_lowered(Record(item, own), problems))
        elif item is None:
            text = "This item is empty. Write a record into it, or delete it."
            problems.append(Problem(Kind.SYNTAX, text, own.get((), Place("<unknown>"))))
        else:
            records.append(_from_text(item, own, shape, problems))
    return records


def _lowered(record: Record, problems: list[Problem]) -> Record:
    """A record with the names of its fields in small letters, as its model has them."""
    if all(name == name.lower() for name in record.values):
        return record
    values: dict[str, Any] = {}
    for name, value in record.values.items():
        if name.lower() in values:
            text = f"The field '{name.lower()}' stands twice in this record. Keep one; the first is used."
            problems.append(Problem(Kind.DUPLICATE, text, record.place(name)))
        values.setdefault(name.lower(), value)
    places: dict[Key, Place] = {}
    for path, place in record.places.items():
        places.setdefault((str(path[0]).lower(), *path[1:]) if path else path, place)
    return Record(values, places)


def _from_text(item: Any, places: dict[Key, Place], shape: Shape, problems: list[Problem]) -> Record:
    """A record that was typed as a mere text, or as a list of texts."""
    shown = item if isinstance(item, str) else ", ".join(_plain(part) for part in item)
    place = places.get((), Place("<unknown>"))
    if glued := re.fullmatch(r"([A-Za-z][\w-]*):(?!//)(\S.*)", shown):
        told = f"A space is missing after '{glued[1]}:'. Write: - {glued[1]}: {glued[2]}"
        problems.append(Problem(Kind.SYNTAX, told, place))
        return Record({glued[1].replace("_", "-"): glued[2]}, {(): place})
    told = f"This record is no mapping but '{shown}'. "
    if place.file.endswith(".json"):
        told += f'Write {{"{shape.title}": "{shown}"}}.'
    else:
        told += f"Write '- {shape.title}: {shown}', and further fields below it."
    problems.append(Problem(Kind.SYNTAX, told, place))
    return Record({shape.title: shown}, {(): place})


def _plain(part: Any) -> str:
    parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else [part]
    return ", ".join(str(one) if isinstance(one, str) else _plain(one) for one in parts if one is not None)
