"""Numbers of sections, figures, tables and equations, counted anew in each briefing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.directives.other import TocTree
from sphinx.environment import BuildEnvironment

from briefkit.core.briefings import has_briefings, papers, scope_of
from briefkit.core.domain import brief
from briefkit.core.frontmatter import language_of
from briefkit.core.house import house
from briefkit.core.state import AT_A_GLANCE, paper_type
from briefkit.core.words import words

PATTERNS = {
    "figure": "Figure %s", "table": "Table %s", "code-block": "Listing %s", "timeline": "Timeline %s", "box": "Box %s",
    "section": "section %s",
}  # fmt: skip
"""How a number is printed, in English."""

Outline = list[tuple[str, Any, str]]
"""What carries a number in a document, in order: ``(kind, what, id)`` with the kinds ``section`` (its level, 1
the title of the document), ``plain`` (a section without a number), ``toctree`` (the documents, ``"annex"`` as id where it holds annexes), ``figure`` (its
type) and ``paragraph`` (its ids)."""


class AnnexTocTree(TocTree):
    """``toctree`` with ``:annex:``: its documents are annexes, lettered A, A.1, …"""

    option_spec = TocTree.option_spec | {"annex": lambda _: True}

    def run(self) -> list[nodes.Node]:
        result = super().run()
        if "annex" in self.options:
            for node in result:
                for toctree in node.findall(addnodes.toctree):
                    toctree["annex"] = True
        return result


def is_numbered(section: nodes.section) -> bool:
    """Whether a heading carries a number: not where it is classed ``unnumbered``, nor over a mere list of references."""
    return "unnumbered" not in section["classes"] and not _is_references(section)


_BESIDE = nodes.title, nodes.Invisible, nodes.footnote, nodes.transition, nodes.system_message
"""What is no text of a section. Footnotes may be put at the end of the last one, below a line."""


def _is_references(section: nodes.section) -> bool:
    """Whether a section has a list of references below its heading, and no text."""
    parts = [child for child in section.children if not isinstance(child, _BESIDE)]
    lists = [type(child).__name__ == "bibliography" for child in parts]
    return any(lists) and all(
        own or (isinstance(child, nodes.section) and _is_references(child))
        for own, child in zip(lists, parts, strict=True)
    )


def _outline(env: BuildEnvironment, document: nodes.document) -> Iterator[tuple[str, Any, str]]:
    def walk(node: nodes.Element, level: int) -> Iterator[tuple[str, Any, str]]:
        for child in node.children:
            if isinstance(child, nodes.section):
                if child["ids"]:
                    yield "section" if is_numbered(child) else "plain", level, child["ids"][0]
                yield from walk(child, level + 1)
            elif isinstance(child, addnodes.toctree):
                documents = [name for _, name in child["entries"] if name in env.found_docs]
                yield "toctree", documents, "annex" if child.get("annex") else ""
            elif isinstance(child, nodes.Element):
                if child.get("counted"):
                    yield "paragraph", list(child["ids"]), ""
                if figure := _figure_type(env, child):
                    yield "figure", figure, child["ids"][0]
                yield from walk(child, level)

    return walk(document, 1)


def _figure_type(env: BuildEnvironment, node: nodes.Element) -> str | None:
    std = env.domains.standard_domain
    if isinstance(node, nodes.math_block):
        return "displaymath" if node["ids"] else None
    if not node["ids"] or not std.get_numfig_title(node):
        return None
    return std.get_enumerable_node_type(node)


def _note(app: Sphinx, document: nodes.document) -> None:
    for paragraph in document.findall(nodes.paragraph):
        # The paragraphs of the running text carry a number where a briefing asks for it, not those of lists and boxes.
        if isinstance(paragraph.parent, (nodes.section, nodes.document)) and paragraph.astext().strip():
            paragraph["counted"] = True
    brief(app.env).data["outlines"][app.env.docname] = list(_outline(app.env, document))


def _letter(number: int) -> str:
    """A, B, …, Z, AA, AB, …"""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


class _Count:
    """The numbers of one briefing while its documents are walked through."""

    def __init__(self, env: BuildEnvironment, depth: int, language: str) -> None:
        self.env, self.depth, self.language = env, depth, language
        self.sections: dict[str, dict[str, tuple[int | str, ...]]] = {}
        self.figures: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {}
        self.counts: dict[str, int] = {}
        self.paragraphs: dict[str, list[int]] = {}
        self.paragraph = 0
        self.stack: list[int] = [0]
        self.annexes = 0

    def walk(self, docname: str, base: int, letter: str = "") -> None:
        """Number a document whose title stands at the level *base*: 0 for the root, whose title has no number."""
        if docname in self.sections:
            return
        self.sections[docname], self.figures[docname], self.paragraphs[docname] = {}, {}, []
        for kind, what, name in brief(self.env).data["outlines"].get(docname, ()):
            if kind in {"section", "plain"}:
                self._section(docname, what - 1 + base, "" if what == 1 else f"#{name}", letter, kind == "plain")
            elif kind == "figure":
                self.counts[what] = self.counts.get(what, 0) + 1
                self.figures[docname].setdefault(what, {})[name] = (self.counts[what],)
            elif kind == "paragraph":
                self.paragraph += 1
                self.paragraphs[docname].append(self.paragraph)
            else:
                self._toctree(what, base, name == "annex", letter)

    def _toctree(self, docnames: list[str], base: int, annex: bool, letter: str) -> None:
        for docname in docnames:
            if annex:
                self.annexes += 1
                chapters, self.stack = self.stack, [0]
                self.walk(docname, 1, _letter(self.annexes))
                self.stack = chapters
            else:
                self.walk(docname, base + 1, letter)

    def _section(self, docname: str, level: int, anchor: str, letter: str, plain: bool) -> None:
        # A heading without a number is said to have none: Sphinx would give it that of its document.
        if anchor:
            self.sections[docname][anchor] = ()
        if level == 0 or plain:
            return
        if letter:
            number: tuple[int | str, ...] = (self._annex(letter),) if level == 1 else (letter, *self._next(level - 1))
        else:
            number = self._next(level)
        if level <= self.depth or (letter and level <= self.depth + 1):
            self.sections[docname][anchor] = number

    def _annex(self, letter: str) -> str:
        return f"{words(self.language)('Annex')} {letter}"

    def _next(self, level: int) -> tuple[int, ...]:
        self.stack = [*self.stack[:level], *[0] * (level - len(self.stack))]
        self.stack[level - 1] += 1
        return tuple(self.stack)


def _before(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give Sphinx its own last numbers back, so that it compares like with like."""
    env.briefkit_numbers = env.toc_secnumbers, env.toc_fignumbers  # type: ignore[attr-defined]  # until _after
    env.briefkit_numfig = env.config.numfig  # type: ignore[attr-defined]  # until _after
    env.toc_secnumbers, env.toc_fignumbers = getattr(env, "briefkit_sphinx_numbers", ({}, {}))
    # Sphinx reads every document again to count figures through all of them; briefings are counted below.
    env.config["numfig"] = env.config.numfig and not has_briefings(env)
    return []


def _depth(env: BuildEnvironment, root: str) -> int:
    """How many levels of headings carry a number: none at a glance."""
    return 0 if paper_type(env, root) == AT_A_GLANCE else house(env).settings.number_sections


def _after(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Count each briefing anew; the documents whose numbers changed are written again."""
    env.config["numfig"] = env.briefkit_numfig  # type: ignore[attr-defined]  # as it was
    env.briefkit_sphinx_numbers = dict(env.toc_secnumbers), dict(env.toc_fignumbers)  # type: ignore[attr-defined]
    old = *env.briefkit_numbers, getattr(env, "briefkit_paragraphs", {})  # type: ignore[attr-defined]
    paragraphs: dict[str, list[int]] = {}
    for paper in papers(env).values():
        counted = _Count(env, _depth(env, paper.root), language_of(env, paper.root))
        counted.walk(paper.root, 0)
        paragraphs |= counted.paragraphs
        if paper.scope:
            env.toc_secnumbers.update(counted.sections)  # type: ignore[arg-type]  # annexes have letters
            env.toc_fignumbers.update(counted.figures)
            continue
        # Sphinx numbers no annexes, nor the figures of what no toctree leads to.
        lettered = {name: own for name, own in counted.sections.items() if _has_letters(own)}
        env.toc_secnumbers.update(lettered)  # type: ignore[arg-type]  # as above
        for docname, figures in counted.figures.items():
            env.toc_fignumbers.setdefault(docname, figures)
    if has_briefings(env):
        others = _Count(env, 0, language_of(env, env.config.root_doc))
        others.sections = {name: {} for name in env.found_docs if scope_of(env, name)}
        others.walk(env.config.root_doc, 0)
        env.toc_fignumbers.update(others.figures)
    env.briefkit_paragraphs = paragraphs  # type: ignore[attr-defined]  # kept with the environment
    new: tuple[dict[str, Any], ...] = (env.toc_secnumbers, env.toc_fignumbers, paragraphs)
    return [
        name for name in paragraphs if any(was.get(name) != now.get(name) for was, now in zip(old, new, strict=True))
    ]


def pattern(env: BuildEnvironment, docname: str, kind: str) -> str:
    """How a document prints the number of a *kind*, ``Figure %s``: as the project says, else in its own language."""
    known = str(env.config.numfig_format.get(kind, "%s"))
    return words(language_of(env, docname))(known) if known == PATTERNS.get(kind) else known


def labelled(env: BuildEnvironment, docname: str, kind: str, numbers: Sequence[int | str]) -> str:
    """A number as a document prints it, ``Figure 1``. That of an annex says itself what it is: ``Annex A``."""
    number = ".".join(map(str, numbers))
    if kind == "section" and isinstance(numbers[0], str):
        return number if len(numbers) == 1 else f"{words(language_of(env, docname))('Annex')} {number}"
    asked = pattern(env, docname, kind)
    return asked % number if "%s" in asked else asked.format(number=number, name="")


def _has_letters(sections: dict[str, tuple[int | str, ...]]) -> bool:
    return any(isinstance(part, str) for number in sections.values() for part in number)


def paragraph_numbers(env: BuildEnvironment, docname: str, whole: bool = False) -> Iterator[int]:
    """The numbers of the paragraphs of a document, in order; of the whole paper they begin with 1."""
    return count(1) if whole else iter(getattr(env, "briefkit_paragraphs", {}).get(docname, ()))


def paragraph_number_of(env: BuildEnvironment, docname: str, node_id: str) -> int | None:
    """The number of the paragraph with an id; nothing where it is no paragraph of the running text."""
    paragraphs = [what for kind, what, _ in brief(env).data["outlines"].get(docname, ()) if kind == "paragraph"]
    numbers = getattr(env, "briefkit_paragraphs", {}).get(docname, ())
    return next((number for ids, number in zip(paragraphs, numbers, strict=False) if node_id in ids), None)


def _mark_annex(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Class the section of an annex, whose number is a word and a letter."""
    number = app.env.toc_secnumbers.get(docname, {}).get("", ())
    section = doctree.next_node(nodes.section)
    if section is not None and len(number) == 1 and isinstance(number[0], str):
        section["classes"].append("annex")


def setup(app: Sphinx) -> None:
    app.add_directive("toctree", AnnexTocTree, override=True)
    app.connect("doctree-read", _note, priority=900)
    app.connect("env-get-updated", _before, priority=1)
    app.connect("env-get-updated", _after, priority=900)
    app.connect("config-inited", _numfig)
    app.connect("doctree-resolved", _mark_annex)


def _numfig(_app: Sphinx, config: Config) -> None:
    """Papers number their figures and tables, in whole words, unless the project says otherwise."""
    if "numfig" not in config._raw_config:
        config["numfig"] = True
    config["numfig_format"] = PATTERNS | dict(config.numfig_format)
