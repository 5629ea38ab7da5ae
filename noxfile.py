"""Builds, checks and tests. ``nox`` alone builds every briefing as HTML and PDF; ``nox -l`` lists sessions.

Briefings are named after ``--``: ``nox -s pdf -- alaska-summit``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["build"]
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_existing_virtualenvs = True

PROJECT = nox.project.load_toml(Path(__file__).with_name("pyproject.toml"))
PYTHON = Path(".nox", "briefkit", "Scripts" if sys.platform == "win32" else "bin", "python")


def prepare(session: nox.Session, *groups: str) -> str:
    """The Python of the one environment that all sessions share, with the dependencies of *groups*.

    An environment for each session would cost a writer 15 seconds and 250 MB each time; nothing is installed
    where neither ``pyproject.toml`` nor the place of the folder changed.
    """
    wanted = f"# {Path.cwd()}\n" + Path("pyproject.toml").read_text(encoding="utf-8")
    done = PYTHON.parent.parent / f"installed-{'-'.join(groups) or 'briefkit'}.toml"
    if not PYTHON.exists():
        session.run(sys.executable, "-m", "virtualenv", "--quiet", str(PYTHON.parent.parent), external=True)
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        session.log("Installing briefkit and what it needs; this takes a moment, once.")
        extra = nox.project.dependency_groups(PROJECT, *groups)
        session.run(str(PYTHON), "-m", "pip", "install", "--quiet", "-e", ".", *extra, external=True)
        done.write_text(wanted, encoding="utf-8")
    return str(PYTHON)


def briefkit(session: nox.Session, command: str, *groups: str) -> None:
    """Run a command of briefkit's own with the words after ``--``."""
    session.run(prepare(session, *groups), "-m", "briefkit", command, *session.posargs, external=True)


@nox.session(venv_backend="none")
def build(session: nox.Session) -> None:
    """Build every briefing, or those named after --, as HTML and PDF."""
    briefkit(session, "build")


@nox.session(venv_backend="none")
def html(session: nox.Session) -> None:
    """Build the HTML pages, of all briefings or of those named after --."""
    briefkit(session, "html")


@nox.session(venv_backend="none")
def pdf(session: nox.Session) -> None:
    """Build the PDF papers, of all briefings or of those named after --."""
    briefkit(session, "pdf")


@nox.session(venv_backend="none")
def preview(session: nox.Session) -> None:
    """Show the HTML pages on this machine, and again after each change."""
    briefkit(session, "preview", "preview")


@nox.session(venv_backend="none")
def check(session: nox.Session) -> None:
    """List every problem and finding (-- --on 2026-01-31 judges disclaimers as of that day)."""
    briefkit(session, "check")


@nox.session(venv_backend="none")
def new(session: nox.Session) -> None:
    """Begin a new briefing: nox -s new -- my-briefing."""
    briefkit(session, "new")


@nox.session(venv_backend="none")
def tests(session: nox.Session) -> None:
    """Run the tests of the toolkit, or those named after --."""
    python = prepare(session, "tests")
    words = session.posargs or ["-n", "auto", "--dist", "worksteal"]
    session.run(python, "-m", "pytest", *words, external=True)


@nox.session
def corpus(session: nox.Session) -> None:
    """Build the documentation of other projects as papers, and say what was lost (-- nox sphinx, -- --again)."""
    session.install("--quiet", "-e", ".", *nox.project.dependency_groups(PROJECT, "corpus"))
    session.run("python", "tests/corpus/gate.py", *session.posargs)


@nox.session(venv_backend="none")
def bench(session: nox.Session) -> None:
    """Measure how long papers take, and other tools beside it; -- --papers 1 10 is a short run."""
    session.run(prepare(session), "tests/bench/run.py", *session.posargs, external=True)


@nox.session(venv_backend="none")
def lint(session: nox.Session) -> None:
    """Check the style of the code."""
    python = prepare(session, "lint")
    session.run(python, "-m", "ruff", "check", *session.posargs, external=True)


@nox.session(venv_backend="none")
def typecheck(session: nox.Session) -> None:
    """Check the types of the code."""
    python = prepare(session, "typecheck")
    session.run(python, "-m", "mypy", *session.posargs, external=True)
