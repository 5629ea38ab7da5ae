"""How sources are cited and listed: ``(Allan, 2020)``, and ``Allan, D. (2020). Title. Publisher.``"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

NAME = "briefkit"


class AuthorYearList(Style):  # type: ignore[misc]  # pybtex carries no types
    """A list by authors and years; each entry begins with what is cited."""

    # Classes, not names: for a name, pybtex reads what all installed packages offer, for each list again.
    default_name_style = find_plugin("pybtex.style.names", "plain")
    default_label_style = find_plugin("pybtex.style.labels", "number")
    default_sorting_style = find_plugin("pybtex.style.sorting", "author_year_title")

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:  # its base's
        names = _names(entry)
        parts = [names, Text(" (", entry.fields.get("year", "n.d."), "). "), *_sentences(entry, str(names))]
        return FormattedEntry(entry.key, Text(*[part for part in parts if part]), label)


_BODIES = ("organization", "institution", "publisher", "school", "howpublished")


def _latex(text: str) -> Text:
    """A text of a bibliography, whose LaTeX is read where it has any; a parser is dear."""
    return Text.from_latex(text) if re.search(r"[\\{}$~%#&]|--|``|''", text) else Text(text)


def _rich(entry: Entry, name: str) -> Text | None:
    return _latex(entry.fields[name]) if entry.fields.get(name) else None


def _person(person: Person) -> Text:
    last = Text(" ").join([_latex(name) for name in (*person.prelast_names, *person.last_names, *person.lineage_names)])
    first = [name[:1] for name in (str(_latex(name)) for name in (*person.first_names, *person.middle_names)) if name]
    return Text(last, ", ", " ".join(f"{letter}." for letter in first)) if first else last


def _names(entry: Entry) -> Text:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    if not people:
        body = next((_rich(entry, name) for name in _BODIES if entry.fields.get(name)), None)
        return body or _rich(entry, "title") or Text(entry.key.rpartition(":")[2])
    names = [_person(person) for person in people]
    joined = names[0] if len(names) == 1 else Text(Text(", ").join(names[:-1]), " and ", names[-1])
    return joined if entry.persons.get("author") else Text(joined, " (ed.)" if len(names) == 1 else " (eds)")


def _sentences(entry: Entry, named: str) -> Iterator[Text]:
    """What follows the year: title, where it stands, who published it, a note and an address."""
    title = _rich(entry, "title")
    inside = _rich(entry, "journal") or _rich(entry, "booktitle")
    if title:
        yield Text("“", title, "”") if inside else Tag("em", title)
        yield Text("" if str(title).endswith((".", "?", "!")) else ".")
    if inside:
        yield Text(" ", Tag("em", inside), _volume(entry), ".")
    kind = _rich(entry, "type")
    number = _rich(entry, "number") if not inside else None
    report = Text(" ").join([part for part in (kind, number) if part])
    bodies = [body for name in _BODIES if (body := _rich(entry, name)) and str(body) != named]
    tail = [part for part in (_rich(entry, "edition"), report, *bodies, _rich(entry, "address")) if part]
    if tail:
        yield Text(" ", Text(", ").join(tail), ".")
    if note := _rich(entry, "note"):
        yield Text(" ", note, "" if str(note).endswith((".", "?", "!")) else ".")
    if doi := entry.fields.get("doi"):
        address = f"https://doi.org/{re.sub(r'^(https?://(dx[.])?doi.org/|doi:)', '', doi)}"
        yield Text(" ", HRef(address, address))
    elif url := entry.fields.get("url"):
        yield Text(" ", HRef(url, url))


def _volume(entry: Entry) -> str:
    volume, number, pages = (entry.fields.get(name, "") for name in ("volume", "number", "pages"))
    issue = f"{volume}({number})" if volume and number else volume or number
    return "".join(f", {part}" for part in (issue, pages.replace("--", "–")) if part)


def _round() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclass
class RoundAuthorYear(AuthorYearReferenceStyle):
    """``(Allan, 2020)`` and ``Allan (2020)``."""

    bracket_parenthetical: BracketStyle = field(default_factory=_round)
    bracket_textual: BracketStyle = field(default_factory=_round)


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
    register_referencing("sphinxcontrib.bibtex.style.referencing", NAME, RoundAuthorYear)
    app.add_node(nodes.label, override=True, html=(_visit_label, _depart_label))
