"""Names stand in the order of the paper's alphabet."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.core.collation import alphabetical


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Åland", "Algeria", "Zürich", "Zutphen"]),
        ("de", ["Änderung", "Anfang", "Öl", "Ort", "Strasse", "Straße", "Übung", "Ufer"]),
        ("fr", ["cote", "coté", "côte", "élan", "Épernay", "œuvre"]),
        ("es", ["nube", "ñandú", "ópera", "otro"]),
        ("pl", ["Czechy", "Ćma", "Lublin", "Łódź", "Nysa", "Ńa", "zebra", "źrebak", "żaba"]),
        ("uk", ["Гадяч", "Ґорґани", "Енергодар", "Єнакієве", "Ізмаїл", "Їжаківка", "Йосипівка", "Яготин"]),
        ("ar", ["أحمد", "إدريس", "آدم", "باسم", "يوسف"]),
    ],
)
def test_words_are_sorted_as_a_dictionary_does(language: str, words: list[str]) -> None:
    assert sorted(words, key=lambda word: alphabetical(word, language)) == words


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
    assert sorted(mixed, key=lambda word: alphabetical(word, language)) == ordered


@given(st.lists(st.text()), st.sampled_from(["en", "pl", "uk", "es", "ar", "x"]))
def test_any_words_can_be_sorted_and_the_order_is_always_the_same(found: list[str], language: str) -> None:
    ordered = sorted(found, key=lambda word: alphabetical(word, language))
    backwards = found[::-1]
    backwards.sort(key=lambda word: alphabetical(word, language))
    assert ordered == backwards
