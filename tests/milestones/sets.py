"""Sets of milestones as a writer types them, for the tests."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import Any

from briefkit.core.calendars import Calendar
from briefkit.core.dates import When
from briefkit.core.fields import Entry, validate
from briefkit.core.problems import Finding, Problem
from briefkit.core.records import read_text
from briefkit.core.vocabularies import Vocabularies
from briefkit.milestones.checks import Scene, check_set
from briefkit.milestones.derived import Resolved, resolve_set
from briefkit.milestones.model import SHAPE, Milestone, Phase

Anchors = dict[str, When | None]
FACTS = date(2025, 8, 13)
TERMS = Vocabularies()


def read(text: str) -> tuple[list[Entry[Milestone]], list[Entry[Phase]], list[Problem]]:
    """The milestones and phases of a YAML text, and what is wrong in it."""
    result = read_text(dedent(text).strip("\n"), "road.yaml", 1, SHAPE)
    problems = list(result.problems)
    found: dict[type[Any], list[Any]] = {Milestone: [], Phase: []}
    for cls, name in ((Milestone, "milestones"), (Phase, "phases")):
        for record in result.records.get(name, []):
            model, more = validate(cls, record, TERMS)
            problems += more
            if model is not None:
                found[cls].append(Entry(model, record))
    return found[Milestone], found[Phase], problems


def one(text: str) -> tuple[Milestone, list[str]]:
    """The only milestone of a text, and its problems as text."""
    entries, _, problems = read(text)
    return entries[0].model, [f"{problem.place}: {problem.text}" for problem in problems]


def resolved(text: str, as_of: date | None = FACTS, extra: Anchors | None = None) -> dict[str, Resolved]:
    """What follows from the dates of a set."""
    entries, _, _ = read(text)
    return resolve_set([entry.model for entry in entries], extra or {}, as_of, Calendar(), TERMS)


def checked(
    text: str, as_of: date | None = FACTS, published: date | None = None, extra: Anchors | None = None
) -> tuple[list[Problem], list[Finding]]:
    """Problems and findings of a set."""
    entries, phases, problems = read(text)
    assert problems == []
    derived = resolve_set([entry.model for entry in entries], extra or {}, as_of, Calendar(), TERMS)
    names = {"ukraine": "Ukraine", "russia": "Russia"}
    return check_set(Scene(
        entries, derived, phases, extra or {}, as_of,
            published=published, name_of=lambda name: names.get(name, name),
    ))  # fmt: skip


def findings(text: str, **given: Any) -> list[str]:
    """Findings of a set that has no problem, as ``kind: text``."""
    problems, found = checked(text, **given)
    assert problems == []
    return [f"{finding.kind}: {finding.text}" for finding in found]
