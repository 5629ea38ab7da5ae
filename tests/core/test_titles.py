"""The title of a page: whichever of front matter and heading it comes from, it is printed once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdfminer.high_level import extract_text
from tests.conftest import BRIEFING, Built, text_of

TITLE_AND_HEADING = {
    "title only": ("title: Money for peace", "Words.\n\n## Part\n"),
    "heading only": ("keywords: [a]", "# Money for peace\n\nWords.\n\n## Part\n"),
    "both the same": ("title: Money for peace", "# Money for peace\n\nWords.\n\n## Part\n"),
    "no other heading": ("title: Money for peace", "Words.\n"),
    "a heading with emphasis": ("title: Money for peace", "# Money for *peace*\n\nWords.\n"),
    "several headings of level 1": ("title: Money for peace", "# First\n\nWords.\n\n# Second\n\nWords.\n"),
    "a heading of level 3 first": ("title: Money for peace", "Words.\n\n## Part\n\n### Small\n"),
}


def page(front: str, body: str) -> dict[str, str]:
    return {
        "index.md": "# All\n\n```{toctree}\n:hidden:\n\np/index\n```\n",
        "p/index.md": f"---\n{front}\n{BRIEFING}\n---\n\n{body}",
    }


def test_the_title_is_printed_once_on_the_page(build: Callable[..., Built]) -> None:
    for number, (front, body) in enumerate(TITLE_AND_HEADING.values()):
        built = build(page(front, body), name=f"page{number}")
        titles = [text_of(item) for item in built.page("p/index").iter("h1")]
        assert titles.count("Money for peace") == 1, body
        assert built.main("p/index").count("Money for peace") == 1, body
        assert text_of(built.page("p/index").find(".//title")).startswith("Money for peace"), body


def test_the_title_is_printed_once_in_the_pdf(build: Callable[..., Built]) -> None:
    for number, (front, body) in enumerate(TITLE_AND_HEADING.values()):
        built = build(page(front, body), "pdf", name=f"pdf{number}")
        first = extract_text(str(built.out / "p.pdf")).split("Suggested citation")[0]
        text = " ".join(first.split())
        assert text.count("Money for peace") in {1, 2}, body  # the line at the head of later pages may repeat it


@pytest.mark.parametrize("body", ["", "\n% Later.\n", "# Money for peace\n\n## Part\n"])
@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_a_briefing_without_text_is_told_and_made(build: Callable[..., Built], builder: str, body: str) -> None:
    built = build(page("title: Money for peace", body), builder, mistakes=True)
    told = "This briefing has no text. Write it below the front matter. [briefkit.missing]"
    assert built.warnings == [f"p/index.md:4: WARNING: {told}"]
    if builder == "html":
        assert "Money for peace" in built.main("p/index")
    else:
        assert "Money for peace" in extract_text(str(built.out / "p.pdf"))


def test_headings_of_level_1_are_the_sections_of_a_page_with_a_title(build: Callable[..., Built]) -> None:
    front, body = TITLE_AND_HEADING["several headings of level 1"]
    built = build(page(front, body))
    sections = [text_of(item).removesuffix("#") for item in built.page("p/index").iter("h2")]
    assert sections == ["1 First", "2 Second"] or sections == ["First", "Second"]


def test_of_two_different_titles_the_page_shows_the_heading_and_lists_the_title(
    build: Callable[..., Built],
) -> None:
    built = build(page("title: In lists", "# On the page\n\nWords.\n"), mistakes=True)
    assert built.warnings == [
        "p/index.md:6: WARNING: The first heading says 'On the page', and title: in the front matter 'In lists'. The paper shows "
        "the heading, lists and the PDF's properties show the title: make them the same, or leave one out. [briefkit.title]"
    ]
    assert "On the page" in [text_of(item) for item in built.page("p/index").iter("h1")]
    assert text_of(built.page("p/index").find(".//title")).startswith("In lists")
    assert "In lists" in built.main("index")
    assert "On the page" not in built.main("index")


@pytest.mark.parametrize(
    "title",
    [
        "$5 bn or $10 bn",
        "Peace *now*",
        "A_b_ and `code`",
        "10 < 20 & more",
        "“Quoted” – dashed",
        "{ref}`x`",
        "[a](b)",
        "--- a",
    ],
)
def test_a_title_is_plain_text(build: Callable[..., Built], title: str) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    built = build(page(f"title: {quoted}", "Words.\n"))
    assert [text_of(item) for item in built.page("p/index").iter("h1")] == [title]
    assert "math" not in {item.tag for item in built.page("p/index").iter()}
    assert title in built.main("index")


def test_a_briefing_without_a_title_says_so(build: Callable[..., Built]) -> None:
    built = build(page("keywords: [a]", "Words.\n\n## Part\n\n## More\n"), mistakes=True)
    assert built.warnings == [
        "p/index.md:1: WARNING: This briefing has no title. Write 'title: …' into its front matter. [briefkit.title]"
    ]
    assert "Words." in built.main("p/index")


def test_a_chapter_with_a_title_of_its_own_shows_it_once(build: Callable[..., Built]) -> None:
    files = page("title: Whole", "Words.\n\n```{toctree}\none\n```\n")
    built = build(files | {"p/one.md": "---\ntitle: Chapter $1 bn\n---\n\nText of it.\n"})
    assert [text_of(item) for item in built.page("p/one").iter("h1", "h2")] == ["1 Chapter $1 bn#"]
    assert "Chapter $1 bn" in built.main("p/index")


def test_a_page_in_rest_has_its_heading(build: Callable[..., Built]) -> None:
    built = build({"index.rst": "-----\nGuide\n-----\n\nWords.\n\nPart\n====\n\nMore.\n"}, briefkit_papers=["index"])
    assert [text_of(item) for item in built.page("index").iter("h1")] == ["Guide"]
