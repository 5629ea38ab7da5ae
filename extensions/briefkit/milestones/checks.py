"""What is wrong in a set of milestones, and what the checks say of the policy in it.

Findings never say that a step failed because its date has passed: *missed* is no breach, and *reported* is
not verified. A deadlock names on whose reading it rests, and is never put into the mouth of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from briefkit.core.calendars import Calendar
from briefkit.core.calendarwords import NO_BREAK, format_day
from briefkit.core.dates import When
from briefkit.core.fields import Entry
from briefkit.core.problems import Finding, FindingKind, Kind, Place, Problem, listing, nearest
from briefkit.core.vocabularies import Vocabularies, canonical
from briefkit.milestones.derived import TO_COME, Resolved, by_key, is_past
from briefkit.milestones.loops import Loop, deadlock, knots, links_of, loops, turned
from briefkit.milestones.model import Milestone, Phase, phase_of
from briefkit.milestones.order import Order, out_of_order

Said = tuple[FindingKind, str, str]
"""Kind, text and the field that it speaks of."""


@dataclass(frozen=True)
class Scene:
    """All that the checks look at.

    ``extra`` are the present dates of the briefing's other milestones by id; ``published`` is the date of the
    briefing; ``name_of`` says the name of a stakeholder for its id.
    """

    entries: Sequence[Entry[Milestone]]
    resolved: Mapping[str, Resolved]
    phases: Sequence[Entry[Phase]] = ()
    extra: Mapping[str, When | None] = field(default_factory=dict)
    as_of: date | None = None
    as_of_place: Place | None = None
    published: date | None = None
    calendar: Calendar = field(default_factory=Calendar)
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    name_of: Callable[[str], str] = str

    @cached_property
    def known(self) -> dict[str, Milestone]:
        """The milestones by their key."""
        return by_key(entry.model for entry in self.entries)

    @cached_property
    def ids(self) -> dict[str, None]:
        """All that can be named, in order."""
        return dict.fromkeys([*self.known, *self.extra])

    def status(self, one: Milestone) -> str:
        """The core status that a milestone's own behaves as."""
        return self.vocabularies.behaves_as("milestone-status", one.status or "")


def check_set(scene: Scene) -> tuple[list[Problem], list[Finding]]:
    """Problems and findings of a set, in the order of its records. What a record accepts is not said."""
    problems = [problem for entry in scene.entries for problem in _problems(entry, scene)]
    problems += _circular_anchors(scene)
    findings = [
        Finding(kind, text, entry.record.place(name), entry.model.key)
        for entry in scene.entries
        for kind, text, name in _findings(entry.model, scene)
        if not accepts(entry.model, kind)
    ]
    findings += _out_of_order(scene)
    findings += _circles(scene)
    findings += _future_facts(scene)
    return problems, findings


def accepts(one: Milestone, kind: FindingKind) -> bool:
    """Whether a record says of a kind of finding that it is meant."""
    return str(kind) in {canonical(name) for name in one.accept}


def _problems(entry: Entry[Milestone], scene: Scene) -> Iterator[Problem]:
    one, place = entry.model, entry.record.place
    ids = scene.ids
    for name, when in one.typed_dates:
        if when.anchor and when.anchor not in ids:
            text = f"{name}: '{when.text}' counts from '{when.anchor}', and there is no such step."
            yield Problem(Kind.ANCHOR, f"{text} {_steps(when.anchor, ids)}", place(name))
    for number, link in enumerate(one.depends_on):
        if link.id not in ids:
            text = f"depends-on: there is no step '{link.id}'. {_steps(link.id, ids)}"
            yield Problem(Kind.REFERENCE, text, place("depends-on", number))
    phases = [phase.model for phase in scene.phases]
    if phases and one.phase and phase_of(one, phases) is None:
        keys = [phase.key for phase in phases]
        text = f"phase: there is no phase '{one.phase}'. Allowed: {listing(keys)}.{nearest(one.phase, keys)}"
        yield Problem(Kind.REFERENCE, text, place("phase"))
    for name in one.accept:
        kinds = [str(kind) for kind in FindingKind]
        if canonical(name) not in kinds:
            text = f"accept: there is no kind of finding '{name}'. Allowed: {listing(kinds)}."
            yield Problem(Kind.VALUE, text + nearest(name, kinds), place("accept", name))


def _steps(name: str, ids: Iterable[str]) -> str:
    return f"Name a step by its id: {listing(ids)}.{nearest(name, ids)}"


def _circular_anchors(scene: Scene) -> Iterator[Problem]:
    """One problem for each circle of dates that count from each other."""
    seen: set[str] = set()
    whens = {key: one.present for key, one in scene.known.items()}
    for entry in scene.entries:
        key = entry.model.key
        if key in seen or key not in scene.resolved or scene.resolved[key].dates.missing != "circular":
            continue
        circle = [key]
        while (when := whens.get(circle[-1])) and when.anchor not in circle:
            circle.append(when.anchor)
        seen.update(circle)
        way = " counts from ".join(f"'{name}'" for name in [*circle, key])
        name = next(name for name, when in entry.model.typed_dates if when is entry.model.present)
        text = f"{name}: {way}, so none of them has a date. Give one of them a date of its own."
        yield Problem(Kind.ANCHOR, text, entry.record.place(name))


def _findings(one: Milestone, scene: Scene) -> Iterator[Said]:
    """What can be said of one milestone by itself."""
    yield from _late(one, scene)
    yield from _unverified(one, scene)
    if one.binding:
        missing = [name for name in ("benchmark", "verification", "remedy") if not getattr(one, name)]
        if missing:
            yield FindingKind.UNSECURED, f"{one.title}: binding, but without {_without(missing)}", "binding"
    if scene.status(one) == "breach-found":
        fields = {"a finder (found-by)": one.found_by, "a remedy": one.remedy}
        if missing := [name for name, value in fields.items() if not value]:
            yield (
                FindingKind.UNFOUNDED_BREACH,
                f"{one.title}: a breach was found, but without {_without(missing)}",
                "status",
            )

    if one.as_of and scene.published and one.as_of > scene.published:
        text = f"{one.title}: its facts are as of {spoken(one.as_of)}, after the date of the briefing"
        yield FindingKind.FUTURE_FACTS, f"{text}, {spoken(scene.published)}", "as-of"


def _without(missing: Sequence[str]) -> str:
    return f"{', '.join(missing[:-1])} and {missing[-1]}" if len(missing) > 1 else missing[0]


def _late(one: Milestone, scene: Scene) -> Iterator[Said]:
    resolved = scene.resolved[one.key]
    if scene.as_of is None or not is_past(resolved.dates, scene.as_of):
        return
    status = scene.vocabularies.label("milestone-status", one.status or "", "en").lower()
    day, facts = spoken(resolved.dates.latest), spoken(scene.as_of)
    if resolved.overdue:
        text = f"{one.title}: overdue. Its last day was {day}, its status on {facts} is {status}"
        yield FindingKind.OVERDUE, text, _date_field(one)
    elif scene.status(one) in TO_COME:
        text = f"{one.title}: its status, {status}, says that it is still to come; its last day was {day}"
        yield FindingKind.STALE_STATUS, f"{text}, the facts are as of {facts}", "status"


def _date_field(one: Milestone) -> str:
    return next((name for name, when in one.typed_dates if when is one.present), "date")


def spoken(day: date | None) -> str:
    """A day in a message."""
    return format_day(day, "en").replace(NO_BREAK, " ") if day else ""


def _unverified(one: Milestone, scene: Scene) -> Iterator[Said]:
    check = one.verification
    if scene.status(one) == "verified" and not (check and check.text):
        fields = {"a verification body": check and check.body, "evidence": check and check.evidence}
        if missing := [name for name, value in fields.items() if not value]:
            text = f"{one.title}: said to be verified, but without {_without(missing)}"
            yield FindingKind.UNVERIFIED, text, "verification" if check else "status"
    owing = {canonical(name): name for name in one.obligor}
    bodies = (*check.body, check.text or "") if check else ()
    for body in bodies:
        if canonical(body) in owing:
            text = f"{one.title}: {scene.name_of(body)} owes this step and would verify it itself"
            yield FindingKind.SELF_VERIFIED, text, "verification"


def _out_of_order(scene: Scene) -> Iterator[Finding]:
    known = scene.known
    order = Order.of(dict(scene.extra) | {key: one.present for key, one in known.items()}, scene.calendar)
    for entry in scene.entries:
        one = entry.model
        if one is not known.get(one.key) or accepts(one, FindingKind.PREDECESSOR):
            continue
        for number, link in enumerate(one.depends_on):
            if link.kind != "soft" and link.id in known:
                first = known[link.id]
                why = out_of_order(one, first, scene, order)
                if why:
                    text = f"{one.title}: {why}, which must come first{_reading(link.reading_of, scene)}"
                    place = entry.record.place("depends-on", number)
                    yield Finding(FindingKind.PREDECESSOR, text, place, one.key)


def _reading(party: str | None, scene: Scene) -> str:
    return f" in the reading of {scene.name_of(party)}" if party else ""


def _circles(scene: Scene) -> Iterator[Finding]:
    """One finding for each knot of steps that wait for each other: its deadlock, else its shortest circle."""
    known = scene.known
    links = links_of(known)
    entries = {entry.model.key: entry for entry in reversed(scene.entries)}
    for knot in knots(links):
        loop = deadlock(knot, links, known)
        kind = FindingKind.DEADLOCK if loop else FindingKind.CYCLE
        loop = turned(loop or loops(knot, links)[0], knot)
        if not any(accepts(known[link.step], kind) for link in loop):
            step = loop[0].step
            text = f"A circle of dependencies: {_way(loop, scene)}"
            if kind is FindingKind.DEADLOCK:
                text = f"A deadlock across parties: {_way(loop, scene)}. {_basis(loop, scene)}"
            yield Finding(kind, text, entries[step].record.place("depends-on"), step)


def _way(loop: Loop, scene: Scene) -> str:
    known = scene.known
    steps = [f"waits for '{known[link.first].title}'{_reading(link.reading_of, scene)}" for link in loop]
    return f"'{known[loop[0].step].title}' {', which '.join(steps)}"


def _basis(loop: Loop, scene: Scene) -> str:
    """On whose reading a loop rests."""
    readers = list(dict.fromkeys(scene.name_of(link.reading_of) for link in loop if link.reading_of))
    if not readers:
        return "It stands in the text itself"
    if len(readers) == 1:
        return f"It rests on the reading of {readers[0]}, and is not in the text itself"
    joined = f"{', '.join(readers[:-1])} and {readers[-1]}"
    return f"It arises only where the readings of {joined} are put together, and is not in the text itself"


def _future_facts(scene: Scene) -> Iterator[Finding]:
    if not (scene.as_of and scene.published and scene.as_of > scene.published):
        return
    accepted = scene.entries and all(accepts(entry.model, FindingKind.FUTURE_FACTS) for entry in scene.entries)
    place = scene.as_of_place or (scene.entries[0].record.place() if scene.entries else None)
    if place is not None and not accepted:
        text = (
            f"The facts are as of {spoken(scene.as_of)}, after the date of the briefing, "
            f"{spoken(scene.published)}: nobody can know them yet"
        )
        yield Finding(FindingKind.FUTURE_FACTS, text, place, "")
