"""HTML of the lines below a figure."""

from __future__ import annotations

from typing import Any

from docutils.nodes import Element, caption, legend
from sphinx.writers.html5 import HTML5Translator


def visit_lines(self: HTML5Translator, node: Element) -> None:
    assert isinstance(node.parent, Element)
    before = node.parent.children[: node.parent.index(node)]
    # docutils opens the caption of a figure with its caption or legend, and closes it with the figure.
    if not any(isinstance(child, (caption, legend)) for child in before):
        self.body.append("<figcaption>\n")
    self.body.append('<div class="figure-lines">\n')


def depart_lines(self: HTML5Translator, node: Element) -> None:
    self.body.append("</div>\n")
    assert isinstance(node.parent, Element)
    if not any(isinstance(child, (caption, legend)) for child in node.parent.children[: node.parent.index(node)]):
        self.body.append("</figcaption>\n")


def visit_line(self: HTML5Translator, node: Element) -> None:
    source = node.get("digital-source")
    attributes: dict[str, Any] = (
        {"itemscope": "itemscope", "itemtype": "https://schema.org/ImageObject"} if source else {}
    )
    self.body.append(self.starttag(node, "p", "", CLASS=f"figure-{node['what']}", **attributes))
    if source:
        self.body.append(f'<link itemprop="digitalSourceType" href="{source}">')


def depart_line(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</p>\n")


LINES = visit_lines, depart_lines
LINE = visit_line, depart_line
