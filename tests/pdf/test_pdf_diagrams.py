"""Diagrams of Graphviz are pictures where it is installed, and no diagram stops a paper or reads a file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CI

from briefkit.pdf.diagrams import NoDiagram, draw

Build = Callable[..., Any]
EXTENSIONS = ["myst_parser", "sphinx.ext.graphviz", "briefkit"]
DOT = shutil.which("dot")

needs_graphviz = pytest.mark.skipif(DOT is None and not CI, reason="Graphviz is not installed")


def source(*codes: str) -> str:
    return "# Paper\n\n" + "\n\n".join(f"```{{graphviz}}\n:alt: A diagram\n\n{code}\n```" for code in codes) + "\n"


def test_without_graphviz_the_source_is_printed_and_that_is_told_once(build: Build) -> None:
    built = build({"index.md": source("digraph { a }", "digraph { b }")}, extensions=EXTENSIONS, graphviz_dot="nowhere")
    assert "digraph { a }" in built.text()
    assert "digraph { b }" in built.text()
    assert len(built.warnings) == 1
    assert "Graphviz is not installed here" in built.warnings[0]


@needs_graphviz
def test_a_diagram_is_the_same_picture_in_every_build(tmp_path: Path) -> None:
    assert DOT
    first, second = (draw(DOT, [], "dot", "digraph { a -> b }", tmp_path / name) for name in ("one", "two"))
    assert first == second
    assert b"Source Serif 4" in first.content


@needs_graphviz
def test_a_diagram_reads_no_file(tmp_path: Path, dot: bytes) -> None:
    assert DOT
    (tmp_path / "secret.png").write_bytes(dot)
    for kind in ("svg", "png"):
        code = f'digraph {{ a [image="{tmp_path}/secret.png"] }}'
        drawing = draw(DOT, [], "dot", code, tmp_path / "out", kind)
        assert drawing.unloaded == (f"{tmp_path}/secret.png",)
        assert b"<image" not in drawing.content
        assert drawing.content.startswith(b"\x89PNG") == (kind == "png")


@needs_graphviz
@pytest.mark.parametrize(
    ("layout", "code", "words"),
    [
        ("dot", "digraph { a ->", "cannot read this diagram"),
        ("/bin/sh", "digraph { a }", "no layout '/bin/sh': use one of circo, dot"),
    ],
)
def test_a_diagram_that_cannot_be_drawn_says_why(tmp_path: Path, layout: str, code: str, words: str) -> None:
    assert DOT
    with pytest.raises(NoDiagram, match=words):
        draw(DOT, [], layout, code, tmp_path)


@needs_graphviz
def test_a_diagram_is_a_picture_with_its_description(build: Build) -> None:
    built = build({"index.md": source("digraph { one -> two }")}, extensions=EXTENSIONS)
    assert [str(tag.element.Alt) for tag in built.tags() if tag.kind == "Figure"] == ["A diagram"]
    assert built.warnings == []
