"""The outside of a paper, ready to print in its language: one object for the HTML theme and for the PDF."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sphinx.environment import BuildEnvironment

from briefkit.core.briefings import members, paper_of
from briefkit.core.calendarwords import format_day
from briefkit.core.domain import brief
from briefkit.core.editions import PAGE, gone, named, page_address, standing
from briefkit.core.frontmatter import Author, Briefing, FrontMatter, PreparedFor, front_of, language_of
from briefkit.core.house import house
from briefkit.core.imprint import Line, bare_doi, imprint, linked, run
from briefkit.core.licences import licence
from briefkit.core.numbering import labelled
from briefkit.core.state import State, state_of
from briefkit.core.titles import sections, squeeze
from briefkit.core.vocabularies import Vocabularies
from briefkit.core.words import direction, fixed_words, join, punctuation, separated, words


@dataclass(frozen=True, kw_only=True)
class Face:
    """What the title block, the running lines, the imprint and the metadata of a paper say."""

    slug: str
    title: str
    """What metadata and lists call it."""
    heading: str
    """What the paper itself shows as its title."""
    subtitle: str
    short_title: str
    kind: str
    kind_code: str
    number: str
    authors: list[dict[str, str]]
    byline: list[Line]
    facts: list[dict[str, str]]
    notes: list[str]
    publisher: str
    description: str
    keywords: list[str]
    topics: list[str]
    language: str
    direction: str
    date: str
    date_iso: str
    as_of: str
    version: str
    status: str
    status_code: str
    marking: dict[str, str] | None
    question: str
    paper: str
    print: str
    license: str
    license_url: str
    doi: str
    rights: str
    footer_notice: str = ""
    state: State | None = None
    """What a paper says on every page that is not out yet, or no longer stands."""
    notice: Line = field(default_factory=list)
    """What the head of a paper says that no longer stands."""
    watermark: bool = False
    """Whether it is printed behind the text too."""
    disclaimers: list[dict[str, Any]] = field(default_factory=list)
    """Those among the notes, as lines of the imprint, to which a cover without room for them leaves them."""
    imprint: list[dict[str, Any]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)


def face_of(env: BuildEnvironment, docname: str) -> Face:
    """The face of the paper that a document belongs to; papers named in ``conf.py`` take Sphinx's own settings."""
    paper = paper_of(env, docname)
    root = paper.root if paper else docname
    names = members(env, paper) if paper else [root]
    parts = {part for name in names for part in brief(env).data["used"].get(name, {}).get("parts", ())}
    made = _Maker(env, root, paper.slug if paper else docname, front_of(env, root), parts).make()
    placed = [notice for name in names for notice in _notices(env, name)]
    return replace(
        made,
        notes=[*made.notes, *(notice["text"] for notice in placed if notice["place"] == "cover")],
        disclaimers=[
            {"label": notice["title"], "lines": [linked(notice["text"])], "note": notice["text"]}
            for notice in placed
            if notice["place"] == "cover"
        ],
        footer_notice=" ".join(
            [
                *([made.state.line] if made.state and made.state.line else []),
                *(notice["text"] for notice in placed if notice["place"] == "footer"),
            ]
        ),
        imprint=[
            *made.imprint,
            *(
                {"label": notice["title"], "lines": [linked(notice["text"])]}
                for notice in placed
                if notice["place"] == "imprint"
            ),
        ],
    )


def _notices(env: BuildEnvironment, docname: str) -> list[dict[str, str]]:
    """What a document puts onto the cover, into the footer or into the imprint: ``place``, ``title``, ``text``."""
    found: list[dict[str, str]] = brief(env).data["used"].get(docname, {}).get("placed", [])
    return found


class _Maker:
    """Puts a face together; each method prints one thing."""

    def __init__(
        self, env: BuildEnvironment, root: str, slug: str, front: FrontMatter, placed: Collection[str]
    ) -> None:
        self.env, self.root, self.slug, self.front, self.placed = env, root, slug, front, placed
        self.briefing = front.briefing or Briefing()
        self.language = language_of(env, root)
        self.say = words(self.language)
        self.vocabularies: Vocabularies = house(env).vocabularies
        self.title, self.heading = self._titles()
        self.address = page_address(env.config, root)
        self.publisher = (
            self.briefing.publisher or house(env).publisher or ("" if front.briefing else env.config.project)
        )
        self.writers: Sequence[Author] = front.writers or (
            () if front.briefing or not _given(env.config.author) else (Author(name=env.config.author),)
        )
        self.status = standing(env, slug, self.briefing, self.vocabularies)
        taken_on = self.day(self.briefing.withdrawn.on) if self.briefing.withdrawn else ""
        self.state, self.notice = gone(env, slug, front, self.vocabularies, self.language, taken_on) or (
            state_of(self.briefing, self.vocabularies, self.language) if front.briefing else None,
            [],
        )
        self.version = self.briefing.version or ("" if front.briefing else env.config.version)

    def _titles(self) -> tuple[str, str]:
        node = self.env.titles.get(self.root)
        # The first of several headings is that of a section, and no title.
        heading = node.astext() if node is not None and sections(self.env, self.root) < 2 else ""
        title = self.front.title or heading or self.env.config.project
        return title, title if not heading or squeeze(heading) == squeeze(title) else heading

    def other(self, name: str) -> Line:
        return named(self.env, name)

    def credits(self) -> list[Line]:
        """Each picture with its number, its credit and its licence."""
        lines: list[Line] = []
        paper = paper_of(self.env, self.root)
        for name in members(self.env, paper) if paper else [self.root]:
            numbers = self.env.toc_fignumbers.get(name, {}).get("figure", {})
            for ident, line in brief(self.env).data["used"].get(name, {}).get("credits", ()):
                known = numbers.get(ident)
                label = labelled(self.env, name, "figure", known) if known else self.say("Picture")
                lines.append([run(label, "strong", f"{PAGE}{name}#{ident}"), run(" "), *line])
        return lines

    def day(self, value: date | None) -> str:
        return day(value, self.language) if value else ""

    def label(self, vocabulary: str, code: str) -> str:
        return self.vocabularies.label(vocabulary, code, self.language)

    def make(self) -> Face:
        front, briefing = self.front, self.briefing
        name, url = licence(front.license, self.language) if front.license else ("", "")
        return Face(
            slug=self.slug,
            title=self.title,
            heading=self.heading,
            subtitle=front.subtitle or "",
            short_title=front.short_title or self.heading,
            kind=self.label("paper-type", briefing.type) if front.briefing else "",
            kind_code=self.vocabularies.behaves_as("paper-type", briefing.type),
            number=briefing.number or "",
            authors=[self._author(author) for author in self.writers],
            byline=self._byline(),
            facts=self._facts(),
            notes=self._notes(),
            publisher=self.publisher,
            description=front.description or "",
            keywords=list(front.keywords),
            topics=list(briefing.topics),
            language=self.language,
            direction=direction(self.language),
            date=self.day(front.date),
            date_iso=front.date.isoformat() if front.date else "",
            as_of=self.day(front.as_of),
            version=self.version,
            status=self.label("paper-status", self.status) if front.briefing else "",
            status_code=self.vocabularies.behaves_as("paper-status", self.status) if front.briefing else "",
            marking=self._marking(),
            question=briefing.question or "",
            paper=briefing.paper,
            print=briefing.print,
            license=name,
            license_url=url,
            doi=bare_doi(front.doi or ""),
            rights=self.rights(),
            state=self.state,
            notice=self.notice,
            watermark=house(self.env).settings.watermark,
            imprint=imprint(self),
            words=fixed_words(self.language),
        )

    def _author(self, author: Author) -> dict[str, str]:
        places = [place.name for place in (*author.affiliations, *author.affiliation)]
        return {
            "name": author.name,
            "affiliation": separated(places, self.language),
            "orcid": (author.orcid or "").removeprefix("https://orcid.org/"),
            "email": author.email or "",
        }

    def _byline(self) -> list[Line]:
        """Authors with one affiliation stand together; the affiliation follows their names."""
        groups: dict[str, list[str]] = {}
        for author in self.writers:
            groups.setdefault(self._author(author)["affiliation"], []).append(author.name)
        lines = []
        for affiliation, names in groups.items():
            line: Line = []
            for text, is_name in _joined(names, self.language):
                line.append(run(text, "strong" if is_name else ""))
            lines.append([*line, *([run(affiliation, "affiliation")] if affiliation else [])])
        return lines

    def _facts(self) -> list[dict[str, str]]:
        say = self.say
        given = [
            (say("Date"), self.day(self.front.date), ""),
            (say("Facts as of"), self.day(self.front.as_of), ""),
            (say("Version"), self.version, ""),
        ]
        if self.front.briefing:
            sign = self.vocabularies.term("paper-status", self.status).sign
            given.append((say("Status"), self.label("paper-status", self.status), sign))
        return [{"label": label, "value": value, "sign": sign} for label, value, sign in given if value]

    def _notes(self) -> list[str]:
        briefing, say = self.briefing, self.say
        notes = []
        if self.state and self.state.line and not self.notice:
            notes.append(self.state.line)
        notes += [
            say("Corrected on {date}.").format(date=self.day(change.date))
            for change in briefing.history
            if change.kind == "correction" and change.date and change.version in {None, self.version}
        ]
        if briefing.prepared_for:
            notes.append(say("Prepared for {body}.").format(body=self.prepared(briefing.prepared_for)))
        return notes

    def prepared(self, value: PreparedFor) -> str:
        parts = [value.body, value.meeting, self.say("item {item}").format(item=value.item) if value.item else None]
        return separated((part or "" for part in [*parts, self.day(value.date), value.procedure]), self.language)

    def _marking(self) -> dict[str, str] | None:
        if self.briefing.marking is None:
            return None
        own = self.vocabularies.marking(self.briefing.marking.label)
        return own | {"text": self.briefing.marking.text or own.get("text", "")}

    def marked(self) -> str:
        """The marking in words: that of the running lines is not heard by a screen reader."""
        marking = self._marking()
        return separated((marking["label"], marking["text"]), self.language) if marking else ""

    def scale(self) -> list[str]:
        """The key of the declared scale of likelihood, a line for each range."""
        if not self.briefing.likelihood_scale:
            return []
        key = self.vocabularies.scale_key(self.briefing.likelihood_scale, self.language)
        colon = punctuation(": ", self.language)
        return [separated(labels, self.language) + colon + reach for labels, reach in key]

    def rights(self) -> str:
        if self.front.copyright:
            return self.front.copyright
        return f"© {self.front.date.year} {self.publisher}" if self.front.date and self.publisher else ""


def day(value: date, language: str) -> str:
    """A day as it is read, ``13 August 2025``, whose parts stay on one line."""
    return format_day(value, language)


def _given(author: str) -> bool:
    return bool(author) and author not in {"unknown", "Author name not set"}


def _joined(names: list[str], language: str) -> list[tuple[str, bool]]:
    """``A, B and C`` as pieces, each with whether it is a name."""
    marks = [chr(0xE000 + number) for number in range(len(names))]
    pieces: list[tuple[str, bool]] = []
    for letter in join(marks, language):
        if letter in marks:
            pieces.append((names[marks.index(letter)], True))
        elif pieces and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + letter, False)
        else:
            pieces.append((letter, False))
    return pieces
