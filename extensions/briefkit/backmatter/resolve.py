"""The lists of a paper, once every document is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docutils import nodes as dn
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefkit.backmatter.model import united
from briefkit.backmatter.nodes import backmatter, signature
from briefkit.core.briefings import members, paper_of
from briefkit.core.collation import alphabetical
from briefkit.core.domain import brief
from briefkit.core.face import day
from briefkit.core.frontmatter import front_of, language_of
from briefkit.core.imprint import Line, linked
from briefkit.core.problems import Kind, Problem
from briefkit.core.report import place_of, report
from briefkit.core.tables import Column, Group, Row, build, signed, status_word
from briefkit.core.words import punctuation, words

_CURES = {
    "abbreviations": "Write 'abbreviations: {EU: European Union}' into the front matter, or {abbr}`EU (European Union)` into the text.",
    "history": "Write 'history' into the front matter, under 'briefing:', one '- {version, date, kind, text}' a line.",
    "approvals": "Write 'approvals' into the front matter, under 'briefing:', one '- {role, name, on, version}' a line.",
}


class FillBackmatter(SphinxPostTransform):
    """Fills the lists from front matter, and takes away those that nothing fills, with a warning."""

    default_priority = 4  # before references are resolved, and before short forms are explained

    def run(self, **_kwargs: Any) -> None:
        for node in list(self.document.findall(backmatter)):
            self.tongue = language_of(self.env, node["refdoc"])
            self.say = words(self.tongue)
            self.front = front_of(self.env, node["refdoc"])
            columns, rows = _PARTS[node["part"]](self, node)
            if not rows:
                report(
                    [Problem(Kind.MISSING, f"There is nothing to list here. {_CURES[node['part']]}", place_of(node))]
                )
                node.parent.remove(node)
                continue
            build(node, columns, [Group(dn.Text(""), rows)], ())
            if node["part"] == "abbreviations":
                node["classes"].append("matrix")  # two narrow columns are no cards on a small screen

    def _abbreviations(self, node: backmatter) -> tuple[Sequence[Column], list[Row]]:
        paper = paper_of(self.env, node["refdoc"])
        names = members(self.env, paper) if paper else [node["refdoc"]]
        used = brief(self.env).data["used"]
        explained = [pair for name in names for pair in used.get(name, {}).get("abbreviations", ())]
        known = united(self.front.abbreviations, explained)
        say = self.say
        columns = Column("short", say("Abbreviation"), 20), Column("long", say("Meaning"), 80)
        ordered = sorted(known, key=lambda short: alphabetical(short, self.tongue))
        return columns, [Row([_text(short), _text(known[short])]) for short in ordered]

    def _history(self, _node: backmatter) -> tuple[Sequence[Column], list[Row]]:
        say = self.say
        columns = (
            Column("version", say("Version"), 14),
            Column("date", say("Date"), 26),
            Column("change", say("Change"), 60),
        )
        rows = []
        for change in self.front.briefing.history if self.front.briefing else ():
            text: list[dn.Node] = [*_inline(linked(change.text))]
            if change.kind == "correction":
                text = [
                    dn.strong("", say("Correction"), classes=["correction"]),
                    dn.Text(punctuation(": ", self.tongue)),
                    *text,
                ]
            rows.append(
                Row([_text(change.version or "–"), _text(self._day(change.date)), [dn.paragraph("", "", *text)]])
            )
        return columns, rows

    def _approvals(self, _node: backmatter) -> tuple[Sequence[Column], list[Row]]:
        say = self.say
        columns = (
            Column("role", say("Role"), 24), Column("person", say("Name"), 24), Column("date", say("Date"), 18),
            Column("version", say("Version"), 10), Column("signature", say("Signature"), 24),
        )  # fmt: skip
        rows = []
        for approval in self.front.briefing.approvals if self.front.briefing else ():
            done = signed(status_word(code="approved"), "✓", say("Approved"))
            state: dn.Node = done if approval.on else signature("", say("open"))
            rows.append(Row([
                _text(approval.role), _text(approval.name or ""), _text(self._day(approval.on)),
                _text(approval.version or ""), [dn.paragraph("", "", state)],
            ]))  # fmt: skip
        return columns, rows

    def _day(self, value: Any) -> str:
        return day(value, self.tongue) if value else ""


def _text(text: str) -> list[dn.Node]:
    return [dn.paragraph(text, text)]


def _inline(line: Line) -> Iterator[dn.Node]:
    for run in line:
        text = dn.Text(run["text"])
        yield dn.reference("", "", text, refuri=run["href"]) if run["href"] else text


_PARTS: dict[str, Callable[[FillBackmatter, backmatter], tuple[Sequence[Column], list[Row]]]] = {
    "abbreviations": FillBackmatter._abbreviations,
    "history": FillBackmatter._history,
    "approvals": FillBackmatter._approvals,
}
