"""A sorted glossary and the index stand in the alphabetical order of the paper's language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of

TERMS = {
    "en": ["abbey", "Élan", "entry", "zone"],
    "de": ["Abbau", "Äther", "Öl", "Ort", "Zoll"],
    "es": ["mesa", "nube", "ñandú", "órgano", "oso"],
    "pl": ["lato", "lud", "łąka", "morze", "żaba"],
    "uk": ["гора", "ґанок", "дім", "є", "іній", "їжак", "Яр"],
    "ar": ["أحمد", "إدريس", "باب", "يد"],
}


def glossary(language: str, terms: list[str]) -> dict[str, str]:
    listed = "\n\n".join(f"{term}\n  Words." for term in terms)
    text = f"```{{glossary}}\n:sorted:\n\n{listed}\n```\n"
    front = f"briefing: {{status: published, language: {language}}}"
    return {"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": paper("P", text, front)}


@pytest.mark.parametrize("language", TERMS)
def test_a_sorted_glossary_stands_in_the_order_of_its_language(build: Callable[..., Built], language: str) -> None:
    terms = TERMS[language]
    built = build(glossary(language, terms[::-1]))
    (listed,) = built.page("p/index").find_class("glossary")
    assert [text_of(term).rstrip("#").strip() for term in listed.iter("dt")] == terms


def test_a_sorted_glossary_of_a_paper_stands_in_the_same_order(build: Callable[..., Built]) -> None:
    made = build(glossary("pl", TERMS["pl"][::-1]), "pdf")
    text = extract_text(str(made.out / "p.pdf"))
    assert [line for line in text.splitlines() if line in TERMS["pl"]] == TERMS["pl"]


def test_a_glossary_that_is_not_sorted_stays_as_it_was_typed(build: Callable[..., Built]) -> None:
    files = glossary("de", ["Zoll", "Öl"])
    built = build(files | {"p/index.md": files["p/index.md"].replace(":sorted:\n", "")})
    (listed,) = built.page("p/index").find_class("glossary")
    assert [text_of(term).rstrip("#").strip() for term in listed.iter("dt")] == ["Zoll", "Öl"]


@pytest.mark.parametrize("language", TERMS)
def test_the_index_is_sorted_and_grouped_by_the_letters_of_the_language(
    build: Callable[..., Built], language: str
) -> None:
    terms = TERMS[language]
    built = build(glossary(language, terms[::-1]), html_use_index=True)
    main = built.page("genindex").find(".//main")
    listed = [text_of(link) for link in main.iter("a") if "index.html#term" in link.get("href", "")]
    assert listed == terms
    letters = [text_of(heading) for heading in main.iter("h2")]
    assert len(letters) == len(set(letters))
    own = {"es": ["M", "N", "Ñ", "O"], "pl": ["L", "Ł", "M", "Ż"], "de": ["A", "O", "Z"], "en": ["A", "E", "Z"]}
    assert letters == own.get(language, letters)


def test_what_begins_with_no_letter_stands_at_the_head_of_the_index(build: Callable[..., Built]) -> None:
    text = "```{index} single: zone\n```\n\n```{index} 5G\n```\n\n```{index} heat; pump\n```\n\n```{index} heat; Öl\n```\n\nWords.\n"
    files = {"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": paper("P", text)}
    main = build(files, html_use_index=True).page("genindex").find(".//main")
    assert [text_of(heading) for heading in main.iter("h2")] == ["Symbols", "H", "Z"]
    assert [text_of(item) for item in main.find_class("genindextable")[1].iter("li")][1:3] == ["Öl", "pump"]
