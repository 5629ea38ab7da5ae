"""The cells of docutils' tables with their places, and the columns that hold numbers, which are set to the right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

NUMERIC = "numeric"
"""The class of the cells of a column that holds numbers."""

ALIGNS = {"text-left": "left", "text-center": "center", "text-right": "right"}
_NUMBER = re.compile(r"[-+−–±<>≤≥~≈]? ?[$€£]?\d[\d.,’'   ]*( ?%)?")
_NOTHING = frozenset({"–", "—", "-", "…"})


@dataclass(slots=True)
class Cell:
    """A cell of a table with its place."""

    node: nodes.entry
    column: int
    """Index of its first column."""
    head: bool


def rows_of(node: nodes.Element, kind: type[nodes.Element]) -> list[nodes.row]:
    """The rows in the head or in the body of a table, not those of a table inside of it."""
    return [
        row
        for group in node.children
        if isinstance(group, nodes.tgroup)
        for part in group.children
        if isinstance(part, kind)
        for row in part.children
        if isinstance(row, nodes.row)
    ]


def columns_of(node: nodes.Element) -> list[nodes.colspec]:
    """The declarations of a table's columns."""
    groups = [child for child in node.children if isinstance(child, nodes.tgroup)]
    return [child for group in groups for child in group.children if isinstance(child, nodes.colspec)]


def stubs_of(columns: list[nodes.colspec]) -> int:
    """How many of the first columns hold row headers."""
    count = 0
    while count < len(columns) and columns[count].get("stub"):
        count += 1
    return count


def cells_of(rows: list[nodes.row], width: int, headers: int, stubs: int) -> Iterator[Cell | None]:
    """The cells of all rows in reading order; None where a row is shorter than the table."""
    covered: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(rows):
        column = 0
        for entry in row.children:
            if not isinstance(entry, nodes.entry):
                continue
            while covered.get((number, column)):
                column += 1
            across = int(entry.get("morecols", 0)) + 1
            for below in range(int(entry.get("morerows", 0)) + 1):
                covered.update({(number + below, column + step): True for step in range(across)})
            yield Cell(entry, column, number >= headers and column < stubs)
            column += across
        for missing in range(width):
            if not covered.get((number, missing)):
                yield None


def number_columns(rows: list[nodes.row], width: int, stubs: int) -> list[int]:
    """The columns that hold nothing but numbers."""
    texts: dict[int, list[str]] = {column: [] for column in range(stubs, width)}
    for cell in cells_of(rows, width, 0, 0):
        if cell is not None and cell.column in texts and cell.node.astext().strip():
            texts[cell.column].append(cell.node.astext().strip())
    numbers = {column: [text for text in found if text not in _NOTHING] for column, found in texts.items()}
    return [column for column, found in numbers.items() if found and all(map(_NUMBER.fullmatch, found))]


def aligned(node: nodes.Element) -> str | None:
    """Where the writer wants the text of a cell, if they said so."""
    paragraph = next((child for child in node.children if isinstance(child, nodes.paragraph)), None)
    classes = [*node["classes"], *(paragraph["classes"] if paragraph is not None else ())]
    return next((ALIGNS[name] for name in classes if name in ALIGNS), None)


class MarkNumbers(SphinxPostTransform):
    """Marks the cells of each column of numbers, with its heading, unless the writer aligned them."""

    default_priority = 850

    def run(self, **_kwargs: Any) -> None:
        for table in self.document.findall(nodes.table):
            if type(table) is not nodes.table:
                continue
            columns = columns_of(table)
            head, body = rows_of(table, nodes.thead), rows_of(table, nodes.tbody)
            numbers = number_columns(body, len(columns), stubs_of(columns))
            for cell in cells_of([*head, *body], len(columns), 0, 0):
                if cell is not None and cell.column in numbers and aligned(cell.node) is None:
                    cell.node["classes"].append(NUMERIC)


def setup(app: Sphinx) -> None:
    app.add_post_transform(MarkNumbers)
