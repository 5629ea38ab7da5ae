"""Boxes and pull quotes in the PDF."""

from __future__ import annotations

from docutils.nodes import Element, SkipNode

from briefkit.boxes.nodes import box_title, quote_by
from briefkit.pdf.translator import Translator


def visit_box(self: Translator, node: Element) -> None:
    titles = [child for child in node.children if isinstance(child, box_title)]
    body = self.render(child for child in node.children if child not in titles)
    self.call("info-box", body, number=self.figure_number(node), title=self.content(*titles))
    raise SkipNode


def visit_quote(self: Translator, node: Element) -> None:
    by = [child for child in node.children if isinstance(child, quote_by)]
    body = self.render(child for child in node.children if child not in by)
    self.call("pull-quote", body, attribution=self.content(*by) if by else None, repeated=bool(node.get("repeated")))
    raise SkipNode


def depart(_self: Translator, _node: Element) -> None:
    """A visitor that prints the whole node leaves nothing to do."""


BOX = visit_box, depart
QUOTE = visit_quote, depart
