"""What a second build does: it tells mistakes again, renews what changed, and leaves the rest alone."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of

INDEX = "# All\n\n```{toctree}\n:glob:\n*/index\n```\n"
POINTS = "```{key-takeaways}\n:file: points.yaml\n```\n"


def project(body: str = "The text.\n") -> dict[str, str]:
    """A paper with a body, and another that has nothing to do with it."""
    return {
        "index.md": INDEX,
        "a/index.md": paper("A", body),
        "a/points.yaml": "- heading: Old point\n  text: Old words.\n",
        "b/index.md": paper("B", "Other words.\n"),
    }


def words_of(built: Built, slug: str = "a") -> str:
    if built.app.builder.name == "html":
        return built.main(f"{slug}/index")
    return " ".join(extract_text(str(built.out / f"{slug}.pdf")).split())


MISTAKES = {
    "front matter": ("---\ntitle: A\nsubtilte: B\nbriefing: {status: draft}\n---\n\nText.\n", "html"),
    "front matter of the pdf": (
        "---\ntitle: A\nsubtilte: B\nbriefing: {status: draft}\n---\n\nText.\n",
        "pdf",
    ),
    "a directive": (paper("A", "```{key-takeaways}\n- heading: One\n  txet: Two\n```\n"), "html"),
    "a directive of the pdf": (paper("A", "```{key-takeaways}\n- heading: One\n  txet: Two\n```\n"), "pdf"),
    "an undefined reference": (paper("A", "See {ref}`nowhere`.\n"), "html"),
    "an undefined reference of the pdf": (paper("A", "See {ref}`nowhere`.\n"), "pdf"),
    "an unknown takeaway": (paper("A", "```{key-takeaways}\n- heading: One\n  see: nowhere\n```\n"), "html"),
    "maths that is none": (paper("A", "See $\\left($ there.\n"), "html"),
    "a citation of nothing": (paper("A", "See {cite}`nobody`.\n"), "html"),
    "an unknown role": (paper("A", "See {reff}`nobody`.\n"), "html"),
    "a missing picture": (paper("A", "![A](no.png)\n"), "html"),
    "two equal labels": (paper("A", "(x)=\nText.\n\n(x)=\nMore.\n"), "html"),
    "a missing chapter": (paper("A", "```{toctree}\nnone\n```\n"), "html"),
    "a missing data file": (paper("A", "```{key-takeaways}\n:file: none.yaml\n```\n"), "html"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_fails_twice_and_passes_when_it_is_mended(build: Callable[..., Built], name: str) -> None:
    source, builder = MISTAKES[name]
    files = project() | {"a/index.md": source}
    first = build(files, builder, mistakes=True, strict=True)
    again = build({}, builder, mistakes=True, strict=True)
    assert first.status == again.status == 1
    assert first.warnings == again.warnings != []
    assert build(project(), builder, strict=True).status == 0
    assert build({}, builder, strict=True).status == 0


@pytest.mark.parametrize("order", [("html", "pdf"), ("pdf", "html")])
def test_a_mistake_fails_in_both_builders(build: Callable[..., Built], order: tuple[str, str]) -> None:
    files = project() | {"a/index.md": MISTAKES["front matter"][0]}
    for builder in (*order, *order):
        assert build(files, builder, mistakes=True, strict=True).status == 1


def test_a_mistake_in_a_data_file_is_told_again_and_goes_when_it_is_mended(
    build: Callable[..., Built],
) -> None:
    files = project(POINTS) | {"a/points.yaml": "- heading: One\n  txet: Two\n"}
    assert build(files, mistakes=True, strict=True).warnings == build({}, mistakes=True, strict=True).warnings != []
    assert build({"a/points.yaml": "- heading: One\n  text: Two\n"}, strict=True).status == 0


@pytest.mark.parametrize("order", [("html", "pdf"), ("pdf", "html")])
def test_changed_data_is_new_in_both_outputs_and_nothing_else_is_written(
    build: Callable[..., Built], order: tuple[str, str]
) -> None:
    before = {name: build(project(POINTS), name) for name in ("pdf", "html")}
    times = {name: built.times() for name, built in before.items()}
    changed = {"a/points.yaml": "- heading: New point\n  text: New words.\n"}
    for builder in order:
        built = build(changed, builder)
        assert "New words." in words_of(built)
        assert "Old words." not in words_of(built)
        fresh = {name for name, when in built.times().items() if when != times[builder].get(name)}
        assert not {name for name in fresh if name.startswith("b")}, fresh
        changed = {}


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_a_build_without_a_change_writes_nothing(build: Callable[..., Built], builder: str) -> None:
    files = project(POINTS) | {
        "a/index.md": paper("A", POINTS + "\n{numref}`t` and {eq}`e`\n\n```{table} T\n:name: t\n\n| A |\n| - |\n| 1 |\n```\n\n"
                            "```{math}\n:label: e\na\n```\n\n```{toctree}\none\n```\n", "briefing: {numbered-paragraphs: true}"),
        "a/one.md": "# One\n\nWords.\n",
    }  # fmt: skip
    first = build(files, "pdf")
    first = build(files, builder)
    time.sleep(0.02)
    again = build({}, builder)
    own = {"searchindex.js", ".buildinfo", "objects.inv"}
    assert {name: when for name, when in again.times().items() if name not in own} == {
        name: when for name, when in first.times().items() if name not in own
    }
    assert "0 added, 0 changed, 0 removed" in again.log


def test_a_page_is_written_again_only_when_it_shows_other_things_of_a_pdf(build: Callable[..., Built]) -> None:
    build(project("Words.\n"), "pdf")
    first = build({}).times()
    build({}, "pdf")
    assert build({}).times()["a/index.html"] == first["a/index.html"]
    build({"b/index.md": paper("B", "Words.\n\n" * 400)}, "pdf")
    built = build({})
    assert built.times()["a/index.html"] == first["a/index.html"]
    assert "pages" in built.main("b/index")


def test_builders_may_take_turns_without_reading_anything_twice(build: Callable[..., Built]) -> None:
    build(project(POINTS), "html")
    for builder in ("pdf", "html", "pdf", "html", "text"):
        built = build({}, builder)
        assert "0 added, 0 changed, 0 removed" in built.log


CHAPTERS = {
    "a/index.md": paper("A", "See {ref}`target` and [](one.md).\n\n```{toctree}\none\n```\n"),
    "a/one.md": "(target)=\n# Old heading\n\nWords.\n",
}


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_a_changed_heading_is_new_where_it_is_referred_to(build: Callable[..., Built], builder: str) -> None:
    assert "See Old heading" in words_of(build(project() | CHAPTERS, builder))
    built = build({"a/one.md": "(target)=\n# New heading\n\nWords.\n"}, builder)
    assert "See New heading" in words_of(built)
    assert "Old heading" not in words_of(built)


def test_a_changed_heading_is_new_in_another_briefing(build: Callable[..., Built]) -> None:
    files = project() | CHAPTERS | {"b/index.md": paper("B", "See {ref}`a:target` and {numref}`a:t`.\n")}
    table = "\n```{table} T\n:name: t\n\n| A |\n| - |\n| 1 |\n```\n"
    files["a/one.md"] += table
    assert "See Old heading and Table 1" in words_of(build(files), "b").replace("\u00a0", " ")
    changed = files["a/one.md"].replace("Old", "New").replace(table, table.replace("name: t", "name: s") + table)
    assert "See New heading and Table 2" in words_of(build({"a/one.md": changed}), "b").replace("\u00a0", " ")


def test_a_changed_bibliography_is_new_in_its_briefing_only(build: Callable[..., Built]) -> None:
    bib = "@book{{k, author = {{{0}, Ann}}, title = {{Book}}, year = 2015, publisher = {{UN}}}}\n"
    body = "See {cite}`k`.\n\n```{bibliography}\n```\n"
    files = project(body) | {"a/references.bib": bib.format("Adams"), "b/references.bib": bib.format("Brown")}
    files["b/index.md"] = paper("B", body)
    first = build(files)
    changed = Path(first.source / "a/references.bib")
    built = build({"a/references.bib": bib.format("Clark")})
    os.utime(changed)
    assert "Clark, 2015" in words_of(built)
    assert "Brown, 2015" in words_of(built, "b")
    assert built.times()["b/index.html"] == first.times()["b/index.html"]


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_a_new_citation_is_in_the_references_of_another_chapter(build: Callable[..., Built], builder: str) -> None:
    books = "".join(
        f"@book{{{key}, author = {{{key}, Ann}}, title = {{Book}}, year = 2015, publisher = {{UN}}}}\n"
        for key in ("Adams", "Brown")
    )
    files = project("See {cite}`Brown`.\n\n```{toctree}\none\nreferences\n```\n") | {
        "a/references.bib": books, "a/one.md": "# One\n\nNothing.\n", "a/references.md": "# References\n\n```{bibliography}\n```\n",
    }  # fmt: skip
    page = "references" if builder == "html" else "index"

    def text(built: Built) -> str:
        return built.main(f"a/{page}") if builder == "html" else words_of(built)

    assert "Ann Adams" not in text(build(files, builder))
    assert "Ann Adams" in text(build({"a/one.md": "# One\n\nSee {cite}`Adams`.\n"}, builder))


def test_a_term_that_moved_is_led_to(build: Callable[..., Built]) -> None:
    glossary = "\n```{glossary}\npeace\n  No war.\n```\n"
    files = project("```{toctree}\none\ntwo\nthree\n```\n") | {
        "a/one.md": "# One\n\nThe {term}`peace`.\n", "a/two.md": f"# Two\n{glossary}", "a/three.md": "# Three\n",
    }  # fmt: skip
    assert build(files).links("a/one")["peace"] == "two.html#term-peace"
    built = build({"a/two.md": "# Two\n", "a/three.md": f"# Three\n{glossary}"})
    assert built.links("a/one")["peace"] == "three.html#term-peace"


def test_a_number_that_moved_is_new_in_another_chapter(build: Callable[..., Built]) -> None:
    table = "\n```{{table}} T\n:name: {0}\n\n| A |\n| - |\n| 1 |\n```\n"
    files = project("```{toctree}\none\ntwo\nthree\n```\n") | {
        "a/one.md": "# One\n", "a/two.md": "# Two\n" + table.format("t"), "a/three.md": "# Three\n\nSee {numref}`t`.\n",
    }  # fmt: skip
    assert "See Table 1." in build(files).main("a/three").replace("\u00a0", " ")
    built = build({"a/one.md": "# One\n" + table.format("s").replace("\n:name: s", "")})
    assert "See Table 2." in built.main("a/three").replace("\u00a0", " ")


def test_a_new_paper_and_a_changed_title_are_new_in_the_list(build: Callable[..., Built]) -> None:
    build(project())
    built = build({"c/index.md": paper("Third paper"), "b/index.md": paper("Second paper")})
    assert "Third paper" in built.main("index")
    assert "Second paper" in built.main("index")
    built = build({"c/index.md": None})
    assert "Third paper" not in built.main("index")


def test_a_page_that_becomes_a_briefing_takes_its_names_with_it(build: Callable[..., Built]) -> None:
    files = {
        "index.md": INDEX,
        "a/index.md": "---\ntitle: A\n---\n\n```{toctree}\none\n```\n",
        "a/one.md": "# One\n\n(x)=\n## Part\n\nSee {ref}`x`.\n",
    }
    build(files)
    built = build({"a/index.md": files["a/index.md"].replace("title: A", "title: A\nbriefing: {status: draft}")})
    assert built.links("a/one")["Part"] == "#x"
    assert "a:x" in built.env.domains.standard_domain.anonlabels


def test_a_changed_vocabulary_reads_everything_again(build: Callable[..., Built]) -> None:
    build(project())
    built = build({"vocabularies.yml": "terms:\n  paper-status:\n    draft: {label: Working draft}\n"}, mistakes=True)
    assert "2 changed" in built.log or "3 changed" in built.log


def test_a_paper_made_later_is_offered_on_its_page(build: Callable[..., Built]) -> None:
    assert "a.pdf" not in build(project()).read("a/index.html")
    build({}, "pdf")
    built = build({})
    assert "../pdf/a.pdf" in built.read("a/index.html") or "../_pdf/a.pdf" in built.read("a/index.html")
    assert (built.out / "pdf/a.pdf").is_file() or (built.out / "_pdf/a.pdf").is_file()


def test_what_another_builder_read_first_is_new_on_the_pages_of_other_chapters(build: Callable[..., Built]) -> None:
    front, chapters = "briefing: {number: PB-1}", "\n```{toctree}\nmore\n```\n"
    quote = "```{pull-quote}\nIn winter we heat one room.\n```\n"
    files = project() | {
        "a/index.md": paper("Old title", f"In winter we heat one room.{chapters}", front),
        "a/more.md": f"# More\n\n{quote}",
    }
    page = build(files).page("a/more")
    assert page.findall(".//figure")[0].get("aria-hidden") == "true"
    assert not page.find_class("state-gone")
    new = {
        "a/index.md": paper("New title", f"In summer we do not.{chapters}", front),
        "b/index.md": paper("B", "Words.\n", "briefing: {supersedes: [PB-1]}"),
    }
    build(new, "text")
    built = build({})
    assert "New title" in text_of(built.page("a/more"))
    assert built.page("a/more").findall(".//figure")[0].get("aria-hidden") is None
    assert "Superseded by B." in text_of(built.page("a/more").find_class("state-gone")[0])
    assert build({}).times()["a/more.html"] == built.times()["a/more.html"]


def papers_of(built: Built) -> set[str]:
    return {path.name for path in built.out.rglob("*.pdf")}


@pytest.fixture
def both(build: Callable[..., Built]) -> Callable[..., list[Built]]:
    """Builds the papers, then the pages beside them."""

    def run(files: dict[str, str | bytes | None], **more: Any) -> list[Built]:
        made = build(files, "pdf", **more)
        return [made, build({}, briefkit_pdf_folder=str(made.out), **more)]

    return run


def test_the_paper_of_a_briefing_that_is_gone_is_taken_away(both: Callable[..., list[Built]]) -> None:
    for built in both(project()):
        assert papers_of(built) == {"a.pdf", "b.pdf"}
    for built in both({"b/index.md": None}):
        assert papers_of(built) == {"a.pdf"}
        assert "b.pdf was removed, since its briefing is gone" in built.log
        assert "b.pdf" not in "".join(path.read_text(encoding="utf-8") for path in built.out.rglob("manifest.json"))


def test_a_renamed_briefing_leaves_no_paper_of_its_old_name(both: Callable[..., list[Built]]) -> None:
    both(project())
    for built in both({"b/index.md": None, "c/index.md": paper("B", "Other words.\n")}):
        assert papers_of(built) == {"a.pdf", "c.pdf"}


def test_the_paper_of_the_last_briefing_is_taken_away_too(both: Callable[..., list[Built]]) -> None:
    both(project())
    for built in both({"a/index.md": None, "b/index.md": None, "index.md": "# All\n\nNone yet.\n"}):
        assert papers_of(built) == set()


def test_pages_that_are_built_later_and_alone_lose_the_paper_too(both: Callable[..., list[Built]]) -> None:
    made, pages = both(project())
    shutil.rmtree(made.app.doctreedir)
    shutil.rmtree(made.out)
    (pages.source / "b" / "index.md").unlink()
    assert papers_of(both({})[1]) == {"a.pdf"}


def test_papers_that_somebody_else_put_there_stay(both: Callable[..., list[Built]]) -> None:
    for built in both(project()):
        folder = next(built.out.rglob("b.pdf")).parent
        (folder / "b.pdf").write_bytes(b"signed")
        (folder / "mine.pdf").write_bytes(b"mine")
    for built in both({"b/index.md": None}):
        assert papers_of(built) == {"a.pdf", "b.pdf", "mine.pdf"}


def test_a_paper_that_cannot_be_made_keeps_its_last_pdf(
    both: Callable[..., list[Built]], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [next(built.out.rglob("b.pdf")).read_bytes() for built in both(project())]
    monkeypatch.setattr("briefkit.pdf.paper.draft", lambda *_: 1 / 0)
    files = {"b/index.md": paper("B", "New words.\n")}
    assert [next(built.out.rglob("b.pdf")).read_bytes() for built in both(files, mistakes=True)] == old


@pytest.mark.parametrize(
    "broken", ["---\ntitle: B\nbriefing: {status: draft}\n\nText.\n", "---\ntitle: B\nbrefing: {}\n---\n\nText.\n"]
)
def test_a_briefing_whose_front_matter_is_broken_keeps_its_last_pdf(
    both: Callable[..., list[Built]], broken: str
) -> None:
    both(project())
    for built in both({"b/index.md": broken}, mistakes=True):
        assert papers_of(built) == {"a.pdf", "b.pdf"}
    for built in both({"b/index.md": None}):
        assert papers_of(built) == {"a.pdf"}


def test_a_build_of_one_briefing_leaves_the_papers_of_others(both: Callable[..., list[Built]]) -> None:
    both(project())
    for built in both({"a/index.md": paper("A", "New words.\n")}, only=("a/index.md",)):
        assert papers_of(built) == {"a.pdf", "b.pdf"}
