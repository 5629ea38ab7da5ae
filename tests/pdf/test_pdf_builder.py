"""One PDF a paper with its chapters and annexes, made again only when something changed, always the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Build = Callable[..., Any]

CHAPTERS = {
    "index.md": """\
        # Paper

        First[^1].

        ## Deep
        ### Deeper

        ```{toctree}
        :hidden:
        one
        two
        one
        ```

        ```{toctree}
        :annex:
        annex
        ```

        [^1]: Note of the root.
        """,
    "one.md": "# Chapter one\n\nText[^1] to {ref}`there`.\n\n## Same\n\n[^1]: Note of one.\n",
    "two.md": "# Chapter two\n\n(there)=\n## Same\n\n```{toctree}\nthree\nindex\n```\n",
    "three.md": "# Chapter three\n\nTo {doc}`two`.\n",
    "annex.md": "# The annex\n\n![A dot](dot.png)\n",
}


def manifest(built: Any) -> dict[str, Any]:
    text = (built.out / "manifest.json").read_text(encoding="utf-8")
    return {item["slug"]: item for item in json.loads(text)["papers"]}


def test_chapters_and_annexes_stand_in_their_order(build: Build, dot: bytes) -> None:
    config = {"suppress_warnings": ["toc"], "extensions": ["myst_parser", "briefkit"]}
    built = build(CHAPTERS | {"dot.png": dot}, **config)
    headings = [(tag.kind, str(tag.element.get("/T", ""))) for tag in built.tags() if tag.kind[:1] == "H"]
    assert headings[1:] == [
        ("H2", "Deep"),
        ("H3", "Deeper"),
        ("H2", "Chapter one"),
        ("H3", "Same"),
        ("H2", "Chapter two"),
        ("H3", "Same"),
        ("H3", "Chapter three"),
        ("H2", "The annex"),
    ]
    text = built.text()
    assert text.count("Chapter one") == 1
    assert "Note of the root." in text
    assert "Note of one." in text
    assert built.warnings == []


def test_the_same_source_gives_the_same_bytes(
    build: Build, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"index.md": "# Paper\n\n| A | B |\n|---|---|\n| a | b |\n"}
    first = build(files).path().read_bytes()
    (build({}).out / "index.pdf").unlink()
    assert build({}).path().read_bytes() == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    later = build({})
    assert later.path().read_bytes() != first
    assert str(later.pdf().docinfo["/CreationDate"]).startswith("D:20010909014640")


def test_only_what_changed_is_made_again(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefkit.pdf import paper

    made: list[str] = []
    compile_mended = paper.compile_mended

    def noted(root: Any, imports: Any, main: Any, *rest: Any) -> Any:
        made.append(main.stem)
        return compile_mended(root, imports, main, *rest)

    monkeypatch.setattr(paper, "compile_mended", noted)
    papers = {"briefkit_papers": ["index", "other"]}
    other = "---\norphan: true\n---\n# Other\n\nSee `x`.\n"
    build({"index.md": "# Paper\n", "other.md": other}, **papers)
    assert sorted(made) == ["index", "other"]
    build({}, **papers)
    assert sorted(made) == ["index", "other"]
    build({"other.md": other + "New.\n"}, **papers)
    assert sorted(made) == ["index", "other", "other"]
    (build({}, **papers).out / "index.pdf").write_bytes(b"broken")
    build({}, **papers)
    assert sorted(made) == ["index", "index", "other", "other"]


def test_a_changed_page_reaches_the_paper_after_the_pages_were_written(build: Build) -> None:
    build({"index.md": "# Paper\n\nOld.\n"})
    build({"index.md": "# Paper\n\nNew.\n"}, builder="dummy")
    assert "New." in build({}).text()


def test_a_choice_of_files_makes_their_papers_only(build: Build) -> None:
    papers = {"briefkit_papers": ["index", "other"]}
    other = "---\norphan: true\n---\n# Other\n\n```{toctree}\npart\n```\n"
    files = {"index.md": "# Paper\n", "other.md": other, "part.md": "# Part\n"}
    built = build(files, "part.md", **papers)
    assert [path.name for path in built.out.glob("*.pdf")] == ["other.pdf"]
    built = build({}, "index.md", **papers)
    assert list(manifest(built)) == ["index", "other"]


def test_nothing_else_in_the_folder_is_touched(build: Build) -> None:
    built = build({"index.md": "# Paper\n"})
    (built.out / "mine.txt").write_text("mine")
    (built.out / "old.pdf").write_bytes(b"old")
    built = build({"index.md": "# Paper\n\nNew.\n"})
    assert {path.name for path in built.out.iterdir()} == {
        "index.pdf",
        "manifest.json",
        "mine.txt",
        "old.pdf",
    }


def test_the_cover_has_its_picture(build: Build, dot: bytes) -> None:
    front = "---\ntitle: Heat\ndate: 2031-11-05\nbriefing:\n  type: paper\n  cover: {{image: {}, alt: A dot}}\n---\n"
    files = {"index.md": "# All\n\n```{toctree}\nheat\nfrost\n```\n", "dot.png": dot}
    files |= {"heat.md": front.format("dot.png"), "frost.md": front.format("missing.png")}
    built = build(files, briefkit_papers=[])
    assert [str(tag.element.Alt) for tag in built.tags("heat") if "/Alt" in tag.element] == ["A dot"]
    (line,) = [line for line in built.warnings if "briefkit.figure" in line]
    assert line.startswith("frost.md:6: WARNING: The picture 'missing.png' was not found.")


def test_the_paper_says_what_it_is(build: Build) -> None:
    built = build(
        {
            "briefings/heat.md": """\
            ---
            title: Heat across the line
            authors:
              - name: Ida Marrow
              - name: Tomas Velde
            date: 2031-11-05
            license: CC-BY-4.0
            keywords: [heat, frost]
            description: Options before the first frost.
            briefing:
              number: PB-2031-14
              version: "1.2"
              language: en
              publisher: Aldermark Policy Institute
            ---
            ## The question

            Text.
            """,
            "index.md": "# All\n\n```{toctree}\nbriefings/heat\n```\n",
            "heat.md": """\
            ---
            title: Heat across the line
            orphan: true
            authors:
              - name: Ida Marrow
              - name: Tomas Velde
            date: 2031-11-05
            license: CC-BY-4.0
            briefing:
              number: PB-2031-14
              version: "1.2"
              publisher: Aldermark Policy Institute
              print: double
            ---
            ## The question

            Text.
            """,
        },
        briefkit_papers=[],
    )
    pdf = built.pdf("heat")
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Heat across the line"
        assert list(metadata["dc:creator"]) == ["Ida Marrow", "Tomas Velde"]
        assert metadata["dc:identifier"] == "PB-2031-14"
        assert metadata["xmpMM:VersionID"] == "1.2"
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20311105")
    assert float(pdf.pages[0].MediaBox[0]) == pytest.approx(-8.504, abs=0.01)
