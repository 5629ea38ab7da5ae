"""What every directive of briefkit does alike: options checked one by one, and problems with a place."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, final

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from briefkit.core.briefings import paper_of, scope_of
from briefkit.core.content import Content
from briefkit.core.domain import BriefDomain, brief
from briefkit.core.house import house
from briefkit.core.language import language_classes
from briefkit.core.problems import Kind, Place, Problem, listing, nearest
from briefkit.core.report import report
from briefkit.core.vocabularies import Vocabularies


class Lenient(dict[str, Any]):
    """An option specification that takes every option as text.

    The parsers of reST and MyST drop options that are right beside one that is wrong; so they are let through
    here, and checked by the directive itself.
    """

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> Any:
        return directives.unchanged

    def get(self, key: str, default: Any = None) -> Any:  # every option is known here
        return self[key]

    def __bool__(self) -> bool:
        return True


class BriefDirective(SphinxDirective):
    """A directive whose options are checked one by one, and whose problems are warnings with a place."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = Lenient()
    known_options: ClassVar[Mapping[str, Sequence[str]]] = {}
    """Each option with the values that it may have; none where any text is allowed."""

    @final
    def run(self) -> list[nodes.Node]:
        self.problems: list[Problem] = []
        self.content_of = Content(self)
        self.lineno = self._true_line()
        self._take_back_body()
        self.settings_of_options = self._options()
        try:
            return self.build()
        finally:
            report(dict.fromkeys(self.problems))  # each row of a spreadsheet has the same unknown columns

    @abstractmethod
    def build(self) -> list[nodes.Node]:
        """The nodes of the directive. Problems are added to ``self.problems``."""

    @property
    def file(self) -> str:
        return self.get_source_info()[0]

    @property
    def place(self) -> Place:
        return Place(self.file, self.get_source_info()[1])

    @property
    def scope(self) -> str:
        return scope_of(self.env, self.env.docname)

    @property
    def vocabularies(self) -> Vocabularies:
        """The lists of terms, with likelihood and confidence of the scale that the briefing declares."""
        paper = paper_of(self.env, self.env.docname)
        return house(self.env).vocabularies.with_scale(paper.scale if paper else None)

    @property
    def domain(self) -> BriefDomain:
        return brief(self.env)

    @property
    def language(self) -> str:
        """The language of the page: of its briefing, else of the project."""
        from briefkit.core.frontmatter import language_of

        return language_of(self.env, self.env.docname)

    def problem(self, kind: Kind, text: str, place: Place | None = None) -> None:
        self.problems.append(Problem(kind, text, place or self.place))

    def option(self, name: str, default: str = "") -> str:
        """The value of an option as it was typed, or *default*."""
        return self.settings_of_options.get(name, default)

    def _true_line(self) -> int:
        """The line on which the directive opens: inside a colon fence without options MyST counts one too many."""
        if self.content_of.renderer is None:
            return self.lineno
        try:
            lines = Path(self.file).read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return self.lineno
        near = range(self.lineno, max(self.lineno - 4, 0), -1)
        return next((line for line in near if f"{{{self.name}}}" in "".join(lines[line - 1 : line])), self.lineno)

    def _take_back_body(self) -> None:
        """MyST takes a body that opens with ``---`` for options; where a list stands there, it is the body."""
        if any(name.startswith("- ") for name in self.options):
            self.options = {}
            self.content = StringList(self.block_text.splitlines()[1:-1], self.file)
            self.content_offset = 0

    def option_problem(self, name: str, text: str) -> None:
        """Tell what is wrong with an option, at its own line."""
        self.problem(Kind.OPTION, f":{name}: {text}", self._place_of_option(name))

    def _place_of_option(self, typed: str) -> Place:
        for number, line in enumerate(self.block_text.splitlines()):
            if number and re.match(rf"\s*:?{re.escape(typed)}\s*:", line) and self.place.line is not None:
                return Place(self.file, self.place.line + number)
        return self.place

    def _options(self) -> dict[str, str]:
        found = {}
        known = {"name": (), "class": (), "lang": (), **self.known_options}
        for typed, raw in self.options.items():
            name, value = typed.lower().replace("_", "-"), str(raw if raw is not None else "").strip()
            if name not in known:
                self.problem(
                    Kind.OPTION,
                    f"'{self.name}' has no option ':{typed}:'. It knows {listing(sorted(known))}.{nearest(typed, known)}",
                    self._place_of_option(typed),
                )
            elif known[name] and value.lower().replace("_", "-") not in known[name]:
                self.problem(
                    Kind.OPTION,
                    f":{name}: cannot be '{value}'. Allowed: {listing(known[name])}.{nearest(value, known[name])}",
                    self._place_of_option(typed),
                )
            else:
                found[name] = value.lower().replace("_", "-") if known[name] else value
        return found

    def body_nodes(self) -> list[nodes.Node]:
        """The body of the directive as blocks, in the language of the page."""
        return self.parse_content_to_nodes() if any(line.strip() for line in self.content) else []

    def empty(self, cure: str) -> None:
        """Tell that the directive has nothing to print."""
        self.problem(Kind.MISSING, f"'{self.name}' is empty. {cure}")

    def set_common(self, node: nodes.Element) -> None:
        """Give *node* its place, its ``:name:``, classes and language."""
        self.set_source_info(node)
        node["classes"] += self.option("class").split()
        node["classes"] += language_classes(self.option("lang"), self._place_of_option("lang"))
        if self.option("name"):
            node["names"].append(nodes.fully_normalize_name(self.option("name")))
        if node["names"]:
            self.state.document.note_explicit_target(node, node)
        elif not node["ids"]:
            self.state.document.set_id(node)
