"""How short forms are found, brought together and sorted."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.backmatter.model import has_room, is_introduced, pattern, pieces, sort_key, united


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["2G", "AI", "Ea", "ÉN", "EU", "NATO"]),
        ("de", ["Abk.", "Ärzte", "Az.", "BGB", "ÖNB", "SGB"]),
        ("pl", ["AK", "ĄŻ", "BN", "LOT", "ŁKS", "MON", "ŻW"]),
        ("uk", ["АЕС", "ВР", "ГПУ", "ҐП", "ДБР", "ЄС", "ІТ", "ЇЖ", "НАТО", "EU"]),
        ("es", ["NIF", "ÑU", "OEA"]),
        ("ar", ["أمم", "ناتو"]),
    ],
)
def test_short_forms_stand_in_the_order_of_the_alphabet(language: str, ordered: list[str]) -> None:
    mixed = ordered.copy()
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=lambda word: sort_key(word, language)) == ordered


@given(st.lists(st.text()), st.sampled_from(["en", "pl", "uk", "es", "ar", "x"]))
def test_any_words_can_be_sorted_and_the_order_is_always_the_same(found: list[str], language: str) -> None:
    ordered = sorted(found, key=lambda word: sort_key(word, language))
    backwards = found[::-1]
    backwards.sort(key=lambda word: sort_key(word, language))
    assert ordered == backwards


@given(st.text(), st.lists(st.text(min_size=1), min_size=1))
def test_a_text_cut_at_its_short_forms_is_the_same_text(text: str, forms: list[str]) -> None:
    finds = pattern(forms)
    if finds is not None:
        assert "".join(part for part, _ in pieces(text, finds)) == text
        assert all(part in forms for part, is_short in pieces(text, finds) if is_short)


def test_only_whole_words_are_short_forms() -> None:
    finds = pattern(["EU", "EU ETS", "CO₂e", "U.N."])
    assert finds is not None
    text = "EU, EU ETS, EUR, an EU-wide CO₂e, MEU, U.N. and CO₂eq"
    assert [part for part, is_short in pieces(text, finds) if is_short] == ["EU", "EU ETS", "EU", "CO₂e", "U.N."]
    assert pattern([]) is None
    assert pattern([" "]) is None


def test_an_explanation_has_no_place_after_an_introduction_or_before_a_genitive() -> None:
    assert is_introduced("of the european union (", "European Union")
    assert not is_introduced("of the union (", "European Union")
    assert [has_room(after) for after in (" acts", ", too", ".", "’s rules", "-wide", " (European Union)")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_front_matter_has_the_last_word() -> None:
    assert united({"EU": "European Union"}, [("EU", "other"), ("UN", "United Nations"), ("X", "")]) == {
        "EU": "European Union", "UN": "United Nations",
    }  # fmt: skip
