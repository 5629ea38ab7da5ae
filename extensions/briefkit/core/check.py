"""``-b briefcheck``: reads and resolves everything, writes nothing, and lists the problems and the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.dummy import DummyBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from briefkit.core.domain import brief
from briefkit.core.problems import Finding
from briefkit.core.report import here, tell


class CheckBuilder(DummyBuilder):
    """Everything that a reviewer should not have to find: warnings as they occur, findings at the end."""

    name = "briefcheck"
    epilog = ""

    def get_outdated_docs(self) -> set[str]:
        return set(self.env.found_docs)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        pass

    def finish(self) -> None:
        found = findings(self.env)
        for finding in sorted(found, key=lambda item: (item.place.file, item.place.line or 0, item.text)):
            print(f"{here(finding.place)}: {finding.text} [{finding.kind}]")  # noqa: T201  # the result of the command
        total = self._app._warncount
        print(f"{total} problem{'' if total == 1 else 's'}, {len(found)} finding{'' if len(found) == 1 else 's'}")  # noqa: T201
        if total:
            self._app.statuscode = 1


Finder = Callable[[BuildEnvironment], Iterable[Finding]]
_FINDERS: list[Finder] = []


def add_finder(finder: Finder) -> None:
    """Let a feature look over all briefings once they are read."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def findings(env: BuildEnvironment) -> list[Finding]:
    """The findings of every briefing, each once."""
    store = brief(env).data["findings"]
    found = [finding for docname in sorted(store) for finding in store[docname]]
    found += [finding for finder in _FINDERS for finding in finder(env)]
    return list(dict.fromkeys(found))


def _tell(_app: Sphinx, env: BuildEnvironment) -> None:
    tell(findings(env))


def judged_on(config: Config, day: date | None) -> date | None:
    """The day by which disclaimers are judged: the briefing's date, or the one that the check was asked for."""
    return date.fromisoformat(config.briefkit_check_on) if config.briefkit_check_on else day


def setup(app: Sphinx) -> None:
    app.add_config_value("briefkit_check_on", "", "env", description="The day by which a check judges dates.")
    app.add_builder(CheckBuilder)
    app.connect("env-check-consistency", _tell, priority=900)
