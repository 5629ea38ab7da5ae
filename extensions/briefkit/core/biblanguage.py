"""The language of a source, where its entry names one: ``langid = {ngerman}``, ``language = {de}``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import find_plugin
from pybtex.richtext import Tag, Text

from briefkit.core.language import TAG
from briefkit.core.words import locale

_BABEL = {
    "american": "en-US", "austrian": "de-AT", "brazil": "pt-BR", "brazilian": "pt-BR", "british": "en-GB", "farsi": "fa",
    "francais": "fr", "magyar": "hu", "mexican": "es-MX", "naustrian": "de-AT", "ngerman": "de", "norsk": "nb",
    "nswissgerman": "de-CH", "portuges": "pt", "swissgerman": "de-CH", "ukenglish": "en-GB", "usenglish": "en-US",
}  # fmt: skip
"""Names of LaTeX's babel, which biblatex takes as ``langid``, where they are not the English name of the language."""
_MARK = "language-"


@cache
def _names(spoken: str) -> dict[str, str]:
    """The tag of each language by its name in English and in *spoken*, in small letters."""
    known = (Locale("en").languages, locale(spoken).languages)
    return {str(name).lower(): str(tag).replace("_", "-") for names in known for tag, name in names.items()}


def declared(entry: Entry, spoken: str) -> str:
    """The tag of the language that an entry names; nothing where it names none or several. *spoken* is the paper's."""
    typed = str(entry.fields.get("langid") or entry.fields.get("language") or "").strip("{} ").lower()
    if found := _BABEL.get(typed) or _names(spoken).get(typed):
        return found
    try:
        return typed if TAG.fullmatch(typed) and Locale.parse(typed, sep="-") else ""
    except (UnknownLocaleError, ValueError):
        return ""


def is_foreign(language: str, spoken: str) -> bool:
    """Whether *language* is another one than that of the paper; a variant of the same is none."""
    return bool(language) and language.partition("-")[0] != spoken.partition("-")[0].lower()


def in_language(parts: Iterable[Any], language: str) -> Text:
    """Pieces of an entry that are marked as being in *language*."""
    return Text(Tag(_MARK + language, *parts))


class Backend(find_plugin("pybtex.backends", "docutils")):  # type: ignore[misc]  # pybtex carries no types
    """Makes nodes of entries, with the language of what is in another one."""

    def format_tag(self, name: str, text: list[nodes.Node]) -> list[nodes.Node]:  # its base's
        if name.startswith(_MARK):
            return [nodes.inline("", "", *text, classes=[name])]
        found: list[nodes.Node] = super().format_tag(name, text)
        return found
