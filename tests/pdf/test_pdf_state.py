"""What a reader sees of a paper's type and state on each of its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTChar, LTTextContainer, LTTextLine
from tests.structure import glyphs_off_page

Build = Callable[..., Any]

LONG = "\n\n".join(f"## Section {number}\n\n" + "Words about heat and light. " * 120 for number in range(4))


def paper(*briefing: str, title: str = "Heat") -> str:
    fields = "".join(f"  {line}\n" for line in briefing)
    return f"---\ntitle: {title}\ndate: 2026-03-02\nlicense: CC-BY-4.0\nbriefing:\n{fields}---\n\n{LONG}\n"


def marked_pages(built: Any, slug: str = "p") -> list[bool]:
    """Whether each page has a pattern behind its text."""
    return ["/Pattern" in page.get("/Resources", {}) for page in built.pdf(slug).pages]


@pytest.mark.parametrize("kind", ["briefing", "paper", "at-a-glance"])
def test_a_draft_says_so_behind_every_page_and_nowhere_in_its_text(build: Build, kind: str) -> None:
    fields = (f"type: {kind}", "marking: TLP:AMBER")
    files = {"index.md": "# All\n", "p.md": paper(*fields, "status: draft")}
    draft = build(files, briefkit_papers=[])
    assert len(marked_pages(draft)) > 1
    assert all(marked_pages(draft))
    assert draft.text("p").lower().count("draft") == 1  # the status in the facts
    assert not [tag for tag in draft.tags("p") if tag.kind == "Figure"]
    published = build({"p.md": paper(*fields, "status: published")}, briefkit_papers=[])
    assert not any(marked_pages(published))


def test_an_embargo_runs_until_the_paper_is_published(build: Build) -> None:
    embargo = "embargo: 2026-04-09T06:00+02:00"
    files = {"index.md": "# All\n", "p.md": paper("status: approved", embargo)}
    built = build(files, briefkit_papers=[])
    assert all(marked_pages(built))
    pages = [" ".join(extract_text(str(built.path("p")), page_numbers=[number]).split()) for number in range(3)]
    assert all("Embargoed until 9 April 2026, 06:00, UTC+02:00." in page.replace("\xa0", " ") for page in pages)
    out = build({"p.md": paper("status: published", embargo)}, briefkit_papers=[])
    assert "Embargoed until" not in out.text("p")
    assert not any(marked_pages(out))


@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [
        ("en", "{until: someday}", "Embargoed until someday."),
        ("en", "until Friday noon.", "Embargoed until Friday noon."),
        ("en", "yes", "Embargoed until further notice."),
        ("de", "{until: irgendwann}", "Sperrfrist bis irgendwann."),
        ("fr", "{}", "Sous embargo jusqu’à nouvel ordre."),
    ],
)
@pytest.mark.parametrize("status", ["draft", "approved"])
def test_an_embargo_that_cannot_be_read_marks_every_page_all_the_same(
    build: Build, language: str, typed: str, told: str, status: str
) -> None:
    files = {"index.md": "# All\n", "p.md": paper(f"status: {status}", f"language: {language}", f"embargo: {typed}")}
    built = build(files, meant=("p.md:6: WARNING: briefing.embargo",), briefkit_papers=[])
    assert all(marked_pages(built))
    pages = [" ".join(extract_text(str(built.path("p")), page_numbers=[number]).split()) for number in range(3)]
    assert all(told in page.replace("\xa0", " ") for page in pages)


@pytest.mark.parametrize("words", [20, 60, 95, 150, 260])
def test_the_imprint_ends_an_at_a_glance_paper_of_any_length(build: Build, words: int) -> None:
    text = "\n\n".join(f"## Section {number}\n\n" + "Words of heat. " * words for number in range(4))
    front = "---\ntitle: Heat\ndate: 2026-03-02\nlicense: CC-BY-4.0\nbriefing: {type: at-a-glance, status: published}\n---\n\n"
    built = build({"index.md": "# All\n\n```{toctree}\np\n```\n", "p.md": front + text}, briefkit_papers=[])
    last = extract_text(str(built.path("p")), page_numbers=[len(built.pdf("p").pages) - 1])
    assert not [line for line in built.warnings if "briefkit.length" not in line]
    assert "Creative Commons" in last
    assert "Words of heat" in last or words > 150
    assert glyphs_off_page(built.path("p")) == ""


def test_the_organisation_can_do_without_watermarks(build: Build) -> None:
    built = build({"index.md": "# All\n", "p.md": paper("status: draft")}, briefkit_papers=[], briefkit_watermark=False)
    assert not any(marked_pages(built))


def test_the_imprint_stands_on_the_back_of_the_cover(build: Build) -> None:
    built = build({"index.md": "# All\n", "p.md": paper("type: paper", "status: published")}, briefkit_papers=[])
    back = extract_text(str(built.path("p")), page_numbers=[1])
    assert "Imprint" in back
    assert "Creative Commons" in back
    assert "Words about heat" not in back
    assert built.text("p").count("Imprint") == 1


def test_a_type_of_the_organisation_has_the_layout_that_it_names(build: Build) -> None:
    files = {
        "index.md": "# All\n",
        "vocabularies.yml": "paper-type:\n  study: {label: Study, behaves-as: paper}\n"
        "paper-status:\n  consultation: {label: For consultation, behaves-as: in-review}\n",
        "p.md": paper("type: study", "status: consultation"),
    }
    built = build(files, briefkit_papers=[])
    cover = extract_text(str(built.path("p")), page_numbers=[0]).replace("\xa0", " ")
    assert "Study" in cover
    assert "For consultation" in cover
    assert "Words about heat" not in cover
    assert all(marked_pages(built))


@pytest.mark.parametrize(("align", "place"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_marking_of_the_organisation_has_its_place_colours_and_case(build: Build, align: str, place: float) -> None:
    own = f'markings:\n  Vertraulich: {{ink: "#FFFFFF", ground: "#7A0019", align: {align}}}\n'
    files = {
        "index.md": "# All\n\n```{toctree}\np\n```\n",
        "vocabularies.yml": own,
        "p.md": paper("type: paper", "status: published", "marking: Vertraulich"),
    }
    built = build(files, briefkit_papers=[])
    for page in list(extract_pages(str(built.path("p"))))[:3]:
        lines = [
            line for box in page if isinstance(box, LTTextContainer) for line in box if isinstance(line, LTTextLine)
        ]
        found = [line for line in lines if "Vertraulich" in line.get_text()]
        assert len(found) == 2 + ("Imprint" in "".join(line.get_text() for line in lines))
        ends = sorted(found, key=lambda line: line.y0)
        live = page.width - 2 * 21 / 25.4 * 72
        for line in (ends[0], ends[-1]):
            word = [char for char in line if isinstance(char, LTChar)][-len("Vertraulich") :]
            middle = (word[0].x0 + word[-1].x1) / 2
            width = word[-1].x1 - word[0].x0 + 8
            assert middle == pytest.approx(21 / 25.4 * 72 + width / 2 + place * (live - width), abs=3)
