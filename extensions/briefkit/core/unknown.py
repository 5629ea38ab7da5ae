"""Directives and roles that nobody knows: their text is printed, and their writer told what may be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, Literal

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.states import Inliner
from docutils.utils import Reporter, unescape
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import CustomReSTDispatcher, SphinxDirective
from sphinx.util.nodes import split_explicit_title

from briefkit.core.problems import Kind, Place, Problem, nearest
from briefkit.core.report import report


class _Dispatcher(CustomReSTDispatcher):
    """Stands behind all that knows names, and knows the rest."""

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        found, messages = super().directive(directive_name, language_module, document)
        return (found, messages) if found is not None else (UnknownDirective, [])

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: Reporter
    ) -> tuple[Any, list[nodes.system_message]]:
        found, messages = super().role(role_name, language_module, lineno, reporter)
        return (found, messages) if found is not None else (unknown_role, [])


class UnknownDirective(SphinxDirective):
    """Prints what was typed, with one warning."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        known = [*directives._directive_registry, *directives._directives]  # type: ignore[attr-defined]  # no other list
        known += _of_domains(self.env, "directives")
        cure = _as_code(self.name) or nearest(self.name, known) or _OTHERWISE
        text = f"There is no directive '{self.name}'. What stands in it is printed as it was typed.{cure}"
        source, line = self.get_source_info()
        report([Problem(Kind.UNKNOWN, text, Place(str(source), line))])
        block = nodes.literal_block(self.block_text, self.block_text, language="none")
        self.set_source_info(block)
        return [block]


def unknown_role(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Inliner,
    _options: Mapping[str, Any] | None = None,
    _content: Sequence[str] = (),
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Prints the text of a role without its address, with one warning."""
    env = inliner.document.settings.env
    source, line = inliner.document.reporter.get_source_and_line(lineno)
    known = [*roles._role_registry, *roles._roles, *_of_domains(env, "roles")]  # type: ignore[attr-defined]  # no other list
    cure = nearest(name, known) or _OTHERWISE
    problem = f"There is no role '{name}'. Its text is printed alone.{cure}"
    report([Problem(Kind.UNKNOWN, problem, Place(str(source), line))])
    _, title, _ = split_explicit_title(unescape(text))
    return [nodes.inline(rawtext, title)], []


def _of_domains(env: BuildEnvironment, kind: Literal["directives", "roles"]) -> Iterator[str]:
    """The names that the domains know; those of the standard domain need not say so."""
    for domain in env.domains.sorted():
        for name in getattr(domain, kind):
            yield name if domain.name == "std" else f"{domain.name}:{name}"


_OTHERWISE = " Look at how its name is spelled, or name its extension in conf.py."


def _as_code(name: str) -> str:
    """The cure where the name is that of a language of code."""
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return ""
    return f" For code in {name}, write ```{name} without braces."


def setup(app: Sphinx) -> None:
    dispatcher = _Dispatcher()
    app.connect("env-before-read-docs", lambda _app, _env, _docnames: dispatcher.enable())
    app.connect("build-finished", lambda _app, _error: dispatcher.disable())
