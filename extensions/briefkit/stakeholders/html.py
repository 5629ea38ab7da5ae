"""HTML of what only stakeholder tables have."""

from __future__ import annotations

from docutils.nodes import Element
from sphinx.writers.html5 import HTML5Translator


def visit_actor(_self: HTML5Translator, _node: Element) -> None:
    """Its name and its kind stand in the cell by themselves."""


ACTOR = visit_actor, visit_actor
