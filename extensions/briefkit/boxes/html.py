"""HTML of boxes and pull quotes."""

from __future__ import annotations

from typing import Any

from docutils.nodes import Element
from sphinx.locale import _
from sphinx.writers.html5 import HTML5Translator

from briefkit.boxes.nodes import box_title, quote_by


def visit_box(self: HTML5Translator, node: Element) -> None:
    has_title = any(isinstance(child, box_title) for child in node.children)
    label: dict[str, Any] = {"aria-labelledby": f"{node['ids'][0]}-title"} if has_title else {}
    self.body.append(self.starttag(node, "aside", "", CLASS="box", role="note", **label))
    if not has_title:
        self.body.append('<p class="box-title">')
        self.add_fignumber(node)
        self.body.append("</p>\n")


def depart_box(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</aside>\n")


def visit_title(self: HTML5Translator, node: Element) -> None:
    assert isinstance(node.parent, Element)
    self.body.append(f'<p class="box-title" id="{node.parent["ids"][0]}-title">')
    self.add_fignumber(node.parent)
    self.body.append('<span class="caption-text">')


def depart_title(self: HTML5Translator, node: Element) -> None:
    assert isinstance(node.parent, Element)
    self.body.append("</span>")
    self.add_permalink_ref(node.parent, _("Link to this box"))
    self.body.append("</p>\n")


def visit_quote(self: HTML5Translator, node: Element) -> None:
    hidden: dict[str, Any] = {"aria-hidden": "true"} if node.get("repeated") else {}
    self.body.append(self.starttag(node, "figure", "", **hidden) + "<blockquote>\n")


def depart_quote(self: HTML5Translator, node: Element) -> None:
    ends = "" if isinstance(node.children[-1], quote_by) else "</blockquote>\n"
    self.body.append(f"{ends}</figure>\n")


def visit_by(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</blockquote>\n<figcaption>")


def depart_by(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</figcaption>\n")


BOX = visit_box, depart_box
TITLE = visit_title, depart_title
QUOTE = visit_quote, depart_quote
BY = visit_by, depart_by
