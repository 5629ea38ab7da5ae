"""What goes wrong is told with its place, and as much of the paper as can be made is made."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.high_level import extract_text

from briefkit.core.problems import Place
from briefkit.pdf import typst
from briefkit.pdf.compile import Diagnostic, Options, Outcome, diagnostics
from briefkit.pdf.repair import compile_mended
from briefkit.pdf.typst import Call, Content

Build = Callable[..., Any]


def test_a_character_that_no_font_has_is_named_with_its_place(build: Build) -> None:
    built = build(
        {
            "index.md": """\
            # Paper 日

            A long
            paragraph with 漢 and `漢`, and an emoji 🙂.

            | 漢 |
            |---|

            ```
            code 本
            ```
            """,
        }
    )
    assert built.status == 0
    told = [line for line in built.warnings if "No font" in line]
    (line,) = [line for line in told if line.startswith("index.md:4:")]
    assert "'漢' (U+6F22" in line
    assert "U+1F642, slightly smiling face" in line
    assert any(line.startswith("index.md:6:") and "U+6F22" in line for line in told)
    assert any(line.startswith("index.md:9:") and "U+672C" in line for line in told)
    assert any("U+65E5" in line for line in told)
    assert "paragraph with □ and □, and an emoji □." in built.text()


def test_right_to_left_and_invisible_characters_do_not_stop_a_paper(build: Build) -> None:
    built = build(
        {"index.md": "# Paper\n\nשלום مرحبا \u202eabc\u202c a\u200bb\u00adc\ufeffd \ue000 \U0010fffd e\u0301.\n"}
    )
    assert built.status == 0
    assert "□ □" in built.text()


def test_signs_of_several_characters_take_nothing_else_with_them(build: Build) -> None:
    built = build({"index.md": "# Paper 1\n\nKeys 1\ufe0f\u20e3, ⚠\ufe0f, 👩\u200d💻 and 👍🏽, 1 page, 中文字文.\n"})
    assert "Paper 1" in built.text()
    assert "Keys 1, ⚠, □□ and □, 1 page, □□□□." in built.text()
    (line,) = [line for line in built.warnings if "No font" in line]
    assert "and 2 more" in line


def test_messages_are_told_again_when_nothing_has_changed(build: Build) -> None:
    files = {"index.md": "# Paper\n\nText 漢 and ![](missing.png)\n"}
    first = build(files, suppress_warnings=["image.not_readable"])
    second = build({}, suppress_warnings=["image.not_readable"])
    assert len(first.warnings) == 2
    assert second.warnings == first.warnings


def test_a_paper_that_cannot_be_made_leaves_the_old_one_and_the_others(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"index.md": "# Good\n", "bad.md": "---\norphan: true\n---\n# Bad\n"}
    papers = {"briefkit_papers": ["index", "bad"]}
    before = build(files, **papers).path("bad").read_bytes()

    from briefkit.pdf import paper

    def broken(root: Any, imports: Any, main: Path, *rest: Any) -> Any:
        if main.stem == "bad":
            root.calls.append(typst.call("no-such-function"))
        return compile_mended(root, imports, main, *rest)

    monkeypatch.setattr(paper, "compile_mended", broken)
    built = build({"bad.md": "---\norphan: true\n---\n# Bad\n\nChanged.\n", "index.md": "# Good\n\nNew.\n"}, **papers)
    assert built.status == 1
    assert built.path("bad").read_bytes() == before
    assert "New." in built.text("index")
    (line,) = [line for line in built.warnings if "ERROR" in line]
    assert line.startswith("bad.md")
    assert "bad.pdf was not made" in line
    assert "unknown variable: no-such-function" in line
    assert "older PDF was left" in line


LIBRARY = """\
#let paper(body) = { set document(title: "x"); heading(level: 1, "Paper"); body }
#let anchor(name) = [#metadata(name)#label(name)]
#let fn(name, number: "1", body) = [#footnote(numbering: (..) => number, body)#label(name)]
#let at-once(body) = (1,).at(5)
#let later(body) = context (1,).at(5)
#let missing-picture(description) = box(description)
"""


def compiled(folder: Path, *parts: Call) -> tuple[str, list[str]]:
    """The text of a paper of these parts and what was told, each part typed in the line of its number."""
    (folder / "lib.typ").write_text(LIBRARY)
    for number, part in enumerate(parts, 1):
        part.place = Place("x.md", number)
    root = Content([typst.call("paper", Content(list(parts)))])
    result = compile_mended(root, ["/lib.typ"], folder / "main.typ", Options(), "x.md")
    assert result.pdf is not None
    told = [f"{problem.place}: {problem.text}" for problem in result.problems]
    return " ".join(extract_text(BytesIO(result.pdf)).split()), told


def par(text: str) -> Call:
    return typst.call("par", Content([typst.call("text", text)]))


def test_a_formula_that_cannot_be_set_is_printed_as_typed(tmp_path: Path) -> None:
    bad = typst.call("math.equation", Content([typst.call("math.frac", 1)]), alt="\\frac{1}", block=False)
    text, told = compiled(tmp_path, par("Before."), bad, par("After."))
    assert text == "Paper Before. \\frac{1} After."
    assert told == ["x.md:2: This formula cannot be set. It is printed as it was typed."]


@pytest.mark.parametrize("function", ["at-once", "later", "unknown"])
def test_a_part_that_cannot_be_set_is_printed_as_its_bare_text(tmp_path: Path, function: str) -> None:
    note = Content([typst.call("anchor", "in the note"), typst.call("text", "A note.")])
    inner = Content([typst.call("anchor", "here"), typst.call("text", "kept"), typst.call("fn", "n", note)])
    link = typst.call("link", typst.call("label", "here"), Content([typst.call("text", "there")]))
    again = typst.call("footnote", typst.call("label", "n"))
    parts = [par(f"Part {number}.") for number in range(9)]
    parts.append(typst.call("link", typst.call("label", "in the note"), Content([typst.call("text", "to the note")])))
    parts[4:4] = [typst.call(function, inner)]
    text, told = compiled(tmp_path, *parts, typst.call("par", Content([link, again])))
    assert "Part 3. kept1 Part 4." in text
    assert "there" in text
    assert "A note." in text
    (line,) = told
    assert line.startswith("x.md:5: This part cannot be set as it should be (")


REPORT = """\
error: PDF/A-2a, PDF/UA-1 error: the text `"日\\u{301}"` could not be displayed with font `"Source Serif 4"`
  ┌─ main.typ:8:0
  │
8 │ text("a")
  │ ^^^^^^^^^
  │
  = hint: try using a different font

warning: layout did not converge within 5 attempts
  = hint: check

error: file not found (searched at /x/nix.png)
  ┌─ lib/a.typ:7:6

help: while calling `f`
  ┌─ main.typ:9:0
"""


def test_the_report_of_the_compiler_is_read() -> None:
    first, second, third = diagnostics(REPORT)
    assert (first.level, first.line_in("main.typ"), first.glyph) == ("error", 8, "日\u0301")
    assert (second.level, second.places, second.glyph) == ("warning", (), "")
    assert third.message == "file not found (searched at /x/nix.png)"
    assert third.places == (("lib/a.typ", 7), ("main.typ", 9))
    assert third.line_in("main.typ") == 9


@given(st.text())
def test_any_report_can_be_read(report: str) -> None:
    assert all(isinstance(item, Diagnostic) for item in diagnostics(f"error: {report}"))


def test_the_text_of_what_nobody_knows_is_printed(build: Build) -> None:
    rest = "Paper\n=====\n\n.. road-map:: To peace\n   :colour: red\n\n   First a ceasefire.\n\nSee :rol:`the annex <a>`.\n"
    built = build({"index.rst": rest})
    assert built.status == 0
    assert all(words in built.text() for words in (".. road-map:: To peace", "First a ceasefire.", "See the annex."))
    assert [line.split(".", 2)[1] for line in built.warnings] == [
        "rst:4: WARNING: There is no directive 'road-map'", "rst:9: WARNING: There is no role 'rol'",
    ]  # fmt: skip


def test_a_layout_that_did_not_settle_is_told_with_what_to_look_at(tmp_path: Path) -> None:
    said = [Diagnostic("warning", "layout did not converge within 5 attempts")]
    root = Content([typst.call("paper", Content())])
    result = compile_mended(root, [], tmp_path / "a.typ", Options(), "x.md", lambda *_: Outcome(b"%PDF", said))
    (problem,) = result.problems
    assert result.pdf == b"%PDF"
    assert problem.place == Place("x.md", 1)
    assert "Compare those with the pages. Where they agree, nothing is to be done;" in problem.text
    assert "converge" not in problem.text
