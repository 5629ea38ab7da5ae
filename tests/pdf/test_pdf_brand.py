"""The organisation's brand in a paper: colours, logo and fonts, and that a change of them makes it again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fontpkg
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTFigure, LTPage, LTTextContainer
from tests.pdf.conftest import Built

from briefkit.core.brand import load
from briefkit.core.colours import least_contrast

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><path d="M0 0h120v40H0z"/></svg>'
FRONT = "---\ntitle: Heat\nbriefing: {{type: {kind}, status: published, number: P-1, publisher: {publisher}}}\n---\n"
BODY = "\n{stance}\n\n## A section\n\nWords with `code` and a [link](https://unit.example).\n"
ARABIC = fontpkg.families()["noto-sans-arabic"].files[0].path


def source(kind: str = "briefing", publisher: str = "", body: str = BODY) -> str:
    return FRONT.format(kind=kind, publisher=publisher or '""') + body.replace("{stance}", "")


def colours(built: Built) -> set[str]:
    """The colours that the pages fill and draw with, as ``#rrggbb``."""
    found = set()
    for page in built.pdf().pages:
        content = page.Contents.read_bytes().decode("latin-1")
        for numbers in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn|sc|RG|SCN|SC)\b", content):
            found.add("#" + "".join(f"{round(255 * float(number)):02x}" for number in numbers))
    return found


def fonts(built: Built) -> set[str]:
    """The names of the embedded fonts."""
    return {str(font.BaseFont)[8:] for page in built.pdf().pages for font in page.Resources.get("/Font", {}).values()}


def test_a_paper_has_the_colours_of_the_brand(build: Callable[..., Built]) -> None:
    built = build({"index.md": source("paper"), "_brand.yml": 'color: {primary: "#7a1f3d", foreground: "#101010"}\n'})
    assert not built.warnings
    assert {"#7a1f3d", "#101010"} <= colours(built)
    assert not {"#0f4c5c", "#1a1e21"} & colours(built)


def test_text_on_a_bright_cover_is_ink_and_text_in_a_bright_brand_can_be_read(build: Callable[..., Built]) -> None:
    brand = 'meta: {name: The Unit}\ncolor: {primary: "#ffd400", secondary: "#2b2d42"}\n'
    built = build({"index.md": source("paper"), "_brand.yml": brand})
    assert not built.warnings
    assert {"#ffd400", "#2b2d42"} <= colours(built)
    first = built.pdf().pages[0].Contents.read_bytes().decode("latin-1")
    assert "The Unit" in built.text()
    assert "1 1 1 scn" not in first


def test_the_logo_stands_in_the_head_and_on_the_cover_with_its_description(build: Callable[..., Built]) -> None:
    brand = "meta: {name: The Unit}\nlogo:\n  medium:\n    light: {path: l.svg, alt: Logo of the Unit}\n    dark: {path: d.svg, alt: Logo on dark}\n"
    files = {"l.svg": SVG, "d.svg": SVG.replace("120", "121"), "_brand.yml": brand}
    cover = build(files | {"index.md": source("paper")})
    assert not cover.warnings
    figures = [tag for tag in cover.tags() if tag.kind == "Figure"]
    assert [str(tag.attribute("/Alt") or tag.element.get("/Alt")) for tag in figures] == ["Logo on dark"]
    assert "The Unit" not in cover.text().partition("Heat")[0]
    plain = build({"index.md": source("briefing")})
    assert "Figure" not in plain.kinds()  # the running head is no part of what is read
    assert "The Unit" not in plain.text().partition("Heat")[0]


def test_an_icon_stands_beside_the_name_and_is_not_read(
    build: Callable[..., Built], conforms: Callable[..., list[str]]
) -> None:
    brand = "meta: {name: The Unit}\nlogo: {small: {path: l.svg, alt: The Unit}}\n"
    built = build({"index.md": source("paper"), "l.svg": SVG, "_brand.yml": brand})
    assert "Figure" not in built.kinds()
    assert "The Unit" in built.text().partition("Heat")[0]
    assert conforms(built.path()) == []


def test_a_paper_of_another_publisher_bears_its_name_and_not_our_logo(build: Callable[..., Built]) -> None:
    brand = "meta: {name: The Unit}\nlogo: {medium: {path: l.svg, alt: The Unit}}\n"
    built = build({"index.md": source("paper", "Another House"), "l.svg": SVG, "_brand.yml": brand})
    assert "Another House" in built.text().partition("Heat")[0]
    assert "Figure" not in built.kinds()


def test_a_logo_that_is_no_picture_costs_a_warning_and_the_name_is_printed(build: Callable[..., Built]) -> None:
    brand = "meta: {name: The Unit}\nlogo: {medium: {path: l.svg, alt: The Unit}}\n"
    built = build({"index.md": source("paper"), "l.svg": "<html/>", "_brand.yml": brand})
    assert built.warnings == [
        "l.svg:1: WARNING: The picture 'l.svg' is XML, but no SVG. Papers have no logo. [briefkit.figure]"
    ]
    assert "The Unit" in built.text().partition("Heat")[0]


def test_type_and_fonts_of_the_brand_are_set(build: Callable[..., Built]) -> None:
    brand = """
        color: {primary: navy}
        typography:
          base: {family: Source Sans 3, size: 12pt, line-height: 1.5}
          headings: {family: Libertinus Serif, weight: bold, style: italic, color: foreground}
          monospace: {family: New Computer Modern, color: "#333333", background-color: "#eeeeee", size: 110%}
          link: {color: "#8b1e3f", weight: 600, decoration: underline, background-color: "#ffeedd"}
        """
    built = build({"index.md": source(), "_brand.yml": brand})
    assert not built.warnings
    names = " ".join(fonts(built))
    assert "LibertinusSerif-BoldItalic" in names
    assert "NewCM" in names
    assert "SourceSerif" not in names
    assert {"#8b1e3f", "#ffeedd", "#eeeeee", "#333333"} <= colours(built)


def test_scripts_that_the_house_lacks_are_set_in_the_organisations_font(
    build: Callable[..., Built], subset: Callable[[str], bytes]
) -> None:
    han = "政策文件"
    files = {"index.md": source(body=f"\n## {han}\n\nWords, {han} and `{han}`.\n"), "fonts/Acme Han.ttf": subset(han)}
    built = build(files)
    assert not built.warnings
    assert built.text().count(han) >= 3
    assert "AcmeHan" in " ".join(fonts(built))


@pytest.mark.parametrize(
    "change",
    [{"_brand.yml": 'meta: {name: The Unit}\ncolor: {primary: "#7a1f3d"}\nlogo: {medium: {path: l.svg, alt: U}}\n'}, {"l.svg": SVG.replace("120", "90")}],
)  # fmt: skip
def test_a_change_of_the_brand_makes_papers_again_and_nothing_else_does(
    build: Callable[..., Built], change: dict[str, str]
) -> None:
    brand = "meta: {name: The Unit}\nlogo: {medium: {path: l.svg, alt: U}}\n"
    first = build({"index.md": source(), "_brand.yml": brand, "l.svg": SVG}).path().read_bytes()
    written = build({}).path().stat().st_mtime_ns
    assert build({}).path().stat().st_mtime_ns == written
    assert build(change).path().read_bytes() != first


def test_a_new_font_of_the_organisation_makes_papers_again(build: Callable[..., Built], tmp_path: Path) -> None:
    files = {"index.md": source(), "_brand.yml": "typography: {base: Libertinus Serif}\n"}
    first = build(files).path().read_bytes()
    (tmp_path / "src" / "fonts").mkdir()
    shutil.copyfile(ARABIC, tmp_path / "src" / "fonts" / "a.ttf")
    again = build({"_brand.yml": "typography: {base: Noto Sans Arabic}\n"})
    assert not again.warnings
    assert again.path().read_bytes() != first


def test_links_are_underlined_where_their_colour_is_that_of_the_text(build: Callable[..., Built]) -> None:
    files = {"index.md": source("paper"), "_brand.yml": 'color: {primary: "#ffd400"}\n'}
    built = build(files)
    assert [line.partition(" WARNING")[0] for line in built.warnings] == ["_brand.yml:1:"]


STANCE = """
```{summary}
Back it, [now](https://unit.example).
```

## Who wants what

```{stakeholder-table} Who wants what
- {name: Heat Company, stance: supports, position: Its own fuel.}
- {name: Regulator, stance: conditional, position: Rules first.}
```

```{milestone-timeline} The road
- {title: Signature, date: 2026-01-01, status: proposed}
```

{bdg-primary}`a badge` and

```python
x = "1"  # one
```
"""
WILD = {
    "yellow": 'color: {primary: "#ffd400", background: "#fffdf2"}',
    "black": 'color: {primary: "#0a0a0a", foreground: "#000"}',
    "red": 'color: {primary: "#e03131", link: "#ff8080"}',
    "white": "color: {primary: white}",
}


@pytest.mark.parametrize("name", WILD)
def test_all_text_can_be_read_whatever_the_brand(build: Callable[..., Built], name: str) -> None:
    built = build({"index.md": FRONT.format(kind="briefing", publisher='""') + STANCE, "_brand.yml": WILD[name]})
    assert [line for line in built.warnings if not line.startswith("_brand.yml:1: ")] == []
    letters: dict[str, set[str]] = {}
    for page in extract_pages(str(built.path())):
        for letter in _letters(page):
            colour = "#" + "".join(f"{round(255 * channel):02x}" for channel in letter.graphicstate.ncolor)
            letters.setdefault(colour, set()).add(letter.get_text())
    brand, _ = load(built.source / "_brand.yml", built.source, built.source / "staged", "", "")
    on_fill = letters.pop(brand.light.on_fill, set()) if brand.light.on_fill != brand.light.ink else set()
    assert on_fill <= set("+a badge\xa0")  # of the tile and of the badge
    assert len(letters) > 2
    assert {
        colour: words for colour, words in letters.items() if least_contrast(colour, brand.light.grounds) < 4.5
    } == {}


def _letters(part: Any) -> Iterator[LTChar]:
    if isinstance(part, LTChar):
        yield part
    elif isinstance(part, (LTPage, LTTextContainer, LTFigure)):
        for inner in part:
            yield from _letters(inner)
