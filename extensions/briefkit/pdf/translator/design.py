"""The components of sphinx-design: cards, grids, tabs, drop-downs, badges, buttons, icons."""

from __future__ import annotations

import re

from docutils import nodes

from briefkit.pdf.translator.figures import Figures
from briefkit.pdf.translator.lists import elements
from briefkit.pdf.translator.references import References
from briefkit.pdf.typst import Call, Content, Value

_COLUMNS = re.compile(r"sd-row-cols-(?:xs-|sm-|md-)?(\d+)")
_MOST_COLUMNS = 3
_KINDS = (
    "primary",
    "secondary",
    "success",
    "info",
    "warning",
    "danger",
    "light",
    "muted",
    "dark",
    "white",
    "black",
)


def component(node: nodes.Node) -> str:
    """What a node is in sphinx-design, or nothing."""
    return str(node.get("design_component", "")) if isinstance(node, nodes.Element) else ""


def parts(node: nodes.Element, *names: str) -> list[nodes.Element]:
    """The children of a component that are components of one of the kinds *names*."""
    return [child for child in elements(node) if component(child) in names]


def _kind(node: nodes.Element, prefix: str) -> dict[str, Value]:
    words = " ".join(node["classes"])
    kind = next((kind for kind in _KINDS if f"{prefix}-{kind}" in words or f"outline-{kind}" in words), "")
    return ({"kind": kind} if kind else {}) | ({"outline": True} if "outline" in words else {})


class Design(References, Figures):
    """Visitors of sphinx-design's nodes; its containers are told apart by what component they are."""

    visit_PassthroughTextElement = References.through  # noqa: N815  # named after the node class

    def visit_container(self, node: nodes.Element) -> None:
        if node.get("literal_block"):
            self.visit_captioned_code(node)
        visitor = {
            "grid-container": self._grid, "card": self._lone_card, "tab-set": self._tabs,
            "dropdown": self._dropdown, "aside": self._aside,
        }.get(component(node))  # fmt: skip
        if visitor is not None:
            visitor(node)
            raise nodes.SkipNode

    def _lone_card(self, node: nodes.Element) -> None:
        self.call("card-grid", self._card(node), columns=1)

    def _grid(self, node: nodes.Element) -> None:
        for row in parts(node, "grid-row"):
            found = [int(match[1]) for name in row["classes"] if (match := _COLUMNS.fullmatch(name))]
            items = elements(row)
            columns = max(1, min(max(found, default=1), _MOST_COLUMNS, len(items)))
            if items:
                self.call("card-grid", *map(self._item, items), columns=columns)

    def _item(self, node: nodes.Element) -> Call:
        cards = parts(node, "card")
        if len(cards) == 1 and elements(node) == cards:
            return self._card(cards[0])
        return self.part("card", node, plain=True)

    def _card(self, node: nodes.Element) -> Call:
        inner = next(iter(parts(node, "card-overlay")), node)
        children = elements(node) + (elements(inner) if inner is not node else [])
        link = next((child for child in children if child.next_node(_is_stretched) is not None), None)
        named: dict[str, Value] = {}
        for key in ("header", "footer"):
            if found := parts(inner, f"card-{key}"):
                named[key] = self.content(*found)
        bodies = parts(inner, "card-body")
        titles = [title for body in bodies for title in parts(body, "card-title")]
        if titles:
            named["title"] = self.content(*(child for title in titles for child in title.children))
        images = [child for child in children if isinstance(child, nodes.image)]
        below = [image for image in images if "sd-card-img-bottom" in image["classes"]]
        if above := [image for image in images if image not in below]:
            named["image"] = self.render(above)
        if below:
            named["image_below"] = self.render(below)
        if link is not None and isinstance(reference := link.next_node(_is_stretched), nodes.reference):
            # The title is the link; without one, the link's own words stand at the end.
            named |= {"href": self.address(reference)} if titles else {"link": self.render([_plain(reference)])}
        self.open()
        self.anchors(node)
        self.emit(*self.render(child for body in bodies for child in body.children if child not in titles).calls)
        return self.value("card", self.close(), **named)

    def _tabs(self, node: nodes.Element) -> None:
        items = []
        for tab in parts(node, "tab-item"):
            labels = [child for child in tab.children if isinstance(child, nodes.rubric)]
            body = self.content(*parts(tab, "tab-content"))
            items.append(self.value("tab", body, title=self.content(*labels)))
        self.call("tab-set", *items)

    def _dropdown(self, node: nodes.Element) -> None:
        self._boxed("dropdown", node)

    def _aside(self, node: nodes.Element) -> None:
        self._boxed("sidebar", node)

    def _boxed(self, name: str, node: nodes.Element) -> None:
        titles = [child for child in node.children[:1] if isinstance(child, nodes.rubric)]
        body = self.render(child for child in node.children if child not in titles)
        title: Content | None = self.content(*titles) if titles else None
        self.call(name, body, title=title)

    # In a line.

    def visit_reference(self, node: nodes.Element) -> None:
        address = self.address(node)
        if "sd-btn" in node["classes"]:
            self.call("button", address, self.content(node), **_kind(node, "sd-btn"))
            raise nodes.SkipNode
        if "sd-badge" in node["classes"]:
            badge = self.value("badge", self.content(node), **_kind(node, "sd-bg"))
            self.call("link", address, badge) if address else self.emit(badge)
            raise nodes.SkipNode
        super().visit_reference(node)

    def visit_sd_badge(self, node: nodes.Element) -> None:
        self.call("badge", self.content(node), **_kind(node, "sd-bg"))
        raise nodes.SkipNode

    def visit_sd_line_break(self, _node: nodes.Element) -> None:
        self.line_break()
        raise nodes.SkipNode

    visit_sd_icon = visit_fontawesome = References.skip  # a sign that says what the words beside it say


def _plain(reference: nodes.reference) -> nodes.reference:
    """A link without the look that lays it over a card."""
    plain = reference.deepcopy()
    plain["classes"] = []
    return plain


def _is_stretched(node: nodes.Node) -> bool:
    return isinstance(node, nodes.reference) and "sd-stretched-link" in node["classes"]
