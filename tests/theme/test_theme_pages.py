"""What a reader finds in a page: head, landmarks, metadata, and nothing that leaves the house."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]  # has no annotations

PAGES = ("index", "heat", "delivery", "about")


def parse(site: Path, name: str) -> Any:
    return html.fromstring((site / f"{name}.html").read_bytes())


def meta(page: Any, name: str) -> list[str]:
    return [str(found) for found in page.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_title_one_main_and_a_way_past_the_head(site: Path, name: str) -> None:
    page = parse(site, name)
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main[@id='content']")) == 1
    assert page.xpath("//body/a[1]/@href") == ["#content"]
    assert len(page.xpath("/html/body/header")) == len(page.xpath("/html/body/footer")) == 1
    assert page.xpath("/html/@lang") == ["en"]
    assert page.xpath("/html/@dir") == ["ltr"]


@pytest.mark.parametrize("name", PAGES)
def test_no_heading_skips_a_level(site: Path, name: str) -> None:
    headings = parse(site, name).xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_ids_stand_once_and_links_inside_the_page_lead_somewhere(site: Path, name: str) -> None:
    page = parse(site, name)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#") and link != "#"} <= set(ids)


def test_a_paper_shows_its_face(site: Path) -> None:
    head = parse(site, "heat").xpath("//header[@class='title-block']")[0].text_content()
    for text in (
        "Policy briefing",
        "No. PB-2031-14",
        "Heat </script><b>across</b> the line",
        "What an agreement",
        "Ida Marrow",
        "Infrastructure Unit",
        "5 November 2031",
        "Published",
        "Superseded by PB-2031-15.",
    ):
        assert text in head


def test_a_paper_lists_its_contents_its_pdf_and_how_to_cite_it(site: Path) -> None:
    found = parse(site, "heat").xpath("//nav[@class='contents']//a")
    links = {link.text_content(): link.get("href") for link in found}
    assert links["1 Who wants what"] == "#who-wants-what"
    assert links["PDF, 4 pages, 180 kB"] == "pdf/heat.pdf"
    assert links["Cite this briefing"] == links["Imprint"] == "#imprint"


def test_a_chapter_says_of_which_paper_it_is_a_part_and_leads_on_inside_it_only(site: Path) -> None:
    chapter = parse(site, "delivery")
    assert chapter.xpath("//h1/text()") == ["Delivery"]
    assert chapter.xpath("//p[@class='part-of']/a/@href") == ["heat.html"]
    assert chapter.xpath("//nav[@class='turn']/a/@href") == ["heat.html"]
    assert parse(site, "heat").xpath("//nav[@class='turn']/a/@href") == ["delivery.html"]


def test_the_marking_stands_at_the_head_and_the_foot_and_on_each_printed_page(site: Path) -> None:
    page = parse(site, "heat")
    marks = page.xpath("//p[contains(@class, 'marking')]")
    assert [mark.text_content().strip() for mark in marks] == ["TLP:CLEAR"] * 2
    assert 'content: "TLP:CLEAR"' in page.xpath("string(//style)")


def test_catalogues_and_reference_managers_can_read_a_paper(site: Path) -> None:
    page = parse(site, "heat")
    assert meta(page, "citation_title") == ["Heat </script><b>across</b> the line"]
    assert meta(page, "citation_author") == ["Ida Marrow"]
    assert meta(page, "citation_publication_date") == ["2031/11/05"]
    assert meta(page, "citation_pdf_url") == ["https://api.example/pdf/heat.pdf"]
    assert meta(page, "citation_technical_report_number") == ["PB-2031-14"]
    assert meta(page, "og:url") == ["https://api.example/heat.html"]
    assert meta(page, "description") == ["Options </script><script>document.title='owned'</script> & costs"]


def test_the_report_is_json_that_no_text_can_break_out_of(site: Path) -> None:
    (script,) = parse(site, "heat").xpath("//script[@type='application/ld+json']")
    report = json.loads(script.text)
    assert report["@type"] == "Report"
    assert report["headline"] == "Heat </script><b>across</b> the line"
    assert report["author"][0]["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert report["encoding"]["contentUrl"] == "https://api.example/pdf/heat.pdf"


def test_a_text_of_the_paper_is_never_run(visitor: Any) -> None:
    assert visitor.open("heat").title().startswith("Heat </script><b>across</b> the line")


def test_the_list_of_papers_is_grouped_by_year_and_marks_other_languages(site: Path) -> None:
    page = parse(site, "index")
    (year,) = page.xpath("//section[@class='year']/h2")
    assert year.text_content().strip() == "2031 2 papers, newest first"
    assert [title.text_content() for title in page.xpath("//h3")] == [
        "Heat & light",
        "Wer bezahlt die Leitungen",
    ]
    assert page.xpath("//h3/ancestor::*[@lang][1]/@lang") == ["en", "de"]
    assert page.xpath("//p[@class='listed-date']/b/@lang") == ["de"]
    assert "4 pages, 180 kB" in page.text_content()
    assert "1 page, 180 kB" in page.text_content()


def test_tables_tell_the_scope_of_their_headers_and_can_be_scrolled_by_keyboard(site: Path) -> None:
    (region,) = parse(site, "heat").xpath("//div[contains(@class, 'table-scroll')]")
    assert region.get("tabindex") == "0"
    assert region.get("aria-label") == "A wide table"
    assert {head.get("scope") for head in region.xpath(".//thead//th")} == {"col"}
    assert [head.get("scope") for head in region.xpath(".//tbody//th")] == ["row"]


def test_there_is_no_search_no_source_and_no_script_of_a_search(site: Path) -> None:
    assert not (site / "searchindex.js").exists()
    assert not (site / "search.html").exists()
    assert not (site / "_sources").exists()
    assert not (site / "genindex.html").exists()
    scripts = [script.split("?")[0].rpartition("/")[2] for script in parse(site, "heat").xpath("//script/@src")]
    assert scripts == ["design-tabs.js", "briefkit.js"]


def test_the_fonts_come_with_the_pages(site: Path) -> None:
    fonts = {font.stem for font in (site / "_static" / "fonts").glob("*.ttf")}
    assert fonts == {
        "SourceSerif4",
        "SourceSerif4-Italic",
        "SourceSans3",
        "SourceSans3-Italic",
        "NotoSansArabic",
    }


def test_no_style_sheet_or_page_names_another_host(site: Path) -> None:
    for sheet in (site / "_static" / "briefkit").glob("*.css"):
        assert "://" not in sheet.read_text(encoding="utf-8")
    for name in PAGES:
        page = parse(site, name)
        addresses = page.xpath("//@src | //link[@rel='stylesheet']/@href")
        assert not [address for address in addresses if "://" in address]
