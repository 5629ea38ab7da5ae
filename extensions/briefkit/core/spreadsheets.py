"""Records from CSV and XLSX."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from briefkit.core.cells import Cell, Row, records_of
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Record, Result, Shape, decode
from briefkit.core.yamltext import clean, controls

_LARGEST = 100_000_000
"""Bytes of an unpacked workbook that are read; a larger one is an attack, not a table of stakeholders."""

_SEP = re.compile(r"sep=([,;\t|])\n")
"""The first line that Excel writes to name the separator."""


def read_csv(path: Path, shape: Shape) -> Result:
    """A CSV file with commas, semicolons or tabs, in UTF-8."""
    file = str(path)
    text, problems = decode(path.read_bytes(), file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems += controls(text, file, 1)
    text = clean(text)
    if not text.strip():
        told = f"'{path.name}' is empty. Its first row must hold the names of the fields, such as name, stance."
        return Result({}, [*problems, Problem(Kind.FILE, told, Place(file, 1))])
    named = _SEP.match(text)
    separator = named[1] if named else _separator(text)
    start = named.end() if named else 0
    rows = _rows(text[start:], separator, file, 2 if named else 1, problems)
    records, more = records_of(rows, shape, separator)
    return Result({shape.main: records}, [*problems, *more])


def _rows(text: str, separator: str, file: str, first_line: int, problems: list[Problem]) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    begin = 0
    for row in reader:
        end = reader.line_num
        if end - begin > 1 and end >= len(lines) - 1 and "\n".join(lines[begin:end]).count('"') % 2:
            told = "A double quote in this row is never closed. Close it, or type it twice inside of a text."
            problems.append(Problem(Kind.SYNTAX, told, Place(file, first_line + begin)))
            for number in range(begin, end):
                cells = lines[number].split(separator)
                yield (
                    [cell.removeprefix('"').removesuffix('"') for cell in cells],
                    _in_line(file, first_line + number),
                )
        else:
            yield row, _in_line(file, first_line + begin)
        begin = end


def _in_line(file: str, line: int) -> Cell:
    place = Place(file, line)
    return lambda _column: place


def _separator(text: str) -> str:
    """What parts the names in the first row, outside of quotes."""
    head = re.sub(r'"[^"]*"', "", text.lstrip("\n")[:100_000]).partition("\n")[0]
    return max(",;\t", key=head.count)


def read_xlsx(path: Path, shape: Shape) -> Result:
    """A workbook: the sheet of its name is the main list, else the first that is visible."""
    records: dict[str, list[Record]] = {}
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > _LARGEST:
                raise ValueError("it unpacks to more than 100 MB")
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            formulas = any(re.search(rb"<(\w+:)?f[ />]", archive.read(name)) for name in sheets)
        for target, title, rows in _sheets(path, shape):
            found, more = records_of(_typed_rows(str(path), title, rows, problems), shape)
            records.setdefault(target, []).extend(found)
            problems += more
        if formulas:
            problems += _uncounted(path, shape)
    except Exception as error:  # a broken workbook makes its reader raise almost anything
        told = f"'{path.name}' is no workbook that can be read ({error or type(error).__name__}). "
        problems.append(Problem(Kind.FILE, told + "Save it again as XLSX, or as 'CSV UTF-8'.", Place(str(path))))
    if not any(records.values()) and not problems:
        told = f"'{path.name}' is empty. Its first row must hold the names of the fields, such as name, stance."
        problems.append(Problem(Kind.FILE, told, Place(str(path))))
    return Result(records, problems)


def _sheets(path: Path, shape: Shape, formulas: bool = False) -> Iterator[tuple[str, str, Iterator[Any]]]:
    """The list that each sheet is, the title of the sheet, and its rows."""
    from openpyxl import load_workbook  # 80 ms that only a workbook needs

    book = load_workbook(path, read_only=True, data_only=not formulas)
    try:
        names = {shape.main, *shape.others}
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        targets = [sheet.title.strip().lower() for sheet in visible]
        if shape.main not in targets and targets and targets[0] not in names:
            targets[0] = shape.main
        for sheet, target in zip(visible, targets, strict=True):
            if target in names:
                sheet.reset_dimensions()
                yield target, sheet.title, sheet.iter_rows(values_only=True)
    finally:
        book.close()


def _typed_rows(file: str, title: str, rows: Iterator[Any], problems: list[Problem]) -> Iterator[Row]:
    for line, row in enumerate(rows, 1):
        cells = ["" if cell is None else _typed(cell) for cell in row]
        place = _in_sheet(file, title, line)
        for column, cell in enumerate(cells):
            if re.fullmatch(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)", cell):
                told = f"The formula of this cell has no result but '{cell}'. Correct it, or type the value."
                problems.append(Problem(Kind.VALUE, told, place(column)))
                cells[column] = ""
        yield cells, place


def _uncounted(path: Path, shape: Shape) -> Iterator[Problem]:
    """Formulas whose result is not in the file, since no spreadsheet program has saved it."""
    results = {}
    for _, title, rows in _sheets(path, shape):
        results[title] = {
            (line, column) for line, row in enumerate(rows) for column, cell in enumerate(row) if cell is not None
        }
    for _, title, rows in _sheets(path, shape, formulas=True):
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                text = getattr(cell, "text", cell)  # a formula for several cells is an object
                if isinstance(text, str) and text.startswith("=") and (line, column) not in results[title]:
                    told = f"The formula '{text}' has no result in the file. "
                    told += "Open it in a spreadsheet program and save it, or type the value."
                    yield Problem(Kind.VALUE, told, _in_sheet(str(path), title, line + 1)(column))


def _in_sheet(file: str, sheet: str, line: int) -> Cell:
    from openpyxl.utils import get_column_letter

    return lambda column: Place(file, line, f"sheet {sheet}, cell {get_column_letter(column + 1)}{line}")


def _typed(value: Any) -> str:
    """The value of a cell as a writer would have typed it."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
            if moment.time() == time():
                return moment.date().isoformat()
            return moment.isoformat(timespec="seconds" if moment.second else "minutes")
        case time():
            return value.isoformat(timespec="seconds" if value.second else "minutes")
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case _:
            return clean(str(value).replace("_x000D_", "").replace("\r\n", "\n"))
