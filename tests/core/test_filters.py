"""What ``:filter:``, ``:sort:`` and ``:columns:`` let through, and what they say of a mistake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefkit.core.filters import ColumnOf, FilterError, Key, parse, parse_columns, parse_sort
from briefkit.core.vocabularies import Vocabularies

FIELDS = ["name", "role", "stance", "influence", "as-of", "red-lines", "binding", "confidence", "clause"]
RECORD: dict[str, Any] = {
    "name": "United States", "role": ("party", "verification-body"), "stance": "strongly-supports",
    "influence": 4,
    "as-of": date(2025, 8, 13), "red-lines": (), "binding": True, "confidence": "moderate", "clause": "10",
}  # fmt: skip


def keeps(text: str) -> bool:
    return parse(text, FIELDS).matches(RECORD.get)


@pytest.mark.parametrize(
    "text",
    [
        "role == party",
        "ROLE == Party",
        "role == verification_body",
        "role != mediator",
        "name == 'united states'",
        "name == “United States”",
        "influence >= high",
        "influence > 3",
        "influence < very-high",
        "influence == 4",
        "as_of >= 2025-08-13",
        "as-of < 2025-09",
        "clause > 9",
        "binding == yes",
        "role in (mediator, party)",
        "role in [verification_body]",
        "role not in (mediator, funder)",
        "not role == mediator",
        "role == mediator or influence >= 4 and stance == strongly_supports",
        "(role == mediator or influence >= 4) and not (stance == opposes)",
        "red-lines != anything",
    ],
)
def test_a_filter_keeps_what_it_says(text: str) -> None:
    assert keeps(text)


@pytest.mark.parametrize(
    "text",
    [
        "role == mediator",
        "role != party",
        "role not in (party)",
        "influence < 4",
        "influence == very-high",
        "as-of > 2025-08-13",
        "red-lines == anything",
        "red-lines < b",
        "binding == no",
        "role == mediator and influence >= 4 or stance == opposes",
        "not (role == party or role == mediator)",
    ],
)
def test_a_filter_leaves_out_the_rest(text: str) -> None:
    assert not keeps(text)


def test_terms_are_checked_and_compared_in_the_order_of_their_list() -> None:
    terms = {"confidence": Vocabularies().codes("confidence")}
    assert parse("confidence >= moderate", FIELDS, terms).matches(RECORD.get)
    assert not parse("confidence > moderate", FIELDS, terms).matches(RECORD.get)
    with pytest.raises(
        FilterError, match=r"at column 15: 'moderat' is no value of confidence.*Did you mean 'moderate'"
    ):
        parse("confidence == moderat", FIELDS, terms)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rol == party", "at column 1: 'rol' is no field. Allowed: "),
        ("role = party", "at column 6: '=' is not known. Write '=='."),
        ("role == party && name == x", "at column 15: '&&' is not known. Write 'and'."),
        ("! role == party", "at column 1: '!' is not known. Write 'not'."),
        ("role like party", "at column 6: 'like' is no comparison. After 'role' must stand =="),
        ("role", "at column 5: a comparison is missing."),
        ("role ==", "at column 8: a value is missing."),
        ("role == party or", "at column 17: a field is missing."),
        ("(role == party", "at column 15: the bracket of column 1 is not closed: ')' is missing."),
        ("role in (party, mediator", "at column 25: the bracket of column 9 is not closed: ')' is missing."),
        ("role in party", "at column 9: after 'in' must stand a list in brackets"),
        ("role in ()", "at column 10: ')' is no value."),
        ("name == United States", "at column 16: 'States' cannot stand here."),
        ('name == "United', "at column 9: a quotation mark has no partner."),
        ("", "at column 1: a field is missing."),
        ("(" * 500, "at column 41: brackets and 'not' stand more than 40 deep in each other."),
        ("not " * 500, "at column 161: brackets and 'not' stand more than 40 deep in each other."),
    ],
)
def test_a_mistake_is_told_with_its_column(text: str, message: str) -> None:
    with pytest.raises(FilterError) as raised:
        parse(text, FIELDS)
    assert str(raised.value).startswith(message)


def test_a_close_field_is_asked_for() -> None:
    with pytest.raises(FilterError, match=r"Did you mean 'influence'\?"):
        parse("influense > 3", FIELDS)


def test_a_filter_is_read_and_never_run() -> None:
    with pytest.raises(FilterError):
        parse("__import__('os').system('true') == 1", FIELDS)


def test_a_long_filter_is_no_deep_one() -> None:
    assert parse(" or ".join(["role == mediator"] * 3000 + ["role == party"]), FIELDS).matches(RECORD.get)


def test_sorting_goes_down_with_a_minus() -> None:
    assert parse_sort("-influence, As_Of,+name", FIELDS) == [
        Key("influence", True),
        Key("as-of"),
        Key("name"),
    ]


def test_a_column_takes_its_own_heading() -> None:
    assert parse_columns('name, influence as "Weight, in all", red_lines as Limits', FIELDS) == [
        ColumnOf("name"), ColumnOf("influence", "Weight, in all"), ColumnOf("red-lines", "Limits"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name, nmae", "at column 7: 'nmae' is no field."),
        ("name stance", "at column 6: 'stance' cannot stand here. Put a comma between columns"),
        ("name as", "at column 8: after 'as' a heading is missing"),
        ("name, stance, name", "at column 15: the column 'name' stands twice."),
    ],
)
def test_a_mistake_in_columns_is_told_with_its_column(text: str, message: str) -> None:
    with pytest.raises(FilterError) as raised:
        parse_columns(text, FIELDS)
    assert str(raised.value).startswith(message)


def test_a_mistake_in_sorting_is_told_with_its_column() -> None:
    with pytest.raises(FilterError, match=r"at column 3: 'nam' is no field\..*Did you mean 'name'"):
        parse_sort(" -nam", FIELDS)
    with pytest.raises(FilterError, match=r"at column 6: 'stance' cannot stand here\. Put a comma"):
        parse_sort("name stance", FIELDS)


PIECES = st.sampled_from(
    [
        "role",
        "influence",
        "==",
        "<=",
        "in",
        "not",
        "and",
        "or",
        "(",
        ")",
        "[",
        "]",
        ",",
        "'",
        '"',
        "party",
        "3",
        "as",
        "-",
        "!",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=30))
@example("role == party and " * 5)
@example("٣ == 3")
def test_no_text_raises_anything_but_a_filter_error(text: str) -> None:
    for read in (parse, parse_sort, parse_columns):
        told = _told(read, text)
        assert told == "" or told.startswith("at column ")


def _told(read: Callable[..., Any], text: str) -> str:
    try:
        found = read(text, FIELDS)
    except FilterError as error:
        return str(error)
    if read is parse:
        assert found.matches(RECORD.get) in {True, False}
    return ""
