"""The fixed words that a paper prints, in its language, from gettext catalogs. The English is the message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "locale"
"""One folder a language, each with a ``briefkit.po``."""

RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""A character of a script that is written from the right."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@cache
def locale(language: str) -> Locale:
    """Babel's locale of a language tag; English as it is written in Britain where none is known.

    Dates in plain ``en`` follow British use, as the papers of this house do.
    """
    tag = language.replace("_", "-")
    if tag.lower() == "en" or not _TAG.fullmatch(tag):
        return Locale("en", "GB")
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return locale(tag.rpartition("-")[0])


@cache
def _catalog(language: str) -> Catalog | None:
    tag = language.replace("_", "-")
    while _TAG.fullmatch(tag):
        path = LOCALES / tag / "briefkit.po"
        if path.is_file():
            with path.open("rb") as source:
                return read_po(source, locale=tag.replace("-", "_"), ignore_obsolete=True, abort_invalid=True)
        tag = tag.rpartition("-")[0]
    return None


def _forms(language: str, text: str, context: str | None = None) -> tuple[str, ...]:
    """The translation of a message in all its plural forms; nothing where there is none."""
    catalog = _catalog(language)
    message = catalog.get(text, context) if catalog is not None and text else None
    if message is None or message.fuzzy:
        return ()
    given = message.string or ()
    forms = [form or "" for form in ([given] if isinstance(given, str) else given)]
    return tuple(forms) if all(forms) else ()


@cache
def words(language: str) -> Callable[[str], str]:
    """The function that says a fixed word in *language*: ``words("fr")("Contents")``."""

    def say(text: str) -> str:
        return next(iter(_forms(language, text)), text)

    return say


def plural(language: str, one: str, many: str, number: int, context: str | None = None) -> str:
    """The form for *number* of a counted message; ``{n}`` in it is the number.

    A language that inflects has other words for it in a *context*, a ``msgctxt`` of its catalog.
    """
    catalog, forms = _catalog(language), _forms(language, one, context) or _forms(language, one)
    if catalog is not None and len(forms) > 1:
        chosen = forms[min(c2py(catalog.plural_expr)(number), len(forms) - 1)]
    else:
        chosen = one if number == 1 else many
    return chosen.replace("{n}", str(number))


def join(items: Sequence[str], language: str) -> str:
    """``A, B and C`` in *language*."""
    return format_list([str(item) for item in items], locale=locale(language)) if items else ""


def separated(items: Iterable[str], language: str, mark: str = ",") -> str:
    """What is given of *items* with commas or semicolons, as *language* writes them."""
    return punctuation(f"{mark} ", language).join(item for item in items if item)


def punctuation(mark: str, language: str) -> str:
    """``", "``, ``"; "`` or ``": "`` as *language* writes it: ``"، "`` in Arabic, ``" : "`` in French."""
    if direction(language) == "rtl" and locale(language).language != "he":
        return mark.translate(_ARABIC)
    if locale(language).language == "fr" and mark[0] in ":;":
        return f"\u00a0{mark}"
    return mark


_ARABIC = str.maketrans({",": "،", ";": "؛"})


def direction(language: str) -> Literal["ltr", "rtl"]:
    """The direction that *language* is written in."""
    return "rtl" if locale(language).text_direction == "rtl" else "ltr"


def fixed_words(language: str) -> dict[str, str]:
    """The fixed words of a paper that the theme and the PDF print, by their key."""
    say = words(language)
    return {
        "contents": say("Contents"),
        "page-of": say("Page {page} of {pages}"),
        "no": say("No."),
        "imprint": say("Imprint"),
        "disclaimers": say("Disclaimers"),
        "references": say("References"),
        "footnotes": say("Footnotes"),
        "bottom-line": say("Bottom line"),
        "key-takeaways": say("Key takeaways"),
        "continued": say("continued"),
        "as-of": say("as of {date}"),
        "version": say("Version {version}"),
        "pdf-link": say("PDF, {pages} pages, {size}"),
        "pdf-link-one": say("PDF, 1 page, {size}"),
        "cite": say("Cite this briefing"),
        "annex": say("Annex"),
        "briefings": say("Briefings"),
        "skip": say("Skip to the content"),
        "draft": say("Draft"),
        "part-of": say("Part of"),
        "papers": say("{count} papers, newest first"),
        "papers-one": say("1 paper"),
        "dark": say("Dark"),
        "light": say("Light"),
        "authors": say("Authors"),
        "et-al": say("et al."),
        "comma": punctuation(", ", language),
        "semicolon": punctuation("; ", language),
    }
