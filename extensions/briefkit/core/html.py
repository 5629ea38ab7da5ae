"""What Sphinx's HTML writer does as if there were one language only: the words of numbers, and which way to read."""

from __future__ import annotations

from types import MethodType
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from briefkit.core.frontmatter import language_of
from briefkit.core.language import language_in
from briefkit.core.numbering import labelled
from briefkit.core.spoken import speaker
from briefkit.core.words import direction


def visit_document(self: HTML5Translator, node: nodes.document) -> None:
    """Teach this translator, whatever its class, numbers and directions, and let Sphinx speak the page's language."""
    speaker.speak(language_of(self.builder.env, self.builder.current_docname))
    self.add_fignumber = MethodType(add_number, self)  # type: ignore[method-assign]
    self.starttag = MethodType(starttag, self)  # type: ignore[method-assign]
    HTML5Translator.visit_document(self, node)


def depart_document(self: HTML5Translator, node: nodes.document) -> None:
    HTML5Translator.depart_document(self, node)


def _docname(self: HTML5Translator) -> str:
    return str(self.docnames[-1] if self.builder.name == "singlehtml" else self.builder.current_docname)


def add_number(self: HTML5Translator, node: nodes.Element) -> None:
    """The number of what has a caption, in the language of its document, and marked so in a passage of another one."""
    docname = _docname(self)
    kind = self._domains.standard_domain.get_enumerable_node_type(node) or ""
    key = f"{docname}/{kind}" if self.builder.name == "singlehtml" else kind
    numbers = next((self.builder.fignumbers.get(key, {}).get(name) for name in node["ids"]), None)
    if numbers:
        language = language_of(self.builder.env, docname)
        marks = f' lang="{language}" dir="{direction(language)}"' if language_in(node) else ""
        text = self.encode(labelled(self.builder.env, docname, kind, numbers))
        self.body.append(f'<span class="caption-number"{marks}>{text} </span>')


def starttag(
    self: HTML5Translator,
    node: Any,
    tagname: str,
    suffix: str = "\n",
    empty: bool = False,
    **attributes: Any,
) -> str:
    """The start of an element; a passage that is read the other way than its page has its direction too."""
    language = language_in(node) if isinstance(node, nodes.Element) else ""
    if language and direction(language) != direction(language_of(self.builder.env, _docname(self))):
        attributes["dir"] = direction(language)
    tag: str = type(self).starttag(self, node, tagname, suffix, empty, **attributes)
    return tag


def setup(app: Sphinx) -> None:
    app.registry.add_translation_handlers(nodes.document, html=(visit_document, depart_document))
