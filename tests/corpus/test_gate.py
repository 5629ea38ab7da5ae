"""The corpus gate itself: what it calls lost, off the page, and a fault of the source."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from gate import fault, without_names
from papers import read
from sources import Warned, warnings
from words import compare, squeeze

PAGE = """\
<html><body><nav>Away</nav><div role="main">
<h1>A title<a class="headerlink">¶</a></h1>
<p>The first, second and third word; a <span class="math">x = 1</span> formula.</p>
<div class="toctree-wrapper"><ul><li>A chapter</li></ul></div>
<table><tr><td>One cell</td><td>two<br>lines</td></tr></table>
</div></body></html>
"""


@pytest.mark.parametrize(
    ("paper", "lost"),
    [
        ("A title The first, sec\u00adond and third word; a x=1 formula. One cell two lines", []),
        ("A title The first, second third word; a formula. One cell two lines", ["and"]),
        ("A title The first, second and third word a formula. two lines One", ["One", "cell"]),
        (
            "",
            [
                "A",
                "title",
                "The",
                "first,",
                "second",
                "and",
                "third",
                "word;",
                "a",
                "formula.",
                "One",
                "cell",
                "two",
                "lines",
            ],
        ),
    ],
    ids=["nothing", "in the middle", "a cell", "all"],
)
def test_a_word_of_the_page_that_the_paper_lacks_is_lost(tmp_path: Path, paper: str, lost: list[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    found = compare({"page": page}, squeeze(paper))
    assert found.words == 14
    assert found.lost == len(lost)
    assert [word for line in found.examples for word in line.split("  (")[0].removeprefix("page: ").split()] == lost


def test_a_glyph_off_the_page_is_seen_and_an_artifact_is_no_text(tmp_path: Path) -> None:
    source = "#set page(width: 5cm, height: 3cm)\n#pdf.artifact[Head]\nText #place(dx: 9cm)[No]"
    (tmp_path / "paper.typ").write_text(source, encoding="utf-8")
    typst.compile(str(tmp_path / "paper.typ"), output=str(tmp_path / "paper.pdf"), pdf_standards=[])
    content = read(tmp_path / "paper.pdf")
    assert content.pages == 1
    assert content.off_page == ["page 1: N", "page 1: o"]
    assert squeeze("".join(content.text)) == "textno"


def test_warnings_are_told_apart_by_place_and_kind(tmp_path: Path) -> None:
    lines = [
        f"{tmp_path}/a.rst:3: WARNING: This picture has no alternative text. Say it. [briefkit.figure]",
        "WARNING: unknown thing: 'x' [ref.ref]",
        "Traceback of nothing",
    ]
    assert warnings(lines, tmp_path) == [
        Warned("a.rst:3", "This picture has no alternative text. Say it. [briefkit.figure]", "briefkit.figure"),
        Warned("", "unknown thing: 'x' [ref.ref]", "ref.ref"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("This picture has no alternative text.", "a picture without alternative text"),
        (
            "The PDF does not know what to do with 'mermaid' … app.add_node(mermaid, …)",
            "a node of an extension that no format but HTML knows",
        ),
        ("The PDF does not know what to do with 'hlist' … app.add_node(hlist, …)", ""),
        ("This part cannot be set as it should be (missing argument).", ""),
    ],
)
def test_only_a_fault_of_the_source_is_named_one(text: str, name: str) -> None:
    assert fault(Warned("a:1", text, "briefkit.paper")) == name


def test_messages_of_one_kind_are_counted_as_one() -> None:
    assert without_names("The file '../a.txt' is 3 pages.") == without_names("The file 'b's.txt' is 12 pages.")
