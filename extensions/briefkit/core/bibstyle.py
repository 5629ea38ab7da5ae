"""How sources are cited and listed: ``(Allan, 2020)``, and ``Allan, D. (2020). Title. Publisher.``"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from docutils import nodes
from pybtex.database import Entry, Person
from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.unsrt import Style
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib.bibtex.plugin import register_plugin as register_referencing
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from briefkit.core.biblanguage import Backend, declared, in_language, is_foreign
from briefkit.core.collation import alphabetical
from briefkit.core.spoken import quotes
from briefkit.core.words import RIGHT, direction, join, punctuation, words

NAME = "briefkit"


class AuthorYearList(Style):  # type: ignore[misc]  # pybtex carries no types
    """A list by authors and years; each entry begins with what is cited."""

    # Classes, not names: for a name, pybtex reads what all installed packages offer, for each list again.
    default_name_style = find_plugin("pybtex.style.names", "plain")
    default_label_style = find_plugin("pybtex.style.labels", "number")
    default_sorting_style = find_plugin("pybtex.style.sorting", "author_year_title")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.sort = _sorted

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:  # its base's
        language = _language(entry)
        names = _names(entry, language)
        year = entry.fields.get("year", words(language)("n.d."))
        parts = [part for part in [names, Text(" (", year, "). "), *_sentences(entry, str(names), language)] if part]
        # Names and years are of no language, and the words between them of the paper's, unless all is in the other's.
        is_whole = language != spoken.get() and language == declared(entry, spoken.get())
        return FormattedEntry(entry.key, in_language(parts, language) if is_whole else Text(*parts), label)


spoken: ContextVar[str] = ContextVar("spoken", default="en")
"""The language of the paper whose sources are being listed."""


def _language(entry: Entry) -> str:
    """The language of the words in an entry: the paper's, unless the names are written in the other direction."""
    names = str(_names(entry, "en"))
    written = "rtl" if RIGHT.search(names) else "ltr"
    if written == direction(spoken.get()):
        return spoken.get()
    given = declared(entry, spoken.get())
    return given if given and direction(given) == written else "ar" if written == "rtl" else "en"


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    language = spoken.get()

    def key(entry: Entry) -> Any:
        title = alphabetical(str(_rich(entry, "title") or ""), language)
        return alphabetical(str(_names(entry, language)), language), entry.fields.get("year", ""), title

    return sorted(entries, key=key)


def _joined(names: Sequence[Text], language: str) -> Text:
    """``A, B and C`` in *language*."""
    marks = [chr(0xE000 + number) for number in range(len(names))]
    pieces = re.split("([\ue000-\uf8ff])", join(marks, language))
    return Text(*[names[ord(piece) - 0xE000] if piece in marks else piece for piece in pieces if piece])


_BODIES = ("organization", "institution", "publisher", "school", "howpublished")


def _latex(text: str) -> Text:
    """A text of a bibliography, whose LaTeX is read where it has any; a parser is dear."""
    return Text.from_latex(text) if re.search(r"[\\{}$~%#&]|--|``|''", text) else Text(text)


def _rich(entry: Entry, name: str) -> Text | None:
    return _latex(entry.fields[name]) if entry.fields.get(name) else None


def _foreign(entry: Entry, name: str, language: str) -> Text | None:
    """A field, marked with the language of the source where that is not the one around it."""
    text, own = _rich(entry, name), declared(entry, spoken.get())
    return in_language([text], own) if text and is_foreign(own, language) else text


def _person(person: Person) -> Text:
    last = Text(" ").join([_latex(name) for name in (*person.prelast_names, *person.last_names, *person.lineage_names)])
    first = [name[:1] for name in (str(_latex(name)) for name in (*person.first_names, *person.middle_names)) if name]
    return Text(last, ", ", " ".join(f"{letter}." for letter in first)) if first else last


def _names(entry: Entry, language: str) -> Text:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    if not people:
        body = next((_rich(entry, name) for name in _BODIES if entry.fields.get(name)), None)
        return body or _rich(entry, "title") or Text(entry.key.rpartition(":")[2])
    names = [_person(person) for person in people]
    joined, say = _joined(names, language), words(language)
    return joined if entry.persons.get("author") else Text(joined, " ", say("(ed.)" if len(names) == 1 else "(eds)"))


def _sentences(entry: Entry, named: str, language: str) -> Iterator[Text]:
    """What follows the year: title, where it stands, who published it, a note and an address."""
    title, comma = _foreign(entry, "title", language), punctuation(", ", language)
    inside = _foreign(entry, "journal", language) or _foreign(entry, "booktitle", language)
    if title:
        opening, closing = quotes(language)[:2]
        yield Text(opening, title, closing) if inside else Tag("em", title)
        yield Text("" if str(title).endswith((".", "?", "!")) else ".")
    if inside:
        yield Text(" ", Tag("em", inside), _volume(entry, comma), ".")
    kind = _rich(entry, "type")
    number = _rich(entry, "number") if not inside else None
    report = Text(" ").join([part for part in (kind, number) if part])
    bodies = [body for name in _BODIES if (body := _rich(entry, name)) and str(body) != named]
    tail = [part for part in (_rich(entry, "edition"), report, *bodies, _rich(entry, "address")) if part]
    if tail:
        yield Text(" ", Text(comma).join(tail), ".")
    if note := _rich(entry, "note"):
        yield Text(" ", note, "" if str(note).endswith((".", "?", "!")) else ".")
    if doi := entry.fields.get("doi"):
        address = f"https://doi.org/{re.sub(r'^(https?://(dx[.])?doi.org/|doi:)', '', doi)}"
        yield Text(" ", HRef(address, address))
    elif url := entry.fields.get("url"):
        yield Text(" ", HRef(url, url))


def _volume(entry: Entry, comma: str) -> str:
    volume, number, pages = (entry.fields.get(name, "") for name in ("volume", "number", "pages"))
    issue = f"{volume}({number})" if volume and number else volume or number
    return "".join(f"{comma}{part}" for part in (issue, pages.replace("--", "–")) if part)


def _round() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclass
class RoundAuthorYear(AuthorYearReferenceStyle):
    """``(Allan, 2020)`` and ``Allan (2020)``."""

    bracket_parenthetical: BracketStyle = field(default_factory=_round)
    bracket_textual: BracketStyle = field(default_factory=_round)


@cache
def referencing(language: str) -> RoundAuthorYear:
    """How sources are cited in the text of a paper in *language*."""
    comma = punctuation(", ", language)
    two, three = (
        re.split("[\ue000-\uf8ff]", join([chr(0xE000 + at) for at in range(size)], language)) for size in (2, 3)
    )
    other = words(language)("et al.")
    person = PersonStyle(
        sep=three[1], sep2=two[1], last_sep=three[2], other=Text(" ", Tag("em", other) if other == "et al." else other)
    )
    bracket = BracketStyle(left="(", right=")", sep=comma)
    # A year after a name in Latin letters would go with it to its right.
    before_year = f"\u200f{comma}" if direction(language) == "rtl" else comma
    return RoundAuthorYear(
        bracket_parenthetical=bracket,
        bracket_textual=bracket,
        person=person,
        author_year_sep=before_year,
        post_text_sep=comma,
    )


def _cited_as(entry: Entry) -> str:
    """The names of an entry as plain text, to compare it with others."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    return "; ".join(map(str, people)) or next((entry.fields[name] for name in _BODIES if entry.fields.get(name)), "")


def tell_apart(entries: Iterable[Entry]) -> None:
    """Letters after the year where the same names have several entries of one year: 2025a, 2025b."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        year = entry.fields.get("year", "")
        if year:
            groups.setdefault((_cited_as(entry), year), []).append(entry)
    for (_, year), group in groups.items():
        for number, entry in enumerate(
            sorted(group, key=lambda one: str(one.fields.get("title", ""))) if len(group) > 1 else []
        ):
            entry.fields["year"] = f"{year}{chr(ord('a') + number % 26)}"


def date_the_undated(entries: Iterable[Entry]) -> None:
    """Write that they have no year into the entries of a briefing; those of the house are of no one language."""
    for entry in entries:
        if ":" in entry.key and not entry.fields.get("year"):
            entry.fields["year"] = words(_language(entry))("n.d.")


def is_unlabelled(config: Any) -> bool:
    """Whether the list of sources has no labels, since they are cited by names and years."""
    return str(getattr(config, "bibtex_reference_style", "")) in {NAME, "author_year"}


def _visit_label(self: HTML5Translator, node: nodes.label) -> None:
    if isinstance(node.parent, nodes.citation) and is_unlabelled(self.config):
        raise nodes.SkipNode
    HTML5Translator.visit_label(self, node)


def _depart_label(self: HTML5Translator, node: nodes.label) -> None:
    HTML5Translator.depart_label(self, node)


def setup(app: Sphinx) -> None:
    """Make both styles known under the name ``briefkit``."""
    register_plugin("pybtex.style.formatting", NAME, AuthorYearList)
    # It is looked up for each citation, and looking through all installed packages takes 10 ms each time.
    register_plugin("pybtex.backends", "plaintext", find_plugin("pybtex.backends", "plaintext"), force=True)
    BibliographyTransform.backend = Backend()
    register_referencing("sphinxcontrib.bibtex.style.referencing", NAME, RoundAuthorYear)
    app.add_node(nodes.label, override=True, html=(_visit_label, _depart_label))
