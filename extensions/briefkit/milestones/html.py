"""HTML of a milestone timeline."""

from __future__ import annotations

from typing import Any

from docutils.nodes import Element
from sphinx.locale import _
from sphinx.writers.html5 import HTML5Translator

Pair = tuple[Any, Any]


def _classed(name: str) -> dict[str, Any]:
    return {"CLASS": name} if name else {}


def _element(tag: str, name: str, **attributes: Any) -> Pair:
    """Visitors of a node that is one element with one class."""

    def visit(self: HTML5Translator, node: Element) -> None:
        self.body.append(self.starttag(node, tag, "", **_classed(name), **attributes))

    def depart(self: HTML5Translator, _node: Element) -> None:
        self.body.append(f"</{tag}>\n")

    return visit, depart


def visit_timeline(self: HTML5Translator, node: Element) -> None:
    caption = f"{node['ids'][0]}-caption"
    attributes: dict[str, Any] = {"aria-labelledby": caption} if node.get("caption_text") else {}
    self.body.append(self.starttag(node, "figure", CLASS="timeline wide", role="group", **attributes))


def depart_timeline(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</figure>\n")


def visit_caption(self: HTML5Translator, node: Element) -> None:
    assert isinstance(node.parent, Element)
    self.body.append(f'<figcaption id="{node.parent["ids"][0]}-caption">')
    self.add_fignumber(node.parent)
    self.body.append('<span class="caption-text">')


def depart_caption(self: HTML5Translator, node: Element) -> None:
    assert isinstance(node.parent, Element)
    self.body.append("</span>")
    self.add_permalink_ref(node.parent, _("Link to this timeline"))
    self.body.append("</figcaption>\n")


def visit_key(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, "p", "", CLASS="timeline-key"))
    for marker, word in node["markers"]:
        self.body.append(
            f'<span class="key-item"><span class="marker marker-{marker}" aria-hidden="true"></span> '
            f"{self.encode(word)}</span> "
        )
    self.body.append('<span class="key-note">')


def depart_key(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</span></p>\n")


def visit_band(self: HTML5Translator, node: Element) -> None:
    self.body.append('<div class="phase-band">')
    if node.get("number"):
        self.body.append(f'<p class="phase-number">{self.encode(node["number"])}</p>')
    self.body.append('<p class="phase-title">')


def depart_band(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</p></div>\n")


def visit_milestone(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, "li", CLASS=f"timeline-step step-{node.get('marker', 'undated')}"))


def depart_milestone(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</li>\n")


def visit_date(self: HTML5Translator, node: Element) -> None:
    self.body.append('<p class="step-date">')
    self.body.append(f'<time datetime="{self.attval(node["iso"])}">' if node.get("iso") else "<span>")


def depart_date(self: HTML5Translator, node: Element) -> None:
    self.body.append("</time>" if node.get("iso") else "</span>")
    for line in (node.get("detail"), node.get("former")):
        if line:
            self.body.append(f' <span class="step-date-note">{self.encode(line)}</span>')
    self.body.append("</p>\n")


def visit_cell_date(self: HTML5Translator, node: Element) -> None:
    self.body.append("<p>")
    self.body.append(f'<time datetime="{self.attval(node["iso"])}">' if node.get("iso") else "<span>")


def depart_cell_date(self: HTML5Translator, node: Element) -> None:
    self.body.append("</time>" if node.get("iso") else "</span>")
    for line in (node.get("detail"), node.get("former")):
        if line:
            self.body.append(f' <span class="step-date-note">{self.encode(line)}</span>')
    self.body.append("</p>\n")


def visit_derived(self: HTML5Translator, node: Element) -> None:
    self.body.append(f'<span class="derived derived-{node["kind"]}">')


def depart_derived(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</span>")


TIMELINE = visit_timeline, depart_timeline
CAPTION = visit_caption, depart_caption
KEY = visit_key, depart_key
PHASES = _element("ol", "timeline-phases", role="list")
PHASE = _element("li", "timeline-phase")
BAND = visit_band, depart_band
PHASE_TITLE = _element("span", "phase-name")
PHASE_NOTE = _element("span", "phase-note")
STEPS = _element("ol", "timeline-steps", role="list")
MILESTONE = visit_milestone, depart_milestone
DATE = visit_date, depart_date
TITLE = _element("p", "step-title")
STATUS = _element("p", "step-status")
DERIVED = visit_derived, depart_derived
CELL_DATE = visit_cell_date, depart_cell_date
CELL_STATUS = _element("p", "")
TEXT = _element("div", "step-text")
FIELDS = _element("dl", "step-fields")
FIELD = _element("div", "field")
LABEL = _element("dt", "")
VALUE = _element("dd", "")
