"""Which records a view shows, in which order and with which columns: ``:columns:``, ``:sort:`` and ``:filter:``."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from briefkit.core.collation import alphabetical
from briefkit.core.directive import RecordDirective
from briefkit.core.fields import Entry, Model
from briefkit.core.filters import FilterError, parse, parse_columns, parse_sort

M = TypeVar("M", bound=Model)
P = TypeVar("P")
Get = Callable[[Entry[M], str], Any]


class Listing:
    """The options of one directive. A mistake in one is told, and the records are shown without it."""

    def __init__(self, directive: RecordDirective[Any], fields: Collection[str], terms: Mapping[str, str]) -> None:
        """*terms* names the list of terms of each field that has one."""
        self.directive, self.fields = directive, list(fields)
        self.terms = {name: directive.vocabularies.codes(terms[name]) for name in terms}

    def columns(self, default: Sequence[str]) -> list[tuple[str, str]]:
        """The columns as ``(field, heading)``, the heading empty where none was given."""
        asked = self._parts("columns", parse_columns)
        return [(column.field, column.label or "") for column in asked] or [(key, "") for key in default]

    def chosen(self, entries: Sequence[Entry[M]], get: Get[M]) -> list[Entry[M]]:
        """The records that the filter lets through, sorted."""
        found = list(entries)
        try:
            if text := self.directive.option("filter"):
                keep = parse(text, self.fields, self.terms)
                found = [entry for entry in found if keep.matches(lambda key, entry=entry: get(entry, key))]  # type: ignore[misc]
        except FilterError as error:
            self.directive.option_problem("filter", str(error))
        for key in reversed(self._parts("sort", parse_sort)):
            given = [entry for entry in found if get(entry, key.field) not in {None, ()}]
            language = self.directive.language
            given.sort(key=lambda entry: _order(get(entry, key.field), language), reverse=key.descending)
            found = given + without(found, given)
        return found

    def _parts(self, name: str, parser: Callable[[str, Collection[str]], list[P]]) -> list[P]:
        """The parts of an option between commas; a bad one costs only itself."""
        text = self.directive.option(name)
        try:
            return parser(text, self.fields) if text else []
        except FilterError as whole:
            told, found = False, []
            for part in _PART.finditer(text):
                try:
                    # The blanks before it let a message name the column of the whole option.
                    found += parser(" " * part.start() + part[0], self.fields)
                except FilterError as error:
                    told = True
                    self.directive.option_problem(name, str(error))
            if not told:
                self.directive.option_problem(name, str(whole))
            return found


def without(entries: Iterable[Entry[M]], others: Iterable[Entry[M]]) -> list[Entry[M]]:
    """The records that are none of *others*. Each is one of its own, also where two say the same."""
    known = {id(entry) for entry in others}
    return [entry for entry in entries if id(entry) not in known]


_PART = re.compile(r"""(?:[^,"'“]|"[^"]*"|'[^']*'|“[^”]*”)+""")


def _order(value: Any, language: str) -> Any:
    """A key that compares only like with like: the first of several values, words as the language sorts them."""
    if isinstance(value, tuple):
        value = value[0]
    return alphabetical(value, language) if isinstance(value, str) else value
