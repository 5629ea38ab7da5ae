"""Records in JSON: values as they were typed, and what is saved of a broken file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.core.jsontext import read_json
from briefkit.core.records import Result, Shape, read_file


def read(tmp_path: Path, text: str) -> Result:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    return read_file(path, Shape("actors"))


def values(result: Result) -> list[dict[str, Any]]:
    return [record.values for record in result.records.get("actors", [])]


def test_tabs_numbers_and_emoji_are_read_as_they_were_typed(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        '[\n\t{"name": "\\ud83d\\ude00",\n\t "y": 0.10, "t": "a\tb", "b": true, "n": null}\n]',
    )
    assert values(result) == [{"name": "😀", "y": "0.10", "t": "a\tb", "b": "true", "n": None}]
    assert result.records["actors"][0].place("y").line == 3
    assert result.problems == []


BROKEN = {
    '"name": "B" "x": "y"': ({"name": "B", "x": "y"}, "a comma is missing before this"),
    '"name": "B", "x": }': ({"name": "B", "x": None}, "a value is missing"),
    '"name": B, "x": "y"': ({"name": "B", "x": "y"}, 'a text stands in double quotes. Write: "B"'),
    'name: "B"': ({"name": "B"}, 'the name of a field stands in double quotes. Write: "name"'),
    '"name": "B\\d"': ({"name": "B\\d"}, "a '\\' inside of a text must be typed twice"),
    '"name": "B\\u0000"': ({"name": "B\ufffd"}, "makes a character that cannot be printed. Delete it."),
    '"name": "\\ud83d"': ({"name": "\ufffd"}, "makes a character that cannot be printed. Delete it."),
    '"name": "B", ?': ({"name": "B"}, "a field begins with its name in double quotes"),
    '"name": "B", "name": "C"': ({"name": "B"}, "The field 'name' stands twice in this record"),
    '"name": "B", "x": ' + "[" * 1000: ({"name": "B"}, "these brackets stand too deep in each other"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_record_keeps_what_is_good_of_it_and_the_others(tmp_path: Path, broken: str) -> None:
    result = read(tmp_path, f'[\n{{"name": "A"}},\n{{{broken.removesuffix("}")}}},\n{{"name": "C"}}\n]')
    expected, message = BROKEN[broken]
    assert values(result) == [{"name": "A"}, expected, {"name": "C"}]
    assert len(result.problems) == 1
    assert message in result.problems[0].text
    assert result.problems[0].place.line == 3
    assert result.records["actors"][2].place("name").line == 4


def test_a_file_that_ends_too_early_keeps_its_records(tmp_path: Path) -> None:
    result = read(tmp_path, '[{"name": "A"}, {"name": "B"')
    assert values(result) == [{"name": "A"}, {"name": "B"}]
    assert "is missing at the end" in result.problems[0].text


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*'{}[],:"\\ntu1e-.\n ', '"a"', '"b":', "true", "null", "\ud800", "😀"])).map("".join)
    | st.text()
)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    _, problems = read_json(text, "a.json", 1)
    assert all(problem.place.line for problem in problems)


TREE = st.recursive(
    st.text(st.characters(exclude_categories=["C"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(TREE, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_whatever_json_writes_comes_back_to_the_letter(value: Any, indent: Any, ascii_only: bool) -> None:
    trees, problems = read_json(json.dumps(value, indent=indent, ensure_ascii=ascii_only), "a.json", 1)
    assert [tree.values for tree in trees] == [value]
    assert problems == []
