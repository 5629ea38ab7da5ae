"""What every directive that takes records does alike: options, body or file, checks, problems."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

from docutils import nodes
from sphinx.addnodes import pending_xref

from briefkit.core.briefdirective import BriefDirective
from briefkit.core.content import missing_file, source_file
from briefkit.core.domain import Known
from briefkit.core.fields import Entry, Model, validate
from briefkit.core.hiddennotes import keep_labels
from briefkit.core.names import scoped
from briefkit.core.problems import Kind, Place, Problem, nearest
from briefkit.core.records import Record, Result, Shape, read_file, read_text

M = TypeVar("M", bound=Model)


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
        keep_labels(self.state.document, (record for records in result.records.values() for record in records))
        return result

    def set_common(self, node: nodes.Element) -> None:
        """As every directive does; the node says which records it prints."""
        super().set_common(node)
        node["records"] = self.shape.main

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
            return Result({}, [Problem(Kind.FILE, missing_file(name, path, _DATA), self.place)])
        result = read_file(path, self.shape)
        # What is wrong with a file as a whole is told where the file is named.
        return replace(result, problems=[
            problem if problem.place.line or problem.place.cell else replace(problem, place=self._place_of_option("file"))
            for problem in result.problems
        ])  # fmt: skip

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
        """A reference to a record, resolved once all documents are read; its feature tells of an unknown one."""
        node = self._pending(place, "brief", kind, target, nodes.inline(target, target))
        node["checked"] = True
        return node

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
        return self.content_of.inline(source, place)

    def check_source(self, source: str, place: Place) -> None:
        """Tell of a source that looks like a key and is none, whether it is printed or not."""
        if re.match(r"https?://|mailto:", source) or self.is_source(source):
            return
        if "cite" in self.env.domains and re.fullmatch(r"[\w:.+-]+", source):
            keys = [
                key.rpartition(":")[2]
                for key in self.bibliography()
                if key.startswith(f"{self.scope}:") or ":" not in key
            ]
            self.problem(
                Kind.REFERENCE,
                f"sources: '{source}' is no link and no key of references.bib. It is taken as it was typed."
                f"{nearest(source, keys)}",
                place,
            )

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
