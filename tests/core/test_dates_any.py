"""Whatever is typed for a date is a date or a message, and what it means holds together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.core.test_dates import CALENDAR

from briefkit.core.dateprint import format_when
from briefkit.core.dates import DateError, parse, parse_every
from briefkit.core.resolution import resolve_all

WORDS = st.sampled_from(
    ["within", "by", "no later than", "between", "and", "2025-08-15", "14", "days", "wd", "after", "of",
     "before", "ceasefire", "+", "-", "/", "..", "~", "2025-Q3", "X", "T10:00", "August", "2025", "the",
     "at least", "５", "٣"]
)  # fmt: skip


PHRASES = st.lists(WORDS, max_size=8)
TEXTS = st.one_of(st.text(), PHRASES.map(" ".join), PHRASES.map("".join))


def told(reader: Callable[[str], object], text: str) -> str:
    """The message of a reader, or nothing where it could read the text."""
    try:
        reader(text)
    except DateError as error:
        return str(error)
    return ""


@given(TEXTS)
def test_any_text_is_a_date_or_a_message(text: str) -> None:
    for reader in (parse, parse_every):
        message = told(reader, text)
        assert not message or message.endswith((".", "?"))


DAYS = st.dates()
SIGNS = st.sampled_from(["", "?", "~", "%"])
QUARTERS = st.builds(lambda y, n: f"{y:04}-{n}", st.integers(1, 9998), st.integers(33, 36))
MOMENTS = st.builds(
    lambda m, zone: f"{m:%Y-%m-%dT%H:%M}"[-16:].rjust(16, "0") + zone,
    st.datetimes(min_value=datetime(1000, 1, 1)),
    st.sampled_from(["", "Z", "+03:00", "-04:30"]),
)
POINTS = st.one_of(
    st.builds(lambda d, s: f"{d}{s}", DAYS, SIGNS),
    st.builds(lambda d, s: f"{str(d)[:7]}{s}", DAYS, SIGNS),
    st.builds(lambda d, s: f"{str(d)[:4]}{s}", DAYS, SIGNS),
    st.builds(lambda d, s: f"{str(d)[:7]}-XX{s}", DAYS, SIGNS),
    st.builds(lambda y, s: f"{y}X{s}", st.integers(100, 999), SIGNS),
    st.builds(lambda y, n, s: f"{y:04}-{n}{s}", st.integers(1, 9998), st.integers(21, 24), SIGNS),
    QUARTERS,
    MOMENTS,
)
INTERVALS = st.one_of(
    POINTS.map(lambda a: f"{a}/.."), POINTS.map(lambda a: f"../{a}"),
    POINTS.map(lambda a: f"{a}/"), POINTS.map(lambda a: f"/{a}"),
    st.tuples(POINTS, POINTS).filter(lambda ab: parse(ab[0]).earliest <= parse(ab[1]).latest).map("/".join),
)  # fmt: skip


@given(st.one_of(POINTS, INTERVALS))
def test_every_edtf_date_keeps_its_text(text: str) -> None:
    assert parse(text).edtf == text
    assert parse(parse(text).edtf).edtf == text


UNITS = st.sampled_from(["h", "hours", "d", "days", "wd", "working days", "w", "m", "months", "y", "years"])
NUMBERS = st.integers(0, 400)
RELATIVE = st.one_of(
    st.builds(lambda n, u, w: f"{n} {u} {w} step", NUMBERS, UNITS, st.sampled_from(["after", "before"])),
    st.builds(lambda n, u, o: f"step {o} {n}{u}", NUMBERS, UNITS, st.sampled_from("+-")),
    st.builds(lambda n, u, w: f"within {n} {u} {w} step", NUMBERS, UNITS, st.sampled_from(["of", "before"])),
    st.builds(
        lambda b, n, u: f"{b} {n} {u} after step",
        st.sampled_from(["by", "no later than", "no earlier than", "at least"]), NUMBERS, UNITS,
    ),
    st.builds(
        lambda a, b, u, w: f"between {min(a, b)} and {max(a, b)} {u} {w} step",
        NUMBERS, NUMBERS, UNITS, st.sampled_from(["after", "before"]),
    ),
    st.just("step"),
)  # fmt: skip


@given(st.one_of(POINTS, INTERVALS), RELATIVE)
def test_earliest_day_is_never_after_the_latest(anchor: str, text: str) -> None:
    whens = {"step": parse(anchor), "it": parse(text)}
    for name, dates in resolve_all(whens, CALENDAR).items():
        assert dates.earliest is None or dates.latest is None or dates.earliest <= dates.latest
        shown = format_when(whens[name], "en", dates=dates)
        assert shown.main
        assert "{" not in shown.main + shown.detail + shown.short
