"""Dates of EDTF (ISO 8601-2), level 0 and level 1, and quarters; no arithmetic and no printing.

Years run from 1 to 9999: those of more digits and those before our era (level 1 has both) are refused in
words. Seasons are those of the northern hemisphere, three whole months each, winter from December on; a date
that names a season is never taken for exact.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from briefkit.core.datehints import hint


class DateError(ValueError):
    """A text that is no date. The message goes on after the value: ``is no date: …``."""


class Precision(StrEnum):
    """How exactly a date is known, from the finest to the coarsest."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"


class Qualifier(StrEnum):
    """What EDTF writes after a date."""

    NONE = ""
    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"

    def __or__(self, other: str) -> Qualifier:
        signs = {str(self), other} - {""}
        return Qualifier(signs.pop()) if len(signs) == 1 else Qualifier.BOTH if signs else Qualifier.NONE


@dataclass(frozen=True, slots=True)
class Point:
    """One date: its EDTF text, its first and its last day, and what is known of it.

    ``part`` is the number of the month, quarter (1 to 4) or season (1 to 4). ``open`` names what was left
    unspecified with X: ``day``, ``month`` or nothing.
    """

    edtf: str
    precision: Precision
    earliest: date
    latest: date
    qualifier: Qualifier = Qualifier.NONE
    part: int = 0
    open: str = ""
    moment: datetime | None = None

    @property
    def exact(self) -> bool:
        """Whether it is a day or a time, without a doubt."""
        return self.precision in {Precision.TIME, Precision.DAY} and not self.qualifier


@dataclass(frozen=True, slots=True)
class Interval:
    """From one date to another; an end is ``".."`` where it is open and ``""`` where it is unknown."""

    start: Point | str
    end: Point | str

    @property
    def edtf(self) -> str:
        return "/".join(end if isinstance(end, str) else end.edtf for end in (self.start, self.end))

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(end for end in (self.start, self.end) if isinstance(end, Point))


_QUARTER = re.compile(r"(?:(\d{4})[- ]?q(\d)|q(\d)[- /](\d{4}))([?~%]?)", re.IGNORECASE | re.ASCII)
_DATE = re.compile(r"(\d[\dx]{3})(?:-([\dx]{2})(?:-([\dx]{2}))?)?([?~%]?)", re.IGNORECASE | re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[t ](\d\d):(\d\d)(?::(\d\d))?(?: ?(z|[+\-\u2212]\d\d(?::?\d\d)?))?([?~%]?)",
    re.IGNORECASE | re.ASCII,
)
_BIG_YEAR = re.compile(r"(?:y-?\d{1,20}|-\d{4}(?:-\d\d){0,2})[?~%]?", re.IGNORECASE | re.ASCII)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def parse_point(text: str) -> Point:
    """A single date. Raises :class:`DateError`."""
    text = text.strip()
    if match := _QUARTER.fullmatch(text):
        year, quarter, other, other_year, sign = match.groups()
        return _part(int(year or other_year), 32 + int(quarter or other), text, Qualifier(sign))
    if match := _MOMENT.fullmatch(text):
        return _moment(match)
    if match := _DATE.fullmatch(text):
        return _date(match)
    if _BIG_YEAR.fullmatch(text):
        raise DateError("is no year that a paper can print. Years run from 0001 to 9999; say others in words.")
    raise DateError(hint(text))


def parse_interval(text: str) -> Interval:
    """Two dates with ``/`` between them. Raises :class:`DateError`."""
    start, slash, end = text.partition("/")
    if not slash or "/" in end:
        raise DateError(hint(text))
    ends = [side.strip() if side.strip() in {"", ".."} else _end(side, text) for side in (start, end)]
    interval = Interval(*ends)
    if not interval.points:
        raise DateError("has neither a beginning nor an end. Write at least one of them, such as ../2025-12-31.")
    if len(interval.points) == 2 and interval.points[0].earliest > interval.points[1].latest:
        first, last = interval.points
        raise DateError(f"ends before it begins. Write the earlier date first: {last.edtf}/{first.edtf}.")
    return interval


def _end(side: str, whole: str) -> Point:
    try:
        return parse_point(side)
    except DateError as error:
        if re.fullmatch(r"\s*\d\d?\s*", side, re.ASCII):
            raise DateError(
                "is no interval: both its ends are written in full, such as 2025-08-15/2025-08-18."
            ) from None
        suggestion = hint(whole)
        if re.search(r"Write \d", suggestion):
            raise DateError(suggestion) from None
        raise DateError(f"is no interval, because '{side.strip()}' {error}") from None


def _year(text: str) -> tuple[int, int]:
    low, high = int(text.replace("X", "0")), int(text.replace("X", "9"))
    if high == 0:
        raise DateError("is no date: there is no year 0000.")
    return max(low, 1), high


def _date(match: re.Match[str]) -> Point:
    year, month, day = (part.upper() if part else None for part in match.groups()[:3])
    year = year or ""
    sign = Qualifier(match[4])
    low, high = _year(year)
    edtf = match[0].upper()
    if "X" in year:
        if month:
            raise DateError(f"is no date: where digits of the year are open, write the year alone, {year}.")
        return Point(edtf, _OPEN_YEARS[year.count("X")], date(low, 1, 1), date(high, 12, 31), sign)
    if month is None:
        return Point(edtf, Precision.YEAR, date(low, 1, 1), date(low, 12, 31), sign)
    if "X" in month:
        if month != "XX" or day not in {None, "XX"}:
            raise DateError(f"is no date: where the month is open, write {year}-XX, or {year} for the whole year.")
        return Point(edtf, Precision.YEAR, date(low, 1, 1), date(low, 12, 31), sign, open="day" if day else "month")
    if day is None:
        return _part(low, int(month), edtf, sign)
    number = _month(low, int(month))
    last = monthrange(low, number)[1]
    if "X" in day:
        if day != "XX":
            raise DateError(f"is no date: where the day is open, write {year}-{month}-XX, or {year}-{month}.")
        return Point(edtf, Precision.MONTH, date(low, number, 1), date(low, number, last), sign, number, "day")
    return _day(low, number, int(day), edtf, sign)


_OPEN_YEARS = {1: Precision.DECADE, 2: Precision.CENTURY, 3: Precision.MILLENNIUM}


def _month(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise DateError(f"is no date: there is no month {month:02}. Months run from 01 to 12: write {year:04}-12.")
    return month


def _day(year: int, month: int, day: int, edtf: str, sign: Qualifier) -> Point:
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateError(
            f"is no date: {MONTHS[month - 1]} {year} has {last} days. "
            f"Write {year:04}-{month:02}-{last} for its last day, or {year:04}-{month:02} for the month."
        )
    one = date(year, month, day)
    return Point(edtf, Precision.DAY, one, one, sign)


def _part(year: int, number: int, typed: str, sign: Qualifier) -> Point:
    """A month (1 to 12), a season (21 to 24) or a quarter (33 to 36) of a year."""
    edtf = f"{year:04}-{number:02}{sign}"
    if year < 1:
        raise DateError("is no date: there is no year 0000.")
    if 1 <= number <= 12:
        return _months(edtf, Precision.MONTH, year, number, 1, sign, number)
    if 21 <= number <= 24:
        season = number - 20
        return _months(edtf, Precision.SEASON, year, 3 * season, 3, sign, season)
    if 33 <= number <= 36:
        quarter = number - 32
        return _months(edtf, Precision.QUARTER, year, 3 * quarter - 2, 3, sign, quarter)
    if "q" in typed.lower():
        raise DateError(f"is no date: a year has four quarters. Write {year:04}-Q1 to {year:04}-Q4.")
    raise DateError(
        f"is no date: there is no month {number:02}. After the year stand months 01 to 12, seasons 21 to 24 "
        "(spring to winter) or quarters Q1 to Q4."
    )


def _months(edtf: str, precision: Precision, year: int, first: int, count: int, sign: Qualifier, part: int) -> Point:
    last = first + count - 1
    last_year, last_month = (year, last) if last <= 12 else (year + 1, last - 12)
    if last_year > 9999:
        last_year, last_month = 9999, 12
    end = date(last_year, last_month, monthrange(last_year, last_month)[1])
    return Point(edtf, precision, date(year, first, 1), end, sign, part)


def _moment(match: re.Match[str]) -> Point:
    day, hour, minute, second, zone, sign = match.groups()
    point = parse_point(day)
    if (hour, minute, second or "00") == ("24", "00", "00"):
        raise DateError("is no time: the day ends at 24:00, which is written as 00:00 of the next day.")
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        raise DateError(f"is no time. Write hours from 00 to 23 and minutes from 00 to 59: {day}T14:30+02:00.")
    offset = _offset(zone or "")
    moment = datetime.fromisoformat(f"{day}T{hour}:{minute}:{second or '00'}{offset}")
    seconds = f":{second}" if second else ""
    edtf = f"{day}T{hour}:{minute}{seconds}{'Z' if zone in {'z', 'Z'} else offset}{sign}"
    return replace(point, edtf=edtf, precision=Precision.TIME, moment=moment, qualifier=Qualifier(sign))


def _offset(zone: str) -> str:
    if zone in {"", "z", "Z"}:
        return "+00:00" if zone else ""
    digits = zone[1:].replace(":", "").ljust(4, "0")
    if int(digits[:2]) > 14 or int(digits[2:]) > 59:
        raise DateError("is no time: an offset from UTC lies between -12:00 and +14:00. Write it as +02:00.")
    return f"{'+' if zone[0] == '+' else '-'}{digits[:2]}:{digits[2:]}"
