"""The pages in a real browser: widths, colours, keyboard, no script, paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PAGES = ("index", "heat", "delivery", "about")

CONTRASTS = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280, 1920])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_its_window(visitor: Any, name: str, width: int) -> None:
    assert visitor.open(name, width).evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_table_scrolls_in_its_own_box_by_keyboard(visitor: Any) -> None:
    page = visitor.open("heat", 360)
    box = page.locator(".table-scroll")
    assert box.evaluate("(box) => box.getBoundingClientRect().right <= 360 && box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.table-scroll').scrollLeft > 0")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_all_text_can_be_read_on_its_ground(visitor: Any, name: str, colours: str) -> None:
    assert visitor.open(name, colours=colours).evaluate(CONTRASTS) == []


def test_a_page_asks_nobody_else_for_anything(visitor: Any) -> None:
    for name in PAGES:
        page = visitor.open(name)
        page.wait_for_load_state("networkidle")
    assert visitor.outside == []


def test_the_fonts_of_the_house_are_used(visitor: Any) -> None:
    page = visitor.open("heat")
    for font in ("600 20px 'Source Serif 4'", "650 16px 'Source Sans 3'"):
        assert page.evaluate(f'document.fonts.check("{font}")')
    loaded = page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)")
    assert any("Source Sans 3" in family for family in loaded)
    assert not any("Arabic" in family for family in loaded)


def test_the_page_is_dark_where_the_reader_prefers_it(visitor: Any) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert visitor.open("heat").evaluate(ground) == "rgb(255, 255, 255)"
    assert visitor.open("heat", colours="dark").evaluate(ground) == "rgb(18, 24, 27)"


def test_the_switch_is_remembered(visitor: Any) -> None:
    page = visitor.open("heat")
    switch = page.get_by_role("button", name="Dark")
    assert switch.get_attribute("aria-pressed") == "false"
    switch.click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(18, 24, 27)"
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"


def test_contents_are_closed_on_a_phone_and_close_again_after_a_choice(visitor: Any) -> None:
    page = visitor.open("heat", 360)
    link = page.locator(".contents a", has_text="Who wants what")
    assert not link.is_visible()
    page.locator(".contents summary").click()
    assert link.is_visible()
    link.click()
    assert not link.is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_contents_stand_open_beside_the_text_on_a_wide_screen(visitor: Any, script: bool) -> None:
    page = visitor.open("heat", script=script)
    contents, text = page.locator(".contents ol").bounding_box(), page.locator(".text").bounding_box()
    assert contents["height"] > 60
    assert contents["x"] + contents["width"] < text["x"]


def test_without_script_contents_can_be_opened_and_no_dead_switch_is_shown(visitor: Any) -> None:
    page = visitor.open("heat", 360, script=False)
    assert not page.locator(".theme-switch").is_visible()
    page.locator(".contents summary").click()
    assert page.locator(".contents a").first.is_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_what_is_pressed_is_at_least_24_pixels_high(visitor: Any, name: str, width: int) -> None:
    page = visitor.open(name, width)
    targets = page.locator("nav a, button, summary, .foot a, .publisher, .listed-state a, .sd-tab-set > label")
    boxes = [(target.inner_text(), target.bounding_box()) for target in targets.all() if target.is_visible()]
    assert [(text, box["height"]) for text, box in boxes if box["height"] < 24] == []


def test_the_skip_link_is_first_and_shows_itself(visitor: Any) -> None:
    page = visitor.open("heat")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.evaluate("document.activeElement.offsetHeight") >= 24
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_records_are_cards_with_labels_on_a_phone_and_a_table_to_assistive_technology(visitor: Any) -> None:
    page = visitor.open("heat", 360)
    cell = page.locator("#actors td.col-position").first
    label = cell.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert label.startswith('"Position"')
    assert page.locator("#actors").get_by_role("columnheader", name="Position").count() == 1
    assert page.locator("#actors").get_by_role("cell", name="Its own fuel.").count() == 1
    name, position = page.locator("#actors .record-name").first.bounding_box(), cell.bounding_box()
    assert position["y"] > name["y"] + name["height"]


def test_a_number_hangs_left_of_the_text_and_moves_inside_on_a_phone(visitor: Any) -> None:
    def edges(width: int) -> tuple[float, float]:
        page = visitor.open("heat", width)
        number, text = page.locator(".para-number").bounding_box(), page.locator(".takeaways").bounding_box()
        return number["x"] + number["width"], text["x"]

    number, text = edges(1280)
    assert number == pytest.approx(text - 16, abs=0.5)
    number, text = edges(360)
    assert text < number < text + 28.5


def test_the_line_of_a_timeline_stands_between_date_and_text_and_left_on_a_phone(visitor: Any) -> None:
    for width, sides in ((1280, True), (360, False)):
        page = visitor.open("heat", width)
        date, title = page.locator(".step-date").bounding_box(), page.locator(".step-title").bounding_box()
        assert (date["x"] + date["width"] < title["x"]) is sides


def test_a_phase_stays_in_view_while_its_steps_scroll(visitor: Any) -> None:
    band = visitor.open("heat").locator(".phase-band")
    assert band.evaluate("(band) => getComputedStyle(band).position") == "sticky"


def test_paper_is_light_and_has_no_navigation(visitor: Any) -> None:
    page = visitor.open("heat", colours="dark", media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in (".contents", ".site-links", ".skip-link", ".theme-switch"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".sd-summary-content").is_visible()
    assert page.locator(".sd-tab-content").nth(1).is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('#actors tr')).breakInside") == "avoid"
