"""Sections, paragraphs, quotes, boxes and what else stands in the flow of a paper."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from briefkit.pdf.translator.base import Base
from briefkit.pdf.translator.lists import INVISIBLE, LISTS, is_tight, stands_alone, visible
from briefkit.pdf.typst import Call, Constant, Content, Value

_DEEPEST = 6
"""PDF has six levels of headings."""


def is_inline(node: nodes.Node) -> bool:
    """Whether *node* may stand in a line of text."""
    if isinstance(node, nodes.raw):
        return isinstance(node.parent, nodes.TextElement)
    return isinstance(node, (nodes.Inline, nodes.Text, nodes.image, *INVISIBLE))


def _trim(content: Content) -> None:
    """Take the blanks away with which a paragraph begins, after an icon that is not printed, say."""
    first = next((item for item in content.calls if item.name != "anchor"), None)
    if first is not None and first.name == "text" and isinstance(first.positional[0], str):
        first.positional[0] = first.positional[0].lstrip(" ")


class Blocks(Base):
    """Visitors of block nodes."""

    visit_document = visit_compound = visit_only = visit_acks = visit_decoration = Base.through
    visit_comment = visit_substitution_definition = visit_system_message = visit_meta = Base.skip
    visit_docinfo = visit_pending = visit_highlightlang = visit_tabular_col_spec = visit_toctree = Base.skip
    visit_header = visit_footer = visit_title = visit_subtitle = visit_index = Base.skip

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """A chapter stands as deep as it is included, wherever in the text its toctree stands."""
        kept, self.section_level = self.section_level, len(self.docnames) - 1
        self.docnames.append(node["docname"])
        self.anchor((node["docname"], ""))
        self.emit(*self.content(node).calls)
        self.docnames.pop()
        self.section_level = kept
        raise nodes.SkipNode

    # Sections.

    def visit_section(self, node: nodes.Element) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        if node is self.paper.title:
            return
        self.section_level += 1
        if title is None or not title.astext().strip():
            self.anchors(node)
            if title is not None:
                self.warn("This heading has no text, so it is no heading in the PDF. Give it one or take it away.")
                if title.next_node(nodes.image) is not None:
                    self.call("par", self.content(title))
            return
        self.node = title
        self.open()
        self.anchors(node)
        self.anchors(title)
        self.emit(*self.content(title).calls)
        number = self.section_number(node)
        named: dict[str, Value] = {"numbering": Constant(number)} if number else {}
        holder = node.parent if isinstance(node.parent, addnodes.start_of_file) else node
        if (group := holder.attributes.pop("group", None)) is not None:
            named["supplement"] = Content([self.value("text", group) if group else self.value("group-end")])
        self.call("heading", self.close(), level=self._level(self.section_level), **named)

    def depart_section(self, node: nodes.Element) -> None:
        if node is not self.paper.title:
            self.section_level -= 1

    def section_number(self, node: nodes.Element) -> str:
        """The number of a section as the HTML pages print it, or nothing."""
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        names = [f"#{name}" for name in node["ids"]]
        if isinstance(node.parent, (addnodes.start_of_file, nodes.document)):
            names.append("")
        number = next((numbers[name] for name in names if name in numbers), ())
        return ".".join(map(str, number))

    # Paragraphs.

    def visit_paragraph(self, node: nodes.Element) -> None:
        number = {"number": str(node["number"])} if node.get("number") else {}
        for in_line, run in self._runs(node):
            self.open()
            self.anchors(node)
            self.emit(*self.render(run).calls)
            content = self.close()
            if in_line:
                _trim(content)
            if not in_line or all(item.name == "anchor" for item in content.calls):
                self.emit(*content.calls)
            else:
                self.emit(self._introducing(node, self.value("para" if number else "par", content, **number)))
                number = {}
        raise nodes.SkipNode

    visit_compact_paragraph = visit_paragraph

    def _introducing(self, node: nodes.Element, paragraph: Call) -> Call:
        """A paragraph that ends with a colon before a list stays with it."""
        after = node.next_node(descend=False, siblings=True)
        if not isinstance(after, LISTS) or not node.astext().rstrip().endswith((":", "：")):
            return paragraph
        return self.value("lead-in", Content([paragraph]), **({} if is_tight(after) else {"tight": False}))

    def _runs(self, node: nodes.Element) -> Iterator[tuple[bool, list[nodes.Node]]]:
        """The children of a paragraph as lines and, between them, blocks, which no paragraph can hold."""
        run: list[nodes.Node] = []
        for child in node.children:
            if is_inline(child) and not stands_alone(child):
                run.append(child)
                continue
            if run:
                yield True, run
            run = []
            yield False, [child]
        if run:
            yield True, run

    def visit_centered(self, node: nodes.Element) -> None:
        self.call("centred", self.content(node))
        raise nodes.SkipNode

    def visit_rubric(self, node: nodes.Element) -> None:
        level = int(node.get("heading-level", 0))
        if level and node.astext().strip():
            # A heading that stands in no list of contents.
            level = self._level(level - 1 + len(self.docnames) - 1)
            self.emit(self.part("heading", node, level=level, outlined=False, bookmarked=True))
        else:
            item = self.part("rubric", node)
            if node.astext().strip():
                self.emit(item)
        raise nodes.SkipNode

    def _level(self, depth: int) -> int:
        """The level of a heading that stands *depth* sections deep: none is skipped."""
        self.last_level = max(2, min(depth + 1, self.last_level + 1, _DEEPEST))
        return self.last_level

    def visit_transition(self, node: nodes.Element) -> None:
        """MyST puts one before its footnotes, which stand elsewhere in the PDF."""
        after = node.parent.children[node.parent.index(node) + 1 :]
        if not all(isinstance(child, nodes.footnote) for child in after):
            self.call("transition")
        raise nodes.SkipNode

    # Quotes and boxes.

    def visit_block_quote(self, node: nodes.Element) -> None:
        attribution = [child for child in node.children if isinstance(child, nodes.attribution)]
        body = self.render(child for child in node.children if child not in attribution)
        lists = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list)
        if not attribution and all(isinstance(child, lists) for child in visible(node)):
            # An indented list in reST is read as a quotation.
            self.emit(*body.calls)
            raise nodes.SkipNode
        name = "quote-block"
        if {"epigraph", "highlights"} & set(node["classes"]):
            name = "epigraph"
        elif "pull-quote" in node["classes"]:
            name = "pull-quote"
        self.call(name, body, attribution=self.content(*attribution) if attribution else None)
        raise nodes.SkipNode

    visit_attribution = Base.through

    def visit_Admonition(self, node: nodes.Element) -> None:
        """Every box with a title: docutils' admonitions share this class."""
        names = (type(node).__name__, *node["classes"])
        kind = next((name for name in names if name in admonitionlabels and name != "admonition"), "custom")
        titles = [child for child in node.children if isinstance(child, nodes.title)]
        title = self.content(*titles) or self.render([nodes.Text(self._label(kind))])
        body = self.render(child for child in node.children if child not in titles)
        self.call("admonition", body, kind=kind, title=title)
        raise nodes.SkipNode

    def _label(self, kind: str) -> str:
        english = "See also" if kind == "seealso" else kind.capitalize()
        said = self.word(english)
        return said if said != english else str(admonitionlabels.get(kind, ""))

    def visit_todo_node(self, node: nodes.Element) -> None:
        if not self.config.todo_include_todos:
            raise nodes.SkipNode
        self.visit_Admonition(node)

    visit_todolist = Base.skip

    def visit_topic(self, node: nodes.Element) -> None:
        self._titled("topic", node)

    def visit_sidebar(self, node: nodes.Element) -> None:
        self._titled("sidebar", node)

    def _titled(self, name: str, node: nodes.Element) -> None:
        kinds = {"title": nodes.title, "subtitle": nodes.subtitle}
        heads = {key: [child for child in node.children if isinstance(child, kind)] for key, kind in kinds.items()}
        body = self.render(child for child in node.children if not isinstance(child, (nodes.title, nodes.subtitle)))
        self.call(name, body, **{key: self.content(*found) for key, found in heads.items() if found})
        raise nodes.SkipNode

    def visit_versionmodified(self, node: nodes.Element) -> None:
        self.call("version-note", self.content(node), title=None)
        raise nodes.SkipNode
