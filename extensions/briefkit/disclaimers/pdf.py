"""Disclaimers in the PDF."""

from __future__ import annotations

from docutils.nodes import Element, SkipNode

from briefkit.disclaimers.nodes import disclaimer
from briefkit.pdf.translator import Translator
from briefkit.pdf.typst import Call, Content


def _parts(self: Translator, node: Element) -> tuple[Content, str]:
    return self.render(node.children[1:]), node.children[0].astext()


def visit_disclaimer(self: Translator, node: Element) -> None:
    body, title = _parts(self, node)
    self.call("disclaimer-block", body, title=title)
    raise SkipNode


def visit_grid(self: Translator, node: Element) -> None:
    entries: list[Call] = []
    for item in node.findall(disclaimer):
        body, title = _parts(self, item)
        entries.append(self.value("entry", body, title=title))
    self.call("disclaimers-grid", *entries)
    raise SkipNode


DISCLAIMER = visit_disclaimer, None
GRID = visit_grid, None
