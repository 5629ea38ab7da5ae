"""Tables: cells that span, header rows, stub columns, captions."""

from __future__ import annotations

from docutils import nodes

from briefkit.core.tablecells import Cell, aligned, cells_of, columns_of, number_columns, rows_of, stubs_of
from briefkit.pdf import typst
from briefkit.pdf.extent import extent_of
from briefkit.pdf.translator.figures import Figures
from briefkit.pdf.typst import AUTO, Call, Code, Content, Value

_BREAKS_HEADER = (nodes.reference, nodes.footnote_reference, nodes.citation_reference)


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
        stubs = stubs_of(columns)
        self.note_table(stubs, len(columns))
        caption = [child for child in node.children if isinstance(child, nodes.title)]
        found: dict[str, Value] = {
            "columns": self._widths(node, columns),
            "header": len(head),
            "repeat": not any(row.next_node(kind) is not None for row in head for kind in _BREAKS_HEADER),
            "numbers": number_columns(body, len(columns), stubs),
            "number": self.figure_number(node),
            "caption": self.content(*caption) if caption else None,
            "continued": self.word("continued"),
            "lead": self.lead(),
        }
        cells = [self._cell(cell) for cell in cells_of([*head, *body], len(columns), len(head), stubs)]
        given = {key: value for key, value in found.items() if value not in (None, "", [])}
        return self.value(name, *cells, **(given | named))

    def _cell(self, cell: Cell | None) -> Call:
        if cell is None:
            return self.value("cell", Content())
        node = cell.node
        if "group-row" in [*node["classes"], *node.parent["classes"]]:
            return self._with_row(self.part("group", node), node)
        named: dict[str, Value] = {
            "colspan": int(node.get("morecols", 0)) + 1,
            "rowspan": int(node.get("morerows", 0)) + 1,
            "head": cell.head,
            "align": aligned(node),
        }
        plain = {"colspan": 1, "rowspan": 1, "head": False, "align": None}
        given = {key: value for key, value in named.items() if value != plain[key]}
        item = self._with_row(self.part("cell", node, **given), node)
        item.named["extent"] = extent_of(item.positional[0]).told()
        return item

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
