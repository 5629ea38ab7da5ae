"""What is counted of a text before it is set is never less than what the compiler makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from briefkit.pdf import extent
from briefkit.pdf.compile import fonts
from briefkit.pdf.extent import extent_of
from briefkit.pdf.typst import Content, call, literal

TEXTS = (
    "The ministry wants the grant paid through the municipalities, with quarterly reporting and a cap on costs.",
    "Ministerialbevollmächtigte Wohnungsbaugenossenschaften verantworten Energieeffizienzmaßnahmen grundsätzlich.",
    "THE UNIONS WANT A GUARANTEE IN WRITING BEFORE ANY VOTE. NO GUARANTEE, NO VOTE.",
    "Министерство поддерживает соглашение при условии, что проверка завершится до конца года.",
    "تؤيد الوزارة الاتفاق بشرط أن تكتمل المراجعة قبل نهاية العام.",
    "政府支持该协议，但须在年底前完成审查并公布结果。",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "",
)
MEASURE = """
#set text(font: ("Source Sans 3", "Noto Sans Arabic"), size: 8.75pt, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: 2.5pt, linebreaks: "simple")
#let counts(width, text) = calc.round((measure(width: width * 1mm, par(text)).height + 2.5pt) / 11.25pt)
"""


def of(*lines: str) -> extent.Extent:
    return extent_of(Content([call("par", Content([call("text", line)])) for line in lines]))


@pytest.mark.parametrize("width", [22, 30, 60, 120])
def test_no_text_has_more_lines_than_were_counted(width: int, tmp_path: Path) -> None:
    texts = ", ".join(map(literal, TEXTS))
    main = tmp_path / "main.typ"
    main.write_text(
        f"{MEASURE}\n#context [#metadata(({texts}).map(it => counts({width}, it)))<counts>]", encoding="utf-8"
    )
    counts = json.loads(
        typst.query(str(main), "<counts>", field="value", one=True, font_paths=fonts(), ignore_system_fonts=True)
    )
    assert max(counts) > 1
    assert [text for text, count in zip(TEXTS, counts, strict=True) if count > max(1, of(text).most_lines(width))] == []


def test_a_cell_tells_its_longest_words_and_its_lines() -> None:
    told = of("No new grants", "before the agreement of 2031").told()
    assert told["words"] == ["agreement", "before", "grants"]
    assert (told["lines"], told["sure"], told["tile"]) == (2, True, False)
    assert 2 * told["line"] > told["whole"] > told["line"]


def test_what_is_unknown_is_never_taken_for_short() -> None:
    found = extent_of(Content([call("text", "See "), call("math.equation", "x"), call("image", "/a.png", alt="A map")]))
    assert not found.sure
    assert found.most_lines(100) == float("inf")
    assert found.told()["words"] == ["See", "x"]


def test_marks_and_addresses_are_no_text() -> None:
    link = call("link", "https://www.example.org/a-very-long-address", Content([call("text", "the law")]))
    assert extent_of(Content([call("anchor", "p/index#a"), link])).told()["words"] == ["law", "the"]


def test_the_word_behind_a_sign_is_one_with_it() -> None:
    assert extent_of(call("status", sign="✓", label="In force")).told()["words"] == ["force", "✓\u2060In"]


@given(st.lists(st.text(max_size=200), max_size=4))
def test_any_text_can_be_counted(lines: list[str]) -> None:
    found = of(*lines)
    assert found.sure
    assert len(found.widths) == sum(bool(line.strip()) for line in lines)
    assert set(found.told()["words"]) <= {word for line in lines for word in extent._BLANKS.split(line)}
