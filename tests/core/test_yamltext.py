"""What a writer types in YAML, what is read of it, and what is said of each mistake."""

# messages stand whole, as a writer sees them

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.core.records import Result, Shape, read_mapping, read_text

SHAPE = Shape("actors", others=("phases",))


def read(text: str) -> Result:
    return read_text(text, "a.yaml", 1, SHAPE)


def values(result: Result, name: str = "actors") -> list[dict[str, Any]]:
    return [record.values for record in result.records.get(name, [])]


def told(result: Result) -> list[str]:
    return [f"{problem.place.line}: {problem.text}" for problem in result.problems]


QUOTES = "Put the text in quotes: "
BEGIN = "text: a text cannot begin with '{}' in YAML. " + QUOTES

MISTAKES = {
    "a #1 b": (
        "a #1 b",
        "text: a text is cut at ' #', which begins a comment in YAML. " + QUOTES + "text: 'a #1 b'",
    ),
    "#MeToo": (
        "#MeToo",
        "text: a text is cut at ' #', which begins a comment in YAML. " + QUOTES + "text: '#MeToo'",
    ),
    "{cite}`un` says": ("{cite}`un` says", BEGIN.format("{") + "text: '{cite}`un` says'"),
    "{{ body }}": ("{{ body }}", BEGIN.format("{") + "text: '{{ body }}'"),
    "{body}": ("{body}", BEGIN.format("{") + "text: '{body}'"),
    "[a](b) c": ("[a](b) c", BEGIN.format("[") + "text: '[a](b) c'"),
    "*all* of it": ("*all* of it", BEGIN.format("*") + "text: '*all* of it'"),
    "*all": ("*all", BEGIN.format("*") + "text: '*all'"),
    "&all of it": ("&all of it", BEGIN.format("&") + "text: '&all of it'"),
    "%5": ("%5", BEGIN.format("%") + "text: '%5'"),
    "@un": ("@un", BEGIN.format("@") + "text: '@un'"),
    "`a` b": ("`a` b", BEGIN.format("`") + "text: '`a` b'"),
    "!a b": ("!a b", BEGIN.format("!") + "text: '!a b'"),
    "!!python/object:os.system x": (
        "!!python/object:os.system x",
        BEGIN.format("!") + "text: '!!python/object:os.system x'",
    ),
    "> 50 %": ("> 50 %", BEGIN.format(">") + "text: '> 50 %'"),
    "| a": ("| a", BEGIN.format("|") + "text: '| a'"),
    "- a": ("- a", BEGIN.format("-") + "text: '- a'"),
    "it says: it's so": (
        "it says: it's so",
        "text: a text cannot have ': ' inside in YAML. " + QUOTES + "text: 'it says: it''s so'",
    ),
    '"Yes" it said': (
        '"Yes" it said',
        "text: text goes on after the closing quote. " + QUOTES + "text: '\"Yes\" it said'",
    ),
    '"Yes': ("Yes", "text: the quote that opens the text is never closed. Write: text: 'Yes'"),
    "'it's'": ("it's", "text: a quote inside the text closes it too early. " + QUOTES + "text: 'it''s'"),
    '"C:\\d"': (
        "C:\\d",
        "text: a '\\' in double quotes begins a sign of YAML. Put the text in single quotes: text: 'C:\\d'",
    ),
    '"a\\x00b"': (
        "a\ufffdb",
        "text: a '\\' in these double quotes makes a character that cannot be printed, U+0000. "
        "Delete it, or put the text in single quotes.",
    ),
    "'s-Hertogenbosch": (
        "'s-Hertogenbosch",
        "text: an apostrophe that opens a text is a quote in YAML. " + QUOTES + "text: '''s-Hertogenbosch'",
    ),
    "مرحبا: 😀": (
        "مرحبا: 😀",
        "text: a text cannot have ': ' inside in YAML. " + QUOTES + "text: 'مرحبا: 😀'",
    ),
}


@pytest.mark.parametrize("typed", MISTAKES)
def test_a_text_that_yaml_breaks_is_kept_and_shown_as_it_must_be_typed(typed: str) -> None:
    result = read(f"- name: A\n  text: {typed}\n  stance: neutral\n- name: B\n")
    text, message = MISTAKES[typed]
    assert values(result) == [{"name": "A", "text": text, "stance": "neutral"}, {"name": "B"}]
    assert told(result) == [f"2: {message}"]
    assert result.records["actors"][0].place("stance").line == 3
    if QUOTES in message:
        again = read(f"- name: A\n  {message.partition(QUOTES)[2]}\n")
        assert values(again)[0]["text"] == text
        assert told(again) == []


TAB = "A tab stands before the text; YAML takes spaces only. Replace the tab by two spaces."
COLUMN = "Begin all fields of a record at the same column."
LAYOUT: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "- name: A\n\ttext: x\n": (
        [{"name": "A", "text": "x"}],
        [f"2: {TAB}"],
    ),
    "-\tname: A\n\tstance: x\n\tvote: y\n": (
        [{"name": "A", "stance": "x", "vote": "y"}],
        [f"1: {TAB} The same in 2 further lines."],
    ),
    "actors:\n  - name: A\n\tstance: x\n": ([{"name": "A", "stance": "x"}], [f"3: {TAB}"]),
    "- name: A\n  text: b\n\tc d\n": ([{"name": "A", "text": "b c d"}], [f"3: {TAB}"]),
    "- name: A\n  text: |\n\tb\n\tc\n": (
        [{"name": "A", "text": "b\nc"}],
        [f"3: {TAB} The same in 1 further line."],
    ),
    "- name: A\n  text: >-\n  b c\n d\n  stance: x\n": (
        [{"name": "A", "text": "b c d", "stance": "x"}],
        [
            "3: text: the text below '>' must begin further to the right than 'text:'. "
            "Put two more spaces before each of its lines."
        ],
    ),
    "- name: A\n-\n- name: B\n": (
        [{"name": "A"}, {"name": "B"}],
        ["2: This item is empty. Write a record into it, or delete it."],
    ),
    "- name: A\n  text: # 1\n  stance: x\n": (
        [{"name": "A", "text": None, "stance": "x"}],
        [
            "2: text: a text is cut at ' #', which begins a comment in YAML. Put the text in quotes: text: '# 1'; "
            "before a comment put two spaces."
        ],
    ),
    "- Name: A\n  NAME: B\n  Stance: x\n  Position:\n    Ukraine: y\n": (
        [{"name": "A", "stance": "x", "position": {"Ukraine": "y"}}],
        ["2: The field 'name' stands twice in this record. Keep one; the first is used."],
    ),
    "actor:\n- name: A\nphase:\n- name: P\n": (
        [{"name": "A"}],
        [
            f"{n}: '{k}' is no list of this file. Allowed: actors or phases. Did you mean '{k}s'? "
            f"Its records are read as '{k}s'."
            for n, k in ((1, "actor"), (3, "phase"))
        ],
    ),
    ">": (
        [{"name": ""}],
        ["1: Here must stand a list of records, one '- ' a record, each with 'field: value' lines."],
    ),
    "- name: A\n  text:x\n  a: b\n": (
        [{"name": "A", "text": "x", "a": "b"}],
        ["2: A space is missing after 'text:'. Write: text: x"],
    ),
    "- name:A\n- name: B\n": (
        [{"name": "A"}, {"name": "B"}],
        ["1: A space is missing after 'name:'. Write: - name: A"],
    ),
    "- name: A\n    text: x\n": (
        [{"name": "A", "text": "x"}],
        [f"2: The line 'text: x' does not stand below the field before it. {COLUMN}"],
    ),
    "- name: A\n text: x\n": (
        [{"name": "A", "text": "x"}],
        [f"2: The line 'text: x' does not stand below the field before it. {COLUMN}"],
    ),
    "- name: A\n  b: c\nname: B\nb: d\n": (
        [{"name": "A", "b": "c"}, {"name": "B"}],
        [
            "3: '- ' is missing before 'name: B'. Write: - name: B",
            f"4: The line 'b: d' does not stand below the field before it. {COLUMN}",
        ],
    ),
    "-name: A\n- name: B\n": (
        [{"name": "A"}, {"name": "B"}],
        ["1: A space is missing after '-'. Write: - name: A"],
    ),
    "– name: A\n– name: B\n": (
        [{"name": "A"}, {"name": "B"}],
        [f"{n}: A record begins with '- ', not with '–'. Write: - name: {c}" for n, c in ((1, "A"), (2, "B"))],
    ),
    "name: A\nb: c\n\nname: B\n": (
        [{"name": "A", "b": "c"}, {"name": "B"}],
        [f"{n}: '- ' is missing before 'name: {c}'. Write: - name: {c}" for n, c in ((1, "A"), (4, "B"))],
    ),
    "- name: A\n  asks:\n  - a\n  b\n": (
        [{"name": "A", "asks": ["a", "b"]}],
        ["4: '- ' is missing before 'b'. Write: - b"],
    ),
    "- name: 'A\n- name: B'\n": (
        [{"name": "A"}, {"name": "B'"}],
        ["1: name: the quote that opens the text is never closed. Write: - name: 'A'"],
    ),
    "- name: A\n  name: B\n  as_of: 1\n  as-of: 2\n": (
        [{"name": "A", "as-of": "1"}],
        [
            f"{n}: The field '{k}' stands twice in this record. Keep one; the first is used."
            for n, k in ((2, "name"), (4, "as-of"))
        ],
    ),
}


@pytest.mark.parametrize("text", LAYOUT)
def test_a_record_with_a_mistake_in_its_layout_is_read_and_its_line_is_named(text: str) -> None:
    expected, messages = LAYOUT[text]
    result = read(text)
    assert told(result) == messages
    assert [
        dict(list(found.items())[: len(wanted)]) for found, wanted in zip(values(result), expected, strict=True)
    ] == expected


def test_a_remark_after_two_spaces_is_none_of_the_text() -> None:
    result = read("- name: A      # the organiser\n  text: b\n  position: # by issue\n    a: b\n")
    assert values(result) == [{"name": "A", "text": "b", "position": {"a": "b"}}]
    assert told(result) == []


def test_what_is_typed_is_what_is_meant() -> None:
    typed = [
        "NO",
        "0.10",
        "14:30",
        "2025-02-30",
        "1e3",
        "~",
        "null",
        "0x1F",
        "1_000",
        "https://a.b/c#d",
        "+5",
        ".5",
    ]
    result = read("- name: A\n" + "".join(f"  k{n}: {text}\n" for n, text in enumerate(typed)))
    assert list(values(result)[0].values()) == ["A", *typed]


@pytest.mark.parametrize(("sign", "read_as"), [("|", "a: b # c\n\n  *d\n"), (">-", "a: b # c\n\n  *d")])
def test_a_block_of_text_is_kept_to_the_letter_with_the_line_of_its_text(sign: str, read_as: str) -> None:
    result = read(f"- name: A\n  text: {sign}\n    a: b # c\n\n      *d\n  stance: x\n")
    assert values(result)[0]["text"] == read_as
    record = result.records["actors"][0]
    assert (record.place("text").line, record.place("stance").line) == (3, 6)
    assert told(result) == []


def test_a_mapping_names_the_lists_and_a_second_document_is_the_second_list() -> None:
    for text in (
        "actors:\n- name: A\n  x: *y z\nphases:\n- name: P\n",
        "- name: A\n  x: *y z\n---\n- name: P\n",
    ):
        result = read(text)
        assert values(result) == [{"name": "A", "x": "*y z"}]
        assert values(result, "phases") == [{"name": "P"}]
        assert len(result.problems) == 1


@pytest.mark.parametrize(
    "text",
    [
        "- " * 50_000,
        "[" * 50_000,
        "- a: " + "{a: " * 50_000,
        "? " * 50_000,
        "\n".join(" " * n + "a:" for n in range(400)),
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert read(text).problems


def test_anchors_and_aliases_repeat_nothing() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    result = read("- " + "\n  ".join(lines))
    assert values(result)[0]["a39"] == ["*a38", "*a38"]
    assert "'&a0' is a sign of YAML that is not read. Delete it." in told(result)[0]


def test_a_mapping_keeps_the_fields_around_a_broken_one() -> None:
    record, problems = read_mapping("title: A: b\nbriefing:\n  status: draft\n  question: *x y\n", "index.md", 2)
    assert record.values == {"title": "A: b", "briefing": {"status": "draft", "question": "*x y"}}
    assert [problem.place.line for problem in problems] == [2, 5]


SIGNS = [
    *(
        "- ",
        "name: ",
        "\n",
        "  ",
        "a",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ":",
        " #",
        "|",
        ">",
        "&x",
        "*x",
        "!t ",
        "\t",
        ",",
    ),
    *(
        "---\n",
        "...\n",
        "%Y",
        "? ",
        "é",
        "😀",
        "\0",
        "\u2028",
        "\x85",
        "\\",
        "b: c\n",
        "\r\n",
        "\ufeff",
        "@",
        "\ud800",
    ),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join) | st.text())
def test_no_text_makes_the_reader_fail(text: str) -> None:
    result = read(text)
    read_mapping(text, "a.yaml", 1)
    last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    places = [place for records in result.records.values() for record in records for place in record.places.values()]
    for place in [*places, *(problem.place for problem in result.problems)]:
        assert place.line is not None
        assert 1 <= place.line <= last + 1


WORDS = (
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1)
    .map(str.strip)
    .filter(bool)
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), WORDS, min_size=1), min_size=1))
def test_every_text_in_quotes_comes_back_to_the_letter_with_its_line(records: list[dict[str, str]]) -> None:
    lines: list[str] = []
    where: list[dict[str, int]] = []
    for record in records:
        where.append({})
        for number, (key, text) in enumerate(record.items()):
            lines.append(("  " if number else "- ") + key + ": '" + text.replace("'", "''") + "'")
            where[-1][key] = len(lines)
    result = read_text("\n".join(lines), "a.yaml", 1, Shape("no-name"))
    assert [record.values for record in result.records["no-name"]] == records
    assert [{key: record.place(key).line for key in record.values} for record in result.records["no-name"]] == where
    assert result.problems == []
