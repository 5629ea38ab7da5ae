"""HTML of disclaimers."""

from __future__ import annotations

from typing import Any

from docutils.nodes import Element
from sphinx.writers.html5 import HTML5Translator


def visit_disclaimer(self: HTML5Translator, node: Element) -> None:
    if node.get("at_end"):
        self.body.append(self.starttag(node, "div", CLASS="disclaimer-item"))
    else:
        label: dict[str, Any] = {"aria-labelledby": f"{node['ids'][0]}-title"}
        self.body.append(self.starttag(node, "aside", "", CLASS="disclaimer", role="note", **label))


def depart_disclaimer(self: HTML5Translator, node: Element) -> None:
    self.body.append("</div>\n" if node.get("at_end") else "</aside>\n")


def visit_title(self: HTML5Translator, node: Element) -> None:
    assert isinstance(node.parent, Element)
    self.body.append(f'<p class="disclaimer-title" id="{node.parent["ids"][0]}-title">')


def depart_title(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</p>\n")


def visit_grid(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, "div", CLASS="disclaimer-grid"))


def depart_grid(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</div>\n")


DISCLAIMER = visit_disclaimer, depart_disclaimer
TITLE = visit_title, depart_title
GRID = visit_grid, depart_grid
