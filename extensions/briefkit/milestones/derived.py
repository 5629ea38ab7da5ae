"""What follows from the dates of a set of milestones on the day of the facts; never by the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from briefkit.core.calendars import Calendar
from briefkit.core.calendarwords import unbroken
from briefkit.core.dates import Precision, When
from briefkit.core.resolution import UNDATED, Dates, resolve_all
from briefkit.core.vocabularies import Vocabularies
from briefkit.core.words import plural
from briefkit.milestones.model import Milestone

OWED = frozenset({"agreed", "scheduled", "in-progress", "delayed"})
"""Still to come, and somebody owes it."""
TO_COME = OWED | {"proposed"}
"""Still to come. Nobody owes what is only proposed: it is never overdue."""
DONE = frozenset({"adopted", "in-force", "completed", "reported", "verified", "remedied"})
"""Done, be it only by the word of its obligor."""
CLOSED = frozenset({"lapsed", "withdrawn", "superseded", "cancelled"})
"""No longer to be done."""
BLOCKING = frozenset({"missed", "breach-found", "suspended", "lapsed", "withdrawn", "cancelled"})
"""What depends on such a step cannot be done as things are."""


@dataclass(frozen=True, slots=True)
class Slip:
    """By how much a date is later than planned, in days, months, quarters or years."""

    number: int
    unit: str

    def text(self, language: str) -> str:
        """``slipped +12 days``, with no-break spaces."""
        one, many = _SLIPS[self.unit]
        said = plural(language, one, many, self.number)
        return said.replace(f"{self.number} ", unbroken(f"{self.number} "))


_SLIPS = {
    "day": ("slipped +{n} day", "slipped +{n} days"),
    "month": ("slipped +{n} month", "slipped +{n} months"),
    "quarter": ("slipped +{n} quarter", "slipped +{n} quarters"),
    "year": ("slipped +{n} year", "slipped +{n} years"),
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A milestone on the calendar.

    ``dates`` is what its present date means, ``plan`` what its planned one does. ``slipped`` is
    there only where it is later than planned. ``waits_for`` are the ids of the steps that block it.
    """

    dates: Dates = UNDATED
    plan: Dates = UNDATED
    overdue: bool = False
    due_soon: bool = False
    waits_for: tuple[str, ...] = ()
    slipped: Slip | None = None

    @property
    def blocked(self) -> bool:
        return bool(self.waits_for)


def resolve_set(
    milestones: Iterable[Milestone],
    extra_anchors: Mapping[str, When | None],
    as_of: date | None,
    calendar: Calendar,
    vocabularies: Vocabularies | None = None,
    due_soon: int = 30,
) -> dict[str, Resolved]:
    """Every milestone by its key. Of two with one key, the first counts.

    *extra_anchors* are the present dates of the briefing's other milestones, by id. Nothing is overdue, due
    soon or blocked by a date where *as_of* is not known.
    """
    known = by_key(milestones)
    terms = vocabularies or Vocabularies()
    status = {key: terms.behaves_as("milestone-status", one.status or "") for key, one in known.items()}
    present = resolve_all(dict(extra_anchors) | {key: one.present for key, one in known.items()}, calendar)
    planned = resolve_all(dict(extra_anchors) | {key: one.plan for key, one in known.items()}, calendar)
    late = {key for key in known if is_past(present[key], as_of) and status[key] in OWED and not known[key].actual}
    waiting = _waiting(known, status, present, late, as_of)
    return {
        key: Resolved(
            dates=present[key],
            plan=planned[key],
            overdue=key in late,
            due_soon=status[key] in OWED and not one.actual and _is_soon(present[key], as_of, due_soon),
            waits_for=tuple(waiting.get(key, ())),
            slipped=slip(planned[key], present[key]),
        )
        for key, one in known.items()
    }


def by_key(milestones: Iterable[Milestone]) -> dict[str, Milestone]:
    """Milestones by their key; of two with one key the first."""
    known: dict[str, Milestone] = {}
    for one in milestones:
        known.setdefault(one.key, one)
    return known


def is_past(dates: Dates, as_of: date | None) -> bool:
    """Whether even the last day that a date can mean lies before *as_of*."""
    return as_of is not None and dates.latest is not None and dates.latest < as_of


def _is_soon(dates: Dates, as_of: date | None, days: int) -> bool:
    if as_of is None or dates.latest is None:
        return False
    return timedelta(0) <= dates.latest - as_of <= timedelta(days=days)


def slip(plan: Dates, present: Dates) -> Slip | None:
    """By how much *present* is later than *plan*, by their last days; nothing where it is not."""
    if plan.latest is None or present.latest is None or present.latest <= plan.latest:
        return None
    before, after = plan.latest, present.latest
    months = (after.year - before.year) * 12 + after.month - before.month
    if plan.precision is present.precision:
        match plan.precision:
            case Precision.MONTH if months:
                return Slip(months, "month")
            case Precision.QUARTER if months >= 3:
                return Slip(months // 3, "quarter")
            case Precision.YEAR if after.year > before.year:
                return Slip(after.year - before.year, "year")
    return Slip((after - before).days, "day")


def _waiting(
    known: Mapping[str, Milestone],
    status: Mapping[str, str],
    present: Mapping[str, Dates],
    late: set[str],
    as_of: date | None,
) -> dict[str, list[str]]:
    """The steps that each step waits for.

    A step that is still to come is blocked by one that it depends on, hard or as a condition, that is
    not done and has failed, is overdue or is itself blocked; or that is merely not done, once the day of the
    step has come. What only one party reads into the text blocks nothing.
    """
    needs = {
        key: [link.id for link in one.depends_on if link.kind != "soft" and not link.reading_of and link.id in known]
        for key, one in known.items()
        if (status[key] in TO_COME or not one.status) and not one.actual
    }
    open_steps = {key for key, one in known.items() if status[key] not in DONE and not one.actual}
    waiting: dict[str, list[str]] = {}
    changed = True
    while changed:
        changed = False
        for key, first in needs.items():
            begun = as_of is not None and _begun(present[key], as_of)
            found = [
                name
                for name in first
                if name in open_steps and (begun or name in late or name in waiting or status[name] in BLOCKING)
            ]
            if found and found != waiting.get(key):
                waiting[key], changed = found, True
    return waiting


def _begun(dates: Dates, as_of: date) -> bool:
    day = dates.earliest or dates.latest
    return day is not None and day <= as_of
