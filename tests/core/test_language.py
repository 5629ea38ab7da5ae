"""The language of a passage, and the language of a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
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


RIGHT_TO_LEFT = """
    ## Part

    A {lang}`ar سلام` and a {lang}`fr coup`.

    ```{box} صندوق
    :lang: ar

    نص داخل الصندوق.
    ```

    ```{pull-quote}
    :lang: ar
    :by: متحدث

    السلام أولا قبل كل شيء آخر في هذه البلاد.
    ```

    ```{summary}
    :lang: ar

    السلام أولا.
    ```

    ```{table} جدول
    :lang: ar

    | أ | ب | ج | د |
    | - | - | - | - |
    | 1 | 2 | 3 | {lang}`fr cellule` |
    ```

    ```{epigraph}
    :lang: ar

    “السلام” أولا.
    ```
    """


def test_a_passage_that_is_read_the_other_way_says_so_on_a_page(build: Callable[..., Built]) -> None:
    page = build(one(RIGHT_TO_LEFT)).page("p/index")
    found = {item.get("lang"): item.get("dir") for item in page.iter("span", "p") if item.get("lang")}
    assert found == {"ar": "rtl", "fr": None, "en": "ltr"}
    assert page.find_class("box")[0].get("dir") == page.find_class("pull-quote")[0].get("dir") == "rtl"
    arabic = one("A {lang}`en word`.", "date: 2025-08-13", "briefing: {language: ar}")
    assert [item.get("dir") for item in build(arabic).page("p/index").iter("span") if item.get("lang")] == ["ltr"]


def letters(element: Any) -> Iterator[LTChar]:
    for part in element:
        if isinstance(part, LTChar):
            yield part
        elif isinstance(part, LTContainer):
            yield from letters(part)


def tagged(element: Any) -> Iterator[str]:
    """The kind and the language of the elements of a paper that have one of their own."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if "/Lang" in kid:
                yield f"{str(kid.S)[1:]} {kid.Lang}"
            yield from tagged(kid)


def test_a_passage_that_is_read_the_other_way_stays_on_the_page_of_a_paper(build: Callable[..., Built]) -> None:
    built = build(one(RIGHT_TO_LEFT), "pdf")
    path = built.out / "p.pdf"
    for page in extract_pages(str(path)):
        assert not [item for item in letters(page) if item.x0 < 0 or item.x1 > page.width]
    with pikepdf.open(path) as pdf:
        found = set(tagged(pdf.Root.StructTreeRoot))
        content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert {"BlockQuote ar", "P ar", "THead ar", "TD fr"} <= found
    assert b"/Lang (fr)" in content  # a passage in a line has its language with its letters


@pytest.mark.parametrize("language", ["zh", "zh-Hans", "hi", "th"])
def test_a_language_without_quotation_marks_of_its_own_is_no_mistake(
    build: Callable[..., Built], language: str
) -> None:
    built = build(one('A "word" of it.', f"briefing: {{language: {language}}}"))
    assert built.warnings == []
    assert "word" in built.main("p/index")
