"""Two briefings with the same names, side by side: each reference leads to its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of

SAME = """
    Opening words.MORE

    (here)=
    ## Where we stand

    See [](#who), {ref}`who`, {numref}`who`, {ref}`here`, [the section](#here), {term}`ceasefire`, {eq}`sum` and
    {cite}`un2015`. The chart is {numref}`chart`.

    ```{table} Who of SLUG
    :name: who

    | A | B |
    | - | - |
    | 1 | 2 |
    ```

    ```{figure} chart.svg
    :name: chart
    :alt: A chart

    Chart of SLUG
    ```

    ```{math}
    :label: sum
    a = b
    ```

    ```{glossary}
    ceasefire
      An end of fire in SLUG.
    ```

    ```{bibliography}
    ```
    """

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="#036"/></svg>'
BIB = "@book{{un2015, author = {{{author}, Ann}}, title = {{Book of {author}}}, year = 2015, publisher = {{UN}}}}\n"


def twins(more: str = "") -> dict[str, str | bytes | None]:
    files: dict[str, str | bytes | None] = {"index.md": "# Papers\n\n```{toctree}\n:glob:\n*/index\n```\n"}
    for slug, author in (("alpha", "Adams"), ("beta", "Brown")):
        body = SAME.replace("SLUG", slug).replace("MORE", more if slug == "beta" else "")
        files |= {
            f"{slug}/index.md": paper(f"Paper {slug}", body),
            f"{slug}/chart.svg": SVG,
            f"{slug}/references.bib": BIB.format(author=author),
        }
    return files


@pytest.fixture
def papers(build: Callable[..., Built]) -> Built:
    return build(twins())


@pytest.mark.parametrize(("slug", "author", "other"), [("alpha", "Adams", "Brown"), ("beta", "Brown", "Adams")])
def test_each_briefing_cites_its_own_book(papers: Built, slug: str, author: str, other: str) -> None:
    text = papers.main(f"{slug}/index")
    assert f"{author}, 2015" in text
    assert f"Book of {author}" in text
    assert other not in text


@pytest.mark.parametrize("slug", ["alpha", "beta"])
def test_figures_tables_and_equations_begin_with_1_in_each_briefing(papers: Built, slug: str) -> None:
    text = papers.main(f"{slug}/index")
    assert "The chart is Figure 1." in text
    assert f"Table 1 Who of {slug}" in text.replace("\u00a0", " ")
    assert "(1)" in text


@pytest.mark.parametrize("slug", ["alpha", "beta"])
def test_references_lead_to_the_own_page(papers: Built, slug: str) -> None:
    links = papers.links(f"{slug}/index")
    for words, anchor in (
        (f"Who of {slug}", "#who"), ("Table 1", "#who"), ("Where we stand", "#here"), ("the section", "#here"),
        ("ceasefire", "#term-ceasefire"), ("(1)", "#equation-sum"), ("Figure 1", "#chart"),
    ):  # fmt: skip
        assert links[words] == anchor


def test_a_name_with_its_slug_leads_to_another_briefing(build: Callable[..., Built]) -> None:
    more = (
        " There: {ref}`words <alpha:who>`, {numref}`their table %s <alpha:who>`, {ref}`alpha:here`, [linked](#alpha:who), "
        "{term}`their fire <alpha:ceasefire>`, {eq}`alpha:sum`."
    )
    built = build(twins(more))
    links = built.links("beta/index")
    assert links["words"] == links["their table 1"] == links["linked"] == "../alpha/index.html#who"
    assert links["their fire"] == "../alpha/index.html#term-ceasefire"
    assert "../alpha/index.html#here" in built.read("beta/index.html")
    assert "../alpha/index.html#equation-sum" in built.read("beta/index.html")


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_two_processes_build_the_same_bytes_as_one(build: Callable[..., Built], builder: str) -> None:
    files = twins() | {f"gamma{n}/index.md": paper(f"Gamma {n}", SAME.replace("{cite}`un2015`", "more").replace(
        "MORE", "").replace("chart.svg", "../alpha/chart.svg")) for n in range(6)}  # fmt: skip
    serial = build(files, builder, name="serial")
    parallel = build(files, builder, name="parallel", parallel=2)
    own = {".buildinfo", ".buildinfo.bak"}
    assert {name: data for name, data in serial.files().items() if name not in own} == {
        name: data for name, data in parallel.files().items() if name not in own
    }


def test_a_name_that_only_another_briefing_has_is_told(build: Callable[..., Built]) -> None:
    files = twins() | {"beta/index.md": paper("Paper beta", "See {ref}`who` and {term}`ceasefire`.")}
    built = build(files, mistakes=True)
    assert len(built.warnings) == 2
    assert all(line.startswith("beta/index.md:6: WARNING: ") for line in built.warnings)


def test_papers_in_folders_of_one_name_have_a_file_and_names_each(build: Callable[..., Built]) -> None:
    box = "```{{box}} {title}\n:name: rule\n\nWords of {title}.\n```\n\nSee {{numref}}`rule` and {{numref}}`{other}:rule`.\n"
    files = {
        "index.md": "# All\n\n```{toctree}\nde/steps/index\nen/steps/index\n```\n",
        "de/steps/index.md": paper("Eins", box.format(title="A", other="en-steps")),
        "en/steps/index.md": paper("Two", box.format(title="B", other="steps")),
    }
    told = (
        "en/steps/index.md:2: WARNING: 'de/steps/index.md' is called 'steps' too, so this paper is 'en-steps.pdf', "
        "and others name it 'en-steps'. Give one of them a folder of another name. [briefkit.duplicate]"
    )
    first = {name: text for name, text in files.items() if not name.startswith("de/")}
    build(first | {"index.md": "# All\n\n```{toctree}\nen/steps/index\n```\n"}, "pdf", mistakes=True)
    for _ in range(2):  # the first paper came later, and what is not mended is told again
        built = build(files, "pdf", mistakes=True)
        assert built.warnings == [told]
        assert "Words of A." in extract_text(str(built.out / "steps.pdf"))
        assert "Words of B." in extract_text(str(built.out / "en-steps.pdf"))
    page = build(files, mistakes=True).page("de/steps/index")
    assert [link.get("href") for link in page.iter("a") if text_of(link) == "Box 1"][-2:] == [
        "#rule",
        "../../en/steps/index.html#rule",
    ]
