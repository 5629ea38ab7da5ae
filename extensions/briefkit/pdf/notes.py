"""Notes that the compiler prints on another page than their marks, and a break before the mark that mends it.

The compiler keeps a note on a page from which it has moved the mark in the meantime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Page

from briefkit.pdf import typst
from briefkit.pdf.plain import calls_in
from briefkit.pdf.typst import Call, Content, Value

_BREAK = "colbreak"
_IN_LINE = frozenset({
    "fn", "text", "strong", "emph", "link", "sub", "super", "mark", "strike", "underline", "box", "passage", "unsaid",
})  # fmt: skip
"""What stands in a line, in which no page ends."""
_STAYS = frozenset({"heading", "rubric", "lead-in", "anchor"})
"""What must not be left alone at the foot of a page."""


def strays(pdf: bytes) -> list[int]:
    """The notes that begin on another page than their marks, by their number in the order of the paper from 0."""
    with pikepdf.open(BytesIO(pdf)) as paper:
        links = {(page.obj.objgen, to) for page in paper.pages for to in _targets(page)}
        if not any((to, page) in links for page, to in links if to != page):
            return []  # a mark and its note lead to each other
        notes = enumerate(_notes(paper.Root.StructTreeRoot))
        return [number for number, (mark, note) in notes if mark is not None and note is not None and mark != note]


def _targets(page: Page) -> Iterator[tuple[int, int]]:
    """The pages that the links of a page lead to."""
    for link in page.get("/Annots", []):
        target = link.get("/Dest")
        if isinstance(target, Array) and isinstance(target[0], Dictionary):
            yield target[0].objgen


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def _notes(element: Any) -> Iterator[tuple[Any, Any]]:
    """The pages of the mark and of the beginning of each note; a note follows its mark."""
    before = None
    for kid in _kids(element):
        if kid.get("/S") == "/Note":
            labels = [label for label in _kids(kid) if label.get("/S") == "/Lbl"]
            yield _page(before) if before is not None else None, _page(labels[0]) if labels else None
        yield from _notes(kid)
        before = kid


def _page(element: Any) -> Any:
    """The page of the first thing in an element that knows its own."""
    if "/Pg" in element:
        return element.Pg.objgen
    return next((page for kid in _kids(element) if (page := _page(kid)) is not None), None)


def part(root: Content, number: int) -> tuple[Call | None, Callable[[], None] | None]:
    """Let a page end before what holds the mark of a note: the note, and how to take that back; None where it cannot."""
    notes = list(_notes_of(root))
    if number >= len(notes):
        return None, None
    around = reversed(list(_around(root, notes[number])))
    return notes[number], next((undo for holder, at in around if (undo := _break_before(holder, at))), None)


def _notes_of(root: Content) -> Iterator[Call]:
    """The notes that the compiler sets; those of a summary across the columns of the at-a-glance face it does not."""
    calls = list(calls_in(root))
    faces = [call.named.get("face") for call in calls if call.name == "paper"]
    glance = any(isinstance(face, dict) and face.get("kind_code") == "at-a-glance" for face in faces)
    summaries = [call for call in calls if glance and call.name == "summary"]
    above = {id(inner) for call in summaries for inner in calls_in([*call.positional])}
    yield from (call for call in calls if call.name == "fn" and id(call) not in above)


def _around(value: Value, target: Call) -> Iterator[tuple[Any, int]]:
    """What holds *target*, from the outside: content or a call, with the index of what it is in."""
    match value:
        case Content():
            inside = value.calls
        case Call():
            inside = [*value.positional, *value.named.values()]
        case list():
            inside = value
        case dict():
            inside = list(value.values())
        case _:
            return
    for at, item in enumerate(inside):
        if item is target or any(call is target for call in calls_in(item)):
            yield value, at
            yield from _around(item, target) if item is not target else ()
            return


def _break_before(holder: Any, at: int) -> Callable[[], None] | None:
    """End a page before the part *at* of what holds it, where a page can end there and none does."""
    calls: list[Call] = []
    if isinstance(holder, Content) and holder.calls[at].name not in _IN_LINE:
        while at and holder.calls[at - 1].name in _STAYS:
            at -= 1
        calls = holder.calls
    elif isinstance(holder, Call) and holder.name in {"list", "enum"} and at:
        calls = holder.positional[at - 1].positional[0].calls
        at = len(calls)
    elif isinstance(holder, Call) and holder.name == "timeline" and at < len(holder.positional):
        step = holder.positional[at].named
        if at and "new-page" not in step:
            step["new-page"] = True
            return partial(step.pop, "new-page")
    if not at or not calls or calls[at - 1].name == _BREAK:
        return None
    new = typst.call(_BREAK)
    calls.insert(at, new)
    return partial(calls.remove, new)
