"""Glossaries and the index in the alphabetical order of their language; Sphinx sorts them by code points."""

from __future__ import annotations

from typing import Any

import sphinx.builders.html
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.transforms import SphinxTransform

from briefkit.core.briefings import has_briefings, papers
from briefkit.core.collation import alphabetical, initial
from briefkit.core.frontmatter import language_of


class SpokenGlossary(SphinxTransform):
    """Sorts what is marked ``:sorted:`` anew, after Sphinx did."""

    default_priority = 501

    def apply(self, **_: Any) -> None:
        language = language_of(self.env, self.env.current_document.docname)
        for glossary in self.document.findall(addnodes.glossary):
            if glossary["sorted"]:
                entries = glossary[0]
                assert isinstance(entries, nodes.definition_list)  # so Sphinx makes it
                entries[:] = sorted(entries, key=lambda item: alphabetical(_first_term(item), language))


def _first_term(item: nodes.Node) -> str:
    term = item.next_node(nodes.term)
    return term.astext() if term is not None else ""


class SpokenIndex(IndexEntries):
    """The index, sorted and grouped in the language of the papers where they have one, else in that of the project."""

    def create_index(self, builder: Builder, *arguments: Any, **named: Any) -> Any:
        if not has_briefings(self.env):
            return super().create_index(builder, *arguments, **named)
        language = _common_language(self.env)
        groups: dict[tuple[bool, str], list[Any]] = {}
        for label, group in super().create_index(builder, *arguments, **named):
            for word, (targets, below, category) in group:
                below.sort(key=lambda item: _place(item[0], language))
                # A category that was typed, or the letter; what begins with none keeps Sphinx's word for it.
                letter = category or initial(_plain(word), language)
                groups.setdefault((bool(letter), letter or label), []).append((word, (targets, below, category)))
        for entries in groups.values():
            entries.sort(key=lambda entry: (_place(entry[0], language), entry[0]))
        ordered = sorted(groups, key=lambda heading: (heading[0], alphabetical(heading[1], language)))
        return [(heading[1], groups[heading]) for heading in ordered]


def _plain(text: str) -> str:
    return text.removeprefix("\N{RIGHT-TO-LEFT MARK}")


def _place(text: str, language: str) -> tuple[bool, Any]:
    """The place of a text among others: what begins with no letter comes first."""
    return bool(initial(_plain(text), language)), alphabetical(_plain(text), language)


def _common_language(env: BuildEnvironment) -> str:
    spoken = {language_of(env, root) for root in papers(env)}
    return spoken.pop() if len(spoken) == 1 else env.config.language or "en"


def setup(app: Sphinx) -> None:
    app.add_transform(SpokenGlossary)
    sphinx.builders.html.IndexEntries = SpokenIndex  # type: ignore[attr-defined]  # no other way
