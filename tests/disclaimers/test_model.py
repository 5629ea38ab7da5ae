"""The organisation's disclaimers: what a paper gets of the library, and what is wrong on a given day."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import read_mapping
from briefkit.core.vocabularies import Vocabularies
from briefkit.disclaimers.checks import (
    contradictions,
    expired,
    is_open,
    missing_kinds,
    overdue_review,
    tampered,
    unfilled_places,
)
from briefkit.disclaimers.library import Asked, Library, asked
from briefkit.disclaimers.model import digest, fill, parse_variables, places

TERMS = Vocabularies()
HERE = Place("index.md", 12)
CONF = Path(__file__).parents[2] / "conf" / "disclaimers.yml"

LIBRARY = """\
personal-views:
  - {kind: personal-views, version: "2", lang: en, text: Old views}
  - kind: personal-views
    version: "10"
    lang: en
    text: The views of {author}.
    owner: Legal
    review-by: 2026-01-01
    expires: 2026-02-01
  - {kind: personal-views, version: "10", lang: fr, text: Les opinions}
no-advice: {kind: no-advice, text: No advice}
plain: Only a text
"""


def load(text: str) -> tuple[Library, list[Problem]]:
    record, problems = read_mapping(text, "disclaimers.yml", 1)
    library, more = Library.load(record, TERMS)
    return library, problems + more


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.place}: {problem.text}" for problem in problems]


@pytest.fixture(scope="module")
def library() -> Library:
    found, problems = load(LIBRARY)
    assert problems == []
    return found


def test_the_library_of_the_house_has_no_problems() -> None:
    found, problems = load(CONF.read_text(encoding="utf-8"))
    assert problems == []
    assert {"personal-views", "no-advice", "accuracy", "ai-image", "projections"} <= set(found.entries)
    for name, entries in found.entries.items():
        for entry in entries:
            one = entry.model
            assert all((one.title, one.text, one.short, one.version, one.owner, one.approved_on, one.lang)), name
            assert one.review_by is not None
            assert one.review_by > date(2027, 1, 1), name


@pytest.mark.parametrize("text", ["personal-views", "no-advice", "accuracy", "ai-image"])
@pytest.mark.parametrize("language", ["fr", "de"])
def test_the_common_texts_are_there_in_french_and_german(text: str, language: str) -> None:
    found, _ = load(CONF.read_text(encoding="utf-8"))
    entry, problems = found.find(Asked(text), language, HERE)
    assert problems == []
    assert entry is not None
    assert entry.model.lang == language


def test_an_id_pins_a_version_after_an_at() -> None:
    assert asked("personal-views@3") == Asked("personal-views", "3")
    assert asked(" Personal_Views ") == Asked("personal-views")
    assert str(Asked("a", "2")) == "a@2"


@pytest.mark.parametrize(
    ("want", "language", "text"),
    [
        ("personal-views", "en", "The views of {author}."),
        ("personal-views", "en-GB", "The views of {author}."),
        ("personal-views@2", "en", "Old views"),
        ("personal-views", "fr", "Les opinions"),
        ("no-advice", "de", "No advice"),
        ("plain", "en", "Only a text"),
    ],
)
def test_a_paper_gets_the_pinned_or_newest_text_in_its_language(
    library: Library, want: str, language: str, text: str
) -> None:
    entry, problems = library.find(asked(want), language, HERE)
    assert problems == []
    assert entry is not None
    assert entry.model.text == text


def test_a_missing_version_or_language_is_told_and_the_nearest_text_is_used(library: Library) -> None:
    entry, problems = library.find(asked("personal-views@3"), "en", HERE)
    assert entry is not None
    assert entry.model.version == "10"
    assert told(problems) == [
        "index.md:12: 'personal-views@3' is not in the library, but version 2 or 10. The newest is used. "
        "Put the version back, or pin another."
    ]
    entry, problems = library.find(asked("personal-views"), "de", HERE)
    assert entry is not None
    assert entry.model.lang == "en"
    assert "has no text in the language 'de', so that in en or fr is used." in problems[0].text


def test_an_unknown_id_asks_for_the_one_that_is_close(library: Library) -> None:
    entry, problems = library.find(asked("no-advise"), "en", HERE)
    assert entry is None
    assert told(problems) == [
        "index.md:12: there is no disclaimer 'no-advise' in the library. "
        "Known: no-advice, personal-views or plain. Did you mean 'no-advice'?"
    ]


def test_a_published_paper_pins_its_texts(library: Library) -> None:
    problems = library.unpinned([asked("personal-views"), asked("personal-views@2"), asked("no-advice")], HERE)
    assert told(problems) == [
        "index.md:12: 'personal-views' pins no version, as a published paper must. Write 'personal-views@10'."
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {kind: no-advise, text: x}", "1: a.kind: 'no-advise' is not known."),
        ("a: {knd: other, text: x}", "1: a.knd: there is no such field."),
        ("a: {title: x}", "1: a.text: this field is required. Add 'text: …'."),
        ("a:\n  text: x\n  review-by: soon", "3: a.review-by: 'soon' is no date."),
        ("a:\n  text: x\n  sha256: '00'", "3: a.sha256: '00' is no SHA-256."),
        ("a:\n- {text: x}\n- {text: y}", "3: a: this version stands twice in the same language."),
        ("a: [[x]]", "1: a: here must stand a mapping with 'text: …'"),
        ("A b: {text: x}", "1: 'A b' is no id."),
    ],
)
def test_a_mistake_in_the_library_names_its_line(text: str, message: str) -> None:
    _, problems = load(text)
    assert [f"{problem.place.line}: {problem.text}"[: len(message)] for problem in problems] == [message]


def test_a_text_that_was_changed_after_its_approval_is_told() -> None:
    approved = digest("As approved.")
    good, problems = load(f"a:\n  text: As approved.\n  sha256: {approved}")
    assert problems == []
    assert tampered("a", good.entries["a"][0]) == []
    _, problems = load(f"a:\n  text: As changed.\n  sha256: {approved}")
    assert [(problem.kind, problem.place.line) for problem in problems] == [(Kind.DISCLAIMER, 3)]
    assert problems[0].text.endswith(f"with sha256: {digest('As changed.')}")


def test_white_space_at_the_ends_changes_no_text() -> None:
    assert digest("a \r\nb\n") == digest("a\nb")
    assert digest("é") == digest("e\u0301")


@pytest.mark.parametrize(
    ("on", "late", "gone"),
    [
        (date(2026, 1, 1), False, False),
        (date(2026, 1, 2), True, False),
        (date(2026, 2, 1), True, False),
        (date(2026, 2, 2), True, True),
        (None, False, False),
    ],
)
def test_dates_are_judged_by_the_day_that_is_asked_for(
    library: Library, on: date | None, late: bool, gone: bool
) -> None:
    entry, _ = library.find(asked("personal-views"), "en", HERE)
    assert entry is not None
    assert bool(overdue_review("personal-views", entry, on)) is late
    assert bool(expired("personal-views", entry, on)) is gone


def test_a_date_that_has_passed_names_its_line_and_its_owner(library: Library) -> None:
    entry, _ = library.find(asked("personal-views"), "en", HERE)
    assert entry is not None
    assert told(overdue_review("personal-views", entry, date(2026, 3, 1))) == [
        "disclaimers.yml:8: personal-views.review-by: the text was to be reviewed by Legal by 2026-01-01, "
        "before 2026-03-01. Have it reviewed, then set a new day."
    ]


def test_places_are_filled_with_plain_text() -> None:
    text = "{organisation} and {Funder_Name}, see {cite}`x` and {{sub}}"
    values = {"organisation": "The *A*\nUnit", "funder-name": "F"}
    assert places(text) == ["organisation", "funder-name"]
    assert fill(text, values) == ("The \\*A\\* Unit and F, see {cite}`x` and {{sub}}", [])
    assert fill(text, values, plain=True)[0] == "The *A* Unit and F, see {cite}`x` and {{sub}}"


def test_a_place_that_nothing_fills_stays_and_is_told() -> None:
    text, missing = fill("By {funder} and {funder}.", {"funder": " "})
    assert text == "By {funder} and {funder}."
    assert told(unfilled_places("a", missing, HERE)) == [
        "index.md:12: a: nothing fills {funder}. Add ':variables: funder=…' to the directive, "
        "or give it a text under 'variables' in the library."
    ]


def test_variables_are_pairs() -> None:
    found, wrong = parse_variables('organisation=The Unit; {funder}: "A, B"\nwhat')
    assert found == {"organisation": "The Unit", "funder": "A, B"}
    assert wrong == ["what"]
    assert parse_variables("reader=a, b, and c, the-year = 2031") == ({"reader": "a, b, and c", "the-year": "2031"}, [])


@pytest.mark.parametrize(
    ("licence", "is_so"),
    [
        ("CC-BY-4.0", True), ("cc by-sa 4.0", True), ("CC0-1.0", True), ("OGL-UK-3.0", True),
        ("https://creativecommons.org/licenses/by/4.0/", True), ("All rights reserved", False), ("", False),
    ],
)  # fmt: skip
def test_an_open_licence_is_known_by_its_id_name_or_address(licence: str, is_so: bool) -> None:
    assert is_open(licence) is is_so


@pytest.mark.parametrize(
    ("kinds", "marking", "licence", "count"),
    [
        (["personal-views", "institutional-position"], "", "", 1),
        (["personal-views", "no-advice"], "TLP:CLEAR", "CC-BY-4.0", 0),
        (["no-advice"], "tlp: amber+strict", "CC-BY-4.0", 1),
        ([], "TLP:GREEN", "All rights reserved", 0),
        ([], "OFFICIAL", "CC-BY-4.0", 0),
        (["personal-views", "institutional-position"], "TLP:RED", "CC0-1.0", 2),
    ],
)
def test_a_paper_cannot_say_two_things_at_once(kinds: list[str], marking: str, licence: str, count: int) -> None:
    assert len(contradictions(kinds, marking, licence, TERMS, HERE)) == count


def test_a_type_of_paper_must_have_its_kinds() -> None:
    required = {"paper": ["no_advice", "accuracy"], "briefing": ["accurcy"]}
    assert told(missing_kinds("paper", ["accuracy"], required, TERMS, HERE)) == [
        "index.md:12: a paper of the type 'paper' must have a disclaimer of the kind 'no-advice'. "
        "Add one under 'disclaimers' in the front matter."
    ]
    assert missing_kinds("at-a-glance", [], required, TERMS, HERE) == []
    wrong = missing_kinds("briefing", [], required, TERMS, HERE)
    assert [problem.kind for problem in wrong] == [Kind.SETTING]
    assert wrong[0].text.endswith("Did you mean 'accuracy'?")


def test_the_library_survives_a_process(library: Library) -> None:
    assert pickle.loads(pickle.dumps(library)) == library


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="ab:{}[]-'\" \n\\`", max_size=40),
    st.dictionaries(st.sampled_from(["a", "b"]), st.text(max_size=5)),
)
def test_no_text_breaks_filling(text: str, values: dict[str, str]) -> None:
    filled, missing = fill(text, values, plain=True)
    assert set(missing) <= set(places(text))
    assert filled == text or places(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="text:kindabv-{}[]'\"\n ", max_size=60))
def test_no_file_breaks_the_build(text: str) -> None:
    found, problems = load(text)
    assert all(entry.model.text.strip() for entries in found.entries.values() for entry in entries)
    assert all(problem.place.file == "disclaimers.yml" for problem in problems)
