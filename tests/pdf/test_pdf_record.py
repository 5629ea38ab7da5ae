"""What a paper says of itself in its properties, and what the manifest says of each paper."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Build = Callable[..., Any]

PAPER = """\
    ---
    title: Heat
    description: What heat costs.
    authors: [Ida Marrow, {name: Tomas Velde, affiliations: [Heat Office]}]
    date: 2031-11-05
    keywords: [heat, rent]
    license: CC-BY-4.0
    briefing:
      number: HB-2031-04
      version: "1.2"
      status: published
      publisher: Heat Office
      language: pt-BR
      marking: TLP:CLEAR
      topics: [Housing]
    ---
    Text.
    """


def heat(build: Build, text: str = PAPER, **files: str | bytes) -> Any:
    root = "# All\n\n```{toctree}\nheat\n```\n"
    return build({"index.md": root, "heat.md": text} | files, briefkit_papers=[])


def manifest(built: Any) -> dict[str, Any]:
    text = (built.out / "manifest.json").read_text(encoding="utf-8")
    return {item["slug"]: item for item in json.loads(text)["papers"]}


def test_the_properties_hold_all_that_the_front_matter_says(build: Build) -> None:
    built = heat(build)
    pdf = built.pdf("heat")
    with pdf.open_metadata() as xmp:
        said = {key: xmp[key] for key in xmp}
    named = {key.rpartition("}")[2]: value for key, value in said.items()}
    assert named["creator"] == ["Ida Marrow", "Tomas Velde"]
    assert named["publisher"] == {"Heat Office"}
    assert named["subject"] == {"heat", "rent", "Housing"}
    assert named["language"] == {"pt-BR"}
    assert (named["title"], named["description"]) == ("Heat", "What heat costs.")
    assert (named["identifier"], named["VersionID"], named["date"]) == ("HB-2031-04", "1.2", ["2031-11-05"])
    assert named["rights"] == "© 2031 Heat Office"
    assert named["Marked"] == "True"
    assert "CC BY 4.0" in named["UsageTerms"]
    assert named["WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
    assert named["CreateDate"] == named["ModifyDate"] == "2031-11-05T00:00:00+00:00"
    assert str(pdf.Root.Lang) == "pt-BR"
    info = {key: str(value) for key, value in built.pdf("heat").docinfo.items()}
    assert info["/Title"] == named["title"]
    assert info["/Author"] == "Ida Marrow, Tomas Velde"
    assert info["/Subject"] == named["description"]
    assert info["/Keywords"] == named["Keywords"] == "heat, rent"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20311105000000Z"


def ids(built: Any) -> tuple[str, str]:
    with built.pdf("heat").open_metadata() as xmp:
        return str(xmp["xmpMM:DocumentID"]), str(xmp["xmpMM:InstanceID"])


def test_a_paper_keeps_its_identity_in_its_next_edition(build: Build) -> None:
    first = ids(heat(build))
    second = ids(
        heat(build, PAPER.replace("Text.", "Other text.").replace('"1.2"', '"1.3"').replace("Heat\n", "Cold\n"))
    )
    third = ids(heat(build, PAPER.replace("HB-2031-04", "HB-2031-05")))
    assert first[0] == second[0] != third[0]
    assert len({first[1], second[1], third[1]}) == 3
    assert ids(heat(build)) == first


def test_the_manifest_says_what_was_made(build: Build) -> None:
    built = heat(build, **{"other.md": "---\norphan: true\ntitle: Other\nbriefing: {}\n---\nText.\n"})
    content = built.path("heat").read_bytes()
    found = manifest(built)
    assert found["heat"] == {
        "slug": "heat", "file": "heat.pdf", "title": "Heat", "pages": 1, "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(), "standards": ["PDF/UA-1", "PDF/A-2a"],
        "fonts": ["SourceSans3-Italic", "SourceSans3-Roman", "SourceSerif4Roman-Regular"],
        "language": "pt-BR", "number": "HB-2031-04", "version": "1.2", "status": "published", "date": "2031-11-05", "marking": "TLP:CLEAR",
    }  # fmt: skip
    assert {"number", "version", "date", "marking"} & set(found["other"]) == set()
    assert "heat.pdf      1 page" in built.log
    assert list(built.out.glob("*.part")) == []


def test_the_manifest_says_that_data_is_attached(build: Build) -> None:
    table = "Text.\n\n    ```{stakeholder-table} Who\n    - name: Marevia\n      stance: supports\n    ```"
    built = heat(build, PAPER.replace("Text.", table).replace("number:", "data: public\n      number:"))
    assert manifest(built)["heat"]["standards"] == ["PDF/UA-1", "PDF/A-3a"]


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    if shutil.which("git") is None:
        pytest.fail("git is needed for the source commit in the manifest, and is missing.")

    def run(*arguments: str) -> str:
        who = ["-c", "user.name=Ida", "-c", "user.email=ida@heat.example", "-c", "commit.gpgsign=false"]
        command = ["git", "-C", str(tmp_path / "src"), *who, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    return run


def test_the_manifest_names_the_commit_and_whether_sources_changed_since(build: Build, git: Callable[..., str]) -> None:
    cold = "---\norphan: true\ntitle: Cold\nbriefing: {}\n---\n```{stakeholder-table} Who\n:file: who ü.yml\n```\n"
    files = {"cold.md": cold, "who ü.yml": "- {name: Marevia, stance: supports}\n"}
    built = heat(build, **files)
    bytes_before = built.path("heat").read_bytes()
    assert "source" not in manifest(built)["heat"]
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "First")
    commit = git("rev-parse", "HEAD")
    found = manifest(heat(build, **files))
    assert found["heat"]["source"] == found["cold"]["source"] == {"commit": commit, "changed": False}
    built = heat(build, **files | {"who ü.yml": "- {name: Marevia, stance: opposes}\n"})
    found = manifest(built)
    assert found["heat"]["source"] == {"commit": commit, "changed": False}
    assert found["cold"]["source"] == {"commit": commit, "changed": True}
    assert built.path("heat").read_bytes() == bytes_before


def test_nothing_of_a_repository_is_run(build: Build, git: Callable[..., str], tmp_path: Path) -> None:
    heat(build)
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "First")
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    script.chmod(0o755)
    git("config", "core.fsmonitor", str(script))
    git("config", "core.pager", str(script))
    assert "source" in manifest(heat(build))["heat"]
    assert not (tmp_path / "ran").exists()


def test_the_commit_is_left_out_where_git_is_missing(
    build: Build, git: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heat(build)
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "First")
    monkeypatch.setenv("PATH", "")
    built = heat(build)
    assert built.status == 0
    assert "source" not in manifest(built)["heat"]
