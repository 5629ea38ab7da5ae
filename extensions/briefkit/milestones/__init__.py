"""Milestones: what happens when, who owes it, who confirms it, and what follows if not."""

from __future__ import annotations

from docutils.nodes import Node
from sphinx.application import Sphinx

from briefkit.core import tables, tables_pdf
from briefkit.core.calendars import read_calendar
from briefkit.core.check import add_finder
from briefkit.core.domain import add_record_kind
from briefkit.core.house import house
from briefkit.core.report import report
from briefkit.milestones import html, nodes, pdf, resolve
from briefkit.milestones.directive import MilestoneTimeline


def _calendar(app: Sphinx) -> None:
    own = house(app.env)
    calendar, problems = read_calendar(own.read(app, own.settings.calendar))
    report(problems)
    own.parts["calendar"] = calendar


def _caption(node: Node) -> str:
    return str(node.get("caption_text", "")) if isinstance(node, nodes.milestone_timeline) else ""


def setup(app: Sphinx) -> None:
    app.add_enumerable_node(nodes.milestone_timeline, "timeline", _caption, html=html.TIMELINE, pdf=pdf.TIMELINE)
    app.add_enumerable_node(nodes.milestone_table, "table", html=tables.HTML, pdf=tables_pdf.PDF)
    for node, pair in (
        (nodes.timeline_caption, html.CAPTION),
        (nodes.timeline_key, html.KEY),
        (nodes.timeline_phases, html.PHASES),
        (nodes.timeline_phase, html.PHASE),
        (nodes.phase_band, html.BAND),
        (nodes.phase_title, html.PHASE_TITLE),
        (nodes.phase_note, html.PHASE_NOTE),
        (nodes.timeline_steps, html.STEPS),
        (nodes.milestone, html.MILESTONE),
        (nodes.step_date, html.DATE),
        (nodes.step_title, html.TITLE),
        (nodes.step_status, html.STATUS),
        (nodes.derived, html.DERIVED),
        (nodes.step_text, html.TEXT),
        (nodes.step_fields, html.FIELDS),
        (nodes.step_field, html.FIELD),
        (nodes.step_label, html.LABEL),
        (nodes.step_value, html.VALUE),
    ):
        app.add_node(node, html=pair)
    app.add_node(nodes.cell_date, html=html.CELL_DATE, pdf=pdf.CELL_DATE)
    app.add_node(nodes.cell_status, html=html.CELL_STATUS, pdf=pdf.CELL_STATUS)
    app.add_node(nodes.party)
    app.add_directive("milestone-timeline", MilestoneTimeline)
    add_record_kind(app, "milestone", resolve.printed)
    app.add_post_transform(resolve.ResolveMilestones)
    app.connect("builder-inited", _calendar, priority=200)
    app.connect("env-check-consistency", resolve.check)
    add_finder(resolve.findings)
