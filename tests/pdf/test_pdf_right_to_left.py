"""Papers that are written from the right: mirrored, and read and copied as they were typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from tests.structure import Paper, read_aloud

from briefkit.pdf.assets import paper_svg

Build = Callable[..., Any]

FRONT = "---\ntitle: من يدفع ثمن الدفء؟\nbriefing:\n  language: ar\n---\n"


def aloud(build: Build, body: str, front: str = FRONT, **files: str | bytes) -> tuple[str, Any]:
    built = build({"index.md": f"{front}{body}"} | files, briefkit_papers=[])
    assert built.warnings == []
    return read_aloud(built.path()), built


SENTENCES = (
    "ينبغي أن تعتمد ماريفيا هذا العام معيارًا للتدفئة في المساكن المؤجَّرة، تصحبه منحة تتناقص مع الوقت وقاعدة لتقاسم الوفر.",
    "تسبّب الغلايات 83% من الانبعاثات (2.45 مليون طن)، أي 14,000 فلورين للمسكن في الفترة 2027–2034.",
    "عرض المصرف (NSDB) خط ائتمان قيمته US$5 bn، والتقرير MIPP-B-12 يقترح «الغاز الأخضر» حلًّا مكافئًا [خليط 20–80].",
    "هل يؤيّد المستأجرون القانون؟ نعم: بشروط!",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_read_as_it_was_typed(build: Build, sentence: str) -> None:
    text, _ = aloud(build, sentence + "\n")
    assert sentence in text
    assert "من يدفع ثمن الدفء؟" in text


def test_what_is_marked_in_a_sentence_is_read_in_its_place(build: Build) -> None:
    body = "دعم [لكل مالك كل عام](https://a.example) ثم **تدفئة نظيفة** ثم *خطوة* وبعدها `code` في 2030[^1].\n\n[^1]: حاشية صغيرة.\n"
    text, _ = aloud(build, body)
    assert (
        re.sub(r"1.*?صغيرة\.", "", text)
        .replace("\n", "")
        .endswith("دعم لكل مالك كل عام ثم تدفئة نظيفة ثم خطوة وبعدها code في 2030.")
    )
    assert "حاشية صغيرة." in text


def test_a_passage_from_the_right_is_read_in_an_english_paper(build: Build) -> None:
    body = "They say {lang}`ar من يدفع ثمن الغلاي يوفّر` and {lang}`he מי משלם` (as ever) in 2024.\n"
    front = FRONT.replace("language: ar", "language: en")
    text, _ = aloud(build, body.replace("{lang}`he מי משלם`", "{lang}`ar لا أحد`"), front)
    read = re.sub(r"[\u200e\u200f\u202a-\u202e]", "", text)
    assert "They say من يدفع ثمن الغلاي يوفّر and لا أحد (as ever) in 2024." in read


def test_copied_text_has_each_letter_once(build: Build) -> None:
    sentence = "يبيّن الشكل أن غلايات هذه المساكن تسبب معظم الانبعاثات في شتاء قارس."
    _, built = aloud(build, f"{sentence}\n\n{sentence}\n")
    with Paper(built.path()) as paper:
        copied = Counter("".join(glyph.text for glyph in paper.glyphs if glyph.page == 0))
    typed = Counter(sentence)
    assert {letter: copied[letter] for letter in "غشك"} == {letter: 2 * typed[letter] for letter in "غشك"}


def test_a_page_from_the_right_is_turned_from_the_right(build: Build) -> None:
    _, built = aloud(build, "نص قصير.\n")
    assert str(built.pdf().Root.ViewerPreferences.Direction) == "/R2L"


def test_text_of_a_picture_in_arabic_costs_no_paper(build: Build) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 60" width="400" height="60"'
        ' font-family="Noto Sans Arabic" font-size="30"><style>.b{fill:#0F4C5C}</style>'
        '<text x="380" y="40" text-anchor="end" class="b">غلايات الغاز <tspan dy="2">2.45</tspan></text></svg>'
    )
    text, built = aloud(build, "![غلايات الغاز 2.45](heat.svg)\n\nنص بعدها.\n", **{"heat.svg": svg})
    (figure,) = [tag for tag in built.tags() if tag.kind == "Figure"]
    assert str(figure.element.Alt) == "غلايات الغاز 2.45"
    assert "نص بعدها." in text


def test_the_picture_shows_its_arabic_text() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><g><text x="1" fill="red">غاز</text> <text>gas</text></g></svg>'
    cleaned = paper_svg(svg.encode(), "gas.svg")[0].decode()
    assert '<clipPath id="briefkit-text-0"><text x="1" fill="red">غاز</text></clipPath><rect' in cleaned
    assert 'fill="red" clip-path="url(#briefkit-text-0)"' in cleaned
    assert "<text>gas</text>" in cleaned
