"""Nodes of a stakeholder table."""

from __future__ import annotations

from docutils import nodes

from briefkit.core.tables import record_table


class stakeholder_table(record_table):  # noqa: N801  # nodes are lower case in docutils
    """A table of stakeholders. ``stances`` says whether it prints stances."""


class actor(nodes.paragraph):  # noqa: N801
    """The name of a stakeholder, then its kind below where it has one."""
