"""Every builder of Sphinx takes a paper with every node; nothing that is no part of a paper leaves the house."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Built

ROOT = "test-everything"
FILE = {
    "text": "p/index.txt",
    "xml": "p/index.xml",
    "pseudoxml": "p/index.pseudoxml",
    "epub": "p/index.xhtml",
}
WORDS = ("bottom line", "First point", "What it means", "Two paragraphs", "Cost", "Trust", "verify", "Photo by",
         "The office, 2024", "Rounded.", "No caption here", "Poland", "Wants it.", "Norway", "Figures are provisional.",
         "Une remarque.")  # fmt: skip
BUILDERS = ("html", "pdf", "text", "epub", "xml", "pseudoxml", "latex", "man", "texinfo", "dummy", "singlehtml", "dirhtml",
            "gettext")  # fmt: skip


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_takes_every_node(build: Callable[..., Built], builder: str) -> None:
    built = build(
        ROOT,
        builder,
        strict=True,
        latex_elements={"preamble": ""},
        epub_show_urls="no",
        version="1",
        copyright="The Unit",
    )
    assert built.status == 0
    if builder in FILE:
        text = " ".join(built.read(FILE[builder]).replace("*", "").replace("<emphasis>", "").split())
        assert [words for words in WORDS if words not in text] == []


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_nothing_but_the_paper_leaves_the_house(build: Callable[..., Built], builder: str) -> None:
    built = build(ROOT, builder)
    home = str(built.source.parent.parent)
    for name, data in built.files().items():
        assert not name.endswith((".md", ".bib", ".yml", ".yaml", ".md.txt", ".typ")), name
        for secret in ("SECRET-COMMENT", "SECRET-FIELD", home, str(Path.cwd())):
            assert secret.encode() not in data, name


def test_pages_ask_nobody_else_for_anything(build: Callable[..., Built]) -> None:
    page = build(ROOT).page("p/index")
    asked = [item.get("src") or item.get("href") for item in page.iter("script", "img", "link", "iframe", "source")]
    assert not [address for address in asked if address and address.startswith(("http:", "https:", "//"))] or all(
        item.get("rel") in {"canonical", "license"} or item.get("itemprop")
        for item in page.iter("link") if (item.get("href") or "").startswith("http")
    )  # fmt: skip


TWINS = {
    "summary": ("```{summary}\nThe line.\n```\n", ".. summary::\n\n   The line.\n"),
    "takeaways": (
        "```{key-takeaways} Points\n:name: pts\n\n- heading: One\n  text: Words.\n```\n",
        ".. key-takeaways:: Points\n   :name: pts\n\n   - heading: One\n     text: Words.\n",
    ),
    "takeaways in a table": (
        "```{key-takeaways}\n:view: table\n\n- heading: One\n  text: Of *weight*.\n```\n",
        ".. key-takeaways::\n   :view: table\n\n   - heading: One\n     text: Of *weight*.\n",
    ),
    "takeaways of a file": (
        "```{key-takeaways}\n:file: points.yaml\n```\n",
        ".. key-takeaways::\n   :file: points.yaml\n",
    ),
    "a list of takeaways": (
        "```{key-takeaways}\n- **One** two\n- Three\n```\n",
        ".. key-takeaways::\n\n   - **One** two\n   - Three\n",
    ),
    "figure": (
        "```{figure} chart.svg\n:alt: A\n:credit: Ann\n:source: The *office*\n\nCaption\n```\n",
        ".. figure:: chart.svg\n   :alt: A\n   :credit: Ann\n   :source: The *office*\n\n   Caption\n",
    ),
    "language": ("A {lang}`fr mot`.\n", "A :lang:`fr mot`.\n"),
    "stakeholders": (
        "```{stakeholder-table} Who\n:name: who\n\n- id: poland\n  name: Poland\n  stance: supports\n  position: Of *weight*.\n```\n\nSo {stakeholder}`poland`.\n",
        ".. stakeholder-table:: Who\n   :name: who\n\n   - id: poland\n     name: Poland\n     stance: supports\n     position: Of *weight*.\n\nSo :stakeholder:`poland`.\n",
    ),
    "disclaimer": (
        "```{disclaimer}\n:title: On it\n:kind: accuracy\n\nFigures are provisional.\n```\n",
        ".. disclaimer::\n   :title: On it\n   :kind: accuracy\n\n   Figures are provisional.\n",
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_a_foreign_project_gets_the_same_from_myst_and_from_rest(build: Callable[..., Built], name: str) -> None:
    more = {
        "points.yaml": "- heading: One\n  text: Words.\n",
        "chart.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    }
    pages = []
    for ending, title, body in (
        ("md", "# Guide\n\n", TWINS[name][0]),
        ("rst", "Guide\n=====\n\n", TWINS[name][1]),
    ):
        built = build(
            {f"index.{ending}": title + body, **more}, name=ending, html_theme="alabaster",
            extensions=["myst_parser", "briefkit"], briefkit_papers=["index"], html_show_sourcelink=False,
        )  # fmt: skip
        page = built.read("index.html")
        text = page[page.index('<div class="body" role="main">') : page.index('<div class="sphinxsidebar"')]
        pages.append(text.replace('<section class="tex2jax_ignore mathjax_ignore" ', "<section "))
    assert pages[0] == pages[1]
    assert len(pages[0]) > 150


def test_a_paper_named_in_conf_py_takes_what_sphinx_knows(build: Callable[..., Built]) -> None:
    built = build(
        {"index.rst": "Guide\n=====\n\nWords.\n"}, "pdf", extensions=["briefkit"], briefkit_papers=["index"],
        author="Ann Adams", project="The Guide", version="1.2", language="fr",
    )  # fmt: skip
    import pikepdf

    with pikepdf.open(built.out / "index.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "Guide"
        assert "Ann Adams" in str(pdf.docinfo["/Author"])
        assert str(pdf.Root.Lang) == "fr"
