"""Which words of a page are not in the paper.

Runs of text between the edges of blocks are reduced to letters and digits and looked up in the paper's text, reduced
in the same way, so that line breaks, hyphens and spaces do not matter. A run that is not found whole is looked up in
pieces of three words; a word that no found piece covers is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import html

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "br",
    ]  # a list of 40 strings is hard to read
)
_LEFT_OUT = {
    "//script | //style | //template": "no text",
    "//svg": "a picture",
    "//nav": "navigation, the list of contents of a page among it",
    "//*[contains(concat(' ', @class, ' '), ' toctree-wrapper ')]": "a list of chapters: the paper has its contents",
    "//object": "what stands for a picture where it cannot be shown",
    "//*[contains(concat(' ', @class, ' '), ' sd-hide-link-text ')]": "the name of a link over a card, which is hidden",
    "//*[contains(concat(' ', @class, ' '), ' ablog__prev-next ')]": "the way to the next post",
    "//*[contains(concat(' ', @class, ' '), ' jupyterlite_sphinx_try_it_button ')]": "starts a program in the page",
    "//*[contains(concat(' ', @class, ' '), ' headerlink ')]": "a link to where one is",
    "//*[contains(concat(' ', @class, ' '), ' viewcode-link ')]": "a link to a page that shows the source of a module",
    "//*[contains(concat(' ', @class, ' '), ' backrefs ')]": "links from a note back to its marks",
    "//*[contains(concat(' ', @class, ' '), ' linenos ')]": "numbers of lines: artifacts in the paper",
}
"""What of a page is no text of its document, and why."""
_BREAKS = re.compile(r"[\s\u200b/-]+")
"""Where a line of a paper may end, and a page with notes at its foot."""
_FORMULAS = frozenset({"math"})
"""Classes and tags of formulas: the page holds LaTeX, the paper a formula. A run of text ends before it."""


@dataclass(slots=True)
class Lost:
    """The words of pages, those that the paper lacks, and examples with their page."""

    words: int = 0
    lost: int = 0
    examples: list[str] = field(default_factory=list)


def squeeze(text: str) -> str:
    """Letters and digits alone, whatever their case and their form."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def runs(page: Path) -> Iterator[str]:
    """The runs of text of a page's document."""
    tree = html.parse(str(page)).getroot()
    for path in _LEFT_OUT:
        for element in tree.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()
    pieces: list[str] = []
    for text in _pieces(tree.xpath("//*[@role='main']")[0]):
        if text is not None:
            pieces.append(text)
        elif run := "".join(pieces).strip():
            yield run
            pieces = []
    yield "".join(pieces)


def _pieces(element: Any) -> Iterator[str | None]:
    """Texts in their order, and None at the edges of blocks."""
    if isinstance(element.tag, str):
        is_formula = not _FORMULAS.isdisjoint([element.tag, *element.get("class", "").split()])
        edge = is_formula or element.tag in _BLOCKS
        if edge:
            yield None
        if is_formula:
            return
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""
        if edge:
            yield None


def compare(pages: dict[str, Path], paper: str) -> Lost:
    """Look for the words of *pages* (by document) in *paper*, which is squeezed."""
    found = Lost()
    for name, page in pages.items():
        for run in runs(page):
            words = [word for word in _BREAKS.split(run) if squeeze(word)]
            found.words += len(words)
            gone = [] if squeeze(run) in paper else _gone(words, paper)
            found.lost += len(gone)
            if gone:
                found.examples.append(f"{name}: {' '.join(gone)}  ({' '.join(words)[:120]})")
    return found


def _gone(words: list[str], paper: str) -> list[str]:
    there = [False] * len(words)
    for start in range(max(1, len(words) - 2)):
        piece = words[start : start + 3]
        if squeeze("".join(piece)) in paper:
            there[start : start + len(piece)] = [True] * len(piece)
    return [word for word, is_there in zip(words, there, strict=True) if not is_there]
