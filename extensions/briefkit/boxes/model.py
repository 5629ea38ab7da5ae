"""When a pull quote repeats what the paper says anyway."""

from __future__ import annotations

from collections.abc import Iterable

_LEAST = 12
"""Letters and digits from which on two equal texts are no chance."""


def letters(text: str) -> str:
    """The letters and digits of a text in small letters: quotation marks, dashes and line breaks do not count."""
    return "".join(char for char in text.casefold() if char.isalnum())


def repeats(quote: str, attribution: str, texts: Iterable[str]) -> bool:
    """Whether *texts*, given as `letters`, say all that a quote and its attribution say.

    A quote whose speaker is named nowhere else says something of its own.
    """
    words, by = letters(quote), letters(attribution)
    if len(words) < _LEAST:
        return False
    known = list(texts)
    return any(words in text for text in known) and (not by or any(by in text for text in known))
