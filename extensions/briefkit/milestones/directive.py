"""The directive ``milestone-timeline``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from docutils import nodes

from briefkit.core.directive import RecordDirective
from briefkit.core.fields import Entry, validate
from briefkit.core.listing import Listing, without
from briefkit.core.problems import Kind
from briefkit.core.records import Result
from briefkit.core.tables import Column, Group, Row, absent, build
from briefkit.core.words import words
from briefkit.milestones import nodes as mn
from briefkit.milestones.fields import COLUMNS, STEP_FIELDS, TABLE_COLUMNS, Cells, typed_date
from briefkit.milestones.model import SHAPE, Milestone, Phase, phase_of

_GROUPS = ("phase", "track", "status", "obligor")
_LISTS = {"status": "milestone-status", "track": "track", "confidence": "confidence"}


class MilestoneTimeline(RecordDirective[Milestone]):
    """Milestones along a line, or as a table. The argument is the caption."""

    shape = SHAPE
    known_options: ClassVar = {
        **RecordDirective.record_options,
        "view": ("timeline", "table"),
        "as-of": (),
        "columns": (),
        "sort": (),
        "group-by": _GROUPS,
        "filter": (),
    }

    def build(self) -> list[nodes.Node]:
        result = self.read()
        self.phases = self._phases(result)
        entries = self.validate(Milestone, result.records.get("milestones", []))
        for entry in entries:
            for number, source in enumerate(entry.model.sources):
                self.check_source(source.source, entry.record.place("sources", number))
        self.choice = Listing(self, COLUMNS, _LISTS)
        self.cells = Cells(self)
        node = self._table(entries) if self.option("view") == "table" else self._timeline(entries)
        self._know_others(entries)
        node["docname"], node["as_of"] = self.env.docname, self._as_of()
        used = self.domain.data["used"].setdefault(self.env.docname, {})
        used.setdefault("milestones", []).append((entries, self.phases, node["as_of"]))
        return [node]

    def say(self, word: str) -> str:
        return words(self.language)(word)

    def _as_of(self) -> date | None:
        text = self.option("as-of")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.problem(Kind.OPTION, f":as-of: '{text}' is no date. Write it as 2025-08-13.")
            return None

    def _phases(self, result: Result) -> list[Entry[Phase]]:
        found = []
        for record in result.records.get("phases", []):
            model, problems = validate(Phase, record, self.vocabularies)
            self.problems += problems
            if model is not None:
                found.append(Entry(model, record))
        return found

    def values(self, entry: Entry[Milestone], key: str) -> Any:
        """The value of a field for filters and sorting; a date is its first day."""
        one = entry.model
        match key:
            case "date":
                return (one.present.earliest or one.present.latest) if one.present else None
            case "id":
                return one.key
            case "phase":
                phase = phase_of(one, [item.model for item in self.phases])
                return phase.key if phase else one.phase
            case "depends-on":
                return tuple(link.id for link in one.depends_on)
            case "verification":
                check = one.verification
                return (*check.body, *([check.text] if check.text else ())) if check else ()
            case _:
                value = getattr(one, key.replace("-", "_"), None)
                return value if isinstance(value, (str, int, bool, tuple, date, type(None))) else str(value)

    def _groups(self, entries: Sequence[Entry[Milestone]]) -> list[tuple[str, list[Entry[Milestone]]]]:
        """The milestones under each term, phases and terms in their own order; one group without ``:group-by:``."""
        field = self.option("group-by")
        if not field:
            return [("", list(entries))]
        groups: dict[str, list[Entry[Milestone]]] = {}
        for entry in entries:
            value = self.values(entry, field)
            first = next(iter(value), "") if isinstance(value, tuple) else value
            groups.setdefault(str(first or ""), []).append(entry)
        order = (
            [phase.model.key for phase in self.phases]
            if field == "phase"
            else self.vocabularies.codes(_LISTS.get(field, field))
        )
        ranked = [*order, *(code for code in groups if code not in order)]
        return [(code, groups[code]) for code in sorted(groups, key=lambda code: (not code, ranked.index(code)))]

    def _label(self, code: str) -> nodes.Node:
        """What stands above a group; a party is named once all is read."""
        field = self.option("group-by")
        if not code:
            return nodes.Text(self.say("Others") if field else "")
        if field == "obligor":
            return mn.party(code, code, target=code)
        phase = next((item.model for item in self.phases if item.model.key == code), None)
        return nodes.Text(
            phase.title
            if field == "phase" and phase
            else self.vocabularies.label(_LISTS.get(field, field), code, self.language)
        )

    # The line.

    def _timeline(self, entries: Sequence[Entry[Milestone]]) -> mn.milestone_timeline:
        node = mn.milestone_timeline()
        self.set_common(node)
        caption = self.caption()
        if caption:
            node += mn.timeline_caption("", "", *caption)
            node["caption_text"] = node[0].astext()
        node += mn.timeline_key(markers=[])
        fields = [
            key
            for key, _ in self.choice.columns(STEP_FIELDS)
            if key not in {"date", "title", "status", "description", "id"}
        ]
        groups = self._groups(self.choice.chosen(entries, self.values))
        if not self.option("group-by"):
            node += self._steps(groups[0][1], node, fields)
            return node
        phases = mn.timeline_phases()
        for number, (code, members) in enumerate(groups, 1):
            phases += mn.timeline_phase("", self._band(code, number), self._steps(members, node, fields))
        node += phases
        return node

    def _band(self, code: str, number: int) -> mn.phase_band:
        phase = next(
            (item for item in self.phases if item.model.key == code and self.option("group-by") == "phase"), None
        )
        band = mn.phase_band()
        if self.option("group-by") == "phase" and code:
            band["number"] = self.say("Phase {number}").format(number=number)
        if phase is None:
            band += mn.phase_title("", "", self._label(code))
            return band
        title = self.content_of.inline(phase.model.title, phase.record.place("title"))
        band += mn.phase_title("", "", *title)
        for key in ("purpose", "entry", "exit"):
            if text := getattr(phase.model, key):
                note = self.content_of.inline(_condition(key, text, self.say), phase.record.place(key))
                band += mn.phase_note("", "", *note, nodes.Text(" "))
        return band

    def _steps(
        self, entries: Iterable[Entry[Milestone]], node: nodes.Element, fields: Sequence[str]
    ) -> mn.timeline_steps:
        steps = mn.timeline_steps(bullet="-")
        for entry in entries:
            one, node_id = entry.model, self.record_id(node, entry.model.key)
            title = mn.step_title("", "", *self.content_of.inline(one.title, entry.record.place("title")))
            self._know(entry, title.astext(), node_id)
            step = mn.milestone(
                "",
                mn.step_date(typed=typed_date(entry)),
                title,
                mn.step_status("", "", *self.cells.status(entry)),
                ids=[node_id],
                key=one.key,
            )
            if one.description:
                step += mn.step_text("", *self.blocks(entry, one.description, "description"))
            step += mn.step_fields("", *(self._field(entry, key) for key in fields))
            steps += step
        return steps

    def _field(self, entry: Entry[Milestone], key: str) -> mn.step_field:
        blocks = self.cells.blocks(entry, key)
        if not blocks:
            word = self.say("None agreed") if key in STEP_FIELDS else self.say("Not stated")
            blocks = [nodes.paragraph("", "", absent("", word))]
        label = self.say(COLUMNS[key][0])
        return mn.step_field("", mn.step_label("", label), mn.step_value("", *blocks))

    def _know(self, entry: Entry[Milestone], title: str, node_id: str) -> None:
        dates = [(name, when.text) for name, when in entry.model.typed_dates]
        self.note("milestone", entry, title, node_id, dates=dates, status=entry.model.status)

    def _know_others(self, entries: Sequence[Entry[Milestone]]) -> None:
        """Milestones that a filter leaves out are known all the same, though they have no place on the page."""
        shown = self.choice.chosen(entries, self.values)
        for entry in without(entries, shown):
            title = self.content_of.inline(entry.model.title, entry.record.place("title"))
            self._know(entry, "".join(part.astext() for part in title), "")

    # The table.

    def _table(self, entries: Sequence[Entry[Milestone]]) -> mn.milestone_table:
        node = mn.milestone_table()
        self.set_common(node)
        asked = self.choice.columns(TABLE_COLUMNS)
        columns = [Column(key, label or self.say(COLUMNS[key][0]), COLUMNS[key][1]) for key, label in asked]
        groups = [
            Group(self._label(code), [self._row(entry, columns, node) for entry in members])
            for code, members in self._groups(self.choice.chosen(entries, self.values))
        ]
        build(node, columns, groups, self.caption())
        return node

    def _row(self, entry: Entry[Milestone], columns: Sequence[Column], node: nodes.Element) -> Row:
        node_id = self.record_id(node, entry.model.key)
        cells = [self.cells.cell(entry, column.key) for column in columns]
        title = self.content_of.inline(entry.model.title, entry.record.place("title"))
        self._know(entry, "".join(part.astext() for part in title), node_id)
        return Row([cell or [nodes.paragraph("", "", absent("", ""))] for cell in cells], [node_id])


def _condition(key: str, text: str, say: Callable[[str], str]) -> str:
    """A condition as a sentence: one that is typed as a mere clause gets its beginning."""
    if key == "purpose" or not text[:1].islower():
        return text
    return say("Begins when {condition}" if key == "entry" else "Ends when {condition}").replace("{condition}", text)
