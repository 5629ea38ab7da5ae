"""Records from CSV and XLSX: a column is a field, a row a record."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Form, Key, Record, Result, Shape, decode
from briefkit.core.yamltext import clean, controls

_LARGEST = 200_000_000
"""Bytes of an unpacked workbook that are read; a larger one is an attack, not a table of stakeholders."""

Cell = Callable[[int], Place]
"""The place of a column, from 0, in a row."""


def read_csv(path: Path, shape: Shape) -> Result:
    """A CSV file with commas, semicolons or tabs, in UTF-8."""
    file = str(path)
    text, problems = decode(path.read_bytes(), file)
    problems += controls(text, file, 1)
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        told = f"'{path.name}' is empty. Its first row must hold the names of the fields, such as name, stance, position."
        return Result({}, [*problems, Problem(Kind.FILE, told, Place(file, 1))])
    rows = []
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(Problem(Kind.SYNTAX, f"This row cannot be read ({error}). Check its quotes.", Place(file, line)))
            continue
        rows.append((row, _in_line(file, line)))
    records, more = _records(rows, shape)
    return Result({shape.main: records}, [*problems, *more])


def _in_line(file: str, line: int) -> Cell:
    place = Place(file, line)
    return lambda _column: place


def _delimiter(text: str) -> str:
    """What parts the names in the first row, outside of quotes."""
    head, quoted = "", False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif char == "\n" and not quoted and head.strip():
            break
        elif not quoted:
            head += char
    return max(",;\t", key=head.count)


def read_xlsx(path: Path, shape: Shape) -> Result:
    """A workbook: its first sheet is the main list, a sheet named like another list is that."""
    from openpyxl import load_workbook  # noqa: PLC0415  # 80 ms that only a workbook needs

    file = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > _LARGEST:
                raise ValueError("it unpacks to more than 200 MB")
        book = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, SyntaxError, OSError) as error:
        told = f"'{path.name}' is no workbook that can be read ({error}). Save it again as XLSX, or as 'CSV UTF-8'."
        return Result({}, [Problem(Kind.FILE, told, Place(file))])
    records: dict[str, list[Record]] = {}
    problems: list[Problem] = []
    for number, sheet in enumerate(book.worksheets):
        name = sheet.title.strip().lower()
        target = shape.main if number == 0 and name not in shape.others else name
        if target not in {shape.main, *shape.others}:
            continue
        rows = [
            (["" if cell is None else _typed(cell) for cell in row], _in_sheet(file, sheet.title, line))
            for line, row in enumerate(sheet.iter_rows(values_only=True), 1)
        ]
        found, more = _records(rows, shape)
        records.setdefault(target, []).extend(found)
        problems += more
    book.close()
    if not any(records.values()) and not problems:
        told = f"'{path.name}' is empty. Its first row must hold the names of the fields, such as name, stance, position."
        problems.append(Problem(Kind.FILE, told, Place(file)))
    return Result(records, problems)


def _in_sheet(file: str, sheet: str, line: int) -> Cell:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # as above

    return lambda column: Place(file, line, f"sheet {sheet}, cell {get_column_letter(column + 1)}{line}")


def _typed(value: Any) -> str:
    """The value of a cell as a writer would have typed it."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return clean(str(value))


def _records(rows: Sequence[tuple[Sequence[str], Cell]], shape: Shape) -> tuple[list[Record], list[Problem]]:
    rows = [(row, place) for row, place in rows if any(cell.strip() for cell in row)]
    if not rows:
        return [], []
    head, head_place = rows[0]
    names = [name.strip().lower().replace("_", "-").replace(" ", "-") if "." not in name else name.strip() for name in head]
    while names and not names[-1]:
        names.pop()
    problems = list(_head_problems(names, head_place))
    records = []
    for row, place in rows[1:]:
        cells = list(row)
        while len(cells) > len(names) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(names) and (len(cells) > len(names) or not isinstance(place(0).cell, str)):
            told = f"This row has {len(cells)} cells, the first row {len(names)}. "
            told += "Put a text that holds the separator into double quotes." if len(cells) > len(names) else "Add the missing separators."
            problems.append(Problem(Kind.SYNTAX, told, place(0)))
        records.append(_record(names, cells, place, shape))
    return records, problems


def _head_problems(names: Sequence[str], place: Cell) -> Iterable[Problem]:
    for column, name in enumerate(names):
        if not name:
            yield Problem(Kind.SYNTAX, f"Column {column + 1} has no name. Write the name of its field into the first row.", place(column))
        elif name in names[:column]:
            yield Problem(Kind.DUPLICATE, f"Two columns are named '{name}'. Rename or delete one; the first is used.", place(column))


def _record(names: Sequence[str], cells: Sequence[str], place: Cell, shape: Shape) -> Record:
    values: dict[str, Any] = {}
    places: dict[Key, Place] = {(): place(0)}
    for column, cell in enumerate(cells):
        name = names[column] if column < len(names) else ""
        if not cell.strip():
            continue
        if not name:  # A cell without a column goes to the last text, so that it is not lost.
            last = next((key for key in reversed(list(values)) if isinstance(values[key], str)), None)
            if last is not None:
                values[last] += f" {cell.strip()}"
            continue
        path = tuple(name.split(".", 1)) if "." in name else (name,)
        path = (path[0].strip().lower().replace("_", "-").replace(" ", "-"), *(part.strip().replace("_", "-") for part in path[1:]))
        value = _read(cell, shape.forms.get(path[0], Form.TEXT) if len(path) == 1 else Form.TEXT, shape.steps.get(path[0], ()))
        places[path] = place(column)
        if len(path) == 1:
            values.setdefault(path[0], value)
        else:
            places.setdefault(path[:1], place(column))
            inner = values.setdefault(path[0], {})
            if isinstance(inner, dict):
                inner.setdefault(path[1], value)
    return Record(values, places)


def _read(cell: str, form: Form, steps: Sequence[str]) -> Any:
    """A cell in the form of its field."""
    cell = cell.strip()
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    match form:
        case Form.LIST:
            items = lines if len(lines) > 1 else [item.strip() for item in cell.split(";") if item.strip()]
            return items if len(items) > 1 else items[0]
        case Form.IDS:
            return [item.strip() for line in lines for item in line.replace(";", ",").split(",") if item.strip()]
        case Form.PAIRS:
            pairs = [line.partition(":") for line in (lines if len(lines) > 1 else cell.split(";"))]
            return [{"kind": kind.strip(), "to": to.strip()} if colon else {"to": kind.strip()} for kind, colon, to in pairs]
        case Form.STEPS if "|" in cell:
            return [
                {name: part for name, part in zip(steps, (part.strip() for part in line.split("|")), strict=False) if part}
                for line in lines
            ]
        case _:
            return cell
