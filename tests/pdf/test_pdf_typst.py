"""Whatever a text holds, Typst gives it back to the letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst as compiler
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.core.problems import Place
from briefkit.pdf import typst
from briefkit.pdf.typst import AUTO, Call, Constant, Content

ANY = st.text(st.characters(codec=None, categories=None), max_size=60)  # lone surrogates too
SIGNS = "\\\"#$*_`=-+/<>@[](){}:;,~'\n\r\t\0u{1} aé日😀\u202e\ufeff"
SYNTAX = st.text(st.sampled_from(SIGNS), max_size=60)


def given_back(values: list[str]) -> list[str]:
    source = typst.write(Content([typst.call("meta", value) for value in values]))
    prelude = "#let meta(value) = [#metadata(value)<value>]\n"
    found = json.loads(compiler.query((prelude + source.text).encode(), "<value>", field="value"))
    return list(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY | SYNTAX, min_size=1, max_size=30))
def test_any_text_comes_back_to_the_letter(values: list[str]) -> None:
    assert given_back(values) == [typst.clean(value) for value in values]


@settings(max_examples=300, deadline=None)
@given(ANY | SYNTAX)
def test_a_literal_is_one_line_of_well_formed_text(value: str) -> None:
    written = typst.literal(value)
    assert written[0] == written[-1] == '"'
    assert not any(character in written for character in "\n\r\u2028\u2029\x85\x0b\x0c")
    assert written.encode("utf-8")


@pytest.mark.parametrize("word", ["", "a b", 'a"', "read(", "1a", "a.", "a)#"])
def test_only_names_are_names(word: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        typst.name(word)
    with pytest.raises(ValueError, match="no name"):
        typst.call(word)


def test_only_units_are_units() -> None:
    assert typst.length(43.5, "mm") == "43.5mm"
    assert typst.length(-0.00001, "em") == "0em"
    with pytest.raises(ValueError, match="no unit"):
        typst.length(1, "px) + read(")


def test_values_of_every_kind_are_written() -> None:
    item = typst.call("f", None, True, 1, 2.5, "x", AUTO, [1], (), {"a b": 1}, {}, Constant("n"), Content(), a_b=[[]])
    assert typst.write(Content([item])).text.splitlines()[-2] == (
        'f(none, true, 1, 2.5, "x", auto, (1, ), (), ("a b": 1, ), (:), (..) => "n", [], a-b: ((), ), )'
    )


def test_a_value_that_typst_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="Path has no form"):
        typst.write(Content([typst.call("f", Path())]))


def test_each_line_leads_back_to_the_call_and_its_place() -> None:
    inner = Call(typst.name("text"), ["b"], place=Place("x.md", 7))
    outer = Call(typst.name("par"), [Content([inner])], place=Place("x.md", 6))
    source = typst.write(Content([outer]), imports=["/lib/briefkit.typ"])
    lines = source.text.splitlines()
    assert source.calls_at(lines.index("par({") + 1) == (outer,)
    assert source.calls_at(lines.index('text("b", )') + 1) == (inner, outer)
