"""Disclaimers: what the organisation says of its papers."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from briefkit.core.briefings import Paper, members, papers
from briefkit.core.check import judged_on
from briefkit.core.domain import brief
from briefkit.core.frontmatter import front_of, language_of
from briefkit.core.house import house
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.report import report
from briefkit.disclaimers import html, pdf, placing
from briefkit.disclaimers.checks import contradictions, expired, missing_kinds, overdue_review
from briefkit.disclaimers.directive import DisclaimerDirective
from briefkit.disclaimers.library import Asked, Library
from briefkit.disclaimers.nodes import disclaimer, disclaimer_grid, disclaimer_title

_ASKED = {"ai": "ai-image", "map": "maps-and-names"}
"""The kind of disclaimer that an option of a figure asks for."""


def _load(app: Sphinx) -> None:
    own = house(app.env)
    library, problems = Library.load(own.read(app, own.settings.disclaimers), own.vocabularies)
    report(problems)
    own.parts["disclaimers"] = library


def _check(_app: Sphinx, env: BuildEnvironment) -> None:
    for paper in papers(env).values():
        report(_problems(env, paper))
        report(_expired(env, paper), severe=True)


def _used(env: BuildEnvironment, paper: Paper) -> list[tuple[Asked, str, Place]]:
    """The disclaimers of a paper, each with its kind and where it was asked for."""
    store = brief(env).data["used"]
    return [
        (Asked(ident, version), kind, Place(file, line))
        for name in members(env, paper)
        for ident, version, kind, file, line, _ in store.get(name, {}).get("disclaimers", [])
    ]


def _problems(env: BuildEnvironment, paper: Paper) -> Iterator[Problem]:
    front, own = front_of(env, paper.root), house(env)
    place = brief(env).data["used"].get(paper.root, {}).get("places", {}).get("disclaimers")
    place = place or Place(str(env.doc2path(paper.root)), 1)
    used = _used(env, paper)
    kinds = [kind for _, kind, _ in used]
    if front.briefing:
        marking = front.briefing.marking.label if front.briefing.marking else ""
        required = own.settings.required_disclaimers
        yield from missing_kinds(front.briefing.type, kinds, required, own.vocabularies, place)
        yield from contradictions(kinds, marking, front.license or "", own.vocabularies, place)
        if front.briefing.status == "published":
            yield from own.parts["disclaimers"].unpinned([want for want, _, _ in used if want.id], place)
    on = judged_on(env.config, front.date)
    for want, _, where in used:
        if want.id:
            entry, _problems_told_when_read = own.parts["disclaimers"].find(want, language_of(env, paper.root), where)
            yield from overdue_review(want.id, entry, on) if entry else ()
    present = {own.vocabularies.behaves_as("disclaimer-kind", kind) for kind in kinds}
    for name in members(env, paper):
        for asked, file, line in brief(env).data["used"].get(name, {}).get("notices", []):
            if _ASKED[asked] not in present:
                told = f"this figure asks for a disclaimer of the kind '{_ASKED[asked]}', and the paper has none. "
                yield Problem(
                    Kind.DISCLAIMER, f"{told}Add one under 'disclaimers' in the front matter.", Place(file, line)
                )


def _expired(env: BuildEnvironment, paper: Paper) -> Iterator[Problem]:
    on = judged_on(env.config, front_of(env, paper.root).date)
    for want, _, where in _used(env, paper):
        entry, _ = house(env).parts["disclaimers"].find(want, language_of(env, paper.root), where)
        if entry:
            yield from expired(want.id, entry, on)


def setup(app: Sphinx) -> None:
    app.add_node(disclaimer, html=html.DISCLAIMER, pdf=pdf.DISCLAIMER)
    app.add_node(disclaimer_title, html=html.TITLE)
    app.add_node(disclaimer_grid, html=html.GRID, pdf=pdf.GRID)
    app.add_directive("disclaimer", DisclaimerDirective)
    app.connect("builder-inited", _load, priority=200)
    app.connect("env-check-consistency", _check)
    placing.setup(app)
