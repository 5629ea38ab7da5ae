"""A bad value in a directive's body is told with exactly its line, wherever the directive stands."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.conftest import Built

RECORDS = [
    "- heading: One",
    "  text: Words.",
    "- heading: Two",
    "  colour: red",
    "- heading: Three",
    "  see: {a: b}",
]
ROLE = [
    "- heading: One",
    "  text: |",
    "    First line.",
    "",
    "    See {reff}`x` there.",
    "- heading: See {reff}`y`",
]


def fenced(lines: list[str], *options: str, fence: str = "```") -> list[str]:
    return [f"{fence}{{key-takeaways}}", *options, *lines, fence]


def inside(lines: list[str], fence: str, directive: str, *options: str) -> list[str]:
    return [f"{fence}{{{directive}}}", *options, *lines, fence]


FORMS: dict[str, Callable[[list[str]], list[str]]] = {
    "a fence": fenced,
    "a fence with options": lambda lines: fenced(lines, ":name: x", ":class: y", ""),
    "a fence with options and no blank line": lambda lines: fenced(lines, ":name: x"),
    "a fence with options between rules": lambda lines: fenced(lines, "---", "name: x", "---"),
    "a fence with a blank line": lambda lines: fenced(lines, ""),
    "a colon fence": lambda lines: fenced(lines, fence=":::"),
    "a colon fence with options": lambda lines: fenced(lines, ":name: x", "", fence=":::"),
    "a note": lambda lines: inside(fenced(lines, fence=":::"), "::::", "note"),
    "a note of backticks": lambda lines: inside(fenced(lines), "````", "note"),
    "a note with options": lambda lines: inside(fenced(lines, ":name: x", ""), "````", "note", ":class: y", ""),
    "a note in a note": lambda lines: inside(inside(fenced(lines), "````", "note"), "`````", "note"),
    "a list": lambda lines: ["- Item", "", *(f"  {line}".rstrip() for line in fenced(lines))],
    "a quotation": lambda lines: [f"> {line}" for line in fenced(lines)],
    "a body that opens with a rule": lambda lines: fenced(lines, "---"),
    "a passage of several paragraphs": lambda lines: ["One", "two.", "", "Three.", "", *fenced(lines)],
}


def expected(source: list[str], *words: str) -> list[int]:
    return [number for number, line in enumerate(source, 1) if any(word in line for word in words)]


def told(built: Built, name: str) -> list[int]:
    return [int(found[1]) for line in built.warnings if (found := re.match(rf"{re.escape(name)}:(\d+): ", line))]


@pytest.mark.parametrize("form", FORMS)
def test_a_bad_field_in_myst_is_told_with_its_line(build: Callable[..., Built], form: str) -> None:
    source = ["# Guide", "", *FORMS[form](RECORDS), ""]
    built = build({"index.md": "\n".join(source)}, mistakes=True)
    assert told(built, "index.md") == expected(source, "colour:", "{a: b}")
    assert len(built.warnings) == 2


@pytest.mark.parametrize("form", FORMS)
def test_a_bad_role_in_a_field_in_myst_is_told_with_its_line(build: Callable[..., Built], form: str) -> None:
    source = ["# Guide", "", *FORMS[form](ROLE), ""]
    built = build({"index.md": "\n".join(source)}, mistakes=True)
    assert sorted(told(built, "index.md")) == expected(source, "{reff}")
    assert len(built.warnings) == 2


def test_lines_are_those_of_a_page_with_front_matter(build: Callable[..., Built]) -> None:
    source = [
        "---",
        "title: A",
        "keywords: [a]",
        "briefing: {status: draft}",
        "---",
        "",
        *fenced(RECORDS, ":name: x"),
        "",
    ]
    built = build({"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": "\n".join(source)}, mistakes=True)
    assert told(built, "p/index.md") == expected(source, "colour:", "{a: b}")


@pytest.mark.parametrize("before", [[], ["One", "two.", ""]])
def test_lines_are_those_of_an_included_file(build: Callable[..., Built], before: list[str]) -> None:
    part = [*before, *fenced(RECORDS, ":name: x"), ""]
    after = ["```{include} part.inc", "```", "", *fenced(RECORDS), ""]
    files = {"index.md": "\n".join(["# Guide", "", *after]), "part.inc": "\n".join(part)}
    built = build(files, mistakes=True)
    assert told(built, "part.inc") == expected(part, "colour:", "{a: b}")
    assert told(built, "index.md") == expected(["# Guide", "", *after], "colour:", "{a: b}")


REST = {
    "alone": (lambda lines: [".. key-takeaways::", "", *(f"   {line}".rstrip() for line in lines)]),
    "with options": (
        lambda lines: [
            ".. key-takeaways::",
            "   :name: x",
            "   :class: y",
            "",
            *(f"   {line}".rstrip() for line in lines),
        ]
    ),
    "in a note": (
        lambda lines: [
            ".. note::",
            "",
            "   .. key-takeaways::",
            "",
            *(f"      {line}".rstrip() for line in lines),
        ]
    ),
    "in a note with options": (
        lambda lines: [
            ".. note::",
            "   :class: a",
            "",
            "   .. key-takeaways:: T",
            "      :name: x",
            "",
            *(f"      {line}".rstrip() for line in lines),
        ]
    ),
    "in a list": (
        lambda lines: ["- Item", "", "  .. key-takeaways::", "", *(f"     {line}".rstrip() for line in lines)]
    ),
}


@pytest.mark.parametrize("form", REST)
def test_a_bad_field_in_rest_is_told_with_its_line(build: Callable[..., Built], form: str) -> None:
    source = ["Guide", "=====", "", *REST[form](RECORDS), ""]
    built = build({"index.rst": "\n".join(source)}, mistakes=True)
    assert told(built, "index.rst") == expected(source, "colour:", "{a: b}")


@pytest.mark.parametrize("form", REST)
def test_a_bad_role_in_a_field_in_rest_is_told_with_its_line(build: Callable[..., Built], form: str) -> None:
    lines = [line.replace("{reff}", ":reff:") for line in ROLE]
    source = ["Guide", "=====", "", *REST[form](lines), ""]
    built = build({"index.rst": "\n".join(source)}, mistakes=True)
    assert set(told(built, "index.rst")) == set(expected(source, ":reff:"))


def test_lines_in_rest_are_those_of_an_included_file(build: Callable[..., Built]) -> None:
    part = ["One.", "", *REST["with options"](RECORDS), ""]
    built = build({"index.rst": "Guide\n=====\n\n.. include:: part.inc\n", "part.inc": "\n".join(part)}, mistakes=True)
    assert told(built, "part.inc") == expected(part, "colour:", "{a: b}")


DATA = {
    "points.yaml": "\n".join(
        [*RECORDS, "- heading: See {ref}`nowhere`", "  text: |", "    One.", "", "    {ref}`nothing`", ""]
    ),
    "points.csv": 'heading,colour,text\nOne,,Words\nTwo,red,Words\n"See {ref}`nowhere`",,"{ref}`nothing`"\n',
    "points.json": '[\n {"heading": "One",\n  "colour": "red"},\n {"heading": "See {ref}`nowhere`",\n  "text": "{ref}`nothing`"}\n]\n',
}


@pytest.mark.parametrize("name", DATA)
def test_a_mistake_in_a_data_file_is_told_with_its_own_line(build: Callable[..., Built], name: str) -> None:
    files = {"index.md": f"# Guide\n\n```{{key-takeaways}}\n:file: {name}\n```\n", name: DATA[name]}
    built = build(files, mistakes=True)
    lines = DATA[name].splitlines()
    words = ("{a: b}", "nowhere", "nothing", "colour: red", "Two,red", '"colour"', "heading,colour")
    assert set(told(built, name)) <= set(expected(lines, *words))
    assert set(told(built, name)) >= set(expected(lines, "nowhere", "nothing"))
    assert not told(built, "index.md")
    assert len(told(built, name)) == len(built.warnings) >= 3
