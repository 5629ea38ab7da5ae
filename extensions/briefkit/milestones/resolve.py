"""What milestones print of other records: dates that hang on a step, what follows from them, and parties' names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from briefkit.core.briefings import members, paper_of, papers, scope_of
from briefkit.core.dateprint import format_former, format_when, id_as_words
from briefkit.core.domain import Known, brief
from briefkit.core.face import day
from briefkit.core.fields import Entry
from briefkit.core.frontmatter import front_of, language_of
from briefkit.core.house import house
from briefkit.core.problems import Finding
from briefkit.core.report import report
from briefkit.core.state import AT_A_GLANCE, paper_type
from briefkit.core.tables import absent
from briefkit.core.words import separated, words
from briefkit.milestones import nodes as mn
from briefkit.milestones.checks import Scene, check_set
from briefkit.milestones.derived import Resolved, resolve_set
from briefkit.milestones.model import Milestone, Phase

Set = tuple[list[Entry[Milestone]], list[Entry[Phase]], date | None]
"""The milestones of one directive, its phases, and its own day of the facts."""


def sets_of(env: BuildEnvironment, docname: str) -> list[Set]:
    """The milestones of the briefing that a document belongs to."""
    paper = paper_of(env, docname)
    names = members(env, paper) if paper else [docname]
    used = brief(env).data["used"]
    return [one for name in names for one in used.get(name, {}).get("milestones", [])]


def resolved_in(
    env: BuildEnvironment, docname: str, as_of: date | None
) -> tuple[dict[str, Milestone], dict[str, Resolved]]:
    """The milestones of a briefing by id, and what their dates mean."""
    models = [entry.model for entries, _, _ in sets_of(env, docname) for entry in entries]
    own = house(env)
    resolved = resolve_set(models, {}, as_of, own.parts["calendar"], own.vocabularies, own.settings.due_soon)
    known: dict[str, Milestone] = {}
    for model in models:
        known.setdefault(model.key, model)
    return known, resolved


def printed(env: BuildEnvironment, record: Known, _docname: str) -> str:
    """A reference to a milestone: its title and its date."""
    docname = record["docname"]
    known, resolved = resolved_in(env, docname, front_of(env, docname).as_of)
    one = known.get(record["id"])
    if one is None or one.present is None:
        return record["title"]
    name = _name_of(_titles(env, docname), language_of(env, docname))
    when = format_when(one.present, language_of(env, docname), name, resolved[one.key].dates, one.every)
    return separated((record["title"], when.main), language_of(env, docname))


def _titles(env: BuildEnvironment, docname: str) -> dict[str, str]:
    """The titles of a briefing's milestones by id, as plain text."""
    return {record["id"]: record["title"] for record in brief(env).records("milestone", scope_of(env, docname))}


def _name_of(titles: dict[str, str], short: str = "") -> Callable[[str], str]:
    """What stands for a step: its title; in a date in English its id, where the title begins with it.

    Other languages write nouns with a capital, or bend them.
    """

    def name(anchor: str) -> str:
        words_of_id = id_as_words(anchor)
        title = titles.get(anchor, words_of_id)
        begins = re.match(rf"{re.escape(words_of_id)}\b", title.casefold())
        return words_of_id if begins and short.startswith("en") else title

    return name


class ResolveMilestones(SphinxPostTransform):
    """Fills in what depends on other records, once all documents are read."""

    default_priority = 780

    def run(self, **_kwargs: Any) -> None:
        for timeline in self.document.findall(mn.milestone_timeline):
            self._fill(timeline)
        for table in self.document.findall(mn.milestone_table):
            self._fill(table)
        for party in list(self.document.findall(mn.party)):
            self._name(party)

    def _fill(self, node: nodes.Element) -> None:
        docname = node["docname"]
        as_of = node["as_of"] or front_of(self.env, docname).as_of
        language = language_of(self.env, docname)
        known, resolved = resolved_in(self.env, docname, as_of)
        titles = _titles(self.env, docname)
        markers: set[str] = set()
        for step in node.findall(mn.milestone):
            one, facts = known[step["key"]], resolved[step["key"]]
            step["marker"] = self._date(_first(step, mn.step_date), one, titles, facts, language)
            markers.add(step["marker"])
            _first(step, mn.step_status).extend(_derived(facts, titles, language))
        for cell in node.findall(mn.cell_date):
            self._date(cell, known[cell["key"]], titles, resolved[cell["key"]], language)
        for status in node.findall(mn.cell_status):
            status.extend(_derived(resolved[status["key"]], titles, language))
        self._key(node, markers, as_of, language)
        if paper_type(self.env, docname) == AT_A_GLANCE:
            _shorten(node)

    @staticmethod
    def _date(node: nodes.Element, one: Milestone, titles: dict[str, str], facts: Resolved, language: str) -> str:
        """Print a date; returns the mark that stands for it."""
        when = format_when(one.present, language, _name_of(titles, language), facts.dates, one.every)
        node += nodes.Text(node.get("typed") or when.main)
        node["iso"] = when.iso
        # The date may take the step that it counts from by its id; the line below has its title.
        node["detail"] = format_when(one.present, language, _name_of(titles), facts.dates, one.every).detail
        if facts.slipped and one.plan is not None:
            node["former"] = format_former(one.plan, facts.plan, facts.dates, language)
        return when.marker

    @staticmethod
    def _key(node: nodes.Element, markers: set[str], as_of: date | None, language: str) -> None:
        say = words(language)
        names = (
            ("dated", say("dated")),
            ("interval", say("interval")),
            ("relative", say("counted from another step")),
            ("approximate", say("approximate")),
        )
        status = say("Status as of {date}").format(date=day(as_of, language)) if as_of else ""
        for key in node.findall(mn.timeline_key):
            key["markers"] = [(marker, word) for marker, word in names if marker in markers]
            key += nodes.Text(status)
        if isinstance(node, mn.milestone_table) and status:
            node["note"] = status if status.endswith(".") else f"{status}."

    def _name(self, party: mn.party) -> None:
        """The name of a stakeholder by its id, linked where it is printed; else the text as it was typed."""
        target = party["target"]
        record = brief(self.env).find("stakeholder", target, self.env.docname)
        if record is None:
            registered = house(self.env).parts.get("stakeholders", {}).get(target)
            text = str(registered.values.get("name", target)) if registered else target
            party.replace_self(nodes.inline("", text))
            return
        inner = nodes.inline("", record["title"])
        if not record["node_id"]:
            party.replace_self(inner)
            return
        link = make_refnode(self.env._app.builder, self.env.docname, record["docname"], record["node_id"], inner)
        link["classes"].append("record-link")
        party.replace_self(link)


def _shorten(node: nodes.Element) -> None:
    """At a glance nothing is said of what has not been agreed, and marks have no key: the dates say it in words."""
    for key in node.findall(mn.timeline_key):
        key["markers"] = []
    for field in list(node.findall(mn.step_field)):
        if field.next_node(absent) is not None:
            field.parent.remove(field)


def _first(node: nodes.Element, kind: type[nodes.Element]) -> nodes.Element:
    return next(node.findall(kind))


def _derived(resolved: Resolved, titles: dict[str, str], language: str) -> Iterator[nodes.Node]:
    """What follows from the dates, each as a word of its own."""
    say = words(language)
    found = []
    if resolved.overdue:
        found.append(("overdue", say("overdue")))
    if resolved.due_soon:
        found.append(("due-soon", say("due soon")))
    if resolved.waits_for:
        steps = separated((titles.get(name, name) for name in resolved.waits_for), language, ";")
        found.append(("blocked", say("blocked by {steps}").replace("{steps}", steps)))
    if resolved.slipped:
        found.append(("slipped", resolved.slipped.text(language)))
    for kind, text in found:
        yield nodes.Text(" ")
        yield mn.derived("", text, kind=kind, aside=True)


def _checked(env: BuildEnvironment) -> Iterator[Any]:
    """What the checks say of the milestones of each briefing."""
    roots = [paper.root for paper in papers(env).values()]
    loose = [name for name in sorted(brief(env).data["used"]) if paper_of(env, name) is None]
    for docname in [*roots, *loose]:
        sets = sets_of(env, docname)
        if sets:
            yield check_set(_scene(env, docname, sets))


def _scene(env: BuildEnvironment, docname: str, sets: list[Set]) -> Scene:
    """All milestones of a briefing, as the checks look at them."""
    own, front = house(env), front_of(env, docname)
    own_day = next((day for _, _, day in sets if day), None)
    as_of = own_day or front.as_of
    _, resolved = resolved_in(env, docname, as_of)
    # Phases are checked where every directive that names some declares them.
    declared = all(phases or not any(entry.model.phase for entry in entries) for entries, phases, _ in sets)

    def name_of(party: str) -> str:
        record = brief(env).find("stakeholder", party, docname)
        return record["title"] if record else party

    return Scene(
        entries=[entry for entries, _, _ in sets for entry in entries],
        resolved=resolved,
        phases=[entry for _, phases, _ in sets for entry in phases] if declared else (),
        as_of=as_of,
        # The briefing's own day of the facts is checked with its front matter.
        published=front.date if own_day else None,
        calendar=own.parts["calendar"],
        vocabularies=own.vocabularies,
        name_of=name_of,
    )


_told: WeakKeyDictionary[BuildEnvironment, list[Finding]] = WeakKeyDictionary()
"""What `check` came upon, until `findings` asks for it in the same breath."""


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Tell unknown and circular anchors, and what else is bad input over a whole set."""
    _told[env] = []
    for problems, found in _checked(env):
        report(problems)
        _told[env] += found


def findings(env: BuildEnvironment) -> list[Finding]:
    """What the checks say of the policy."""
    known = _told.pop(env, None)
    return [finding for _, found in _checked(env) for finding in found] if known is None else known
