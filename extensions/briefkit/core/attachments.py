"""The records of a paper as an attached table, where its front matter says ``data: public``: what is printed, no more."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from briefkit.core import tables
from briefkit.core.frontmatter import front_of

if TYPE_CHECKING:
    from briefkit.pdf.translator import Translator


def printed(node: nodes.Node) -> str:
    """What a reader hears of a node: its text on one line, without signs."""
    texts = [text for text in node.findall(nodes.Text) if not isinstance(text.parent, tables.sign)]
    return " ".join("".join(_spaced(texts)).split())


def _spaced(texts: Sequence[nodes.Text]) -> list[str]:
    """Texts with a blank between those of different blocks."""
    parts: list[str] = []
    block: nodes.Node | None = None
    for text in texts:
        own: nodes.Node | None = text.parent
        while isinstance(own, (nodes.Inline, nodes.reference)):
            own = own.parent
        parts.append(str(text) if own is block or block is None else f" {text}")
        block = own
    return parts


def attach(self: Translator, node: nodes.Element, description: str, rows: Sequence[Sequence[str]]) -> None:
    """Put *rows*, the first with the headings, into the PDF as CSV, where the paper makes its data public."""
    briefing = front_of(self.env, self.docname).briefing
    if briefing is None or briefing.data != "public" or len(rows) < 2:
        return
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    content = text.getvalue().encode("utf-8-sig")
    taken = {item.name: item.content for item in self.job.attachments}
    # A name in Arabic or Ukrainian makes no file name, and two tables may have none.
    stem = next(filter(None, map(nodes.make_id, (*node["names"], *node["ids"]))), "data")
    names = (f"{stem}{number}.csv" for number in ("", *(f"-{number}" for number in range(2, len(taken) + 3))))
    name = next(name for name in names if taken.get(name, content) == content)
    self.attach(name, content, "text/csv", description)


def rows_of(table: nodes.Element) -> list[list[str]]:
    """The cells of a record table as they are printed; the heading of a group stands before each of its rows."""
    found = [row for row in table.findall(tables.record_row) if not row.get("group")]
    groups = any(row.get("group") for row in table.findall(tables.record_row))
    group, rows = "", []
    for row in table.findall(tables.record_row):
        if row.get("group"):
            group = printed(row)
            continue
        cells = [printed(cell) for cell in row.children if isinstance(cell, nodes.Element)]
        rows.append([*(["" if row is found[0] else group] if groups else []), *cells])
    return rows
