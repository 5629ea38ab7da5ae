"""Names stand in the order of the paper's alphabet."""

from __future__ import annotations

import pytest

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
