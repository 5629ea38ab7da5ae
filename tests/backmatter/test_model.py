"""How short forms are found and brought together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefkit.backmatter.model import has_room, is_introduced, pattern, pieces, united


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
