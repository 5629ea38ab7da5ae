"""Nodes of a milestone timeline. What depends on other records is filled in after reading."""

from __future__ import annotations

from docutils import nodes

from briefkit.core.tables import record_table


class milestone_timeline(nodes.container):  # noqa: N801  # nodes are lower case in docutils
    """A caption, a key, then phases or steps. ``caption_text`` is its caption as plain text."""


class timeline_caption(nodes.paragraph, nodes.caption):  # noqa: N801
    """The caption. MyST takes it as the words of a link to the timeline."""


class timeline_key(nodes.paragraph):  # noqa: N801
    """What the marks along the line mean: ``markers`` are those that occur; its text is the day of the status."""


class timeline_phases(nodes.container):  # noqa: N801
    """The phases in order."""


class timeline_phase(nodes.container):  # noqa: N801
    """A :class:`phase_band`, then :class:`timeline_steps`."""


class phase_band(nodes.container):  # noqa: N801
    """The title of a phase and its note. ``number`` is its label, "Phase 1"."""


class phase_title(nodes.paragraph):  # noqa: N801
    """The title of a phase."""


class phase_note(nodes.paragraph):  # noqa: N801
    """When a phase begins or ends, and what it is for."""


class timeline_steps(nodes.bullet_list):  # noqa: N801
    """Milestones in order."""


class milestone(nodes.list_item):  # noqa: N801
    """A step: its date, title, status, text and fields. ``marker`` is dated, interval, relative, approximate or undated."""


class step_date(nodes.paragraph):  # noqa: N801
    """The date as it is printed; ``iso`` for machines, ``detail`` and ``former`` are the lines below it."""


class step_title(nodes.paragraph):  # noqa: N801
    """The title of a step."""


class step_status(nodes.paragraph):  # noqa: N801
    """Its status, then what follows from its dates."""


class derived(nodes.inline):  # noqa: N801
    """What follows from the dates: ``kind`` is overdue, due-soon, blocked or slipped. It is an ``aside`` to the status."""


class step_text(nodes.container):  # noqa: N801
    """The description of a step."""


class step_fields(nodes.field_list):  # noqa: N801
    """Owed by, verified by, if not, and what else was given."""


class step_field(nodes.field):  # noqa: N801
    """A field: :class:`step_label`, then :class:`step_value`."""


class step_label(nodes.field_name):  # noqa: N801
    """The name of a field."""


class step_value(nodes.field_body):  # noqa: N801
    """What a field says."""


class party(nodes.inline):  # noqa: N801
    """Who owes, gains or verifies: ``target`` is an id or a text; a reference to the stakeholder after reading."""


class milestone_table(record_table):  # noqa: N801
    """The same milestones as a table."""


class cell_date(step_date):  # noqa: N801
    """A date in a cell of a table."""


class cell_status(step_status):  # noqa: N801
    """A status in a cell of a table."""
