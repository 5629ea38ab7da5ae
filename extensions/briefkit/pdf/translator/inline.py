"""Text and what stands in a line of it: emphasis, code, marks, HTML."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from docutils import nodes
from sphinx import addnodes

from briefkit.pdf.maths import equation
from briefkit.pdf.translator.base import Base
from briefkit.pdf.typst import Content

_TAG = re.compile(r"\s*<\s*(/?)\s*([a-z][a-z0-9]*)\b([^>]*?)/?>\s*", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
_HTML = {
    "s": "strike", "del": "strike", "strike": "strike", "u": "underline", "ins": "underline",
    "sub": "sub", "sup": "super", "b": "strong", "strong": "strong", "i": "emph", "em": "emph",
    "cite": "emph", "mark": "mark", "kbd": "kbd", "small": "",
    "span": "", "abbr": "", "q": "", "code": "", "a": "",
}  # fmt: skip
_CLASSES = {"strike": "strike", "underline": "underline", "mark": "mark", "kbd": "kbd", "guilabel": "strong"}

_CLINGING = frozenset(":;,.!?/)]}")
"""No line ends before one of these, not even after a blank: code that begins so has to be told apart from them."""
_LONG_FORMULA = 40
"""Letters of LaTeX that a line holds in any case."""

_CHECKBOX = re.compile(r"<input\b[^>]*\bcheckbox\b")


def checkbox(node: nodes.Node) -> bool | None:
    """Whether the box that MyST puts before a task is checked; None where *node* is no such box."""
    if not isinstance(node, nodes.raw) or not _CHECKBOX.search(node.astext()):
        return None
    return "checked=" in node.astext()


def _wrapped(function: str) -> Any:
    """A visitor that prints the children of a node inside of the call of a function."""

    def visit(self: Inline, node: nodes.Element) -> None:
        if content := self.content(node):
            self.call(function, content)
        raise nodes.SkipNode

    return visit


_VERBATIM = (nodes.literal_block, addnodes.production)


def _is_verbatim(node: nodes.Node) -> bool:
    """Whether a text stands in a literal block that holds markup, so that its blanks and lines count."""
    around = node.parent
    while isinstance(around, nodes.TextElement) and not isinstance(around, _VERBATIM):
        around = around.parent
    return isinstance(around, _VERBATIM)


def _after_blank(node: nodes.Node) -> bool:
    """Whether a blank stands before *node* in its line."""
    before = node.parent.children[: node.parent.index(node)]
    return bool(before) and before[-1].astext()[-1:].isspace()


class Inline(Base):
    """Visitors of text and of inline nodes."""

    visit_emphasis = visit_title_reference = visit_literal_emphasis = visit_manpage = _wrapped("emph")
    visit_strong = visit_literal_strong = _wrapped("strong")
    visit_subscript = _wrapped("sub")
    visit_superscript = _wrapped("super")
    visit_generated = visit_problematic = Base.through
    visit_paragraph_number = Base.skip  # the paragraph prints it

    def visit_Text(self, node: nodes.Text) -> None:
        if _is_verbatim(node):
            self._verbatim(node.astext())
        else:
            self.text(self.local(node.astext()))
        raise nodes.SkipNode

    def _verbatim(self, text: str) -> None:
        for number, line in enumerate(text.expandtabs(4).split("\n")):
            if number:
                self.line_break()
            if line:
                self.call("raw", line)

    def visit_literal(self, node: nodes.Element) -> None:
        text = node.astext().replace("\n", " ")
        if "kbd" in node["classes"]:
            self.call("kbd", self.content(node))
        elif text:
            if text[0] in _CLINGING and _after_blank(node):
                self.call("text", "\u200b")
            self.call("raw", text)
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.Element) -> None:
        function = next((_CLASSES[item] for item in node["classes"] if item in _CLASSES), None)
        content = self.content(node)
        if function and content:
            self.call(function, content)
        else:
            self.emit(*content.calls)
        raise nodes.SkipNode

    def visit_abbreviation(self, node: nodes.Element) -> None:
        """Explained where it stands first."""
        self.emit(*self.content(node).calls)
        explanation = str(node.get("explanation", ""))
        in_signature = isinstance(node.parent, addnodes.desc_sig_element)
        if explanation and not in_signature and (node.astext(), explanation) not in self.explained:
            self.explained.add((node.astext(), explanation))
            self.text(f" ({explanation})")
        raise nodes.SkipNode

    visit_acronym = visit_abbreviation

    def visit_math(self, node: nodes.Element) -> None:
        formula = self.equation(node, block=False)
        if len(node.astext()) > _LONG_FORMULA and formula.name == "math.equation":
            self.call("long-formula", Content([formula]))
        else:
            self.emit(formula)
        raise nodes.SkipNode

    def equation(self, node: nodes.Element, block: bool) -> Any:
        """The formula of a node; its LaTeX as code where it cannot be read."""
        latex = node.astext()
        body = equation(latex, block)
        if body is None:
            self.warn(f"This formula cannot be read: {latex!r}. It is printed as it was typed; correct its LaTeX.")
            return self.value("raw", latex, block=block)
        return self.value("math.equation", body, block=block, alt=latex.strip() or " ")

    # HTML that was typed, or that MyST makes of its own syntax.

    def visit_raw(self, node: nodes.Element) -> None:
        if "html" in str(node.get("format", "")).split():
            self._html(node, node.astext())
        raise nodes.SkipNode

    def _html(self, node: nodes.Element, html: str) -> None:
        in_line = isinstance(node.parent, nodes.TextElement)
        tag = _TAG.fullmatch(html)
        if node in self.task_boxes:
            return
        if (checked := checkbox(node)) is not None:
            self.text("☑ " if checked else "☐ ")
        elif tag and in_line:
            self._html_tag(tag[1] == "/", tag[2].lower())
        elif text := unescape(_TAGS.sub(" ", html)).strip():
            self.warn("HTML is printed in the PDF as its bare text. Write it in MyST or reST to keep its form.")
            content = self.render([nodes.Text(text)])
            self.emit(*content.calls) if in_line else self.call("par", content)
        elif re.search(r"<(img|iframe|video|audio|svg|object|embed|canvas)\b", html, re.IGNORECASE):
            self.warn(
                "HTML without text has no place in the PDF and is left out. "
                "For a picture, use the syntax of MyST or reST."
            )

    def _html_tag(self, closes: bool, tag: str) -> None:
        if tag == "br":
            self.line_break()
        elif tag not in _HTML:
            self.warn_once(
                f"tag {tag}",
                f"The HTML tag <{tag}> has no form in the PDF; what stands inside it is printed.",
            )
        elif not closes:
            self.open()
            self.html_tags.append((tag, len(self.frames)))
        elif self.html_tags and self.html_tags[-1] == (tag, len(self.frames)):
            self.html_tags.pop()
            content: Content = self.close()
            if _HTML[tag] and content:
                self.call(_HTML[tag], content)
            else:
                self.emit(*content.calls)
