"""Papers are compiled side by side and never wait for ever; a bad one stops no other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from briefkit.pdf import paper as making
from briefkit.pdf import workers
from briefkit.pdf.workers import Broken, Late, Worker, Workers

Build = Callable[..., Any]

PAPERS: dict[str, Any] = {"briefkit_papers": ["index", "other"], "suppress_warnings": ["toc"]}
OTHER = "---\norphan: true\n---\n# Other\n\nText.\n"


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


def test_a_call_gives_what_its_function_gives_or_raises(worker: Worker) -> None:
    until = time.monotonic() + 60
    assert worker.call(until, divmod, 17, 5) == (3, 2)
    with pytest.raises(ZeroDivisionError):
        worker.call(until, divmod, 17, 0)
    assert worker.call(until, os.getpid) != os.getpid()


def test_what_a_function_prints_is_no_answer(worker: Worker) -> None:
    assert worker.call(time.monotonic() + 60, print, "words") is None


def test_a_call_that_does_not_end_is_stopped_and_the_next_is_made(worker: Worker) -> None:
    worker.start()
    with pytest.raises(Late):
        worker.call(time.monotonic() + 0.5, time.sleep, 600)
    assert worker.call(time.monotonic() + 60, abs, -1) == 1


def test_a_process_that_breaks_down_says_its_last_words(worker: Worker) -> None:
    with pytest.raises(Broken, match="the last words"):
        worker.call(time.monotonic() + 60, os._exit, _say("the last words", worker))
    with pytest.raises(Broken, match="no reason"):
        worker.call(time.monotonic() + 60, os.abort)


def _say(words: str, worker: Worker) -> int:
    worker.call(time.monotonic() + 60, os.write, 2, words.encode())
    return 3


def test_calls_run_side_by_side_and_no_more_than_are_asked_for() -> None:
    with Workers(2) as workers:
        waiting = [workers.submit(lambda worker: worker.call(time.monotonic() + 60, os.getpid)) for _ in range(6)]
        assert len({done.result() for done in waiting}) in {1, 2}


class Endless(nodes.General, nodes.Element):
    """What takes the compiler half a minute."""


class EndlessDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [Endless()]


def _never_ready(translator: Any, _node: Endless) -> None:
    translator.call("lorem", 5_000_000)
    raise nodes.SkipNode


def _at_fault(_translator: Any, _node: nodes.Node) -> None:
    raise ZeroDivisionError("the fault of an extension")


def _add(app: Sphinx, visit: Callable[..., None]) -> None:
    app.add_node(Endless, pdf=(visit, None))
    app.add_directive("endless", EndlessDirective)


def extension(name: str, visit: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An extension with the directive ``endless``, as a project names it in ``conf.py``."""
    import sys
    from types import ModuleType

    module = ModuleType(name)
    module.setup = lambda app: _add(app, visit)  # type: ignore[attr-defined]  # that makes it an extension
    monkeypatch.setitem(sys.modules, name, module)
    return ["myst_parser", "briefkit", name]


def test_a_paper_that_does_not_get_ready_is_stopped_and_told(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    extensions = extension("never_ready", _never_ready, monkeypatch)
    files = {"index.md": "# Paper\n", "other.md": OTHER}
    older = build(files, extensions=extensions, **PAPERS).path().read_bytes()
    files["index.md"] = "# Paper\n\n```{endless}\n```\n"
    files["other.md"] = OTHER + "New words.\n"
    built = build(files, extensions=extensions, briefkit_paper_seconds=5, **PAPERS)
    (line,) = built.warnings
    assert line.startswith("index.md:1: ERROR: index.pdf was not made. It was not ready after 5 seconds")
    assert "briefkit_paper_seconds" in line
    assert "The older PDF was left as it is." in line
    assert built.status == 1
    assert built.path().read_bytes() == older
    assert "New words." in built.text("other")


def test_the_fault_of_an_extension_costs_its_paper_only(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    extensions = extension("at_fault", _at_fault, monkeypatch)
    files = {"index.md": "# Paper\n\n```{endless}\n```\n", "other.md": OTHER}
    built = build(files, extensions=extensions, **PAPERS)
    (line,) = built.warnings
    assert line.startswith("index.md:1: ERROR: index.pdf was not made. ZeroDivisionError: the fault of an extension")
    assert built.status == 1
    assert "Text." in built.text("other")


def test_the_memory_of_a_very_long_paper_is_given_back(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def are_running(text: str) -> list[bool]:
        workers._stop_all()
        built = build({"index.md": f"# Paper\n\n{text}\n"})
        assert "□" in built.text()  # so that it was compiled twice
        return [worker._process is not None for worker in workers._idle]

    assert are_running("𒀀 first.") == [True]
    monkeypatch.setattr(making, "_LARGE", 0)
    assert are_running("𒀀 second.") == [False]


def test_papers_made_side_by_side_are_the_same_bytes(build: Build) -> None:
    names = [f"paper-{number}" for number in range(5)]
    files = {f"{name}.md": f"---\norphan: true\n---\n# The paper {name}\n\nWords.\n" for name in names}
    settings: dict[str, Any] = {"briefkit_papers": names, "suppress_warnings": ["toc"]}
    one = build(files | {"index.md": "# All\n"}, **settings)
    bytes_of_one = [one.path(name).read_bytes() for name in names]
    for name in names:
        one.path(name).unlink()
    two = build({}, parallel=2, **settings)
    assert [two.path(name).read_bytes() for name in names] == bytes_of_one


def test_a_paper_that_is_too_long_for_its_type_is_told_and_not_cut(build: Build) -> None:
    front = "---\ntitle: Brief\nbriefing:\n  type: at-a-glance\n---\n"
    files = {
        "index.md": front + "".join(f"\n# Part {number}\n" + "\nMany words.\n" * 20 for number in range(12)),
    }
    told = "papers of the type 'at-a-glance' have at most 2. Shorten it, or change its type or briefkit_page_limits"
    for _ in range(2):
        built = build(files, briefkit_papers=[])
        (line,) = built.warnings
        assert line.startswith("index.md:1: WARNING: This paper has ")
        assert told in line
        assert "[briefkit.length]" in line
        assert "Part 11" in built.text()
    assert build({}, briefkit_papers=[], briefkit_page_limits={"at-a-glance": 9}).warnings == []


@pytest.mark.parametrize(
    ("setting", "value", "wants"),
    [
        ("briefkit_page_limits", {"briefing": "12"}, "a mapping from a type of paper to pages"),
        ("briefkit_paper_seconds", 0, "a number of seconds from 1"),
    ],
)
def test_a_wrong_limit_is_told(build: Build, setting: str, value: object, wants: str) -> None:
    built = build({"index.md": "# Paper\n"}, **{setting: value})
    assert any(setting in line and f"must be {wants}" in line for line in built.warnings)
    assert built.path().is_file()
