"""HTML of notes in the margin."""

from __future__ import annotations

from docutils.nodes import Element
from sphinx.writers.html5 import HTML5Translator


def visit_note(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, "aside"))


def depart_note(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</aside>\n")


def visit_group(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, "div"))


def depart_group(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</div>\n")


NOTE = visit_note, depart_note
GROUP = visit_group, depart_group
