"""Working days: the organisation's weekend and holidays, from ``conf/calendar.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from briefkit.core.problems import Kind, Problem, listing, nearest
from briefkit.core.records import Record

_FIELDS = ("weekend", "holidays")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. ``weekend`` has numbers from 0, Monday; ``yearly`` pairs of month and day."""

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()

    def works(self, day: date) -> bool:
        """Whether *day* is a working day. A weekend of seven days is none."""
        if len(self.weekend) < 7 and day.weekday() in self.weekend:
            return False
        return day not in self.holidays and (day.month, day.day) not in self.yearly

    def shift(self, day: date, count: int) -> date:
        """The day that lies *count* working days after *day*, or before it where *count* is negative.

        The day itself is not counted. Raises OverflowError past the years 1 and 9999.
        """
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.works(day):
                day += step
        return day


def read_calendar(record: Record) -> tuple[Calendar, list[Problem]]:
    """The calendar of ``conf/calendar.yml``: ``weekend`` lists days, ``holidays`` dates, or MM-DD, each with a name or not."""
    problems = [
        _fault(record, f"{key}: there is no such field. Allowed: {listing(_FIELDS)}.{nearest(key, _FIELDS)}", key)
        for key in record.values
        if key not in _FIELDS
    ]
    weekend = _weekend(record, problems)
    return Calendar(weekend, *_holidays(record, problems)), problems


def _fault(record: Record, text: str, *path: str | int) -> Problem:
    return Problem(Kind.SETTING, text, record.place(*path))


def _weekend(record: Record, problems: list[Problem]) -> frozenset[int]:
    """The days of the weekend; Saturday and Sunday where none that is given can be read."""
    found = set()
    for index, value in enumerate(_many(record.values.get("weekend"))):
        word = str(value).strip().lower()
        names = [number for number, name in enumerate(DAYS) if len(word) > 1 and name.startswith(word)]
        if not names:
            text = f"weekend: '{value}' is no day of the week. Allowed: {listing(DAYS)}.{nearest(word, DAYS)}"
            problems.append(_fault(record, text, "weekend", index))
        found.update(names)
    return frozenset(found) if found or record.values.get("weekend") == [] else Calendar.weekend


def _holidays(record: Record, problems: list[Problem]) -> tuple[frozenset[date], frozenset[tuple[int, int]]]:
    """Single days, and those of each year."""
    days, yearly = set(), set()
    for path, text in _typed_days(record.values.get("holidays"), "holidays"):
        try:
            if match := re.fullmatch(r"(\d\d)-(\d\d)", text, re.ASCII):
                # A leap year, so that 29 February is a day too.
                yearly.add((date(2024, int(match[1]), int(match[2])).month, int(match[2])))
            else:
                days.add(date.fromisoformat(text))
        except ValueError:
            told = f"holidays: '{text}' is no day. Write 2025-12-25, or 12-25 for each year."
            problems.append(_fault(record, told, *path))
    return frozenset(days), frozenset(yearly)


def _typed_days(value: Any, *path: str | int) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each day as it was typed, with its path: ``2025-12-25``, ``2025-12-25: Christmas``, or ``date`` beside ``name``."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _typed_days(item, *path, index)
    elif not isinstance(value, dict):
        yield from [] if value is None else [(path, value.strip())]
    elif value.keys() & {"date", "name"}:
        yield from _typed_days(value.get("date") or "", *path)
    else:
        yield from (((*path, day), day) for day in value)


def _many(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
