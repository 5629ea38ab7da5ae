"""The lists of terms, and what an organisation makes of them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.core.problems import Problem
from briefkit.core.vocabularies import Vocabularies

CONF = Path(__file__).parents[2] / "conf" / "vocabularies.yml"


def load(tmp_path: Path, text: str) -> tuple[Vocabularies, list[Problem]]:
    path = tmp_path / "vocabularies.yml"
    path.write_text(text, encoding="utf-8")
    return Vocabularies.load(path)


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.place.line}: {problem.text}" for problem in problems]


def test_codes_are_never_printed() -> None:
    lists = Vocabularies()
    assert lists.label("role", "party", "en") == "Party to the conflict or agreement"
    assert lists.label("stance", "mixed", "en") == "Divided"
    assert lists.label("stance", "mixed", "de") == "Gespalten"
    assert lists.label("milestone-status", "reported", "en") == "Reported, not verified"
    assert lists.group_label("role", "party", "fr") == "Parties au conflit ou à l’accord"


def test_stances_carry_the_signs_of_the_look() -> None:
    lists = Vocabularies()
    assert [lists.sign("stance", code) for code in lists.codes("stance")] == [
        "++", "+", "+?", "0", "±", "–", "––", "…", "?",
    ]  # fmt: skip
    assert lists.sign("milestone-status", "verified") == "☑"
    assert lists.sign("paper-status", "published") == "●"


def test_the_file_of_the_house_has_no_problems() -> None:
    lists, problems = Vocabularies.load(CONF)
    assert problems == []
    assert lists.behaves_as("role", "donor") == "funder"
    assert lists.label("role", "donor", "fr") == "Bailleur de fonds"


def test_a_term_gets_another_word_in_one_language_only(tmp_path: Path) -> None:
    lists, problems = load(tmp_path, "stance:\n  mixed: {label: {fr: Tiraillé}}\n  supports: Backs\n")
    assert problems == []
    assert lists.label("stance", "mixed", "fr") == "Tiraillé"
    assert lists.label("stance", "mixed", "en") == "Divided"
    assert [lists.label("stance", "supports", language) for language in ("en", "fr")] == ["Backs", "Backs"]


def test_an_added_term_behaves_as_a_core_one(tmp_path: Path) -> None:
    lists, problems = load(tmp_path, "stance:\n  Warms_To: {label: Warms to it, behaves-as: supports}\n")
    assert problems == []
    assert "warms-to" in lists.codes("stance")
    assert lists.label("stance", "warms-to", "de") == "Warms to it"
    assert lists.sign("stance", "warms-to") == "+"
    assert lists.behaves_as("stance", "warms-to") == "supports"


def test_a_hidden_term_cannot_be_typed(tmp_path: Path) -> None:
    lists, _ = load(tmp_path, "vote:\n  absent: {hidden: true}\n")
    assert lists.codes("vote") == ["for", "against", "abstained"]
    assert lists.label("vote", "absent", "en") == "Absent"


def test_the_words_themselves_change(tmp_path: Path) -> None:
    lists, _ = load(tmp_path, "words:\n  stakeholder: {label: Player, group: Players}\n")
    assert lists.label("words", "stakeholder", "fr") == "Player"
    assert lists.group_label("words", "stakeholder", "fr") == "Players"
    assert lists.label("words", "disclaimer", "en") == "Disclaimer"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("stanse: {}", "1: stanse: there is no such list of terms."),
        ("stance: [a]", "1: stance: write each term on a line of its own"),
        ("stance:\n  suports: Backs", "2: stance.suports: a term that is added names the core term"),
        (
            "role:\n  donor: {label: x, behaves-as: fundr}",
            "2: role.donor.behaves-as: 'fundr' is no term of this list.",
        ),
        ("role:\n  donor: {behaves-as: funder}", "2: role.donor: a term that is added needs a label."),
        ("role:\n  party: {labl: x}", "2: role.party.labl: there is no such field."),
        ("role:\n  party: [x]", "2: role.party: here must stand a label"),
        ("role:\n  party: {label: [x]}", "2: role.party.label: here must stand a text"),
        ("words:\n  actor: x", "2: words.actor: there is no such term."),
        ("markings:\n  X: {ink: red}", "2: markings.X.ink: 'red' is no colour."),
        ("markings:\n  X: {align: top}", "2: markings.X.align: 'top' is not known."),
        ("markings:\n  TLP:RED: {ink: '#000000'}", "2: markings.TLP:RED: this marking is a standard's own"),
        ("scales:\n  ipcc: {terms: {a: 1-2}}", "2: scales.ipcc: this scale is a standard's own."),
        ("scales:\n  own: {terms: {}}", "2: scales.own: a scale needs terms"),
        ("scales:\n  own: {terms: {a: [1], b: 1-2}}", "2: scales.own.terms.a: write the word and its range"),
    ],
)
def test_a_mistake_names_its_line_and_what_is_allowed(tmp_path: Path, text: str, message: str) -> None:
    _, problems = load(tmp_path, text)
    assert len(problems) == 1
    assert told(problems)[0].startswith(message)


def test_a_close_word_is_asked_for(tmp_path: Path) -> None:
    _, problems = load(tmp_path, "stance:\n  suports: Backs\nrolle: {}\n")
    assert "Did you mean 'supports'?" in problems[0].text
    assert "Did you mean 'role'?" in problems[1].text


def test_a_mistake_in_one_term_costs_no_other(tmp_path: Path) -> None:
    lists, problems = load(tmp_path, "stance:\n  wrong: x\n  supports: Backs\nkind: 3\nvote: {for: Yes}\n")
    assert len(problems) == 2
    assert lists.label("stance", "supports", "en") == "Backs"
    assert lists.label("vote", "for", "en") == "Yes"


def test_a_paper_uses_the_words_of_the_scale_that_it_declares() -> None:
    lists = Vocabularies()
    assert "virtually-certain" in lists.with_scale("ipcc").codes("likelihood")
    assert "remote-chance" not in lists.with_scale("ipcc").codes("likelihood")
    assert lists.with_scale("IPCC").codes("confidence") == ["very-low", "low", "medium", "high", "very-high"]
    assert lists.with_scale(None).codes("confidence") == ["low", "moderate", "high"]
    assert lists.with_scale("no-such-scale") is lists


def test_the_key_of_a_scale_has_the_ranges_of_its_standard() -> None:
    lists = Vocabularies()
    assert lists.scale_key("icd-203", "en")[0] == (["almost no chance", "remote"], "1–5%")
    assert len(lists.scale_key("icd-203", "en")) == 7
    assert lists.scale_key("phia", "de")[1] == (["äußerst unwahrscheinlich"], "≈10–20\u00a0%")
    assert lists.scale_key("ipcc", "tr")[0][1] == "%0–1"


def test_an_own_scale_is_declared_like_the_others(tmp_path: Path) -> None:
    terms = "{maybe: 20-60, sure: {label: quite sure, range: 60–100 %}}"
    text = f"scales:\n  Ours: {{label: Our words, terms: {terms}}}\n"
    lists, problems = load(tmp_path, text)
    assert problems == []
    assert lists.with_scale("ours").codes("likelihood") == ["maybe", "sure"]
    assert lists.scale_key("ours", "en") == [(["maybe"], "20–60%"), (["quite sure"], "60–100%")]


@pytest.mark.parametrize(
    ("typed", "label", "scheme"),
    [
        ("TLP:AMBER", "TLP:AMBER", "tlp"),
        ("tlp: amber+strict", "TLP:AMBER+STRICT", "tlp"),
        ("official-sensitive commercial", "OFFICIAL-SENSITIVE COMMERCIAL", "uk"),
        ("UK SECRET", "UK SECRET", "uk"),
        ("Internal", "INTERNAL", "own"),
    ],
)
def test_a_marking_is_found_however_it_is_typed(typed: str, label: str, scheme: str) -> None:
    found = Vocabularies.load(CONF)[0].find_marking(typed)
    assert found is not None
    assert (found.label, found.scheme) == (label, scheme)


def test_tlp_has_the_colours_of_its_standard() -> None:
    lists = Vocabularies()
    colours = {label: lists.marking(label)["ink"] for label in lists.known_markings() if label.startswith("TLP")}
    assert colours == {
        "TLP:RED": "#FF2B2B", "TLP:AMBER+STRICT": "#FFC000", "TLP:AMBER": "#FFC000",
        "TLP:GREEN": "#33FF00", "TLP:CLEAR": "#FFFFFF",
    }  # fmt: skip


def test_a_label_of_no_scheme_is_known_as_such() -> None:
    assert Vocabularies().find_marking("TLP:PINK") is None
    assert Vocabularies().find_marking("SECRETIVE") is None


def test_the_lists_survive_a_process() -> None:
    lists, _ = Vocabularies.load(CONF)
    assert pickle.loads(pickle.dumps(lists)) == lists


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abkindrole:-_{}[]'\"\n #&*!|", max_size=60))
def test_no_text_of_the_file_breaks_the_build(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("terms") / "vocabularies.yml"
    path.write_text(text, encoding="utf-8")
    lists, problems = Vocabularies.load(path)
    assert "state" in lists.lists["kind"]
    assert all(problem.text and problem.place.file == str(path) for problem in problems)
