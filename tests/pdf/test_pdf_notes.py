"""A note stands on the page of its mark, whatever holds the mark."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from pdfminer.high_level import extract_pages

Build = Callable[..., Any]
LINES = "Some more text to have lines that go on and on. " * 3
NOTES = "\n".join(
    f"[^b{number}]: NOTE{number} has several lines. {'It is long, so that the note is high. ' * 6}"
    for number in range(6)
)


FORMS = {
    "list": ("", "- {text}", ""),
    "box": ("```{{box}} Box", "{text}\n", "```"),
    "note": ("```{{note}}", "{text}\n", "```"),
    "quotation": ("", "> {text}\n>", ""),
    "definitions": ("", "Term {number}\n: {text}\n", ""),
    "timeline": (
        "```{{milestone-timeline}} Road",
        "- {{title: Step {number}, date: 2026-0{number}-01, status: proposed, description: '{text}'}}",
        "```",
    ),
}


def pages_of(built: Any, word: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, page in enumerate(extract_pages(str(built.path()))):
        for item in page:
            for match in re.findall(word + r"(\d)", item.get_text() if hasattr(item, "get_text") else ""):
                found.setdefault(match, number)
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_note_is_printed_on_the_page_of_its_mark(build: Build, form: str) -> None:
    begin, one, end = FORMS[form]
    marks = [one.format(number=number + 1, text=f"REF{number}[^b{number}] {LINES}") for number in range(6)]
    body = "\n".join([begin.format(), *marks, end])
    for before in (8, 13, 18):
        filler = "Filler text in a line.\n\n" * before
        built = build({"index.md": f"# Paper\n\n{filler}{body}\n\n{NOTES}\n"})
        assert built.warnings == []
        assert pages_of(built, "REF") == pages_of(built, "NOTE")
        assert len(built.pdf().pages) == 2


def test_a_note_that_cannot_be_brought_to_its_mark_is_told(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefkit.pdf.repair.strays", lambda _pdf: [0])
    built = build({"index.md": "# Paper\n\nFirst.\n\nWords with a note.[^a]\n\n[^a]: The note.\n"})
    assert built.status == 0
    assert [line.split(",")[0] for line in built.warnings] == [
        "index.md:5: WARNING: This note is printed on another page than its mark"
    ]
    assert "The note." in built.text()
