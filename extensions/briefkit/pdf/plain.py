"""The printed texts of calls, and calls without any form of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from briefkit.core.problems import Place
from briefkit.pdf import typst
from briefkit.pdf.typst import Call, Code, Content, Value

_NOT_PRINTED = frozenset({"label", "anchor", "image", "metadata", "read"})
_ADDRESSED = frozenset({"link", "fn", "button", "pdf.attach"})
"""Functions whose first argument is an address or a name, not a text."""
NOT_TEXT = frozenset({"alt", "lang", "region", "href", "kind", "relationship", "mime-type", "extent"})
"""Names of arguments that are no text to read."""
_KEPT = frozenset({"anchor", "fn"})
"""What links and notes elsewhere in the paper lead to."""


@dataclass(frozen=True, slots=True)
class Text:
    """A printed text: the list or dictionary that holds it, its index or key, where it was typed."""

    holder: Any
    key: Any
    place: Place

    @property
    def words(self) -> str:
        return str(self.holder[self.key])

    def print(self, words: str) -> None:
        """Print *words* instead."""
        self.holder[self.key] = words


def texts(value: Value, place: Place) -> Iterator[Text]:
    """Every text in a value that is printed; *place* is that of texts whose own place is not known."""
    match value:
        case Call():
            if value.name not in _NOT_PRINTED:
                place = value.place or place
                yield from _texts_in(value.positional, {0} if value.name in _ADDRESSED else (), place)
                yield from _texts_in(value.named, NOT_TEXT, place)
        case Content():
            for item in value.calls:
                yield from texts(item, place)
        case list():
            yield from _texts_in(value, (), place)
        case dict():
            yield from _texts_in(value, NOT_TEXT, place)


def _texts_in(holder: list[Value] | dict[str, Value], without: Collection[object], place: Place) -> Iterator[Text]:
    pairs: list[tuple[Any, Value]] = list(holder.items()) if isinstance(holder, dict) else list(enumerate(holder))
    for key, item in pairs:
        if key in without:
            continue
        if isinstance(item, str) and not isinstance(item, Code):
            yield Text(holder, key, place)
        else:
            yield from texts(item, place)


def printed(item: Call) -> Iterator[Value]:
    """The arguments of a call that are printed, in order."""
    if item.name not in _NOT_PRINTED:
        yield from item.positional[1:] if item.name in _ADDRESSED else item.positional
        yield from (value for key, value in item.named.items() if key not in NOT_TEXT)


def calls_in(value: Value) -> Iterator[Call]:
    """Every call in a value, the outer before the inner."""
    match value:
        case Call():
            yield value
            yield from calls_in([*value.positional, *value.named.values()])
        case Content():
            yield from calls_in(value.calls)
        case list():
            for item in value:
                yield from calls_in(item)
        case dict():
            yield from calls_in(list(value.values()))


def bare(item: Call, place: Place) -> Call:
    """A call that prints just the texts of another, with the marks and notes that others refer to."""
    if item.name in _KEPT:
        return item
    kept = [call for call in calls_in([*item.positional, *item.named.values()]) if call.name in _KEPT]
    notes = [call for call in kept if call.name == "fn"]
    inside = {id(call) for note in notes for call in calls_in([*note.positional, *note.named.values()])}
    notes = [note for note in notes if id(note) not in inside]
    marks = [call for call in kept if call.name != "fn" and id(call) not in inside]
    in_notes = {id(text.holder) for call in kept for text in texts(call, place)}
    words = "".join(text.words for text in texts(item, place) if id(text.holder) not in in_notes)
    return typst.call("text", Content([*marks, typst.call("text", words or " "), *notes]))
