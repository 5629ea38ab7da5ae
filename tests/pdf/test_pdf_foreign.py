"""Documentation of programs as a paper, in a project that is not one of briefings."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer, LTTextLine
from tests.pdf.conftest import png
from tests.pdf.test_pdf_tables import glyphs_off_page

Build = Callable[..., Any]


def characters(path: Path) -> list[LTChar]:
    """Every character of a paper with its font, in the order of the page."""
    lines = [
        line for page in extract_pages(str(path)) for box in page if isinstance(box, LTTextContainer) for line in box
    ]
    return [character for line in lines for character in line if isinstance(character, LTChar)]


SIGNATURE = """\
Paper
=====

.. py:class:: package.with_a_long_name.module_with_a_long_name.AClassWithARatherLongNameThatNoLineHoldsBeside(first: package.with_a_long_name.module_with_a_long_name.Type = None, *, second: str = "x")

   It does something.

   .. py:method:: close() -> None
   .. py:property:: name
      :type: str
"""


def test_a_signature_is_code_with_a_bold_name_and_stays_on_the_page(build: Build) -> None:
    built = build({"index.rst": SIGNATURE})
    assert glyphs_off_page(built.path()) == ""
    text = built.text().replace(" ", "")
    assert "module_with_a_long_name.AClassWithARatherLongNameThatNoLineHoldsBeside(first:package." in text
    bold = "".join(
        glyph.get_text() for glyph in characters(built.path()) if glyph.fontname.endswith("DejaVuSansMono-Bold")
    )
    assert bold == "AClassWithARatherLongNameThatNoLineHoldsBesideclosename"
    assert built.warnings == []


def test_a_signature_stands_on_the_page_of_what_it_says(build: Build) -> None:
    functions = "\n".join(f".. py:function:: f{number}()\n\n   What it does, {number}.\n" for number in range(60))
    built = build({"index.rst": f"Paper\n=====\n\n{functions}"})
    pages = [
        "".join(box.get_text() for box in page if isinstance(box, LTTextContainer))
        for page in extract_pages(str(built.path()))
    ]
    assert len(pages) > 1
    for number in range(60):
        assert [f"f{number}()" in page for page in pages] == [f"What it does, {number}." in page for page in pages]


def test_codes_that_begin_with_a_colon_do_not_run_off_the_page(build: Build) -> None:
    roles = ", ".join(f"``:cite:author{number}:``" for number in range(12))
    built = build({"index.rst": f"Paper\n=====\n\nThe roles are {roles}.\n"})
    assert glyphs_off_page(built.path()) == ""
    assert ":cite:author11:" in built.text()


def test_a_formula_that_no_line_holds_is_made_smaller(build: Build) -> None:
    letters = r"\mathcal{ABCDEFGHIJKLMNOPQRSTUVWXYZ\ abcdefghijklmnopqrstuvwxyz\ ABCDEFGHIJKLMNOPQRSTUVWXYZ}"
    built = build({"index.md": f"# Paper\n\nSo ${letters}$ and\n\n$$\n{letters}{letters}\n$$\n"})
    assert glyphs_off_page(built.path()) == ""
    assert built.kinds().count("Formula") == 2


def test_commands_of_formulas_that_docutils_knows_are_printed(build: Build) -> None:
    commands = r"\varGamma \nleqq \backslash \arg x \Bigl\lvert y \Bigr\rvert\ " + "\\\nz"
    built = build({"index.md": f"# Paper\n\n${commands}$\n"})
    assert built.warnings == []
    assert "arg" in built.text()


def test_a_file_beside_the_documentation_is_read_in_a_project_of_others(build: Build, tmp_path: Path) -> None:
    (tmp_path / "CHANGES.rst").write_text("Version 1\n---------\n\nThe first one.\n")
    (tmp_path / "example.py").write_text("answer = 42\n")
    (tmp_path / "plan.png").write_bytes(png())
    files = {
        "index.rst": "Paper\n=====\n\n.. include:: ../CHANGES.rst\n\n.. literalinclude:: ../example.py\n\n"
        ".. image:: ../plan.png\n   :alt: The plan\n"
    }
    alone = build(files)
    assert [line for line in alone.warnings if "lies outside" in line] == alone.warnings
    assert len(alone.warnings) == 3
    (tmp_path / "pyproject.toml").touch()
    built = build(files | {"index.rst": f"{files['index.rst']}\n.. include:: ../../outside.txt\n"})
    assert [line.split(" lies ")[0] for line in built.warnings] == [
        "index.rst:11: WARNING: The file '../../outside.txt'"
    ]
    assert built.kinds().count("Figure") == 1
    assert "Version 1 The first one. answer = 42" in built.text()


def test_front_matter_of_another_extension_passes_in_a_project_of_others(build: Build) -> None:
    post = "---\nblogpost: true\ndate: Jan 01, 2022\nlanguage: English\nlocation: World\n---\n# Post\n\nText.\n"
    built = build({"index.md": "# Paper\n\n```{toctree}\npost\n```\n", "post.md": post})
    assert built.warnings == []
    assert "Post Text." in built.text()


def test_a_paper_with_several_headings_bears_the_name_of_the_project(build: Build) -> None:
    built = build(
        {"index.rst": "Welcome\n=======\n\nHello.\n\nIndices\n=======\n\nNone.\n"}, project="The Program", version="1.2"
    )
    assert str(built.pdf().docinfo["/Title"]) == "The Program"
    assert built.text().count("Welcome") == 1
    assert [tag.kind for tag in built.tags() if tag.kind in {"H1", "H2"}] == ["H1", "H2", "H2"]


def test_the_contents_of_a_very_long_paper_name_its_chapters_alone(build: Build) -> None:
    def chapters(count: int) -> str:
        return "\n".join(
            f"Chapter {number}\n{'-' * 12}\n\nText.\n\n"
            + "\n".join(f"Part {number}.{part}\n{'~' * 12}\n\n{'Words. ' * 80}\n" for part in range(count))
            for number in range(9)
        )

    def listed(count: int) -> list[int]:
        text = build({"index.rst": f"Paper\n=====\n\n{chapters(count)}"}).text()
        return [text.count("Chapter 8"), text.count("Part 8.0")]

    assert listed(4) == [2, 2]
    assert listed(20) == [2, 1]


def test_captions_of_toctrees_name_groups_in_the_contents(build: Build) -> None:
    chapters = {f"{name}.rst": f"{name}\n====\n\n{'Words. ' * 2000}\n" for name in ("Use", "Api", "Faq")}
    first = "Paper\n=====\n\n.. toctree::\n   :caption: First steps\n\n   Use\n"
    both = f"{first}\n.. toctree::\n   :caption: Details\n   :hidden:\n\n   Api\n   Faq\n"
    built = build(chapters | {"index.rst": both})
    assert built.warnings == []
    contents = built.text().partition("Words.")[0]
    order = [contents.index(name) for name in ("First steps", "Use", "Details", "Api", "Faq")]
    assert order == sorted(order)
    # The caption of the only list names no group.
    built = build({"index.rst": f":orphan:\n\n{first}", "Api.rst": ":orphan:\n", "Faq.rst": ":orphan:\n"})
    assert "First steps" not in built.text()


def test_a_gap_in_the_contents_ends_a_group_of_chapters(build: Build) -> None:
    names = ("Use", "Set", "Api", "Faq", "Law")
    chapters = {f"{name}.rst": f"{name}\n====\n\n{'Words. ' * 2000}\n" for name in names}
    group = "Paper\n=====\n\n.. toctree::\n   :caption: Steps\n\n   Use\n   Set\n\n"
    built = build(
        chapters | {"index.rst": f"{group}.. toctree::\n\n   Api\n   Faq\n\nEnd\n---\n\n.. toctree::\n\n   Law\n"}
    )
    assert built.warnings == []
    page = next(iter(extract_pages(str(built.path()))))
    lines = [line for box in page if isinstance(box, LTTextContainer) for line in box if isinstance(line, LTTextLine)]
    tops = {line.get_text().split()[-1]: line.y1 for line in reversed(lines) if line.x0 > 150}
    inside, after = tops["Use"] - tops["Set"], tops["Set"] - tops["Api"]
    assert tops["Api"] - tops["Faq"] == pytest.approx(inside, abs=1)
    assert tops["Faq"] - tops["End"] == pytest.approx(inside, abs=1)
    assert after > 1.4 * inside


def test_a_picture_without_a_description_fails_a_strict_build_only(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["briefkit"]\nbriefkit_papers = ["index"]\n', encoding="utf-8")
    (source / "index.rst").write_text("Paper\n=====\n\n.. image:: plan.png\n", encoding="utf-8")
    (source / "plan.png").write_bytes(png())
    codes = []
    for words in (["-E"], ["-E", "-W", "--keep-going"]):
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "pdf", *words, str(source), str(tmp_path / "out")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stderr.count("has no alternative text") == 1
        assert (tmp_path / "out" / "index.pdf").exists()
        codes.append(done.returncode)
    assert codes == [0, 1]
