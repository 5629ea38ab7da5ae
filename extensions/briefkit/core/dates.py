"""Dates as a writer types them: EDTF, quarters, intervals of them, and words that count from a step.

:func:`parse` reads a date, :func:`parse_every` a recurrence. What they mean on the calendar is worked out in
:mod:`briefkit.core.resolution`, how they are printed in :mod:`briefkit.core.dateprint`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefkit.core.datehints import FORMS, hint
from briefkit.core.edtf import DateError, Interval, Point, Precision, Qualifier, parse_interval, parse_point
from briefkit.core.problems import listing, nearest

__all__ = [
    "Bound",
    "DateError",
    "Interval",
    "Point",
    "Precision",
    "Qualifier",
    "Span",
    "Unit",
    "When",
    "parse",
    "parse_every",
]


class Unit(StrEnum):
    """Units of a span of time."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


UNITS = {
    "h": Unit.HOUR, "d": Unit.DAY, "wd": Unit.WORKING_DAY, "w": Unit.WEEK, "m": Unit.MONTH, "y": Unit.YEAR,
    **{unit.value: unit for unit in Unit}, **{f"{unit.value}s": unit for unit in Unit},
}  # fmt: skip
_ROUGH_DAYS = {
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1,
    Unit.WORKING_DAY: 1.4,
    Unit.WEEK: 7,
    Unit.MONTH: 30.4,
    Unit.YEAR: 365.2,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A number of units, such as 14 days. Never negative."""

    number: int
    unit: Unit

    @property
    def rough_days(self) -> float:
        return self.number * _ROUGH_DAYS[self.unit]


class Bound(StrEnum):
    """How a date binds."""

    ON = "on"
    WITHIN = "within"
    BY = "by"
    NO_LATER = "no later than"
    NO_EARLIER = "no earlier than"
    AT_LEAST = "at least"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class When:
    """A date as it was typed and as it is understood.

    Either ``own`` is a date or an interval, or ``anchor`` is the id of the step that it counts from. Then
    ``span`` lies ``after`` it or before it, and ``low`` is the nearer limit of *between … and …*.
    """

    text: str
    own: Point | Interval | None = None
    bound: Bound = Bound.ON
    anchor: str = ""
    span: Span | None = None
    low: Span | None = None
    after: bool = True

    @property
    def kind(self) -> str:
        """``point``, ``interval`` or ``relative``."""
        return "relative" if self.anchor else "point" if isinstance(self.own, Point) else "interval"

    @property
    def points(self) -> tuple[Point, ...]:
        if self.own is None:
            return ()
        return (self.own,) if isinstance(self.own, Point) else self.own.points

    @property
    def earliest(self) -> date | None:
        """The first day that it can mean; nothing where that is open or hangs on another step."""
        first = self.own.start if isinstance(self.own, Interval) else self.own
        limited = self.bound in {Bound.BY, Bound.NO_LATER}
        return first.earliest if isinstance(first, Point) and not limited else None

    @property
    def latest(self) -> date | None:
        """The last day that it can mean; nothing where that is open or hangs on another step."""
        last = self.own.end if isinstance(self.own, Interval) else self.own
        return last.latest if isinstance(last, Point) and self.bound is not Bound.NO_EARLIER else None

    @property
    def precision(self) -> Precision:
        """The coarsest precision of its dates; a day where it counts from a step."""
        order = list(Precision)
        return max((point.precision for point in self.points), key=order.index, default=Precision.DAY)

    @property
    def qualifier(self) -> Qualifier:
        """Whether any of its dates is uncertain, approximate or both."""
        found = Qualifier.NONE
        for point in self.points:
            found |= point.qualifier
        return found

    @property
    def edtf(self) -> str:
        """EDTF of a date of its own, an interval where it is a limit; empty where it counts from a step."""
        if self.own is None or self.bound is Bound.ON:
            return self.own.edtf if self.own else ""
        return f"{self.own.edtf}/.." if self.bound is Bound.NO_EARLIER else f"../{self.own.edtf}"


_ID = r"(?:the )?((?:[a-z][a-z0-9_-]*:)?[a-z][a-z0-9_-]*)"
_AMOUNT = r"(\d{1,4}) ?([a-z]+(?: days?)?)"
_COUNTED = re.compile(rf"{_AMOUNT} (after|before) {_ID}", re.ASCII)
_ANCHORED = re.compile(rf"{_ID}(?: ([+\-\u2212]) {_AMOUNT})?", re.ASCII)
_WITHIN = re.compile(rf"{_AMOUNT} (of|after|before) {_ID}", re.ASCII)
_BETWEEN = re.compile(rf"(\d{{1,4}})(?: ?((?!and\b)[a-z]+(?: days?)?))? and {_AMOUNT} (after|before) {_ID}", re.ASCII)
_BOUNDS = {
    "no later than": Bound.NO_LATER, "not later than": Bound.NO_LATER, "by": Bound.BY,
    "no earlier than": Bound.NO_EARLIER, "not earlier than": Bound.NO_EARLIER, "not before": Bound.NO_EARLIER,
    "at least": Bound.AT_LEAST, "within": Bound.WITHIN, "between": Bound.BETWEEN,
}  # fmt: skip
_PREFIX = re.compile(rf"({'|'.join(_BOUNDS)}) (.+)", re.IGNORECASE)
_PATTERNS = {
    Bound.WITHIN: "within 14 days of ceasefire",
    Bound.BETWEEN: "between 2 and 14 days after ceasefire",
    Bound.AT_LEAST: "at least 21 days before elections",
    Bound.NO_LATER: "no later than 30 days after signature",
    Bound.BY: "by 2025-12-31",
    Bound.NO_EARLIER: "no earlier than 90 days after ceasefire",
}
LONGEST = 200
"""Characters of the longest text that is read as a date."""


def parse(text: str) -> When:
    """A date as it is typed in a record. Raises :class:`DateError`, and nothing else."""
    typed = " ".join(text.split())
    if len(typed) > LONGEST:
        raise DateError(f"is too long for a date. Put what is said in words into the description. {FORMS}.")
    if match := _PREFIX.fullmatch(typed):
        return _bounded(typed, _BOUNDS[match[1].lower()], match[2])
    return _relative(typed, typed) or _absolute(typed, typed)


def _absolute(typed: str, part: str, bound: Bound = Bound.ON) -> When:
    if re.search(r"[a-z]", part, re.IGNORECASE) and not re.match(r"[\d./]|q\d|y-?\d", part, re.IGNORECASE):
        raise DateError(_mistake(typed) or hint(part))
    if "/" in part and not re.match(r"q\d", part, re.IGNORECASE):
        if bound is not Bound.ON:
            raise DateError(f"has an interval after '{bound}'. Write one date there, such as '{bound} 2025-12-31'.")
        return When(typed, parse_interval(part))
    try:
        return When(typed, parse_point(part), bound)
    except DateError as error:
        raise DateError(_mistake(typed) or str(error)) from None


def _relative(typed: str, part: str, bound: Bound = Bound.ON) -> When | None:
    """Words that count from a step, or nothing where *part* is of another form."""
    word = part.lower()
    if match := _COUNTED.fullmatch(word):
        span = Span(int(match[1]), _unit(match[2]))
        return When(typed, None, bound, _anchor(match[4]), span, after=match[3] == "after")
    if (match := _ANCHORED.fullmatch(word)) and not re.match(r"y\d", word):
        if hint(word).startswith(("is no date in", "is no date:", "is no date. Leave")):
            raise DateError(hint(word))
        span_or_none = Span(int(match[3]), _unit(match[4])) if match[2] else None
        return When(typed, None, bound, _anchor(match[1]), span_or_none, after=match[2] in {None, "+"})
    return None


def _bounded(typed: str, bound: Bound, rest: str) -> When:
    """What stands after ``within``, ``no later than`` and the like."""
    word = rest.lower()
    if bound is Bound.WITHIN and (match := _WITHIN.fullmatch(word)):
        span = Span(int(match[1]), _unit(match[2]))
        return When(typed, None, bound, _anchor(match[4]), span, after=match[3] != "before")
    if bound is Bound.BETWEEN and (match := _BETWEEN.fullmatch(word)):
        high = Span(int(match[3]), _unit(match[4]))
        low = Span(int(match[1]), _unit(match[2]) if match[2] else high.unit)
        if low.rough_days > high.rough_days:
            raise DateError(f"has the longer span first. Write 'between {match[3]} and {match[1]} {match[4]} …'.")
        return When(typed, None, bound, _anchor(match[6]), high, low, after=match[5] == "after")
    if bound is Bound.AT_LEAST and (match := _COUNTED.fullmatch(word)):
        return _relative(typed, rest, bound) or _absolute(typed, rest)
    if bound in {Bound.WITHIN, Bound.BETWEEN, Bound.AT_LEAST}:
        raise DateError(_mistake(typed) or f"cannot be read after '{bound}'. {_pattern(bound)}")
    return _relative(typed, rest, bound) or _absolute(typed, rest, bound)


def _pattern(bound: Bound) -> str:
    return f"Write it as '{_PATTERNS[bound]}', with a number in digits, a unit and the id of a step."


def _anchor(name: str) -> str:
    return name.replace("_", "-")


def _unit(word: str) -> Unit:
    unit = UNITS.get(" ".join(word.split()))
    if unit is None:
        known = [f"{unit.value}s" for unit in Unit]
        raise DateError(
            f"has the unit '{word}', which is not known. "
            f"Allowed: {listing(known)}, or h, d, wd, w, m and y.{nearest(word, known)}"
        )
    return unit


def _mistake(typed: str) -> str:
    """The message for words that are close to counting from a step, or nothing."""
    word = typed.lower()
    bounds = rf"((?:(?:{'|'.join(_BOUNDS)}) )?)"
    if match := re.fullmatch(rf"{bounds}{_ID} ?([+\-\u2212]) ?(\d{{1,4}}) ?([a-z]+(?: days?)?)?", word, re.ASCII):
        unit = match[5] if match[5] in UNITS else "d"
        return (
            "is no date. The sign stands between spaces, and a unit after the number: "
            f"write '{match[1]}{match[2]} {match[3]} {match[4]}{unit}'."
        )
    if match := re.fullmatch(rf"{bounds}(\d{{1,4}}) (after|before|of) {_ID}", word, re.ASCII):
        return f"has a number without a unit. Write '{match[1]}{match[2]} days {match[3]} {match[4]}'."
    if re.fullmatch(rf"{bounds}\d{{5,}} ?[a-z ]+ (?:after|before|of) {_ID}", word, re.ASCII):
        return "has a number of more than four digits. Use a larger unit."
    if match := re.fullmatch(_AMOUNT, word, re.ASCII):
        return (
            f"counts from nothing. Add the id of a step, such as '{typed} after ceasefire'."
            if match[2] in UNITS
            else ""
        )
    if match := re.fullmatch(rf"(after|from|since|before|until|till) {_ID}", word, re.ASCII):
        bound = Bound.NO_EARLIER if match[1] in {"after", "from", "since"} else Bound.NO_LATER
        return f"is no date. Write '{bound} {match[2]}'."
    if match := re.fullmatch(r"(.*\d.* (?:after|before|of)) (.+ .+)", word):
        slug = re.sub(r"[^a-z0-9]+", "-", match[2].removeprefix("the ")).strip("-")
        return f"names a step by several words. Name it by its id, such as '{match[1]} {slug}'."
    return ""


_SPOKEN = {
    "daily": "1 day", "weekly": "1 week", "fortnightly": "2 weeks", "monthly": "1 month",
    "quarterly": "3 months", "yearly": "1 year", "annually": "1 year",
}  # fmt: skip


def parse_every(text: str) -> Span:
    """A recurrence such as ``7d`` or ``1 month``. Raises :class:`DateError`, and nothing else."""
    typed = " ".join(text.lower().split())
    if typed in _SPOKEN:
        raise DateError(f"is no span of time. Write '{_SPOKEN[typed]}'.")
    match = re.fullmatch(_AMOUNT, typed, re.ASCII)
    if match is None:
        raise DateError("is no span of time. Write a number and a unit, such as '7d', '2 weeks' or '1 month'.")
    span = Span(int(match[1]), _unit(match[2]))
    if span.number == 0:
        raise DateError("never comes again. A recurrence takes a number from 1, such as '7d'.")
    return span
