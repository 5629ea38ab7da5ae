"""A milestone: its date, who owes it, how one can tell, who confirms it, and what follows if not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, ValidationInfo

from briefkit.core.dates import DateError, Span, When, parse, parse_every
from briefkit.core.fields import Date, Flag, Model, OneOrMany, RecordModel, Slug, TermOf, Text, fault, slug
from briefkit.core.problems import nearest
from briefkit.core.records import Form, Shape
from briefkit.core.vocabularies import Vocabularies, canonical


def _when(value: Any) -> When:
    if isinstance(value, When):
        return value
    try:
        return parse(str(value))
    except DateError as error:
        raise fault(str(error)) from None


def _every(value: Any) -> Span:
    if isinstance(value, Span):
        return value
    try:
        return parse_every(str(value))
    except DateError as error:
        raise fault(str(error)) from None


WhenField = Annotated[When, PlainValidator(_when, json_schema_input_type=str), PlainSerializer(lambda when: when.text)]
"""A date as :mod:`briefkit.core.dates` reads it."""
EveryField = Annotated[
    Span,
    PlainValidator(_every, json_schema_input_type=str),
    PlainSerializer(lambda span: f"{span.number} {span.unit}"),
]
"""A recurrence such as ``7d``."""


def _named(field: str) -> BeforeValidator:
    """A mere text stands for a mapping with one field."""
    return BeforeValidator(lambda value: {field: value} if isinstance(value, str) else value)


class Source(Model):
    """A citation key or a link, and how it may be quoted."""

    source: str
    attribution: Annotated[str, TermOf("attribution")] | None = None


class Dependency(Model):
    """A step that must come first. ``reading-of`` is the party that alone reads it into the text."""

    id: Annotated[
        str,
        BeforeValidator(lambda value: value.strip().replace("_", "-") if isinstance(value, str) else value),
    ]
    kind: Annotated[str, TermOf("dependency")] = "hard"
    text: Text | None = None
    reading_of: str | None = None


def _dependencies(value: Any) -> Any:
    if isinstance(value, str):
        return [part for part in (piece.strip() for piece in value.split(",")) if part]
    return [value] if isinstance(value, dict) else [] if value is None else value


class Benchmark(Model):
    """How one can tell: an indicator with its values, or a text."""

    text: Text | None = None
    indicator: str | None = None
    unit: str | None = None
    baseline: str | None = None
    target: str | None = None
    value: str | None = None


class Verification(Model):
    """Who confirms a step and how, or a text that says so."""

    text: Text | None = None
    body: OneOrMany[str] = ()
    method: Text | None = None
    frequency: str | None = None
    evidence: Text | None = None
    verified_on: Date | None = None


class RemedyStep(Model):
    """What follows on a breach; ``deadline`` counts from the finding."""

    step: Text
    deadline: str | None = None
    decided_by: str | None = None


class Phase(Model):
    """A step of the staged framework, with the conditions on which it begins and ends."""

    id: Slug = ""
    title: str
    purpose: Text | None = None
    entry: Text | None = None
    exit: Text | None = None

    @property
    def key(self) -> str:
        """The id, or the slug of the title."""
        return self.id or slug(self.title)


def _status(value: Any) -> Any:
    return "scheduled" if isinstance(value, str) and value.strip().lower() == "planned" else value


def _track(value: Any, info: ValidationInfo) -> Any:
    """A track of the list by its code; another one is a text, unless it is a slip of the pen."""
    if not isinstance(value, str):
        return value
    vocabularies: Vocabularies = (info.context or {}).get("vocabularies") or Vocabularies()
    codes = vocabularies.codes("track")
    code = canonical(value)
    if code in codes:
        return code
    if close := nearest(code, codes):
        raise fault(f"is not known.{close} A track of another name is taken as it is written.")
    return value.strip()


_SCORES = {"not-initiated": "0", "minimal": "1", "intermediate": "2", "complete": "3"}


def _score(value: Any) -> Any:
    word = canonical(value) if isinstance(value, str) else str(value)
    number = _SCORES.get(word, word)
    if number not in _SCORES.values():
        raise fault("is no score. Allowed: 0 (not initiated), 1 (minimal), 2 (intermediate) or 3 (complete).")
    return int(number)


class Milestone(RecordModel):
    """A record of a ``milestone-timeline``; ``title`` is inline MyST, free texts are MyST.

    The score is that of the Peace Accords Matrix (Kroc Institute): 0 not initiated to 3 complete.
    """

    id: Slug = ""
    title: str
    description: Text | None = None
    date: WhenField | None = None
    every: EveryField | None = None
    baseline: WhenField | None = None
    forecast: WhenField | None = None
    actual: WhenField | None = None
    phase: str | None = None
    track: Annotated[str, BeforeValidator(_track)] | None = None
    status: Annotated[str, TermOf("milestone-status"), BeforeValidator(_status)] | None = None
    obligor: OneOrMany[str] = ()
    beneficiary: OneOrMany[str] = ()
    depends_on: Annotated[tuple[Annotated[Dependency, _named("id")], ...], BeforeValidator(_dependencies)] = ()
    benchmark: Annotated[Benchmark, _named("text")] | None = None
    verification: Annotated[Verification, _named("text")] | None = None
    incentive: Text | None = None
    remedy: OneOrMany[Annotated[RemedyStep, _named("step")]] = ()
    found_by: OneOrMany[str] = ()
    binding: Flag | None = None
    reversible: Flag | None = None
    score: Annotated[Literal[0, 1, 2, 3], BeforeValidator(_score)] | None = None
    likelihood: Annotated[str, TermOf("likelihood")] | None = None
    confidence: Annotated[str, TermOf("confidence")] | None = None
    clause: str | None = None
    sources: OneOrMany[Annotated[Source, _named("source")]] = ()
    as_of: Date | None = None
    audience: str | None = None

    @property
    def key(self) -> str:
        """The id, or the slug of the title."""
        return self.id or slug(self.title)

    @property
    def present(self) -> When | None:
        """The date that counts now, also as an anchor: what happened, else is expected, else was set."""
        return self.actual or self.forecast or self.date

    @property
    def plan(self) -> When | None:
        """The date that was planned: the baseline, else the date that was set, else what is expected."""
        return self.baseline or self.date or self.present

    @property
    def typed_dates(self) -> list[tuple[str, When]]:
        """Each date that was given, with the name of its field."""
        fields = (
            ("date", self.date),
            ("baseline", self.baseline),
            ("forecast", self.forecast),
            ("actual", self.actual),
        )
        return [(name, when) for name, when in fields if when is not None]


def phase_of(milestone: Milestone, phases: Iterable[Phase]) -> Phase | None:
    """The phase that a milestone names by its id or its title; nothing where it names none of them."""
    name = (milestone.phase or "").strip().casefold()
    wanted = canonical(name)
    return next((one for one in phases if one.key == wanted or one.title.casefold() == name), None) if name else None


_LISTS = ("obligor", "beneficiary", "sources", "found-by")
SHAPE = Shape(
    main="milestones",
    others=("phases",),
    fields={
        name: frozenset(field.replace("_", "-") for field in cls.model_fields)
        for name, cls in (("milestones", Milestone), ("phases", Phase))
    },
    forms={**dict.fromkeys(_LISTS, Form.LIST), "depends-on": Form.IDS, "remedy": Form.STEPS},
    steps={"remedy": ("step", "deadline", "decided-by")},
    title="title",
)
