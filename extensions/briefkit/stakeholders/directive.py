"""The directive ``stakeholder-table``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes

from briefkit.core.directive import RecordDirective
from briefkit.core.face import day
from briefkit.core.fields import Entry
from briefkit.core.house import house
from briefkit.core.listing import Listing, without
from briefkit.core.tables import Column, Group, Row, absent, build, signed, stance_word
from briefkit.core.words import punctuation, separated, words
from briefkit.stakeholders.model import (
    COLUMNS,
    DEFAULT_COLUMNS,
    SHAPE,
    Position,
    Source,
    Stakeholder,
    merged,
)
from briefkit.stakeholders.nodes import actor, stakeholder_table

_LISTS = {name: name for name in ("kind", "role", "stance", "vote", "movement", "confidence", "engagement")}
_TERMS = {"vote": "vote", "movement": "movement", "confidence": "confidence", "kind": "kind"}


class StakeholderTable(RecordDirective[Stakeholder]):
    """A table of stakeholders, one a row. The argument is its caption."""

    shape = SHAPE
    known_options: ClassVar = {
        **RecordDirective.record_options,
        "view": ("table",),
        "columns": (),
        "sort": (),
        "group-by": (
            "role",
            "kind",
            "stance",
            "vote",
            "movement",
            "influence",
            "stake",
            "confidence",
            "engagement",
            "audience",
        ),
        "filter": (),
    }

    def build(self) -> list[nodes.Node]:
        register = house(self.env).parts["stakeholders"]
        records = [
            merged(one, register.get(str(one.values.get("id")))) for one in self.read().records.get("stakeholders", [])
        ]
        entries = self.validate(Stakeholder, records)
        for entry in entries:
            self._check_sources(entry)
        listing = Listing(self, COLUMNS, _LISTS)
        columns = [
            Column(key, label or self.say(COLUMNS[key][0] if key != "name" else self.actor_word()), COLUMNS[key][1])
            for key, label in listing.columns(DEFAULT_COLUMNS)
        ]
        table = stakeholder_table(docname=self.env.docname, stances=any(column.key == "stance" for column in columns))
        self.set_common(table)
        shown = listing.chosen(entries, self.values)
        build(table, columns, self._groups(shown, columns, table), self.caption())
        for entry in without(entries, shown):
            self.note("stakeholder", entry, entry.model.name, "", short=entry.model.short)
        used = self.domain.data["used"].setdefault(self.env.docname, {})
        used.setdefault("stakeholders", []).extend(entries)
        return [table]

    def _check_sources(self, entry: Entry[Stakeholder]) -> None:
        one = entry.model
        of_fields: list[tuple[Sequence[Source], tuple[str, ...]]] = [(one.sources, ("sources",))]
        if isinstance(one.position, dict):
            of_fields += [(issue.sources, ("position", name, "sources")) for name, issue in one.position.items()]
        for sources, path in of_fields:
            for number, source in enumerate(sources):
                self.check_source(source.source, entry.record.place(*path, number))

    def say(self, word: str) -> str:
        return words(self.language)(word)

    def actor_word(self) -> str:
        return self.vocabularies.label("words", "stakeholder", self.language)

    def values(self, entry: Entry[Stakeholder], key: str) -> object:
        """The value of a field for filters and sorting."""
        if key == "engagement":
            return entry.model.how_to_engage
        if key == "id":
            return entry.model.key
        return getattr(entry.model, key.replace("-", "_"), None)

    def _groups(
        self, entries: Sequence[Entry[Stakeholder]], columns: Sequence[Column], table: nodes.Element
    ) -> list[Group]:
        field = self.option("group-by").replace("_", "-")
        if not field:
            return [Group(nodes.Text(""), self._rows(entries, columns, table))]
        terms = "level" if field in {"influence", "stake"} else field
        codes = self.vocabularies.codes(terms)
        groups: dict[str, list[Entry[Stakeholder]]] = {}
        for entry in entries:
            value = self.values(entry, field)
            first = next(iter(value), "") if isinstance(value, tuple) else value
            first = codes[first - 1] if isinstance(first, int) else first
            groups.setdefault(str(first or ""), []).append(entry)
        order = sorted(groups, key=lambda code: (not code, codes.index(code) if code in codes else len(codes)))
        return [
            Group(nodes.Text(self._group_label(terms, code)), self._rows(groups[code], columns, table))
            for code in order
        ]

    def _group_label(self, terms: str, code: str) -> str:
        return self.vocabularies.group_label(terms, code, self.language) if code else self.say("Others")

    def _rows(
        self, entries: Sequence[Entry[Stakeholder]], columns: Sequence[Column], table: nodes.Element
    ) -> list[Row]:
        rows = []
        for entry in entries:
            node_id = self.record_id(table, entry.model.key)
            self.note("stakeholder", entry, entry.model.name, node_id, short=entry.model.short)
            rows.append(Row([self._cell(entry, column.key) for column in columns], [node_id]))
        return rows

    def _cell(self, entry: Entry[Stakeholder], key: str) -> list[nodes.Node]:
        made = getattr(self, f"_cell_{key.replace('-', '_')}", None)
        cell: list[nodes.Node] = made(entry) if made else self._plain(entry, key)
        return cell or [nodes.paragraph("", "", absent("", "", nodes.Text("")))]

    def _plain(self, entry: Entry[Stakeholder], key: str) -> list[nodes.Node]:
        """A cell of texts: one as it is, several as a list; a term by its label."""
        value = self.values(entry, key)
        if key in _TERMS and value:
            return [_paragraph(self.vocabularies.label(_TERMS[key], str(value), self.language))]
        if isinstance(value, tuple):
            return self.text_list([str(item) for item in value], entry, key)
        return self.blocks(entry, str(value), key) if value else []

    def _cell_name(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        one = entry.model
        name = nodes.inline(
            "", "", *self.content_of.inline(one.name, entry.record.place("name")), classes=["record-name"]
        )
        node = actor("", "", name)
        if one.kind:
            label = self.vocabularies.label("kind", one.kind, self.language)
            node += [nodes.Text(" "), nodes.inline("", label, classes=["record-kind"], aside=True)]
        return [node]

    def _cell_stance(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        return [nodes.paragraph("", "", self._stance(entry.model.stance))] if entry.model.stance else []

    def _stance(self, code: str) -> nodes.Element:
        term = self.vocabularies.term("stance", code)
        word = self.vocabularies.label("stance", code, self.language)
        return signed(stance_word(code=self.vocabularies.behaves_as("stance", code)), term.sign, word)

    def _cell_position(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        position = entry.model.position
        if not isinstance(position, dict):
            return self.blocks(entry, position, "position") if position else []
        found: list[nodes.Node] = []
        for issue, one in position.items():
            found += self._issue(entry, issue, one)
        return found

    def _issue(self, entry: Entry[Stakeholder], issue: str, one: Position) -> list[nodes.Node]:
        title = issue.replace("-", " ")
        lead: list[nodes.Node] = [nodes.strong("", f"{title[:1].upper()}{title[1:]}:"), nodes.Text(" ")]
        if one.stance:
            lead += [self._stance(one.stance), nodes.Text(" ")]
        blocks = self.blocks(entry, one.text, "position", issue) if one.text else []
        if not blocks or not isinstance(blocks[0], nodes.paragraph):
            blocks.insert(0, nodes.paragraph())
        first = blocks[0]
        assert isinstance(first, nodes.paragraph)
        first[:0] = lead
        for source in one.sources:
            first += [nodes.Text(" "), *self._source(entry, source)]
        return blocks

    def _cell_role(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        labels = [self.vocabularies.label("role", code, self.language) for code in entry.model.role]
        return [_paragraph(separated(labels, self.language))] if labels else []

    def _level(self, value: int | None) -> list[nodes.Node]:
        codes = self.vocabularies.codes("level")
        return [_paragraph(self.vocabularies.label("level", codes[value - 1], self.language))] if value else []

    def _cell_influence(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        return self._level(entry.model.influence)

    def _cell_stake(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        return self._level(entry.model.stake)

    def _cell_engagement(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        code = entry.model.how_to_engage
        return [_paragraph(self.vocabularies.label("engagement", code, self.language))] if code else []

    def _cell_relations(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        lines: list[nodes.Node] = []
        for relation in entry.model.relations:
            label = self.vocabularies.label("relation", relation.kind, self.language)
            lines.append(
                nodes.paragraph(
                    "",
                    "",
                    nodes.Text(label + punctuation(": ", self.language)),
                    self.reference("stakeholder", relation.to, entry.record.place("relations")),
                )
            )
        return lines

    def _cell_raci(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        given = entry.model.raci or {}
        return [
            _paragraph(
                decision.replace("-", " ")
                + punctuation(": ", self.language)
                + self.vocabularies.label("raci", code, self.language)
            )
            for decision, code in given.items()
        ]

    def _cell_as_of(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        return [_paragraph(day(entry.model.as_of, self.language))] if entry.model.as_of else []

    def _cell_valid_until(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        return [_paragraph(day(entry.model.valid_until, self.language))] if entry.model.valid_until else []

    def _cell_sources(self, entry: Entry[Stakeholder]) -> list[nodes.Node]:
        line = nodes.paragraph()
        for source in entry.model.sources:
            line += [
                *([nodes.Text(punctuation("; ", self.language))] if len(line) else []),
                *self._source(entry, source),
            ]
        return [line] if len(line) else []

    def _source(self, entry: Entry[Stakeholder], source: Source) -> list[nodes.Node]:
        found = self.source_nodes(source.source, entry.record.place("sources"))
        if source.attribution:
            found.append(nodes.Text(f" ({self.vocabularies.label('attribution', source.attribution, self.language)})"))
        return found


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph(text, text)
