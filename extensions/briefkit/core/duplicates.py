"""Names that a writer gives twice on a page: the message says where the first is, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx.application import Sphinx

from briefkit.core.briefings import has_briefings
from briefkit.core.problems import Kind, Problem
from briefkit.core.report import place_of, report

_note: Callable[..., None] = nodes.document.set_duplicate_name_id  # type: ignore[attr-defined]  # its stubs lack it


def _note_and_tell(
    document: nodes.document,
    node: nodes.Element,
    id: str,  # noqa: A002  # docutils calls it so
    name: str,
    msgnode: nodes.Element | None,
    explicit: bool,
) -> None:
    """Do with a name that is there already what docutils does, with a message of our own for its warning."""
    leads_on = "refuri" in node or "refname" in node
    if not (explicit and document.nametypes[name]) or leads_on or not has_briefings(document.settings.env):
        _note(document, node, id, name, msgnode, explicit)
        return
    level, document.reporter.report_level = document.reporter.report_level, 4
    try:
        _note(document, node, id, name, None, explicit)
    finally:
        document.reporter.report_level = level
    others = [place_of(other) for other in document.ids.values() if name in other["dupnames"] and other is not node]
    first = min((place.line for place in others if place.line), default=None)
    text = f"The name '{name}' stands twice on this page{f', first in line {first}' if first else ''}"
    cure = "so links to it lead nowhere. Give one of the two another name."
    report([Problem(Kind.DUPLICATE, f"{text}, {cure}", place_of(node))])


def _begin(*_: object) -> None:
    nodes.document.set_duplicate_name_id = _note_and_tell  # type: ignore[attr-defined]


def _end(*_: object) -> None:
    nodes.document.set_duplicate_name_id = _note  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", _begin)
    app.connect("build-finished", _end)
