"""Tables of records in the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.nodes import Element, SkipNode
from sphinx.application import Sphinx

from briefkit.core import tables
from briefkit.pdf.typst import AUTO

if TYPE_CHECKING:
    from briefkit.pdf.translator import Translator as Base
    from briefkit.pdf.typst import Call


def visit_table(self: Base, node: Element) -> None:
    """The whole table as one call; see ``data-table`` in the house style."""
    rows = [row for row in node.findall(tables.record_row)]
    head = rows[0].children
    caption = next(iter(node.findall(tables.record_caption)), None)
    self.note_table(stubs=1)
    self.call(
        "stakeholder-table" if type(node).__name__ == "stakeholder_table" else "data-table",
        *[cell for row in rows for cell in _cells(self, row)],
        columns=[AUTO] * len(head),
        header=1,
        numbers=[number for number, entry in enumerate(head) if isinstance(entry, Element) and entry.get("numeric")],
        number=self.figure_number(node),
        caption=self.content(caption) if caption is not None else None,
        question=node.get("question"),
        note=node.get("note"),
    )
    raise SkipNode


def _cells(self: Base, row: Element) -> list[Call]:
    if row.get("group"):
        return [self.value("group", self.content(row.children[0]))]
    return [self.part("cell", cell, head=cell.get("scope") == "row") for cell in row.children if isinstance(cell, Element)]


def visit_stance(self: Base, node: Element) -> None:
    self.call("stance", code=node["code"], sign=_sign(node), label=_word(node))
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


PDF = visit_table, None
"""For a feature's own class of table."""


def setup(app: Sphinx) -> None:
    app.add_node(tables.record_table, html=tables.HTML, pdf=PDF)
    app.add_node(tables.stance_word, override=True, pdf=(visit_stance, None))
    app.add_node(tables.status_word, override=True, pdf=(visit_status, None))
    app.add_node(tables.absent, override=True, pdf=(visit_absent, None))
