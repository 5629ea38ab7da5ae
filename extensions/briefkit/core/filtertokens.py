"""The pieces that filters, sort keys and columns are written in, and what is said where one is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NoReturn

from briefkit.core.problems import listing, nearest


class FilterError(ValueError):
    """What cannot be read, with its column, and what is allowed there."""


def plain(text: str) -> str:
    """*text* for comparing: without case, and with hyphens for underscores."""
    return " ".join(text.split()).casefold().replace("_", "-")


_PATTERN = re.compile(
    r"""\s*(?:
    (?P<op>==|!=|<=|>=|<|>|=|&&|\|\||!)
  | (?P<mark>[()\[\],])
  | "(?P<double>[^"]*)" | '(?P<single>[^']*)' | “(?P<curly>[^”]*)” | ‘(?P<curled>[^’]*)’
  | (?P<word>[^\s()\[\],=<>!&|"“'‘][^\s()\[\],=<>!&|"“]*)
  | (?P<wrong>\S)
    )""",
    re.VERBOSE,
)
_INSTEAD = {"=": "==", "&&": "and", "||": "or", "!": "not"}
OPERATORS = ("==", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: an operator, a mark, a word, a text in quotes, or the end; columns from 1."""

    kind: str
    text: str
    column: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.casefold() in words


def tokens(text: str) -> list[Token]:
    """The pieces of *text*, the end last."""
    found = []
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup or "wrong"
        column = match.start(kind) + 1
        piece = match[kind]
        if kind == "wrong" and piece in "\"'“‘":
            fail(column, "a quotation mark has no partner.")
        if kind == "wrong":
            fail(column, f"'{piece}' is not known here.")
        if kind == "op" and piece in _INSTEAD:
            fail(column, f"'{piece}' is not known. Write '{_INSTEAD[piece]}'.")
        found.append(Token(kind if kind in {"op", "mark", "word"} else "text", piece, column))
    return [*found, Token("end", "", len(text.rstrip()) + 1)]


def fail(column: int, text: str) -> NoReturn:
    raise FilterError(f"at column {column}: {text}")


def field_of(token: Token, fields: Collection[str]) -> str:
    """The field that a piece names."""
    name = plain(token.text)
    known = {plain(field): field for field in fields}
    if token.kind != "word" or name not in known:
        found = f"'{token.text}' is no field." if token.text else "a field is missing."
        fail(token.column, f"{found} Allowed: {listing(fields)}.{nearest(token.text, fields)}")
    return known[name]
