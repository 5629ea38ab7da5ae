"""``figure`` with the lines that a publisher prints below a picture."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.patches import Figure
from sphinx.util.docutils import SphinxDirective

from briefkit.core.content import Content
from briefkit.core.domain import brief
from briefkit.core.frontmatter import language_of
from briefkit.core.house import house
from briefkit.core.language import language_classes
from briefkit.core.licences import licence
from briefkit.core.problems import Kind, Place, Problem, listing, nearest
from briefkit.core.report import report
from briefkit.core.words import punctuation, words
from briefkit.figures.nodes import figure_line, figure_lines

DIGITAL_SOURCE = {
    "generated": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    "edited": "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
}
"""IPTC's digital source types for pictures that AI made or edited."""


class BriefFigure(SphinxDirective, Figure):
    """Sphinx's ``figure`` with ``:credit:``, ``:source:``, ``:note:``, ``:licence:``, ``:ai:`` and ``:map:``."""

    option_spec: ClassVar = dict(Figure.option_spec or {}) | {
        "credit": directives.unchanged,
        "source": directives.unchanged,
        "note": directives.unchanged,
        "licence": directives.unchanged,
        "license": directives.unchanged,
        "ai": directives.unchanged,
        "map": directives.flag,
        "lang": directives.unchanged,
    }  # fmt: skip

    def run(self) -> list[nodes.Node]:
        own = {name: self.options.pop(name) for name in list(self.options) if name not in (Figure.option_spec or {})}
        found = super().run()
        figure = next((node for node in found if isinstance(node, nodes.figure)), None)
        if figure is None:
            return found
        place = Place(*self.get_source_info())
        figure["classes"] += language_classes(own.get("lang", ""), place)
        lines = self._lines(own, place)
        if lines:
            figure += figure_lines("", *lines)
        used = brief(self.env).data["used"].setdefault(self.env.docname, {})
        for asked in ("ai", "map"):
            if asked in own:
                used.setdefault("notices", []).append((asked, place.file, place.line))
        return found

    def _lines(self, own: dict[str, str], place: Place) -> list[nodes.Node]:
        language = language_of(self.env, self.env.docname)
        say, colon = words(language), punctuation(": ", language)
        content = Content(self)
        lines: list[nodes.Node] = []
        for name, label in (("note", say("Note")), ("source", say("Source")), ("credit", "")):
            if own.get(name):
                line = figure_line("", what=name)
                if label:
                    line += [nodes.inline("", label + colon.rstrip(" "), classes=["label"]), nodes.Text(" ")]
                line += content.inline(own[name], place)
                lines.append(line)
        if typed := own.get("licence") or own.get("license"):
            name, url = licence(typed, language)
            text: nodes.Node = nodes.reference("", name, refuri=url) if url else nodes.Text(name)
            lines.append(figure_line("", "", text, what="licence"))
        if "ai" in own and (marked := self._ai(own["ai"], place)):
            lines.append(marked)
        return lines

    def _ai(self, value: str, place: Place) -> figure_line | None:
        kind = value.strip().lower()
        if kind not in DIGITAL_SOURCE:
            report([Problem(
                Kind.OPTION,
                f":ai: cannot be '{value}'. Allowed: {listing(DIGITAL_SOURCE)}.{nearest(kind, DIGITAL_SOURCE)}",
                place,
            )])  # fmt: skip
            return None
        label = house(self.env).vocabularies.label("ai", kind, language_of(self.env, self.env.docname))
        return figure_line("", label, what="ai", **{"digital-source": DIGITAL_SOURCE[kind]})
