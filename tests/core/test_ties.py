"""Dates, amounts and names stay on one line, in pages and papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Built, paper

from briefkit.core.ties import tied

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("on 12 August 2025 they", "en", "on 12_August_2025 they"),
        ("on August 12, 2025", "en", "on August_12, 2025"),
        ("am 3. März 2026 ging", "de", "am 3._März_2026 ging"),
        ("le 1er mai 2026", "fr", "le 1er_mai_2026"),
        ("12 серпня 2025 року", "uk", "12_серпня_2025 року"),
        ("5 bn or 10 % of 62 kg", "en", "5_bn or 10_% of 62_kg"),
        ("1.24 million homes", "en", "1.24_million homes"),
        ("see No. 5, p. 12 and § 3", "en", "see No._5, p._12 and §_3"),
        ("by B. Oduya of it", "en", "by B._Oduya of it"),
        ("It may rain. In May", "en", "It may rain. In May"),
        ("14 actors in 3 towns", "en", "14 actors in 3 towns"),
    ],
)
def test_blanks_inside_dates_and_amounts_do_not_break(text: str, language: str, expected: str) -> None:
    assert tied(text, language).replace(SPACE, "_") == expected


def test_a_date_over_two_lines_of_the_source_keeps_the_number_of_lines() -> None:
    assert tied("On 12\nAugust 2025 they met.", "en") == f"On 12{SPACE}August{SPACE}2025\nthey met."


@given(st.text(alphabet="aB1.5 \n§%kgMay", max_size=40), st.sampled_from(["en", "de", "ar", "es"]))
def test_nothing_but_blanks_changes(text: str, language: str) -> None:
    def plain(words: str) -> str:
        return words.replace(SPACE, " ").replace("\n", " ")

    assert plain(tied(text, language)) == plain(text)


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_pages_and_papers_print_them(build: Callable[..., Built], builder: str) -> None:
    body = "On 12 August 2025 it was `12 August 2025`.\n"
    built = build({"index.md": "# All\n\n```{toctree}\np\n```\n", "p.md": paper("Heat", body)}, builder)
    if builder == "html":
        text = built.read("p.html")
        assert f"On 12{SPACE}August{SPACE}2025 it" in text.replace("&#160;", SPACE).replace("&nbsp;", SPACE)
        assert "12 August 2025</span>" in text or ">12</span> <span" in text
    else:
        staged = next(built.out.parent.rglob("p.typ")).read_text(encoding="utf-8")
        assert "12\\u{a0}August\\u{a0}2025" in staged or f"12{SPACE}August{SPACE}2025" in staged
