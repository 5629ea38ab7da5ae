"""The directive ``margin``."""

from __future__ import annotations

from docutils import nodes

from briefkit.core.briefdirective import BriefDirective
from briefkit.margins.nodes import margin_note


class MarginDirective(BriefDirective):
    """A short note, or a small figure, beside the paragraph before it; its argument is a title, its body any text."""

    def build(self) -> list[nodes.Node]:
        node = margin_note(classes=["margin-note"])
        if self.arguments:
            title = nodes.paragraph(self.arguments[0], "", classes=["margin-title"])
            title += self.content_of.inline(self.arguments[0], self.place)
            node += title
        self.set_common(node)
        blocks = self.body_nodes()
        if not blocks:
            self.empty("Write the note into its body.")
        node += blocks
        return [node] if node.children else []
