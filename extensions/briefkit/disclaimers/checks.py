"""What can be wrong with the disclaimers of a paper: their dates, their texts, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefkit.core.fields import Entry
from briefkit.core.problems import Kind, Place, Problem, listing, nearest
from briefkit.core.vocabularies import Vocabularies, canonical
from briefkit.disclaimers.model import Disclaimer, digest


def wrong(text: str, place: Place) -> Problem:
    """A problem with a disclaimer."""
    return Problem(Kind.DISCLAIMER, text, place)


def tampered(name: str, entry: Entry[Disclaimer]) -> list[Problem]:
    """A problem where a text is no longer the one that was approved."""
    recorded, found = entry.model.sha256, digest(entry.model.text)
    if recorded is None or recorded == found:
        return []
    told = "the text is no longer the one that was approved. Restore it, or have the new one approved as"
    told += f" another version, with sha256: {found}"
    return [wrong(f"{name}.sha256: {told}", entry.record.place("sha256"))]


def overdue_review(name: str, entry: Entry[Disclaimer], on: date | None) -> list[Problem]:
    """A warning where a text should have been reviewed before the day *on*; none where no day is known."""
    day = entry.model.review_by
    if on is None or day is None or on <= day:
        return []
    owner = f" by {entry.model.owner}" if entry.model.owner else ""
    told = f"the text was to be reviewed{owner} by {day}, before {on}. Have it reviewed, then set a new day."
    return [wrong(f"{name}.review-by: {told}", entry.record.place("review-by"))]


def expired(name: str, entry: Entry[Disclaimer], on: date | None) -> list[Problem]:
    """An error where a text is no longer to be used on the day *on*."""
    day = entry.model.expires
    if on is None or day is None or on <= day:
        return []
    told = f"the text expired on {day}, before {on}. Use another one, or have a new version approved."
    return [wrong(f"{name}.expires: {told}", entry.record.place("expires"))]


def unfilled_places(name: str, missing: Sequence[str], place: Place) -> list[Problem]:
    """A problem for each place of a text that nothing fills."""
    told = "or give it a text under 'variables' in the library."
    return [
        wrong(f"{name}: nothing fills {{{one}}}. Add ':variables: {one}=…' to the directive, {told}", place)
        for one in missing
    ]


def missing_kinds(
    paper_type: str,
    present: Iterable[str],
    required: Mapping[str, Sequence[str]],
    vocabularies: Vocabularies,
    place: Place,
) -> list[Problem]:
    """A problem for each kind of disclaimer that a type of paper must have and this one has not."""
    core = vocabularies.behaves_as("paper-type", paper_type)
    there = {one for kind in present for one in (kind, vocabularies.behaves_as("disclaimer-kind", kind))}
    problems = []
    for kind in dict.fromkeys(required.get(paper_type, required.get(core, ()))):
        code, codes = canonical(kind), vocabularies.codes("disclaimer-kind")
        if code not in codes:
            told = f"'{kind}' is no kind of disclaimer. Allowed: {listing(codes)}.{nearest(kind, codes)}"
            problems.append(Problem(Kind.SETTING, f"briefkit_required_disclaimers: {told}", place))
        elif code not in there:
            told = f"a paper of the type '{paper_type}' must have a disclaimer of the kind '{code}'."
            problems.append(wrong(f"{told} Add one under 'disclaimers' in the front matter.", place))
    return problems


_OPEN = re.compile(
    r"(^|[/\s])(cc[ -]?(0|by|pd)|creative ?commons|od[bc]|pddl|ogl|eupl|public.domain|mit$|apache)",
    re.IGNORECASE,
)


def is_open(licence: str) -> bool:
    """Whether a licence, as an SPDX id, a name or an address, lets everybody pass the paper on."""
    return bool(_OPEN.search(licence))


def contradictions(
    kinds: Iterable[str], marking: str, licence: str, vocabularies: Vocabularies, place: Place
) -> list[Problem]:
    """What two statements of one paper cannot both say."""
    said = {vocabularies.behaves_as("disclaimer-kind", kind) for kind in kinds}
    found = vocabularies.find_marking(marking) if marking else None
    problems = []
    if found and found.scheme == "tlp" and found.label != "TLP:CLEAR" and is_open(licence):
        told = f"{found.label} limits who may have the paper, and the licence {licence} lets all pass it on."
        problems.append(wrong(f"marking: {told} Only TLP:CLEAR goes with it: change one of the two.", place))
    if {"personal-views", "institutional-position"} <= said:
        told = "the paper says that its views are personal, and that they are the institution's."
        problems.append(wrong(f"disclaimers: {told} Keep one of the two.", place))
    return problems
