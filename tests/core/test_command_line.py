"""``python -m briefkit`` in the folder of a project, and what ``-b briefcheck`` lists."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Built, paper, write_files

from briefkit.__main__ import main

CONF = """
project = "Papers"
author = "The Unit"
extensions = ["myst_parser", "briefkit"]
html_theme = "briefkit"
html_copy_source = False
"""
GOOD = {
    "conf/conf.py": CONF,
    "briefings/index.md": "# Papers\n\n```{toctree}\n:glob:\n\n*/index\nlone\n```\n",
    "briefings/alaska-summit/index.md": paper("Alaska", "Words.\n\n```{toctree}\nmore\n```\n"),
    "briefings/alaska-summit/more.md": "# More\n\nMore words.\n",
    "briefings/heat/index.md": paper("Heat", "Warm words.\n"),
    "briefings/lone.md": paper("Lone", "Alone.\n"),
}
BAD = {"briefings/heat/index.md": paper("Heat", "See {ref}`nowhere`.\n", "subtilte: x", "briefing: {status: draft}")}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command as a writer types it."""
    return subprocess.run([sys.executable, "-m", "briefkit", *arguments], capture_output=True, text=True, check=False)


def test_build_makes_pages_and_papers_and_says_where_they_are(project: Path) -> None:
    done = run("build")
    assert done.returncode == 0, done.stderr
    assert "build/html/index.html" in done.stdout
    for slug in ("alaska-summit", "heat", "lone"):
        assert (project / "build/pdf" / f"{slug}.pdf").is_file()
        assert f"build/pdf/{slug}.pdf" in done.stdout
    assert (project / "build/html/alaska-summit/index.html").is_file()
    assert "heat.pdf" in (project / "build/html/heat/index.html").read_text(encoding="utf-8")


def test_pdf_of_one_briefing_makes_that_one(project: Path) -> None:
    done = run("pdf", "alaska-summit")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in sorted((project / "build/pdf").glob("*.pdf"))] == ["alaska-summit.pdf"]
    again = run("pdf", "lone", "heat")
    assert again.returncode == 0, again.stderr
    assert len(list((project / "build/pdf").glob("*.pdf"))) == 3


def test_html_of_one_briefing_writes_its_pages(project: Path) -> None:
    done = run("html", "heat")
    assert done.returncode == 0, done.stderr
    assert (project / "build/html/heat/index.html").is_file()
    assert not (project / "build/html/alaska-summit/index.html").exists()


@pytest.mark.parametrize("command", ["build", "html", "pdf", "check"])
def test_a_wrong_name_is_told_in_one_line(project: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "alaska-sumit"]) == 2
    assert capsys.readouterr().err == (
        "briefkit: there is no briefing 'alaska-sumit'. There are alaska-summit, heat or lone. Did you mean 'alaska-summit'?\n"
    )


def test_a_command_elsewhere_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["html"]) == 2
    assert capsys.readouterr().err == (
        "briefkit: there is no conf/conf.py and briefings/ here. Go to the folder of your project and try again.\n"
    )


def test_a_mistake_fails_a_strict_build_each_time(project: Path) -> None:
    write_files(project, BAD)
    first, again = run("html", "-W"), run("html", "-W")
    assert first.returncode == again.returncode == 1
    assert "briefings/heat/index.md:3: " in again.stderr
    assert "briefings/heat/index.md:7: " in again.stderr
    assert run("html").returncode == 0
    assert "with 1 where a paper could not be made" in " ".join(run("--help").stdout.split())


def test_a_warning_of_both_outputs_is_told_once_and_fails_each_of_them(project: Path) -> None:
    write_files(project, BAD | {"conf/_brand.yml": "color: {palette: {wine: wine}}\n"})
    done = run("build", "-W")
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "WARNING" in line]
    assert [line.partition(": WARNING")[0].removeprefix(f"{project}/") for line in told] == [
        "conf/_brand.yml:1", "briefings/heat/index.md:3", "briefings/heat/index.md:7",
    ]  # fmt: skip
    for command in ("html", "pdf"):
        again = run(command, "-W")
        assert again.returncode == 1, command
        assert [line for line in again.stderr.splitlines() if "WARNING" in line] == told


@pytest.mark.parametrize("command", ["build", "html", "pdf", "check"])
def test_a_project_without_its_first_page_says_what_to_write(
    project: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "briefings/index.md").unlink()
    assert main([command]) == 2
    assert capsys.readouterr().err == (
        "briefkit: there is no briefings/index.md, the page that lists all briefings. Write it: a heading such as "
        "'# Briefings', and a {toctree} with the line '*/index' and the option ':glob:'.\n"
    )


@pytest.mark.parametrize("name", ["_brand.yml", "vocabularies.yml", "disclaimers.yml"])
def test_a_folder_in_the_place_of_a_file_of_the_house_is_told(project: Path, name: str) -> None:
    (project / "conf" / name).mkdir()
    assert run("html").stderr.splitlines() == [
        f"conf/{name}:1: WARNING: '{name}' is a folder, so nothing is read from it. It must be a file: rename the folder, "
        "or take it away. [briefkit.setting]"
    ]


def test_check_lists_every_problem_and_finding_each_time(project: Path) -> None:
    late = {"briefings/lone.md": paper("Lone", "Alone.\n", "date: 2025-01-01", "briefing: {as-of: 2025-02-01}")}
    write_files(project, BAD | late)
    for done in (run("check"), run("check")):
        assert done.returncode == 1
        assert "briefings/heat/index.md:3: " in done.stderr
        assert "briefings/heat/index.md:7: " in done.stderr
        assert done.stdout.splitlines() == [
            "briefings/lone.md:4: as-of: 2025-02-01 lies after the date of the briefing, 2025-01-01: "
            "facts cannot be known of a later day [future-facts]",
            "2 problems, 1 finding",
        ]


def test_check_of_a_good_project_passes_findings_or_not(project: Path) -> None:
    write_files(
        project, {"briefings/lone.md": paper("Lone", "Words.", "date: 2025-01-01", "briefing: {as-of: 2025-02-01}")}
    )
    done = run("check")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("0 problems, 1 finding\n")


def test_a_command_leaves_the_log_of_other_builds_whole(project: Path, build: Callable[..., Built]) -> None:
    assert main(["check"]) == 0, project
    assert "1 added" in build({"index.md": "# All\n"}).log


def test_a_day_that_is_none_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", "--on", "tomorrow"])
    assert stop.value.code == 2
    assert "'tomorrow' is no date. Write it as 2025-08-15." in capsys.readouterr().err


def test_a_new_briefing_says_where_it_is_and_how_to_build_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "Grain-corridor"]) == 0
    assert capsys.readouterr().out == (
        "New briefing: briefings/grain-corridor/index.md. Build it with: nox -- grain-corridor\n"
    )
    source = (project / "briefings/grain-corridor/index.md").read_text(encoding="utf-8")
    assert "title: Grain corridor" in source
    assert "@" not in source
    assert main(["new", "grain-corridor"]) == 2
    assert "is there already. Choose another name." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Grain corridor", "../x", "1st", "grain_corridor", "", "ä", "x/y"])
def test_a_name_that_cannot_be_is_refused(project: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted((project / "briefings").rglob("*"))
    assert main(["new", name]) == 2
    assert "Use small letters, digits and hyphens: my-briefing." in capsys.readouterr().err
    assert sorted((project / "briefings").rglob("*")) == before


def test_check_writes_nothing_but_its_doctrees(build: Callable[..., Built]) -> None:
    built = build(
        {"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": paper("P", "Words.\n")},
        "briefcheck",
    )
    assert [name for name in built.files() if not name.startswith(".")] == []
