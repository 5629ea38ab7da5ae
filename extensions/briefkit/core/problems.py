"""What can be wrong with an input, what the checks can say of a policy, and where."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of problems: bad input. Each is the subtype of a warning ``briefkit.<kind>``."""

    FRONT_MATTER = "front-matter"
    """A field of the front matter is unknown, missing or has a value that it cannot have."""
    TITLE = "title"
    """The title of the front matter and the first heading do not agree."""
    SETTING = "setting"
    """A setting of ``conf.py`` or a file of the organisation's ``conf/`` cannot be used."""
    LENGTH = "length"
    """A paper has more pages than its type may have."""
    FILE = "file"
    """A data file is missing, lies outside of the source folder, or cannot be read."""
    SYNTAX = "syntax"
    """YAML, JSON, CSV or XLSX that cannot be read as it was typed."""
    KEY = "key"
    """A record has a field that its kind of record does not know."""
    VALUE = "value"
    """A field has a value that it cannot have."""
    MISSING = "missing"
    """A required field was not given."""
    DUPLICATE = "duplicate"
    """Two records of a briefing have the same id, or two briefings the same name."""
    REFERENCE = "reference"
    """A role or a field names a record that is not there."""
    OPTION = "option"
    """An option of a directive is unknown or cannot have its value."""
    UNKNOWN = "unknown"
    """A directive or a role that neither briefkit nor any extension has."""
    ANCHOR = "anchor"
    """A relative date hangs on an unknown step, or on itself."""
    DISCLAIMER = "disclaimer"
    """A disclaimer is unknown, expired, unfilled, missing or contradicts another."""
    FIGURE = "figure"
    """A picture is missing, is none, or lacks what the paper needs of it."""
    PAPER = "paper"
    """The PDF of a briefing could not be made, or something in it could not be set."""


class FindingKind(StrEnum):
    """Kinds of findings: what the checks say of the policy itself. A finding never fails a build."""

    OVERDUE = "overdue"
    """The date has passed and the step is not done."""
    STALE_STATUS = "stale-status"
    """A date before the day of the facts with a status that says it is still to come."""
    PREDECESSOR = "predecessor"
    """A date before the date of a step that it depends on."""
    CYCLE = "cycle"
    """Steps depend on each other in a circle."""
    DEADLOCK = "deadlock"
    """A circle of dependencies that runs across parties."""
    UNVERIFIED = "unverified"
    """Verified without a verification body and evidence."""
    SELF_VERIFIED = "self-verified"
    """A verification body that also owes the step."""
    UNSECURED = "unsecured"
    """A binding step without benchmark, verification or remedy."""
    UNFOUNDED_BREACH = "unfounded-breach"
    """A breach found without a finder or a remedy."""
    FUTURE_FACTS = "future-facts"
    """Facts as of a day after the date of the briefing."""
    UNSOURCED = "unsourced"
    """A position or a stance without a source."""
    OUTDATED = "outdated"
    """A record whose ``valid-until`` lies before the day of the facts."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was typed: a file, with its line (from 1), or its sheet and cell."""

    file: str
    line: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}, {self.cell}"
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Bad input: shown as one warning. ``text`` says what is wrong, what is allowed and what to do."""

    kind: Kind
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of the policy. ``record`` is the id of the record that it speaks of."""

    kind: FindingKind
    text: str
    place: Place
    record: str


def closest(word: str, allowed: Iterable[str]) -> str:
    """The name of *allowed* that is close to *word*, else nothing."""
    names = {name.casefold(): name for name in allowed}
    close = difflib.get_close_matches(word.casefold().replace("_", "-").replace(" ", "-"), names, n=1, cutoff=0.6)
    return names[close[0]] if close else ""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """``" Did you mean 'x'?"`` where a name of *allowed* is close to *word*, else nothing."""
    close = closest(word, allowed)
    return f" Did you mean '{close}'?" if close else ""


def listing(words: Iterable[str], limit: int = 30) -> str:
    """The allowed words for a message: ``a, b or c``, shortened where there are more than *limit*."""
    names = list(words)
    if len(names) > limit:
        names = [*names[:limit], f"{len(names) - limit} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}" if names else "nothing"
