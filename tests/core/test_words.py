"""The fixed words of a paper, in its language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import c2py
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import briefkit
from briefkit.core.calendarwords import format_span
from briefkit.core.dates import parse_every
from briefkit.core.licences import CREATIVE_COMMONS, licence
from briefkit.core.terms import SCALES, TERMS
from briefkit.core.words import LOCALES, direction, join, locale, plural, words

PACKAGE = Path(briefkit.__file__).parent
COMPLETE = ("fr", "de", "es", "it", "pl", "uk", "ar")


def catalogue(language: str) -> dict[str, str]:
    """The messages of a catalog as it stands in the file, singular forms only."""
    text = (LOCALES / language / "briefkit.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\n(?:msgid_plural .*\n)?msgstr(?:\[0\])? "(.*)"', text, re.MULTILINE)
    return dict(pairs)


def spoken(tree: ast.AST) -> Iterator[str]:
    """The texts that a module says: ``say("…")``, ``self.word("…")``, ``words(language)("…")``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        inner = node.func.func if isinstance(node.func, ast.Call) else node.func
        name = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")
        says = name == "words" if isinstance(node.func, ast.Call) else name in {"say", "word"}
        if says and isinstance(node.args[0].value, str):
            yield node.args[0].value


def said() -> set[str]:
    return {
        text for path in PACKAGE.rglob("*.py") for text in spoken(ast.parse(path.read_text(encoding="utf-8"))) if text
    }


def printed_terms() -> set[str]:
    labels = {row[at] for rows in TERMS.values() for row in rows for at in (1, 3) if len(row) > at}
    return {label for label in labels | {row[1] for scale in SCALES.values() for row in scale.terms} if label}


@pytest.mark.parametrize("language", COMPLETE)
def test_every_label_of_a_term_is_translated(language: str) -> None:
    assert sorted(printed_terms() - set(catalogue(language))) == []


@pytest.mark.parametrize("language", COMPLETE)
def test_every_fixed_word_is_translated(language: str) -> None:
    assert sorted(said() - set(catalogue(language))) == []


@pytest.mark.parametrize("language", COMPLETE)
def test_every_licence_has_its_name_in_the_language_with_its_code(language: str) -> None:
    assert {name for name, _, _ in CREATIVE_COMMONS.values()} - set(catalogue(language)) == set()
    names = {licence(code, language)[0] for code in CREATIVE_COMMONS}
    assert len(names) == len(set(CREATIVE_COMMONS.values()))
    assert all(name.endswith(")") and " 4.0 " in name for name in names if "BY" in name and "IGO" not in name)


@pytest.mark.parametrize(
    ("typed", "language", "name"),
    [
        ("CC-BY-NC-ND-4.0", "de", "Creative Commons Namensnennung – Nicht kommerziell – Keine Bearbeitungen 4.0 International (CC BY-NC-ND 4.0)"),
        ("cc by-sa 4.0", "es", "Creative Commons Atribución/Reconocimiento-CompartirIgual 4.0 Internacional (CC BY-SA 4.0)"),
        ("CC-BY-4.0", "ar", "المشاع الإبداعي نَسْبُ المُصنَّف 4.0 دولي (CC BY 4.0)"),
        ("CC-BY-4.0", "en", "Creative Commons Attribution 4.0 International (CC BY 4.0)"),
        ("All rights reserved.", "fr", "Tous droits réservés"),
        ("Licence Ouverte 2.0", "fr", "Licence Ouverte 2.0"),
    ],
)  # fmt: skip
def test_a_licence_is_named_in_the_language_of_the_paper(typed: str, language: str, name: str) -> None:
    assert licence(typed, language)[0] == name


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize("module", ["stakeholders.model", "milestones.fields"])
def test_every_heading_of_a_column_is_translated(language: str, module: str) -> None:
    columns = import_module(f"briefkit.{module}").COLUMNS
    assert sorted({heading for heading, _ in columns.values()} - set(catalogue(language))) == []


@pytest.mark.parametrize("language", COMPLETE)
def test_a_translation_keeps_the_places_that_are_filled(language: str) -> None:
    changed = {
        english
        for english, text in catalogue(language).items()
        if sorted(re.findall(r"\{\w*\}", english)) != sorted(re.findall(r"\{\w*\}", text))
    }
    assert changed == set()


@pytest.mark.parametrize("language", COMPLETE)
def test_a_catalog_has_the_messages_of_the_french_one(language: str) -> None:
    assert sorted(set(catalogue("fr")) ^ set(catalogue(language))) == []


@pytest.mark.parametrize("language", COMPLETE)
def test_each_number_has_a_form_of_its_own_that_keeps_it(language: str) -> None:
    """Arabic says one and two in words, in forms that no other number takes."""
    with (LOCALES / language / "briefkit.po").open("rb") as source:
        catalog = read_po(source, locale=language)
    chosen = c2py(catalog.plural_expr)
    for message in catalog:
        if not message.pluralizable:
            continue
        assert len(message.string) == catalog.num_plurals
        for index, form in enumerate(message.string):
            numbers = [number for number in range(1000) if chosen(number) == index]
            assert "{n}" in form or len(numbers) == 1, (message.id, form)


def test_a_word_without_a_translation_stays_english() -> None:
    assert words("fr")("A word that nobody translated") == "A word that nobody translated"
    assert words("pt")("Contents") == "Contents"


def test_a_region_uses_the_words_of_its_language() -> None:
    assert words("de-AT")("Contents") == words("de")("Contents") == "Inhalt"


@pytest.mark.parametrize(
    ("number", "english", "french", "german"),
    [(0, "0 days", "0 jour", "0 Tage"), (1, "1 day", "1 jour", "1 Tag"), (2, "2 days", "2 jours", "2 Tage")],
)
def test_numbers_take_the_plural_of_the_language(number: int, english: str, french: str, german: str) -> None:
    assert [plural(name, "{n} day", "{n} days", number) for name in ("en", "fr", "de")] == [
        english,
        french,
        german,
    ]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("es", {1: "1 día", 2: "2 días"}),
        ("it", {1: "1 giorno", 2: "2 giorni"}),
        ("pl", {1: "1 dzień", 2: "2 dni", 5: "5 dni", 22: "22 dni"}),
        ("uk", {1: "1 день", 2: "2 дні", 5: "5 днів", 11: "11 днів", 21: "21 день", 22: "22 дні"}),
        ("ar", {0: "0 يوم", 1: "يوم واحد", 2: "يومين", 3: "3 أيام", 11: "11 يومًا", 100: "100 يوم", 103: "103 أيام"}),
    ],
)
def test_languages_have_as_many_plurals_as_they_need(language: str, printed: dict[int, str]) -> None:
    assert {number: plural(language, "{n} day", "{n} days", number) for number in printed} == printed


def test_lists_are_joined_as_the_language_does() -> None:
    assert join(["A", "B", "C"], "en") == "A, B and C"
    assert join(["A", "B"], "fr") == "A et B"
    assert join([], "fr") == ""


@pytest.mark.parametrize("tag", ["", "zz", "../../etc", "en", "e", "not a tag", "en_GB"])
def test_a_tag_that_is_no_language_falls_back_to_english(tag: str) -> None:
    assert locale(tag).language == "en" or tag == "zz"
    assert words(tag)("Contents") == "Contents"


def test_arabic_runs_from_right_to_left() -> None:
    assert [direction(language) for language in ("ar", "he", "fa", "en", "fr")] == [
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]


@pytest.mark.parametrize(
    ("typed", "language", "printed"),
    [
        ("5 wd", "de", "5 Arbeitstagen"),
        ("1 wd", "de", "1 Arbeitstag"),
        ("2 months", "de", "2 Monaten"),
        ("3 weeks", "de", "3 Wochen"),
        ("5 wd", "fr", "5 jours ouvrés"),
        ("5 wd", "en", "5 working days"),
        ("3 months", "pl", "3 miesięcy"),
        ("3 months", "uk", "3 місяців"),
        ("2 months", "ar", "شهرين"),
    ],
)
def test_a_span_after_within_is_inflected(typed: str, language: str, printed: str) -> None:
    assert format_span(parse_every(typed), language, "within").replace("\u00a0", " ") == printed
