"""Nodes of boxes and pull quotes."""

from __future__ import annotations

from docutils import nodes


class text_box(nodes.admonition):  # noqa: N801  # nodes are lower case in docutils
    """A :class:`box_title`, where it has one, then blocks."""


class box_title(nodes.title):  # noqa: N801
    """The title of a box. It is no heading of the paper."""


class pull_quote(nodes.block_quote):  # noqa: N801
    """Paragraphs, then a :class:`quote_by` where there is one. ``repeated`` is set where the paper says the same elsewhere."""


class quote_by(nodes.attribution):  # noqa: N801
    """Who says it, and where."""
