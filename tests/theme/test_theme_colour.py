"""The house's colour on the pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefkit.theme.colour import DARK_GROUND, DARK_TINT, brand_sheet, contrast, is_colour, mix, on_dark

COLOURS = st.builds("#{:06x}".format, st.integers(0, 0xFFFFFF))


def test_contrast_is_that_of_the_look() -> None:
    assert round(contrast("#0F4C5C", "#ffffff"), 2) == 9.51
    assert round(contrast("#000000", "#ffffff"), 2) == 21


def test_the_tints_of_the_house_colour_are_those_of_the_look() -> None:
    assert mix("#0F4C5C", 0.07, "#ffffff") == "#eef2f4"
    assert mix("#0F4C5C", 0.17, "#ffffff") == "#d6e1e3"


@given(COLOURS)
def test_any_colour_can_be_read_on_dark_pages_and_be_written_on(colour: str) -> None:
    dark = on_dark(colour)
    assert contrast(dark, DARK_TINT) >= 4.5
    assert contrast(dark, DARK_GROUND) >= 4.5
    (light_ink,) = re.findall(r"^  --on-brand: (#\w{6});", brand_sheet(colour), re.MULTILINE)
    assert contrast(light_ink, colour) >= 4.5


@given(st.text())
def test_only_a_colour_is_taken_for_one(text: str) -> None:
    assert is_colour(text) == bool(re.fullmatch(r"#[0-9a-fA-F]{6}", text))


def test_a_project_can_set_its_colour(write_site: Callable[..., Path]) -> None:
    site = write_site("-D", "html_theme_options.brand=#7a1f2b")
    assert "--brand: light-dark(#7a1f2b," in (site / "_static/briefkit/brand.css").read_text(encoding="utf-8")
    assert "briefkit/brand.css" in (site / "heat.html").read_text(encoding="utf-8")
