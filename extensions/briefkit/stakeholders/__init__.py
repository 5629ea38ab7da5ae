"""Stakeholders: who wants what."""

from __future__ import annotations

from sphinx.application import Sphinx

from briefkit.core import tables, tables_pdf
from briefkit.core.check import add_finder
from briefkit.core.domain import add_record_kind
from briefkit.core.fields import validate
from briefkit.core.house import House, house
from briefkit.core.problems import Kind, Problem
from briefkit.core.records import Record
from briefkit.core.report import report
from briefkit.stakeholders import html, pdf, resolve
from briefkit.stakeholders.directive import StakeholderTable
from briefkit.stakeholders.model import Stakeholder
from briefkit.stakeholders.nodes import actor, stakeholder_table


def _register(app: Sphinx) -> None:
    """The organisation's register of stakeholders, by id."""
    own: House = house(app.env)
    record = own.read(app, own.settings.stakeholders)
    entries: dict[str, Record] = {}
    for key, value in record.values.items():
        place = record.place(key)
        if not isinstance(value, dict):
            text = f"{key}: here must stand the fields of a stakeholder, one 'name: value' a line below its id."
            report([Problem(Kind.SYNTAX, text, place)])
            continue
        below = {path[1:]: where for path, where in record.places.items() if path[:1] == (key,)}
        entries[key] = Record({"id": key, **value}, {("id",): place, **below})
        _, problems = validate(Stakeholder, entries[key], own.vocabularies)
        report(Problem(problem.kind, f"{key}.{problem.text}", problem.place) for problem in problems)
    own.parts["stakeholders"] = entries


def setup(app: Sphinx) -> None:
    app.add_enumerable_node(stakeholder_table, "table", html=tables.HTML, pdf=tables_pdf.PDF)
    app.add_node(actor, html=html.ACTOR, pdf=pdf.ACTOR)
    app.add_directive("stakeholder-table", StakeholderTable)
    add_record_kind(app, "stakeholder")
    app.add_post_transform(resolve.ResolveLines)
    add_finder(resolve.findings)
    app.connect("builder-inited", _register, priority=200)
    app.connect("env-check-consistency", resolve.check_relations)
