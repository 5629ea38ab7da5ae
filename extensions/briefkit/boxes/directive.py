"""The directives ``box`` and ``pull-quote``."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes as dn

from briefkit.boxes.nodes import box_title, pull_quote, quote_by, text_box
from briefkit.core.briefdirective import BriefDirective
from briefkit.core.problems import Kind
from briefkit.core.words import punctuation


class BoxDirective(BriefDirective):
    """A box with a number: its argument is the title, its body any text."""

    def build(self) -> list[dn.Node]:
        node = text_box()
        if self.arguments:
            node += box_title(self.arguments[0], "", *self.content_of.inline(self.arguments[0], self.place))
        else:
            self.problem(Kind.MISSING, "This box has no title. Write it after the name: {box} Title of the box.")
        self.set_common(node)
        blocks = self.body_nodes()
        if not blocks:
            self.empty("Write the text of the box into its body.")
        if not blocks and not self.arguments:
            return []
        node += blocks
        return [node]


class PullQuoteDirective(BriefDirective):
    """A quotation set large. ``:by:`` and ``:source:``, or a last line ``-- somebody``, say whose words they are."""

    optional_arguments = 0
    known_options: ClassVar = {"by": (), "source": ()}

    def build(self) -> list[dn.Node]:
        if not any(line.strip() for line in self.content):
            self.empty("Write the quotation into its body.")
            return []
        given = self._given()
        state: Any = self.state  # the parser of reST, or what stands for it in MyST
        found = state.block_quote(self.content, self.content_offset)
        quotes = [self._quote(node, given) if isinstance(node, dn.block_quote) else node for node in found]
        first = next((node for node in quotes if isinstance(node, pull_quote)), None)
        if first is not None:
            self.set_common(first)
        return quotes

    def _given(self) -> list[dn.Node]:
        """What ``:by:`` and ``:source:`` say, in one line."""
        parts: list[dn.Node] = []
        for name in ("by", "source"):
            if text := self.option(name):
                inner = self.content_of.inline(text, self._place_of_option(name))
                parts += [
                    *([dn.Text(punctuation(", ", self.language))] if parts else []),
                    dn.inline("", "", *inner, classes=[f"quote-{name}"]),
                ]
        return parts

    def _quote(self, node: dn.block_quote, given: list[dn.Node]) -> pull_quote:
        quote = pull_quote(classes=["pull-quote"])
        quote.source, quote.line = node.source, node.line
        typed = [child for child in node.children if isinstance(child, dn.attribution)]
        quote += [child for child in node.children if child not in typed]
        parts = [part.deepcopy() for part in given]
        for line in typed:
            parts += [*([dn.Text(punctuation(", ", self.language))] if parts else []), *line.children]
        if parts:
            quote += quote_by("", "", *parts)
        return quote
