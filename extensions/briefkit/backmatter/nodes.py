"""Nodes of the lists that a paper keeps of itself."""

from __future__ import annotations

from docutils import nodes

from briefkit.core.tables import record_table


class backmatter(record_table):  # noqa: N801  # nodes are lower case in docutils
    """A list that is filled once all is read. ``part`` is abbreviations, history or approvals."""


class signature(nodes.inline):  # noqa: N801
    """A line to sign on; its text says that the approval is open."""
