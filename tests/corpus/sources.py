"""Getting source distributions, and building their documentation in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import threading
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from projects import Project

HERE = Path(__file__).parent
_LIMIT = 3600
"""Seconds that a build may take: more is a fault of its own."""
_WARNING = re.compile(r"^(?:(?P<place>\S.*?): )?(?P<level>WARNING|ERROR|CRITICAL): (?P<text>.*)$")
_KIND = re.compile(r" \[([\w.-]+)\]$")


@dataclass(frozen=True, slots=True)
class Warned:
    """A message of a build: its place, its words, and its kind as Sphinx prints it."""

    place: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Run:
    """A build: how it ended, what it took, what it said."""

    status: int
    seconds: float
    megabytes: int
    """The most memory that its largest process held."""
    warnings: list[Warned]
    traceback: str
    """The last line of one, or nothing."""


def pip(*words: str) -> str:
    """Run pip quietly; what it says where it fails, else nothing."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stderr or done.stdout).strip() if done.returncode else ""


def install(project: Project) -> list[str]:
    """Install what a project needs, all at once or else one by one; what cannot be had."""
    if not project.needs or not pip("install", *project.needs):
        return []
    return [need for need in project.needs if pip("install", need)]


def unpack(project: Project, folder: Path) -> Path:
    """The documentation of a project below *folder*, with the settings of the gate in place."""
    archives = folder.parent / "archives"
    stem = f"{project.name.replace('-', '_')}-{project.version}"
    archive = next(archives.glob(f"{project.name}*-{project.version}.tar.gz"), archives / f"{stem}.tar.gz")
    if not archive.exists():
        words = ("--no-deps", "--no-binary", project.name, f"{project.name}=={project.version}", "-d", str(archives))
        if failed := pip("download", *words):
            raise SystemExit(f"{project.name} {project.version} cannot be had: {failed.splitlines()[-1]}")
    sources = folder / "source"
    shutil.rmtree(sources, ignore_errors=True)
    with tarfile.open(archive) as packed:
        packed.extractall(sources, filter="data")
    documents = next(sources.iterdir()) / project.folder
    own = documents / "conf_of_the_project.py"
    if project.conf:
        own.write_text(project.conf, encoding="utf-8")
    else:
        (documents / "conf.py").rename(own)
    shutil.copy(HERE / "settings.py", documents / "conf.py")
    gate = {"root": project.root, "alone": project.alone}
    (documents / "gate.json").write_text(json.dumps(gate), encoding="utf-8")
    if project.contents:
        listed = "\n".join(("Docutils", "========", "", ".. toctree::", "   :glob:", "", "   index", "   **", ""))
        (documents / f"{project.root}.rst").write_text(listed, encoding="utf-8")
    return documents


def build(documents: Path, folder: Path, builder: str) -> Run:
    """Build *documents* with *builder* into a folder of its name below *folder*."""
    said = folder / f"{builder}.txt"
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-d", str(folder / "doctrees"), "-q", "--no-color",
               "--show-traceback", str(documents), str(folder / builder)]  # fmt: skip
    # Notebooks ask for pandoc, which is in the wheel of pypandoc.
    pandoc = Path(find_spec("pypandoc").origin).parent / "files" if find_spec("pypandoc") else folder
    environment = os.environ | {"PATH": f"{pandoc}{os.pathsep}{os.environ['PATH']}"}
    began = time.monotonic()
    with said.open("w") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=documents, env=environment, start_new_session=True
        )
        timer = threading.Timer(_LIMIT, lambda: os.killpg(process.pid, signal.SIGKILL))
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    text = said.read_text(encoding="utf-8", errors="replace")
    lines = [line for line in text.splitlines() if line.strip()]
    traceback = lines[-1] if "Traceback (most recent call last)" in text else ""
    seconds = time.monotonic() - began
    return Run(process.returncode, seconds, used.ru_maxrss // 1024, warnings(lines, documents), traceback)


def warnings(lines: list[str], documents: Path) -> list[Warned]:
    """The messages in the lines of a build, each with the place below *documents*."""
    found = []
    for line in lines:
        if match := _WARNING.match(line):
            kind = _KIND.search(match["text"])
            place = (match["place"] or "").replace(f"{documents}{os.sep}", "")
            found.append(Warned(place, match["text"], kind[1] if kind else "other"))
    return found
