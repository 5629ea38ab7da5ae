"""The front matter of a briefing: its model, and reading it from the source with its lines.

Field names are those of the MyST specification (https://mystmd.org/spec/frontmatter) where it has one, and
briefkit's own under ``briefing:``. The source is read here and not from Sphinx's metadata, which has lost types,
lines and the difference between a text and a mapping.
"""

from __future__ import annotations

import datetime
import json
import re
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, Field, ValidationInfo
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from briefkit.core.briefings import front_matter, paper_of, papers
from briefkit.core.domain import brief
from briefkit.core.fields import Date, Flag, Model, OneOrMany, TermOf, fault, validate
from briefkit.core.house import house
from briefkit.core.problems import Finding, FindingKind, Kind, Problem, listing, nearest
from briefkit.core.records import Record, read_mapping
from briefkit.core.report import report
from briefkit.core.vocabularies import Vocabularies, canonical

PASSED_ON = ("myst", "substitutions", "html_meta", "orphan", "tocdepth", "nocomments", "nosearch", "no-search")
"""Keys that MyST and Sphinx read themselves."""

FOREIGN = {
    "abstract", "affiliations", "alternates", "alternatives", "arxiv", "banner", "banner-optimized", "biblio", "bibliography",
    "binder", "content-includes-title", "copyright-year", "data-availability", "dedication", "downloads", "edit-url",
    "editors", "enumerator", "execute", "export", "exports", "file-format", "first-page", "github", "id", "issue",
    "jupytext", "kernelspec", "label", "last-page", "math", "mystnb", "name", "numbering", "oembed", "open-access",
    "options", "parts", "pmcid", "pmid", "reviewers", "settings", "site", "skip-execution", "social", "source-url",
    "subject", "tags", "thumbnail", "thumbnail-optimized", "venue", "version", "volume",
}  # fmt: skip
"""Top-level keys of the MyST specification and of common extensions: they pass without a word."""


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


_EMBARGO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?\s*(Z|[+-]\d\d:?\d\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _embargo(value: Any) -> Any:
    if isinstance(value, str) and not _EMBARGO.fullmatch(value.strip()):
        raise fault("is no time with a zone. Write it as 2025-08-15T06:00+02:00.")
    return value


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
    embargo: Annotated[str, BeforeValidator(_embargo)] | None = None
    likelihood_scale: Annotated[str, BeforeValidator(_scale)] | None = None
    history: list[Change] = Field(default_factory=list)
    approvals: list[Approval] = Field(default_factory=list)
    supersedes: OneOrMany[str] = ()
    superseded_by: str | None = None
    withdrawn: Withdrawn | None = None
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


def _read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Read the front matter with its lines, and leave to MyST what it reads itself."""
    is_myst = app.env.doc2path(docname).suffix in {".md", ".myst", ".markdown"}
    head, count = front_matter(source[0]) if is_myst else ("", 0)
    app.env.briefkit_head = count  # type: ignore[attr-defined]  # of the document that is being read
    if not count:
        return
    file = str(app.env.doc2path(docname))
    record, problems = read_mapping(head, file, 2)
    passed = {key: record.values.pop(key.replace("_", "-"), None) for key in PASSED_ON}
    known = {key: value for key, value in record.values.items() if key not in FOREIGN}
    model, more = validate(FrontMatter, Record(known, record.places), house(app.env).vocabularies)
    report(Problem(Kind.FRONT_MATTER if p.kind in _AS_FRONT else p.kind, p.text, p.place) for p in [*problems, *more])
    brief(app.env).data["front"][docname] = model or FrontMatter()
    # Whoever says more of these fields, once all is read, says it at their own line.
    fields = {name: record.place("briefing", name) for name in ("disclaimers", "marking")}
    brief(app.env).data["used"].setdefault(docname, {})["places"] = fields
    if model:
        report(_unknown_marking(model, record, house(app.env).vocabularies))
        brief(app.env).note_findings(docname, _future(model, record, docname))
    source[0] = _for_myst(
        head,
        {key for key, value in passed.items() if value is not None},
        count,
        source[0],
        (model.title if model else "") or (paper.slug if (paper := papers(app.env).get(docname)) else ""),
    )


_AS_FRONT = {Kind.KEY, Kind.VALUE, Kind.MISSING}


def _unknown_marking(model: FrontMatter, record: Record, vocabularies: Vocabularies) -> list[Problem]:
    """A marking of no scheme is told and printed all the same: it is safer to mark too much."""
    marking = model.briefing.marking if model.briefing else None
    if marking is None or vocabularies.find_marking(marking.label):
        return []
    known = vocabularies.known_markings()
    text = (
        f"briefing.marking: '{marking.label}' is no label of a known scheme; it is printed as it was typed. "
        f"Known: {listing(known)}. Declare your own under 'markings' in conf/vocabularies.yml.{nearest(marking.label, known)}"
    )
    return [Problem(Kind.FRONT_MATTER, text, record.place("briefing", "marking"))]


def _future(model: FrontMatter, record: Record, docname: str) -> list[Finding]:
    as_of = model.briefing.as_of if model.briefing else None
    if not (as_of and model.date and as_of > model.date):
        return []
    text = f"as-of: {as_of} lies after the date of the briefing, {model.date}: facts cannot be known of a later day"
    return [Finding(FindingKind.FUTURE_FACTS, text, record.place("briefing", "as-of"), docname)]


def _for_myst(head: str, keys: set[str], count: int, text: str, title: str) -> str:
    """The source with just the keys that MyST reads, on as many lines as before."""
    kept: dict[str, Any] = {}
    for key, block in _top_level(head):
        if key in keys:
            try:
                kept.update(yaml.safe_load(block) or {})
            except (yaml.YAMLError, ValueError):
                continue
    # MyST wants these two under its own key and says so otherwise.
    for key in ("substitutions", "html_meta"):
        if key in kept and isinstance(kept.setdefault("myst", {}), dict):
            kept["myst"][key] = kept.pop(key)
    lines = text.removeprefix("\ufeff").split("\n")[count:]
    head_lines = ["---", json.dumps(kept, default=str), "---"] if kept else [""]
    if title and not has_level_1("\n".join(lines)):
        # A heading of words only: the transform that sets titles puts the title itself there, as plain text.
        head_lines.append("# " + (" ".join(re.findall(r"\w+", title)) or "Title"))
    filler = [""] * (count - len(head_lines))
    return "\n".join([*head_lines, *filler, *lines])


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|:{3,})")


def has_level_1(text: str) -> bool:
    """Whether a MyST text has a heading of level 1 outside of its fences."""
    fence, before = "", ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif match:
            fence = match[1]
        elif re.match(r" {0,3}#(\s|$)", line) or (before.strip() and re.match(r" {0,3}=+\s*$", line)):
            return True
        before = line
    return False


def _top_level(head: str) -> list[tuple[str, str]]:
    """The front matter cut at its top-level keys, each with its lines."""
    blocks: list[tuple[str, list[str]]] = []
    for line in head.split("\n"):
        if match := re.match(r"([A-Za-z_][\w-]*)\s*:", line):
            blocks.append((match[1], [line]))
        elif blocks:
            blocks[-1][1].append(line)
    return [(key, "\n".join(lines)) for key, lines in blocks]


def setup(app: Sphinx) -> None:
    app.connect("source-read", _read, priority=100)
