"""Short forms: how they are found in a text, brought together and sorted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

_ALPHABETS = {
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
"""The alphabets of languages whose own letters have places of their own in it."""


def sort_key(text: str, language: str) -> tuple[list[tuple[int, int | str]], str]:
    """The place of a word in a list: digits, then letters of the language's alphabet, then those of others.

    Accents and small marks count only between words that are else the same.
    """
    alphabet = _ALPHABETS.get(language.partition("-")[0].lower(), "")
    key: list[tuple[int, int | str]] = []
    for char in text.casefold():
        if char in alphabet:
            key.append((1, alphabet.index(char)))
            continue
        for part in unicodedata.normalize("NFKD", char):
            if part in alphabet:
                key.append((1, alphabet.index(part)))
            elif part.isalnum():
                key.append((0 if part.isdigit() else 1 if not alphabet else 2, part))
    return key, text


def pattern(short_forms: Iterable[str]) -> re.Pattern[str] | None:
    """Finds short forms as whole words; the longest of several that begin alike."""
    known = sorted((form for form in short_forms if form.strip()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)") if known else None


def pieces(text: str, finds: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """A text cut at its short forms, each piece with whether it is one."""
    start = 0
    for match in finds.finditer(text):
        if match.start() > start:
            yield text[start : match.start()], False
        yield match[0], True
        start = match.end()
    if start < len(text):
        yield text[start:], False


def is_introduced(before: str, long: str) -> bool:
    """Whether the text before a short form introduces it, as in ``the European Union (EU)``."""
    start = before.rstrip()
    return start.endswith("(") and start[:-1].rstrip().casefold().endswith(long.casefold())


def has_room(after: str) -> bool:
    """Whether an explanation in brackets may stand before the text *after*: not in ``EU’s``, ``EU-wide``, ``EU (…)``."""
    return not re.match(r"[’'‑-]\w|\s*\(", after)


def united(given: Mapping[str, str], used: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The short forms of front matter and those that the text explains; front matter has the last word."""
    return {short: long for short, long in used if long} | dict(given)
