"""Nodes of notes in the margin."""

from __future__ import annotations

from docutils import nodes


class margin_note(nodes.container):  # noqa: N801  # nodes are lower case in docutils
    """Blocks. The first is a paragraph of the class ``margin-title`` where the note has a title."""


class margin_group(nodes.container):  # noqa: N801
    """A paragraph and the notes that stand beside it."""
