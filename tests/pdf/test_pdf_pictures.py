"""Pictures stand in the paper with a description, and what is no picture does not stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer

from briefkit.core.svg import NoPicture
from briefkit.pdf.assets import Assets

Build = Callable[..., Any]

CHART = """\
<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50">
<rect width="100" height="50" fill="#0F4C5C"/><text x="5" y="20">Chart</text></svg>
"""


def descriptions(built: Any) -> list[str]:
    return [str(tag.element.Alt) for tag in built.tags() if "/Alt" in tag.element]


def test_pictures_have_their_description(build: Build, dot: bytes) -> None:
    built = build(
        {
            "index.md": """\
            # Paper

            ![A dot](dot.png) in a line.

            ![The *chart*](chart.svg)

            ```{figure} dot.png
            :name: dot
            :alt: A larger dot
            :width: 50%
            :target: https://example.org

            The caption

            The legend
            ```

            ```{image} dot.png
            :alt: Half a dot
            :scale: 50
            :align: right
            ```

            <img src="dot.png" alt="From HTML" width="20px">

            | ![In a cell](dot.png) |
            |---|
            """,
            "dot.png": dot,
            "chart.svg": CHART,
        },
        numfig=True,
    )
    names = ["A dot", "The chart", "A larger dot", "Half a dot", "From HTML", "In a cell"]
    assert descriptions(built) == names
    assert "1 The caption" in built.text()
    assert "The legend" in built.text()
    assert built.warnings == []


def test_a_picture_without_description_is_reported_and_takes_its_caption(build: Build, dot: bytes) -> None:
    built = build(
        {
            "index.md": "# Paper\n\n```{figure} dot.png\nThe caption\n```\n\n![](road-map_2.png)\n\n![1.png](1.png)\n",
            "dot.png": dot,
            "road-map_2.png": dot,
            "1.png": dot,
        }
    )
    assert descriptions(built) == [
        "Picture without a description: The caption",
        "Picture without a description: road map",
        "Picture without a description",
    ]
    told = [line for line in built.warnings if "no alternative text" in line]
    assert [line.split(":")[1] for line in told] == ["3", "7", "9"]
    assert all("[briefkit.figure]" in line for line in told)
    assert ["but a file name, '1.png'. Say what it shows" in line for line in told] == [False, False, True]


def test_what_is_no_picture_is_reported_and_its_description_printed(build: Build, tmp_path: Path, dot: bytes) -> None:
    (tmp_path / "outside.png").write_bytes(dot)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "link.png").symlink_to(tmp_path / "outside.png")
    built = build(
        {
            "index.md": """\
            # Paper

            ![nothing there](missing.png)

            ![far away](https://example.org/x.png)

            ![out of the folder](../outside.png)

            ![by a link](link.png)

            ![no picture](text.png)

            ![broken](broken.png) in a line

            ![a bomb](bomb.svg)

            ![no xml](no.svg)
            """,
            "text.png": "I am text",
            "broken.png": dot[:40],
            "bomb.svg": '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg>&c;</svg>',
            "no.svg": "<svg",
        },
        suppress_warnings=["image.not_readable"],
    )
    text = built.text()
    for words in (
        "nothing there",
        "far away",
        "out of the folder",
        "by a link",
        "no picture",
        "broken",
        "a bomb",
        "no xml",
    ):
        assert words in text
    told = [line for line in built.warnings if "[briefkit.figure]" in line]
    assert sorted(int(line.split(":")[1]) for line in told) == [3, 5, 7, 9, 11, 13, 15, 17]
    assert built.status == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no picture that a PDF can show"),
        (b"%PDF-1.7", "no picture that a PDF can show"),
        (b'<?xml version="1.0"?><html><svg/></html>', "no SVG"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', "entities"),
    ],
)
def test_the_message_says_why_a_file_is_no_picture(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "x.png").write_bytes(content)
    with pytest.raises(NoPicture, match=words):
        Assets(tmp_path, tmp_path / "staging").add("x.png")


LETTERED = """\
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="{height}" viewBox="0 0 300 {height}" font-size="20">
<style>@font-face {{ font-family: Brought; src: url(data:font/woff2;base64,AA) }}
.light {{ font-weight: 300 }} .own {{ font: bold 20px/1.2 "Nimbus Roman No9", Times, serif }}</style>{lines}</svg>
"""
SPELLINGS = {
    "a": """font-family="'Source Sans 3'\"""",
    "b": 'font-family="Source Sans 3"',
    "c": 'font-family="Arial, sans-serif"',
    "d": 'style="font-family:Helvetica; font-weight: normal"',
    "e": 'font-family="Nowhere Sans, sans-serif" font-weight="400"',
    "f": 'font-family="sans-serif" font-weight="bold"',
    "g": 'font-family="sans-serif" class="light"',
    "h": 'class="own"',
    "i": 'font-family="monospace"',
    "j": 'font-family="Nowhere Sans"',
}


def letters(part: Any) -> Iterator[LTChar]:
    if isinstance(part, LTChar):
        yield part
    elif isinstance(part, LTContainer):
        for inner in part:
            yield from letters(inner)


def test_text_in_pictures_has_the_face_and_the_weight_that_it_names(build: Build) -> None:
    lines = "".join(
        f'<text x="5" y="{25 * number + 20}" {spelling}>{name}Hamburgevons</text>'
        for number, (name, spelling) in enumerate(SPELLINGS.items())
    )
    picture = LETTERED.format(height=25 * len(SPELLINGS), lines=lines)
    figure = "```{figure} a.svg\n:alt: Letters\n\nCaption\n\nHamburgevons\n```\n"
    built = build({"index.md": f"# Paper\n\n{figure}\n{figure}", "a.svg": picture})
    page = next(iter(extract_pages(str(built.path()))))
    drawn = list(letters(page))
    text = "".join(char.get_text() for char in drawn)

    def width(start: int) -> float:
        return drawn[start + 11].x1 - drawn[start].x0

    found = {name: text.index(f"{name}Hamburgevons") + 1 for name in SPELLINGS}
    fonts = {name: drawn[at].fontname.partition("+")[2] for name, at in found.items()}
    assert fonts == dict.fromkeys("abcdefgj", "SourceSans3-Roman") | {
        "h": "SourceSerif4Roman-Regular",
        "i": "DejaVuSansMono",
    }
    widths = {name: width(at) for name, at in found.items()}
    legend = next(at for at in range(len(text)) if text.startswith("Hamburgevons", at) and at not in found.values())
    regular = width(legend) * 15 / 8.75
    assert [widths[name] for name in "abcdej"] == pytest.approx([regular] * 6, rel=0.005)
    assert widths["g"] < 0.99 * regular < 1.01 * regular < widths["f"]
    assert len(built.warnings) == 1
    assert "index.md:3: WARNING: The text of the picture 'a.svg' is set in 'Source Sans 3'" in built.warnings[0]
    assert "no font is named 'Nowhere Sans'. Name one of DejaVu Sans Mono, " in built.warnings[0]
