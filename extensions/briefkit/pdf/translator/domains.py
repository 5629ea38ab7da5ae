"""Signatures of functions, classes and options, and grammars."""

from __future__ import annotations

from docutils import nodes

from briefkit.pdf.translator.base import Base
from briefkit.pdf.translator.lists import elements
from briefkit.pdf.typst import Content


class Domains(Base):
    """Visitors of what the domains of Sphinx describe."""

    visit_desc_content = visit_desc_inline = visit_desc_name = visit_desc_addname = visit_desc_type = Base.through
    visit_desc_annotation = visit_desc_parameter = visit_desc_type_parameter = visit_desc_sig_element = Base.through

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
        self.call("definitions", self.value("term", body, term=terms))
        raise nodes.SkipNode

    def visit_desc_signature_line(self, node: nodes.Element) -> None:
        if node.parent.index(node):
            self.call("linebreak")

    def visit_desc_returns(self, _node: nodes.Element) -> None:
        self.text(" → ")

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        self._listed(node, "(", ")")

    def visit_desc_type_parameter_list(self, node: nodes.Element) -> None:
        self._listed(node, "[", "]")

    def visit_desc_optional(self, node: nodes.Element) -> None:
        self._listed(node, "[", "]")

    def _listed(self, node: nodes.Element, before: str, after: str) -> None:
        self.text(before)
        for number, child in enumerate(node.children):
            if number:
                self.text(", ")
            self.emit(*self.render([child]).calls)
        self.text(after)
        raise nodes.SkipNode

    def visit_productionlist(self, node: nodes.Element) -> None:
        self.call("line-block", *(self.part("line", child) for child in elements(node)))
        raise nodes.SkipNode
