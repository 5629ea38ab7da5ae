"""The organisation's brand on the pages, in files and in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.conftest import BRIEFING, Built, paper
from tests.theme.conftest import Visitor

CONTRASTS = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><path d="M0 0h120v40H0z"/></svg>'
BODY = """
```{summary}
Back it, [now](https://unit.example).
```

## Who wants what

```{stakeholder-table} Who wants what
- name: Heat Company
  stance: supports
  position: Its own fuel.
- name: Regulator
  stance: conditional
  position: Rules first.
```

Words with `code`, {bdg-primary}`a badge`, and

```python
x = 1  # one
```
"""
FILES = {
    "index.md": "# Briefings\n\n```{toctree}\nheat\n```\n",
    "heat.md": paper("Heat", BODY, "date: 2025-08-13", BRIEFING),
}
BOTH = "logo:\n  medium:\n    light: {path: l.svg, alt: The Unit}\n    dark: {path: d.svg, alt: The Unit on dark}\n"
WILD = {
    "yellow": 'color: {primary: "#ffd400", secondary: "#2b2d42", background: "#fffdf2"}',
    "black": 'color: {primary: "#0a0a0a", foreground: "#000000"}',
    "red": "color: {primary: '#e03131', link: '#ff8080'}\ntypography: {monospace: {color: '#999', background-color: '#111'}}",
    "white": "color: {primary: white}",
}


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[Built], Visitor]]:
    yield lambda built: Visitor(browser, built.out)
    for context in browser.contexts:
        context.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", WILD)
def test_all_text_can_be_read_whatever_the_brand(
    build: Callable[..., Built], visit: Callable[[Built], Visitor], name: str, colours: str
) -> None:
    built = build(FILES | {"_brand.yml": WILD[name]}, mistakes=True)
    assert [line for line in built.warnings if not line.startswith("_brand.yml:")] == []
    visitor = visit(built)
    for page in ("index", "heat"):
        opened = visitor.open(page, colours=colours)
        assert opened.evaluate(CONTRASTS) == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= 1280
    assert visitor.outside == []


def test_a_house_can_set_its_one_colour_in_the_options_of_the_theme(build: Callable[..., Built]) -> None:
    built = build(FILES, html_theme_options={"brand": "#7a1f2b"})
    assert "--brand: light-dark(#7a1f2b," in built.read("_static/briefkit/brand.css")
    assert "briefkit/brand.css" in built.read("heat.html")
    assert "brand.css" not in build(FILES, name="plain").read("heat.html")
    wrong = build(FILES, name="wrong", mistakes=True, html_theme_options={"brand": "tael"})
    assert wrong.warnings == [
        "conf.py:1: WARNING: html_theme_options: brand: 'tael' is no colour. Allowed: '#0F4C5C', 'rgb(15 76 92)', "
        "'hsl(193 72% 21%)' or a name of CSS such as 'teal'. [briefkit.setting]"
    ]


def test_the_logo_for_the_ground_of_the_page_is_shown_with_its_description(
    build: Callable[..., Built], visit: Callable[[Built], Visitor]
) -> None:
    built = build(FILES | {"_brand.yml": f"meta: {{name: The Unit}}\n{BOTH}", "l.svg": SVG, "d.svg": SVG})
    visitor = visit(built)
    for colours, alt in (("light", "The Unit"), ("dark", "The Unit on dark")):
        for width in (1280, 360):
            page = visitor.open("heat", width, colours)
            assert [logo.get_attribute("alt") for logo in page.locator(".logo").all() if logo.is_visible()] == [alt]
            assert page.locator(".logo:visible").evaluate("(logo) => logo.naturalWidth") == 120
            assert page.get_by_role("banner").get_by_role("link", name=alt, exact=True).count() == 1
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page = visitor.open("heat")
    page.get_by_role("button", name="Dark").click()
    assert [logo.get_attribute("alt") for logo in page.locator(".logo").all() if logo.is_visible()] == [
        "The Unit on dark"
    ]


def test_a_script_in_a_logo_is_told_and_is_on_no_page(build: Callable[..., Built]) -> None:
    files = {"l.svg": SVG.replace("<path", "<script>1</script><path")}
    built = build(FILES | files | {"_brand.yml": "logo: {medium: {path: l.svg, alt: The Unit}}\n"}, mistakes=True)
    assert [warning.partition(" Save it")[0] for warning in built.warnings] == [
        "_brand.yml:1: WARNING: logo.medium: The picture 'l.svg' is shown without what could act in it or load something "
        "from elsewhere: <script>."
    ]
    (logo,) = built.out.glob("_static/briefkit/assets/*.svg")
    assert b"script" not in logo.read_bytes()


def test_a_logo_for_light_grounds_alone_stands_on_a_plate_on_dark_pages(
    build: Callable[..., Built], visit: Callable[[Built], Visitor]
) -> None:
    built = build(FILES | {"_brand.yml": "logo: {medium: {path: l.svg, alt: The Unit}}\n", "l.svg": SVG})
    visitor = visit(built)
    ground = "getComputedStyle(document.querySelector('.logo')).backgroundColor"
    assert visitor.open("heat").evaluate(ground) == "rgba(0, 0, 0, 0)"
    assert visitor.open("heat", colours="dark").evaluate(ground) == "rgb(255, 255, 255)"


def test_an_icon_stands_beside_the_name_and_in_the_tab(build: Callable[..., Built]) -> None:
    brand = "meta: {name: The Unit}\nlogo: {small: {path: l.svg, alt: The Unit}}\n"
    built = build(FILES | {"_brand.yml": brand, "l.svg": SVG})
    page = built.page("heat")
    (link,) = page.xpath("//a[@class='publisher']")
    assert link.text_content().strip() == "The Unit"
    assert [image.get("alt") for image in link.iter("img")] == [""]
    (icon,) = page.xpath("//link[@rel='icon']/@href")
    assert (built.out / icon).is_file()


def test_pages_serve_the_fonts_of_the_brand_themselves(
    build: Callable[..., Built], visit: Callable[[Built], Visitor], subset: Callable[[str], bytes]
) -> None:
    brand = "typography:\n  fonts: [{family: Acme, source: file, files: ['fonts/own [wght].ttf']}]\n  base: {family: Acme, size: 110%, line-height: 1.5}\n  headings: {family: Acme, weight: 300, style: italic}\n"
    built = build(FILES | {"_brand.yml": brand, "fonts/own [wght].ttf": subset("Words")})
    visitor = visit(built)
    page = visitor.open("heat")

    def style(selector: str, name: str) -> Any:
        return page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{name}")

    assert style(".body p", "fontFamily").startswith('"Acme Han"')
    assert style("h1", "fontFamily").startswith('"Acme Han"')
    assert (style("h2", "fontWeight"), style("h2", "fontStyle")) == ("300", "italic")
    assert style(".body", "lineHeight") == "29.7px"
    loaded = page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)")
    assert any("Acme Han" in family for family in loaded)
    assert visitor.outside == []


def test_fonts_of_the_house_style_are_not_served_twice(build: Callable[..., Built]) -> None:
    brand = "typography: {base: Source Sans 3, headings: Source Serif 4}\n"
    built = build(FILES | {"_brand.yml": brand})
    assert not (built.out / "_static/fonts/brand").exists()
    assert "@font-face" not in built.read("_static/briefkit/brand.css")
    assert '--serif: "Source Sans 3"' in built.read("_static/briefkit/brand.css")


def test_a_change_of_the_brand_writes_all_pages_again_and_no_change_none(build: Callable[..., Built]) -> None:
    first = build(FILES | {"_brand.yml": "color: {primary: navy}\n"}).times()
    again = build({}).times()
    assert [name for name in again if name.endswith(".html") and again[name] != first[name]] == []
    changed = build({"_brand.yml": "color: {primary: maroon}\n"})
    times = changed.times()
    assert [name for name in times if name.endswith(".html") and times[name] == again[name]] == []
    assert "--brand: #800000" in changed.read("_static/briefkit/brand.css")
