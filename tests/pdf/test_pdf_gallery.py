"""What is difficult to set: long and wide tables, and all that stands between paragraphs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTPage, LTTextContainer, LTTextLine
from tests.structure import glyphs_off_page

Build = Callable[..., Any]
GALLERY = Path(__file__).parent.parent / "roots" / "test-gallery"


def gallery(name: str) -> dict[str, str | bytes]:
    """The files of one paper of the gallery, as a project."""
    folder = GALLERY / name
    files = {f"{name}/{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {"index.md": "---\norphan: true\n---\n\n# Gallery\n\n```{toctree}\n:glob:\n\n*/index\n```\n"} | files


def pages_of(path: Path) -> list[tuple[LTPage, str]]:
    return [
        (page, " ".join(extract_text(str(path), page_numbers=[number]).split()))
        for number, page in enumerate(extract_pages(str(path)))
    ]


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    with (GALLERY / "tables" / "measures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_tables_of_every_width_are_readable(build: Build, rows: list[list[str]]) -> None:
    built = build(gallery("tables"), briefkit_papers=[])
    path = built.path("tables")
    pages = pages_of(path)
    turned = [text for page, text in pages if page.width > page.height]
    register = [text for text in turned if "What was promised" in text]
    assert built.warnings == []
    assert glyphs_off_page(path) == ""
    # Sixty rows of eight columns: the header on each page, no word broken or lost.
    assert len(register) > 5
    assert all("Who confirms it" in text for text in register)
    printed = Counter(word for text in register for word in text.split())
    wanted = Counter(word for row in rows for cell in row for word in cell.split())
    missing = {word for word in wanted - printed if "-" not in word.strip("-")}
    assert missing == set()
    # A heading goes onto the turned page with its table, and the caption too.
    assert any("Stakeholders in eight columns" in text and "Who wants what, in eight" in text for text in turned)
    assert not any(text.endswith("Stakeholders in eight columns") for _, text in pages)
    # Fifteen columns of numbers need no turned page.
    assert any("Old Mole" in text and page.width < page.height for page, text in pages)


def test_what_no_page_is_wide_enough_for_becomes_cards(build: Build) -> None:
    built = build(gallery("tables"), briefkit_papers=[])
    tags = built.tags("tables")
    starts = [index for index, tag in enumerate(tags) if tag.kind == "Table"]
    cards = tags[starts[5] : starts[6]]
    heads = [tag for tag in cards if tag.kind == "TH" and str(tag.attribute("/Scope")) == "/Row"]
    assert len(heads) == len([tag for tag in cards if tag.kind == "TD"]) == 26
    text = built.text("tables")
    for word in ("Intergovernmental", "Commercialisation", "Confidentiality"):
        assert f"{word} " in text
    assert "Clean heat (continued)" in text


def test_a_group_that_goes_on_says_so_on_each_page(build: Build) -> None:
    records = "\n".join(
        f"- name: Council {number}\n  role: implementer\n  stance: supports\n  position: {'Ready to begin. ' * 12}\n"
        f"  sources: [Letter {number}]"
        for number in range(40)
    )
    built = build(
        {
            "index.md": "---\norphan: true\n---\n\n# All\n",
            "p.md": "---\ntitle: Councils\ndate: 2026-03-02\nbriefing: {status: published, question: Now?}\n---\n\n"
            f"```{{stakeholder-table}} Who wants what\n:group-by: role\n\n{records}\n```\n",
        },
        briefkit_papers=[],
    )
    pages = [text for _, text in pages_of(built.path("p")) if "Council" in text]
    assert len(pages) > 2
    assert "Implementers (continued)" not in pages[0]
    assert all("Implementers (continued)" in text for text in pages[1:] if "Suggested citation" not in text)
    groups = [tag for tag in built.tags("p") if tag.kind == "TH" and tag.attribute("/ColSpan")]
    assert len(groups) == 1


def test_what_belongs_together_stands_on_one_page(build: Build) -> None:
    built = build(gallery("prose"), briefkit_papers=[])
    path = built.path("prose")
    pages = [text for _, text in pages_of(path)]
    assert built.warnings == []
    assert glyphs_off_page(path) == ""
    for first, second in (
        ("Terms", "Words that are explained."),
        ("What has to happen first:", "The Diet adopts the Act."),
        ("How the smaller of two sums is taken", "permitted * (cost - grant)"),
        ("The same, at the right", "And this one stands at the other side."),
    ):
        assert [first in page for page in pages if second in page] == [True]


def test_a_long_title_takes_room_from_the_picture_of_the_cover(build: Build) -> None:
    built = build(gallery("prose"), briefkit_papers=[])
    page = next(iter(extract_pages(str(built.path("prose")))))
    lines = {item.get_text().split("\n")[0]: item for item in page if isinstance(item, LTTextContainer)}
    authors = next(item for text, item in lines.items() if text.startswith(("Ilse", "Sanne")))
    date = next(item for text, item in lines.items() if text.startswith("Date"))
    assert authors.y0 > date.y1 + 10


def test_the_lines_of_a_numbered_paragraph_stand_at_one_distance(build: Build) -> None:
    text = (
        "Boilers in rented homes cause most of the emissions from heating them, and the owner who pays does not save. "
        * 3
    )
    front = "---\ntitle: Heat\nbriefing: {status: published, numbered-paragraphs: true}\n---\n\n"
    built = build({"index.md": "---\norphan: true\n---\n\n# All\n", "p.md": front + text}, briefkit_papers=[])
    page = next(iter(extract_pages(str(built.path("p")))))
    lines = [line for box in page if isinstance(box, LTTextContainer) for line in box if isinstance(line, LTTextLine)]
    tops = sorted({round(line.y0, 1) for line in lines if len(line.get_text()) > 50}, reverse=True)
    distances = {round(first - second) for first, second in pairwise(tops)}
    assert len(tops) > 3
    assert distances == {14}
