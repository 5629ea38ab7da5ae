"""Notes in the margin, beside the paragraph that they follow."""

from __future__ import annotations

from sphinx.application import Sphinx

from briefkit.margins import html, pdf
from briefkit.margins.directive import MarginDirective
from briefkit.margins.nodes import margin_group, margin_note
from briefkit.margins.resolve import GroupNotes


def setup(app: Sphinx) -> None:
    app.add_node(margin_note, html=html.NOTE, pdf=pdf.NOTE)
    app.add_node(margin_group, html=html.GROUP, pdf=pdf.GROUP)
    app.add_directive("margin", MarginDirective)
    app.add_post_transform(GroupNotes)
