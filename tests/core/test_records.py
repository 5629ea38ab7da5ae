"""Data files by their endings, and lists of records that are none."""

# messages stand whole, as a writer sees them

from __future__ import annotations

from pathlib import Path

import pytest

from briefkit.core.problems import Place
from briefkit.core.records import Record, Shape, read_file, read_mapping, read_text

SHAPE = Shape("actors", others=("phases",))


def test_the_place_of_a_part_that_was_not_noted_is_that_of_what_holds_it() -> None:
    record = Record({"a": ["b"]}, {(): Place("x.yaml", 1), ("a",): Place("x.yaml", 2)})
    assert [record.place("a", 0), record.place("b"), record.place()] == [Place("x.yaml", n) for n in (2, 1, 1)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.txt",
            "x",
            "'a.txt' is no data file that can be read. Allowed: .yaml, .yml, .json, .csv or .xlsx.",
        ),
        ("a.yaml", " \n", "'a.yaml' is empty. Write a record into it."),
        ("a.json", "", "'a.json' is empty. Write a record into it."),
        (
            "a.json",
            '{"name": "A"}',
            "Here must stand a list of records. Put '[' before the first one and ']' after the last.",
        ),
        (
            "a.yaml",
            "actor:\n- name: A\n",
            "'actor' is no list of this file. Allowed: actors or phases. Did you mean 'actors'? Its records are read as 'actors'.",
        ),
        ("a.yaml", "actors: A\n", "actors: here must stand a list, one '- ' a record."),
        (
            "a.yaml",
            "Some text\n",
            "Here must stand a list of records, one '- ' a record, each with 'field: value' lines.",
        ),
        (
            "a.yaml",
            "- Poland\n",
            "This record is no mapping but 'Poland'. Write '- name: Poland', and further fields below it.",
        ),
        (
            "a.yaml",
            "- [a, {b: c}]\n",
            "This record is no mapping but 'a, c'. Write '- name: a, c', and further fields below it.",
        ),
    ],
)
def test_a_file_that_is_no_list_of_records_gives_one_message(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert [problem.text for problem in read_file(tmp_path / name, SHAPE).problems] == [message]


def test_a_file_that_cannot_be_opened_gives_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    assert [problem.text for problem in read_file(tmp_path / "a.yaml", SHAPE).problems] == [
        "'a.yaml' cannot be read: Is a directory."
    ]


def test_yaml_in_the_encoding_of_windows_is_read_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("- name: A\n- name: Österreich\n".encode("cp1252"))
    result = read_file(tmp_path / "a.yaml", SHAPE)
    assert [record.values for record in result.records["actors"]] == [{"name": "A"}, {"name": "Österreich"}]
    assert [problem.place.line for problem in result.problems] == [2]


def test_lines_count_from_where_the_text_stands() -> None:
    result = read_text("- name: A\n- name: *x y\n", "index.md", 10, SHAPE)
    assert result.records["actors"][1].place("name") == Place("index.md", 11)
    assert [problem.place for problem in result.problems] == [Place("index.md", 11)]


def test_front_matter_that_is_a_list_is_told() -> None:
    _, problems = read_mapping("- a\n", "index.md", 2)
    assert [problem.text for problem in problems] == ["Here must stand a mapping, one 'name: value' a line."]
