"""The list of briefings, and what each page says of its paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import Built, paper, text_of

INDEX = "# All papers\n\nWords of welcome.\n\n```{toctree}\n:hidden:\n:glob:\n*/index\n```\n"


def shelf() -> dict[str, str]:
    return {
        "index.md": INDEX,
        "old/index.md": paper("Old paper", "Words.", "date: 2023-01-05", "briefing: {number: PB-1, status: withdrawn}"),
        "new/index.md": paper(
            "New paper",
            "Words.",
            "date: 2025-03-05",
            "description: What is new",
            "briefing: {number: PB-3, status: published}",
        ),
        "mid/index.md": paper("Mid paper", "Words.", "date: 2025-01-05", "briefing: {number: PB-2, type: at-a-glance}"),
        "undated/index.md": paper("Undated paper", "Words."),
    }


def test_papers_are_listed_by_year_the_newest_first(build: Callable[..., Built]) -> None:
    text = build(shelf()).main("index")
    places = [
        text.index(words)
        for words in (
            "Words of welcome",
            "2025",
            "New paper",
            "Mid paper",
            "2023",
            "Old paper",
            "Undated paper",
        )
    ]
    assert places == sorted(places)
    assert "What is new" in text
    assert "PB-3" in text


def test_a_list_of_papers_leads_to_each(build: Callable[..., Built]) -> None:
    links = build(shelf()).links("index")
    assert links["New paper"] == "new/index.html"
    assert links["Old paper"] == "old/index.html"


def test_pages_that_are_no_briefings_are_not_listed(build: Callable[..., Built]) -> None:
    built = build(shelf() | {"about.md": "---\norphan: true\n---\n\n# About us\n\nWords.\n"})
    assert "About us" not in built.main("index")
    assert "Policy briefing" not in built.main("about")


def test_contents_name_sections_and_chapters_in_order(build: Callable[..., Built]) -> None:
    files = {
        "index.md": INDEX,
        "p/index.md": paper(
            "P",
            "## First\n\nA.\n\n## Second\n\nB.\n\n```{toctree}\n:hidden:\n\none\n```\n\n```{toctree}\n:hidden:\n:annex:\n\ntwo\n```\n",
        ),
        "p/one.md": "# Chapter\n\n## Part\n\nC.\n",
        "p/two.md": "# Data\n\nD.\n",
    }
    built = build(files)
    for docname in ("p/index", "p/one", "p/two"):
        contents = next(item for item in built.page(docname).iter("nav") if "contents" in (item.get("class") or ""))
        text = text_of(contents)
        places = [text.index(words) for words in ("1 First", "2 Second", "3 Chapter", "A Data")]
        assert places == sorted(places), text


def test_contents_name_the_groups_of_chapters_and_show_where_they_end(build: Callable[..., Built]) -> None:
    lists = "```{toctree}\none\n```\n\n```{toctree}\n:caption: Steps\ntwo\nthree\n```\n\n```{toctree}\nfour\n```\n"
    chapters = {f"p/{name}.md": f"# Chapter {name}\n\nC.\n" for name in ("one", "two", "three", "four")}
    built = build({"index.md": INDEX, "p/index.md": paper("P", lists)} | chapters)
    for docname in ("p/index", "p/three"):
        (contents,) = built.page(docname).find_class("contents")
        assert [text_of(item.getparent()) for item in contents.find_class("group")] == ["Steps2 Chapter two"]
        assert [text_of(item) for item in contents.find_class("group-end")] == ["4 Chapter four"]
    renamed = build({"p/index.md": paper("P", lists.replace("Steps", "Stages"))})
    assert [text_of(item) for item in renamed.page("p/three").find_class("group")] == ["Stages"]
    alone = build({"p/index.md": paper("P", "```{toctree}\n:caption: Steps\none\ntwo\nthree\nfour\n```\n")})
    assert not alone.page("p/three").find_class("group")


def test_a_chapter_says_of_which_paper_it_is_a_part(build: Callable[..., Built]) -> None:
    files = {
        "index.md": INDEX,
        "p/index.md": paper("Whole", "```{toctree}\none\n```\n"),
        "p/one.md": "# Chapter\n\nC.\n",
    }
    built = build(files)
    assert built.links("p/one")["Whole"] == "index.html"
    assert text_of(built.page("p/one").find(".//title")).startswith("Chapter — Whole")


@pytest.mark.parametrize("status", ["draft", "in-review", "approved", "published", "superseded", "withdrawn"])
def test_the_status_of_a_paper_stands_on_it_as_a_word(build: Callable[..., Built], status: str) -> None:
    built = build({"index.md": INDEX, "p/index.md": paper("P", "Words.", f"briefing: {{status: {status}}}")})
    assert status.replace("-", " ").capitalize() in built.main("p/index")


@pytest.mark.parametrize(
    ("typed", "line", "end"),
    [
        ("{until: someday}", "Embargoed until someday.", "someday"),
        ("2025-08-15", "Embargoed until 2025-08-15.", "2025-08-15"),
        ("2025-02-30T06:00Z", "Embargoed until 2025-02-30T06:00Z.", "2025-02-30T06:00Z"),
        ("[noon, Friday]", "Embargoed until noon, Friday.", "noon, Friday"),
        ("true", "Embargoed until further notice.", "Embargoed until further notice."),
        ("[]", "Embargoed until further notice.", "Embargoed until further notice."),
    ],
)
def test_an_embargo_that_cannot_be_read_is_told_and_stands_on_the_page(
    build: Callable[..., Built], typed: str, line: str, end: str
) -> None:
    files = {"index.md": INDEX, "p/index.md": paper("P", "Words.", f"briefing: {{status: approved, embargo: {typed}}}")}
    built = build(files, mistakes=True)
    (told,) = built.warnings
    assert told.endswith("The paper is marked as embargoed all the same. [briefkit.front-matter]")
    page = built.page("p/index")
    assert [text_of(state) for state in page.find_class("state")] == [f"Embargo {line}"]
    assert [text_of(note) for note in page.find_class("notes")] == [line]
    imprint = {text_of(term): text_of(term.getnext()) for term in page.get_element_by_id("imprint").iter("dt")}
    assert imprint["Embargo"] == end
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_paper_that_says_it_has_no_embargo_has_none(build: Callable[..., Built]) -> None:
    files = {"index.md": INDEX, "p/index.md": paper("P", "Words.", "briefing: {status: approved, embargo: none}")}
    built = build(files, mistakes=True)
    assert "Leave the field out where there is no embargo." in built.warnings[0]
    assert not built.page("p/index").find_class("state")


def test_what_is_typed_in_front_matter_stays_text(build: Callable[..., Built]) -> None:
    front = ('subtitle: "<script>alert(1)</script>"', "authors: ['<b>Ann</b>']", "description: '\"><script>alert(2)</script>'",
             "keywords: ['</script><script>alert(3)']", "briefing: {number: '<i>1</i>', marking: '<u>x</u>', topics: ['<s>t</s>']}")  # fmt: skip
    built = build({"index.md": INDEX, "p/index.md": paper("A <em>title</em> & more", "Words.", *front)}, mistakes=True)
    for name in ("p/index.html", "index.html"):
        page = built.read(name)
        assert not [tag for tag in ("<script>alert", "<b>Ann", "<i>1", "<u>x", "<s>t", "<em>title") if tag in page], (
            name
        )
    assert "A <em>title</em> & more" in built.main("p/index")


def test_a_column_of_numbers_is_set_to_the_right_and_one_that_the_writer_aligned_is_not(
    build: Callable[..., Built],
) -> None:
    table = "| A | B | C |\n| - | - | :-: |\n| one | 1,200 | 7 |\n| two | – | 8 |\n"
    page = build({"index.md": paper("P", table)}).page("index")
    cells = [[cell.get("class") or "" for cell in row] for row in page.iter("tr")]
    assert [["numeric" in name for name in row] for row in cells] == [[False, True, False]] * 3
