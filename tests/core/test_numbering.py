"""Numbers of sections, figures, paragraphs and annexes, as a reader counts them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of

CHAPTER = """
    # {title}

    First words of {title}.

    ## Inner part of {title}

    ```{{table}} Table of {title}
    | A |
    | - |
    | 1 |
    ```
    """
NUMBERED = "briefing: {numbered-paragraphs: true}"


def whole(*front: str, **more: str) -> dict[str, str]:
    """A project with a paper of two chapters and two annexes, and a second paper of one page."""
    body = """
        Opening words.

        ## Question

        Words on the question.

        ```{table} Table of the root
        | A |
        | - |
        | 1 |
        ```

        ```{toctree}
        :hidden:

        second
        first
        ```

        ```{toctree}
        :hidden:
        :annex:

        method
        data
        ```
        """
    files = {"index.md": "# All\n\n```{toctree}\nlong/index\nshort/index\n```\n"}
    files["long/index.md"] = paper("Long", body, *front)
    for name in ("first", "second", "method", "data"):
        files[f"long/{name}.md"] = CHAPTER.format(title=name.capitalize())
    files["short/index.md"] = paper("Short", CHAPTER.format(title="One").replace("# ", "## "), *front)
    return files | more


def headings(built: Built, docname: str) -> list[str]:
    """The headings of a page with their numbers."""
    main = built.page(docname).find(".//main")
    found = [text_of(item).removesuffix("#") for item in main.iter("h1", "h2", "h3") if item.get("class") != "none"]
    return [text for text in found if text]


def captions(built: Built, docname: str) -> list[str]:
    return [text_of(item).removesuffix("#") for item in built.page(docname).iter("caption")]


def test_chapters_go_on_counting_sections_in_the_order_of_the_toctree(build: Callable[..., Built]) -> None:
    built = build(whole(), briefkit_number_sections=2)
    assert "1 Question" in " ".join(headings(built, "long/index"))
    assert headings(built, "long/second")[-2:] == ["2 Second", "2.1 Inner part of Second"]
    assert headings(built, "long/first")[-2:] == ["3 First", "3.1 Inner part of First"]


def test_annexes_have_letters_and_their_parts_too(build: Callable[..., Built]) -> None:
    built = build(whole())
    assert headings(built, "long/method")[-2:] == ["Annex A Method", "A.1 Inner part of Method"]
    assert headings(built, "long/data")[-2:] == ["Annex B Data", "B.1 Inner part of Data"]


def test_tables_count_on_through_chapters_and_begin_anew_in_each_briefing(
    build: Callable[..., Built],
) -> None:
    built = build(whole())
    assert captions(built, "long/index") == ["Table 1 Table of the root"]
    assert captions(built, "long/second") == ["Table 2 Table of Second"]
    assert captions(built, "long/first") == ["Table 3 Table of First"]
    assert captions(built, "long/method") == ["Table 4 Table of Method"]
    assert captions(built, "short/index") == ["Table 1 Table of One"]


def paragraph_numbers(built: Built, docname: str) -> list[str]:
    return [text_of(link) for link in built.page(docname).find_class("para-number")]


def test_paragraphs_are_numbered_where_the_briefing_asks_for_it(build: Callable[..., Built]) -> None:
    built = build(whole(NUMBERED))
    assert paragraph_numbers(built, "long/index") == ["1", "2"]
    assert paragraph_numbers(built, "long/second") == ["3"]
    assert paragraph_numbers(built, "long/first") == ["4"]
    assert paragraph_numbers(built, "long/data") == ["6"]
    assert paragraph_numbers(built, "short/index") == ["1"]
    assert built.page("long/second").get_element_by_id("para-3") is not None
    assert not paragraph_numbers(build(whole()), "long/index")


def test_the_pdf_has_the_same_numbers(build: Callable[..., Built]) -> None:
    files = whole(NUMBERED)
    built = build(files, "pdf")
    text = " ".join(extract_text(str(built.out / "long.pdf")).split())
    for words in ("Table 2 ", "Table 4 ", "Annex A", "A.1"):
        assert words in text.replace("\u00a0", " ")
    for number, words in enumerate(
        ("Opening words.", "Words on the question.", "First words of Second.", "First words of First.", "First words of Method."), 1
    ):  # fmt: skip
        assert f"{number} {words}" in text or f"{words} {number}" in text


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_a_number_that_moved_is_new_wherever_it_is_printed(build: Callable[..., Built], builder: str) -> None:
    def read(built: Built) -> str:
        if builder == "html":
            return built.main("p/index")
        return " ".join(extract_text(str(built.out / "p.pdf")).split())

    files: Mapping[str, str] = {
        "index.md": "# All\n\n```{toctree}\np/index\n```\n",
        "p/index.md": paper("P", "See {numref}`late`.\n\n```{toctree}\none\ntwo\n```\n"),
        "p/one.md": "# One\n\nWords.\n",
        "p/two.md": "# Two\n\n```{table} Late\n:name: late\n\n| A |\n| - |\n| 1 |\n```\n",
    }
    assert "See Table 1." in read(build(files, builder)).replace("\u00a0", " ")
    early = {"p/one.md": "# One\n\n```{table} Early\n| A |\n| - |\n| 1 |\n```\n"}
    assert "See Table 2." in read(build(early, builder)).replace("\u00a0", " ")


def test_a_paper_named_in_conf_py_has_numbers_too(build: Callable[..., Built]) -> None:
    built = build(
        {"index.md": "# Guide\n\n```{toctree}\none\n```\n", "one.md": CHAPTER.format(title="One")},
        briefkit_papers=["index"],
    )
    assert captions(built, "one") == ["Table 1 Table of One"]


def test_a_page_outside_of_all_briefings_numbers_its_tables_too(build: Callable[..., Built]) -> None:
    table = "\n```{{table}} {0}\n| A |\n| - |\n| 1 |\n```\n"
    loose = "---\norphan: true\n---\n\n# Loose\n" + table.format("One") + table.format("Two")
    index = "# All\n\n```{toctree}\nlong/index\nshort/index\nloose\n```\n"
    built = build(whole() | {"loose.md": loose, "index.md": index})
    assert captions(built, "loose") == ["Table 1 One", "Table 2 Two"]
    assert captions(built, "short/index") == ["Table 1 Table of One"]


def test_an_annex_is_referred_to_by_its_letter_in_the_language_of_the_paper(build: Callable[..., Built]) -> None:
    annex = "(method)=\n# Method\n\n(costs)=\n## Costs\n\n```{table} T\n:name: t\n\n| A |\n| - |\n| 1 |\n```\n"
    body = "{numref}`method`, {numref}`costs`, {ref}`method`, {numref}`t`.\n\n```{toctree}\n:annex:\n\nannex\n```\n"
    for language, words in (
        ("en", "Annex A, Annex A.1, Method, Table 1."),
        ("fr", "Annexe A, Annexe A.1, Method, Tableau 1."),
    ):
        files = {
            "index.md": "# All\n\n```{toctree}\np/index\n```\n",
            "p/index.md": paper("P", body, f"briefing: {{language: {language}}}"),
            "p/annex.md": annex,
        }
        built = build(files, name=language)
        assert words in built.main("p/index")
        assert headings(built, "p/annex")[-2] == f"{words.partition(',')[0]} Method"
        text = " ".join(extract_text(str(build(files, "pdf", name=language).out / "p.pdf")).split())
        assert words in text.replace("\u00a0", " ")


def test_annexes_go_on_after_z(build: Callable[..., Built]) -> None:
    names = [f"a{number:02}" for number in range(28)]
    files = {
        "index.md": "# All\n\n```{toctree}\np/index\n```\n",
        "p/index.md": paper("P", "Words.\n\n```{toctree}\n:annex:\n\n" + "\n".join(names) + "\n```\n"),
        **{f"p/{name}.md": f"# {name}\n\nWords.\n" for name in names},
    }
    built = build(files)
    assert headings(built, "p/a25")[-1] == "Annex Z a25"
    assert headings(built, "p/a27")[-1] == "Annex AB a27"


def test_only_a_mere_list_of_references_has_no_number(build: Callable[..., Built]) -> None:
    body = """
        ## One

        See {cite}`k`.[^n]

        ## Two

        Text and then:

        ```{bibliography}
        :filter: False
        ```

        ## Three

        ### Inner part

        Text.

        ```{bibliography}
        :filter: False
        ```

        (sources)=
        ## Sources

        % A remark.

        ```{bibliography}
        ```

        [^n]: The note.
        """
    files = {
        "index.md": "# All\n\n```{toctree}\np/index\n```\n",
        "p/index.md": paper("P", body),
        "p/references.bib": "@book{k, author = {Adams, Ann}, title = {T}, publisher = {U}, year = 2015}\n",
    }
    wanted = ["1 One", "2 Two", "3 Three", "Inner part", "Sources"]
    page = build(files).page("p/index")
    heads = [" ".join(text_of(head).rstrip("#¶").split()) for head in page.find(".//main").iter("h2", "h3")]
    assert heads == wanted
    text = extract_text(str(build(files, "pdf").out / "p.pdf"))
    assert [head for head in wanted if head in " ".join(text.split())] == wanted
    assert "4 Sources" not in " ".join(text.split())
