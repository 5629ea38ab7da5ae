"""Where a picture comes from: credit, source, note, licence, and the label of what AI made."""

from __future__ import annotations

from sphinx.application import Sphinx

from briefkit.figures import html, rights
from briefkit.figures.directive import BriefFigure
from briefkit.figures.nodes import figure_line, figure_lines


def setup(app: Sphinx) -> None:
    app.add_node(figure_lines, html=html.LINES)
    app.add_node(figure_line, html=html.LINE)
    app.add_directive("figure", BriefFigure, override=True)
    app.connect("doctree-read", rights.note)
