"""When a pull quote repeats what the paper says anyway."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.boxes.model import letters, repeats

TEXT = [letters("Owners pay, and tenants save. “Nobody acts”, says Ilse Harrow.")]


@pytest.mark.parametrize(
    ("quote", "by", "expected"),
    [
        ("Owners pay, and tenants save", "", True),
        ("owners pay –\nand tenants SAVE!", "", True),
        ("Owners pay, and tenants save", "Ilse Harrow", True),
        ("Owners pay, and tenants save", "Bram Oduya", False),
        ("Owners pay and … tenants save nothing", "", False),
        ("Owners", "", False),
        ("", "", False),
        ("…", "", False),
    ],
)
def test_a_quote_repeats_the_text_where_all_that_it_says_is_there(quote: str, by: str, expected: bool) -> None:
    assert repeats(quote, by, TEXT) is expected


@given(st.text(), st.text(), st.text())
def test_a_long_passage_of_a_text_repeats_it(before: str, passage: str, after: str) -> None:
    text = letters(before + passage + after)
    expected = len(letters(passage)) >= 12
    assert repeats(passage, "", [letters(before) + letters(passage) + letters(after)]) is expected
    assert letters(text) == text
