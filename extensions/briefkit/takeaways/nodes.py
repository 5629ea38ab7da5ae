"""Nodes of the bottom line and the key takeaways."""

from __future__ import annotations

from docutils import nodes


class summary(nodes.admonition):  # noqa: N801  # nodes are lower case in docutils
    """The bottom line up front: a title, then blocks."""


class key_takeaways(nodes.admonition):  # noqa: N801
    """A title, then one :class:`takeaway_list`, or blocks."""


class box_label(nodes.title):  # noqa: N801
    """The label of a bottom line or of the takeaways. It is no heading of the paper."""


class takeaway_list(nodes.enumerated_list):  # noqa: N801
    """The takeaways in order; each child is a :class:`takeaway`."""


class takeaway(nodes.list_item):  # noqa: N801
    """One takeaway: a paragraph that may begin with a :class:`lead_in` and end with :class:`see` references."""


class lead_in(nodes.strong):  # noqa: N801
    """The heading of a takeaway, which runs into its text."""


class see(nodes.inline):  # noqa: N801
    """What a takeaway rests on: ``target`` names a paragraph, a table, a record or a source of the briefing."""
