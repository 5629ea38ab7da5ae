"""Tables of the text as the theme writes them: in a region that scrolls, with the scope of their headers."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

_NARROW = 3
"""Up to so many columns a table has the width of the text."""
_LONG = 30
"""Letters of a word for which a column of a narrow table has no room."""


def _columns(node: nodes.table) -> int:
    return sum(isinstance(child, nodes.colspec) for group in node.children for child in group.children)


def _is_outer(node: nodes.Element) -> bool:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.table):
        parent = parent.parent
    return parent is None


def visit_table(self: HTML5Translator, node: nodes.table) -> None:
    # A region that can scroll must be reached by the keyboard (WCAG 2.2, 2.1.1), and named.
    if _is_outer(node):
        title = next(iter(node.findall(nodes.title)), None)
        label = title.astext() if title else ""
        attributes: dict[str, Any] = {"role": "region", "aria-label": label} if label else {}
        is_wide = _columns(node) > _NARROW or any(len(word) >= _LONG for word in node.astext().split())
        name = "table-scroll wide" if is_wide else "table-scroll"
        self.body.append(self.starttag(nodes.container(), "div", "", CLASS=name, tabindex="0", **attributes))
    HTML5Translator.visit_table(self, node)


def depart_table(self: HTML5Translator, node: nodes.table) -> None:
    HTML5Translator.depart_table(self, node)
    if _is_outer(node):
        self.body.append("</div>\n")


def visit_entry(self: HTML5Translator, node: nodes.entry) -> None:
    start = len(self.body)
    HTML5Translator.visit_entry(self, node)
    scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
    self.body[start:] = [text.replace("<th", f'<th scope="{scope}"', 1) for text in self.body[start:]]


def depart_entry(self: HTML5Translator, node: nodes.entry) -> None:
    HTML5Translator.depart_entry(self, node)


def setup(app: Sphinx) -> None:
    app.registry.add_translation_handlers(nodes.table, html=(visit_table, depart_table))
    app.registry.add_translation_handlers(nodes.entry, html=(visit_entry, depart_entry))
