"""How a paper stands to others: what took its place, what it replaces, whether it was taken back."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from briefkit.core.briefings import Paper, papers
from briefkit.core.domain import brief
from briefkit.core.frontmatter import Briefing, FrontMatter, front_of
from briefkit.core.imprint import Line, around, linked, run
from briefkit.core.problems import Kind, Place, Problem, listing, nearest
from briefkit.core.report import report
from briefkit.core.state import State
from briefkit.core.vocabularies import Vocabularies
from briefkit.core.words import locale, words

_GONE = {"withdrawn", "superseded"}
PAGE = "doc:"
"""What the address of a document of the project begins with, until a page or a PDF knows its own: ``doc:name#id``."""


def page_address(config: Config, docname: str, name: str = "") -> str:
    """The address of a place on the published pages; nothing where the project does not say where these are."""
    base = str(config.html_baseurl or "")
    suffix = str(config.html_link_suffix or config.html_file_suffix or ".html")
    return f"{base.rstrip('/')}/{docname}{suffix}" + (f"#{name}" if name else "") if base else ""


def find(env: BuildEnvironment, name: str) -> Paper | None:
    """The paper of this project that front matter names by its slug or its number."""
    for paper in papers(env).values():
        front = front_of(env, paper.root)
        if name == paper.slug or (front.briefing and front.briefing.number == name):
            return paper
    return None


def named(env: BuildEnvironment, name: str) -> Line:
    """Another paper as it is printed: with its title and a link where it is one of this project, else as it was typed."""
    paper = find(env, name)
    if paper is None:
        return linked(name)
    number, title = _number(env, paper), _title(env, paper)
    return [run(f"{number}, {title}" if number else title, "", f"{PAGE}{paper.root}")]


def _number(env: BuildEnvironment, paper: Paper) -> str:
    briefing = front_of(env, paper.root).briefing
    return (briefing.number if briefing else "") or ""


def _title(env: BuildEnvironment, paper: Paper) -> str:
    heading = env.titles.get(paper.root)
    return front_of(env, paper.root).title or (heading.astext() if heading is not None else paper.slug)


def _in_short(env: BuildEnvironment, paper: Paper) -> str:
    """Another paper where there is no room for all of its name, as in running lines."""
    return _number(env, paper) or front_of(env, paper.root).short_title or _title(env, paper)


def successor(env: BuildEnvironment, slug: str, briefing: Briefing) -> str:
    """What took the place of a paper: as it says itself, else a paper that says so of it."""
    if briefing.superseded_by:
        return briefing.superseded_by
    known: dict[str, str] = getattr(env, "briefkit_successors", {})
    found = known.get(slug) or known.get(briefing.number or "", "")
    return found if found != slug else ""


def _note_successors(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Learn which papers say that they replace others, and how each is named in the paper that it replaces."""
    successors: dict[str, str] = {}
    for paper in papers(env).values():
        briefing = front_of(env, paper.root).briefing
        successors |= dict.fromkeys(briefing.supersedes if briefing else (), paper.slug)
    env.briefkit_successors = successors  # type: ignore[attr-defined]  # kept with the environment
    new = {}
    for paper in papers(env).values():
        briefing = front_of(env, paper.root).briefing
        if briefing and (follower := successor(env, paper.slug, briefing)):
            new[paper.root] = repr(named(env, follower))
    env.briefkit_followers = new  # type: ignore[attr-defined]  # as above
    return []


def standing(env: BuildEnvironment, slug: str, briefing: Briefing, vocabularies: Vocabularies) -> str:
    """The status that is printed: what a paper says itself, unless it was taken back or replaced all the same."""
    code = vocabularies.behaves_as("paper-status", briefing.status)
    if briefing.withdrawn and code != "withdrawn":
        return "withdrawn"
    if code not in _GONE and successor(env, slug, briefing):
        return "superseded"
    return briefing.status


_SLUG = re.compile(r"[a-z][a-z0-9_-]*")
"""What can only be the slug of a paper of the project: titles, numbers and addresses of others look different."""


def _check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Tell of papers that are named and unknown, and of two that each take the place of the other."""
    report(_unknown(env))
    found = dict(_replacements(env))
    for (older, newer), place in found.items():
        if older < newer and (other := found.get((newer, older))):
            text = (
                f"By this line '{newer}' takes the place of '{older}', and by "
                f"{os.path.relpath(other.file, env.srcdir)}:{other.line} '{older}' that of '{newer}'. Take one of the two away."
            )
            report([Problem(Kind.FRONT_MATTER, text, place)])


def _unknown(env: BuildEnvironment) -> Iterator[Problem]:
    """A problem for each slug that is none of a paper of this project."""
    slugs = [paper.slug for paper in papers(env).values()]
    for paper in papers(env).values():
        briefing = front_of(env, paper.root).briefing
        places = brief(env).data["used"].get(paper.root, {}).get("places", {})
        for field, name in _others(briefing) if briefing else ():
            if not _SLUG.fullmatch(name) or find(env, name):
                continue
            text = (
                f"briefing.{field}: '{name}' is no paper of this project, and is printed as it was typed. Write the slug "
                f"or the number of one ({listing(slugs, 8)}), or the title or the address of a paper that is published "
                f"elsewhere.{nearest(name, slugs)}"
            )
            yield Problem(Kind.FRONT_MATTER, text, places.get((field, name)) or places[field])


def _others(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """The other papers that front matter names, each with its field."""
    yield from (("supersedes", name) for name in briefing.supersedes)
    for field, given in (("superseded-by", briefing.superseded_by), ("translation-of", briefing.translation_of)):
        if given:
            yield field, given
    for item in briefing.translations:
        is_short = not (item.slug or item.title or item.url)
        if is_short and item.lang.partition("-")[0] not in locale("en").languages:
            yield "translations", item.lang
        elif item.slug and not item.title:
            yield "translations", item.slug


def _replacements(env: BuildEnvironment) -> Iterator[tuple[tuple[str, str], Place]]:
    """The slugs of each paper and of what took its place, and where that is said."""
    for paper in papers(env).values():
        briefing = front_of(env, paper.root).briefing
        places = brief(env).data["used"].get(paper.root, {}).get("places", {})
        for name in briefing.supersedes if briefing else ():
            if older := find(env, name):
                yield (older.slug, paper.slug), places["supersedes"]
        if briefing and briefing.superseded_by and (newer := find(env, briefing.superseded_by)):
            yield (paper.slug, newer.slug), places["superseded-by"]


def gone(
    env: BuildEnvironment, slug: str, front: FrontMatter, vocabularies: Vocabularies, language: str, day: str
) -> tuple[State, Line] | None:
    """The state of a paper that no longer stands, and the notice of it; *day* is that of its withdrawal, or nothing."""
    briefing = front.briefing
    if briefing is None:
        return None
    say, status = words(language), standing(env, slug, briefing, vocabularies)
    code = vocabularies.behaves_as("paper-status", status)
    if code not in _GONE:
        return None
    follower = successor(env, slug, briefing)
    pattern, paper = say("Superseded by {paper}."), find(env, follower)
    replaced = around(pattern, named(env, follower)) if follower else []
    if code == "withdrawn":
        told = say("Withdrawn on {date}.").format(date=day) if day else say("Withdrawn.")
        reason = briefing.withdrawn.reason if briefing.withdrawn else None
        parts = [[run(told)], linked(reason) if reason else [], replaced]
        line = told
    else:
        parts = [replaced or [run(say("This paper has been superseded."))]]
        short = _in_short(env, paper) if paper else follower
        line = pattern.format(paper=short) if follower else ""
    sign = vocabularies.sign("paper-status", status)
    notice: Line = []
    for part in parts:
        notice += [*([run(" ")] if notice and part else []), *part]
    notice[0]["style"] = "strong"
    return State(vocabularies.label("paper-status", status, language), sign, line), notice


def setup(app: Sphinx) -> None:
    app.connect("env-get-updated", _note_successors)
    app.connect("env-check-consistency", _check)
