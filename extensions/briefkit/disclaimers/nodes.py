"""Nodes of disclaimers."""

from __future__ import annotations

from docutils import nodes


class disclaimer(nodes.admonition):  # noqa: N801  # nodes are lower case in docutils
    """A title, then blocks. ``kind`` is its kind, ``ident`` its id in the library or nothing; ``at_end`` where it
    stands among those at the end of the paper, ``listed`` where only the front matter asked for it.
    """


class disclaimer_title(nodes.title):  # noqa: N801
    """The title of a disclaimer. It is no heading of the paper."""


class disclaimer_grid(nodes.container):  # noqa: N801
    """The disclaimers at the end of a paper."""
