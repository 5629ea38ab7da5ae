"""Reading front matter from the source with its lines, and leaving to MyST what it reads itself.

Sphinx's own metadata has lost types, lines and the difference between a text and a mapping.
"""

from __future__ import annotations

import json
import re
from typing import Any

import yaml
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from briefkit.core.briefings import front_matter, is_guest, papers, plain_slug
from briefkit.core.domain import brief
from briefkit.core.fields import validate
from briefkit.core.frontmatter import FrontMatter
from briefkit.core.house import house
from briefkit.core.problems import Finding, FindingKind, Kind, Place, Problem, listing, nearest
from briefkit.core.records import Record, read_mapping
from briefkit.core.report import report
from briefkit.core.vocabularies import Vocabularies

PASSED_ON = ("myst", "substitutions", "html_meta", "orphan", "tocdepth", "nocomments", "nosearch", "no-search")
"""Keys that MyST and Sphinx read themselves."""

PLACED = ("disclaimers", "marking", "supersedes", "superseded-by", "translation-of", "translations")
"""Fields under ``briefing:`` of which more is said once all is read."""

FOREIGN = {
    "abstract", "affiliations", "alternates", "alternatives", "arxiv", "banner", "banner-optimized", "biblio", "bibliography",
    "binder", "content-includes-title", "copyright-year", "data-availability", "dedication", "downloads", "edit-url",
    "editors", "enumerator", "execute", "export", "exports", "file-format", "first-page", "github", "id", "issue",
    "jupytext", "kernelspec", "label", "last-page", "math", "mystnb", "name", "numbering", "oembed", "open-access",
    "options", "parts", "pmcid", "pmid", "reviewers", "settings", "site", "skip-execution", "social", "source-url",
    "subject", "tags", "thumbnail", "thumbnail-optimized", "venue", "version", "volume",
}  # fmt: skip
"""Top-level keys of the MyST specification and of common extensions: they pass without a word."""


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
    odd = [*_halves(known, record), *_self_named(app.env, docname, known, record)]
    model, more = validate(FrontMatter, Record(known, record.places), house(app.env).vocabularies)
    if is_guest(app.env) and "briefing" not in known:
        brief(app.env).data["front"][docname] = model or FrontMatter()
        return
    if model:
        more += _doubts(model, record, house(app.env).vocabularies)
    told = sorted([*odd, *more], key=lambda problem: problem.place.line or 0)
    report(Problem(Kind.FRONT_MATTER if p.kind in _AS_FRONT else p.kind, p.text, p.place) for p in [*problems, *told])
    brief(app.env).data["front"][docname] = model or FrontMatter()
    # Whoever says more of these fields, once all is read, says it at their own line.
    fields: dict[Any, Place] = {name: record.place("briefing", name) for name in PLACED}
    fields |= _places_of_items(record) | {"cover": record.place("briefing", "cover", "image")}
    brief(app.env).data["used"].setdefault(docname, {})["places"] = fields
    if model:
        report(_same_name(app.env, docname, record))
        brief(app.env).note_findings(docname, _future(model, record, docname))
    source[0] = _for_myst(
        head,
        {key for key, value in passed.items() if value is not None},
        count,
        source[0],
        (model.title if model else "") or (paper.slug if (paper := papers(app.env).get(docname)) else ""),
    )


def _places_of_items(record: Record) -> dict[tuple[str, str], Place]:
    """Where each item of the lists under ``briefing:`` was typed that :data:`PLACED` has, by its field and its text."""
    briefing = record.values.get("briefing")
    given = briefing if isinstance(briefing, dict) else {}
    found: dict[tuple[str, str], Place] = {}
    for field in PLACED:
        for number, item in enumerate(given[field] if isinstance(given.get(field), list) else ()):
            typed = item.get("slug") if isinstance(item, dict) else item
            found.setdefault((field, str(typed).strip()), record.place("briefing", field, number))
    return found


def _halves(known: dict[str, Any], record: Record) -> list[Problem]:
    """Take out abbreviations of which one half is missing."""
    given = known.get("abbreviations")
    if not isinstance(given, dict):
        return []
    problems = []
    for short, long in given.items():
        if not short.strip():
            text = f"abbreviations: what is short for '{long}' is missing. Write 'EU: European Union'."
        elif long is None or not str(long).strip():
            text = f"abbreviations.{short}: what it is short for is missing. Write '{short}: …', or take it away."
        else:
            continue
        problems.append(Problem(Kind.FRONT_MATTER, text, record.place("abbreviations", short)))
    known["abbreviations"] = {short: long for short, long in given.items() if short.strip()}
    return problems


def _self_named(env: BuildEnvironment, docname: str, known: dict[str, Any], record: Record) -> list[Problem]:
    """Take out the name of the paper itself where another is asked for."""
    paper, briefing = papers(env).get(docname), known.get("briefing")
    if paper is None or not isinstance(briefing, dict):
        return []
    own, problems, kept = {paper.slug, str(briefing.get("number") or paper.slug).strip()}, [], dict(briefing)
    for field in ("supersedes", "superseded-by"):
        value = briefing.get(field)
        names = value if isinstance(value, list) else [value]
        mine = [name for name in names if isinstance(name, str) and name.strip() in own]
        if mine:
            text = f"briefing.{field}: '{mine[0]}' is this paper itself. Name the other paper, or take it away."
            problems.append(Problem(Kind.FRONT_MATTER, text, record.place("briefing", field)))
            kept[field] = [name for name in names if name not in mine] if isinstance(value, list) else None
    known["briefing"] = kept
    return problems


_AS_FRONT = {Kind.KEY, Kind.VALUE, Kind.MISSING}


def _doubts(model: FrontMatter, record: Record, vocabularies: Vocabularies) -> list[Problem]:
    """What can be printed, and is hardly what was meant."""
    return [
        *_contradictions(model, record, vocabularies),
        *_unknown_marking(model, record, vocabularies),
        *_unread_embargo(model, record),
    ]


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


def _unread_embargo(model: FrontMatter, record: Record) -> list[Problem]:
    embargo = model.briefing.embargo if model.briefing else None
    if embargo is None or not embargo.fault:
        return []
    text = f"briefing.embargo: {embargo.fault} The paper is marked as embargoed all the same."
    return [Problem(Kind.FRONT_MATTER, text, record.place("briefing", "embargo"))]


def _contradictions(model: FrontMatter, record: Record, vocabularies: Vocabularies) -> list[Problem]:
    """A paper that no longer stands says so with its status, which lists, pages and search engines show."""
    briefing = model.briefing
    if briefing is None:
        return []
    status = vocabularies.behaves_as("paper-status", briefing.status)
    if briefing.withdrawn and status != "withdrawn":
        field, told, cure = "withdrawn", "the paper is taken back", "withdrawn"
    elif briefing.superseded_by and status not in {"superseded", "withdrawn"}:
        field, told, cure = "superseded-by", "another paper has taken the place of this one", "superseded"
    else:
        return []
    text = f"briefing.{field}: {told}, and its status is '{briefing.status}'. Write 'status: {cure}'."
    return [Problem(Kind.FRONT_MATTER, text, record.place("briefing", field))]


def _same_name(env: BuildEnvironment, docname: str, record: Record) -> list[Problem]:
    """Two papers cannot have one file, and names and references need to know whose they are."""
    paper = papers(env).get(docname)
    plain = plain_slug(docname, paper.scope) if paper else ""
    if paper is None or paper.slug == plain:
        return []
    other = next(one for one in papers(env).values() if one.slug.lower() == plain.lower())
    text = (
        f"'{env.doc2path(other.root, base=False)}' is called '{plain}' too, so this paper is '{paper.slug}.pdf', "
        f"and others name it '{paper.slug}'. Give one of them a folder of another name."
    )
    return [Problem(Kind.DUPLICATE, text, record.place())]


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
