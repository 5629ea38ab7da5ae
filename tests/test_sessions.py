"""The sessions that the README promises, the preview, and the template that a new briefing begins with."""

from __future__ import annotations

import ast
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPException
from pathlib import Path
from shutil import copytree
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from briefkit.__main__ import main

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with our own settings, and one new briefing."""
    copytree(PROJECT / "conf", tmp_path / "conf")
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings/index.md").write_text((PROJECT / "briefings/index.md").read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    assert main(["new", "my-paper"]) == 0
    return tmp_path


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """A command as a writer types it."""
    command = [sys.executable, "-m", "briefkit", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_readme_names_every_session_and_no_other() -> None:
    tree = ast.parse((PROJECT / "noxfile.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list]
    assert all(ast.get_docstring(function) for function in functions)
    table = re.findall(r"^\| `nox.*", (PROJECT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"nox -s (\w+)|`(\w+)`", " ".join(row.split("|")[1] for row in table))
    assert {function.name for function in functions} == {a or b for a, b in named} - {"nox"} | {"build"}


def test_a_new_briefing_builds_without_a_warning_and_passes_the_check(project: Path) -> None:
    built = run("build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    lines = built.stdout.splitlines()
    assert "making papers... [100%] my-paper" in lines
    assert re.fullmatch(r"build/pdf/my-paper\.pdf +\d pages,? +\d+ kB", lines[-2])
    assert lines[-1] == "build/html/index.html"
    assert not [line for line in lines if "Running Sphinx" in line or "MdParserConfig" in line]
    checked = run("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.endswith("0 problems, 0 findings\n")


def test_a_finding_is_told_once_though_pages_and_papers_are_made(project: Path) -> None:
    data = project / "briefings/my-paper/stakeholders.yaml"
    data.write_text(data.read_text(encoding="utf-8").replace("  sources:", "  asks: Time.\n  leverage:"))
    built = run("build")
    assert built.returncode == 0
    assert built.stdout.count("[unsourced]") == 1


def test_a_briefing_is_named_by_its_folder_too(project: Path) -> None:
    built = run("html", "briefings/my-paper/")
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.endswith("build/html/my-paper/index.html\n")


@pytest.fixture
def preview(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A preview that is running, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "briefkit", "preview", "--port", str(port)]
    with (project / "log.txt").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, text=True)
    yield process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(found: Callable[[], bool]) -> None:
    """Wait until something is so, at most half a minute."""
    end = time.monotonic() + 30
    while not found():
        assert time.monotonic() < end, "It did not come within 30 seconds."
        time.sleep(0.2)


def test_a_preview_shows_each_change_and_ends_with_ctrl_c(
    project: Path, preview: tuple[subprocess.Popen[str], str]
) -> None:
    process, address = preview

    def shows(words: str) -> bool:
        try:
            with urlopen(f"{address}/my-paper/") as page:
                return words in page.read().decode()
        except (URLError, ConnectionError, HTTPException):  # the server is restarting, or the page being written
            return False

    folder = project / "briefings/my-paper"
    wait_for(lambda: shows("My paper"))
    for file, old, new in (
        (folder / "index.md", "Say what is to be decided", "A new sentence"),
        (folder / "stakeholders.yaml", "Ministry of the Example", "Ministry of Changes"),
        (project / "conf/conf.py", "The Policy Unit", "The New House"),
    ):
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        wait_for(partial(shows, new))
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(10) == 0
    # The server has tracebacks of its own, where a page changes while it is sent.
    assert "/extensions/briefkit/" not in (project / "log.txt").read_text(encoding="utf-8")


def test_a_port_that_is_taken_is_told_in_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["preview", "--port", str(port)]) == 2
    told = f"briefkit: port {port} is not free. Choose another one, or leave out --port.\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize(
    ("conf", "told"),
    [
        ("project = \n", "conf/conf.py:1: invalid syntax"),
        ("\nimport nosuch\n", "conf/conf.py:2: ModuleNotFoundError: No module named 'nosuch'"),
        ('extensions = ["nosuch"]\n', "ExtensionError: Could not import extension nosuch"),
        ('extensions = ["briefkit", "myst_parser"]\nhtml_theme = "nosuch"\n', "nosuch"),
    ],
    ids=["syntax", "import", "extension", "theme"],
)
def test_a_mistake_in_the_settings_is_told_in_one_line(
    project: Path, conf: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "conf/conf.py").write_text(conf, encoding="utf-8")
    capsys.readouterr()
    assert main(["html"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("briefkit: ")
    assert told in lines[0]
