"""What a field of a milestone looks like, in a step of the timeline and in a cell of the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes

from briefkit.core.calendarwords import format_span
from briefkit.core.dates import DateError, parse_every
from briefkit.core.fields import Entry
from briefkit.core.tables import signed, status_word
from briefkit.core.words import punctuation, words
from briefkit.milestones import nodes as mn
from briefkit.milestones.model import Milestone, phase_of

if TYPE_CHECKING:
    from briefkit.milestones.directive import MilestoneTimeline

COLUMNS: dict[str, tuple[str, int]] = {
    "title": ("Step", 26),
    "date": ("Date", 20),
    "status": ("Status", 18),
    "id": ("Id", 14),
    "description": ("Description", 30),
    "obligor": ("Owed by", 20),
    "beneficiary": ("Owed to", 20),
    "verification": ("Verified by", 22),
    "remedy": ("If not", 24),
    "benchmark": ("How one can tell", 24),
    "incentive": ("Incentive", 22),
    "phase": ("Phase", 16),
    "track": ("Track", 14),
    "depends-on": ("Depends on", 20),
    "found-by": ("Found by", 18),
    "binding": ("Binding", 10),
    "reversible": ("Reversible", 12),
    "score": ("Implementation", 16),
    "likelihood": ("Likelihood", 14),
    "confidence": ("Confidence", 14),
    "clause": ("Clause", 12),
    "sources": ("Sources", 20),
    "audience": ("Audience", 14),
}
"""The heading of each field, as a gettext message, and its share of the width in plain text."""

_ID = re.compile(r"[a-z][a-z0-9-]*")

STEP_FIELDS = ("obligor", "verification", "remedy")
TABLE_COLUMNS = ("title", "date", "status", "obligor", "verification")


def _line(*parts: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *parts)


def typed_date(entry: Entry[Milestone]) -> str:
    """What was typed as a date that could not be read: it is printed as it stands."""
    typed = entry.record.values.get("date")
    return typed if isinstance(typed, str) and entry.model.present is None else ""


class Cells:
    """Makes the nodes of fields for one directive. What needs other records is filled in after reading."""

    def __init__(self, directive: MilestoneTimeline) -> None:
        self.directive = directive
        self.say = words(directive.language)
        self.mark = partial(punctuation, language=directive.language)

    def cell(self, entry: Entry[Milestone], key: str) -> list[nodes.Node]:
        """A cell of the table."""
        one = entry.model
        match key:
            case "title":
                return [_line(*self.directive.content_of.inline(one.title, entry.record.place("title")))]
            case "date":
                return [mn.cell_date(key=one.key, typed=typed_date(entry))]
            case "status":
                return [mn.cell_status("", "", *self.status(entry), key=one.key)]
            case _:
                return self.blocks(entry, key)

    def status(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        code = entry.model.status
        if not code:
            return []
        terms = self.directive.vocabularies
        word = terms.label("milestone-status", code, self.directive.language)
        node = status_word(code=terms.behaves_as("milestone-status", code))
        return [signed(node, terms.term("milestone-status", code).sign, word)]

    def blocks(self, entry: Entry[Milestone], key: str) -> list[nodes.Node]:
        """A field as blocks; nothing where it was not given."""
        made = getattr(self, f"_{key.replace('-', '_')}", None)
        if made is not None:
            found: list[nodes.Node] = made(entry)
            return found
        value = getattr(entry.model, key.replace("-", "_"), None)
        if value is None or value == ():
            return []
        if isinstance(value, bool):
            return [_line(nodes.Text(self.say("Yes") if value else self.say("No")))]
        return self.directive.blocks(entry, str(value), key)

    def parties(self, names: Sequence[str]) -> list[nodes.Node]:
        """Parties by their names, ``A; B``."""
        parts: list[nodes.Node] = []
        for name in names:
            parts += [nodes.Text(self.mark("; "))] if parts else []
            parts.append(mn.party(name, name, target=name))
        return parts

    def _obligor(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        return [_line(*self.parties(entry.model.obligor))] if entry.model.obligor else []

    def _beneficiary(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        return [_line(*self.parties(entry.model.beneficiary))] if entry.model.beneficiary else []

    def _found_by(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        return [_line(*self.parties(entry.model.found_by))] if entry.model.found_by else []

    def _verification(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        one = entry.model.verification
        if one is None:
            return []
        if one.text and _ID.fullmatch(one.text.strip()):  # a stakeholder in short, or a mere word
            return [_line(*self.parties([one.text.strip()]))]
        blocks = self.directive.blocks(entry, one.text, "verification") if one.text else []
        parts = self.parties(one.body)
        details: list[nodes.Node] = []
        for name in ("method", "frequency", "evidence"):
            if text := getattr(one, name):
                details += [nodes.Text(self.mark(", "))] if details else []
                details += self.directive.content_of.inline(text, entry.record.place("verification", name))
        if one.verified_on:
            from briefkit.core.face import day

            details += [nodes.Text(self.mark(", "))] if details else []
            details.append(nodes.Text(day(one.verified_on, self.directive.language)))
        if parts or details:
            blocks.insert(0, _line(*parts, *([nodes.Text(self.mark(": "))] if parts and details else []), *details))
        return blocks

    def _remedy(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        steps = entry.model.remedy
        typed = entry.record.values.get("remedy")
        parts: list[list[nodes.Node]] = []
        for number, step in enumerate(steps):
            path = ("remedy", number) if isinstance(typed, list) else ("remedy",)
            blocks = self.directive.blocks(entry, step.step, *path, "step")
            more: list[nodes.Node] = []
            if step.deadline:
                more.append(nodes.Text(f", {self._deadline(step.deadline)}"))
            if step.decided_by:
                more += [
                    nodes.Text(f" ({self.say('decided by')} "),
                    mn.party("", step.decided_by, target=step.decided_by),
                    nodes.Text(")"),
                ]
            if more and blocks and isinstance(blocks[-1], nodes.paragraph):
                _without_stop(blocks[-1])
                blocks[-1] += more
            parts.append(blocks)
        if len(parts) < 2:
            return parts[0] if parts else []
        return [
            nodes.enumerated_list(
                "", *(nodes.list_item("", *part) for part in parts), enumtype="arabic", prefix="", suffix="."
            )
        ]

    def _deadline(self, text: str) -> str:
        """A deadline from the finding: a span in words, or the text as it was typed."""
        try:
            span = format_span(parse_every(text), self.directive.language, "within")
        except DateError:
            return text
        return self.say("within {span} of the finding").replace("{span}", span)

    def _benchmark(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        one = entry.model.benchmark
        if one is None:
            return []
        blocks = self.directive.blocks(entry, one.text, "benchmark") if one.text else []
        unit = f" {one.unit}" if one.unit else ""
        for label, value in (
            (self.say("Baseline"), one.baseline),
            (self.say("Target"), one.target),
            (self.say("Now"), one.value),
        ):
            if value:
                blocks.append(_line(nodes.Text(f"{label}{self.mark(': ')}{value}{unit}")))
        if one.indicator:
            blocks.insert(0, _line(nodes.Text(one.indicator)))
        return blocks

    def _depends_on(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        parts: list[nodes.Node] = []
        for link in entry.model.depends_on:
            parts += [nodes.Text(self.mark("; "))] if parts else []
            parts.append(self.directive.reference("milestone", link.id, entry.record.place("depends-on")))
            if link.reading_of:
                parts += [
                    nodes.Text(f" ({self.say('as read by')} "),
                    mn.party("", link.reading_of, target=link.reading_of),
                    nodes.Text(")"),
                ]
        return [_line(*parts)] if parts else []

    def _phase(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        phase = phase_of(entry.model, [item.model for item in self.directive.phases])
        text = phase.title if phase else entry.model.phase
        return [_line(nodes.Text(text))] if text else []

    def _track(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        return self._term("track", entry.model.track)

    def _confidence(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        return self._term("confidence", entry.model.confidence)

    def _likelihood(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        return self._term("likelihood", entry.model.likelihood)

    def _score(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        return self._term("score", None if entry.model.score is None else str(entry.model.score))

    def _term(self, name: str, code: str | None) -> list[nodes.Node]:
        return (
            [_line(nodes.Text(self.directive.vocabularies.label(name, code, self.directive.language)))] if code else []
        )

    def _sources(self, entry: Entry[Milestone]) -> list[nodes.Node]:
        parts: list[nodes.Node] = []
        for source in entry.model.sources:
            parts += [nodes.Text(self.mark("; "))] if parts else []
            parts += self.directive.source_nodes(source.source, entry.record.place("sources"))
            if source.attribution:
                label = self.directive.vocabularies.label("attribution", source.attribution, self.directive.language)
                parts.append(nodes.Text(f" ({label})"))
        return [_line(*parts)] if parts else []


def _without_stop(paragraph: nodes.paragraph) -> None:
    """Take the stop off a sentence that goes on."""
    last = paragraph.children[-1] if paragraph.children else None
    if isinstance(last, nodes.Text) and last.rstrip().endswith("."):
        paragraph.replace(last, nodes.Text(last.rstrip()[:-1]))
