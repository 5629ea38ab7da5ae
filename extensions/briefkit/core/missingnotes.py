"""Marks of footnotes that are nowhere: they are printed as they were typed, and their writer is told."""

from __future__ import annotations

from docutils import nodes
from docutils.transforms.references import Footnotes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from briefkit.core.problems import Kind, Problem, nearest
from briefkit.core.report import place_of, report


class TellMissingNotes(SphinxTransform):
    """Makes a text of each mark that leads to no footnote."""

    default_priority = Footnotes.default_priority - 1  # docutils would tell each twice, of numbers and of targets

    def apply(self, **_kwargs: object) -> None:
        notes = [name for note in self.document.findall(nodes.footnote) for name in note["names"]]
        for mark in list(self.document.findall(nodes.footnote_reference)):
            label = mark.get("refname", "")
            if not label or label in notes or nodes.fully_normalize_name(label) in self.document.nameids:
                continue
            report([Problem(Kind.REFERENCE, _told(mark, label, notes), place_of(mark))])
            mark.parent.replace(mark, nodes.Text(_typed(mark, label)))  # its id goes with it
            for marks in (self.document.autofootnote_refs, *self.document.footnote_refs.values()):
                marks[:] = [one for one in marks if one is not mark]


def _typed(mark: nodes.Element, label: str) -> str:
    return mark.rawsource or f"[{label}]"


def _told(mark: nodes.Element, label: str, notes: list[str]) -> str:
    typed = _typed(mark, label)
    definition = f"{typed}: …" if typed.startswith("[^") else f".. {typed.removesuffix('_')} …"
    return (
        f"There is no footnote '{label}', so its mark is printed as it was typed. Correct the mark, or write the footnote "
        f"on a line of its own: {definition}{nearest(label, notes)}"
    )


def setup(app: Sphinx) -> None:
    app.add_transform(TellMissingNotes)
