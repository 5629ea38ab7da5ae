"""HTML of the bottom line and the key takeaways."""

from __future__ import annotations

from typing import Any

from docutils.nodes import Element
from sphinx.writers.html5 import HTML5Translator

from briefkit.takeaways.nodes import summary


def _open(self: HTML5Translator, node: Element, name: str) -> None:
    attributes: dict[str, Any] = {"CLASS": name, "aria-labelledby": f"{node['ids'][0]}-label"}
    self.body.append(self.starttag(node, "section", "", **attributes))


def visit_label(self: HTML5Translator, node: Element) -> None:
    assert isinstance(node.parent, Element)
    name = "summary" if isinstance(node.parent, summary) else "takeaways"
    self.body.append(f'<p class="{name}-label" id="{node.parent["ids"][0]}-label">')


def depart_label(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</p>\n")


def visit_summary(self: HTML5Translator, node: Element) -> None:
    _open(self, node, "summary")


def visit_takeaways(self: HTML5Translator, node: Element) -> None:
    _open(self, node, "takeaways")


def depart_section(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</section>\n")


def visit_list(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, "ol", CLASS="takeaways-list", role="list"))


def depart_list(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</ol>\n")


def visit_takeaway(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, "li", "") + '<div class="takeaway">')


def depart_takeaway(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</div></li>\n")


def visit_lead_in(self: HTML5Translator, _node: Element) -> None:
    self.body.append('<strong class="lead-in">')


def depart_lead_in(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</strong>")


SUMMARY = visit_summary, depart_section
TAKEAWAYS = visit_takeaways, depart_section
LIST = visit_list, depart_list
TAKEAWAY = visit_takeaway, depart_takeaway
LEAD_IN = visit_lead_in, depart_lead_in
LABEL = visit_label, depart_label
