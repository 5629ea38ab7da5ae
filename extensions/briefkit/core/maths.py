"""Maths in pages as MathML: no script, and no request to a third party."""

from __future__ import annotations

from html import escape
from typing import Any
from xml.etree.ElementTree import Element, tostring

from docutils import nodes
from latex2mathml.converter import convert_to_element
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from briefkit.core.problems import Kind, Problem
from briefkit.core.report import place_of, report


def mathml(latex: str, display: bool) -> str | None:
    """LaTeX as MathML with the LaTeX as its annotation; nothing where it cannot be read."""
    try:
        element = convert_to_element(latex, display="block" if display else "inline")
    except Exception:  # the converter raises many kinds, IndexError among them, for a writer's mistake
        return None
    element.attrib.pop("xmlns", None)
    element.set("alttext", latex)
    _plain(element)
    return tostring(element, encoding="unicode")


def _plain(element: Element) -> None:
    """Character references of the converter as characters: ``&#x003B1;`` becomes ``α``."""
    from html import unescape

    for child in element.iter():
        child.text = unescape(child.text) if child.text else child.text


def _set(self: Any, node: Any, display: bool) -> str:
    latex = node.astext()
    found = mathml(latex, display)
    if found is None:
        report([Problem(
            Kind.PAPER, f"This formula cannot be read: {latex!r}. It is printed as it was typed; correct its LaTeX.",
            place_of(node),
        )])  # fmt: skip
        return f"<code>{escape(latex)}</code>"
    return found


def _visit_inline(self: Any, node: nodes.math) -> None:
    self.body.append(_set(self, node, display=False))
    raise nodes.SkipNode


def _visit_block(self: Any, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math-block"))
    self.body.append(_set(self, node, display=True))
    if node["ids"] and (number := get_node_equation_number(self, node)):
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _choose(app: Sphinx, config: Config) -> None:
    if config.html_math_renderer is None:
        config["html_math_renderer"] = "mathml"


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (_visit_inline, None), (_visit_block, None))
    app.connect("config-inited", _choose, priority=700)
