"""Lists of every kind."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from briefkit.pdf.translator.base import Base
from briefkit.pdf.translator.inline import checkbox
from briefkit.pdf.typst import Call, Content

_ENUMERATIONS = {
    "arabic": ("1", "Decimal"), "loweralpha": ("a", "LowerAlpha"), "upperalpha": ("A", "UpperAlpha"),
    "lowerroman": ("i", "LowerRoman"), "upperroman": ("I", "UpperRoman"),
}  # fmt: skip
"""What Typst and PDF call each way of counting."""

LISTS = (nodes.bullet_list, nodes.enumerated_list)

INVISIBLE = (nodes.comment, nodes.target, nodes.substitution_definition, nodes.system_message, addnodes.index)


def visible(node: nodes.Node) -> list[nodes.Node]:
    """The children of *node* that are printed."""
    return [child for child in node.children if not isinstance(child, INVISIBLE)]


def elements(node: nodes.Node) -> list[nodes.Element]:
    """The children of *node* that are elements and are printed."""
    return [child for child in visible(node) if isinstance(child, nodes.Element)]


def box_of(item: nodes.Element) -> nodes.Node | None:
    """The check box with which the text of a task begins."""
    first = next(iter(visible(item)), None)
    while first is not None and checkbox(first) is None:
        first = next(iter(first.children), None)
    return first


def stands_alone(node: nodes.Node) -> bool:
    """Whether *node* is a picture, or a link around one, that is all that its paragraph holds."""
    parts = [child for child in visible(node.parent) if not isinstance(child, nodes.Text) or child.strip()]
    inner = node.children[0] if isinstance(node, nodes.reference) and len(node.children) == 1 else node
    return parts == [node] and isinstance(inner, nodes.image) and isinstance(node.parent, nodes.paragraph)


def is_tight(node: nodes.Element) -> bool:
    """Whether no item of a list holds more than one paragraph and the lists below it."""
    for item in elements(node):
        parts = visible(item)
        if not all(isinstance(child, (nodes.paragraph, *LISTS)) for child in parts[:1]):
            return False
        if not all(isinstance(child, LISTS) for child in parts[1:]):
            return False
    return True


class Lists(Base):
    """Visitors of lists."""

    visit_glossary = Base.through

    def visit_bullet_list(self, node: nodes.Element) -> None:
        items = elements(node)
        if items and all(box_of(item) for item in items):
            self.call("tasks", *map(self._task, items))
        elif items:
            self.call("list", *(self.part("list.item", item) for item in items), tight=is_tight(node))
        raise nodes.SkipNode

    def _task(self, item: nodes.Element) -> Call:
        checked = False
        if (box := box_of(item)) is not None:
            checked = bool(checkbox(box))
            self.task_boxes.add(box)
        return self.part("item", item, checked=checked, label=self.word("Done" if checked else "To do"))

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        style, numbering = _ENUMERATIONS.get(node.get("enumtype", "arabic"), _ENUMERATIONS["arabic"])
        if items := elements(node):
            self.note_enumeration(numbering)
            self.call(
                "enum",
                *(self.part("enum.item", item) for item in items),
                tight=is_tight(node),
                start=int(node.get("start", 1)),
                numbering=f"{node.get('prefix', '')}{style}{node.get('suffix', '.') or '.'}",
            )
        raise nodes.SkipNode

    def visit_definition_list(self, node: nodes.Element) -> None:
        name = "glossary" if isinstance(node.parent, addnodes.glossary) else "definitions"
        if items := elements(node):
            self.call(name, *map(self._definition, items))
        raise nodes.SkipNode

    def _definition(self, item: nodes.Element) -> Call:
        terms, classifiers, body = [], [], Content()
        for child in elements(item):
            if isinstance(child, nodes.term):
                self.open()
                self.anchors(item)
                self.anchors(child)
                self.emit(*self.content(child).calls)
                terms.append(self.close())
            elif isinstance(child, nodes.classifier):
                classifiers.append(self.content(child))
            else:
                body.calls += self.content(child).calls
        return self.value("term", body, term=terms, classifiers=classifiers)

    def visit_field_list(self, node: nodes.Element) -> None:
        if items := elements(node):
            self.call("fields", *map(self._field, items))
        raise nodes.SkipNode

    def _field(self, node: nodes.Element) -> Call:
        names = [child for child in node.children if isinstance(child, nodes.field_name)]
        bodies = [child for child in node.children if isinstance(child, nodes.field_body)]
        return self.value("field", self.content(*bodies), name=self.content(*names))

    def visit_option_list(self, node: nodes.Element) -> None:
        self.call("options", *map(self._option, elements(node)))
        raise nodes.SkipNode

    def _option(self, item: nodes.Element) -> Call:
        bodies = [child for child in item.children if isinstance(child, nodes.description)]
        options = [
            option for group in item.children if isinstance(group, nodes.option_group) for option in elements(group)
        ]
        name = ", ".join(option.astext() for option in options)
        return self.value("option", self.content(*bodies), name=self.value("raw", name))

    def visit_hlist(self, node: nodes.Element) -> None:
        columns = [self.content(column) for column in elements(node)]
        self.call("hlist", *columns, columns=len(columns))
        raise nodes.SkipNode

    def visit_line_block(self, node: nodes.Element) -> None:
        self.call("line-block", *self._lines(node, 0))
        raise nodes.SkipNode

    def _lines(self, node: nodes.Element, level: int) -> Iterator[Call]:
        for child in elements(node):
            if isinstance(child, nodes.line_block):
                yield from self._lines(child, level + 1)
            else:
                yield self.part("line", child, level=level)
