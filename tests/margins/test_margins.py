"""Notes in the margin: beside their paragraph on a page that has room, right after it for a reader who listens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer, LTTextLine
from tests.conftest import CHROMIUM, CI, Built, paper
from tests.structure import read_aloud

Build = Callable[..., Built]

INDEX = "# All\n\n```{toctree}\np\n```\n"
TEXT = """\
First paragraph, with a note beside it that says more.

:::{margin} Aside *here*
Words of the note.[^one]
:::

Second paragraph.

- A list

:::{margin}
Words in the flow.
:::

[^one]: A footnote of the note.
"""


def lines_of(path: Path) -> list[tuple[str, float, float]]:
    """The lines of the first page with their left edge and their top, in points."""
    page = next(iter(extract_pages(str(path))))
    boxes = [item for item in page if isinstance(item, LTTextContainer)]
    return [
        (line.get_text().strip(), line.x0, line.y1) for box in boxes for line in box if isinstance(line, LTTextLine)
    ]


def at(lines: list[tuple[str, float, float]], start: str) -> tuple[float, float]:
    return next((x, y) for text, x, y in lines if text.startswith(start))


def test_a_note_hangs_beside_its_paragraph(build: Build) -> None:
    built = build({"index.md": INDEX, "p.md": paper("Heat", TEXT)}, "pdf")
    lines = lines_of(built.out / "p.pdf")
    paragraph, note, flow = at(lines, "First paragraph"), at(lines, "Words of the note"), at(lines, "Words in the flow")
    assert paragraph[0] - note[0] == pytest.approx(43.5 / 25.4 * 72, abs=1)
    assert 0 < paragraph[1] - at(lines, "Aside")[1] < 6
    assert flow[0] == pytest.approx(paragraph[0], abs=1)
    assert at(lines, "Second paragraph")[1] < note[1]


def test_a_note_is_read_right_after_its_paragraph(build: Build) -> None:
    built = build({"index.md": INDEX, "p.md": paper("Heat", TEXT)}, "pdf")
    text = read_aloud(built.out / "p.pdf")
    order = [
        text.index(words) for words in ("First paragraph", "Words of the note", "Second paragraph", "Words in the flow")
    ]
    assert order == sorted(order)


def test_a_note_stands_beside_or_below_its_paragraph_on_the_page(build: Build) -> None:
    built = build({"index.md": INDEX, "p.md": paper("Heat", TEXT)})
    main = built.page("p").find(".//main")
    notes = main.findall(".//aside")
    assert [note.getparent().get("class") for note in notes][:1] == ["margin-group"]
    assert notes[0].getprevious().tag == "p"
    assert "Words of the note" in built.main("p")


@pytest.mark.skipif(CHROMIUM is None and not CI, reason="there is no Chromium")
@pytest.mark.parametrize(("width", "beside"), [(1280, True), (360, False)])
def test_the_browser_puts_it_where_there_is_room(build: Build, width: int, beside: bool) -> None:
    from playwright import sync_api

    built = build({"index.md": INDEX, "p.md": paper("Heat", TEXT)})
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto((built.out / "p.html").as_uri())
        paragraph, note = page.locator(".margin-group > p").bounding_box(), page.locator("aside").first.bounding_box()
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert (note["x"] >= paragraph["x"] + paragraph["width"]) == beside
    assert (note["y"] >= paragraph["y"] + paragraph["height"]) != beside
    assert wide <= width


def test_notes_are_kept_by_other_builders(build: Build) -> None:
    built = build({"index.md": INDEX, "p.md": paper("Heat", TEXT)}, "text")
    text = built.read("p.txt")
    assert text.index("First paragraph") < text.index("Words of the note") < text.index("Second paragraph")
