"""How a writer is told: one line each, with a place, and again until it is mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Built, paper

from briefkit.core.problems import Place, listing, nearest
from briefkit.core.report import here

INDEX = "# All\n\n```{toctree}\np/index\n```\n"
WRONG = paper("P", "Words.\n", "subtilte: x", "briefing: {status: draft}")


@given(st.text(min_size=1), st.none() | st.integers(1), st.none() | st.text())
def test_a_place_always_has_a_colon(file: str, line: int | None, cell: str | None) -> None:
    """Without one Sphinx takes it for the name of a document."""
    assert ":" in here(Place(file, line, cell))


def test_a_place_below_the_current_folder_is_relative(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert here(Place(str(tmp_path / "a" / "b.md"), 3)) == "a/b.md:3"
    assert here(Place("/elsewhere/b.md", 3)) == "/elsewhere/b.md:3"


@given(st.text(), st.lists(st.text()))
def test_a_guess_is_one_of_the_allowed_words(word: str, allowed: list[str]) -> None:
    told = nearest(word, allowed)
    assert not told or any(f"'{name}'" in told for name in allowed)
    assert listing([name for name in allowed if name])


def test_suppressed_problems_are_neither_told_nor_kept(build: Callable[..., Built]) -> None:
    files = {"index.md": INDEX, "p/index.md": WRONG}
    read: set[int] = set()
    for each in (files, {}):
        built = build(each, strict=True, suppress_warnings=["briefkit.front-matter"])
        assert built.status == 0
        read.add(built.env.all_docs["p/index"])
    assert len(read) == 1


def test_each_problem_bears_its_kind(build: Callable[..., Built]) -> None:
    built = build({"index.md": INDEX, "p/index.md": WRONG}, mistakes=True)
    assert [line.rpartition(" ")[2] for line in built.warnings] == ["[briefkit.front-matter]"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"html": 3}', "\x00"])
def test_a_broken_memory_of_problems_breaks_no_build(build: Callable[..., Built], content: str, tmp_path: Path) -> None:
    build({"index.md": INDEX, "p/index.md": WRONG}, mistakes=True)
    memory = tmp_path / "project/doctrees/briefkit-unsettled.json"
    assert json.loads(memory.read_text(encoding="utf-8"))["read"] == ["p/index"]
    memory.write_text(content, encoding="utf-8")
    assert build({"p/index.md": paper("P", "New words.\n")}).status == 0


def test_a_mistake_in_a_quoted_file_from_beside_the_documents_is_told_again(
    build: Callable[..., Built], tmp_path: Path
) -> None:
    changes = tmp_path / "project/CHANGES.md"
    changes.parent.mkdir()
    changes.write_text("See {doc}`nowhere`.\n", encoding="utf-8")
    (changes.parent / "pyproject.toml").touch()
    source = {"index.md": "# Guide\n\n```{include} ../CHANGES.md\n```\n"}
    for files in (source, {}):
        built = build(files, mistakes=True, briefkit_papers=["index"])
        assert len(built.warnings) == 1
        assert "unknown document: 'nowhere'" in built.warnings[0]


def test_a_document_with_a_mistake_can_be_removed(build: Callable[..., Built]) -> None:
    index = {"index.md": INDEX, "p/index.md": paper("P", "Words.\n")}
    wrong = {"p/more.md": "---\norphan: true\n---\n\n# More\n\nSee {doc}`nowhere`.\n"}
    assert len(build(index | wrong, mistakes=True).warnings) == 1
    assert build({"p/more.md": None}).status == 0


def test_settings_that_cannot_be_are_told_and_take_their_default(build: Callable[..., Built]) -> None:
    built = build({"index.md": "# All\n"}, mistakes=True, briefkit_due_soon=-1, briefkit_number_sections=-2)
    assert len(built.warnings) == 2
    assert all("conf.py: briefkit_" in line and "must be" in line for line in built.warnings)
    assert built.app.config.briefkit_due_soon == 30


def test_a_misspelt_setting_is_told_at_its_line(build: Callable[..., Built]) -> None:
    conf = 'extensions = ["briefkit"]\nbriefkit_due_soon = 3\nbriefkit_brnad = "b.yml"\nbriefkit_zzz = 1\n'
    built = build({"conf.py": conf, "index.rst": "All\n===\n"}, mistakes=True)
    first, second = built.warnings
    assert first.startswith("conf.py:3: WARNING: briefkit_brnad: there is no such setting. Allowed: briefkit_papers, ")
    assert first.endswith(" Did you mean 'briefkit_brand'? [briefkit.setting]")
    assert second.startswith("conf.py:4: WARNING: briefkit_zzz: ")
    assert "Did you mean" not in second
