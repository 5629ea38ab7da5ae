"""Pictures with the lines that a publisher prints below them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>\n'
LINES = ":alt: A chart\n:name: chart\n:credit: Photo by *Ann*\n:source: The [office](https://example.org)\n:note: Rounded.\n:licence: CC-BY-4.0\n"


def one(options: str, caption: str = "The chart", *front: str) -> dict[str, str]:
    body = f"```{{figure}} chart.svg\n{options}\n{caption}\n```\n\nSee {{numref}}`chart`.\n"
    return {
        "index.md": "# All\n\n```{toctree}\np/index\n```\n",
        "p/index.md": paper("P", body, *front),
        "p/chart.svg": SVG,
    }


def test_lines_stand_below_the_caption_in_their_order(build: Callable[..., Built]) -> None:
    figure = build(one(LINES)).page("p/index").find(".//figure")
    caption = text_of(figure.find("figcaption")).replace("\u00a0", " ")
    assert caption.startswith("Figure 1 The chart")
    assert caption.endswith(
        "Note: Rounded. Source: The office Photo by Ann Creative Commons Attribution 4.0 International (CC BY 4.0)"
    )
    assert len(figure.findall("figcaption")) == 1


def test_lines_are_in_the_pdf(build: Callable[..., Built]) -> None:
    built = build(one(LINES), "pdf")
    text = " ".join(extract_text(str(built.out / "p.pdf")).split())
    for words in ("The chart", "Rounded.", "The office", "Photo by Ann", "CC BY 4.0"):
        assert words in text


def test_a_picture_without_a_caption_has_its_lines(build: Callable[..., Built]) -> None:
    built = build(
        one(":alt: A chart\n:credit: Ann\n", "").copy()
        | {"p/index.md": paper("P", "```{figure} chart.svg\n:alt: A\n:credit: Ann\n```\n")}
    )
    figure = built.page("p/index").find(".//figure")
    assert text_of(figure.find("figcaption")) == "Ann"


def test_a_legend_stands_before_the_lines(build: Callable[..., Built]) -> None:
    figure = build(one(LINES, "The chart\n\nWhat it shows.")).page("p/index").find(".//figure")
    text = text_of(figure.find("figcaption"))
    assert text.index("The chart") < text.index("What it shows.") < text.index("Rounded.")
    assert len(figure.findall("figcaption")) == 1


@pytest.mark.parametrize(
    ("kind", "source"),
    [("generated", "trainedAlgorithmicMedia"), ("edited", "compositeWithTrainedAlgorithmicMedia")],
)
def test_a_picture_of_a_machine_has_its_label(build: Callable[..., Built], kind: str, source: str) -> None:
    front = ("briefing: {disclaimers: [pictures]}",)
    files = one(LINES + f":ai: {kind}\n", "The chart", *front)
    files["disclaimers.yml"] = (
        "pictures:\n  kind: ai-image\n  title: Pictures\n  text: Some pictures were made by a machine.\n  short: Made.\n"
    )
    built = build(files)
    line = built.page("p/index").find_class("figure-ai")[0]
    assert text_of(line)
    assert line.find("link").get("href").endswith(source)
    assert build(files | {"p/index.md": files["p/index.md"].replace("---\n\n", "---\n\n", 1)}).status == 0


def test_a_page_in_german_says_quelle(build: Callable[..., Built]) -> None:
    built = build(one(LINES, "Das Bild", "briefing: {language: de}"))
    assert "Quelle: The office" in built.main("p/index")


def test_a_mistake_in_a_line_is_told_where_it_stands(build: Callable[..., Built]) -> None:
    built = build(one(":alt: A chart\n:name: chart\n:credit: See {ref}`nowhere`\n"), mistakes=True)
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("p/index.md:")
    assert "nowhere" in built.warnings[0]


def test_a_page_of_a_briefing_asks_no_other_computer_for_a_picture(build: Callable[..., Built]) -> None:
    address = "https://pictures.example/x.png"
    files = {"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": paper("P", f"![A chart]({address})\n")}
    told = f"p/index.md:6: WARNING: The picture {address} lies on another computer, and nothing is fetched. "
    for builder in ("html", "pdf"):
        built = build(files, builder, mistakes=True)
        assert [line.startswith(told) for line in built.warnings] == [True]
    page = build(files, mistakes=True).page("p/index")
    assert page.findall(".//img") == []
    assert text_of(page.find_class("missing-picture")[0]) == "A chart"
