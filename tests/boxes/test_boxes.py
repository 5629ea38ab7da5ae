"""Boxes and pull quotes on pages and in papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of
from tests.structure import structure

INDEX = "# All\n\n```{toctree}\np/index\nq/index\n```\n"
BOX = """
    See {numref}`rule`, {ref}`rule`, [](#rule) and [the rule](#rule).

    ## First

    ```{box} How the *rent rule* works[^n]
    :name: rule
    :class: own

    Some text, and a list:

    - one
    - two

    | A | B |
    | - | - |
    | 1 | 2 |
    ```

    ```{box} Another
    Words.
    ```

    [^n]: The note.
    """


def two(body: str, *front: str, **other: str) -> dict[str, str]:
    """A project with two papers; the second has a box of the same name."""
    toctree = "```{toctree}\nmore\n```\n" if "q/more.md" in other else ""
    second = paper("Q", f"{toctree}## Part\n\n```{{box}} Other\n:name: rule\n\nWords.\n```\n\nSee {{numref}}`rule`.\n")
    return {"index.md": INDEX, "p/index.md": paper("P", body, *front), "q/index.md": second, **other}


def titles(built: Built, docname: str) -> list[str]:
    return [text_of(item).removesuffix("#") for item in built.page(docname).find_class("box-title")]


def printed(built: Built, slug: str = "p") -> str:
    return " ".join(extract_text(str(built.out / f"{slug}.pdf")).split()).replace("\u00a0", " ")


def test_boxes_are_numbered_in_each_briefing_and_references_lead_to_them(build: Callable[..., Built]) -> None:
    built = build(two(BOX, **{"q/more.md": "# More\n\nSee {numref}`rule` and {numref}`p:rule`.\n"}))
    assert titles(built, "p/index") == ["Box 1 How the rent rule works[1]", "Box 2 Another"]
    assert titles(built, "q/index") == ["Box 1 Other"]
    links = built.links("p/index")
    assert {links[words] for words in ("Box 1", "How the rent rule works", "the rule")} == {"#rule"}
    assert built.main("p/index").startswith("Policy briefing P")
    assert "See Box 1, How the rent rule works, Box 1 and the rule." in built.main("p/index")
    page = built.page("q/more")
    leads = [link.get("href") for link in page.iter("a") if text_of(link) == "Box 1"]
    assert leads == ["index.html#rule", "../p/index.html#rule"]
    box = built.page("p/index").get_element_by_id("rule")
    assert box.tag == "aside"
    assert "own" in box.get("class").split()
    assert box.get("aria-labelledby") == "rule-title"


def test_a_box_holds_lists_tables_and_notes_in_the_paper(build: Callable[..., Built]) -> None:
    built = build(two(BOX), "pdf")
    text = printed(built)
    for words in ("See Box 1, How the rent rule works, Box 1 and the rule.", "Some text, and a list:", "The note."):
        assert words in text
    assert "Box 2 Another" in text
    kinds = structure(built.out / "p.pdf")
    for kind in ("Link", "L", "Table", "Note"):
        assert kind in kinds
    assert kinds.count("Caption") == 2  # each box is one thing, with its title
    assert kinds.count("H2") == 1  # the title of a box is no heading


LANGUAGES = {
    "en": "Box 1", "fr": "Encadré 1", "de": "Kasten 1", "es": "Recuadro 1", "it": "Riquadro 1", "pl": "Ramka 1",
    "uk": "Вставка 1", "ar": "الإطار 1",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_box_is_named_in_the_language_of_its_paper(build: Callable[..., Built], language: str) -> None:
    front = f"briefing: {{language: {language}}}"
    built = build(two("{numref}`rule`\n\n```{box} Title\n:name: rule\n\nWords.\n```\n", front))
    assert titles(built, "p/index") == [f"{LANGUAGES[language]} Title"]
    assert built.links("p/index")[LANGUAGES[language]] == "#rule"
    assert titles(built, "q/index") == ["Box 1 Other"]


def test_a_box_that_has_no_text_yet_is_printed_with_its_title(build: Callable[..., Built]) -> None:
    built = build(two("```{box} How the *rule* works\n```\n"), "pdf", mistakes=True)
    assert [line for line in built.warnings if "bare text" in line] == []
    assert "Box 1 How the rule works" in printed(built)


def test_the_project_may_name_numbers_itself(build: Callable[..., Built]) -> None:
    built = build(two("```{box} Title\nWords.\n```\n", "briefing: {language: fr}"), numfig_format={"box": "Infobox %s"})
    assert titles(built, "p/index") == ["Infobox 1 Title"]


def test_a_passage_of_a_box_says_its_language(build: Callable[..., Built]) -> None:
    files = two("```{box} Titre\n:lang: fr\n\nTexte.\n```\n")
    assert build(files).page("p/index").find_class("box")[0].get("lang") == "fr"
    with pikepdf.open(build(files, "pdf").out / "p.pdf") as pdf:
        tags = [tag for tag in pdf.objects if isinstance(tag, pikepdf.Dictionary) and "/S" in tag and "/Lang" in tag]
        assert {str(tag.Lang) for tag in tags} == {"fr"}


@pytest.mark.parametrize("builder", ["text", "latex", "man", "xml", "epub", "gettext"])
def test_other_formats_print_the_words_of_boxes_and_quotes(build: Callable[..., Built], builder: str) -> None:
    body = BOX + "\n    ```{pull-quote}\n    :by: Ilse\n\n    In winter we heat only one room.\n    ```\n"
    built = build(two(body), builder, name=builder, doctrees=f"doctrees-{builder}", mistakes=builder in {"man", "epub"})
    if builder == "text":
        text = built.read("p/index.txt")
        assert "Box 1. How the rent rule works" in text
        assert "See Box 1, How the rent rule works, Box 1 and the rule." in " ".join(text.split())
        assert "-- Ilse" in text


def test_a_rest_page_has_boxes_and_quotes_too(build: Callable[..., Built]) -> None:
    rest = """
        Guide
        =====

        See :numref:`rule`.

        .. box:: The *rule*
           :name: rule

           Words of the box.

        .. pull-quote::

           In winter we heat only one room.

           -- Somebody

        .. pull-quote::
           :by: Ilse
           :source: :emphasis:`Hearing`
           :lang: fr

           On chauffe une seule chambre.
        """
    built = build({"index.rst": rest}, extensions=["briefkit", "sphinxcontrib.bibtex"], briefkit_papers=["index"])
    assert titles(built, "index") == ["Box 1 The rule"]
    assert built.links("index")["Box 1"] == "#rule"
    quotes = built.page("index").find_class("pull-quote")
    assert [text_of(quote) for quote in quotes] == [
        "In winter we heat only one room. Somebody", "On chauffe une seule chambre. Ilse, Hearing",
    ]  # fmt: skip
    assert quotes[1].get("lang") == "fr"


def test_another_theme_has_boxes_and_quotes_too(build: Callable[..., Built]) -> None:
    built = build(two(BOX + "\n    ```{pull-quote}\n    Words that nobody repeats.\n    ```\n"), html_theme="basic")
    page = built.page("p/index")
    assert text_of(page.find_class("box-title")[0]).startswith("Box 1 How the rent rule works")
    assert [text_of(quote) for quote in page.find_class("pull-quote")] == ["Words that nobody repeats."]


QUOTES = """
    ## Part

    Whoever pays for the boiler must share in the saving, says [the paper](https://example.org).

    ```{pull-quote}
    Whoever pays for the boiler must share in [the saving](https://example.org)
    ```

    ```{pull-quote}
    :by: Ilse Harrow
    :source: {lang}`fr Le Monde`

    In winter we heat only one room.
    ```
    """


def test_a_quote_that_repeats_the_text_is_not_read_twice(build: Callable[..., Built]) -> None:
    page = build(two(QUOTES)).page("p/index")
    repeated, own = page.find_class("pull-quote")
    assert repeated.get("aria-hidden") == "true"
    assert not list(repeated.iter("a"))
    assert own.get("aria-hidden") is None
    assert text_of(own.find("figcaption")) == "Ilse Harrow, Le Monde"
    made = build(two(QUOTES), "pdf")
    assert structure(made.out / "p.pdf").count("BlockQuote") == 1
    assert printed(made).count("must share in the saving") == 2


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_quote_may_repeat_a_chapter(build: Callable[..., Built], parallel: int) -> None:
    toctree = "\n    ```{toctree}\n    one\n    two\n    ```\n"
    chapters = {"p/one.md": "# One\n\nOwners pay, and tenants save.\n", "p/two.md": "# Two\n\nWords.\n"}
    files = two("```{pull-quote}\nOwners pay and tenants save\n```\n" + toctree.replace("\n    ", "\n"), **chapters)

    def hidden(built: Built) -> bool:
        return built.page("p/index").find_class("pull-quote")[0].get("aria-hidden") == "true"

    assert hidden(build(files, parallel=parallel))
    assert not hidden(build({"p/one.md": "# One\n\nOwners pay.\n"}, parallel=parallel))
    assert hidden(build({"p/two.md": "# Two\n\nOwners pay, and tenants save.\n"}, parallel=parallel))


def test_a_long_box_runs_over_pages_and_loses_nothing(build: Callable[..., Built]) -> None:
    words = "\n\n".join(
        f"Sentence {number} of a long box. " + "More words that fill a line or two. " * 6 for number in range(60)
    )
    built = build(
        {"index.md": INDEX.replace("q/index\n", ""), "p/index.md": paper("P", f"```{{box}} Long\n{words}\n```\n")},
        "pdf",
    )
    text = printed(built)
    assert all(f"Sentence {number} of" in text for number in range(60))
    with pikepdf.open(built.out / "p.pdf") as pdf:
        assert len(pdf.pages) > 3


def test_the_title_of_a_box_is_never_last_on_a_page(build: Callable[..., Built], tmp_path: Path) -> None:
    filler = "\n\n".join(["Words."] * 24)
    for extra in range(10):
        body = f"{filler}\n\n" + "Words.\n\n" * extra + "```{box} The title of this box\n" + "Text. " * 200 + "\n```\n"
        built = build({"index.md": INDEX.replace("q/index\n", ""), "p/index.md": paper("P", body)}, "pdf")
        pages = extract_text(str(built.out / "p.pdf")).split("\f")
        page = next(page for page in pages if "The title of this box" in page)
        assert "Text. Text." in page
