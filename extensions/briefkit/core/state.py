"""What a paper is: the core type that decides its layout, and what it says of itself before it is out."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.environment import BuildEnvironment

from briefkit.core.dateprint import format_when
from briefkit.core.dates import parse
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


def embargo_end(briefing: Briefing, language: str) -> str:
    """The end of the embargo, with its time and zone; as it was typed where that is no time."""
    embargo = briefing.embargo
    if embargo is None or embargo.fault:
        return embargo.until if embargo else ""
    return format_when(parse(embargo.until), language).short


def embargo_line(briefing: Briefing, language: str) -> str:
    """The sentence that says until when an embargo runs; nothing where there is none."""
    if briefing.embargo is None:
        return ""
    say, end = words(language), embargo_end(briefing, language)
    return say("Embargoed until {time}.").format(time=end) if end else say("Embargoed until further notice.")


def state_of(briefing: Briefing, vocabularies: Vocabularies, language: str) -> State | None:
    """The state of a paper that is not out yet; None for one that is, and for one that is approved and free.

    No clock is asked: an embargo runs until the paper is published.
    """
    code, line = vocabularies.behaves_as("paper-status", briefing.status), embargo_line(briefing, language)
    if code not in UNPUBLISHED or (code == "approved" and not line):
        return None
    if code == "approved":
        return State(words(language)("Embargo"), "", line)
    term = vocabularies.term("paper-status", briefing.status)
    return State(vocabularies.label("paper-status", briefing.status, language), term.sign, line)


def paper_type(env: BuildEnvironment, docname: str) -> str:
    """The core type of the paper that a document belongs to: its own, or what its own behaves as."""
    briefing = front_of(env, docname).briefing
    return house(env).vocabularies.behaves_as("paper-type", briefing.type) if briefing else ""
