"""Stakeholders: who wants what."""

from __future__ import annotations

from sphinx.application import Sphinx

from briefkit.core import tables, tables_pdf
from briefkit.core.check import add_finder
from briefkit.core.domain import add_record_kind
from briefkit.core.house import House, house
from briefkit.core.records import Record
from briefkit.stakeholders import html, pdf, resolve
from briefkit.stakeholders.directive import StakeholderTable
from briefkit.stakeholders.nodes import actor, stakeholder_table


def _register(app: Sphinx) -> None:
    """The organisation's register of stakeholders, by id."""
    own: House = house(app.env)
    record = own.read(app, own.settings.stakeholders)
    own.parts["stakeholders"] = {
        key: Record(
            {"id": key, **value}, {path[1:]: place for path, place in record.places.items() if path[:1] == (key,)}
        )
        for key, value in record.values.items()
        if isinstance(value, dict)
    }


def setup(app: Sphinx) -> None:
    app.add_enumerable_node(stakeholder_table, "table", html=tables.HTML, pdf=tables_pdf.PDF)
    app.add_node(actor, html=html.ACTOR, pdf=pdf.ACTOR)
    app.add_directive("stakeholder-table", StakeholderTable)
    add_record_kind(app, "stakeholder")
    app.add_post_transform(resolve.ResolveLines)
    add_finder(resolve.findings)
    app.connect("builder-inited", _register, priority=200)
