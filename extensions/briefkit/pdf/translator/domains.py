"""Signatures of functions, classes and options, and grammars."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from briefkit.pdf.translator.base import Base
from briefkit.pdf.translator.lists import elements
from briefkit.pdf.typst import Content


class Domains(Base):
    """Visitors of what the domains of Sphinx describe."""

    visit_desc_content = visit_desc_inline = visit_desc_type = visit_desc_sig_element = Base.through
    visit_desc_parameter = visit_desc_type_parameter = Base.through

    def visit_desc_name(self, node: nodes.Element) -> None:
        self.call("strong", self.content(node))
        raise nodes.SkipNode

    def visit_desc_annotation(self, node: nodes.Element) -> None:
        """What says more of a name: ``class`` before it, its type or its value after it."""
        self.call("aside", self.content(node))
        raise nodes.SkipNode

    visit_desc_addname = visit_desc_annotation

    def visit_desc(self, node: nodes.Element) -> None:
        terms, body = [], Content()
        for child in elements(node):
            content = self.content(child)
            if type(child).__name__ == "desc_content":
                body.calls += content.calls
            else:
                self.open()
                self.anchors(child)
                terms.append(self.close())
                terms[-1].calls += content.calls
        self.call("definitions", self.value("term", body, term=terms, code=True))
        raise nodes.SkipNode

    def visit_desc_signature_line(self, node: nodes.Element) -> None:
        if node.parent.index(node):
            self.line_break()

    def visit_desc_returns(self, _node: nodes.Element) -> None:
        self.text(" → ")

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        self._listed(node, "(", ")")

    def visit_desc_type_parameter_list(self, node: nodes.Element) -> None:
        self._listed(node, "[", "]")

    def visit_desc_optional(self, node: nodes.Element) -> None:
        """What follows the first parameter has its comma inside of the brackets."""
        self._listed(node, "[, " if node.parent.index(node) else "[", "]")

    def _listed(self, node: nodes.Element, before: str, after: str) -> None:
        self.text(before)
        for number, child in enumerate(node.children):
            if number and not isinstance(child, addnodes.desc_optional):
                self.text(", ")
            self.emit(*self.render([child]).calls)
        self.text(after)
        raise nodes.SkipNode

    def visit_productionlist(self, node: nodes.Element) -> None:
        self.open()
        for child in elements(node):
            if self.frames[-1] and self.frames[-1].calls[-1].name != "linebreak":
                self.line_break()
            self.anchors(child)
            self.emit(*self.content(child).calls)
        body = self.close()
        if body and body.calls[-1].name == "linebreak":
            body.calls.pop()
        self.call("code-block", body=body)
        raise nodes.SkipNode
