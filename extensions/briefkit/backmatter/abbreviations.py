"""Short forms in the text: noted where ``{abbr}`` explains them, explained where front matter knows them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefkit.backmatter.model import has_room, is_introduced, pattern, pieces
from briefkit.backmatter.nodes import backmatter
from briefkit.core.domain import brief
from briefkit.core.frontmatter import front_of

_NEVER = (
    nodes.title, nodes.caption, nodes.reference, nodes.citation, nodes.literal, nodes.literal_block, nodes.math,
    nodes.raw, nodes.abbreviation, nodes.footnote_reference, nodes.citation_reference, nodes.comment, nodes.label,
    nodes.attribution, nodes.problematic, nodes.system_message, addnodes.pending_xref, addnodes.desc_signature,
    addnodes.download_reference, addnodes.literal_strong, backmatter,
)  # fmt: skip
"""What is left as it is: headings, links, code, sources, and what is explained already."""

_RUNNING = (
    nodes.document, nodes.section, addnodes.start_of_file, nodes.compound, nodes.bullet_list, nodes.enumerated_list,
    nodes.list_item, nodes.block_quote, nodes.Admonition, nodes.footnote, nodes.Inline,
)  # fmt: skip
"""What a paragraph of running text stands in; in tables and charts there is no room for an explanation."""


def note(app: Sphinx, document: nodes.document) -> None:
    """Remember the short forms that a document explains itself."""
    found = {
        node.astext(): node["explanation"]
        for node in document.findall(nodes.abbreviation)
        if node.get("explanation") and not isinstance(node.parent, addnodes.desc_sig_element)
    }
    if found:
        brief(app.env).data["used"].setdefault(app.env.docname, {})["abbreviations"] = list(found.items())


class ExplainAbbreviations(SphinxPostTransform):
    """Makes abbreviations of the short forms that front matter explains.

    On pages it is every one of them. Elsewhere an explanation is printed in brackets, so that only running text
    has them: the first of each document, from which the PDF takes the first of the paper.
    """

    default_priority = 750

    def run(self, **_kwargs: Any) -> None:
        self.known = front_of(self.env, self.env.docname).abbreviations
        finds = pattern(self.known)
        if finds is None:
            return
        self.on_page = self.env._app.builder.format == "html"
        self.seen: set[str] = set()
        for text in list(self.document.findall(nodes.Text)):
            if finds.search(text) and self._has_room(text):
                self._explain(text, list(pieces(str(text), finds)))

    def _has_room(self, text: nodes.Text) -> bool:
        node: nodes.Element | None = text.parent
        paragraph = False
        while node is not None:
            if isinstance(node, _NEVER) or any(name.startswith("language-") for name in node["classes"]):
                return False
            if paragraph and not self.on_page and not isinstance(node, _RUNNING):
                return False
            paragraph = paragraph or isinstance(node, nodes.paragraph)
            node = node.parent
        return paragraph

    def _explain(self, text: nodes.Text, parts: list[tuple[str, bool]]) -> None:
        made: list[nodes.Node] = []
        for number, (word, is_short) in enumerate(parts):
            before = "".join(part for part, _ in parts[:number])
            after = "".join(part for part, _ in parts[number + 1 :])
            if is_short and self._is_wanted(word, before, after):
                made.append(nodes.abbreviation(word, word, explanation=self.known[word]))
            else:
                made.append(nodes.Text(word))
        text.parent.replace(text, made)

    def _is_wanted(self, word: str, before: str, after: str) -> bool:
        if self.on_page:
            return True
        if word in self.seen:
            return False
        if is_introduced(before, self.known[word]):
            self.seen.add(word)
            return False
        if not has_room(after):
            return False
        self.seen.add(word)
        return True
