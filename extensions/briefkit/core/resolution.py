"""What dates mean on the calendar: first and last day, counted through the steps that they hang on."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from briefkit.core.calendars import Calendar
from briefkit.core.dates import Bound, Interval, Point, Precision, Qualifier, Span, Unit, When

Moment = TypeVar("Moment", date, datetime)


@dataclass(frozen=True, slots=True)
class Dates:
    """The first and the last day that a date can mean; nothing where that side is open.

    ``begins`` and ``ends`` are its times where they are known. ``lasting`` is an interval with both ends,
    which goes on from one to the other; ``deadline`` is a date that says by when. ``missing`` says why it
    has no date: ``undated``, ``unknown`` (its anchor) or ``circular``.
    """

    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.DAY
    qualifier: Qualifier = Qualifier.NONE
    begins: datetime | None = None
    ends: datetime | None = None
    lasting: bool = False
    deadline: bool = False
    missing: str = ""

    @property
    def dated(self) -> bool:
        return not self.missing and (self.earliest is not None or self.latest is not None)

    @property
    def exact(self) -> bool:
        """Whether its limits are days or times, without a doubt."""
        return self.precision in {Precision.TIME, Precision.DAY} and not self.qualifier


UNDATED = Dates(missing="undated")


def resolve(when: When, anchor: Dates | None, calendar: Calendar) -> Dates:
    """A date on the calendar; *anchor* is what its step means. The earliest day is never after the latest."""
    if when.own is not None:
        return _own(when)
    if anchor is None or not anchor.dated:
        return UNDATED
    made = _limits(when, anchor, calendar)
    if made.earliest and made.latest and made.earliest > made.latest:
        made = replace(made, earliest=made.latest, latest=made.earliest, begins=None, ends=None)
    return made if made.dated else UNDATED


def _own(when: When) -> Dates:
    first, last = (when.own.start, when.own.end) if isinstance(when.own, Interval) else (when.own, when.own)
    closed = isinstance(when.own, Interval) and isinstance(first, Point) and isinstance(last, Point)
    return Dates(
        when.earliest, when.latest, when.precision, when.qualifier,
        first.moment if isinstance(first, Point) and when.earliest else None,
        last.moment if isinstance(last, Point) and when.latest else None,
        lasting=closed, deadline=when.earliest is None,
    )  # fmt: skip


def _limits(when: When, anchor: Dates, calendar: Calendar) -> Dates:
    """Both limits of a date that counts from *anchor*."""
    base = replace(anchor, lasting=anchor.lasting and when.span is None and when.bound is Bound.ON, deadline=False)
    if anchor.lasting and when.span and when.bound is not Bound.WITHIN:
        # "After" what lasts is after its end, "before" it is before its beginning.
        edge, moment = (anchor.latest, anchor.ends) if when.after else (anchor.earliest, anchor.begins)
        base = replace(base, earliest=edge, latest=edge, begins=moment, ends=moment)
    far = _shifted(base, when.span, when.after, calendar)
    match when.bound:
        case Bound.ON:
            return replace(far, deadline=anchor.deadline)
        case Bound.WITHIN:
            return _between(base, far, True) if when.after else _between(far, base, False)
        case Bound.BETWEEN:
            near = _shifted(base, when.low, when.after, calendar)
            return _between(near, far, True) if when.after else _between(far, near, True)
        case Bound.NO_EARLIER:
            return replace(far, latest=None, ends=None)
        case Bound.AT_LEAST if when.after:
            return replace(far, latest=None, ends=None)
        case _:
            return replace(far, earliest=None, begins=None, deadline=True)


def _between(first: Dates, last: Dates, deadline: bool) -> Dates:
    return replace(last, earliest=first.earliest, begins=first.begins, lasting=False, deadline=deadline)


def _shifted(base: Dates, span: Span | None, after: bool, calendar: Calendar) -> Dates:
    if span is None:
        return base
    count = span.number if after else -span.number
    if span.unit is Unit.HOUR:
        return _hours(base, count)
    return replace(
        base,
        earliest=_shift(base.earliest, count, span.unit, calendar) if base.earliest else None,
        latest=_shift(base.latest, count, span.unit, calendar) if base.latest else None,
        precision=Precision.DAY if base.precision is Precision.TIME else base.precision,
        begins=None,
        ends=None,
    )


def _hours(base: Dates, count: int) -> Dates:
    """Hours from a time are a time; from a day, of which the hour is not known, one or two days."""
    hours = timedelta(hours=count)

    def go(moment: datetime) -> datetime:
        return _kept(lambda: moment + hours, moment, count)

    begins = go(base.begins or datetime.combine(base.earliest, time.min)) if base.earliest else None
    ends = go(base.ends or datetime.combine(base.latest, time(23, 59, 59))) if base.latest else None
    return replace(
        base,
        earliest=begins.date() if begins else None,
        latest=ends.date() if ends else None,
        begins=begins if base.begins else None,
        ends=ends if base.ends else None,
    )


def _shift(day: date, count: int, unit: Unit, calendar: Calendar) -> date:
    match unit:
        case Unit.WORKING_DAY:
            return _kept(lambda: calendar.shift(day, count), day, count)
        case Unit.MONTH:
            return _months(day, count)
        case Unit.YEAR:
            return _months(day, 12 * count)
        case _:
            return _kept(lambda: day + timedelta(days=count * (7 if unit is Unit.WEEK else 1)), day, count)


def _months(day: date, count: int) -> date:
    """The same day of another month, or the last one of it where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if count > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _kept(move: Callable[[], Moment], start: Moment, count: int) -> Moment:
    """The result of *move*, held within the years that a date can have."""
    try:
        return move()
    except OverflowError:
        limit = date.max if count > 0 else date.min
        return start.replace(year=limit.year, month=limit.month, day=limit.day)


def resolve_all(whens: Mapping[str, When | None], calendar: Calendar) -> dict[str, Dates]:
    """What each date means, by the id of its step; a step without a date has nothing as its value."""
    found: dict[str, Dates] = {}
    for start in whens:
        # A dictionary for its order and its quick look-up.
        chain: dict[str, None] = {}
        current = start
        while current in whens and current not in found and current not in chain:
            chain[current] = None
            when = whens[current]
            current = when.anchor if when else ""
        if current in chain:
            for name in list(chain)[list(chain).index(current) :]:
                found[name] = Dates(missing="circular")
        for name in reversed(chain):
            if name not in found:
                found[name] = _one(whens[name], whens, found, calendar)
    return found


def _one(when: When | None, whens: Mapping[str, When | None], found: Mapping[str, Dates], calendar: Calendar) -> Dates:
    if when is None:
        return UNDATED
    if when.anchor and when.anchor not in whens:
        return Dates(missing="unknown")
    return resolve(when, found.get(when.anchor), calendar)


def occurrences(dates: Dates, every: Span, calendar: Calendar, limit: int = 1000) -> Iterator[date]:
    """The days of what recurs, from the first day of its interval to the last.

    None where it has no first day, only the first where it has no last one. Months are counted from the first
    day, so that the 31st stays the 31st. Hours count as days.
    """
    if dates.earliest is None:
        return
    yield dates.earliest
    for number in range(1, limit if dates.latest else 1):
        days = Unit.DAY if every.unit is Unit.HOUR else every.unit
        day = _shift(dates.earliest, number * every.number, days, calendar)
        if dates.latest is None or day > dates.latest or day == date.max:
            return
        yield day
