"""Tables of records: what stakeholders, milestones and other features print as a table, in both outputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from docutils.nodes import Element
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator


class record_table(nodes.table):  # noqa: N801  # nodes are lower case in docutils
    """A table of records. ``question`` and ``note`` are lines above and below it, as plain text or nothing."""


class record_caption(nodes.title):  # noqa: N801
    """Its caption."""


class record_row(nodes.row):  # noqa: N801
    """A record, or the heading of a group where ``group`` is set."""


class record_head(nodes.thead):  # noqa: N801
    """The row of headings."""


class record_body(nodes.tbody):  # noqa: N801
    """The rows of records."""


class record_entry(nodes.entry):  # noqa: N801
    """A cell. ``scope`` is col, row or rowgroup in a header cell; ``column`` and ``label`` name its column."""


class sign(nodes.inline):  # noqa: N801
    """A sign beside a word: decoration, which no reader hears."""


class stance_word(nodes.inline):  # noqa: N801
    """A stance: ``code`` is the core term, then its sign and its word."""


class status_word(nodes.inline):  # noqa: N801
    """A status: ``code`` is the core term, then its sign and its word."""


class absent(nodes.inline):  # noqa: N801
    """Says that there is nothing: "None agreed"."""


@dataclass(frozen=True)
class Column:
    """A column: its field, its heading, its share of the width, and whether it holds numbers."""

    key: str
    label: str
    width: int = 20
    numeric: bool = False


@dataclass(frozen=True)
class Row:
    """A record as cells, one a column; ``ids`` are the anchors of the record."""

    cells: Sequence[Sequence[nodes.Node]]
    ids: Sequence[str] = ()


@dataclass(frozen=True)
class Group:
    """Rows under one heading, an inline node; no heading where that is empty, as in a table without groups."""

    label: nodes.Node
    rows: Sequence[Row] = field(default_factory=tuple)


def build(
    table: record_table, columns: Sequence[Column], groups: Iterable[Group], caption: Sequence[nodes.Node]
) -> None:
    """Fill *table*: the first column is the row's header."""
    if caption:
        table += record_caption("", "", *caption)
    tgroup = nodes.tgroup(cols=len(columns))
    tgroup += [nodes.colspec(colwidth=column.width, stub=int(not number)) for number, column in enumerate(columns)]
    head = record_row()
    for column in columns:
        head += record_entry(
            "", nodes.paragraph("", column.label), scope="col", column=column.key, numeric=column.numeric
        )
    body = record_body()
    for group in groups:
        if group.label.astext():
            cell = record_entry("", nodes.paragraph("", "", group.label), scope="rowgroup", morecols=len(columns) - 1)
            body += record_row("", cell, group=True)
        body += [_row(columns, row) for row in group.rows]
    tgroup += [record_head("", head), body]
    table += tgroup


def _row(columns: Sequence[Column], row: Row) -> record_row:
    made = record_row(ids=list(row.ids))
    for number, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
        entry = record_entry("", *cell, column=column.key, label=column.label, numeric=column.numeric)
        if number == 0:
            entry["scope"] = "row"
        made += entry
    return made


def signed(node: Element, mark: str, word: str) -> Element:
    """A stance or a status with its sign and its word."""
    if mark:
        node += [sign("", mark), nodes.Text(" ")]
    node += nodes.inline("", word, classes=["word"])
    return node


class LinesForOthers(SphinxPostTransform):
    """Gives builders that know no record tables plain ones: lines above and below as paragraphs, and no spans."""

    default_priority = 800

    def run(self, **_kwargs: Any) -> None:
        if self.env._app.builder.format in {"html", "pdf"}:
            return
        for row in self.document.findall(record_row):
            if row.get("group") and isinstance(row[0], nodes.Element) and row[0].get("morecols"):
                # Not every builder lets a cell span.
                row += [nodes.entry("", nodes.paragraph()) for _ in range(row[0].attributes.pop("morecols"))]
        for table in list(self.document.findall(record_table)):
            for name, offset in (("question", 0), ("note", 1)):
                if table.get(name):
                    line = nodes.paragraph("", table[name])
                    table.parent.insert(table.parent.index(table) + offset, line)


def visit_table(self: HTML5Translator, node: Element) -> None:
    name = type(node).__name__.replace("_", "-")
    caption = f"{node['ids'][0]}-caption" if node["ids"] else ""
    described = f' aria-labelledby="{caption}"' if caption and isinstance(node[0], record_caption) else ""
    self.body.append(f'<div class="records-wrap wide" role="region"{described} tabindex="0">\n')
    self.body.append(self.starttag(node, "table", CLASS=f"records {name}", role="table"))


def depart_table(self: HTML5Translator, node: Element) -> None:
    self.body.append("</table>\n")
    if node.get("note"):
        self.body.append(f'<p class="table-note">{self.encode(node["note"])}</p>\n')
    self.body.append("</div>\n")


def visit_caption(self: HTML5Translator, node: Element) -> None:
    assert isinstance(node.parent, Element)
    self.body.append(f'<caption id="{node.parent["ids"][0]}-caption">' if node.parent["ids"] else "<caption>")
    self.add_fignumber(node.parent)
    self.body.append('<span class="caption-text">')


def depart_caption(self: HTML5Translator, node: Element) -> None:
    assert isinstance(node.parent, Element)
    self.body.append("</span>")
    if node.parent["ids"]:
        self.add_permalink_ref(node.parent, _("Link to this table"))
    if question := node.parent.get("question"):
        label, colon, text = question.partition(": ")
        said = f"{self.encode(label + colon)}<em>{self.encode(text)}</em>"
        self.body.append(f' <span class="caption-question">{said}</span>')
    self.body.append("</caption>\n")


def visit_rows(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, "thead" if isinstance(node, record_head) else "tbody", role="rowgroup"))


def depart_rows(self: HTML5Translator, node: Element) -> None:
    self.body.append("</thead>\n" if isinstance(node, record_head) else "</tbody>\n")


def visit_row(self: HTML5Translator, node: Element) -> None:
    classes: dict[str, Any] = {"CLASS": "group-row"} if node.get("group") else {}
    self.body.append(self.starttag(node, "tr", role="row", **classes))


def depart_row(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</tr>\n")


_ROLES = {"col": "columnheader", "row": "rowheader", "rowgroup": "rowheader"}


def visit_entry(self: HTML5Translator, node: Element) -> None:
    scope = node.get("scope")
    attributes: dict[str, Any] = {"role": _ROLES.get(scope or "", "cell")}
    if scope:
        attributes["scope"] = scope
    if node.get("morecols"):
        attributes["colspan"] = node["morecols"] + 1
    if node.get("column"):
        attributes["CLASS"] = f"col-{node['column']}" + (" numeric" if node.get("numeric") else "")
    if node.get("label"):
        attributes["data-label"] = node["label"]
    self.body.append(self.starttag(node, "th" if scope else "td", "", **attributes))


def depart_entry(self: HTML5Translator, node: Element) -> None:
    self.body.append("</th>\n" if node.get("scope") else "</td>\n")


def visit_sign(self: HTML5Translator, node: Element) -> None:
    name = "tile" if isinstance(node.parent, stance_word) else "sign"
    self.body.append(f'<span class="{name}" aria-hidden="true">')


def visit_stance(self: HTML5Translator, node: Element) -> None:
    self.body.append(f'<span class="stance stance-{node["code"]}">')


def visit_status(self: HTML5Translator, node: Element) -> None:
    self.body.append(f'<span class="status status-{node["code"]}">')


def visit_absent(self: HTML5Translator, _node: Element) -> None:
    self.body.append('<span class="absent">– ')


def depart_span(self: HTML5Translator, _node: Element) -> None:
    self.body.append("</span>")


HTML = visit_table, depart_table
"""For a feature's own class of :class:`record_table`."""


def setup(app: Sphinx) -> None:
    app.add_node(record_caption, html=(visit_caption, depart_caption))
    app.add_node(record_head, html=(visit_rows, depart_rows))
    app.add_node(record_body, html=(visit_rows, depart_rows))
    app.add_node(record_row, html=(visit_row, depart_row))
    app.add_node(record_entry, html=(visit_entry, depart_entry))
    app.add_node(sign, html=(visit_sign, depart_span))
    app.add_node(stance_word, html=(visit_stance, depart_span))
    app.add_node(status_word, html=(visit_status, depart_span))
    app.add_node(absent, html=(visit_absent, depart_span))
    app.add_post_transform(LinesForOthers)
