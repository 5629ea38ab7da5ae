"""The wheel that others install holds all that it needs, and serves a project that is not ours."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.conftest import write_files

PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "extensions" / "briefkit"
SUFFIX = {"html": ".html", "pdf": ".pdf", "latex": ".tex", "text": ".txt", "epub": ".epub", "man": ".1"}
WORDS = (
    "The bottom line", "Patrols come first", "Wants patrols", "3 days after signature", "Ann Author",
    "Ben Builder",
    "Figures are provisional", "The second line", "Sweden", "14 days after review", "Nothing after August",
)  # fmt: skip

SHARED = """\
- id: poland
  name: Poland
  stance: supports
  position: Wants patrols.
  sources: [https://example.org/statement]
- id: norway
  name: Norway
  stance: not-assessed
"""
STEPS = """\
milestones:
- {id: signature, title: Signature, date: 2025-08-15, status: scheduled}
- {id: ceasefire, title: Ceasefire, date: 3 days after signature, status: proposed, obligor: poland}
"""
MYST = """\
# A project of others

```{summary}
The bottom line.
```

```{key-takeaways}
- heading: One
  text: Patrols come first.
```

```{stakeholder-table} Who wants what
:file: who.yaml
```

```{milestone-timeline} The way there
:file: steps.yaml
```

```{milestone-timeline} The way there, as a table
:file: steps.yaml
:view: table
```

So {stakeholder}`poland` waits for {milestone}`ceasefire`.

```{figure} chart.svg
:alt: A bar
:credit: Ann Author
:source: The *office*
:licence: CC-BY-4.0

Growth
```

```{disclaimer}
:title: On the figures
:kind: accuracy

Figures are provisional.
```

```{toctree}
more
```
"""
REST = """\
More in reST
============

.. summary::

   The second line.

.. key-takeaways:: Points

   - heading: Two
     text: Patrols come second.

.. stakeholder-table:: Who wants more

   - id: sweden
     name: Sweden
     stance: opposes
     position: Wants *fewer* patrols.

.. milestone-timeline:: The way back

   - id: review
     title: Review
     date: 2026-03
     status: proposed

.. milestone-timeline:: The way back, as a table
   :view: table

   - id: report
     title: Report
     date: 14 days after review
     status: proposed

:stakeholder:`sweden` asks for the :milestone:`review`.

.. figure:: chart.svg
   :alt: A bar
   :credit: Ben Builder

   Decline

.. disclaimer::
   :title: On dates
   :kind: data-cut-off

   Nothing after August is in it.
"""
FOREIGN = {
    "conf.py": """\
        project = "A project of others"
        author = "Others"
        version = "1"
        copyright = "Others"
        extensions = ["myst_parser", "briefkit"]
        html_theme = "alabaster"
        briefkit_papers = ["index"]
        """,
    "index.md": MYST,
    "more.rst": REST,
    "who.yaml": SHARED,
    "steps.yaml": STEPS,
    "chart.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0h4v2H0z"/></svg>\n',
}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it would be published."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path) -> dict[str, str]:
    """The environment of a program that finds briefkit in its wheel: unpacking a pure wheel installs it."""
    target = wheel.with_name("installed")
    ZipFile(wheel).extractall(target)
    return os.environ | {"PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1"}


def python(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """A run of this Python in an environment."""
    command = [sys.executable, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has never heard of our folders."""
    folder = tmp_path_factory.mktemp("foreign")
    write_files(folder / "src", FOREIGN)
    return folder


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    inside = {name for name in ZipFile(wheel).namelist() if name.startswith("briefkit/")}
    files = [path.relative_to(PACKAGE.parent) for path in PACKAGE.rglob("*") if path.is_file()]
    caches = {path for path in files if "__pycache__" in path.parts or "/." in path.as_posix()}
    assert {path.as_posix() for path in set(files) - caches} == inside
    kinds = {Path(name).suffix for name in inside}
    assert {".py", ".typ", ".css", ".js", ".html", ".toml", ".po", ".md", ".yaml", ".typed"} <= kinds


def carried_by(names: set[str]) -> set[str]:
    """The packages that are installed with some: those that they need, and those that these need."""
    found: set[str] = set()
    names = set(names)
    while names:
        name = re.sub(r"[-_.]+", "-", names.pop()).lower()
        if name not in found:
            found.add(name)
            with suppress(PackageNotFoundError):  # another platform needs it
                needs = [need for need in requires(name) or [] if "extra ==" not in need]
                names |= {re.split(r"[^\w.-]", need)[0] for need in needs}
    return found


def test_every_package_that_the_code_imports_is_installed_with_it() -> None:
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    needs = {re.split("[<>=]", need)[0] for need in tomllib.loads(text)["project"]["dependencies"]}
    carried = carried_by(needs)
    modules: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                modules.add((node.module or "").partition(".")[0])
    owners = packages_distributions()
    for module in modules - set(sys.stdlib_module_names) - {"briefkit"}:
        assert {name.lower().replace("_", "-") for name in owners[module]} & carried, module
    assert len([need for need in needs if need.startswith("fontpkg-")]) == 3


@pytest.mark.parametrize("builder", SUFFIX)
def test_a_foreign_project_builds_without_a_warning(installed: dict[str, str], foreign: Path, builder: str) -> None:
    source, out = foreign / "src", foreign / builder
    doctrees = foreign / f"{builder}-doctrees"
    command = ["-m", "sphinx", "-q", "-W", "-b", builder, "-d", str(doctrees), str(source), str(out)]
    done = python(installed, *command)
    assert (done.returncode, done.stderr) == (0, "")
    assert SUFFIX[builder] in {path.suffix for path in out.rglob("*")}
    if builder == "text":
        text = "".join((out / name).read_text(encoding="utf-8") for name in ("index.txt", "more.txt"))
        assert [words for words in WORDS if words not in " ".join(text.split())] == []


def test_the_foreign_project_takes_the_wheel_and_not_the_folder(installed: dict[str, str]) -> None:
    done = python(installed, "-c", "import briefkit; print(briefkit.__file__)")
    assert done.stdout.startswith(installed["PYTHONPATH"])
