"""Which paragraph a note stands beside."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefkit.margins.nodes import margin_group, margin_note


class GroupNotes(SphinxPostTransform):
    """Puts a paragraph of the running text and the notes right after it into one group.

    It comes last, so that paragraphs have their numbers. Other notes stay where they are, in the flow.
    """

    default_priority = 950

    def run(self, **_kwargs: Any) -> None:
        for note in list(self.document.findall(margin_note)):
            siblings = note.parent.children
            before = siblings[siblings.index(note) - 1] if siblings[0] is not note else None
            if isinstance(before, margin_group):
                group = before
            elif isinstance(before, nodes.paragraph) and isinstance(note.parent, (nodes.section, nodes.document)):
                group = margin_group(classes=["margin-group"])
                group.source, group.line = before.source, before.line
                before.replace_self(group)
                group += before
            else:
                continue
            note.parent.remove(note)
            group += note
