"""Pictures stand in the paper with a description, and what is no picture does not stop it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
