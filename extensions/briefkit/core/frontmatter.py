"""The front matter of a briefing: its model, and what other parts ask of it.

Field names are those of the MyST specification (https://mystmd.org/spec/frontmatter) where it has one, and
briefkit's own under ``briefing:``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from textwrap import shorten
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo
from sphinx.environment import BuildEnvironment

from briefkit.core.briefings import paper_of
from briefkit.core.dates import DateError, parse
from briefkit.core.domain import brief
from briefkit.core.fields import Date, Flag, Model, OneOrMany, TermOf, fault
from briefkit.core.problems import listing, nearest
from briefkit.core.vocabularies import Vocabularies, canonical


def _name(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class Affiliation(Model):
    name: str
    department: str | None = None
    city: str | None = None
    country: str | None = None
    url: str | None = None


class Author(Model):
    name: str
    orcid: str | None = None
    email: str | None = None
    url: str | None = None
    affiliations: OneOrMany[Annotated[Affiliation, BeforeValidator(_name)]] = ()
    affiliation: OneOrMany[Annotated[Affiliation, BeforeValidator(_name)]] = ()
    roles: OneOrMany[str] = ()
    corresponding: Flag | None = None
    note: str | None = None


class PreparedFor(Model):
    """Who a paper is prepared for, and the meeting that takes it."""

    body: str
    meeting: str | None = None
    date: Date | None = None
    item: str | None = None
    procedure: str | None = None


class Identifiers(Model):
    isbn_pdf: str | None = None
    isbn_print: str | None = None
    issn: str | None = None
    catalogue: str | None = None


class Cover(Model):
    image: str | None = None
    alt: str | None = None
    credit: str | None = None


class Change(Model):
    """A line of the version history."""

    version: str | None = None
    date: Date | None = None
    kind: Literal["update", "correction"] = "update"
    text: str


class Approval(Model):
    role: str
    name: str | None = None
    on: Date | None = None
    version: str | None = None


class Withdrawn(Model):
    on: Date | None = None
    reason: str | None = None


class Marking(Model):
    """What is printed on every page, with a restriction beside it."""

    label: str
    text: str | None = None


class Translation(Model):
    lang: str = ""
    slug: str | None = None
    title: str | None = None
    url: str | None = None


class Embargo(Model):
    """When an embargo ends: in EDTF, else in the writer's own words, with what is wrong with them."""

    until: str = ""
    fault: str = ""


_EMBARGO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)\s*(Z|[+-]\d\d:?\d\d)", re.ASCII)
_GIVEN, _NONE = {"true", "yes", "on"}, {"false", "no", "off", "none"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _embargo(value: Any) -> Any:
    """A paper whose embargo cannot be read is under one all the same: it is safer to mark too much."""
    if isinstance(value, Embargo):
        return value
    typed = ", ".join(_texts(value))
    if typed.lower() in _NONE:
        raise fault("is no time with a zone. Leave the field out where there is no embargo.")
    found = _EMBARGO.fullmatch(typed) if isinstance(value, str) else None
    if found is None:
        until = re.sub(r"^until\s+|\.$", "", typed, flags=re.IGNORECASE)
        wrong = "is no time with a zone. Write it as 2025-08-15T06:00+02:00."
        return Embargo(until="" if until.lower() in _GIVEN else until, fault=f"'{shorten(typed, 80)}' {wrong}")
    time = f"{found[1]}T{found[2]}{found[3]}"
    try:
        parse(time)
    except DateError as error:
        return Embargo(until=typed, fault=f"'{typed}' {error}")
    return Embargo(until=time)


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value of any form."""
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(item)
    if isinstance(value, str) and value.strip():
        yield " ".join(value.split())


def _withdrawn(value: Any) -> Any:
    """A withdrawal in short: the day, the reason, or that it is so. None of these may leave a paper standing."""
    if not isinstance(value, str):
        return value
    typed = value.strip()
    if typed.lower() in _NONE:
        return None
    if typed.lower() in _GIVEN:
        return Withdrawn()
    try:
        return Withdrawn(on=datetime.date.fromisoformat(typed))
    except ValueError:
        return Withdrawn(reason=typed)


def _language(value: Any) -> Any:
    if isinstance(value, str) and not _LANGUAGE.fullmatch(value.strip()):
        raise fault("is no language tag. Write it as en, fr or pt-BR.")
    return value


def _scale(value: Any, info: ValidationInfo) -> Any:
    scales = list((info.context or {}).get("vocabularies", Vocabularies()).scales)
    code = canonical(value) if isinstance(value, str) else value
    if isinstance(code, str) and code not in scales:
        raise fault(f"is no scale of likelihood. Allowed: {listing(scales)}.{nearest(code, scales)}")
    return code


Language = Annotated[str, BeforeValidator(_language)]


class Briefing(Model):
    """What stands under ``briefing:``."""

    number: str | None = None
    type: Annotated[str, TermOf("paper-type")] = "briefing"
    status: Annotated[str, TermOf("paper-status")] = "draft"
    version: str | None = None
    as_of: Date | None = None
    question: str | None = None
    language: Language | None = None
    marking: (
        Annotated[Marking, BeforeValidator(lambda value: {"label": value} if isinstance(value, str) else value)] | None
    ) = None
    disclaimers: OneOrMany[str] = ()
    topics: OneOrMany[str] = ()
    publisher: str | None = None
    contact: str | None = None
    funding: str | None = None
    prepared_for: (
        Annotated[PreparedFor, BeforeValidator(lambda value: {"body": value} if isinstance(value, str) else value)]
        | None
    ) = None
    series: str | None = None
    identifiers: Identifiers | None = None
    cover: Cover | None = None
    embargo: Annotated[Embargo, BeforeValidator(_embargo)] | None = None
    likelihood_scale: Annotated[str, BeforeValidator(_scale)] | None = None
    history: list[Change] = Field(default_factory=list)
    approvals: list[Approval] = Field(default_factory=list)
    supersedes: OneOrMany[str] = ()
    superseded_by: str | None = None
    withdrawn: Annotated[Withdrawn | None, BeforeValidator(_withdrawn)] = None
    translation_of: str | None = None
    translations: OneOrMany[
        Annotated[Translation, BeforeValidator(lambda value: {"lang": value} if isinstance(value, str) else value)]
    ] = ()
    distribution: OneOrMany[str] = ()
    acknowledgements: str | None = None
    numbered_paragraphs: Flag = False
    paper: Literal["a4", "letter"] = "a4"
    print: Literal["single", "double"] = "single"
    data: Literal["none", "public"] = "none"


class FrontMatter(Model):
    """The whole front matter, without the keys that MyST and Sphinx read themselves."""

    title: str | None = None
    subtitle: str | None = None
    short_title: str | None = None
    description: str | None = None
    date: Date | None = None
    authors: OneOrMany[Annotated[Author, BeforeValidator(_name)]] = ()
    author: OneOrMany[Annotated[Author, BeforeValidator(_name)]] = ()
    keywords: OneOrMany[str] = ()
    license: str | None = None
    doi: str | None = None
    copyright: str | None = None
    abbreviations: dict[str, str] = Field(default_factory=dict)
    funding: str | None = None
    acknowledgements: str | None = None
    language: Language | None = None
    briefing: Briefing | None = None

    @property
    def writers(self) -> tuple[Author, ...]:
        return tuple(self.authors) or tuple(self.author)

    @property
    def as_of(self) -> datetime.date | None:
        """The day of which the facts are known: the briefing's date where nothing else is said."""
        return (self.briefing.as_of if self.briefing else None) or self.date


def front_of(env: BuildEnvironment, docname: str) -> FrontMatter:
    """The front matter of the briefing that a document belongs to; empty where it has none."""
    paper = paper_of(env, docname)
    found = brief(env).data["front"].get(paper.root if paper else docname)
    return found if isinstance(found, FrontMatter) else FrontMatter()


def language_of(env: BuildEnvironment, docname: str) -> str:
    """The language of a document: of its briefing, else of the project."""
    paper = paper_of(env, docname)
    return (paper.language if paper else "") or env.config.language or "en"
