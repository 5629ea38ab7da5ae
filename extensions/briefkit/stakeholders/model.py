"""A stakeholder: what it is, what it wants, and what it can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from briefkit.core.fields import Date, Entry, Model, OneOrMany, RecordModel, Scale, Slug, TermOf, Text, slug
from briefkit.core.problems import Finding, FindingKind
from briefkit.core.records import Form, Key, Record, Shape


def _source(value: Any) -> Any:
    return {"source": value} if isinstance(value, str) else value


class Source(Model):
    """A citation key or a link, and how it may be quoted."""

    source: str
    attribution: Annotated[str, TermOf("attribution")] | None = None


Sources = OneOrMany[Annotated[Source, BeforeValidator(_source)]]


class Position(Model):
    """What a stakeholder says it wants on one issue."""

    stance: Annotated[str, TermOf("stance")] | None = None
    text: Text | None = None
    sources: Sources = ()


class Relation(Model):
    """Another stakeholder, and what it is to this one."""

    to: Slug
    kind: Annotated[str, TermOf("relation")] = "ally"


def _raci(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


Raci = Annotated[Literal["r", "a", "c", "i"], BeforeValidator(_raci)]


def _positions(value: Any) -> Any:
    """Issues with a mere text get a mapping, so that all issues are alike."""
    if not isinstance(value, dict):
        return value
    return {issue: {"text": one} if isinstance(one, str) or one is None else one for issue, one in value.items()}


class Stakeholder(RecordModel):
    """A record of a ``stakeholder-table``; free texts are MyST."""

    id: Slug = ""
    name: str
    short: str | None = None
    kind: Annotated[str, TermOf("kind")] | None = None
    role: OneOrMany[Annotated[str, TermOf("role")]] = ()
    stance: Annotated[str, TermOf("stance")] | None = None
    position: Annotated[Text | dict[str, Position], BeforeValidator(_positions)] | None = None
    vote: Annotated[str, TermOf("vote")] | None = None
    interests: OneOrMany[Text] = ()
    red_lines: OneOrMany[Text] = ()
    asks: OneOrMany[Text] = ()
    offers: OneOrMany[Text] = ()
    leverage: OneOrMany[Text] = ()
    constraints: OneOrMany[Text] = ()
    movement: Annotated[str, TermOf("movement")] | None = None
    influence: Scale | None = None
    stake: Scale | None = None
    confidence: Annotated[str, TermOf("confidence")] | None = None
    engagement: Annotated[str, TermOf("engagement")] | None = None
    relations: OneOrMany[Relation] = ()
    raci: Mapping[str, Raci] | None = None
    owner: str | None = None
    next_step: Text | None = None
    sources: Sources = ()
    as_of: Date | None = None
    valid_until: Date | None = None
    audience: str | None = None

    @property
    def key(self) -> str:
        """The id, or the slug of the name."""
        return self.id or slug(self.name)

    @property
    def how_to_engage(self) -> str | None:
        """The engagement that was given, else the quadrant of the power/interest grid (Mendelow, 1991)."""
        if self.engagement or self.influence is None or self.stake is None:
            return self.engagement
        strong, keen = self.influence > 3, self.stake > 3
        return {
            (True, True): "manage-closely",
            (True, False): "keep-satisfied",
            (False, True): "keep-informed",
            (False, False): "monitor",
        }[strong, keen]


_LISTS = ("role", "interests", "red-lines", "asks", "offers", "leverage", "constraints", "sources")
SHAPE = Shape(main="stakeholders", forms={**dict.fromkeys(_LISTS, Form.LIST), "relations": Form.PAIRS}, title="name")

DEFAULT_COLUMNS = ("name", "stance", "position")

COLUMNS: dict[str, tuple[str, int]] = {
    "name": ("Actor", 26),
    "short": ("Short name", 14),
    "id": ("Id", 14),
    "kind": ("Kind", 16),
    "role": ("Role", 18),
    "stance": ("Stance", 16),
    "position": ("Position", 32),
    "vote": ("Vote", 12),
    "interests": ("Interests", 24),
    "red-lines": ("Red lines", 24),
    "asks": ("Asks", 24),
    "offers": ("Offers", 24),
    "leverage": ("Leverage", 24),
    "constraints": ("Constraints", 24),
    "movement": ("Movement", 14),
    "influence": ("Influence", 12),
    "stake": ("Stake", 12),
    "confidence": ("Confidence", 14),
    "engagement": ("Engagement", 18),
    "relations": ("Relations", 20),
    "raci": ("Responsibilities", 22),
    "owner": ("Our contact", 16),
    "next-step": ("Next step", 22),
    "sources": ("Sources", 20),
    "as-of": ("As of", 14),
    "valid-until": ("Valid until", 14),
    "audience": ("Audience", 14),
}
"""The heading of each column, as a gettext message, and its share of the width in plain text."""


def merged(own: Record, registered: Record | None) -> Record:
    """A record with what the organisation's register says of the fields that it does not give."""
    if registered is None:
        return own
    places: dict[Key, Any] = registered.places | own.places
    return Record(registered.values | own.values, places)


def checks(entry: Entry[Stakeholder], as_of: Any) -> list[Finding]:
    """What the checks say of one stakeholder, without what it accepts."""
    one, found = entry.model, []
    says = one.stance not in {None, "not-assessed", "undeclared"}
    issues = one.position.items() if isinstance(one.position, dict) else ()
    if not one.sources and (says or isinstance(one.position, str)):
        found.append((FindingKind.UNSOURCED, f"{one.name}: its stance or position has no source", "position"))
    elif not one.sources:
        found += [
            (FindingKind.UNSOURCED, f"{one.name}: its position on {issue} has no source", "position")
            for issue, position in issues
            if not position.sources and (position.text or position.stance not in {None, "not-assessed"})
        ]
    if one.valid_until and as_of and one.valid_until < as_of:
        found.append((
            FindingKind.OUTDATED,
            f"{one.name}: valid until {one.valid_until}, before the day of the facts, {as_of}",
            "valid-until",
        ))  # fmt: skip
    return [
        Finding(kind, text, entry.record.place(field), one.key)
        for kind, text, field in found
        if str(kind) not in one.accept
    ]
