"""The small languages of ``:filter:``, ``:sort:`` and ``:columns:``. They are parsed and never evaluated.

A filter compares fields with values, ``influence >= high and role in (party, mediator)``::

    filter     = both {"or" both}
    both       = one {"and" one}
    one        = "not" one | "(" filter ")" | comparison
    comparison = field ("==" | "!=" | "<" | "<=" | ">" | ">=") value
               | field ["not"] "in" ("(" | "[") value {"," value} (")" | "]")

A value is a word, or a text in quotes. Case does not count, and a hyphen is an underscore.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefkit.core.fields import LEVELS
from briefkit.core.filtertokens import OPERATORS, FilterError, Token, fail, field_of, plain, tokens
from briefkit.core.problems import listing, nearest

__all__ = ["Filter", "FilterError", "parse", "parse_columns", "parse_sort"]

Get = Callable[[str], Any]
Terms = Mapping[str, Collection[str]]
"""The codes that a field may have, in their order, by the name of the field."""

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field against one value. Of a list, any member is enough; ``!=`` wants that none is equal."""

    field: str
    operator: str
    value: str
    codes: tuple[str, ...] = ()

    def matches(self, get: Get) -> bool:
        found = get(self.field)
        members = found if isinstance(found, (list, tuple, set, frozenset)) else [found]
        if self.operator == "!=":
            return not any(self._compare("==", member) for member in members)
        return any(self._compare(self.operator, member) for member in members)

    def _compare(self, operator: str, found: Any) -> bool:
        if found is None or found == "":
            return False
        mine, other = _alike(found, self.value, self.codes)
        match operator:
            case "==":
                return bool(mine == other)
            case "<":
                return bool(mine < other)
            case "<=":
                return bool(mine <= other)
            case ">":
                return bool(mine > other)
            case _:
                return bool(mine >= other)


@dataclass(frozen=True, slots=True)
class Not:
    part: Filter

    def matches(self, get: Get) -> bool:
        return not self.part.matches(get)


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Filter, ...]

    def matches(self, get: Get) -> bool:
        return all(part.matches(get) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Filter, ...]

    def matches(self, get: Get) -> bool:
        return any(part.matches(get) for part in self.parts)


Filter = Comparison | Not | AllOf | AnyOf


def _alike(found: Any, value: str, codes: tuple[str, ...]) -> tuple[Any, Any]:
    """Both sides as ranks of a list of terms, else as numbers, else as texts; a date is its ISO form."""
    word = plain(value)
    if isinstance(found, bool):
        word = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(word, word)
        return str(found).lower(), word
    if isinstance(found, (int, float)) and word in LEVELS:
        return float(found), float(LEVELS.index(word) + 1)
    left = plain(found.isoformat() if isinstance(found, date) else str(found))
    if left in codes and word in codes:
        return codes.index(left), codes.index(word)
    numbers = _number(left), _number(word)
    if None not in numbers:
        return numbers
    return left, word


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", text, re.ASCII) else None


class _Parser:
    def __init__(self, text: str, fields: Collection[str], terms: Terms) -> None:
        self.tokens, self.fields, self.terms = tokens(text), fields, terms
        self.at = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.here
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def whole(self) -> Filter:
        found = self.either()
        if self.here.kind != "end":
            told = "Join comparisons with 'and' or 'or'; a value of several words stands in quotes."
            fail(self.here.column, f"'{self.here.text}' cannot stand here. {told}")
        return found

    def either(self) -> Filter:
        parts = [self.both()]
        while self.here.is_word("or"):
            self.take()
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def both(self) -> Filter:
        parts = [self.one()]
        while self.here.is_word("and"):
            self.take()
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def one(self) -> Filter:
        self.depth += 1
        if self.depth > _DEEPEST:
            fail(self.here.column, f"brackets and 'not' stand more than {_DEEPEST} deep in each other.")
        try:
            if self.here.is_word("not"):
                self.take()
                return Not(self.one())
            if self.here.kind == "mark" and self.here.text == "(":
                opened = self.take()
                found = self.either()
                self.close(opened)
                return found
            return self.comparison()
        finally:
            self.depth -= 1

    def close(self, opened: Token) -> None:
        wanted = {"(": ")", "[": "]"}[opened.text]
        if self.here.kind != "mark" or self.here.text != wanted:
            told = f"the bracket of column {opened.column} is not closed: '{wanted}' is missing."
            fail(self.here.column, told)
        self.take()

    def comparison(self) -> Filter:
        field = field_of(self.take(), self.fields)
        operator = self.take()
        if operator.is_word("not") and self.here.is_word("in"):
            self.take()
            return Not(self.members(field))
        if operator.is_word("in"):
            return self.members(field)
        if operator.kind != "op":
            allowed = [*OPERATORS, "in", "not in"]
            found = f"'{operator.text}' is no comparison." if operator.text else "a comparison is missing."
            fail(operator.column, f"{found} After '{field}' must stand {listing(allowed)}.")
        return self.compared(field, operator.text)

    def members(self, field: str) -> Filter:
        opened = self.take()
        if opened.kind != "mark" or opened.text not in "([":
            fail(opened.column, "after 'in' must stand a list in brackets, such as (party, mediator).")
        parts = [self.compared(field, "==")]
        while self.here.kind == "mark" and self.here.text == ",":
            self.take()
            parts.append(self.compared(field, "=="))
        self.close(opened)
        return AnyOf(tuple(parts))

    def compared(self, field: str, operator: str) -> Comparison:
        token = self.take()
        if token.kind not in {"word", "text"} or token.is_word("and", "or", "not", "in"):
            found = f"'{token.text}' is no value." if token.text else "a value is missing."
            told = f"After '{field} {operator}' must stand a word, or a text in quotes."
            fail(token.column, f"{found} {told}")
        codes = tuple(self.terms.get(field, ()))
        if codes and plain(token.text) not in codes:
            told = f"Allowed: {listing(codes)}.{nearest(token.text, codes)}"
            fail(token.column, f"'{token.text}' is no value of {field}. {told}")
        return Comparison(field, operator, token.text, codes)


def parse(text: str, fields: Collection[str], terms: Terms | None = None) -> Filter:
    """A filter over *fields*.

    Where *terms* has the codes of a field, a value must be one of them, and ``<`` goes by their order.
    """
    return _Parser(text, fields, terms or {}).whole()


@dataclass(frozen=True, slots=True)
class Key:
    """A field to sort by."""

    field: str
    descending: bool = False


def parse_sort(text: str, fields: Collection[str]) -> list[Key]:
    """The keys of ``:sort:``, such as ``-influence, name``."""
    keys = []
    for first, *more in _parts(text):
        sign = first.text[0] if first.kind == "word" and first.text[0] in "+-−" else ""
        if more:
            told = "Put a comma between fields; '-' before one turns its order."
            fail(more[0].column, f"'{more[0].text}' cannot stand here. {told}")
        token = Token(first.kind, first.text[len(sign) :], first.column + len(sign))
        keys.append(Key(field_of(token, fields), sign in {"-", "−"}))
    return keys


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """A field to print, with its own heading where one was given."""

    field: str
    label: str | None = None


def parse_columns(text: str, fields: Collection[str]) -> list[ColumnOf]:
    """The columns of ``:columns:``, such as ``name, influence as "Weight"``."""
    columns: list[ColumnOf] = []
    for name, *more in _parts(text):
        field, label = field_of(name, fields), None
        if more and not more[0].is_word("as"):
            told = "Put a comma between columns; a heading follows 'as'."
            fail(more[0].column, f"'{more[0].text}' cannot stand here. {told}")
        if more:
            label = " ".join(token.text for token in more[1:]).strip()
            if not label:
                fail(more[0].column + 2, "after 'as' a heading is missing, such as \"Weight\".")
        if any(column.field == field for column in columns):
            fail(name.column, f"the column '{field}' stands twice. Keep one.")
        columns.append(ColumnOf(field, label))
    return columns


def _parts(text: str) -> list[list[Token]]:
    """The tokens between commas; an empty part is no part."""
    parts: list[list[Token]] = [[]]
    for token in tokens(text):
        if token.kind == "mark" and token.text == ",":
            parts.append([])
        elif token.kind != "end":
            parts[-1].append(token)
    return [part for part in parts if part]
