"""How a date is printed, in any language. What is uncertain is never printed as if it were exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from briefkit.core.calendarwords import (
    NO_BREAK,
    format_clock,
    format_day,
    format_days,
    format_month,
    format_months,
    format_point,
    format_span,
    format_year,
    qualified,
)
from briefkit.core.dates import Bound, Interval, Point, Precision, Qualifier, Span, Unit, When
from briefkit.core.resolution import UNDATED, Dates
from briefkit.core.words import separated, words


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as it is printed.

    ``main`` is the date, ``detail`` the line below it (a time, what the words mean on the calendar, or that
    the anchor has no date yet). ``marker`` is dated, interval, relative, approximate or undated. ``iso`` is
    for ``<time datetime>``, and empty where HTML has no form for the date. ``short`` is one
    line, for a reference.
    """

    main: str
    detail: str
    marker: str
    iso: str
    short: str


def id_as_words(anchor: str) -> str:
    """An id as words; what stands for a step whose title is not known."""
    return anchor.rpartition(":")[2].replace("-", " ")


def format_when(
    when: When | None,
    language: str,
    title_of_anchor: Callable[[str], str] = id_as_words,
    dates: Dates | None = None,
    every: Span | None = None,
) -> Printed:
    """A date in *language*; *dates* is what it means, and needed where it counts from a step."""
    if when is None:
        none = words(language)("not yet dated")
        return Printed(none, _recurring("", every, language), "undated", "", none)
    if when.own is not None:
        printed = _own(when, language)
    else:
        printed = _counted(when, language, title_of_anchor(when.anchor), dates or UNDATED)
    return replace(printed, detail=_recurring(printed.detail, every, language)) if every else printed


def _recurring(detail: str, every: Span | None, language: str) -> str:
    if every is None:
        return detail
    said = words(language)("every {span}").replace("{span}", format_span(every, language))
    return separated((detail, said), language)


_DATED = {
    Bound.BY: "by {date}",
    Bound.NO_LATER: "no later than {date}",
    Bound.NO_EARLIER: "no earlier than {date}",
}


def _own(when: When, language: str) -> Printed:
    if isinstance(when.own, Interval):
        main, detail = _interval(when.own, language)
        exact = len(when.own.points) == 2 and all(point.exact for point in when.own.points)
        return Printed(main, detail, "interval" if exact else "approximate", "", _line(main, detail, language))
    point = when.points[0]
    main = format_point(point, language)
    detail = format_clock(point.moment, language) if point.moment else ""
    if when.bound is not Bound.ON:
        main = words(language)(_DATED[when.bound]).replace("{date}", main)
        return Printed(main, detail, "approximate", "", _line(main, detail, language))
    return Printed(main, detail, "dated" if point.exact else "approximate", _iso(point), _line(main, detail, language))


def _line(main: str, detail: str, language: str) -> str:
    return separated((main, detail), language)


def _iso(point: Point) -> str:
    """What HTML's ``time`` can say: a day, a time, or a month or a year that is meant as such."""
    if point.qualifier or point.open:
        return ""
    if point.moment:
        return point.moment.isoformat(timespec="seconds" if point.moment.second else "minutes")
    return point.edtf if point.precision in {Precision.DAY, Precision.MONTH, Precision.YEAR} else ""


def _interval(interval: Interval, language: str) -> tuple[str, str]:
    say, start, end = words(language), interval.start, interval.end
    if isinstance(start, Point) and isinstance(end, Point):
        return _closed(start, end, language)
    if isinstance(end, Point):
        message = "by {date}" if start == ".." else "until {date}, beginning not known"
        return say(message).replace("{date}", format_point(end, language)), _time(end, language)
    assert isinstance(start, Point)  # one end of an interval is a date
    message = "from {date}" if end == ".." else "from {date}, end not known"
    return say(message).replace("{date}", format_point(start, language)), _time(start, language)


def _time(point: Point, language: str) -> str:
    return format_clock(point.moment, language) if point.moment else ""


def _closed(start: Point, end: Point, language: str) -> tuple[str, str]:
    plain = not (start.qualifier or end.qualifier or start.open or end.open)
    kinds = {start.precision, end.precision}
    if plain and kinds <= {Precision.DAY, Precision.TIME}:
        clocks = [_time(point, language) for point in (start, end) if point.moment]
        return format_days(start.earliest, end.latest, language), " – ".join(clocks)
    if plain and kinds == {Precision.MONTH}:
        return format_months(start.earliest, end.latest, language), ""
    if plain and kinds == {Precision.YEAR}:
        return f"{format_year(start.earliest, language)}–{format_year(end.latest, language)}", ""
    return f"{format_point(start, language)}{NO_BREAK}– {format_point(end, language)}", ""


def _counted(when: When, language: str, anchor: str, dates: Dates) -> Printed:
    main = _phrase(when, language, anchor)
    counted = _offsets(when, language)
    if dates.dated:
        detail = on_calendar(when, dates, language)
        return Printed(main, detail, "relative", "", _line(main, detail, language))
    if dates.missing in {"unknown", "circular"}:
        return Printed(main, "", "relative", "", main)
    detail = words(language)("{anchor} not yet dated: {offset}")
    detail = detail.replace("{offset}", counted).replace("{anchor}", anchor)
    return Printed(main, detail, "relative", "", f"{anchor} {counted}")


_PHRASES = {
    (Bound.ON, True): "{span} after {anchor}",
    (Bound.ON, False): "{span} before {anchor}",
    (Bound.WITHIN, True): "within {span} of {anchor}",
    (Bound.WITHIN, False): "within {span} before {anchor}",
    (Bound.BY, True): "by {span} after {anchor}",
    (Bound.BY, False): "by {span} before {anchor}",
    (Bound.NO_LATER, True): "no later than {span} after {anchor}",
    (Bound.NO_LATER, False): "no later than {span} before {anchor}",
    (Bound.NO_EARLIER, True): "no earlier than {span} after {anchor}",
    (Bound.NO_EARLIER, False): "no earlier than {span} before {anchor}",
    (Bound.AT_LEAST, True): "at least {span} after {anchor}",
    (Bound.AT_LEAST, False): "at least {span} before {anchor}",
    (Bound.BETWEEN, True): "between {low} and {span} after {anchor}",
    (Bound.BETWEEN, False): "between {low} and {span} before {anchor}",
}
_BARE = {
    Bound.ON: "on the day of {anchor}",
    Bound.BY: "by {anchor}",
    Bound.NO_LATER: "no later than {anchor}",
    Bound.NO_EARLIER: "no earlier than {anchor}",
}


def _phrase(when: When, language: str, anchor: str) -> str:
    """The words that count from a step."""
    say = words(language)
    if when.span is None:
        return say(_BARE[when.bound]).replace("{anchor}", anchor)
    text = say(_PHRASES[when.bound, when.after]).replace("{span}", format_span(when.span, language))
    if when.low:
        same = when.low.unit is when.span.unit
        text = text.replace("{low}", str(when.low.number) if same else format_span(when.low, language))
    # Last, since a title is a writer's text and may have braces in it.
    return text.replace("{anchor}", anchor)


_LETTERS = {Unit.HOUR: "H", Unit.DAY: "D", Unit.WEEK: "D", Unit.MONTH: "M", Unit.YEAR: "Y"}


def _offset(span: Span | None, after: bool, language: str) -> str:
    """``D+14``, ``D−21``, ``H+24``; ``D`` is the day of the anchor."""
    say, sign = words(language), "+" if after else "−"
    if span is None or span.number == 0:
        return say("D")
    if span.unit is Unit.WORKING_DAY:
        return f"{say('D')}{sign}{format_span(span, language)}"
    return f"{say(_LETTERS[span.unit])}{sign}{span.number * (7 if span.unit is Unit.WEEK else 1)}"


def _offsets(when: When, language: str) -> str:
    """The short form of what counts from a step without a date: ``D+2 to D+14``, ``by D+30``."""
    say, far = words(language), _offset(when.span, when.after, language)
    if when.bound is Bound.BETWEEN or (when.bound is Bound.WITHIN and not when.after):
        near = _offset(when.low, when.after, language)
        first, last = (near, far) if when.after else (far, near)
        return say("{start} to {end}").replace("{start}", first).replace("{end}", last)
    if when.bound is Bound.ON:
        return far
    from_then = when.bound is Bound.NO_EARLIER or (when.bound is Bound.AT_LEAST and when.after)
    return say("from {date}" if from_then else "by {date}").replace("{date}", far)


def on_calendar(when: When, dates: Dates, language: str) -> str:
    """What a date means on the calendar, in words: ``by 29 October 2031``."""
    say = words(language)
    first, last = dates.earliest, dates.latest
    if when.bound is Bound.WITHIN and when.after and last is not None:
        first = None
    if first is not None and last is not None:
        if dates.exact and first == last:
            return _limit(last, dates.ends or dates.begins, dates, language)
        return _range(first, last, dates, language)
    if last is not None:
        return say("by {date}").replace("{date}", _limit(last, dates.ends, dates, language))
    if first is not None:
        return say("from {date}").replace("{date}", _limit(first, dates.begins, dates, language))
    return ""


_COARSE = {Precision.MONTH, Precision.QUARTER, Precision.SEASON}


def _about(dates: Dates) -> Qualifier:
    return (
        dates.qualifier
        if dates.precision in {Precision.TIME, Precision.DAY}
        else dates.qualifier | Qualifier.APPROXIMATE
    )


def _limit(day: date, moment: datetime | None, dates: Dates, language: str) -> str:
    """One limit; only as exact as the date that it was counted from."""
    if dates.precision in {Precision.TIME, Precision.DAY}:
        text = separated((format_day(day, language), format_clock(moment, language) if moment else ""), language)
    else:
        text = format_month(day, language) if dates.precision in _COARSE else format_year(day, language)
    return qualified(text, _about(dates), language)


def _range(first: date, last: date, dates: Dates, language: str) -> str:
    if dates.precision in {Precision.TIME, Precision.DAY}:
        text = format_days(first, last, language)
    elif dates.precision in _COARSE:
        text = format_months(first, last, language)
    else:
        years = format_year(first, language), format_year(last, language)
        text = years[0] if years[0] == years[1] else "–".join(years)
    return qualified(text, _about(dates), language)


def format_former(plan: When, dates: Dates, present: Dates, language: str) -> str:
    """The line for a date that has moved, such as ``was 8 November``; the year only where it is another."""
    if plan.kind == "point" and dates.exact and dates.earliest and plan.bound is Bound.ON:
        later = present.latest or present.earliest
        text = format_day(dates.earliest, language, year=later is None or later.year != dates.earliest.year)
    elif plan.own is not None:
        text = _own(plan, language).main
    else:
        text = on_calendar(plan, dates, language)
    return words(language)("was {date}").replace("{date}", text) if text else ""
