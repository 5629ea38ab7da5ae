"""What every directive that takes records does alike: options, body or file, checks, problems."""

from __future__ import annotations

import os
import re
from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar, final

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

from briefkit.core.briefings import paper_of, scope_of
from briefkit.core.content import Content, source_file
from briefkit.core.domain import BriefDomain, Known, brief
from briefkit.core.fields import Entry, Model, validate
from briefkit.core.house import house
from briefkit.core.language import language_classes
from briefkit.core.names import scoped
from briefkit.core.problems import Kind, Place, Problem, listing, nearest
from briefkit.core.records import Record, Result, Shape, read_file, read_text
from briefkit.core.report import report
from briefkit.core.vocabularies import Vocabularies

M = TypeVar("M", bound=Model)


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
            report(self.problems)

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


class RecordDirective(BriefDirective, Generic[M]):
    """A directive that takes records: a YAML list in the body, or ``:file:``. Features subclass it."""

    shape: ClassVar[Shape]
    record_options: ClassVar[Mapping[str, Sequence[str]]] = {"file": ()}

    def read(self) -> Result:
        """The records of the body or the file, with the problems in reading them told."""
        self.data_file = self.file
        body, name = self._body(), self.option("file")
        if body.strip() and name:
            self.problem(
                Kind.OPTION,
                f"'{self.name}' has both a body and :file: {name}. Keep one of the two; the body is used.",
            )
        if body.strip():
            result = read_text(body, self.file, self._body_line(), self.shape)
        elif name:
            result = self._read_file(name)
        else:
            self.problem(
                Kind.MISSING,
                f"'{self.name}' has no records. Write a YAML list into its body, one '- ' a record, "
                "or name a data file with :file:.",
            )
            result = Result({}, [])
        self.problems += result.problems
        return result

    def _body(self) -> str:
        return "\n".join(self.content)

    def _body_line(self) -> int:
        line = self.content.items[0][1] if self.content.items else None
        if self.content_of.renderer is None and line is not None:
            return int(line) + 1
        return int(self.lineno + self.content_offset) + 1

    def _read_file(self, name: str) -> Result:
        path = source_file(self.env, self.env.docname, name, self.place)
        if isinstance(path, Problem):
            return Result({}, [path])
        self.env.note_dependency(path)
        self.data_file = str(path)
        if not os.path.isfile(path):  # noqa: PTH113  # it takes names that Path.is_file() raises at
            return Result({}, [Problem(Kind.FILE, self._missing(name, path), self.place)])
        result = read_file(path, self.shape)
        # What is wrong with a file as a whole is told where the file is named.
        return replace(result, problems=[
            problem if problem.place.line or problem.place.cell else replace(problem, place=self._place_of_option("file"))
            for problem in result.problems
        ])  # fmt: skip

    def _missing(self, name: str, path: Path) -> str:
        try:
            beside = sorted(item.name for item in path.parent.iterdir() if item.suffix in _DATA)
        except OSError:
            beside = []
        there = f" Beside it there is {listing(beside)}." if beside else ""
        return f"There is no file '{name}'.{there}{nearest(path.name, beside)} Correct the name after :file:."

    def validate(self, cls: type[M], records: Iterable[Record]) -> list[Entry[M]]:
        """The records as models; what is wrong with each is told, what is good is kept."""
        entries = []
        for record in records:
            model, problems = validate(cls, record, self.vocabularies)
            self.problems += problems
            if model is not None:
                entries.append(Entry(model, record))
        return entries

    def note(self, kind: str, entry: Entry[M], title: str, node_id: str, **values: Any) -> None:
        """Make a record known to the whole project."""
        place = entry.record.place()
        self.domain.note(Known(
            kind=kind, id=str(getattr(entry.model, "key", "")), scope=self.scope, title=title, node_id=node_id,
            docname=self.env.docname, file=place.file, line=place.line,
            cell=place.cell, values=values,
        ))  # fmt: skip

    def caption(self) -> list[nodes.Node]:
        """The argument of the directive as inline nodes."""
        return self.content_of.inline(self.arguments[0], self.place) if self.arguments else []

    def record_id(self, parent: nodes.Element, key: str) -> str:
        """An id for a record on the page: that of what it stands in, then its own."""
        wanted = nodes.make_id(f"{parent['names'][0] if parent['names'] else parent['ids'][0]}-{key}") or key
        taken, number = self.state.document.ids, 2
        node_id = wanted
        while node_id in taken:
            node_id, number = f"{wanted}-{number}", number + 1
        taken[node_id] = parent
        return node_id

    def text_list(self, texts: Sequence[str], entry: Entry[M], field: str) -> list[nodes.Node]:
        """Several MyST texts of a field as a list; a single one as it is."""
        typed = entry.record.values.get(field)
        single = not isinstance(typed, list)
        parts = [self.blocks(entry, text, *((field,) if single else (field, n))) for n, text in enumerate(texts)]
        if len(parts) < 2:
            return parts[0] if parts else []
        return [nodes.bullet_list("", *(nodes.list_item("", *part) for part in parts), bullet="-")]

    def reference(self, kind: str, target: str, place: Place) -> nodes.Node:
        """A reference to a record, resolved once all documents are read."""
        return self._pending(place, "brief", kind, target, nodes.inline(target, target))

    def bibliography(self) -> Collection[str]:
        """The keys of all bibliographies, those of briefings with their slug; none where the project cites nothing."""
        return self.env.get_domain("cite").data["bibdata"].data.entries if "cite" in self.env.domains else ()

    def is_source(self, key: str) -> bool:
        """Whether a text is a key of the bibliography of the briefing or of the organisation."""
        keys = self.bibliography()
        return key in keys or scoped(self.env, self.env.docname, key) in keys

    def source_nodes(self, source: str, place: Place) -> list[nodes.Node]:
        """A source as it is cited: a link, a citation key, or the text itself."""
        if re.match(r"https?://|mailto:", source):
            return [nodes.reference("", re.sub(r"^https?://(www\.)?", "", source).rstrip("/"), refuri=source)]
        if self.is_source(source):
            return self.content_of.cite(source, place)
        if "cite" in self.env.domains and re.fullmatch(r"[\w:.+-]+", source):
            keys = [
                key.rpartition(":")[2]
                for key in self.bibliography()
                if key.startswith(f"{self.scope}:") or ":" not in key
            ]
            self.problem(
                Kind.REFERENCE,
                f"sources: '{source}' is no link and no key of references.bib. It is printed as it was typed."
                f"{nearest(source, keys)}",
                place,
            )
        return self.content_of.inline(source, place)

    def _pending(self, place: Place, domain: str, kind: str, target: str, inner: nodes.Node) -> pending_xref:
        node = pending_xref(
            "", inner, refdomain=domain, reftype=kind, reftarget=target, refdoc=self.env.docname, refexplicit=False,
            refwarn=True,
        )  # fmt: skip
        node.source, node.line = place.file, place.line
        return node

    def blocks(self, entry: Entry[M], text: str, *path: str | int) -> list[nodes.Node]:
        """A MyST field of a record as blocks."""
        return self.content_of.blocks(text, entry.record.place(*path))


_DATA = {".yaml", ".yml", ".json", ".csv", ".xlsx"}
