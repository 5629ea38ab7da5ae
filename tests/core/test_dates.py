"""Dates as a writer types them, what they mean on the calendar, and how they are printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefkit.core.calendars import Calendar, read_calendar
from briefkit.core.dateprint import format_former, format_when
from briefkit.core.dates import DateError, Span, Unit, When, parse, parse_every
from briefkit.core.problems import Place
from briefkit.core.records import Record, read_mapping
from briefkit.core.resolution import Dates, occurrences, resolve_all

CALENDAR = Calendar()
ANCHORS = {
    "ceasefire": "2031-10-15T00:00+02:00",
    "signature": None,
    "elections": "2031-11-20~",
    "adoption": "2026-Q4",
    "consultation": "2025-09-15/2025-11-28",
    "deadline": "by 2025-12-31",
    "month-end": "2025-01-31",
    "friday": "2025-08-15",
}


def meant(text: str, calendar: Calendar = CALENDAR) -> Dates:
    whens = {name: parse(anchor) if anchor else None for name, anchor in ANCHORS.items()}
    return resolve_all({**whens, "it": parse(text)}, calendar)["it"]


def printed(text: str, language: str = "en") -> tuple[str, str, str]:
    shown = format_when(parse(text), language, dates=meant(text))
    return shown.main.replace("\u00a0", " "), shown.detail.replace("\u00a0", " "), shown.marker


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-08-15", "2025-08-15", "2025-08-15"),
        ("2025-08", "2025-08-01", "2025-08-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("Q3 2025", "2025-07-01", "2025-09-30"),
        ("2025-33", "2025-01-01", "2025-03-31"),
        ("2025-36", "2025-10-01", "2025-12-31"),
        ("2025-21", "2025-03-01", "2025-05-31"),
        ("2025-24", "2025-12-01", "2026-02-28"),
        ("2025-XX", "2025-01-01", "2025-12-31"),
        ("2025-08-XX", "2025-08-01", "2025-08-31"),
        ("2025-XX-XX", "2025-01-01", "2025-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2025-08-15/2025-08-18", "2025-08-15", "2025-08-18"),
        ("2025-Q3/2026-Q1", "2025-07-01", "2026-03-31"),
        ("2025-09~", "2025-09-01", "2025-09-30"),
        ("../2025-12-31", None, "2025-12-31"),
        ("2025-08-15/", "2025-08-15", None),
        ("2025-08-15T00:00+03:00", "2025-08-15", "2025-08-15"),
        ("by 2025-Q4", None, "2025-12-31"),
        ("no later than 2025-12-31", None, "2025-12-31"),
        ("no earlier than 2025-09", "2025-09-01", None),
        ("ceasefire", "2031-10-15", "2031-10-15"),
        ("ceasefire + 14d", "2031-10-29", "2031-10-29"),
        ("friday - 2 wd", "2025-08-13", "2025-08-13"),
        ("friday + 1wd", "2025-08-18", "2025-08-18"),
        ("14 days after ceasefire", "2031-10-29", "2031-10-29"),
        ("2 weeks before friday", "2025-08-01", "2025-08-01"),
        ("within 14 days of ceasefire", "2031-10-15", "2031-10-29"),
        ("within 14 days before friday", "2025-08-01", "2025-08-15"),
        ("no later than 30 days after friday", None, "2025-09-14"),
        ("at least 21 days before friday", None, "2025-07-25"),
        ("at least 21 days after friday", "2025-09-05", None),
        ("no earlier than friday", "2025-08-15", None),
        ("between 2 and 14 days after ceasefire", "2031-10-17", "2031-10-29"),
        ("between 2 and 14 days before friday", "2025-08-01", "2025-08-13"),
        ("month-end + 1 month", "2025-02-28", "2025-02-28"),
        ("month-end + 1y", "2026-01-31", "2026-01-31"),
        ("friday + 24h", "2025-08-16", "2025-08-16"),
        ("friday + 6h", "2025-08-15", "2025-08-16"),
        ("3 days after consultation", "2025-12-01", "2025-12-01"),
        ("3 days before consultation", "2025-09-12", "2025-09-12"),
        ("within 60 days of adoption", "2026-10-01", "2027-03-01"),
        ("deadline + 14d", None, "2026-01-14"),
        ("9999 years after friday", "9999-12-31", "9999-12-31"),
        ("9999 working days before friday", "1987-04-20", "1987-04-20"),
    ],
)
def test_date_means_first_and_last_day(text: str, first: str | None, last: str | None) -> None:
    dates = meant(text)
    assert (dates.earliest and str(dates.earliest), dates.latest and str(dates.latest)) == (first, last)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025-02-30", "February 2025 has 28 days"),
        ("2025-13", "there is no month 13"),
        ("2025-13-01", "there is no month 13"),
        ("15/08/2025", "Write 2025-08-15."),
        ("08/15/2025", "Write 2025-08-15."),
        ("03/04/2025", "Write 2025-04-03 (or 2025-03-04"),
        ("15.8.2025", "Write 2025-08-15."),
        ("2025/08/15", "Write 2025-08-15."),
        ("20250815", "Write 2025-08-15."),
        ("2025-8-5", "Write 2025-08-05."),
        ("15 August 2025", "Write 2025-08-15."),
        ("August 15, 2025", "Write 2025-08-15."),
        ("by 15 August 2025", "Write 2025-08-15."),
        ("15-18 August 2025", "Write 2025-08-15/2025-08-18."),
        ("August 2025", "Write 2025-08."),
        ("early September 2025", "Write 2025-09~."),
        ("autumn 2025", "Write 2025-23."),
        ("2025-W33", "Write 2025-08-11/2025-08-17."),
        ("12 August", "the year is missing"),
        ("2025-08-15 – 2025-08-18", "Write 2025-08-15/2025-08-18."),
        ("2025-08-15/18", "2025-08-15/2025-08-18"),
        ("2025-08-20/2025-08-18", "ends before it begins"),
        ("2025-Q5", "four quarters"),
        ("2025-08-15T25:00", "hours from 00 to 23"),
        ("2025-08-15T10:00+19:00", "between -12:00 and +14:00"),
        ("Y17000", "Years run from 0001 to 9999"),
        ("tbd", "Leave the field out"),
        ("today", "Write the day"),
        ("", "is empty"),
        ("ceasefire+14d", "write 'ceasefire + 14d'"),
        ("ceasefire +14d", "write 'ceasefire + 14d'"),
        ("ceasefire + 14", "write 'ceasefire + 14d'"),
        ("ceasefire + 3 fortnights", "Allowed: hours, days, working days"),
        ("14 after ceasefire", "Write '14 days after ceasefire'"),
        ("14 days after local elections", "'14 days after local-elections'"),
        ("within two weeks of ceasefire", "'within 14 days of ceasefire'"),
        ("between 14 and 2 days after ceasefire", "between 2 and 14 days"),
        ("99999 days after ceasefire", "more than four digits"),
        ("after ceasefire", "Write 'no earlier than ceasefire'"),
        ("by 2025-08-15/2025-08-18", "Write one date there"),
        ("14d", "after ceasefire"),
        ("x" * 300 + " y", "too long"),
    ],
)
def test_message_says_what_is_wrong_and_what_to_write(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2031-10-15", ("15 October 2031", "", "dated")),
        ("2031-10-15T00:00+02:00", ("15 October 2031", "00:00, UTC+02:00", "dated")),
        ("2031-10-15T09:30-05:00", ("15 October 2031", "09:30, UTC−05:00", "dated")),
        ("2031-11-20~", ("about 20 November 2031", "", "approximate")),
        ("2031-11-20?", ("20 November 2031, uncertain", "", "approximate")),
        ("2032-Q1", ("1st quarter of 2032", "", "approximate")),
        ("2025-08", ("August 2025", "", "approximate")),
        ("2025-08-XX", ("August 2025, day not set", "", "approximate")),
        ("201X", ("2010s", "", "approximate")),
        ("2025-21", ("spring 2025", "", "approximate")),
        ("2025-08-15/2025-08-18", ("15–18 August 2025", "", "interval")),
        ("2025-08-15/2025-08-18~", ("15 August 2025 – about 18 August 2025", "", "approximate")),
        ("2025-08-15/2025-09-18", ("15 August – 18 September 2025", "", "interval")),
        ("2030-03/2030-06", ("March – June 2030", "", "approximate")),
        ("../2025-12-31", ("by 31 December 2025", "", "approximate")),
        ("2025-08-15/..", ("from 15 August 2025", "", "approximate")),
        ("2025-08-15/", ("from 15 August 2025, end not known", "", "approximate")),
        ("no later than 2025-12-31", ("no later than 31 December 2025", "", "approximate")),
        ("within 14 days of ceasefire", ("within 14 days of ceasefire", "by 29 October 2031", "relative")),
        ("ceasefire + 14d", ("14 days after ceasefire", "29 October 2031", "relative")),
        ("ceasefire + 48h", ("48 hours after ceasefire", "17 October 2031, 00:00, UTC+02:00", "relative")),
        (
            "between 2 and 14 days after ceasefire",
            ("between 2 and 14 days after ceasefire", "17–29 October 2031", "relative"),
        ),
        (
            "at least 21 days before elections",
            ("at least 21 days before elections", "by about 30 October 2031", "relative"),
        ),
        ("within 60 days of adoption", ("within 60 days of adoption", "by about March 2027", "relative")),
        (
            "no later than 90 days after signature",
            ("no later than 90 days after signature", "signature not yet dated: by D+90", "relative"),
        ),
        ("signature + 2w", ("2 weeks after signature", "signature not yet dated: D+14", "relative")),
        ("signature - 21d", ("21 days before signature", "signature not yet dated: D−21", "relative")),
        ("signature + 24h", ("24 hours after signature", "signature not yet dated: H+24", "relative")),
        (
            "between 2 and 14 days after signature",
            ("between 2 and 14 days after signature", "signature not yet dated: D+2 to D+14", "relative"),
        ),
    ],
)
def test_date_is_printed_in_words(text: str, shown: tuple[str, str, str]) -> None:
    assert printed(text) == shown


@pytest.mark.parametrize(
    ("language", "text", "main"),
    [
        ("de", "2031-10-15", "15. Oktober 2031"),
        ("de", "2032-Q1", "1. Quartal 2032"),
        ("fr", "2025-08-15/2025-08-18", "15–18 août 2025"),
        ("pl", "2025-08-15", "15 sierpnia 2025"),
        ("uk", "2025-08-15/2025-08-18", "15–18 серпня 2025\u202fр."),
        ("ja", "2025-08", "2025年8月"),
        ("en-US", "2025-08-15", "August 15, 2025"),
    ],
)
def test_date_is_printed_in_the_language_of_the_paper(language: str, text: str, main: str) -> None:
    assert printed(text, language)[0] == main


@pytest.mark.parametrize("text", ["2031-10-15T06:00+02:00", "ceasefire + 6h"])
def test_a_time_is_written_with_the_comma_of_the_language(text: str) -> None:
    shown = format_when(parse(text), "ar", dates=meant(text))
    assert "، UTC+02:00" in shown.detail
    assert "," not in shown.short


def test_title_of_the_anchor_is_printed_as_it_is() -> None:
    when, dates = parse("signature + 14d"), meant("signature + 14d")
    shown = format_when(when, "en", lambda _: "The {span} of {date}", dates)
    assert shown.main == "14\u00a0days after The {span} of {date}"
    assert shown.short == "The {span} of {date} D+14"


def test_spaces_inside_a_date_and_between_number_and_unit_do_not_break() -> None:
    text = "within 14 days of ceasefire"
    shown = format_when(parse(text), "en", dates=meant(text))
    assert shown.main == "within 14\u00a0days of ceasefire"
    assert shown.detail == "by 29\u00a0October\u00a02031"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2031-10-15", "2031-10-15"),
        ("2031-10-15T00:00+02:00", "2031-10-15T00:00+02:00"),
        ("2031-10", "2031-10"),
        ("2031-10-15~", ""),
        ("2031-Q3", ""),
        ("2031-10-XX", ""),
        ("by 2031-10-15", ""),
        ("ceasefire", ""),
    ],
)
def test_machine_form_is_never_more_exact_than_the_date(text: str, iso: str) -> None:
    assert format_when(parse(text), "en").iso == iso


def test_step_without_a_date_says_so() -> None:
    shown = format_when(None, "en")
    assert (shown.main, shown.marker) == ("not yet dated", "undated")


def test_former_date_leaves_out_the_year_that_is_the_same() -> None:
    plan, planned = parse("2031-11-08"), meant("2031-11-08")
    assert format_former(plan, planned, meant("2031-11-20"), "en") == "was 8\u00a0November"
    assert format_former(plan, planned, meant("2032-01-20"), "en") == "was 8\u00a0November\u00a02031"


def test_recurrence_comes_back_until_the_end_of_its_interval() -> None:
    days = list(occurrences(meant("2025-01-31/2025-04-30"), parse_every("1 month"), CALENDAR))
    assert [str(day) for day in days] == ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"]
    assert parse_every("7d") == Span(7, Unit.DAY)
    shown = format_when(parse("2025-01/2025-04"), "en", every=parse_every("7d"))
    assert shown.detail == "every 7\u00a0days"


@pytest.mark.parametrize("text", ["weekly", "0d", "7", "every 7 days", "", "1 fortnight"])
def test_recurrence_that_is_none_is_told(text: str) -> None:
    with pytest.raises(DateError):
        parse_every(text)


def test_working_days_follow_the_calendar_of_the_organisation() -> None:
    place = Place("conf/calendar.yml", 1)
    holidays = ["2025-08-17", "12-25", "2025-02-30"]
    values = {"weekend": ["Friday", "saturday", "Frday"], "holidays": holidays, "x": "y"}
    calendar, problems = read_calendar(Record(values, {(): place}))
    assert str(meant("friday + 1 wd", calendar).earliest) == "2025-08-18"
    assert not calendar.works(date(2030, 12, 25))
    assert [problem.text.partition(":")[0] for problem in problems] == ["x", "weekend", "holidays"]


@pytest.mark.parametrize(
    ("typed", "days", "lines"),
    [
        ("- 2025-12-25: Christmas\n- 12-26\n- {date: 2025-05-01, name: May Day}\n- X-mas: Christmas", 3, [5]),
        ("  2025-12-25: Christmas\n  13-13: Nothing\n  05-01: May Day", 2, [3]),
        ("- name: Christmas\n-\n- [2025-12-25, soon]", 1, [2, 4]),
    ],
)
def test_holidays_may_have_names_and_are_told_at_their_own_line(typed: str, days: int, lines: list[int]) -> None:
    calendar, problems = read_calendar(read_mapping(f"holidays:\n{typed}\n", "calendar.yml", 1)[0])
    assert len(calendar.holidays) + len(calendar.yearly) == days
    assert [problem.place.line for problem in problems] == lines


def test_steps_that_count_from_each_other_have_no_date_and_say_why() -> None:
    texts = {"a": "b + 1d", "b": "c + 1d", "c": "b + 2d", "d": "nowhere", "e": "d + 1d", "f": "f"}
    found = resolve_all({name: parse(text) for name, text in texts.items()}, CALENDAR)
    assert {name: dates.missing for name, dates in found.items()} == {
        "a": "undated", "b": "circular", "c": "circular", "d": "unknown", "e": "undated", "f": "circular",
    }  # fmt: skip


def test_long_chain_of_steps_is_counted_through() -> None:
    whens: dict[str, When | None] = {f"s{n}": parse(f"s{n + 1} + 1d") for n in range(3000)}
    found = resolve_all({**whens, "s3000": parse("2025-01-01")}, CALENDAR)
    assert found["s0"].earliest == date(2025, 1, 1) + timedelta(days=3000)
