"""What a writer sees of a run of Sphinx: steps, warnings, findings and results, and a failure in one line."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.locale import init_console
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils


class Stop(Exception):  # noqa: N818  # it ends a command; not every end is an error of the program
    """What ends a command with one line."""


@dataclass(frozen=True)
class Job:
    """One builder, what it reads, and where it writes."""

    builder: str
    source: Path
    conf: Path
    out: Path
    doctrees: Path
    files: list[Path]
    """The files to build; none means all."""
    jobs: int = 1
    strict: bool = False
    quiet: bool = False
    settings: dict[str, str] = field(default_factory=dict)


def make(job: Job) -> int:
    """Run a builder; returns 0, or 1 where the builder says that it failed, or warned of something while it must not.

    :raises Stop: where it could not do its work.
    """
    init_console()
    if not color_terminal():
        nocolor()
    try:
        with patch_docutils(job.conf), docutils_namespace():
            app = Sphinx(
                job.source, job.conf, job.out, job.doctrees, job.builder, dict(job.settings),
                None if job.quiet else sys.stdout, sys.stderr, warningiserror=job.strict, parallel=job.jobs,
            )  # fmt: skip
            _need_root(app)
            app.build(filenames=job.files)
    except Stop:
        raise
    except ConfigError as error:
        raise Stop(_of_conf(error, job.conf / "conf.py")) from error
    except Exception as error:
        raise Stop(_unforeseen(error, job.out.parent / "error.log")) from error
    return app.statuscode


def _need_root(app: Sphinx) -> None:
    """Say what to write where there is no page that leads to all others."""
    name, source = app.config.root_doc, Path(app.srcdir)
    if any((source / f"{name}{suffix}").is_file() for suffix in app.config.source_suffix):
        return
    folder = source.relative_to(Path.cwd()) if source.is_relative_to(Path.cwd()) else source
    raise Stop(
        f"there is no {folder / name}.md, the page that lists all briefings. Write it: a heading such as '# Briefings', "
        "and a {toctree} with the line '*/index' and the option ':glob:'."
    )


def _of_conf(error: ConfigError, file: Path) -> str:
    """The place and the cause of a mistake in the settings."""
    cause = error.__cause__
    if isinstance(cause, SyntaxError):
        return f"{file}:{cause.lineno}: {cause.msg}"
    if cause is None:
        return f"{file}: {' '.join(str(error).split())}"
    frames = traceback.extract_tb(cause.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename).name == file.name]
    return f"{file}:{lines[-1] if lines else 1}: {type(cause).__name__}: {cause}"


def _unforeseen(error: Exception, log: Path) -> str:
    """A failure in one line; the rest of it is for those who work on the toolkit."""
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    lines = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {lines[0]} (all of it is in {log})"


class _Steps(logging.Filter):
    """Of what Sphinx tells as information, lets through the documents that it reads and writes."""

    left = 0

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if re.search(r"\[ *\d+%\] $", text):
            self.left = 4  # the step, its document, the end of its line, and the end of the last step
        shown = self.left > 0 or text == "\x1b[2K"  # which clears the line for the next step
        self.left = max(0, self.left - 1)
        return shown


class _FindingsOnce(logging.Filter):
    """Lets a finding through once, though two builders come upon it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        shown = record.levelno > logging.INFO or text not in self.seen
        self.seen.add(text)
        return shown


class _WarningsOnce:
    """The stream of warnings, with each shown once, though two builders come upon it.

    Both count it, so that each fails for it where it should.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        if text.strip() and text in self.seen:
            return len(text)
        self.seen.add(text)
        return self.stream.write(text)


class _Results(logging.Filter):
    """Keeps each paper with its pages, size and place for the end of a command."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno > logging.INFO:
            return True
        self.lines.append(record.getMessage())
        return False


@contextmanager
def console() -> Iterator[None]:
    """Shows steps, warnings and findings, then the papers, and not how Sphinx goes about its work."""
    results = _Results()
    filters = {"sphinx.util.display": _Steps(), "briefkit": _FindingsOnce(), "briefkit.pdf.builder": results}
    levels = dict.fromkeys(("sphinx", "myst_parser", "sphinxcontrib"), logging.WARNING)
    levels |= dict.fromkeys(filters, logging.INFO)
    usual = {name: logging.getLogger(f"sphinx.{name}").level for name in levels}
    for name, level in levels.items():
        logging.getLogger(f"sphinx.{name}").setLevel(level)
    for name, chosen in filters.items():
        logging.getLogger(f"sphinx.{name}").addFilter(chosen)
    try:
        with redirect_stderr(_WarningsOnce(sys.stderr)):
            yield
    finally:
        for name, level in usual.items():
            logging.getLogger(f"sphinx.{name}").setLevel(level)
        for name, chosen in filters.items():
            logging.getLogger(f"sphinx.{name}").removeFilter(chosen)
    for line in results.lines:
        print(line)
