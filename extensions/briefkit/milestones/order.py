"""Whether a step is due before one that must come first, also where neither has a date yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from briefkit.core.calendars import Calendar
from briefkit.core.calendarwords import NO_BREAK, format_day
from briefkit.core.dates import When
from briefkit.core.dates import parse as parse_date
from briefkit.core.resolution import Dates, resolve_all
from briefkit.milestones.derived import CLOSED, Resolved
from briefkit.milestones.model import Milestone

_SOME_DAY = parse_date("2001-01-01")
"""Stands for an anchor without a date, when only the order of what counts from it is asked for."""


class _Scene(Protocol):
    @property
    def resolved(self) -> Mapping[str, Resolved]: ...

    def status(self, one: Milestone) -> str: ...


@dataclass(frozen=True, slots=True)
class Order:
    """``roots``: what each step counts from in the end; ``dates``: what it means if that is some day."""

    roots: Mapping[str, str]
    dates: Mapping[str, Dates]

    @classmethod
    def of(cls, whens: Mapping[str, When | None], calendar: Calendar) -> Order:
        roots: dict[str, str] = {}
        for start in whens:
            chain = {start: None}
            when = whens[start]
            while when and when.anchor in whens and when.anchor not in chain:
                chain[when.anchor] = None
                when = None if when.anchor in roots else whens[when.anchor]
            last = next(reversed(chain))
            roots |= dict.fromkeys(chain, roots.get(last, last))
        supposed = {key: _SOME_DAY if when is None else when for key, when in whens.items()}
        return cls(roots, resolve_all(supposed, calendar))


def out_of_order(step: Milestone, first: Milestone, scene: _Scene, order: Order) -> str:
    """Why *step* cannot come after *first*, in words that end with its title; nothing where it can.

    Two steps without a date are compared where they count from the same anchor.
    """
    if scene.status(step) in CLOSED or scene.status(first) in CLOSED:
        return ""
    dates, earlier = scene.resolved[step.key].dates, scene.resolved[first.key].dates
    if dates.dated and earlier.dated:
        if _before(dates, earlier):
            return f"its date, {_say(dates)}, lies before that of '{first.title}', {_say(earlier)}"
        return ""
    root = order.roots[step.key]
    if root != order.roots[first.key] or not _before(order.dates[step.key], order.dates[first.key]):
        return ""
    return f"counted from '{root}', which has no date yet, it is due before '{first.title}'"


def _before(dates: Dates, first: Dates) -> bool:
    """Whether the last day of a step lies before that by which the first one is due, or can begin at all."""
    limit = first.latest if first.deadline or first.lasting else first.earliest
    return dates.latest is not None and limit is not None and dates.latest < limit


def _say(dates: Dates) -> str:
    days = [format_day(day, "en").replace(NO_BREAK, " ") for day in (dates.earliest, dates.latest) if day]
    if len(days) == 2:
        return days[0] if days[0] == days[1] else " to ".join(days)
    return f"from {days[0]}" if dates.earliest else f"by {days[0]}"
