"""What asks for more room than there is keeps to its own place on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTFigure, LTRect, LTTextContainer, LTTextLine
from tests.pdf.conftest import png

Build = Callable[..., Any]
MM = 72 / 25.4
LIBRARY = Path(__file__).parents[2] / "conf" / "disclaimers.yml"

BOXES = """\
# Paper

```{list-table} Parties
:header-rows: 1

* - Party
  - What it wants
  - What it fears
* - Aldermark, which has much to say about boxes
  - ```{box} In a cell
    Some words in the box, which go on for a while and break over some lines.
    ```
  - ```{note}
    A note in a cell, and some more words of it.
    ```
* - Westerfell
  - ```python
    a = 1  # the code in a cell
    ```
  - Plain words.
```
"""


def lines_of(page: Any) -> Iterator[LTTextLine]:
    for container in page:
        if isinstance(container, LTTextContainer):
            yield from (line for line in container if isinstance(line, LTTextLine))


def test_boxes_in_the_cells_of_a_table_keep_to_their_columns(build: Build) -> None:
    built = build({"index.md": BOXES})
    page = next(iter(extract_pages(str(built.path()))))
    grounds = [rect for rect in page if isinstance(rect, LTRect) and rect.height > 10 and rect.width > 10]
    assert len(grounds) == 3
    starts = {line.get_text().strip(): line.x0 for line in lines_of(page)}
    wants, fears = starts["What it wants"], starts["What it fears"]
    for rect in sorted(grounds, key=lambda rect: rect.x0)[:2]:
        assert wants - 0.5 <= rect.x0
        assert rect.x1 < fears - 2 * MM
    for line in lines_of(page):
        inside = [rect for rect in grounds if rect.x0 <= line.x0 <= rect.x1 and rect.y0 <= line.y0 <= rect.y1]
        assert all(line.x1 <= rect.x1 for rect in inside)


def test_a_very_long_title_leaves_the_text_below_the_running_lines_free(build: Build) -> None:
    title = " ".join(["A title that goes on and on"] * 24)
    built = build({"index.md": f"# {title}\n\n" + "Words of the text. " * 900})
    page = list(extract_pages(str(built.path())))[1]
    head = [line for line in lines_of(page) if "A title that" in line.get_text() or "…" in line.get_text()]
    text = [line for line in lines_of(page) if "Words of the text" in line.get_text()]
    assert head
    assert min(line.y0 for line in head) > max(line.y1 for line in text)
    assert title in " ".join(built.text().split())


def test_a_timeline_in_a_box_keeps_its_caption_with_its_first_step(build: Build) -> None:
    road = ":::{milestone-timeline} The road\n- {title: Signature, date: 2026-01-01, status: proposed}\n:::"
    for count in (28, 31, 34):
        lines = "\n".join(f"| Line {number}" for number in range(count))
        built = build(
            {"index.md": f"# Paper\n\n```{{eval-rst}}\n{lines}\n```\n\n````{{box}} Box\nWords.\n\n{road}\n````\n"}
        )
        pages = [[line.get_text().strip() for line in lines_of(page)] for page in extract_pages(str(built.path()))]
        at = [number for number, page in enumerate(pages) for line in page if "The road" in line or line == "Signature"]
        assert len(at) == 2
        assert at[0] == at[1]


def test_a_tall_picture_stands_on_one_page_with_its_caption_and_what_belongs_to_it(build: Build) -> None:
    figure = "# Paper\n\nWords before.\n\n```{figure} tall.png\n:alt: Tall\nSIDE\nThe caption\n\nThe legend\n```\n"
    for side in ("", ":align: right\n"):
        built = build({"index.md": figure.replace("SIDE\n", f"{side}\n"), "tall.png": png(300, 2400)})
        pages = list(extract_pages(str(built.path())))
        found = [(number, part) for number, page in enumerate(pages) for part in page if isinstance(part, LTFigure)]
        assert len(found) == 1
        at, picture = found[0]
        words = " ".join(line.get_text() for line in lines_of(pages[at]))
        assert "The caption" in words
        assert "The legend" in words
        assert picture.y0 > 27 * MM
        assert picture.height == pytest.approx(8 * picture.width, rel=0.01)
        assert picture.height > 200 * MM


def test_a_long_paper_without_headings_has_no_contents(build: Build) -> None:
    words = "Words of the text. " * 4500
    built = build({"index.md": f"# Paper\n\n{words}\n"})
    assert len(built.pdf().pages) >= 8
    assert "Contents" not in built.text()
    built = build({"index.md": f"# Paper\n\n## Section\n\n{words}\n"})
    assert "Contents" in built.text()


def test_a_very_long_word_of_the_title_breaks_in_the_suggested_citation(build: Build) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    address = "https://example.org/" + "averylongpartofanaddress" * 6
    front = f"---\ntitle: {word}\ndate: 2026-03-14\nauthors: [{{name: A B}}]\n"
    front += f"briefing:\n  type: paper\n  publisher: {address}\n---\n\n"
    built = build({"b/index.md": f"{front}## One\n\nWords.\n", "index.md": "# All\n"})
    imprint = list(extract_pages(str(built.path("b"))))[1]
    assert word in "".join(line.get_text().strip() for line in lines_of(imprint))
    assert address in "".join(line.get_text().strip() for line in lines_of(imprint))
    assert max(line.x1 for line in lines_of(imprint)) < imprint.width - 15 * MM


GLANCE = "---\nlicense: CC-BY-4.0\ndate: 2031-01-02\nbriefing: {number: G-1, type: at-a-glance}\n---\n\n# P\n\n"


def test_the_imprint_of_a_paper_at_a_glance_covers_no_text(build: Build) -> None:
    table = "| A | B |\n| --- | --- |\n" + "".join(f"| Row {number} | some text |\n" for number in range(16))
    for count in (13, 15, 17):
        text = ("Words that fill the column for a line or two, and then some more. " * 6 + "\n\n") * count
        built = build({"index.md": f"{GLANCE}## One\n\n{text}{table}\n\nEnd of it.\n"})
        page = list(extract_pages(str(built.path())))[-1]
        lines = [line for line in lines_of(page) if line.get_text().strip()]
        foot = next(line for line in lines if "Licence" in line.get_text())
        beside = [line for line in lines if line is not foot and line.x0 < foot.x1 and line.x1 > foot.x0]
        assert not [line for line in beside if line.y0 < foot.y1 - 1 and line.y1 > foot.y0 + 1]
        assert not [line for line in beside if line.y0 < foot.y0 and re.search(r"Row|Words|End", line.get_text())]


def test_a_note_to_the_bottom_line_of_a_paper_at_a_glance_is_printed(build: Build) -> None:
    notes = "\n\n[^a]: The first note.\n[^b]: The second note.\n"
    built = build({"index.md": f"{GLANCE}```{{summary}}\nIn short.[^a]\n```\n\n## One\n\nAnd more.[^b]{notes}"})
    assert built.warnings == []
    text = built.text()
    assert text.index("In short.1") < text.index("The first note.") < text.index("And more.2")
    assert "2 The second note." in text or "2The second note." in text


def test_a_long_marking_keeps_its_label_whole_beside_the_number_of_the_page(build: Build) -> None:
    words = "For the Ministry of Economic Affairs and Finance only, budget directorate"
    for kind in ("at-a-glance", "briefing", "paper"):
        front = f"---\ndate: 2031-01-02\nbriefing:\n  number: BF/2031/0000123456/EN\n  type: {kind}\n  print: double\n"
        front += f"  marking: {{label: 'TLP:AMBER+STRICT', text: '{words}'}}\n---\n\n"
        built = build({"index.md": f"{front}# P\n\n## One\n\nText.\n"})
        for page in extract_pages(str(built.path())):
            labels = [line for line in lines_of(page) if "TLP:AMBER+STRICT" in line.get_text() and line.height > 10]
            foot = [line for line in labels if line.y0 < 30 * MM]
            assert len(foot) == 1
            assert 165 * MM < foot[0].x1 < page.width - 18 * MM
            numbers = [
                line for line in lines_of(page) if "BF/2031" in line.get_text() and line.y0 > page.height - 31 * MM
            ]
            assert not [line for line in numbers if line.y0 < page.height - 30 * MM]


CROWDED = """\
---
title: "{title}"
authors:
{authors}
date: 2026-03-14
subtitle: A long subtitle that says in one breath what the paper is about, whom it concerns, and why it comes now
language: {language}
briefing:
  type: paper
  paper: {paper}
  status: withdrawn
  publisher: The Policy Unit
  withdrawn: {{on: 2026-04-01, reason: "{reason}"}}
  prepared-for: {{body: Council of Energy Ministers of the Five Governments, meeting: 3rd extraordinary meeting}}
---

## One

Words.

```{{disclaimer}} personal-views no-advice accuracy
:placement: cover
:form: long
```
"""


def letters_of(part: Any) -> Iterator[LTChar]:
    if isinstance(part, LTChar):
        if part.upright and part.get_text().isascii() and part.get_text().strip() and part.size < 60:
            yield part
    elif isinstance(part, LTContainer):
        for inner in part:
            yield from letters_of(inner)


def overprinted(page: Any) -> str:
    """The letters of a page (those of Arabic come with marks) in whose middle another one stands."""
    drawn = list(letters_of(page))
    middles = [((char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2) for char in drawn]
    return "".join(
        char.get_text()
        for char in drawn
        if sum(char.x0 < x < char.x1 and char.y0 < y < char.y1 for x, y in middles) > 1
    )


@pytest.mark.parametrize(
    ("count", "reasons", "paper", "language"),
    [(12, 1, "a4", "en"), (12, 9, "letter", "en"), (12, 1, "a4", "ar"), (40, 9, "a4", "en")],
)
def test_nothing_on_a_crowded_cover_overprints_and_nothing_is_lost(
    build: Build, count: int, reasons: int, paper: str, language: str
) -> None:
    title = "Keeping the lights on, and what a regional reserve of transformers and of repair crews would cost " * 2
    authors = [(f"Ann{number} Longname-Doublename", f"Institute {number} for Affiliations") for number in range(count)]
    reason = "Table 1 had errors which change the ranking of the options, and so the authors took it back. " * reasons
    source = CROWDED.format(
        title=title.strip(),
        authors="\n".join(f"  - {{name: {name}, affiliations: [{place}]}}" for name, place in authors),
        reason=reason.strip(),
        paper=paper,
        language=language,
    )
    files = {"b/index.md": source, "index.md": "# All\n", "disclaimers.yml": LIBRARY.read_text(encoding="utf-8")}
    built = build(files, meant=("language",) if language == "ar" else ())
    pages = list(extract_pages(str(built.path("b"))))
    assert overprinted(pages[0]) == ""
    assert all(18 * MM < char.x0 < char.x1 < pages[0].width - 18 * MM for char in letters_of(pages[0]))
    text = built.text("b")
    for name, place in authors:
        assert name.split()[0] in text
        assert language == "ar" or place in text
    assert language == "ar" or all(words in text for words in ("in place of advice on", "We checked the facts"))


def test_a_wide_formula_takes_the_whole_page_and_then_breaks_before_it_is_too_small_to_read(build: Build) -> None:
    def summed(count: int) -> str:
        return "$$\n" + " + ".join(["M"] * count) + " = 1\n$$\n"

    found = {}
    for count in (8, 20, 60):
        built = build({"index.md": f"# Paper\n\nWords.\n\n{summed(count)}\n\n- Item\n\n  {summed(2)}"})
        page = next(iter(extract_pages(str(built.path()))))
        found[count] = [char for char in letters_of(page) if "Math" in char.fontname and char.size < 60]
        assert built.warnings == []
        assert all(20.9 * MM < char.x0 < char.x1 < page.width - 20.9 * MM for char in found[count])
        words = next(line for line in lines_of(page) if line.get_text().startswith("Words"))
        assert (min(char.x0 for char in found[count]) < words.x0 - 5) == (count == 20)
    assert {round(char.size, 1) for char in found[8]} == {round(char.size, 1) for char in found[60]}
    full, small = (max(char.size for char in found[count]) for count in (8, 20))
    assert small >= full * 8 / 10.5 - 0.01
    rows = {round(char.y0) for char in found[60]}
    assert len(rows) > 2


def test_the_writer_is_told_of_a_formula_that_is_too_small_to_read(build: Build) -> None:
    wide = "$$\n\\frac{" + " + ".join(["M"] * 70) + "}{2} = 1\n$$\n"
    built = build({"index.md": f"# Paper\n\n$$\na = b\n$$\n\nWords.\n\n{wide}"})
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("index.md:9: WARNING: This formula is wider than the page and has no place")
    page = next(iter(extract_pages(str(built.path()))))
    assert all(20.9 * MM < char.x0 < char.x1 < page.width - 20.9 * MM for char in letters_of(page))
