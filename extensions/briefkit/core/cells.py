"""Rows of cells to records: a column is a field, a row a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Form, Key, Record, Shape
from briefkit.core.yamltext import shortened

Cell = Callable[[int], Place]
"""The place of a column, from 0, in a row."""

Row = tuple[Sequence[str], Cell]


def records_of(rows: Iterable[Row], shape: Shape, separator: str = "") -> tuple[list[Record], list[Problem]]:
    """The records of a table whose first row names the fields. Empty rows are passed over.

    *separator* is what parts the cells of a text file: there every row must have as many cells as the first.
    """
    filled = ((row, place) for row, place in rows if any(cell.strip() for cell in row))
    head, head_place = next(filled, ([], lambda _column: Place("<unknown>")))
    names = [_path(name) for name in head]
    while names and not names[-1]:
        names.pop()
    problems = list(_head_problems(names, head_place))
    nameless = [column for column, name in enumerate(names) if not name]
    heads: dict[Key, Place] = {name: head_place(column) for column, name in enumerate(names)}
    records = []
    for row, place in filled:
        cells = list(row)
        while len(cells) > len(names) and not cells[-1].strip():
            cells.pop()
        if len(cells) > len(names) or (separator and len(cells) < len(names)):
            problems.append(_ragged(cells, names, place, separator))
        problems += [_left_out(cells[at], place(at)) for at in nameless if "".join(cells[at : at + 1]).strip()]
        records.append(replace(_record(names, cells, place, shape), heads=heads))
    if names and not records:
        told = "Only the names of the fields stand here. Write a row for each record below them."
        problems.append(Problem(Kind.FILE, told, head_place(0)))
    return records, problems


def _path(name: str) -> tuple[str, ...]:
    """The field that a column is, or the part of one: ``position.ceasefire``. A part keeps its letters."""
    field, dot, part = name.strip().partition(".")
    field = field.strip().lower().replace("_", "-").replace(" ", "-")
    if not field:
        return ()
    return (field, part.strip().replace("_", "-")) if dot and part.strip() else (field,)


def _head_problems(names: Sequence[tuple[str, ...]], place: Cell) -> Iterator[Problem]:
    for column, name in enumerate(names):
        shown = ".".join(name)
        if not name:
            told = f"Column {column + 1} has no name. Write the name of its field into the first row."
            yield Problem(Kind.SYNTAX, told, place(column))
        elif name in names[:column]:
            told = f"Two columns are named '{shown}'. Rename or delete one; the first is used."
            yield Problem(Kind.DUPLICATE, told, place(column))
        elif len(name) > 1 and name[:1] in names:
            told = f"The columns '{name[0]}' and '{shown}' cannot stand side by side. "
            told += "Name the first after its part too."
            yield Problem(Kind.DUPLICATE, told, place(column))


def _ragged(cells: Sequence[str], names: Sequence[tuple[str, ...]], place: Cell, separator: str) -> Problem:
    count = f"{len(cells)} cell{'s' if len(cells) > 1 else ''}"
    told = f"This row has {count}, the first row {len(names)}"
    if len(cells) < len(names):
        return Problem(Kind.SYNTAX, f"{told}. Add the missing separators.", place(0))
    surplus = [(column, cell) for column, cell in enumerate(cells) if column >= len(names) and cell.strip()]
    shown = ", ".join(f"'{shortened(cell.strip())}'" for _, cell in surplus)
    told += f"; what is too much is left out: {shown}. "
    told += f"Put a text with '{separator}' inside into double quotes, or name" if separator else "Name"
    told += " the column in the first row."
    return Problem(Kind.SYNTAX, told, place(surplus[0][0]))


def _left_out(cell: str, place: Place) -> Problem:
    told = f"The column of this cell has no name, so its text is left out: '{shortened(cell.strip())}'."
    return Problem(Kind.SYNTAX, told, place)


def _record(names: Sequence[tuple[str, ...]], cells: Sequence[str], place: Cell, shape: Shape) -> Record:
    values: dict[str, Any] = {}
    places: dict[Key, Place] = {(): place(0)}
    for column, cell in enumerate(cells):
        path = names[column] if column < len(names) else ()
        if not cell.strip() or not path or path in places:
            continue
        if len(path) == 1:
            form, steps = shape.forms.get(path[0], Form.TEXT), shape.steps.get(path[0], ())
            values[path[0]] = read_cell(cell, form, steps)
        else:
            inner = values.setdefault(path[0], {})
            if not isinstance(inner, dict):
                continue
            inner[path[1]] = cell.strip()
            places.setdefault(path[:1], place(column))
        places[path] = place(column)
    return Record(values, places)


def read_cell(cell: str, form: Form, steps: Sequence[str]) -> Any:
    """A cell in the form of its field."""
    cell = cell.strip()
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    match form:
        case Form.LIST:
            items = lines if len(lines) > 1 else [item.strip() for item in cell.split(";") if item.strip()]
            return items if len(items) > 1 else items[0] if items else cell
        case Form.IDS:
            return [item.strip() for item in cell.replace(";", ",").replace("\n", ",").split(",") if item.strip()]
        case Form.PAIRS:
            parts = lines if len(lines) > 1 else [part for part in cell.split(";") if part.strip()]
            return [_pair(part) for part in parts]
        case Form.STEPS if "|" in cell:
            return [_step(line, steps) for line in lines]
        case _:
            return cell


def _pair(text: str) -> dict[str, str]:
    kind, colon, to = text.partition(":")
    return {"kind": kind.strip(), "to": to.strip()} if colon else {"to": kind.strip()}


def _step(line: str, names: Sequence[str]) -> dict[str, str]:
    parts = (part.strip() for part in line.split("|", max(len(names) - 1, 0)))
    return {name: part for name, part in zip(names, parts, strict=False) if part}
