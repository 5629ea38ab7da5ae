"""A line to sign on in the PDF."""

from __future__ import annotations

from docutils.nodes import Element, SkipNode

from briefkit.pdf.translator import Translator


def visit_signature(self: Translator, node: Element) -> None:
    self.call("signature", self.content(node))
    raise SkipNode


def depart_signature(_self: Translator, _node: Element) -> None:
    """A visitor that prints the whole node leaves nothing to do."""


SIGNATURE = visit_signature, depart_signature
