"""What goes wrong is told with its place, and as much of the paper as can be made is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.core.problems import Place
from briefkit.pdf import typst
from briefkit.pdf.compile import Diagnostic, Options, diagnostics
from briefkit.pdf.repair import compile_mended
from briefkit.pdf.typst import Content

Build = Callable[..., Any]


def test_a_character_that_no_font_has_is_named_with_its_place(
    build: Build, conforms: Callable[..., list[str]]
) -> None:
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
    assert any(line.startswith("index.md:4:") and "'漢' (U+6F22" in line for line in told)
    assert any(line.startswith("index.md:4:") and "U+1F642, slightly smiling face" in line for line in told)
    assert any(line.startswith("index.md:6:") and "U+6F22" in line for line in told)
    assert any(line.startswith("index.md:9:") and "U+672C" in line for line in told)
    assert any("U+65E5" in line for line in told)
    assert "paragraph with □ and □, and an emoji □." in built.text()
    assert conforms(built.path()) == []


def test_right_to_left_and_invisible_characters_do_not_stop_a_paper(build: Build) -> None:
    built = build(
        {
            "index.md": "# Paper\n\nשלום مرحبا \u202eabc\u202c a\u200bb\u00adc\ufeffd "
            "\ue000 \U0010fffd e\u0301.\n"
        }
    )
    assert built.status == 0
    assert "□ □" in built.text()


def test_messages_are_told_again_when_nothing_has_changed(build: Build) -> None:
    files = {"index.md": "# Paper\n\nText 漢 and ![](missing.png)\n"}
    first = build(files, suppress_warnings=["image.not_readable"])
    second = build({}, suppress_warnings=["image.not_readable"])
    assert len(first.warnings) == 3
    assert second.warnings == first.warnings


def test_a_paper_that_cannot_be_made_leaves_the_old_one_and_the_others(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"index.md": "# Good\n", "bad.md": "---\norphan: true\n---\n# Bad\n"}
    papers = {"briefkit_papers": ["index", "bad"]}
    before = build(files, **papers).path("bad").read_bytes()

    from briefkit.pdf import paper

    def broken(root: Any, imports: Any, main: Path, options: Any, source_file: str) -> Any:
        if main.stem == "bad":
            root.calls.append(typst.call("no-such-function"))
        return compile_mended(root, imports, main, options, source_file)

    monkeypatch.setattr(paper, "compile_mended", broken)
    built = build(
        {"bad.md": "---\norphan: true\n---\n# Bad\n\nChanged.\n", "index.md": "# Good\n\nNew.\n"}, **papers
    )
    assert built.status == 1
    assert built.path("bad").read_bytes() == before
    assert "New." in built.text("index")
    (line,) = [line for line in built.warnings if "ERROR" in line]
    assert line.startswith("bad.md")
    assert "bad.pdf was not made" in line
    assert "unknown variable: no-such-function" in line
    assert "older PDF was left" in line


def test_a_formula_that_cannot_be_set_is_printed_as_typed(tmp_path: Path) -> None:
    bad = typst.call("math.equation", Content([typst.call("math.frac", 1)]), alt="\\frac{1}", block=False)
    bad.place = Place("x.md", 3)
    root = Content([typst.call("heading", "Paper", level=1), bad])
    main = tmp_path / "main.typ"
    typst_source = typst.write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            typst,
            "write",
            lambda root, imports: typst_source(Content([typst.call("set-title"), *root.calls]), imports),
        )
        (tmp_path / "lib.typ").write_text('#let set-title() = [#set document(title: "x")]')
        result = compile_mended(root, ["/lib.typ"], main, Options(), "x.md")
    assert [str(problem.place) for problem in result.problems if "formula" in problem.text] == ["x.md:3"]


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
