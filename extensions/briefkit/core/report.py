"""Telling a writer of problems and findings, and telling again what was not mended."""

from __future__ import annotations

import json
import logging as python_logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from briefkit.core.problems import Finding, Place, Problem

logger = logging.getLogger("briefkit")


def here(place: Place) -> str:
    """A place as a writer reads it: the file from the current folder where it lies below it, then line or cell.

    There is always a colon in it: Sphinx takes a text without one for the name of a document.
    """
    try:
        name = str(Path(place.file).relative_to(Path.cwd()))
    except ValueError:
        name = place.file
    return f"{name}: {place.cell}" if place.cell is not None else f"{name}:{place.line or 1}"


def place_of(node: nodes.Node) -> Place:
    """Where a node was typed. ``cell`` of a node is its cell in a workbook."""
    cell = node.get("cell") if isinstance(node, nodes.Element) else None
    while node.parent is not None and not getattr(node, "line", None):
        node = node.parent
    document = node.document
    return Place(node.source or (document["source"] if document else "<unknown>"), getattr(node, "line", None), cell)


def report(problems: Iterable[Problem], severe: bool = False) -> None:
    """Tell each problem as one warning ``briefkit.<kind>`` with its place; as an error where it is *severe*."""
    tell_one = logger.error if severe else logger.warning
    for problem in problems:
        tell_one("%s", problem.text, type="briefkit", subtype=str(problem.kind), location=here(problem.place))


def tell(findings: Iterable[Finding]) -> None:
    """Tell each finding as information: it never fails a build."""
    for finding in findings:
        logger.info("%s: %s [%s]", here(finding.place), finding.text, finding.kind)


class Unsettled(python_logging.Handler):
    """Remembers which documents had a warning, so that they are read and written again until they have none.

    Sphinx tells a warning only when it reads or writes a document. Without this a second build of the same
    mistake would pass, with ``-W`` too.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(python_logging.WARNING)
        self.app = app
        self.file = Path(app.doctreedir) / "briefkit-unsettled.json"
        self.reading = True
        """Until what was read has been checked; then documents are resolved and written."""
        self.read: set[str] = set()
        self.written: set[str] = set()

    def emit(self, record: python_logging.LogRecord) -> None:
        kind = getattr(record, "type", ""), getattr(record, "subtype", "")
        if not is_suppressed_warning(*kind, self.app.config.suppress_warnings):
            (self.read if self.reading else self.written).update(self._docnames(getattr(record, "location", None)))

    def _docnames(self, location: object) -> Iterator[str]:
        env = self.app.env
        if isinstance(location, nodes.Node):
            place = place_of(location)
            location = f"{place.file}:{place.line}"
        if isinstance(location, tuple):
            yield str(location[0])
        elif isinstance(location, str) and location:
            if ":" not in location and location in env.found_docs:
                yield location
                return
            name = location
            while name and not os.path.isfile(name) and ":" in name:  # noqa: PTH113  # names may hold what Path refuses
                name = name.rpartition(":")[0]
            yield from self._users(env, name.removesuffix(":docstring of"))

    @staticmethod
    def _users(env: BuildEnvironment, name: str) -> Iterator[str]:
        if docname := env.path2doc(os.path.abspath(name)):  # noqa: PTH100  # resolving links would leave the source folder
            yield docname
        path = Path(name).resolve()
        for docname, files in env.dependencies.items():
            if any((Path(env.srcdir) / file).resolve() == path for file in files):
                yield docname

    def _known(self) -> dict[str, list[str]]:
        try:
            found = json.loads(self.file.read_text(encoding="utf-8"))
            return {str(key): list(value) for key, value in found.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def before(self, reading: bool) -> set[str]:
        """The documents that had a warning when they were last read, by any builder, or written, by this one.

        What a warning named may be no document: a file that one quotes from elsewhere, or one that is gone since.
        """
        return self.app.env.found_docs.intersection(self._known().get("read" if reading else self.app.builder.name, ()))

    def keep(self) -> None:
        known = self._known() | {"read": sorted(self.read), self.app.builder.name: sorted(self.written)}
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
        part.replace(self.file)


def setup(app: Sphinx) -> None:
    handlers: list[Unsettled] = []

    def start(app: Sphinx) -> None:
        handler = Unsettled(app)
        handlers.append(handler)
        python_logging.getLogger(logging.NAMESPACE).addHandler(handler)

    def read_again(_app: Sphinx, *_: object) -> set[str]:
        return handlers[-1].before(reading=True) if handlers else set()

    def write_again(_app: Sphinx, *_: object) -> set[str]:
        return handlers[-1].before(reading=False) if handlers else set()

    def checked(_app: Sphinx, *_: object) -> None:
        for handler in handlers:
            handler.reading = False

    def finish(app: Sphinx, _error: Exception | None) -> None:
        while handlers:
            handler = handlers.pop()
            handler.keep()
            python_logging.getLogger(logging.NAMESPACE).removeHandler(handler)

    app.connect("builder-inited", start, priority=1)
    app.connect("env-get-outdated", read_again)
    app.connect("env-updated", write_again)
    app.connect("env-check-consistency", checked, priority=9999)
    app.connect("build-finished", finish)
