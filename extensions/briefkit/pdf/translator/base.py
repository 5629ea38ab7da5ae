"""What every visitor stands on: the stack of open content, places, labels and warnings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxTranslator

from briefkit.core.frontmatter import language_of
from briefkit.core.language import language_in
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.report import report
from briefkit.core.words import direction
from briefkit.pdf import typst
from briefkit.pdf.assets import Assets
from briefkit.pdf.parts import Attachment, Enumeration, Part, Table
from briefkit.pdf.translator.survey import Target, label, survey
from briefkit.pdf.typst import Call, Content, Value

if TYPE_CHECKING:
    from sphinx.builders import Builder

_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-(?:[A-Za-z]{4}-)?([A-Za-z]{2}))?(?:-.*)?")

_ANCHORED_INSIDE = (nodes.section, nodes.title, nodes.paragraph, nodes.rubric, nodes.footnote, nodes.citation)
"""What takes the marks of its ids into its own text, so that no page break comes between."""


@dataclass(slots=True)
class Job:
    """What a translator is told of its paper, and what it notes down of it."""

    assets: Assets
    words: Callable[[str], str] = str
    parts: list[Part] = field(default_factory=list)
    """Every table and every numbered list of the paper in reading order."""
    attachments: list[Attachment] = field(default_factory=list)


class Base(SphinxTranslator):
    """See `briefkit.pdf.translator.Translator`."""

    def __init__(self, document: nodes.document, builder: Builder, job: Job) -> None:
        super().__init__(document, builder)
        self.job = job
        self.env: BuildEnvironment = builder.env
        self.paper = survey(document)
        self.frames: list[Content] = [Content()]
        self.docnames: list[str] = [str(document.get("docname", ""))]
        self.node: nodes.Node = document
        self.section_level = 0
        self.printed_notes: set[Target] = set()
        self.explained: set[tuple[str, str]] = set()
        self.html_tags: list[tuple[str, int]] = []
        self.lines_passed: dict[nodes.Node | None, int] = {}
        self.last_level = 1
        self.task_boxes: set[nodes.Node] = set()
        self.told: set[str] = set()
        self.in_language: set[nodes.Node] = set()

    @property
    def body(self) -> Content:
        """The whole paper, once the document has been walked through."""
        return self.frames[0]

    # What handlers of nodes call.

    def open(self) -> None:
        """Begin a piece of content; what is called from here on goes into it."""
        self.frames.append(Content())

    def close(self) -> Content:
        """End the piece of content begun last, and return it."""
        return self.frames.pop()

    def emit(self, *items: Call) -> None:
        """Put calls at the end of the content that is open."""
        for item in items:
            item.place = item.place or self.place()
            self.frames[-1].calls.append(item)

    def call(self, name: str, /, *positional: Value, **named: Value) -> None:
        """Put a call at the end of the content that is open; ``_`` in a name stands for Typst's hyphen."""
        self.emit(self.value(name, *positional, **named))

    def value(self, name: str, /, *positional: Value, **named: Value) -> Call:
        """The call of a function as a value for another call."""
        item = typst.call(name, *positional, **named)
        item.place = self.place()
        return item

    def text(self, text: str) -> None:
        """Put text there, with runs of blanks as one. Each line of the source has a call with its place."""
        owner, place = self._owner(), self.place()
        lines = text.split("\n")
        for number, line in enumerate(lines):
            last = number == len(lines) - 1
            piece = _SPACE.sub(" ", line if last else line + " ")
            if piece := piece.lstrip(" ") if number else piece:
                item = typst.call("text", piece)
                passed = self.lines_passed.get(owner, 0) if isinstance(owner, nodes.TextElement) else 0
                item.place = replace(place, line=place.line + passed) if place.line else place
                self.emit(item)
            if not last:
                self.lines_passed[owner] = self.lines_passed.get(owner, 0) + 1

    def local(self, text: str) -> str:
        """*text* with the paths of the project as from its source folder: Sphinx puts whole ones into some texts."""
        return text.replace(f"{self.env.srcdir}/", "")

    def line_break(self) -> None:
        """End a line. The blank before it keeps the words apart where the paper is read aloud or copied."""
        self.call("text", " ")
        self.call("linebreak")

    def content(self, *parents: nodes.Node) -> Content:
        """The children of elements as one piece of content."""
        return self.render(child for parent in parents for child in parent.children)

    def render(self, parts: Iterable[nodes.Node]) -> Content:
        """Nodes as one piece of content."""
        kept, depth = self.node, len(self.frames)
        self.open()
        for part in parts:
            part.walkabout(self)
        while len(self.frames) > depth + 1:  # HTML tags that were never closed
            left = self.close()
            self.emit(*left.calls)
        self.html_tags = [item for item in self.html_tags if item[1] <= depth]
        self.node = kept
        return self.close()

    def part(self, name: str, node: nodes.Element, /, **named: Value) -> Call:
        """A call with the anchors and the content of *node*, as a value for another call."""
        kept, self.node = self.node, node
        self.open()
        self.anchors(node)
        self.emit(*self.content(node).calls)
        item = self.value(name, self.close(), **named)
        self.node = kept
        return item

    def anchors(self, node: nodes.Element) -> None:
        """Put an invisible mark for each id of *node* that a reference leads to and that has none yet."""
        for name in node.attributes.get("ids", ()):
            self.anchor((self.docname, name))

    def note_table(self, stubs: int = 0, columns: int = 0) -> None:
        """Say that the next table of the paper has *stubs* columns of row headers, of *columns*.

        Once for each table, outer first.
        """
        self.job.parts.append(Table(stubs, columns))

    def lead(self) -> Content | None:
        """Take back the heading that was put last, for what must not part from it: a table may turn the page.

        None where something stands between, or where the heading is the first of the paper, before which its
        contents stand.
        """
        calls = self.frames[-1].calls
        index = next((index for index in range(len(calls) - 1, -1, -1) if calls[index].name != "anchor"), -1)
        if index < 0 or calls[index].name != "heading" or all(item.name != "heading" for item in calls[:index]):
            return None
        taken = Content(calls[index:])
        del calls[index:]
        return taken

    def note_enumeration(self, numbering: str = "Decimal") -> None:
        """Say how the next numbered list of the paper counts, in the words of PDF: ``LowerAlpha``, ``UpperRoman``, …

        A list whose labels are paragraphs is none.
        """
        self.job.parts.append(Enumeration(numbering))

    def attach(self, name: str, content: bytes, mime_type: str, description: str) -> None:
        """Put a file with data of the paper into its PDF, which is PDF/A-3a then. A name is taken once."""
        if all(item.name != name for item in self.job.attachments):
            self.job.attachments.append(Attachment(name, content, mime_type, description))

    def word(self, word: str) -> str:
        """A fixed word in the language of the paper."""
        return self.job.words(word)

    def warn(self, text: str, kind: Kind = Kind.PAPER) -> None:
        """Tell the writer of a problem at the node that is being visited."""
        report([Problem(kind, text, self.place())])

    def warn_once(self, key: str, text: str, kind: Kind = Kind.PAPER) -> None:
        """Tell of a problem at its first place in the paper only."""
        if key not in self.told:
            self.told.add(key)
            self.warn(text, kind)

    # Places and labels.

    @property
    def docname(self) -> str:
        """The document that the node being visited was typed in."""
        return self.docnames[-1]

    def _owner(self) -> nodes.Node | None:
        """The node being visited, or the nearest around it of which the line is known."""
        node: nodes.Node | None = self.node
        while node is not None and not node.line:
            node = node.parent
        return node

    def place(self) -> Place:
        """Where the node being visited was typed."""
        owner = node = self._owner()
        while node is not None and not node.source:
            node = node.parent
        source = node.source if node is not None else None
        line = owner.line if owner is not None else None
        return Place(source or (str(self.env.doc2path(self.docname)) if self.docname else "<unknown>"), line)

    def anchor(self, target: Target) -> None:
        """Put an invisible mark that links to *target* lead to, where there are links and no mark yet."""
        if target in self.paper.linked:
            self.paper.linked.discard(target)
            self.call("anchor", label(target))

    # The walk.

    def dispatch_visit(self, node: nodes.Node) -> None:
        self.node = node
        if isinstance(node, nodes.Element):
            if not isinstance(node, _ANCHORED_INSIDE):
                self.anchors(node)
            self._in_own_language(node)
        super().dispatch_visit(node)

    def _in_own_language(self, node: nodes.Element) -> None:
        """Render a node that is classed ``language-xx`` inside of a call that sets its language."""
        named = self.in_tongue(language_in(node))
        if not named or node in self.in_language or isinstance(node, (nodes.literal, nodes.literal_block)):
            return
        self.in_language.add(node)
        if content := self.render([node]):
            turned = named["dir"] != direction(language_of(self.env, self.docname))
            self.call("passage" if turned else "text", content, **named)
        raise nodes.SkipNode

    @staticmethod
    def in_tongue(tag: str) -> dict[str, Value]:
        """The arguments of ``text`` that set a language; none for what is no tag of one."""
        found = _LANGUAGE.fullmatch(tag)
        if found is None:
            return {}
        named: dict[str, Value] = {"lang": found[1].lower(), "dir": typst.name(direction(found[1]))}
        return named | ({"region": found[2].lower()} if found[2] else {})

    def dispatch_departure(self, node: nodes.Node) -> None:
        self.node = node
        super().dispatch_departure(node)

    def unknown_visit(self, node: nodes.Node) -> None:
        """Print the text of a node that nothing has been said about, and tell so once for each kind."""
        name = type(node).__name__
        self.warn_once(
            f"node {name}",
            f"The PDF does not know what to do with '{name}', so its text is printed as it is. "
            f"An extension says how it looks with app.add_node({name}, pdf=(visit, depart)).",
        )
        if (
            isinstance(node, nodes.Element)
            and isinstance(source := node.get("code"), str)
            and not node.astext().strip()
        ):
            self.call("code-block", text=source)  # what a diagram is drawn from

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing was opened by `unknown_visit`."""

    def skip(self, node: nodes.Node) -> Any:  # every visitor takes it
        """Leave a node out."""
        raise nodes.SkipNode

    def through(self, node: nodes.Node) -> None:
        """Print just the children of a node."""
