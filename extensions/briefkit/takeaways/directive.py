"""The directives ``summary`` and ``key-takeaways``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from docutils import nodes as dn

from briefkit.core.briefdirective import BriefDirective
from briefkit.core.directive import RecordDirective
from briefkit.core.fields import Entry
from briefkit.core.problems import Place
from briefkit.core.records import Record, Shape, read_text
from briefkit.core.words import words
from briefkit.takeaways.items import Item, all_records, mixed
from briefkit.takeaways.model import Takeaway
from briefkit.takeaways.nodes import box_label, key_takeaways, lead_in, see, summary, takeaway, takeaway_list

_NOTES = re.compile(r"(?:\s*(?:\[\^[^\]\s]+\]|\[[#\w.-]+\]_))+$")
"""The marks of footnotes at the end of a text, in MyST and in reST."""


class SummaryDirective(BriefDirective):
    """The bottom line up front. An argument replaces its label."""

    def build(self) -> list[dn.Node]:
        label = self.arguments[0] if self.arguments else words(self.language)("Bottom line")
        node = summary("", box_label(label, label))
        self.set_common(node)
        node += self.body_nodes()
        if len(node) == 1:
            self.empty("Write the bottom line, in a few sentences, into its body.")
        return [node]


class KeyTakeawaysDirective(RecordDirective[Takeaway]):
    """Takeaways as records ``{heading, text, see}``, or as a MyST list. An argument replaces the label."""

    shape = Shape(main="takeaways", title="heading")
    known_options: ClassVar = {**RecordDirective.record_options, "view": ("list", "table")}

    def build(self) -> list[dn.Node]:
        label = self.arguments[0] if self.arguments else words(self.language)("Key takeaways")
        node = key_takeaways("", box_label(label, label))
        records = self._records()
        if records is not None:
            entries = self.validate(Takeaway, records)
            if self.option("view") == "table":
                return [self._table(label, entries)]
            node += takeaway_list("", *(self._takeaway(entry) for entry in entries))
        else:
            node += self._as_list(self.body_nodes())
        self.set_common(node)
        if len(node) == 1:
            self.empty("Write a list into its body, one '- ' a takeaway.")
        return [node]

    def _records(self) -> list[Record] | None:
        """The takeaways as records, a sentence among them as the text of one; None where the body is a MyST list."""
        if self.option("file") or all_records(list(self.content)):
            return self.read().records.get("takeaways", [])
        items = mixed(list(self.content))
        return [record for item in items for record in self._record(item)] if items else None

    def _record(self, item: Item) -> list[Record]:
        line = self._body_line() + item.line
        if not item.is_record:
            return [Record({"text": item.sentence}, {(): Place(self.file, line)})]
        result = read_text(item.text, self.file, line, self.shape)
        self.problems += result.problems
        return result.records.get("takeaways", [])

    @staticmethod
    def _as_list(blocks: Iterable[dn.Node]) -> list[dn.Node]:
        """A MyST list as takeaways; the bold words that an item begins with are its heading."""
        found: list[dn.Node] = []
        for block in blocks:
            if not isinstance(block, (dn.bullet_list, dn.enumerated_list)):
                found.append(block)
                continue
            items = takeaway_list()
            for item in block:
                one = takeaway("", *item.children)
                _lead(one.children)
                items += one
            found.append(items)
        return found

    def _takeaway(self, entry: Entry[Takeaway]) -> takeaway:
        item = takeaway()
        start: list[dn.Node] = []
        # The heading is parsed first: footnotes are numbered in this order.
        if entry.model.title:
            place = entry.record.place(entry.model.title_field)
            start = [lead_in("", "", *self.content_of.inline(_stopped(entry.model.title), place)), dn.Text(" ")]
        blocks = self.blocks(entry, entry.model.body, entry.model.body_field) if entry.model.body else []
        if not start:
            _lead(blocks)
        if not blocks or not isinstance(blocks[0], dn.paragraph):
            blocks.insert(0, dn.paragraph())
        first = blocks[0]
        assert isinstance(first, dn.paragraph)
        first[:0] = start
        last = blocks[-1] if isinstance(blocks[-1], dn.paragraph) else first
        last += self._see(entry)
        item += blocks
        return item

    def _see(self, entry: Entry[Takeaway]) -> list[dn.Node]:
        found: list[dn.Node] = []
        for target in entry.model.see:
            place = entry.record.place("see")
            # A source is cited where it stands, or it would be missing from the references.
            inner = self.content_of.cite(target, place) if self.is_source(target) else [dn.Text(target)]
            node = see("", "", *inner, target=target, refdoc=self.env.docname, classes=["see"])
            node.source, node.line, node["cell"] = place.file, place.line, place.cell
            found += [dn.Text(" "), node]
        return found

    def _table(self, label: str, entries: list[Entry[Takeaway]]) -> dn.table:
        table = dn.table("", dn.title(label, label), classes=["takeaways-table"])
        group = dn.tgroup("", dn.colspec(colwidth=30, stub=1), dn.colspec(colwidth=70), cols=2)
        say = words(self.language)
        head = dn.row("", *(dn.entry("", dn.paragraph(text, text)) for text in (say("Aspect"), say("Insight"))))
        body = dn.tbody()
        for entry in entries:
            title = self.content_of.inline(entry.model.title, entry.record.place(entry.model.title_field))
            blocks = self.blocks(entry, entry.model.body, entry.model.body_field) or [dn.paragraph()]
            if isinstance(blocks[-1], dn.paragraph):
                blocks[-1] += self._see(entry)
            body += dn.row("", dn.entry("", dn.paragraph("", "", *title)), dn.entry("", *blocks))
        table += group
        group += [dn.thead("", head), body]
        self.set_common(table)
        return table


def _lead(blocks: Sequence[dn.Node]) -> None:
    """Make the bold words that a takeaway begins with its heading."""
    # MyST begins a paragraph with an empty text where it begins with markup.
    first = next((part for part in blocks[0].children if part.astext()), None) if blocks else None
    if isinstance(first, dn.strong):
        first.replace_self(lead_in("", "", *first.children))


def _stopped(title: str) -> str:
    """A heading that runs into a text ends with a stop, which stands before the marks of its footnotes."""
    said = _NOTES.sub("", title.rstrip())
    return title if said.endswith((".", "!", "?", ":", "…", "。", "؟")) else f"{title.rstrip()}."
