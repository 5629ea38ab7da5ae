"""Formulas that are too wide for a page and have no place to break at: the house style says so, and their writer is told.

A document in Typst can give no warning of its own but that of a font that is nowhere, so that is what it asks for.
"""

from __future__ import annotations

import re

from briefkit.core.problems import Kind, Place, Problem
from briefkit.pdf.compile import Diagnostic
from briefkit.pdf.plain import calls_in
from briefkit.pdf.typst import Call, Content

_ASKED = re.compile(r"unknown font family: too small formula (\d+)$")
_TOLD = (
    "This formula is wider than the page and has no place to break at, so it is printed smaller than can be read well. "
    r"Break it with \\ in 'aligned', or give its parts a name and define them in formulas of their own."
)


def numbered(root: Content) -> list[Call]:
    """The displayed formulas of a paper, each of which now has its number, by which the house style names it."""
    found = [call for call in calls_in(root) if call.name == "math-block"]
    for number, call in enumerate(found):
        call.named["mark"] = number
    return found


def too_small(item: Diagnostic, formulas: list[Call], whole: Place) -> Problem | None:
    """What is told where the compiler speaks of a formula that became too small."""
    found = _ASKED.search(item.message)
    return Problem(Kind.PAPER, _TOLD, formulas[int(found[1])].place or whole) if found else None
