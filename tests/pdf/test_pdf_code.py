"""Code keeps its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Build = Callable[..., Any]


def test_code_keeps_its_blanks_and_its_caption(build: Build) -> None:
    built = build(
        {
            "index.md": """\
            # Paper

            ```{code-block} python
            :caption: How it is done
            :name: how
            :linenos:
            :emphasize-lines: 2
            def f(x):
                return "a  b"
            ```

            ```
            plain
            ```
            """,
        },
        numfig=True,
    )
    text = built.text()
    for words in ("Listing 1", "How it is done", "def f(x):", "plain"):
        assert words in text
    assert built.kinds().count("Code") >= 2


def test_signatures_and_grammars_are_printed(build: Build) -> None:
    built = build(
        {
            "index.rst": """\
            Paper
            =====

            .. function:: vote(paper, *, weight: int = 1) -> str

               Casts a vote.

               :param paper: the paper

            .. productionlist::
               article: title `text`
            """,
        }
    )
    text = built.text()
    for words in ("vote(paper, *, weight: int = 1) → str", "Casts a vote.", "the paper", "article"):
        assert words in text


def test_a_literal_with_markup_keeps_its_lines_its_blanks_and_its_links(build: Build) -> None:
    literal = ".. parsed-literal::\n\n   one *two*\n       `three <https://e.org>`_  four\n"
    built = build({"index.rst": f"Paper\n=====\n\n{literal}"})
    text = built.text()
    assert "one two" in text
    assert "three four" in text
    assert len([note for page in built.pdf().pages for note in page.get("/Annots", [])]) == 1
