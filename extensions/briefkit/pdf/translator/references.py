"""Links, footnotes and citations."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from briefkit.core.bibstyle import is_unlabelled
from briefkit.pdf import typst
from briefkit.pdf.translator.base import Base
from briefkit.pdf.translator.survey import document_target, label
from briefkit.pdf.typst import Call, Constant, Content

_ADDRESSES = ("http://", "https://", "mailto:", "tel:", "ftp://")


def _around(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


class References(Base):
    """Visitors of what leads from one place to another."""

    visit_target = visit_pending_xref = visit_pending_xref_condition = visit_download_reference = Base.through

    def visit_reference(self, node: nodes.Element) -> None:
        content = self.content(node) or self.render([nodes.Text(node.get("name") or node.get("refuri", ""))])
        address = self.address(node)
        if address is None or not content:
            self.emit(*content.calls)
        else:
            self.call("link", address, content)
        raise nodes.SkipNode

    visit_number_reference = visit_reference

    def address(self, node: nodes.Element) -> Call | str | None:
        """A label of this paper or an address of the web; None for what is nowhere in print."""
        uri = str(node.get("refuri", ""))
        target = (self.docname, str(node["refid"])) if node.get("refid") else document_target(uri)
        if target is None:
            return uri if uri.lower().startswith(_ADDRESSES) else None
        if target in self.paper.targets:
            return typst.call("label", label(target))
        if target[0] in self.paper.documents:
            return None
        page: str | None = self.builder.page_address(*target)  # type: ignore[attr-defined]  # our own builder
        return page

    # A footnote stands where it is first referred to.

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        number = node.astext()
        target = self.docname, str(node.get("refid", ""))
        note = self.paper.notes.get(target)
        mark = f"note {label(target)}"
        in_heading = any(isinstance(around, (nodes.title, nodes.rubric)) for around in _around(node))
        self.open()
        if note is None:
            self.call("super", self.content(node))
        elif target in self.printed_notes:
            self.call("footnote", typst.call("label", mark), numbering=Constant(number))
        else:
            self.printed_notes.add(target)
            self.call("fn", mark, self._note(note), number=number)
        content = self.close()
        self.call("unsaid", content) if in_heading else self.emit(*content.calls)
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.Element) -> None:
        """Printed in its own place only where nothing refers to it."""
        if not any((self.docname, name) in self.paper.referred for name in node["ids"]):
            self.call("references", self._entry(node))
        raise nodes.SkipNode

    def _note(self, node: nodes.Element) -> Content:
        """The text of a note; its first paragraph stands in the line of its number or label."""
        self.open()
        self.anchors(node)
        self.emit(*self.render(child for child in node.children if not isinstance(child, nodes.label)).calls)
        body = self.close()
        first = next((item for item in body.calls if item.name != "anchor"), None)
        if first is not None and first.name == "par":
            index = body.calls.index(first)
            body.calls[index : index + 1] = first.positional[0].calls
        return body

    def visit_citation_reference(self, node: nodes.Element) -> None:
        self.text("[")
        content, address = self.content(node), self.address(node)
        self.call("link", address, content) if address else self.emit(*content.calls)
        self.text("]")
        raise nodes.SkipNode

    def visit_citation(self, node: nodes.Element) -> None:
        """The first of several in a row prints them all as one list."""
        siblings = node.parent.children
        index = siblings.index(node)
        if not (index and isinstance(siblings[index - 1], nodes.citation)):
            run = []
            for child in siblings[index:]:
                if not isinstance(child, nodes.citation):
                    break
                run.append(self._entry(child))
            self.call("references", *run)
        raise nodes.SkipNode

    def _entry(self, node: nodes.Element) -> Call:
        unlabelled = isinstance(node, nodes.citation) and is_unlabelled(self.config)
        labels = [child.astext() for child in node.children if isinstance(child, nodes.label)]
        label = f"[{labels[0]}]" if labels and not unlabelled else None
        return self.value("reference", self._note(node), label=label)
