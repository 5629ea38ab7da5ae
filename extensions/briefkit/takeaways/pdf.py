"""The bottom line and the key takeaways in the PDF."""

from __future__ import annotations

from docutils.nodes import Element, Node, SkipNode, Text, paragraph

from briefkit.pdf.translator.base import Base
from briefkit.pdf.typst import Call, Content
from briefkit.takeaways.nodes import lead_in, takeaway, takeaway_list


def visit_summary(self: Base, node: Element) -> None:
    self.call("summary", self.render(node.children[1:]), label=node.children[0].astext())
    raise SkipNode


def visit_takeaways(self: Base, node: Element) -> None:
    label = node.children[0].astext()
    items: list[Call] = []
    for child in node.children[1:]:
        if isinstance(child, takeaway_list):
            items += [_item(self, item) for item in child.children if isinstance(item, takeaway)]
        else:
            items.append(self.value("item", self.render([child])))
    self.call("takeaways", *items, label=label)
    raise SkipNode


def _item(self: Base, node: takeaway) -> Call:
    """An item; of a single paragraph with its heading and its references apart, as the house style sets them."""
    first, rest = node.children[0], node.children[1:]
    if not isinstance(first, paragraph):
        return self.value("item", self.content(node))
    inline = list(first.children)
    heading: Content | None = None
    if inline and isinstance(inline[0], lead_in):
        heading = self.content(inline.pop(0))
    sees = [] if rest else [part for part in inline if isinstance(part, Element) and "see" in part["classes"]]
    text = _trimmed([part for part in inline if part not in sees])
    see = self.render(_spaced(sees)) if sees else None
    return self.value("item", self.render([*text, *rest]), heading=heading, see=see)


def _trimmed(parts: list[Node]) -> list[Node]:
    """Inline nodes without blanks at their ends."""
    while parts and isinstance(parts[0], Text) and not parts[0].strip():
        parts = parts[1:]
    while parts and isinstance(parts[-1], Text) and not parts[-1].strip():
        parts = parts[:-1]
    return parts


def _spaced(parts: list[Element]) -> list[Node]:
    spaced: list[Node] = []
    for part in parts:
        spaced += [Text(" "), part] if spaced else [part]
    return spaced


SUMMARY = visit_summary, None
TAKEAWAYS = visit_takeaways, None
