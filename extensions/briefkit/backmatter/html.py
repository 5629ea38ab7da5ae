"""HTML of a line to sign on."""

from __future__ import annotations

from docutils.nodes import Element
from sphinx.writers.html5 import HTML5Translator


def visit_signature(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="signature"))


def depart_signature(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</span>")


SIGNATURE = visit_signature, depart_signature
