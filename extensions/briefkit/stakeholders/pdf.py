"""What only stakeholder tables have in the PDF."""

from __future__ import annotations

from docutils.nodes import Element, SkipNode

from briefkit.pdf.translator import Translator


def visit_actor(self: Translator, node: Element) -> None:
    parts = [part for part in node.children if isinstance(part, Element)]
    kind = parts[1].astext() if len(parts) > 1 else None
    self.call("actor", name=self.content(parts[0]), kind=kind)
    raise SkipNode


ACTOR = visit_actor, None
