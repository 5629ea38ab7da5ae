"""What a paper is: the core type that decides its layout, and what it says of itself before it is out."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.environment import BuildEnvironment

from briefkit.core.frontmatter import Briefing, front_of
from briefkit.core.house import house
from briefkit.core.vocabularies import Vocabularies
from briefkit.core.words import words

AT_A_GLANCE = "at-a-glance"
UNPUBLISHED = ("draft", "in-review", "approved")


@dataclass(frozen=True, slots=True)
class State:
    """The word of a state, the sign beside it, and the line that says until when an embargo runs."""

    word: str
    sign: str = ""
    line: str = ""


def state_of(briefing: Briefing, vocabularies: Vocabularies, language: str, embargo: str) -> State | None:
    """The state of a paper that is not out yet; None for one that is, and for one that is approved and free.

    No clock is asked: the embargo, which ends at *embargo* as it is printed, runs until the paper is published.
    """
    code = vocabularies.behaves_as("paper-status", briefing.status)
    if code not in UNPUBLISHED or (code == "approved" and not embargo):
        return None
    line = words(language)("Embargoed until {time}.").format(time=embargo) if embargo else ""
    if code == "approved":
        return State(words(language)("Embargo"), "", line)
    term = vocabularies.term("paper-status", briefing.status)
    return State(vocabularies.label("paper-status", briefing.status, language), term.sign, line)


def paper_type(env: BuildEnvironment, docname: str) -> str:
    """The core type of the paper that a document belongs to: its own, or what its own behaves as."""
    briefing = front_of(env, docname).briefing
    return house(env).vocabularies.behaves_as("paper-type", briefing.type) if briefing else ""
