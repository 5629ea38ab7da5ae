"""Tables: cells that span, header rows, stub columns, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes

from briefkit.pdf import typst
from briefkit.pdf.translator.figures import Figures
from briefkit.pdf.typst import AUTO, Call, Code, Content, Value

_ALIGNS = {"text-left": "left", "text-center": "center", "text-right": "right"}
_NUMBER = re.compile(r"[-+−–±<>≤≥~≈]? ?[$€£]?\d[\d.,’'   ]*( ?%)?")
_NOTHING = frozenset({"–", "—", "-", "…"})
_BREAKS_HEADER = (nodes.reference, nodes.footnote_reference, nodes.citation_reference)


@dataclass(slots=True)
class _Cell:
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


class Tables(Figures):
    """Visitors of tables."""

    def visit_table(self, node: nodes.Element) -> None:
        self.emit(self.table(node))
        raise nodes.SkipNode

    def visit_autosummary_table(self, node: nodes.Element) -> None:
        """Names and what they are: each name is the header of its row. (For docutils the node is a comment.)"""
        for group in node.findall(nodes.tgroup):
            columns_of(group.parent)[0]["stub"] = 1

    def table(self, node: nodes.Element, name: str = "data-table", **named: Value) -> Call:
        """The call that prints a table of docutils; *named* adds to what it says itself, or overrides it."""
        head, body = rows_of(node, nodes.thead), rows_of(node, nodes.tbody)
        columns = columns_of(node)
        stubs = _stubs(columns)
        self.note_table(stubs, len(columns))
        caption = [child for child in node.children if isinstance(child, nodes.title)]
        found: dict[str, Value] = {
            "columns": self._widths(node, columns),
            "header": len(head),
            "repeat": not any(row.next_node(kind) is not None for row in head for kind in _BREAKS_HEADER),
            "numbers": _numbers(body, len(columns), stubs),
            "number": self.figure_number(node),
            "caption": self.content(*caption) if caption else None,
            "continued": self.word("continued"),
            "lead": self.lead(),
        }
        cells = [self._cell(cell) for cell in _cells([*head, *body], len(columns), len(head), stubs)]
        given = {key: value for key, value in found.items() if value not in (None, "", [])}
        return self.value(name, *cells, **(given | named))

    def _cell(self, cell: _Cell | None) -> Call:
        if cell is None:
            return self.value("cell", Content())
        node = cell.node
        if "group-row" in [*node["classes"], *node.parent["classes"]]:
            return self._with_row(self.part("group", node), node)
        named: dict[str, Value] = {
            "colspan": int(node.get("morecols", 0)) + 1,
            "rowspan": int(node.get("morerows", 0)) + 1,
            "head": cell.head,
            "align": _align(node),
        }
        plain = {"colspan": 1, "rowspan": 1, "head": False, "align": None}
        given = {key: value for key, value in named.items() if value != plain[key]}
        return self._with_row(self.part("cell", node, **given), node)

    def _with_row(self, item: Call, node: nodes.Element) -> Call:
        """A cell with the marks of its row, where it is the first in it."""
        self.open()
        self.anchors(node.parent)
        item.positional[0].calls[:0] = self.close().calls
        return item

    @staticmethod
    def _widths(node: nodes.Element, columns: list[nodes.colspec]) -> list[Code]:
        given = "colwidths-given" in node["classes"]
        weights = [float(column.get("colwidth", 1) or 1) for column in columns]
        return [typst.length(max(weight, 0.1), "fr") if given else AUTO for weight in weights] or [AUTO]

    visit_tgroup = visit_thead = visit_tbody = visit_row = visit_entry = Figures.through
    visit_colspec = Figures.skip


def _stubs(columns: list[nodes.colspec]) -> int:
    """How many of the first columns hold row headers."""
    count = 0
    while count < len(columns) and columns[count].get("stub"):
        count += 1
    return count


def _numbers(rows: list[nodes.row], width: int, stubs: int) -> list[int]:
    """The columns that hold nothing but numbers."""
    texts: dict[int, list[str]] = {column: [] for column in range(stubs, width)}
    for cell in _cells(rows, width, 0, 0):
        if cell is not None and cell.column in texts and cell.node.astext().strip():
            texts[cell.column].append(cell.node.astext().strip())
    numbers = {column: [text for text in found if text not in _NOTHING] for column, found in texts.items()}
    return [column for column, found in numbers.items() if found and all(map(_NUMBER.fullmatch, found))]


def _align(node: nodes.Element) -> str | None:
    paragraph = next((child for child in node.children if isinstance(child, nodes.paragraph)), None)
    classes = [*node["classes"], *(paragraph["classes"] if paragraph is not None else ())]
    return next((_ALIGNS[name] for name in classes if name in _ALIGNS), None)


def _cells(rows: list[nodes.row], width: int, headers: int, stubs: int) -> Iterator[_Cell | None]:
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
            yield _Cell(entry, column, number >= headers and column < stubs)
            column += across
        for missing in range(width):
            if not covered.get((number, missing)):
                yield None
