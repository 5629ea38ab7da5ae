"""What a second ``-b pdf`` does with a paper: nothing where nothing changed, and all of it where something did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.pdf.conftest import png

from briefkit.pdf import paper as making

Build = Callable[..., Any]
FRONT = "---\ntitle: {0}\nbriefing: {{type: paper, status: draft, cover: {{image: cover.png, alt: A}}}}\n---\n"
FILES: dict[str, str | bytes] = {
    "index.md": "# All\n\n```{toctree}\n:glob:\n*/index\n```\n",
    "a/index.md": FRONT.format("A") + "![A dot](dot.png)\n\n{doc}`one` and {stakeholder}`b:x`.\n\n"
    "```{stakeholder-table} Who\n:file: who.yaml\n```\n\n```{toctree}\none\n```\n",
    "a/one.md": "# One\n\nWords.\n",
    "a/who.yaml": "- id: y\n  name: Ypsilon\n",
    "a/dot.png": png(),
    "a/cover.png": png(),
    "b/index.md": FRONT.format("B") + "```{stakeholder-table} Who\n- id: x\n  name: Xavier\n```\n",
    "b/cover.png": png(),
}
SETTINGS: dict[str, Any] = {"briefkit_papers": [], "html_theme": "briefkit"}


@pytest.fixture
def drafted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The papers that were drafted."""
    found: list[str] = []
    draft = making.draft

    def noted(builder: Any, paper: Any, staging: Any) -> Any:
        found.append(paper.slug)
        return draft(builder, paper, staging)

    monkeypatch.setattr(making, "draft", noted)
    return found


def test_an_unchanged_paper_is_not_even_drafted(build: Build, drafted: list[str]) -> None:
    first = build(FILES, **SETTINGS)
    assert (first.messages, drafted) == ("", ["a", "b"])
    assert build({}, **SETTINGS).messages == ""
    assert drafted == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a/who.yaml", "- id: y\n  name: Another\n"),
        ("a/dot.png", png(50, 20)),
        ("a/cover.png", png(50, 20)),
        ("a/one.md", "# Another\n\nWords.\n"),
        ("b/index.md", str(FILES["b/index.md"]).replace("Xavier", "Another")),
    ],
    ids=["data", "picture", "cover", "title of a chapter", "record of another briefing"],
)
def test_a_paper_is_made_again_when_what_it_shows_changed(
    build: Build, drafted: list[str], name: str, content: str | bytes
) -> None:
    old = (build(FILES, **SETTINGS).out / "a.pdf").read_bytes()
    drafted.clear()
    new = (build({name: content}, **SETTINGS).out / "a.pdf").read_bytes()
    assert "a" in drafted
    assert new != old


@pytest.mark.parametrize("change", [{"html_theme_options": {"brand": "#7A1F3D"}}, {"author": "Another Unit"}])
def test_a_paper_is_drafted_again_when_a_setting_changed(
    build: Build, drafted: list[str], change: dict[str, Any]
) -> None:
    build(FILES, **SETTINGS)
    build({}, **SETTINGS, **change)
    assert drafted == ["a", "b"] * 2


def test_a_paper_that_brought_warnings_tells_them_again(build: Build, drafted: list[str]) -> None:
    files = FILES | {"a/cover.png": b"none", "b/index.md": str(FILES["b/index.md"]) + "\n\U00013000\n"}
    first = build(files, **SETTINGS)
    drafted.clear()
    again = build({}, **SETTINGS)
    assert "cover" in first.messages
    assert "U+13000" in first.messages
    assert again.messages == first.messages
    assert drafted == ["a"]  # what the compiler said of the other is remembered


def test_a_change_in_one_briefing_drafts_no_other(build: Build, drafted: list[str]) -> None:
    build(FILES, **SETTINGS)
    drafted.clear()
    build({"a/one.md": "# One\n\nWords.\n\nMore words, with a number of their own.\n"}, **SETTINGS)
    assert drafted == ["a"]
