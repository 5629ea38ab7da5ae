"""The organisation's brand: what ``conf/_brand.yml`` says, what is wrong in it, and the colours that follow."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import fontpkg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import BRIEFING, Built, paper

from briefkit.core.brand import Brand, load
from briefkit.core.brandmodel import parse_size
from briefkit.core.colours import NoColour, contrast, least_contrast, mix, parse_colour
from briefkit.core.scheme import DARK, LIGHT, scheme

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h40v20H0z"/></svg>'
COLOURS = st.builds("#{:06x}".format, st.integers(0, 0xFFFFFF))
SERIF = next(file.path for file in fontpkg.families()["source-serif-4"].files if file.style == "normal")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple[Brand, list[str]]]:
    """The brand of a file in a folder that has the logo ``logo.svg``, and each problem with its line."""
    folder = tmp_path / "conf"
    folder.mkdir()
    (folder / "logo.svg").write_text(SVG)

    def run(text: str, name: str = "The Unit") -> tuple[Brand, list[str]]:
        file = folder / "_brand.yml"
        file.write_text(dedent(text), encoding="utf-8")
        brand, problems = load(file, folder, tmp_path / "staged", name, "")
        return brand, [f"{Path(one.place.file).name}:{one.place.line}: {one.text}" for one in problems]

    return run


MISTAKES = [
    ("colour: {primary: red}", "1: colour: there is no such field. Allowed: meta, logo, color, typography or defaults. Did you mean 'color'?"),
    ("color:\n  primray: red", "2: color.primray: there is no such field. Allowed: palette, foreground, background, primary, secondary, tertiary, success, info, warning, danger, light, dark or link. Did you mean 'primary'?"),
    ("color:\n  primary: #0F4C5C", "2: '#0F4C5C' is a comment in YAML, since it begins with '#'. Put it in quotes: primary: \"#0F4C5C\""),
    ("color:\n  primary: '#12345'", "2: color.primary: '#12345' is no colour. Allowed: '#0F4C5C', 'rgb(15 76 92)', 'hsl(193 72% 21%)' or a name of CSS such as 'teal'."),
    ("color:\n  palette: {ocean: navy}\n  primary: oceam", "3: color.primary: 'oceam' is no colour. Allowed: '#0F4C5C', 'rgb(15 76 92)', 'hsl(193 72% 21%)' or a name of CSS such as 'teal', or of the palette: ocean. Did you mean 'ocean'?"),
    ("color:\n  palette:\n    a: c\n    b: navy\n    c: a\n  primary: b", "3: color.palette.a: 'c' leads back to itself (color.palette.a → color.palette.c). Give one of these names a colour.\n5: color.palette.c: 'a' leads back to itself (color.palette.c → color.palette.a). Give one of these names a colour."),
    ("color:\n  background: '#222'", "2: color.background: #222222 is too dark to print on. Papers are printed on a light ground; one for dark pages is given as 'background: {dark: …}'. #ffffff is used."),
    ("color:\n  background:\n    dark: white", "3: color.background.dark: #ffffff is too light for dark pages. #12181b is used."),
    ("color:\n  foreground: '#999999'", "2: color.foreground: the contrast of #999999 on #d6e1e3 is 2.14, and text needs 4.5. Text is printed in #1a1e21; give a darker colour."),
    ("color:\n  primary: '#ffd400'", "2: color.primary: the contrast of #ffd400 on #fff8d4 is 1.34, and text needs 4.5. Text in the brand's colour is printed in #1a1e21; grounds and rules keep it. Give 'secondary' a colour that can be read to choose another."),
    ("color:\n  primary: '#e03131'", "2: color.primary: the contrast of #e03131 on #fadcdc is 3.51, and text needs 4.5. Text in the brand's colour is printed in #be2a2a; grounds and rules keep it."),
    ("color:\n  link: '#cccccc'", "2: color.link: the contrast of #cccccc on #d5e2e5 is 1.21, and text needs 4.5. It is printed in #616161."),
    ("typography:\n  link: {color: tael}", "2: typography.link.color: 'tael' is no colour. Allowed: '#0F4C5C', 'rgb(15 76 92)', 'hsl(193 72% 21%)' or a name of CSS such as 'teal'. Did you mean 'teal'?"),
    ("typography:\n  headings: {color: danger}", "2: typography.headings.color: 'danger' has no colour in 'color'. Allowed: '#0F4C5C', 'rgb(15 76 92)', 'hsl(193 72% 21%)' or a name of CSS such as 'teal'. Did you mean 'orangered'?"),
    ("typography:\n  base: {size: 11 points}", "2: typography.base.size: '11 points' is no size. Write a number with pt, px, rem, em or %, such as 11pt or 1.1rem."),
    ("typography:\n  base:\n    size: 6pt", "3: typography.base.size: body type has 9.5 to 12.5 pt, so that the grid holds and nothing is below 8 pt. 9.5 pt is used."),
    ("typography:\n  base:\n    line-height: 3", "3: typography.base.line-height: lines have 1.2 to 1.7 of the size. 1.7 is used."),
    ("typography:\n  base: {line-height: wide}", "2: typography.base.line-height: 'wide' is no line height. Write a multiple of the size, such as 1.4 or 140%."),
    ("typography:\n  headings: {weight: bald}", "2: typography.headings.weight: 'bald' is no weight. Allowed: 100 to 900, or thin, extra-light, ultra-light, light, normal, regular, medium, semi-bold, demi-bold, bold, extra-bold, ultra-bold or black. Did you mean 'bold'?"),
    ("typography:\n  base: Source Sarif 4", "2: typography.base.family: the font 'Source Sarif 4' is not installed. Install it, if there is a package fontpkg-source-sarif-4, or put its TTF or OTF files into the folder 'fonts'. There are: {families}. Did you mean 'Source Serif 4'?"),
    ("typography:\n  fonts:\n    - family: Lora\n      source: google\n  base: Lora", "4: typography.fonts.1.source: nothing is fetched from Google Fonts, and 'Lora' is not installed. Install it, if there is a package fontpkg-lora, or put its TTF or OTF files into the folder 'fonts'."),
    ("typography:\n  fonts: [{family: X, source: gogle}]", "2: typography.fonts.1.source: 'gogle' is not known. Allowed: file, google, bunny or system. Did you mean 'google'?"),
    ("typography:\n  fonts:\n    - family: X\n      source: file\n      files: [fonts/x.ttf]", "5: typography.fonts.1.files.1: 'fonts/x.ttf' was not found in 'conf/'."),
    ("typography:\n  fonts:\n    - family: X\n      source: file\n      files: [https://acme.example/x.ttf]", "5: typography.fonts.1.files.1: 'https://acme.example/x.ttf' is fetched from nowhere. Put the file into 'conf/' and write its name."),
    ("typography:\n  fonts: [{family: X, source: file}]", "2: typography.fonts.1: there are no 'files'. Name TTF or OTF files."),
    ("color:\n  palette:\n    c: c", "3: color.palette.c: 'c' is the name of this colour itself. Write the colour, such as '#0F4C5C'."),
    ("color:\n  palette: {my red: my red}", "2: color.palette.my red: 'my red' is the name of this colour itself. Write the colour, such as '#0F4C5C'."),
    ("color: {primary: primary}", "1: color.primary: 'primary' is the name of this colour itself. Write the colour, such as '#0F4C5C'."),
    ("color:\n  palette: {my-house: my-hous}", "2: color.palette.my-house: 'my-hous' is no colour. Allowed: '#0F4C5C', 'rgb(15 76 92)', 'hsl(193 72% 21%)' or a name of CSS such as 'teal', or of the palette: my-house."),
    ("logo:\n  medium: {path: acts.svg, alt: The Unit}", "2: logo.medium: The picture 'acts.svg' is shown without what could act in it or load something from elsewhere: onload=\"x()\". Save it as plain SVG, with labels as text and pictures embedded."),
    ("logo: loga.svg", "1: logo: 'loga.svg' was not found in 'conf/'. Did you mean 'logo.svg'?"),
    ("logo:\n  images: {name: logo.svg}\n  medium: {light: nam, dark: name}", "3: logo.medium.light: 'nam' was not found in 'conf/'. Of 'images': name.\n3: logo.medium.dark: the logo has no 'alt', so 'The Unit' is read out. Write {path: logo.svg, alt: …}."),
    ("logo: _brand.yml", "1: logo: '_brand.yml' is no picture. Allowed: .gif, .jpeg, .jpg, .png, .svg or .webp."),
    ("logo: ../outside.svg", "1: logo: '../outside.svg' lies outside of 'conf/'. Copy the file into it."),
    ("logo: link.svg", "1: logo: 'link.svg' lies outside of 'conf/'. Copy the file into it."),
    ("logo: https://acme.example/logo.svg", "1: logo: 'https://acme.example/logo.svg' is fetched from nowhere. Put the file into 'conf/' and write its name."),
    ("logo:\n  medium: logo.svg", "2: logo.medium: the logo has no 'alt', so 'The Unit' is read out. Write {path: logo.svg, alt: …}."),
    ("color:\n  link: navy\ntypography:\n  link:\n    background-color: black", "5: typography.link.background-color: the contrast of links, #000080, on #000000 is 1.31, and text needs 4.5. It is left out."),
    ("logo: {path: logo.svg}", "1: logo: the logo has no 'alt', so 'The Unit' is read out. Write {path: logo.svg, alt: …}."),
    ("meta:\n  link: acme.example", "2: meta.link: 'acme.example' is no address of a page. It begins with https://."),
    ("meta:\n  nmae: The Unit\n  tagline: Facts\n  link: {hmoe: https://acme.example, forum: https://acme.example/f}", "2: meta.nmae: nothing is made of this field. Did you mean 'name'?\n4: meta.link.hmoe: nothing is made of this field. Did you mean 'home'?"),
    ("meta: {name: The Unit}\ncolor:\n  primary: '#0F4C5C x: [\n", "3: primary: the quote that opens the text is never closed. Type ' where the text ends.\n3: color.primary: '#0F4C5C x: [' is no colour. Allowed: '#0F4C5C', 'rgb(15 76 92)', 'hsl(193 72% 21%)' or a name of CSS such as 'teal'."),
    ("- color", "1: Here must stand a mapping, one 'name: value' a line."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_its_cure(
    read: Callable[..., tuple[Brand, list[str]]], tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "outside.svg").write_text(SVG)
    (tmp_path / "conf" / "acts.svg").write_text(SVG.replace("<svg", '<svg onload="x()"'))
    (tmp_path / "conf" / "link.svg").symlink_to(tmp_path / "outside.svg")
    families = (
        "DejaVu Sans Mono, Libertinus Serif, New Computer Modern, Noto Sans Arabic, Source Sans 3 or Source Serif 4"
    )
    _, problems = read(text)
    expected = message.replace("{families}", families).split("\n")
    assert problems == [f"_brand.yml:{line}" for line in expected]


def test_a_whole_file_is_read(read: Callable[..., tuple[Brand, list[str]]]) -> None:
    brand, problems = read(
        """
        meta:
          name: {short: Acme, full: Acme Institute}
          link: https://acme.example
          founded: 1952
        logo:
          images:
            dark_name: {path: logo.svg, alt: Acme}
          medium: {light: {path: logo.svg, alt: Acme Institute}, dark: dark_name}
        color:
          palette: {deep_red: "#8B1E3F", accent: deep_red}
          primary: {light: accent, dark: "#f0a0b0"}
          foreground: rgb(20, 20, 20)
          link: primary
        typography:
          base: {family: source serif 4, size: 11pt, line-height: 140%}
          headings: {weight: bold, color: foreground}
          monospace: {size: 0.9em}
          link: {decoration: underline}
        defaults: {quarto: {format: {html: {toc: true}}}}
        """
    )
    assert problems == []
    assert brand.name == "Acme Institute"
    assert (brand.light.fill, brand.dark.fill, brand.light.link) == ("#8b1e3f", "#f0a0b0", "#8b1e3f")
    assert brand.light.ink == brand.type.heading_colour[0] == "#141414"
    sign = brand.logo("large", "medium")
    assert sign is not None
    assert (sign.light.alt, sign.dark.alt) == ("Acme Institute", "Acme")  # type: ignore[union-attr]
    assert (brand.type.base, brand.type.heading_weight, brand.type.line) == ("Source Serif 4", 700, 1.4)
    assert brand.type.scale == pytest.approx(11 / 10.5)


def test_without_a_file_the_house_style_stands_as_it_is(tmp_path: Path) -> None:
    brand, problems = load(tmp_path / "_brand.yml", tmp_path, tmp_path / "staged", "", "")
    assert (brand.light, brand.dark, brand.fonts, problems) == (LIGHT, DARK, (), [])


def test_the_organisations_fonts_are_found_under_the_name_that_the_file_gives_them(
    read: Callable[..., tuple[Brand, list[str]]], tmp_path: Path
) -> None:
    shutil.copyfile(SERIF, tmp_path / "conf" / "house.ttf")
    brand, problems = read(
        "typography: {base: Acme Text, fonts: [{family: Acme Text, source: file, files: [house.ttf]}]}"
    )
    assert problems == []
    assert brand.type.base == "Source Serif 4"
    assert [(face.family, face.weights) for face in brand.fonts] == [("Source Serif 4", (200, 900))]


def test_a_folder_of_fonts_is_taken_as_a_whole_and_what_is_no_font_is_told(
    read: Callable[..., tuple[Brand, list[str]]], tmp_path: Path
) -> None:
    fonts = tmp_path / "conf" / "fonts" / "acme"
    fonts.mkdir(parents=True)
    shutil.copyfile(SERIF, fonts / "Acme.ttf")
    (fonts / "Acme.woff2").write_bytes(b"wOF2")
    (fonts / "Broken.otf").write_bytes(b"no font at all")
    (fonts / "outside.ttf").symlink_to(SERIF)
    (fonts / "OFL.txt").write_text("The licence.")
    brand, problems = read("typography: {base: Source Serif 4}")
    assert problems == [
        "Acme.woff2:1: 'Acme.woff2' is passed over: papers take TTF and OTF alone. Put the TTF or OTF of it there; pages are served the same file.",
        "Broken.otf:1: 'Broken.otf' cannot be read as a font. Put the file there anew, as TTF or OTF.",
        "outside.ttf:1: 'outside.ttf' lies outside of 'conf/'. Copy the file into it.",
    ]
    assert [face.family for face in brand.fonts] == ["Source Serif 4"]


def test_a_font_that_no_document_may_hold_is_left_out(
    read: Callable[..., tuple[Brand, list[str]]], tmp_path: Path, subset: Callable[..., bytes]
) -> None:
    (tmp_path / "conf" / "house.ttf").write_bytes(subset("政", fsType=2))
    brand, problems = read("typography: {fonts: [{family: Acme, source: file, files: [house.ttf]}]}")
    assert problems == [
        "_brand.yml:1: typography.fonts.1.files.1: 'house.ttf' says that no document may hold it, so it is left out. Ask its maker for a file that may be."
    ]
    assert brand.fonts == ()


def test_the_digest_changes_with_the_logo_and_with_a_font_and_not_otherwise(
    read: Callable[..., tuple[Brand, list[str]]], tmp_path: Path
) -> None:
    text = "logo: {medium: {path: logo.svg, alt: Acme}}"
    first = read(text)[0].digest
    assert read(text)[0].digest == first
    (tmp_path / "conf" / "logo.svg").write_text(SVG.replace("40", "41"))
    second = read(text)[0].digest
    (tmp_path / "conf" / "fonts").mkdir()
    shutil.copyfile(SERIF, tmp_path / "conf" / "fonts" / "a.ttf")
    assert len({first, second, read(text)[0].digest}) == 3


@pytest.mark.parametrize(
    ("typed", "colour"),
    [
        ("#FFF", "#ffffff"), ("#0f4c5c", "#0f4c5c"), ("#000c", "#333333"), ("#0f4c5cff", "#0f4c5c"),
        ("rgb(15, 76, 92)", "#0f4c5c"), ("rgb(15 76 92 / 100%)", "#0f4c5c"), ("rgba(0,0,0,.5)", "#808080"),
        ("rgb(100% 0% 0%)", "#ff0000"), ("hsl(0, 100%, 50%)", "#ff0000"), ("hsl(480deg 100% 50%)", "#00ff00"),
        ("RebeccaPurple", "#663399"),
    ],
)  # fmt: skip
def test_colours_are_read_as_css_writes_them(typed: str, colour: str) -> None:
    assert parse_colour(typed) == colour


@pytest.mark.parametrize(
    "typed",
    ["", "#12", "#12345", "#ggg", "0f4c5c", "rgb(256, 0, 0)", "rgb(1 2)", "rgb(1, 2%, 3)", "hsl(1, 2, 3)",
     "hsl(0 101% 0%)", "rgb(0 0 0 / 2)", "transparent", "currentColor", "var(--x)", "url(x)", "#１２３"],
)  # fmt: skip
def test_what_is_no_colour_is_none(typed: str) -> None:
    with pytest.raises(NoColour):
        parse_colour(typed)


@given(st.text() | st.from_regex(r"(#[0-9a-f]{3,8}|(rgb|hsl)a?\([\d.%, /deg]*\))", fullmatch=True))
def test_any_text_is_a_colour_or_is_refused(text: str) -> None:
    try:
        assert parse_colour(parse_colour(text)) == parse_colour(text)
    except NoColour:
        return


@pytest.mark.parametrize(
    ("typed", "size"),
    [("11pt", (11, "pt")), ("16px", (1, "part")), ("1.2rem", (1.2, "part")), ("90%", (0.9, "part")), (".9EM", (0.9, "part"))],
)  # fmt: skip
def test_sizes_are_points_or_parts_of_the_house_styles(typed: str, size: tuple[float, str]) -> None:
    found = parse_size(typed)
    assert found is not None
    assert (found.value, found.unit) == size


@given(st.text() | st.from_regex(r"[\d.]{0,6} ?(pt|px|rem|em|%|mm|)", fullmatch=True))
def test_any_text_is_a_size_above_nothing_or_is_none(text: str) -> None:
    found = parse_size(text)
    assert found is None or found.value > 0


KEYS = st.sampled_from(
    ["meta", "name", "logo", "images", "medium", "light", "dark", "path", "color", "palette", "primary", "background",
     "typography", "fonts", "family", "source", "files", "base", "headings", "monospace-block", "size", "weight", "a"]
)  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | KEYS
    | st.sampled_from(["red", "a", "file", "1rem"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)  # a file is written and read, on whatever disk
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_whatever_stands_in_the_file_gives_a_brand_and_messages(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    (folder / "_brand.yml").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8", errors="replace")
    brand, problems = load(folder / "_brand.yml", folder, folder / "staged", "", "")
    assert least_contrast(brand.light.brand, brand.light.grounds) >= 4.5
    assert all(one.place.line and one.text.endswith((".", "?", "'", '"')) for one in problems)


@settings(deadline=None)
@given(st.text())
def test_whatever_text_the_file_is_gives_a_brand(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "text"
    folder.mkdir(exist_ok=True)
    (folder / "_brand.yml").write_text(f"color:\n  {text}\n", encoding="utf-8", errors="replace")
    brand, _ = load(folder / "_brand.yml", folder, folder / "staged", "", "")
    assert contrast(brand.light.on_fill, brand.light.fill) >= 4.5


def test_contrast_and_tints_are_those_of_the_house_style() -> None:
    assert round(contrast("#0F4C5C", "#ffffff"), 2) == 9.51
    assert (mix("#0F4C5C", 0.07, "#ffffff"), mix("#0F4C5C", 0.17, "#ffffff")) == ("#eef2f4", "#d6e1e3")


@given(COLOURS, COLOURS, st.sampled_from([LIGHT, DARK]))
def test_text_can_be_read_whatever_the_brand(colour: str, second: str, base: object) -> None:
    made = scheme(base, colour, second)  # type: ignore[arg-type]
    for text in (made.ink, made.grey, made.brand, made.link):
        assert least_contrast(text, made.grounds) >= 4.5
    assert contrast(made.on_fill, made.fill) >= 4.5


def test_the_name_of_the_brand_publishes_what_names_no_publisher(build: Callable[..., Built]) -> None:
    files = {
        "index.md": paper("A paper", "Words.\n", "date: 2025-08-13", BRIEFING),
        "_brand.yml": "meta: {name: Acme Institute}\n",
    }
    built = build(files)
    assert "Acme Institute" in built.main("index")
    assert "Acme Institute" not in build({}, briefkit_publisher="The Unit").main("index")


def test_a_brand_file_that_is_named_must_be_there(build: Callable[..., Built]) -> None:
    built = build({"index.md": paper("A paper"), "acme.yml": ""}, mistakes=True, briefkit_brand="acne.yml")
    assert built.warnings == [
        "conf.py:1: WARNING: briefkit_brand: 'acne.yml' was not found. Did you mean 'acme.yml'? [briefkit.setting]"
    ]
