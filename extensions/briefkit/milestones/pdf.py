"""A milestone timeline in the PDF: one call, see ``timeline`` in the house style."""

from __future__ import annotations

from docutils.nodes import Element, SkipNode

from briefkit.core.attachments import attach, printed
from briefkit.core.tables import sign, status_word
from briefkit.milestones import nodes as mn
from briefkit.pdf.extent import extent_of
from briefkit.pdf.translator import Translator
from briefkit.pdf.typst import Call

_NARROWEST = 30.0
"""Millimetres of the narrowest column of a step."""
_FEW_LINES = 45
"""So many of 4 mm fill no page, even where no two stand side by side."""
_MARKERS = {"relative": "counted", "undated": "none"}
"""The house style's names of marks, where they differ."""


def depart(_self: Translator, _node: Element) -> None:
    """A visitor that prints the whole node leaves nothing to do."""


def visit_timeline(self: Translator, node: Element) -> None:
    caption = next(iter(node.findall(mn.timeline_caption)), None)
    key = next(iter(node.findall(mn.timeline_key)), None)
    attach(self, node, caption, _rows(self, node))
    self.call(
        "timeline",
        *_parts(self, node),
        number=self.figure_number(node),
        caption=self.content(caption) if caption is not None else None,
        as_of=key.astext() if key is not None else None,
        key={_MARKERS.get(marker, marker): word for marker, word in key["markers"]} if key is not None else None,
    )
    raise SkipNode


def _rows(self: Translator, node: Element) -> list[list[str]]:
    """The steps as rows of a table, with what is printed of each."""
    steps = list(node.findall(mn.milestone))
    labels = list(dict.fromkeys(printed(label) for step in steps for label in step.findall(mn.step_label)))
    rows = [[*(self.word(head) for head in ("Date", "Detail", "Step", "Status", "Description")), *labels]]
    for step in steps:
        date = _child(step, mn.step_date)
        fields = {printed(field.children[0]): field.children[1] for field in step.findall(mn.step_field)}
        parts = [_child(step, kind) for kind in (mn.step_title, mn.step_status, mn.step_text)]
        rows.append([
            printed(date) if date is not None else "",
            str(date.get("detail", "")) if date is not None else "",
            *(printed(part) if part is not None else "" for part in parts),
            *(printed(fields[label]) if label in fields else "" for label in labels),
        ])  # fmt: skip
    return rows


def _parts(self: Translator, node: Element) -> list[Call]:
    parts: list[Call] = []
    for child in node.findall(lambda item: isinstance(item, (mn.phase_band, mn.milestone))):
        assert isinstance(child, Element)
        parts.append(_phase(self, child) if isinstance(child, mn.phase_band) else _step(self, child))
    return parts


def _phase(self: Translator, node: Element) -> Call:
    title, *notes = [child for child in node.children if isinstance(child, Element)]
    return self.value(
        "phase", number=node.get("number"), title=self.content(title), text=self.content(*notes) if notes else None
    )


def _child(node: Element, kind: type[Element]) -> Element | None:
    return next((child for child in node.children if isinstance(child, kind)), None)


def _step(self: Translator, node: Element) -> Call:
    date, title, text = (_child(node, kind) for kind in (mn.step_date, mn.step_title, mn.step_text))
    word = next(iter(node.findall(status_word)), None)
    mark = next(iter(word.findall(sign)), None) if word is not None else None
    self.open()
    self.anchors(node)
    if title is not None:
        self.emit(*self.content(title).calls)
    item = self.value(
        "step",
        title=self.close(),
        date=date.astext() if date is not None else None,
        detail=date.get("detail") if date is not None else None,
        former=date.get("former") if date is not None else None,
        marker=_MARKERS.get(node.get("marker", "undated"), node.get("marker")),
        status_sign=mark.astext() if mark is not None else None,
        status=word.children[-1].astext() if word is not None else None,
        derived=[item.astext() for item in node.findall(mn.derived)],
        fields=[_field(self, field) for field in node.findall(mn.step_field)],
        body=self.content(text) if text is not None else None,
    )
    item.named["brief"] = _is_brief(item)
    return item


def _is_brief(step: Call) -> bool:
    """Whether a step is far lower than a page, as most are: then the compiler need not measure it."""
    named = step.named
    bodies = [field["body"] for field in named["fields"]]
    alone = [named[key] for key in ("title", "date", "detail", "former", "status", "body")] + named["derived"]
    return sum(extent_of(part).most_lines(_NARROWEST) for part in [*alone, *bodies]) < _FEW_LINES


def _field(self: Translator, node: Element) -> dict[str, object]:
    name, value = node.children
    assert isinstance(value, Element)
    return {"label": name.astext(), "body": self.content(value)}


def visit_cell_date(self: Translator, node: Element) -> None:
    self.emit(*self.content(node).calls)
    for line in (node.get("detail"), node.get("former")):
        if line:
            self.call("cell-note", line)
    raise SkipNode


def visit_cell_status(self: Translator, node: Element) -> None:
    for child in node.children:
        if isinstance(child, mn.derived):
            self.call("cell-note", child.astext())
        elif isinstance(child, status_word):
            self.emit(*self.render([child]).calls)
    raise SkipNode


CELL_DATE = visit_cell_date, None
CELL_STATUS = visit_cell_status, None
TIMELINE = visit_timeline, depart
