"""What a writer types in MyST or reST stands in the paper, in the structure that it was given."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextBox
from tests.structure import Paper

Build = Callable[..., Any]


def test_inline_markup_is_printed(build: Build) -> None:
    built = build(
        {
            "index.md": """\
            # Paper

            One *two* **three** `four  five` {sub}`six` {sup}`seven` ~~eight~~ <u>nine</u> {kbd}`Ctrl`
            {abbr}`EU (European Union)` and EU and {abbr}`EU (European Union)`, hard\\
            break, "$5 bn or $10 bn", $5bn–$10bn, <b>bold *both*</b> <s>open, {guilabel}`OK`.
            """,
        },
        suppress_warnings=["myst.strikethrough"],
    )
    text = built.text()
    for words in (
        "One two three four",
        "eight nine Ctrl",
        "$5 bn or $10 bn",
        "$5bn–$10bn",
        "bold both open, OK.",
    ):
        assert words in text
    assert text.count("European Union") == 1
    assert built.warnings == []


def test_headings_are_the_outline_and_skip_no_level(build: Build) -> None:
    built = build(
        {"index.md": "# Paper\n\n### Deep first\n\n## One\n\n#### Far *below*\n\n## Two\n"},
        suppress_warnings=["myst.header"],
    )
    headings = [(tag.kind, str(tag.element.get("/T", ""))) for tag in built.tags() if tag.kind[:1] == "H"]
    assert [kind for kind, _ in headings] == ["H1", "H2", "H2", "H3", "H2"]
    with built.pdf().open_outline() as outline:
        assert [item.title for item in outline.root[0].children] == ["Deep first", "One", "Two"]
        assert [item.title for item in outline.root[0].children[1].children] == ["Far below"]


def test_a_heading_without_text_is_reported_and_is_no_heading(build: Build) -> None:
    built = build({"index.rst": "Paper\n=====\n\n|nothing|\n---------\n\nText.\n\n.. |nothing| unicode:: 0x20\n"})
    assert built.kinds().count("H2") == 0
    assert any("heading has no text" in line and "index.rst:5" in line for line in built.warnings)
    assert "Text." in built.text()


def test_lists_keep_their_kind_their_start_and_their_depth(build: Build) -> None:
    built = build(
        {
            "index.rst": """\
            Paper
            =====

            - dash

              - deeper

            c. third
            #. fourth

            (ii) roman

            Term : class
               Meaning

            -o FILE  The option

            :Field: Value

            | line
            |    indented
            """,
        }
    )
    text = built.text()
    for words in (
        "c. third d. fourth",
        "(ii) roman",
        "Term",
        "Meaning",
        "-o FILE",
        "The option",
        "Field",
        "Value",
        "indented",
    ):
        assert words in text
    assert built.kinds().count("L") >= 4


def test_tasks_say_whether_they_are_done(build: Build) -> None:
    built = build({"index.md": "# Paper\n\n- [x] sign\n- [ ] ratify\n\n- [x] mixed\n- plain\n"})
    text = built.text()
    assert "sign" in text
    assert "ratify" in text
    assert text.count("☑") == 2
    assert not [line for line in built.warnings if "HTML" in line]


def test_quotes_boxes_and_versions_are_printed_with_their_titles(build: Build) -> None:
    kinds = [
        "attention",
        "caution",
        "danger",
        "error",
        "hint",
        "important",
        "note",
        "seealso",
        "tip",
        "warning",
    ]
    boxes = "\n".join(f":::{{{kind}}}\nText of {kind}.\n:::\n" for kind in kinds)
    built = build(
        {
            "index.md": f"""\
# Paper

{boxes}
:::{{admonition}} Own *title*
Own text.
:::
:::{{topic}} A topic
Topic text.
:::
:::{{sidebar}} Aside
:subtitle: Below it
Aside text.
:::
:::{{versionadded}} 1.2
New text.
:::
:::{{epigraph}}
To be.

-- Hamlet
:::
> Quoted.

{{#p}}
:::{{rubric}} A rubric
:::
""",
        }
    )
    text = built.text()
    for kind in kinds:
        assert f"Text of {kind}." in text
    for words in ("Warning", "See also", "Own title", "A topic", "Aside", "Below it", "version 1.2", "New",
                  "Hamlet", "Quoted.", "A rubric"):  # fmt: skip
        assert words in text
    assert built.kinds().count("BlockQuote") >= 1


def test_html_keeps_its_text_and_is_reported(build: Build) -> None:
    built = build({"index.md": "# Paper\n\n<div>Kept <b>text</b> &amp; more<script>alert(1)</script></div>\n"})
    assert "Kept text & more" in built.text()
    assert "alert" not in built.text()
    assert any("HTML is printed" in line and "index.md:3" in line for line in built.warnings)


def test_comments_and_what_is_for_other_outputs_are_not_printed(build: Build) -> None:
    built = build(
        {
            "index.md": "# Paper\n\n% secret\n\n```{only} html\nfor pages\n```\n"
            "```{only} pdf\nfor print\n```\n"
            "```{raw} latex\n\\secret\n```\n<!-- secret -->\n",
        }
    )
    text = built.text()
    assert "for print" in text
    assert "for pages" not in text
    assert "secret" not in text


def test_a_passage_in_another_language_says_so(build: Build) -> None:
    built = build(
        {
            "index.rst": """\
        Paper
        =====

        .. role:: french
           :class: language-fr

        He said :french:`bonjour` twice.

        .. container:: language-ar

           مرحبا
        """
        }
    )
    with Paper(built.path()) as paper:
        assert "".join(glyph.text for glyph in paper.glyphs if glyph.lang == "fr") == "bonjour"
    languages = {str(tag.element.Lang) for tag in built.tags() if "/Lang" in tag.element}
    assert "ar" in languages
    assert not [line for line in built.warnings if "briefkit" in line]


@pytest.mark.parametrize("name", ["index.md", "index.rst"])
def test_an_empty_paper_is_a_paper(build: Build, name: str) -> None:
    built = build({name: "Paper\n=====\n"})
    assert "Paper" in built.text()
    assert built.status == 0


def test_much_of_it_at_once_brings_no_message(build: Build, dot: bytes) -> None:
    built = build(
        {
            "index.md": """\
            # Paper

            ## Section[^1]

            Text $x^2$, {abbr}`EU (European Union)`, {ref}`s`, [link](https://example.org).

            (s)=
            ### Sub

            - [x] a
            - [ ] b

            > Quote

            :::{note}
            Box
            - a
            :::

            Term
            : Meaning

            :field: value

            ```python
            x = 1
            ```

            $$ E = mc^2 $$ (e)

            ![A dot](dot.png) in a line.

            ```{figure} dot.png
            :alt: A dot

            Caption[^2]
            ```

            [^1]: One.
            [^2]: Two.
            """,
            "dot.png": dot,
        }
    )
    assert built.warnings == []


def test_the_lines_of_a_numbered_paragraph_are_as_close_as_any(build: Build) -> None:
    front = "---\ntitle: Paper\nbriefing: {type: briefing, status: published, numbered-paragraphs: true}\n---\n"
    built = build({"index.md": front + "\n## First\n\n" + "Words of a paragraph that takes some lines. " * 8 + "\n"})
    lines = sorted(
        {
            round(line.y0, 1)
            for page in extract_pages(str(built.path()))
            for box in page
            if isinstance(box, LTTextBox)
            for line in box
            if "paragraph" in line.get_text()
        }
    )
    assert len(lines) > 3
    assert {round(above - below, 1) for below, above in pairwise(lines)} == {14.0}
