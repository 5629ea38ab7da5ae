"""Notes in the margin of the PDF: see ``margins.typ`` in the house style."""

from __future__ import annotations

from docutils.nodes import Element, Node, SkipNode

from briefkit.pdf.translator import Translator
from briefkit.pdf.typst import Call


def visit_note(self: Translator, node: Element) -> None:
    self.emit(_note(self, node))
    raise SkipNode


def visit_group(self: Translator, node: Element) -> None:
    paragraph, *notes = node.children
    body = self.render([paragraph])
    self.call("beside", body, *[_note(self, note) for note in notes if isinstance(note, Element)])
    raise SkipNode


def _note(self: Translator, node: Element) -> Call:
    titles = [child for child in node.children if isinstance(child, Element) and "margin-title" in child["classes"]]
    rest: list[Node] = [child for child in node.children if child not in titles]
    self.open()
    self.anchors(node)
    self.emit(*self.render(rest).calls)
    return self.value("margin-note", self.close(), title=self.content(*titles) if titles else None)


def depart(_self: Translator, _node: Element) -> None:
    """A visitor that prints the whole node leaves nothing to do."""


NOTE = visit_note, depart
GROUP = visit_group, depart
