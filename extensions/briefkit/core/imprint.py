"""The imprint of a paper: every field of the front matter that was given, where a reader looks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from briefkit.core.frontmatter import Author, Briefing, FrontMatter, PreparedFor
from briefkit.core.licences import licence
from briefkit.core.state import embargo_end, embargo_line
from briefkit.core.words import join, punctuation, separated

Run = dict[str, str]
"""A piece of a line: ``text``, ``style`` (``""``, ``"emph"``, ``"strong"`` or ``"affiliation"``) and ``href``."""
Line = list[Run]


def run(text: str, style: str = "", href: str = "") -> Run:
    return {"text": text, "style": style, "href": href}


_LINK = re.compile(r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]])")


def linked(text: str) -> Line:
    """A plain text with its e-mail and web addresses as links."""
    line, start = [], 0
    for match in _LINK.finditer(text):
        if match.start() > start:
            line.append(run(text[start : match.start()]))
        href = f"mailto:{match['mail']}" if match["mail"] else match["url"]
        line.append(run(match[0], "", href))
        start = match.end()
    return [*line, run(text[start:])] if start < len(text) or not line else line


class Source(Protocol):
    """What the imprint is made from."""

    front: FrontMatter
    briefing: Briefing
    title: str
    publisher: str
    version: str
    address: str
    """Where its page is published; nothing where that is not known."""
    writers: Sequence[Author]
    language: str
    notice: Line
    placed: Collection[str]
    """The parts that a directive prints: abbreviations, history, approvals."""
    say: Callable[[str], str]

    def day(self, value: date | None) -> str: ...
    def label(self, vocabulary: str, code: str) -> str: ...
    def prepared(self, value: PreparedFor) -> str: ...
    def rights(self) -> str: ...
    def other(self, name: str) -> Line: ...
    def credits(self) -> list[Line]: ...
    def marked(self) -> str: ...
    def scale(self) -> list[str]: ...


def imprint(paper: Source) -> list[dict[str, Any]]:
    """The fields of the imprint in order: ``{"label", "lines"}``, those that were given."""
    say = paper.say
    fields = [(say(label), list(lines(paper))) for label, lines in _FIELDS if _PLACED.get(label) not in paper.placed]
    return [{"label": label, "lines": lines} for label, lines in fields if lines]


def _citation(paper: Source) -> Iterator[Line]:
    """Authors (year). Title: subtitle. Type and number, version. Publisher. Address."""
    if not paper.writers and not paper.publisher:
        return
    names = join([author.name for author in paper.writers], paper.language) or paper.publisher
    year = str(paper.front.date.year) if paper.front.date else paper.say("n.d.")
    title = paper.title
    if paper.front.subtitle:
        pattern = "{title} {subtitle}" if _is_ended(title) else paper.say("{title}: {subtitle}")
        title = pattern.format(title=title, subtitle=paper.front.subtitle)
    kind = paper.label("paper-type", paper.briefing.type) if paper.front.briefing else ""
    version = paper.say("version {version}").format(version=paper.version) if paper.version else ""
    numbered = " ".join(part for part in (kind, paper.briefing.number) if part)
    tail = separated((numbered, version), paper.language)
    ends = [end for end in (tail, paper.publisher if paper.publisher != names else "") if end]
    text = "".join(f" {end}" if _is_ended(end) else f" {end}." for end in ends)
    line = [run(f"{names} ({year}). "), run(title, "emph"), run(("" if _is_ended(title) else ".") + text)]
    doi = bare_doi(paper.front.doi or "")
    if url := f"https://doi.org/{doi}" if doi else paper.address:
        line += [run(" "), run(url, "", url)]
    yield [item for item in line if item["text"]]


def _is_ended(text: str) -> bool:
    """Whether a text ends with a mark of its own, after which no stop is set."""
    return text.rstrip("”»“’)").endswith((".", "!", "?", "…", "؟"))


def _authors(paper: Source) -> Iterator[Line]:
    for author in paper.writers:
        orcid = (author.orcid or "").removeprefix("https://orcid.org/")
        if not (orcid or author.email or author.note or author.roles or author.url):
            continue
        line = [run(author.name)]
        comma = punctuation(", ", paper.language)
        for detail in (separated(author.roles, paper.language), author.note or ""):
            line += [run(comma + detail)] if detail else []
        if author.email:
            line += [run(comma), *linked(author.email)]
        if orcid:
            line += [run(f"{comma}ORCID "), run(orcid, "", f"https://orcid.org/{orcid}")]
        if author.url:
            line += [run(comma), *linked(author.url)]
        yield line


def _identifiers(paper: Source) -> Iterator[Line]:
    given = paper.briefing.identifiers
    parts: Line = []
    for label, value in (
        ("ISBN (PDF)", given and given.isbn_pdf),
        ("ISBN", given and given.isbn_print),
        ("ISSN", given and given.issn),
        (paper.say("Catalogue"), given and given.catalogue),
    ):
        if value:
            parts += [run(f"{' · ' if parts else ''}{label} {value}")]
    if doi := bare_doi(paper.front.doi or ""):
        parts += [run(" · " if parts else ""), run(f"doi:{doi}", "", f"https://doi.org/{doi}")]
    if parts:
        yield parts


def _history(paper: Source) -> Iterator[Line]:
    for change in paper.briefing.history:
        colon = punctuation(": ", paper.language)
        start = separated((change.version or "", paper.day(change.date)), paper.language)
        kind = paper.say("correction") if change.kind == "correction" else ""
        text = colon.join(part for part in (kind, change.text) if part)
        yield [run(start + colon if start else ""), *linked(text)]


def _approvals(paper: Source) -> Iterator[Line]:
    for approval in paper.briefing.approvals:
        version = paper.say("version {version}").format(version=approval.version) if approval.version else ""
        given = [part for part in (approval.name or "", paper.day(approval.on), version) if part]
        told = separated(given, paper.language) or paper.say("open")
        yield [run(approval.role + punctuation(": ", paper.language) + told)]


def _translations(paper: Source) -> Iterator[Line]:
    if paper.briefing.translation_of:
        yield around(paper.say("Translation of {paper}"), paper.other(paper.briefing.translation_of))
    for item in paper.briefing.translations:
        name: Line = [run(item.title)] if item.title else paper.other(item.slug) if item.slug else []
        comma = [run(punctuation(", ", paper.language))] if name and item.url else []
        line = [*name, *comma, *(linked(item.url) if item.url else [])]
        if item.lang and line:
            yield [run(item.lang + punctuation(": ", paper.language)), *line]
        elif item.lang or line:
            yield line or paper.other(item.lang)  # a language, or another paper in short


def _replaces(paper: Source) -> Iterator[Line]:
    for name in paper.briefing.supersedes:
        yield around(paper.say("Supersedes {paper}."), paper.other(name))


def _notice(paper: Source) -> Iterator[Line]:
    if paper.notice:
        yield paper.notice


def around(pattern: str, line: Line) -> Line:
    """A sentence with a place for another paper, filled."""
    before, _, after = pattern.partition("{paper}")
    return [item for item in (run(before), *line, run(after)) if item["text"]]


def _rights(paper: Source) -> Iterator[Line]:
    name, url = licence(paper.front.license, paper.language) if paper.front.license else ("", "")
    parts = [run(f"{paper.rights()}. " if name else paper.rights())] if paper.rights() else []
    if name:
        parts.append(run(name, "", url))
    if parts:
        yield parts


def _abbreviations(paper: Source) -> Iterator[Line]:
    for short, long in paper.front.abbreviations.items():
        yield [run(short, "strong"), run(f" {long}")]


def _scale(paper: Source) -> Iterator[Line]:
    for line in paper.scale():
        yield [run(line)]


def _text(get: Callable[[Source], str | None]) -> Callable[[Source], Iterator[Line]]:
    def lines(paper: Source) -> Iterator[Line]:
        if value := get(paper):
            yield linked(value)

    return lines


def bare_doi(doi: str) -> str:
    for start in ("https://doi.org/", "http://doi.org/", "http://dx.doi.org/", "doi:"):
        doi = doi.removeprefix(start)
    return doi.strip()


def _prepared_for(paper: Source) -> str | None:
    return paper.prepared(paper.briefing.prepared_for) if paper.briefing.prepared_for else None


def _embargo(paper: Source) -> str:
    return embargo_end(paper.briefing, paper.language) or embargo_line(paper.briefing, paper.language)


def _credits(paper: Source) -> Iterator[Line]:
    cover = paper.briefing.cover
    if cover and cover.credit:
        yield [run(paper.say("Cover"), "strong"), run(" "), *linked(cover.credit)]
    yield from paper.credits()


_FIELDS: tuple[tuple[str, Callable[[Source], Iterator[Line]]], ...] = (
    ("Suggested citation", _citation),
    ("Publisher", _text(lambda paper: paper.publisher)),
    ("Series", _text(lambda paper: paper.briefing.series)),
    ("Contact", _text(lambda paper: paper.briefing.contact)),
    ("Authors", _authors),
    ("Prepared for", _text(_prepared_for)),
    ("Identifiers", _identifiers),
    ("Funding", _text(lambda paper: paper.briefing.funding or paper.front.funding)),
    ("Acknowledgements", _text(lambda paper: paper.briefing.acknowledgements or paper.front.acknowledgements)),
    ("Topics", _text(lambda paper: separated(paper.briefing.topics, paper.language))),
    ("Keywords", _text(lambda paper: separated(paper.front.keywords, paper.language))),
    ("Embargo", _text(_embargo)),
    ("Marking", _text(lambda paper: paper.marked())),
    ("Distribution", _text(lambda paper: separated(paper.briefing.distribution, paper.language))),
    ("Approvals", _approvals),
    ("Versions", _history),
    ("Status", _notice),
    ("Replaces", _replaces),
    ("Translations", _translations),
    ("Abbreviations", _abbreviations),
    ("Words of likelihood", _scale),
    ("Credits", _credits),
    ("Licence", _rights),
)

_PLACED = {"Approvals": "approvals", "Versions": "history", "Abbreviations": "abbreviations"}
"""What is not told a second time where a directive prints it."""
