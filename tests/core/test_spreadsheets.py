"""Tables as records: what Excel and other programs save, and what a writer gets wrong in them."""

# messages stand whole, as a writer sees them

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.formula import ArrayFormula

from briefkit.core.records import Form, Result, Shape, read_file

SHAPE = Shape(
    "actors",
    others=("phases",),
    steps={"remedy": ("step", "deadline", "decided-by")},
    forms={"asks": Form.LIST, "relations": Form.PAIRS, "depends-on": Form.IDS, "remedy": Form.STEPS},
)


def _book() -> bytes:
    made, buffer = Workbook(), io.BytesIO()
    made.active.append(["name", 1, None])  # type: ignore[union-attr]  # a new workbook has a sheet
    made.save(buffer)
    return buffer.getvalue()


BOOK = _book()


def values(result: Result, name: str = "actors") -> list[dict[str, Any]]:
    return [record.values for record in result.records.get(name, [])]


def told(result: Result) -> list[str]:
    return [f"{problem.place.cell or problem.place.line}: {problem.text}" for problem in result.problems]


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str | bytes], Result]:
    def read(data: str | bytes) -> Result:
        path = tmp_path / "a.csv"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_file(path, SHAPE)

    return read


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Result]:
    def read(fill: Callable[[Workbook], object]) -> Result:
        made = Workbook()
        fill(made)
        made.save(tmp_path / "a.xlsx")
        return read_file(tmp_path / "a.xlsx", SHAPE)

    return read


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffname;stance\r\nÄ;yes, no\r\n".encode(),
        'name,stance\nÄ,"yes, no"\n'.encode(),
        "name\tstance\rÄ\tyes, no".encode(),
        "sep=;\r\nname;stance\r\nÄ;yes, no\r\n".encode(),
        "name\tstance\nÄ\tyes, no\n".encode("utf-16"),
        "name;stance\nÄ;yes, no\n".encode("utf-16-le"),
        "\n\nName ; Stance;;\n\nÄ;yes, no;;\n;;;\n".encode(),
    ],
)
def test_what_programs_save_as_csv_is_read(table: Callable[..., Result], data: bytes) -> None:
    result = table(data)
    assert values(result) == [{"name": "Ä", "stance": "yes, no"}]
    assert told(result) == []


def test_a_cell_of_several_lines_moves_the_lines_of_the_rows_below(table: Callable[..., Result]) -> None:
    result = table('name,text\r\nA,"one\r\n\r\ntwo, ""three"""\r\nB,x\r\n')
    assert values(result) == [{"name": "A", "text": 'one\n\ntwo, "three"'}, {"name": "B", "text": "x"}]
    assert [record.place("name").line for record in result.records["actors"]] == [2, 5]


def test_columns_are_fields_and_their_parts(table: Callable[..., Result]) -> None:
    head = "Name,position.ceasefire,position.Security guarantees,asks,relations,depends-on,remedy,red_lines"
    result = table(head + '\nA,x,y,a; b,"ally: poland\nrival: b","a, b","s | 14d | un | more\nz | 2d",;\n')
    assert values(result) == [
        {
            "name": "A",
            "position": {"ceasefire": "x", "Security guarantees": "y"},
            "asks": ["a", "b"],
            "relations": [{"kind": "ally", "to": "poland"}, {"kind": "rival", "to": "b"}],
            "depends-on": ["a", "b"],
            "remedy": [
                {"step": "s", "deadline": "14d", "decided-by": "un | more"},
                {"step": "z", "deadline": "2d"},
            ],
            "red-lines": ";",
        }
    ]


MISTAKES: dict[str | bytes, tuple[list[dict[str, str]], list[str]]] = {
    "name,x\nA,b,c\nB\n": (
        [{"name": "A", "x": "b"}, {"name": "B"}],
        [
            "2: This row has 3 cells, the first row 2; what is too much is left out: 'c'. "
            "Put a text with ',' inside into double quotes, or name the column in the first row.",
            "3: This row has 1 cell, the first row 2. Add the missing separators.",
        ],
    ),
    "name;influence\nA;3;extra;;cells\n": (
        [{"name": "A", "influence": "3"}],
        [
            "2: This row has 5 cells, the first row 2; what is too much is left out: 'extra', 'cells'. "
            "Put a text with ';' inside into double quotes, or name the column in the first row."
        ],
    ),
    'name,x\nA,"b\nB,c\n': (
        [{"name": "A", "x": "b"}, {"name": "B", "x": "c"}],
        ["2: A double quote in this row is never closed. Close it, or type it twice inside of a text."],
    ),
    "name,x\nB,c\nÄ,d\n".encode("cp1252"): (
        [{"name": "B", "x": "c"}, {"name": "Ä", "x": "d"}],
        ["3: This file is not in UTF-8, so some letters may be wrong. Save it again as UTF-8 (in Excel: 'CSV UTF-8')."],
    ),
    "name,x\nA\0,b\n": (
        [{"name": "A\ufffd", "x": "b"}],
        ["2: This line has a character that cannot be printed, U+0000. Delete it and type the text anew."],
    ),
    "name,,x\nA,b,c\n": (
        [{"name": "A", "x": "c"}],
        [
            "1: Column 2 has no name. Write the name of its field into the first row.",
            "2: The column of this cell has no name, so its text is left out: 'b'.",
        ],
    ),
    "name,name\nA,b\n": (
        [{"name": "A"}],
        ["1: Two columns are named 'name'. Rename or delete one; the first is used."],
    ),
    "name,x,x.y\nA,b,c\n": (
        [{"name": "A", "x": "b"}],
        ["1: The columns 'x' and 'x.y' cannot stand side by side. Name the first after its part too."],
    ),
    "name,x\n": ([], ["1: Only the names of the fields stand here. Write a row for each record below them."]),
    " \n": (
        [],
        ["1: 'a.csv' is empty. Its first row must hold the names of the fields, such as name, stance."],
    ),
}


@pytest.mark.parametrize("data", MISTAKES)
def test_a_mistake_in_a_table_is_told_and_the_rest_is_read(table: Callable[..., Result], data: str | bytes) -> None:
    result = table(data)
    assert (values(result), told(result)) == MISTAKES[data]


def test_a_large_field_and_many_rows_are_read(table: Callable[..., Result]) -> None:
    result = table("name,x\n" + "A," + "x" * 300_000 + "\n" + "B,y\n" * 10_000)
    assert [len(result.records["actors"]), len(values(result)[0]["x"])] == [10_001, 300_000]
    assert result.problems == []


def test_cells_of_a_workbook_are_what_a_writer_would_have_typed(book: Callable[..., Result]) -> None:
    cells = [
        True,
        3,
        3.0,
        0.1 + 0.2,
        date(2025, 8, 15),
        datetime(2025, 8, 15, 6, 30),
        time(14, 30),
        "NO",
        " 😀\nb ",
    ]

    def fill(made: Workbook) -> None:
        sheet: Any = made.active
        sheet.title = "People"
        sheet.append([f"k{n}" for n in range(len(cells))])
        sheet.append([])
        sheet.append(cells)

    result = book(fill)
    typed = ["true", "3", "3", "0.3", "2025-08-15", "2025-08-15T06:30", "14:30", "NO", "😀\nb"]
    assert [list(record.values()) for record in values(result)] == [typed]
    assert result.records["actors"][0].place("k1").cell == "sheet People, cell B3"


def test_sheets_go_by_their_names_and_hidden_ones_are_left(book: Callable[..., Result]) -> None:
    def fill(made: Workbook) -> None:
        made.active.sheet_state = "hidden"  # type: ignore[union-attr]  # a new workbook has a sheet
        made.active.append(["name", "old"])  # type: ignore[union-attr]  # as above
        made.create_chartsheet("Chart").add_chart(BarChart())
        for title, name in (("Notes", "n"), ("Phases", "P"), ("Actors", "A")):
            sheet = made.create_sheet(title)
            sheet.append(["name"])
            sheet.append([name])

    result = book(fill)
    assert (values(result), values(result, "phases")) == ([{"name": "A"}], [{"name": "P"}])
    assert told(result) == []


def test_a_formula_without_a_result_is_told_with_its_cell(book: Callable[..., Result]) -> None:
    result = book(lambda made: [made.active.append(row) for row in (["name", "x"], ["A", "=1+1"], ["B", "#REF!"])])
    assert values(result) == [{"name": "A"}, {"name": "B"}]
    assert [line.partition(".")[0] for line in told(result)] == [
        "sheet Sheet, cell B3: The formula of this cell has no result but '#REF!'",
        "sheet Sheet, cell B2: The formula '=1+1' has no result in the file",
    ]


def test_a_formula_for_several_cells_and_a_cell_too_much_are_told(book: Callable[..., Result]) -> None:
    def fill(made: Workbook) -> None:
        sheet: Any = made.active
        for row in (["name", "x"], ["A", None], ["B", "b", "more"]):
            sheet.append(row)
        sheet["B2"] = ArrayFormula("B2:B2", "=SUM(1,2)")

    result = book(fill)
    assert values(result) == [{"name": "A"}, {"name": "B", "x": "b"}]
    assert told(result) == [
        "sheet Sheet, cell C3: This row has 3 cells, the first row 2; what is too much is left out: 'more'. "
        "Name the column in the first row.",
        "sheet Sheet, cell B2: The formula '=SUM(1,2)' has no result in the file. "
        "Open it in a spreadsheet program and save it, or type the value.",
    ]


def test_a_workbook_without_records_or_that_is_none_is_told(book: Callable[..., Result], tmp_path: Path) -> None:
    assert "is empty" in told(book(lambda _made: None))[0]
    path = tmp_path / "b.xlsx"
    path.write_bytes(b"no workbook")
    assert "'b.xlsx' is no workbook that can be read" in told(read_file(path, SHAPE))[0]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 120_000_000)
    assert "it unpacks to more than 100 MB" in told(read_file(path, SHAPE))[0]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary() | st.lists(st.sampled_from([b"a", b",", b";", b'"', b"\n", b"\r", b"\0", b"\xff", b"."])).map(b"".join)
)
def test_no_bytes_make_the_reader_of_csv_fail(table: Callable[..., Result], data: bytes) -> None:
    assert all(problem.place.line for problem in table(data).problems)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_bytes_make_the_reader_of_xlsx_fail(tmp_path: Path, data: st.DataObject) -> None:
    broken = bytearray(BOOK)
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), min_size=1, max_size=20)):
        broken[place] ^= data.draw(st.integers(1, 255))
    (tmp_path / "a.xlsx").write_bytes(broken)
    assert read_file(tmp_path / "a.xlsx", SHAPE).problems


CELLS = st.text(st.characters(exclude_categories=["C"], exclude_characters='"'), min_size=1).map(str.strip).filter(bool)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1), st.sampled_from(",;\t"))
def test_every_cell_comes_back_to_the_letter(
    table: Callable[..., Result], rows: list[tuple[str, str]], separator: str
) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([("name", "x"), *rows])
    result = table(buffer.getvalue())
    assert [tuple(record.values()) for record in values(result)] == rows
    assert [record.place("x").line for record in result.records["actors"]] == list(range(2, len(rows) + 2))
