"""Text of records to nodes, in the language of the page and with the lines of the file that it was typed in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from docutils.utils import new_document
from myst_parser.warnings_ import create_warning
from sphinx.addnodes import pending_xref
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, switch_source_input

from briefkit.core.briefings import readable_folder
from briefkit.core.problems import Kind, Place, Problem, listing, nearest

_PLAIN = re.compile(r"[\w ,;()/%–—’“”é+-]+(?:[.?!:] ?(?=[\w ]|$)[\w ,;()/%–—’“”+-]*)*[.?!]?")
"""Text in which neither MyST nor reST can find markup: read without a parser, which counts with 10,000 records."""

_RISKY = re.compile(r"(?:^|\s)(?:\d+[.)]|[-+*–])\s|://|www\.|_\b|\b_|--|\.\.\.|\(c\)|\(r\)|\(tm\)|\+-", re.IGNORECASE)

_HARD_BREAKS = {"<br />", r"\\"}
"""What MyST makes of a backslash at the end of a line, for HTML and for LaTeX."""

_MYST_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)
_REST_NOTE = re.compile(r"^\.\. \[(#[\w.-]+|\d+)\]", re.MULTILINE)


def _in_file(file: str, line: int | None = None) -> tuple[str, int | None]:
    return file, line


def is_plain(text: str) -> bool:
    """Whether *text* means the same with and without a parser."""
    return _PLAIN.fullmatch(text) is not None and not _RISKY.search(text)


class Content:
    """Parses the text fields of records for one directive."""

    def __init__(self, directive: SphinxDirective) -> None:
        self.directive = directive
        self.renderer: Any = getattr(directive.state, "_renderer", None)

    def blocks(self, text: str, place: Place) -> list[nodes.Node]:
        """A free text as blocks. Problems in it are told with the line of *place*."""
        text = text.strip("\n")
        if not text.strip():
            return []
        if is_plain(text):
            return [self._at(nodes.paragraph(text, text), place)]
        holder = nodes.Element()
        holder.document = self.directive.state.document
        text = self._own_footnotes(text)
        with self._source(place):
            if self.renderer is not None:
                with self.renderer.current_node_context(holder):
                    self.renderer.nested_render_text(text, (place.line or 1) - 1)
            else:
                lines = StringList(text.splitlines(), items=self._items(text, place))
                with switch_source_input(self.directive.state, lines):
                    self.directive.state.nested_parse(lines, 0, holder)
        for reference in holder.findall(pending_xref) if place.cell else ():
            reference["cell"] = place.cell
        for raw in list(holder.findall(nodes.raw)):
            if raw.astext().strip() not in _HARD_BREAKS:
                raw.replace_self(_as_text(raw))
        return holder.children

    def inline(self, text: str, place: Place) -> list[nodes.Node]:
        """A title as inline nodes: what is more than one paragraph keeps its text."""
        found: list[nodes.Node] = []
        for block in self.blocks(" ".join(text.split()), place):
            if found:
                found.append(nodes.Text(" "))
            found += block.children if isinstance(block, nodes.paragraph) else [nodes.inline("", "", *_inlines(block))]
        return found

    def cite(self, key: str, place: Place) -> list[nodes.Node]:
        """A citation by its key, as the role ``cite`` makes it."""
        return self.inline(f"{{cite}}`{key}`" if self.renderer is not None else f":cite:`{key}`", place)

    @staticmethod
    def _at(node: nodes.Element, place: Place) -> nodes.Element:
        node.source, node.line = place.file, place.line
        return node

    @staticmethod
    def _items(text: str, place: Place) -> list[tuple[str, int]]:
        return [(place.file, (place.line or 1) - 1 + number) for number in range(len(text.splitlines()))]

    @contextmanager
    def _source(self, place: Place) -> Iterator[None]:
        """Let MyST say that the text stands in the file of *place*."""
        document = self.directive.state.document
        if self.renderer is None or document["source"] == place.file:
            yield
            return
        reporter, kept = document.reporter, document["source"]
        source, line_source = reporter.source, reporter.get_source_and_line
        document["source"] = reporter.source = place.file
        reporter.get_source_and_line = partial(_in_file, place.file)
        self.renderer.create_warning = partial(self._warn, place.file)
        try:
            yield
        finally:
            del self.renderer.create_warning
            document["source"], reporter.source = kept, source
            reporter.get_source_and_line = line_source

    def _warn(
        self,
        file: str,
        message: str,
        subtype: Any,
        *,
        wtype: str | None = None,
        line: int | None = None,
        append_to: nodes.Element | None = None,
    ) -> nodes.system_message | None:
        """MyST's ``create_warning``, which names the document in place of the file that is read."""
        place = self._at(nodes.Element(), Place(file, line))
        return create_warning(
            self.directive.state.document, message, subtype, wtype=wtype, node=place, append_to=append_to
        )

    def _own_footnotes(self, text: str) -> str:
        """Footnotes that a field defines are its own: the same label in another field is another note."""
        pattern = _MYST_NOTE if self.renderer is not None else _REST_NOTE
        for label in dict.fromkeys(pattern.findall(text)):
            serial = self.directive.env.new_serialno("briefkit-footnote")
            own = f"field{serial}-{label.lstrip('#')}"
            if self.renderer is not None:
                text = text.replace(f"[^{label}]", f"[^{own}]")
            else:
                text = text.replace(f"[{label}]", f"[#{own}]")
        return text


def parse_myst(document: nodes.document, text: str, place: Place) -> list[nodes.Node]:
    """A MyST text of the organisation's as blocks, whatever the language of the page."""
    from myst_parser.parsers.sphinx_ import MystParser  # not every project has it

    if is_plain(text):
        paragraph = nodes.paragraph(text, text)
        paragraph.source, paragraph.line = place.file, place.line
        return [paragraph]
    inner = new_document(place.file, document.settings)
    MystParser().parse("\n" * ((place.line or 1) - 1) + text, inner)
    return [child for child in inner.children if not isinstance(child, nodes.system_message)]


def _as_text(raw: nodes.raw) -> nodes.Node:
    """What another format would take as it is, as a text that is seen: data may come from anywhere."""
    text = nodes.Text(raw.astext())
    is_inline = isinstance(raw.parent, (nodes.TextElement, nodes.Inline))
    return text if is_inline else nodes.paragraph("", "", text)


def _inlines(node: nodes.Node) -> list[nodes.Node]:
    return [nodes.Text(node.astext())]


def source_file(
    env: BuildEnvironment, docname: str, name: str, place: Place, folder: Path | None = None
) -> Path | Problem:
    """The file that a document names, relative to *folder*, else to the document; it must lie in the folder of the project.

    Links are followed before the check, so that none leads out of the folder.
    """
    root = Path(env.srcdir).resolve()
    beside = folder or Path(env.doc2path(docname)).parent
    typed = beside / name if not name.startswith("/") else root / name.lstrip("/")
    try:
        path = typed.resolve()
    except (OSError, RuntimeError, ValueError):
        return Problem(Kind.FILE, f"The file name {name!r} cannot be used. Name a file beside the document.", place)
    if not path.is_relative_to(readable_folder(env)):
        return Problem(
            Kind.FILE,
            f"The file '{name}' lies outside of the folder of the briefings, so it is not read. "
            "Copy it beside the document and name the copy.",
            place,
        )
    return path


def missing_file(name: str, path: Path, endings: Collection[str]) -> str:
    """What to tell of a file *name* that is not there: the files beside it that have one of *endings* may be meant."""
    try:
        beside = sorted(item.name for item in path.parent.iterdir() if item.suffix in endings)
    except OSError:
        beside = []
    there = f" Beside it there is {listing(beside)}." if beside else ""
    return f"There is no file '{name}'.{there}{nearest(path.name, beside)} Correct the name after :file:."
