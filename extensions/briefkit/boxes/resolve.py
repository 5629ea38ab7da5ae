"""What needs the whole paper: the numbers of boxes where a format prints none, and quotes that repeat the text."""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefkit.boxes.model import letters, repeats
from briefkit.boxes.nodes import box_title, pull_quote, quote_by, text_box
from briefkit.core.briefings import members, paper_of, papers
from briefkit.core.domain import brief
from briefkit.core.numbering import labelled
from briefkit.core.stale import renewed


def _parts(quote: pull_quote) -> tuple[str, str]:
    """The words of a quote and those of its attribution."""
    by = [child.astext() for child in quote.children if isinstance(child, quote_by)]
    return " ".join(child.astext() for child in quote.children if not isinstance(child, quote_by)), " ".join(by)


def _text(node: dn.Element) -> str:
    """The letters of all that a document says beside its pull quotes."""
    if not node.children or isinstance(node, (pull_quote, dn.comment)):
        return ""
    return "".join(
        _text(child) if isinstance(child, dn.Element) else letters(child.astext()) for child in node.children
    )


def note(app: Sphinx, document: dn.document) -> None:
    """Remember the quotes of a document that its own text does not repeat."""
    quotes = list(document.findall(pull_quote))
    text = _text(document) if quotes else ""
    for quote in quotes:
        words, by = _parts(quote)
        quote["repeated"] = repeats(words, by, [text])
    if open_ones := [_parts(quote) for quote in quotes if not quote["repeated"]]:
        brief(app.env).data["used"].setdefault(app.env.docname, {})["quotes"] = open_ones


def compare(_app: Sphinx, env: BuildEnvironment) -> set[str]:
    """Look for those quotes in the other documents of their paper; where that changed, a document is written again."""
    known: dict[str, tuple[list[Any], dict[str, list[bool]]]] = getattr(env, "briefkit_quotes", {})
    found = {}
    for paper in papers(env).values():
        names = members(env, paper)
        quotes = {name: brief(env).data["used"].get(name, {}).get("quotes", []) for name in names}
        if any(quotes.values()) and len(names) > 1:
            read = [(name, env.all_docs.get(name)) for name in names]
            old = known.get(paper.root)
            found[paper.root] = old if old and old[0] == read else (read, _compared(env, quotes))
    env.briefkit_quotes = found  # type: ignore[attr-defined]  # kept with the environment
    before, now = _flags(known), _flags(found)
    changed = (name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    return renewed(env, (name for name in changed if name in env.found_docs))


def _compared(env: BuildEnvironment, quotes: dict[str, list[tuple[str, str]]]) -> dict[str, list[bool]]:
    """For each document with quotes of a paper, whether another one repeats them."""
    texts = [_text(env.get_doctree(name)) for name in quotes]
    return {name: [repeats(words, by, texts) for words, by in of] for name, of in quotes.items() if of}


def _flags(known: dict[str, tuple[list[Any], dict[str, list[bool]]]]) -> dict[str, list[bool]]:
    return {name: flags for _, of in known.values() for name, flags in of.items()}


class HideRepeated(SphinxPostTransform):
    """Marks the quotes that repeat the paper. Nobody hears them, so that nothing in them can be a link or a note."""

    default_priority = 800

    def run(self, **_kwargs: Any) -> None:
        elsewhere = iter(_flags(getattr(self.env, "briefkit_quotes", {})).get(self.env.docname, ()))
        for quote in self.document.findall(pull_quote):
            quote["repeated"] = quote.get("repeated") or next(elsewhere, False)
            if quote["repeated"]:
                for note_mark in list(quote.findall(dn.footnote_reference)):
                    note_mark.parent.remove(note_mark)
                for link in list(quote.findall(dn.reference)):
                    link.replace_self(link.children)


class NumberBoxes(SphinxPostTransform):
    """Puts the number of a box before its title in the formats that count no boxes."""

    default_priority = 800

    def run(self, **_kwargs: Any) -> None:
        if self.env._app.builder.format in {"html", "pdf"} or paper_of(self.env, self.env.docname) is None:
            return
        for node in self.document.findall(text_box):
            numbers = self.env.toc_fignumbers.get(self.env.docname, {}).get("box", {})
            number = next((numbers[name] for name in node["ids"] if name in numbers), None)
            title = next((child for child in node.children if isinstance(child, box_title)), None)
            if number and title is not None:
                title.insert(0, dn.Text(f"{labelled(self.env, self.env.docname, 'box', number)}. "))
