"""Texts that YAML cannot take without quotes, or with theirs, and how each must be typed."""

from __future__ import annotations

import re

from briefkit.core.yamltext import quoted

_ELISION = re.compile(r"'(?:[kmnst]|em|til|tis|twas|\d\ds?)\b")
"""An apostrophe at the beginning of a word: 's-Hertogenbosch, 'n boek, 'tis, '90s."""


def unquoted(text: str) -> str:
    """A text without the quotes that were to hold it."""
    first = text[:1]
    if first not in {"'", '"'}:
        return text
    if len(text) > 1 and text.endswith(first):
        return text[1:-1]
    if _ELISION.match(text):
        return text
    return text[1:] if first not in text[1:] else text


def explain(name: str, head: str, value: str) -> str:
    """What is wrong with the value of a field, and how its line must be typed; nothing where it is not known.

    *name* begins the message, *head* the line that is shown.
    """
    cure = f"Put the text in quotes: {f'{head} {quoted(unquoted(value))}'.strip()}"
    first = value[:1]
    if first in {"'", '"'}:
        inner = value[1:-1] if len(value) > 1 and value.endswith(first) else None
        if inner is None and _ELISION.match(value):
            return f"{name}an apostrophe that opens a text is a quote in YAML. {cure}"
        if inner is None:
            if first not in value[1:]:
                if re.search(r":(\s|$)|[\[{]$", value):  # where its text ends cannot be known
                    return f"{name}the quote that opens the text is never closed. Type {first} where the text ends."
                shown = f"{head} {quoted(value[1:])}"
                return f"{name}the quote that opens the text is never closed. Write: {shown}"
            return f"{name}text goes on after the closing quote. {cure}"
        if first == '"' and "\\" in inner:
            shown = f"{head} {quoted(inner)}"
            return f"{name}a '\\' in double quotes begins a sign of YAML. Put the text in single quotes: {shown}"
        return f"{name}a quote inside the text closes it too early. {cure}"
    if first in set("{[*%@`!&|>,]}") or re.match(r"[-?:]\s", value):
        return f"{name}a text cannot begin with '{first}' in YAML. {cure}"
    if re.search(r":(\s|$)", value):
        return f"{name}a text cannot have ': ' inside in YAML. {cure}"
    if re.search(r"\s#", value):
        return f"{name}a text is cut at ' #', which begins a comment in YAML. {cure}"
    return ""
