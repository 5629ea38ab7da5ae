"""Short forms: how they are found in a text and brought together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping


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
