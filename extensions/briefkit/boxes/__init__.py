"""What stands apart from the text: numbered boxes and pull quotes."""

from __future__ import annotations

from docutils.nodes import Node, footnote_reference
from sphinx.application import Sphinx

from briefkit.boxes import html, pdf, resolve
from briefkit.boxes.directive import BoxDirective, PullQuoteDirective
from briefkit.boxes.nodes import box_title, pull_quote, quote_by, text_box


def _title(node: Node) -> str:
    """The words of a box's title, without the marks of its notes."""
    titles = [child.deepcopy() for child in node.children if isinstance(child, box_title)]
    for mark in [mark for title in titles for mark in title.findall(footnote_reference)]:
        mark.parent.remove(mark)
    return " ".join(title.astext() for title in titles) or "…"


def setup(app: Sphinx) -> None:
    app.add_enumerable_node(text_box, "box", _title, html=html.BOX, pdf=pdf.BOX)
    app.add_node(box_title, html=html.TITLE)
    app.add_node(pull_quote, html=html.QUOTE, pdf=pdf.QUOTE)
    app.add_node(quote_by, html=html.BY)
    app.add_directive("box", BoxDirective)
    app.add_directive("pull-quote", PullQuoteDirective, override=True)
    app.add_post_transform(resolve.NumberBoxes)
    app.add_post_transform(resolve.HideRepeated)
    app.connect("doctree-read", resolve.note)
    app.connect("env-get-updated", resolve.compare)
