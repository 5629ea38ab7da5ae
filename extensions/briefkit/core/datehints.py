"""What a writer probably meant by a text that is no date; used in messages only, never to guess."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
FORMS = (
    "Write a date such as 2025-08-15, 2025-08, 2025-Q3 or 2025-08-15/2025-08-18, "
    "or count from a step by its id, such as 'ceasefire + 14d' or 'within 14 days of ceasefire'"
)
_NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOCK = {
    "today",
    "tomorrow",
    "yesterday",
    "now",
    "next week",
    "next month",
    "next year",
    "this week",
    "this month",
}
_NOTHING = {
    "tbc",
    "tbd",
    "tba",
    "n/a",
    "na",
    "none",
    "unknown",
    "open",
    "-",
    "–",
    "—",
    "?",
    "??",
    "ongoing",
    "pending",
}


def hint(text: str) -> str:
    """The message for a text that is no date, as it goes on after the value: what to write instead."""
    word = " ".join(text.lower().split())
    if not word:
        return "is empty. Leave the field out where there is no date, or write one such as 2025-08-15."
    if word in _NOTHING:
        return "is no date. Leave the field out where there is no date yet; the paper says so by itself."
    if word in _CLOCK:
        return "is no date: a paper never counts from the day it is built on. Write the day, such as 2025-08-15."
    if re.fullmatch(rf"(\d{{1,2}}(st|nd|rd|th)?\.? )?{_NAME}( \d{{1,2}})?", word, re.ASCII):
        return "is no date, because the year is missing. Write year, month and day, such as 2025-08-15."
    found = _numbers(word) or _spoken(word)
    return f"is no date in the form that is read here. Write {found}." if found else f"is no date. {FORMS}."


def _iso(year: str, month: int, day: int = 0) -> str:
    full = f"20{year}" if len(year) == 2 else year
    if not 1 <= month <= 12 or day > 31:
        return ""
    return f"{full}-{month:02}-{day:02}" if day else f"{full}-{month:02}"


def _numbers(word: str) -> str:
    """Days, months and years in digits, in other orders and with other signs."""
    if match := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?", word, re.ASCII):
        return _iso(match[1], int(match[3]), int(match[4] or 0))
    if match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", word, re.ASCII):
        return _iso(match[1], int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", word, re.ASCII):
        return _iso(match[2], int(match[1]))
    if (
        (match := re.fullmatch(r"(\d{4})-?w(\d\d?)", word, re.ASCII))
        and 1 <= int(match[1]) < 9999
        and 1 <= int(match[2]) <= 52
    ):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return f"{monday}/{monday + timedelta(days=6)}"
    match = re.fullmatch(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d\d)", word, re.ASCII)
    if match is None:
        return ""
    day_first, month_first = (
        _iso(match[3], int(match[2]), int(match[1])),
        _iso(match[3], int(match[1]), int(match[2])),
    )
    if day_first and month_first and day_first != month_first:
        return f"{day_first} (or {month_first}, if the month stands first)"
    return day_first or month_first


def _spoken(word: str) -> str:
    """Months and seasons in words."""
    word = re.sub(r"\b(the|of|on|in)\b|,", " ", re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", word))
    word = " ".join(word.split())
    about, early = re.subn(r"^(about|around|circa|c\.|ca\.?|approx\.?|approximately|roughly) ", "", word)
    vague, part = re.subn(r"^(early|mid|late|beginning|middle|end)[ -]", "", about)
    sign = "~" if early or part else ""
    if match := re.fullmatch(rf"(\d{{1,2}}) ?[–-] ?(\d{{1,2}}) {_NAME} (\d{{4}})", vague, re.ASCII):
        month = MONTHS.index(match[3]) + 1
        first, last = _iso(match[4], month, int(match[1])), _iso(match[4], month, int(match[2]))
        return f"{first}/{last}" if first and last else ""
    if match := re.fullmatch(rf"(\d{{1,2}})\.? ?{_NAME} (\d{{4}})", vague, re.ASCII):
        return _signed(_iso(match[3], MONTHS.index(match[2]) + 1, int(match[1])), sign)
    if match := re.fullmatch(rf"{_NAME} (\d{{1,2}}) (\d{{4}})", vague, re.ASCII):
        return _signed(_iso(match[3], MONTHS.index(match[1]) + 1, int(match[2])), sign)
    if match := re.fullmatch(rf"{_NAME} (\d{{4}})", vague, re.ASCII):
        return _signed(_iso(match[2], MONTHS.index(match[1]) + 1), sign)
    if match := re.fullmatch(r"(spring|summer|autumn|fall|winter) (\d{4})", vague, re.ASCII):
        return _signed(f"{match[2]}-{SEASONS[match[1]]}", sign)
    if match := re.fullmatch(r"(\d{4}-\d\d(?:-\d\d)?) ?(?:–|—|to|until|till) ?(\d{4}-\d\d(?:-\d\d)?)", word, re.ASCII):
        return f"{match[1]}/{match[2]}"
    if match := re.fullmatch(r"(first|1|second|2|third|3|fourth|4) quarter (\d{4})", vague, re.ASCII):
        quarter = {"first": "1", "second": "2", "third": "3", "fourth": "4"}.get(match[1], match[1])
        return _signed(f"{match[2]}-Q{quarter}", sign)
    return _signed(vague, sign) if sign and re.fullmatch(r"\d{4}(-\d\d){0,2}", vague, re.ASCII) else ""


def _signed(iso: str, sign: str) -> str:
    return f"{iso}{sign}" if iso else ""
