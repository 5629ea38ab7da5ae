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
    """What a reader hears of a node on one line: its blocks and asides with ``; `` between, no signs and no marks of notes."""
    parts: list[tuple[nodes.Node, str]] = []
    for text in node.findall(nodes.Text):
        if isinstance(text.parent, (tables.sign, nodes.footnote_reference)):
            continue
        block = _block(text)
        if parts and parts[-1][0] is block:
            parts[-1] = block, parts[-1][1] + str(text)
        else:
            parts.append((block, str(text)))
    return "; ".join(filter(None, (" ".join(text.split()) for _, text in parts)))


def _block(text: nodes.Text) -> nodes.Node:
    """The block, or the aside in it, that a text stands in."""
    own: nodes.Node = text.parent
    while isinstance(own, (nodes.Inline, nodes.reference)) and not (
        isinstance(own, nodes.Element) and own.get("aside")
    ):
        own = own.parent
    return own


def attach(self: Translator, node: nodes.Element, caption: nodes.Element | None, rows: Sequence[Sequence[str]]) -> None:
    """Put *rows*, the first with the headings, into the PDF as CSV, where the paper makes its data public.

    Only records are data: a table that has no ``records``, the name of their list, is not attached.
    """
    briefing = front_of(self.env, self.docname).briefing
    if briefing is None or briefing.data != "public" or len(rows) < 2 or not node.get("records"):
        return
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    content = text.getvalue().encode("utf-8-sig")
    title = printed(caption) if caption is not None else ""
    taken = {item.name: item.content for item in self.job.attachments}
    # A name in Arabic or Ukrainian makes no file name.
    stem = next(filter(None, map(nodes.make_id, (*node["names"], title, node["records"]))))
    names = (f"{stem}{number}.csv" for number in ("", *(f"-{number}" for number in range(2, len(taken) + 3))))
    name = next(name for name in names if taken.get(name, content) == content)
    self.attach(name, content, "text/csv", title or ", ".join(filter(None, rows[0])))


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
