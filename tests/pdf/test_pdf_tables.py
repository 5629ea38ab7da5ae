"""Tables come out as tables: header cells with their scope, spans, notes, nothing off the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pdfminer.high_level import extract_text
from tests.structure import glyphs_off_page

from briefkit.pdf.postprocess import Properties, TableMismatch, finish

Build = Callable[..., Any]


def cells(built: Any, kind: str) -> list[Any]:
    return [tag for tag in built.tags() if tag.kind == kind]


HEADLESS = ("table: no header cell",)
"""What a table has that its writer gave no headers."""

STUBS = """\
# Paper

```{list-table} Who wants what
:name: who
:header-rows: 1
:stub-columns: 1

* - Party
  - Wants
  - Fears[^1]
* - Aldermark
  - - Heat
    - Light
  - Frost
* - Westerfell
  - 1. Power

    Second paragraph
  - Dark[^1]
```

[^1]: As said in May.
"""


def test_row_headers_are_headers_of_their_row(build: Build) -> None:
    built = build({"index.md": STUBS}, numfig=True)
    rows = [tag for tag in cells(built, "TH") if str(tag.attribute("/Scope")) == "/Row"]
    columns = [tag for tag in cells(built, "TH") if str(tag.attribute("/Scope")) == "/Column"]
    assert (len(rows), len(columns), len(cells(built, "TD"))) == (2, 3, 4)
    for tag in cells(built, "TD"):
        named = [str(name) for name in tag.attribute("/Headers")]
        assert str(rows[0].element.ID) in named or str(rows[1].element.ID) in named
        assert len(named) == 2
    assert "Table 1 Who wants what" in built.text()
    assert built.warnings == []


def test_spans_reach_over_columns_and_rows(build: Build) -> None:
    built = build(
        {
            "index.rst": """\
            Paper
            =====

            .. list-table::
               :stub-columns: 1

               * - nested
                 - .. list-table::
                      :stub-columns: 1

                      * - inner
                        - cell

            +-------+-----+---+
            | A     | B   | C |
            +=======+=====+===+
            | across two  | 1 |
            +-------+-----+---+
            | down  | x   | 2 |
            |       +-----+---+
            |       | y   | 3 |
            +-------+-----+---+
            """,
        }
    )
    assert [tag.attribute("/ColSpan") for tag in cells(built, "TD") if tag.attribute("/ColSpan")] == [2]
    assert [tag.attribute("/RowSpan") for tag in cells(built, "TD") if tag.attribute("/RowSpan")] == [2]
    assert len([tag for tag in cells(built, "TH") if str(tag.attribute("/Scope")) == "/Row"]) == 2


def test_a_link_in_a_header_does_not_stop_the_paper(build: Build) -> None:
    rows = "\n".join(f"| {number} | text |" for number in range(90))
    built = build({"index.md": f"# Paper\n\n| [A](https://a.org) | B[^1] |\n|---|---|\n{rows}\n\n[^1]: Note.\n"})
    assert built.status == 0
    assert len(built.pdf().pages) > 2
    assert built.warnings == []


def test_a_long_and_a_wide_table_stay_on_the_page(build: Build) -> None:
    head = "| " + " | ".join(f"Heading {number}" for number in range(12)) + " |\n" + "|---" * 12 + "|\n"
    row = "| " + " | ".join(["responsibility"] * 12) + " |\n"
    captioned = "```{csv-table} Long\n" + "\n".join(f"{number},a b c" for number in range(200)) + "\n```\n"
    built = build({"index.md": f"# Paper\n\n{head}{row * 5}\n{captioned}"}, meant=HEADLESS)
    assert glyphs_off_page(built.path()) == ""
    text = built.text()
    assert "199" in text
    assert "Heading 11" in text.replace("Head- ing", "Heading")


@pytest.mark.parametrize(
    "table",
    [
        "```{list-table}\n* - \n```\n",
        "| |\n|---|\n| |\n",
        "```{csv-table}\n:header: a,b\n```\n",
        "```{list-table}\n:header-rows: 1\n* - only a head\n```\n",
    ],
)
def test_tables_with_little_in_them_do_not_stop_the_paper(build: Build, table: str) -> None:
    built = build({"index.md": f"# Paper\n\n{table}\nAfter.\n"}, meant=HEADLESS)
    assert "After." in built.text()
    assert not [line for line in built.warnings if "briefkit" in line]


def test_each_table_has_to_be_noted(build: Build) -> None:
    built = build({"index.md": STUBS})
    with pytest.raises(TableMismatch, match="1 tables in the paper, 0 noted"):
        finish(built.path().read_bytes(), [], Properties(language="en"))


@pytest.mark.parametrize("lines", range(20, 26))
def test_no_row_stands_alone_on_the_last_page_of_a_table(build: Build, lines: int) -> None:
    rows = "".join(f"| row {number} | words |\n" for number in range(30))
    built = build({"index.md": "# Paper\n\n" + "Words.\n\n" * lines + "| A | B |\n| - | - |\n" + rows})
    count = len(built.pdf().pages)
    pages = [extract_text(built.path(), page_numbers=[number]) for number in range(count)]
    last = next(text for text in reversed(pages) if "row 29" in text)
    assert "row 28" in last
    kinds = built.kinds()
    assert "TFoot" not in kinds
    assert kinds.count("TR") == 31


def test_a_step_longer_than_a_page_goes_on_to_the_next(build: Build) -> None:
    words = [f"word{number}" for number in range(900)]
    step = f"- {{title: Signature, date: 2026-01-01, status: proposed, verification: {' '.join(words)}}}"
    built = build({"index.md": f"# Paper\n\n```{{milestone-timeline}} The road\n{step}\n```\n"})
    assert glyphs_off_page(built.path()) == ""
    assert set(words) <= set(built.text().split())
    assert len(built.pdf().pages) > 1
