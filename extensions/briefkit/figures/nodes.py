"""Nodes of the lines below a figure."""

from __future__ import annotations

from docutils import nodes


class figure_lines(nodes.legend):  # noqa: N801  # nodes are lower case in docutils
    """The lines below a figure; each child is a :class:`figure_line`."""


class figure_line(nodes.paragraph):  # noqa: N801
    """One line: ``what`` is note, source, credit, licence or ai; ``digital-source`` the IPTC address of the last."""
