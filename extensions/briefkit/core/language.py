"""The language of a passage: the role ``lang``, and ``:lang:`` on blocks.

It is kept as the class ``language-xx``, which docutils writes as ``lang`` into HTML and knows in LaTeX.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.report import report

TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language tag as in BCP 47, without its rarer forms."""

BLOCKS = (
    "admonition", "attention", "caution", "compound", "container", "csv-table", "danger", "epigraph", "error", "figure",
    "highlights", "hint", "important", "list-table", "note", "rubric", "seealso", "sidebar", "table", "tip",
    "topic", "warning",
)  # fmt: skip
"""The directives that take ``:lang:``, beside all of briefkit's own."""


class LangRole(SphinxRole):
    """``{lang}`fr texte```: a passage in another language."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        tag, _, text = self.text.strip().partition(" ")
        source, line = self.get_source_info()
        if not TAG.fullmatch(tag) or not text.strip():
            report([Problem(
                Kind.VALUE,
                f"The role 'lang' begins with a language tag, then the text: {{lang}}`fr texte français`. Found '{self.text}'.",
                Place(source, line),
            )])  # fmt: skip
            return [nodes.inline(self.text, self.text)], []
        return [nodes.inline(self.rawtext, text.strip(), classes=[f"language-{tag}"])], []


def language_in(node: nodes.Element) -> str:
    """The language that an element is classed with; nothing where it has that of what it stands in."""
    return next((name.removeprefix("language-") for name in node["classes"] if name.startswith("language-")), "")


def language_classes(typed: str, place: Place) -> list[str]:
    """The class of a language tag; none, with a warning, for what is no tag."""
    tag = typed.strip()
    if tag and not TAG.fullmatch(tag):
        report([Problem(Kind.OPTION, f":lang: '{tag}' is no language tag. Write it as en, fr or pt-BR.", place)])
        return []
    return [f"language-{tag}"] if tag else []


def _with_lang(base: Any) -> type[Directive]:
    class WithLang(base):  # type: ignore[misc]  # the base is known at run time only
        option_spec = dict(base.option_spec or {}) | {"lang": directives.unchanged}

        def run(self) -> list[nodes.Node]:
            classes = language_classes(self.options.pop("lang", "") or "", _place(self))
            found: list[nodes.Node] = super().run()
            for node in found:
                if isinstance(node, nodes.Element):
                    node["classes"] += classes
            return found

    return WithLang


def _place(directive: Directive) -> Place:
    source, line = directive.state_machine.get_source_and_line(directive.lineno)
    return Place(str(source), line)


def _extend(app: Sphinx) -> None:
    from docutils.parsers.rst.languages import en

    for name in BLOCKS:
        base = directives._directives.get(name)  # type: ignore[attr-defined]  # there is no public way to look one up
        if base is None:
            base, _ = directives.directive(name, en, None)  # type: ignore[arg-type]  # no document is needed for a known one
        if base is not None:
            app.add_directive(name, _with_lang(base), override=True)


def setup(app: Sphinx) -> None:
    app.add_role("lang", LangRole())
    app.connect("builder-inited", _extend)
