"""Days, months, quarters, times and spans of time in any language, with no-break spaces inside."""

from __future__ import annotations

import re
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, parse_pattern
from babel.units import format_unit

from briefkit.core.dates import Span, Unit
from briefkit.core.edtf import Point, Precision, Qualifier
from briefkit.core.words import locale, plural, separated, words

NO_BREAK = "\u00a0"


def unbroken(text: str) -> str:
    """*text* with no-break spaces, but for the one behind a dash that stands between spaces."""
    return re.sub(rf"{NO_BREAK}([–—]){NO_BREAK}", rf"{NO_BREAK}\1 ", re.sub("[ \u2009]", NO_BREAK, text))


def format_day(day: date, language: str, year: bool = True) -> str:
    """A day in full, such as ``15 October 2031``, on request without its year."""
    where = locale(language)
    text = format_date(day, "long", where) if year else format_skeleton("MMMMd", day, locale=where)
    return unbroken(_first(text, where))


_FIRST = {"fr": "1er", "it": "1º"}
"""How the first day of a month is written where it alone is an ordinal; CLDR has it as a plain figure."""


def _first(text: str, where: Locale) -> str:
    return re.sub(r"(?<!\d)1(?=[\s\u00a0\u2009\u202f–])", _FIRST.get(where.language, "1"), text)


def format_month(day: date, language: str) -> str:
    """A month in full, such as ``October 2031``."""
    return unbroken(format_skeleton("yMMMM", day, locale=locale(language)))


def format_year(day: date, language: str) -> str:
    return unbroken(format_skeleton("y", day, locale=locale(language)))


def format_clock(moment: datetime, language: str) -> str:
    """A time of day and its offset, such as ``00:00, UTC+02:00``."""
    clock = unbroken(format_time(moment.time(), "medium" if moment.second else "short", locale=locale(language)))
    offset = moment.utcoffset()
    if offset is None:
        return clock
    minutes = int(offset.total_seconds()) // 60
    sign = "+" if minutes >= 0 else "−"
    zone = f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"
    return separated((clock, zone), language)


def format_quarter(day: date, language: str) -> str:
    """A quarter, such as ``1st quarter of 2032``."""
    where = locale(language)
    if where.language == "en":
        quarter = where.quarters["format"]["wide"][(day.month + 2) // 3]
        return unbroken(f"{quarter} of {day.year}")
    return unbroken(format_skeleton("yQQQQ", day, locale=where))


def format_days(first: date, last: date, language: str) -> str:
    """Days from one to another, such as ``15–18 August 2025``."""
    if first == last:
        return format_day(first, language)
    return _from_to(first, last, "yMMMd", "yMd", language) or _apart(
        format_day(first, language), format_day(last, language), locale(language)
    )


def format_months(first: date, last: date, language: str) -> str:
    """Months from one to another, such as ``April–June 2030``."""
    if (first.year, first.month) == (last.year, last.month):
        return format_month(first, language)
    return _from_to(first, last, "yMMMM", "yM", language) or _apart(
        format_month(first, language), format_month(last, language), locale(language)
    )


def _from_to(first: date, last: date, skeleton: str, fields: str, language: str) -> str:
    """Both ends by CLDR's pattern for the first field in which they differ, with the month in full."""
    where = locale(language)
    patterns = where.interval_formats.get(skeleton, {})
    values = {"y": (first.year, last.year), "M": (first.month, last.month), "d": (first.day, last.day)}
    differing = next(field for field in fields if values[field][0] != values[field][1])
    if differing not in patterns:
        return ""
    halves = zip(patterns[differing], (first, last), strict=False)
    full = [parse_pattern(re.sub(r"(?<!M)MMM(?!M)", "MMMM", half)).apply(day, where) for half, day in halves]
    return unbroken(_first("".join(full), where))


def _apart(first: str, last: str, where: Locale) -> str:
    pattern = where.interval_formats.get(None, "{0} – {1}")
    return unbroken(str(pattern).format(first, last))


_SPANS = {
    Unit.HOUR: ("{n} hour", "{n} hours"),
    Unit.DAY: ("{n} day", "{n} days"),
    Unit.WORKING_DAY: ("{n} working day", "{n} working days"),
    Unit.WEEK: ("{n} week", "{n} weeks"),
    Unit.MONTH: ("{n} month", "{n} months"),
    Unit.YEAR: ("{n} year", "{n} years"),
}


def format_span(span: Span, language: str, context: str | None = None) -> str:
    """A span of time, such as ``14 days``; *context* is that of its message: "within" calls for a dative in German."""
    number, unit = span.number, span.unit
    one, many = _SPANS[unit]
    counted = plural(language, one, many, number, context)
    translated = counted not in {one.replace("{n}", str(number)), many.replace("{n}", str(number))}
    if translated or unit is Unit.WORKING_DAY or locale(language).language == "en":
        return unbroken(counted)
    spoken = format_unit(number, f"duration-{unit}", "long", locale=locale(language))
    return unbroken(counted if "duration-" in spoken else spoken)


_QUALIFIED = {
    Qualifier.APPROXIMATE: "about {date}",
    Qualifier.UNCERTAIN: "{date}, uncertain",
    Qualifier.BOTH: "about {date}, uncertain",
}


def qualified(text: str, qualifier: Qualifier, language: str) -> str:
    """*text* with the words for what is uncertain or approximate about it."""
    message = _QUALIFIED.get(qualifier)
    return words(language)(message).replace("{date}", text) if message else text


_SEASONS = {1: "spring {year}", 2: "summer {year}", 3: "autumn {year}", 4: "winter {year}"}


def format_point(point: Point, language: str) -> str:
    """A date of EDTF, without its time of day, with what is uncertain about it."""
    return qualified(_plain(point, language), point.qualifier, language)


def _plain(point: Point, language: str) -> str:
    say, day = words(language), point.earliest
    year = format_year(day, language)
    match point.precision:
        case Precision.TIME | Precision.DAY:
            text = format_day(day, language)
        case Precision.MONTH:
            text = format_month(day, language)
        case Precision.QUARTER:
            text = format_quarter(day, language)
        case Precision.SEASON:
            text = unbroken(say(_SEASONS[point.part]).replace("{year}", year))
        case Precision.YEAR:
            text = year
        case Precision.DECADE:
            text = say("{year}s").replace("{year}", year)
        case _:
            text = f"{year}–{format_year(point.latest, language)}"
    if point.open:
        text = say("{date}, day not set" if point.open == "day" else "{date}, month not set").replace("{date}", text)
    return text
