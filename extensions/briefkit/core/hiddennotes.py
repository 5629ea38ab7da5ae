"""Footnotes that only records refer to, in what is not printed of them: they are not printed either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from docutils.transforms.references import Footnotes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from briefkit.core.records import Record

_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)|\[#?([\w.-]+)\]_")
_NOTE = re.compile(r"^\s*(?:\[\^([^\]\s]+)\]:|\.\. \[#?([\w.-]+)\])", re.MULTILINE)
_KEY = "briefkit-record-notes"


def keep_labels(document: nodes.document, records: Iterable[Record]) -> None:
    """Remember the labels of the footnotes that *records* refer to and do not define."""
    labels = {label for record in records for text in _texts(record.values) for label in _labels(text)}
    if labels:
        document[_KEY] = sorted(labels.union(document.get(_KEY, ())))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(item)


def _labels(text: str) -> set[str]:
    """The labels of a text, in small letters as docutils has them."""
    if "]" not in text:
        return set()
    marks, own = ({(one or other).lower() for one, other in found.findall(text)} for found in (_MARK, _NOTE))
    return marks - own


class DropHiddenNotes(SphinxTransform):
    """Removes footnotes that records alone refer to, where no mark of them is printed."""

    default_priority = Footnotes.default_priority - 3  # before MyST sorts them and docutils counts them

    def apply(self, **_kwargs: Any) -> None:
        labels = set(self.document.attributes.pop(_KEY, ()))
        while hidden := self._hidden(labels):
            for note in hidden:
                note.parent.remove(note)
                labels |= {str(mark.get("refname", "")).lower() for mark in note.findall(nodes.footnote_reference)}
                for notes in (self.document.autofootnotes, self.document.footnotes):
                    notes[:] = [one for one in notes if one is not note]

    def _hidden(self, labels: set[str]) -> list[nodes.footnote]:
        """The notes of *labels* that no mark of the page leads to; marks that are on no page are forgotten."""
        marks = list(self.document.findall(nodes.footnote_reference)) if labels else []
        printed = set(map(id, marks))
        for refs in (self.document.autofootnote_refs, *self.document.footnote_refs.values()) if labels else ():
            refs[:] = [ref for ref in refs if id(ref) in printed]
        free = labels - {str(mark.get("refname", "")).lower() for mark in marks}
        return [
            note
            for note in self.document.findall(nodes.footnote)
            if free.intersection(name.lower() for name in note["names"])
        ]


def setup(app: Sphinx) -> None:
    app.add_transform(DropHiddenNotes)
