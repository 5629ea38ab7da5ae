"""Diagrams of Graphviz on pages: drawn as in papers, with the same messages, and their links lead to addresses alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import CI, CONF, Built, paper

INDEX = "# All\n\n```{toctree}\np/index\n```\n"
EXTENSIONS = ["myst_parser", "sphinx.ext.graphviz", "briefkit"]

needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None and not CI, reason="Graphviz is not installed")


def page(*codes: str, options: str = "") -> dict[str, str]:
    body = "\n\n".join(f"```{{graphviz}}\n:alt: A diagram\n{options}\n{code}\n```" for code in codes) + "\n"
    return {"index.md": INDEX, "p/index.md": paper("P", body)}


def both(build: Callable[..., Built], files: dict[str, str], **config: Any) -> tuple[Built, Built]:
    web = build(files, extensions=EXTENSIONS, mistakes=True, **config)
    return web, build({}, "pdf", extensions=EXTENSIONS, mistakes=True, **config)


def pictures(built: Built) -> list[bytes]:
    return [path.read_bytes() for path in sorted((built.out / "_images").glob("*"))]


@needs_graphviz
@pytest.mark.parametrize("name", ["sphinx.ext.graphviz", "briefkit"])
def test_a_diagram_is_a_picture_with_its_description(build: Callable[..., Built], name: str) -> None:
    extensions = sorted(CONF["extensions"] + ["sphinx.ext.graphviz"], key=lambda one: one != name)
    built = build(page("digraph { one -> two }", options=":align: center\n:name: steps\n"), extensions=extensions)
    (shown,) = built.page("p/index").find(".//main").iter("img")
    assert shown.get("alt") == "A diagram"
    assert shown.getparent().get("class") == "graphviz align-center"
    assert shown.getparent().get("id") == "steps"
    assert (built.out / "p" / shown.get("src")).read_bytes().startswith(b"\x89PNG")


@needs_graphviz
@pytest.mark.parametrize("output", ["png", "svg"])
def test_links_of_a_diagram_lead_to_addresses_alone(build: Callable[..., Built], output: str) -> None:
    links = [
        "https://example.org/",
        "../index.html#all",
        "javascript:alert(1)",
        "JAVA\tSCRIPT:alert(2)",
        "data:text/html,3",
        "vbscript:4",
    ]
    code = " ".join(f'n{number} [URL="{link}"];' for number, link in enumerate(links))
    files = page(f'digraph {{ stylesheet="https://example.org/evil.css"; {code} n0 -> n1 }}')
    web, printed = both(build, files, graphviz_output_format=output)
    shown = web.read("p/index.html") + "".join(content.decode("utf-8", "replace") for content in pictures(web))
    assert "https://example.org/" in shown
    assert 'href="../p/../index.html#all"' in shown or 'href="../index.html#all"' in shown
    for words in ("alert", "data:text", "vbscript", "evil.css"):
        assert words not in shown
    assert web.warnings == printed.warnings
    (told,) = web.warnings
    assert told.startswith(
        "p/index.md:6: WARNING: This diagram is shown without what could act in it or load something: "
    )
    for words in ("<?xml-stylesheet?>", "javascript:alert(1)", "data:text/html,3", "vbscript:4"):
        assert words in told


@needs_graphviz
@pytest.mark.parametrize(
    ("code", "options", "told"),
    [
        ("digraph { a }", ":layout: /bin/ls\n", "Graphviz has no layout '/bin/ls': use one of circo, dot, fdp, neato, osage, patchwork, sfdp, twopi. Its source is printed instead."),
        ("digraph { a ->", "", "Graphviz cannot read this diagram: "),
        ('digraph { a [image="/etc/hostname"] }', "", "A diagram loads no pictures, so '/etc/hostname' is not in it. Put the picture beside the diagram."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_diagram_is_told_alike_by_both_outputs(
    build: Callable[..., Built], code: str, options: str, told: str
) -> None:
    web, printed = both(build, page(code, options=options))
    assert web.warnings == printed.warnings
    (warning,) = web.warnings
    assert warning.startswith(f"p/index.md:6: WARNING: {told}")
    assert (code in web.main("p/index")) == ("Its source is printed instead." in warning)


def test_without_graphviz_the_source_is_printed_and_that_is_told_once(build: Callable[..., Built]) -> None:
    web, printed = both(build, page("digraph { a }", "digraph { b }"), graphviz_dot="nowhere")
    assert "digraph { a }" in web.main("p/index")
    assert "digraph { b }" in web.main("p/index")
    (told,) = web.warnings
    assert told.startswith("p/index.md:6: WARNING: Graphviz is not installed here")
    assert len(printed.warnings) == 1


@needs_graphviz
def test_a_project_of_others_has_its_diagrams_as_ever(build: Callable[..., Built]) -> None:
    files = {"index.md": "# P\n\n```{graphviz}\n:alt: A diagram\n\ndigraph { a }\n```\n"}
    built = build(files, extensions=EXTENSIONS, briefkit_papers=["index"])
    (shown,) = built.page("index").find(".//main").iter("img")
    assert shown.get("src", "").startswith("_images/graphviz-")
