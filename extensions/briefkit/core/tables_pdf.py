"""Tables of records in the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.nodes import Element, SkipNode
from sphinx.application import Sphinx

from briefkit.core import attachments, tables
from briefkit.pdf.extent import extent_of
from briefkit.pdf.typst import AUTO, length

if TYPE_CHECKING:
    from briefkit.pdf.translator import Translator as Base
    from briefkit.pdf.typst import Call


_WIDTHS = {"name": length(43.5, "mm"), "stance": length(27.5, "mm")}
"""The columns whose width does not follow from their text, as the house style sets them."""


def depart(_self: Base, _node: Element) -> None:
    """A visitor that prints the whole node leaves nothing to do."""


def visit_table(self: Base, node: Element) -> None:
    """The whole table as one call; see ``data-table`` in the house style."""
    rows = list(node.findall(tables.record_row))
    head = rows[0].children
    caption = next(iter(node.findall(tables.record_caption)), None)
    self.note_table(stubs=1, columns=len(head))
    attachments.attach(self, node, caption, attachments.rows_of(node))
    keys = tuple(entry.get("column") for entry in head if isinstance(entry, Element))
    actors = keys == ("name", "stance", "position", "interests", "red-lines")
    self.call(
        "stakeholder-table" if actors else "data-table",
        *[cell for row in rows for cell in _cells(self, row)],
        columns=None if actors else [_WIDTHS.get(key or "", AUTO) for key in keys],
        header=1,
        numbers=[number for number, entry in enumerate(head) if isinstance(entry, Element) and entry.get("numeric")],
        number=self.figure_number(node),
        caption=self.content(caption) if caption is not None else None,
        question=node.get("question"),
        note=node.get("note"),
        continued=self.word("continued"),
        lead=self.lead(),
    )
    raise SkipNode


def _cells(self: Base, row: Element) -> list[Call]:
    if row.get("group"):
        return [self.value("group", self.content(row.children[0]))]
    return [_cell(self, row, cell, not number) for number, cell in enumerate(row.children) if isinstance(cell, Element)]


def _cell(self: Base, row: Element, cell: Element, first: bool) -> Call:
    """A cell; the first one takes the anchors of the record."""
    self.open()
    if first:
        self.anchors(row)
    self.anchors(cell)
    self.emit(*self.content(_unwrapped(cell)).calls)
    body = self.close()
    return self.value("cell", body, head=cell.get("scope") == "row", extent=extent_of(body).told())


def _unwrapped(cell: Element) -> Element:
    """What holds the content: a stance, a status or nothing stands in a cell without a paragraph around it."""
    only = cell.children[0] if len(cell.children) == 1 else None
    inner = only.children[0] if isinstance(only, Element) and len(only.children) == 1 else None
    return only if isinstance(only, Element) and isinstance(inner, _ALONE) else cell


_ALONE = (tables.stance_word, tables.status_word, tables.absent)


def visit_stance(self: Base, node: Element) -> None:
    tile = self.value("stance", code=node["code"], sign=_sign(node), label=_word(node))
    alone = isinstance(node.parent, Element) and len(node.parent.children) == 1
    self.emit(tile if alone else self.value("box", tile))
    raise SkipNode


def visit_status(self: Base, node: Element) -> None:
    self.call("status", sign=_sign(node), label=_word(node))
    raise SkipNode


def visit_absent(self: Base, node: Element) -> None:
    self.call("absent", node.astext())
    raise SkipNode


def _sign(node: Element) -> str:
    found = next(iter(node.findall(tables.sign)), None)
    return found.astext() if found is not None else ""


def _word(node: Element) -> str:
    return node.children[-1].astext()


PDF = visit_table, depart
"""For a feature's own class of table."""


def setup(app: Sphinx) -> None:
    app.add_node(tables.record_table, html=tables.HTML, pdf=PDF)
    app.add_node(tables.stance_word, override=True, pdf=(visit_stance, None))
    app.add_node(tables.status_word, override=True, pdf=(visit_status, None))
    app.add_node(tables.absent, override=True, pdf=(visit_absent, None))
