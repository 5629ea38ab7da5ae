"""The language of a passage, and the language of a paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import Built, paper, text_of


def one(body: str, *front: str) -> dict[str, str]:
    return {"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": paper("P", body, *front)}


def test_a_passage_in_another_language_says_so(build: Callable[..., Built]) -> None:
    page = build(one("The {lang}`fr coup d'état` and {lang}`ar سلام`, {lang}`pt-BR paz`.")).page("p/index")
    found = {item.get("lang"): text_of(item) for item in page.iter("span") if item.get("lang")}
    assert found["ar"] == "سلام"
    assert found["pt-BR"] == "paz"
    assert set(found) == {"fr", "ar", "pt-BR"}


BLOCKS = {
    "note": "```{note}\n:lang: fr\n\nUne remarque.\n```\n",
    "admonition": "```{admonition} Une remarque.\n:lang: fr\n\nTexte.\n```\n",
    "epigraph": "```{epigraph}\n:lang: fr\n\nUne remarque.\n```\n",
    "table": "```{table} Une remarque.\n:lang: fr\n\n| A |\n| - |\n| 1 |\n```\n",
    "list-table": "```{list-table} Une remarque.\n:lang: fr\n\n* - A\n* - B\n```\n",
    "summary": "```{summary}\n:lang: fr\n\nUne remarque.\n```\n",
    "takeaways": "```{key-takeaways}\n:lang: fr\n\n- heading: Une remarque\n```\n",
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_in_another_language_says_so(build: Callable[..., Built], name: str) -> None:
    page = build(one(BLOCKS[name])).page("p/index")
    blocks = [item for item in page.iter() if isinstance(item.tag, str) and item.get("lang") == "fr"]
    assert any("Une remarque" in text_of(block) for block in blocks)


@pytest.mark.parametrize("role", ["{lang}`fr`", "{lang}`français mot`", "{lang}`  `"])
def test_a_role_without_a_tag_or_text_is_told_and_keeps_its_text(build: Callable[..., Built], role: str) -> None:
    built = build(one(f"Words.\n\nA {role} there.\n"), mistakes=True)
    if role != "{lang}`  `":
        assert built.warnings[0].startswith(
            "p/index.md:8: WARNING: The role 'lang' begins with a language tag, then the text"
        )
    assert role[7:-1].strip() in built.main("p/index")


def test_a_block_with_a_tag_that_is_none_is_told(build: Callable[..., Built]) -> None:
    built = build(
        one("```{note}\n:lang: french language\n\nWords.\n```\n\n```{summary}\n:lang: 12\n\nMore.\n```\n"),
        mistakes=True,
    )
    assert len(built.warnings) == 2
    assert all("is no language tag" in line for line in built.warnings)
    assert "Words." in built.main("p/index")
    assert "More." in built.main("p/index")


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_a_paper_in_another_language_says_so(build: Callable[..., Built], language: str, direction: str) -> None:
    page = build(one("Words.", "date: 2025-08-13", f"briefing: {{language: {language}}}")).page("p/index")
    assert page.get("lang") == language
    assert (page.get("dir") or "ltr") == direction


def test_two_papers_have_two_languages(build: Callable[..., Built]) -> None:
    files = one("Words.", "date: 2025-08-13", "briefing: {language: de}")
    files["index.md"] = "# All\n\n```{toctree}\np/index\nq/index\n```\n"
    built = build(files | {"q/index.md": paper("Q", "Words.", "date: 2025-08-13", "briefing: {language: fr}")})
    assert "13. August 2025" in built.main("p/index").replace("\u00a0", " ")
    assert "13 août 2025" in built.main("q/index").replace("\u00a0", " ")
