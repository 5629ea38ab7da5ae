"""Notes and references lead to where they should."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Build = Callable[..., Any]


def test_footnotes_stand_once_with_the_number_of_the_page(build: Build) -> None:
    built = build(
        {
            "index.md": """\
            # Paper

            ## Heading[^h]

            Text[^a] again[^a] and named.[^b]

            | Cell[^c] |
            |---|
            | x[^a] |

            [^h]: Of the heading.
            [^a]: Of the text, with *emphasis*.

                Second paragraph.
            [^b]: Of the name.[^d]
            [^c]: Of the cell.
            [^d]: Of the note.
            """,
        }
    )
    text = built.text()
    for words in ("Of the heading.", "Second paragraph.", "Of the name.", "Of the cell.", "Of the note."):
        assert text.count(words) == 1
    assert built.kinds().count("Note") == 5
    assert built.warnings == []


def test_a_footnote_that_nothing_refers_to_is_not_lost(build: Build) -> None:
    built = build({"index.rst": "Paper\n=====\n\nText.\n\n.. [9] Nobody asked.\n"}, suppress_warnings=["ref.footnote"])
    assert "[9] Nobody asked." in built.text()


def test_references_lead_to_places_of_the_paper(build: Build) -> None:
    built = build(
        {
            "index.md": """\
            # Paper

            (here)=
            ## A section

            See {ref}`here`, {doc}`part`, {numref}`tab`, {eq}`sum`, {term}`Truce`, [](other.md),
            <https://example.org/a?b=c&d=e#f>, {cite}`doe`.

            ```{list-table} Numbers
            :name: tab
            :header-rows: 1

            * - A
            * - 1
            ```

            $$ a + b $$ (sum)

            ```{glossary}
            Truce
              A pause.
            ```

            ```{bibliography}
            ```

            ```{toctree}
            part
            ```
            """,
            "part.md": "# A part\n\nBack to {ref}`here`.\n",
            "other.md": "---\norphan: true\n---\n# Another paper\n",
            "references.bib": "@book{doe, author={Doe, Jane}, title={A Book}, year={2015}, publisher={UN}}",
        },
        numfig=True,
    )
    pdf = built.pdf()
    links = [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    addresses = [str(note.A.URI) for note in links if "/A" in note and "/URI" in note.A]
    assert addresses == ["https://example.org/a?b=c&d=e#f"]
    assert len(links) - len(addresses) >= 7
    assert "Another paper" in built.text()
    assert "Jane Doe. A Book." in built.text()
    assert built.warnings == []


def test_whatever_has_a_name_can_be_linked(build: Build, dot: bytes) -> None:
    things = [
        "## Heading",
        "Paragraph",
        "![A dot](dot.png)",
        "- list",
        "| a |\n|---|\n| b |",
        "```\ncode\n```",
        ":::{note}\nbox\n:::",
        ":::{card} Card\nbody\n:::",
        "$$ a $$",
        "> quote",
        "% comment",
        "<div>html</div>",
        "---",
        ":::{figure} dot.png\n:alt: A dot\n\nCaption\n:::",
    ]
    parts = [f"(t{number})=\n{thing}\n\n[to](#t{number})" for number, thing in enumerate(things)]
    built = build({"index.md": "# Paper\n\n" + "\n\n".join(parts) + "\n\nEnd.\n", "dot.png": dot})
    links = [note for page in built.pdf().pages for note in page.get("/Annots", [])]
    assert len(links) == len(things)
    assert [line for line in built.warnings if "bare text" not in line] == []


def test_what_lies_outside_of_the_paper_is_linked_where_the_pages_are_published(build: Build) -> None:
    files = {"index.md": "# Paper\n\nSee [](other.md).\n", "other.md": "---\norphan: true\n---\n# Another\n"}
    built = build(files, html_baseurl="https://example.org/briefings/")
    annotations = [note for page in built.pdf().pages for note in page.get("/Annots", [])]
    # The suggested citation names the page of the paper itself.
    assert [str(note.A.URI) for note in annotations] == [
        f"https://example.org/briefings/{name}.html" for name in ("other", "index")
    ]
