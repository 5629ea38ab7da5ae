"""What Typst cannot write into a PDF yet: row headers of tables, how lists are numbered, and metadata beyond title and
author."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from briefkit.pdf.parts import Enumeration, Part, Table
from briefkit.pdf.righttoleft import read_from_the_right

_TO_FOLD = 3 / 25.4 * 72
"""How far a double-sided paper leans to the outside: 3 mm, in points."""


@dataclass(frozen=True, kw_only=True)
class Properties:
    """What the properties of a paper say beside its title and description: XMP's predefined schemas, which PDF/A
    takes without a description of its own."""

    language: str
    name: str = ""
    """What the paper is called in all its versions: its identity is derived from it."""
    authors: Sequence[str] = ()
    subjects: Sequence[str] = ()
    number: str = ""
    version: str = ""
    date: str = ""
    """The date that the paper bears, which is not that of the file where ``SOURCE_DATE_EPOCH`` is set."""
    is_final: bool = True
    rights: str = ""
    license: str = ""
    license_url: str = ""
    publisher: str = ""
    double_sided: bool = False
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """A paper as it is sent out."""

    pdf: bytes
    pages: int
    fonts: list[str]
    """The names of the fonts in it."""


@dataclass(slots=True)
class _Cell:
    element: Any
    column: int
    row: int
    columns: int
    rows: int
    in_head: bool


class TableMismatch(ValueError):  # noqa: N818  # it says what is wrong
    """The paper has more or fewer tables than were noted down when it was written."""


def finish(pdf: bytes, parts: Sequence[Part] | None, properties: Properties) -> Finished:
    """The finished paper. The same input gives the same bytes.

    *parts* are the tables and numbered lists of the paper in reading order; None leaves them as they are. Raises
    `TableMismatch` where there are more or fewer tables.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        if parts is not None:
            elements = list(_walk(document.Root.StructTreeRoot))
            _mark_lists(elements, [part for part in parts if isinstance(part, Enumeration)])
            _mark_tables(document, elements, [part for part in parts if isinstance(part, Table)])
        read_from_the_right(document, properties.right_to_left)
        document.Root.Lang = String(properties.language)
        if Name.ViewerPreferences not in document.Root:
            document.Root.ViewerPreferences = Dictionary()
        document.Root.ViewerPreferences.DisplayDocTitle = True
        if properties.right_to_left:
            document.Root.ViewerPreferences.Direction = Name.R2L
        _metadata(document, properties, hashlib.sha256(pdf).hexdigest())
        if properties.double_sided:
            _shift_pages(document, properties.right_to_left)
        output = BytesIO()
        document.save(output, deterministic_id=True)
        return Finished(output.getvalue(), len(document.pages), sorted(_fonts(document)))


def _fonts(document: Pdf) -> set[str]:
    """The names of all fonts of pages and of the pictures in them, without the tags of their subsets."""
    names, seen = set(), set()
    stack: list[Any] = [page.obj for page in document.pages]
    while stack:
        resources = stack.pop().get(Name.Resources, Dictionary())
        names |= {str(font.BaseFont) for font in resources.get(Name.Font, {}).values() if Name.BaseFont in font}
        for inner in resources.get(Name.XObject, {}).values():
            if inner.objgen not in seen:
                seen.add(inner.objgen)
                stack.append(inner)
    return {re.sub(r"^/(?:[A-Z]{6}\+)?|-Identity-[HV]$", "", name) for name in names}


def _mark_lists(elements: list[Any], enumerations: list[Enumeration]) -> None:
    """Put lists back into the items that they end, and say how lists are numbered.

    Typst puts such a list beside its item, and calls every numbered list decimal, one with words for labels too.
    """
    lists = [element for element in elements if element.S == Name.L]
    counted = []
    for element in lists:
        _take_in(element)
        for owner in _owners(element):
            if owner.get(Name.ListNumbering) != Name.Decimal:
                continue
            labels = [label for item in _kids(element)[:1] for label in _kids(item) if Name.Lbl == label.S]
            if any(_kids(label) for label in labels):
                owner.ListNumbering = Name("/None")
            else:
                counted.append(owner)
    if len(counted) == len(enumerations):
        for owner, enumeration in zip(counted, enumerations, strict=True):
            owner.ListNumbering = Name(f"/{enumeration.numbering}")


def _take_in(element: Any) -> None:
    """Move lists that stand directly in a list into the body of the item before each."""
    kids, left, body = _kids(element), [], None
    if all(kid.S != Name.L for kid in kids):
        return
    for kid in kids:
        if kid.S == Name.L and body is not None:
            own = body.get(Name.K, Array())
            body.K = Array([*(own if isinstance(own, Array) else [own]), kid])
            kid.P = body
        else:
            left.append(kid)
            body = next((part for part in _kids(kid) if Name.LBody == part.S), None)
    element.K = Array(left)


def _mark_tables(document: Pdf, elements: list[Any], tables: Sequence[Table]) -> None:
    found = [element for element in elements if element.get(Name.S) == Name.Table]
    if len(found) != len(tables):
        raise TableMismatch(f"{len(found)} tables in the paper, {len(tables)} noted")
    marked = [
        (element, stubs) for element, table in zip(found, tables, strict=True) if (stubs := _stubs(element, table))
    ]
    for element in found:
        _join_foot(element)
    for number, (element, stubs) in enumerate(marked):
        _row_headers(element, stubs, number)
    if marked:
        _write_ids(document)


def _join_foot(table: Any) -> None:
    """Put the rows of a foot to those before it: they are a foot only to stay together."""
    parts = _kids(table)
    for body, foot in pairwise(parts):
        if Name.TFoot == foot.S and Name.TBody == body.S:
            rows = _kids(foot)
            for row in rows:
                row.P = body
            body.K = Array([*_kids(body), *rows])
            table.K = Array([part for part in parts if part is not foot])


def _stubs(element: Any, table: Table) -> int:
    """How many columns of row headers a table has, as it came out."""
    if table.columns <= 2:
        return table.stubs
    is_cards = max((cell.column + cell.columns for cell in _grid(element)), default=0) == 2
    return 1 if is_cards else table.stubs


def _kids(element: Any) -> list[Any]:
    kids = element.get(Name.K)
    if kids is None:
        return []
    listed = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in listed if isinstance(kid, Dictionary) and Name.S in kid]


def _walk(root: Any) -> Iterator[Any]:
    """Every element below *root* in reading order."""
    stack = list(reversed(_kids(root)))
    while stack:
        element = stack.pop()
        yield element
        stack += reversed(_kids(element))


def _owners(element: Any) -> list[Any]:
    """The dictionaries of attributes of an element."""
    attributes = element.get(Name.A)
    return list(attributes) if isinstance(attributes, Array) else [attributes] if attributes is not None else []


def _attribute(element: Any, key: str, default: int = 1) -> int:
    return next((int(owner[key]) for owner in _owners(element) if key in owner), default)


def _table_attributes(element: Any) -> Any:
    """The attributes that an element has as a part of a table; made where it has none."""
    owners = _owners(element)
    for owner in owners:
        if owner.get(Name.O) == Name.Table:
            return owner
    element.A = Array([*owners, Dictionary(O=Name.Table)])
    return element.A[len(owners)]


def _grid(table: Any) -> list[_Cell]:
    """The cells of a table with the places that their spans give them."""
    taken: set[tuple[int, int]] = set()
    cells, number = [], 0
    for group in _kids(table):
        rows = [group] if group.S == Name.TR else [kid for kid in _kids(group) if kid.S == Name.TR]
        for row in rows:
            column = 0
            for element in _kids(row):
                while (number, column) in taken:
                    column += 1
                cell = _Cell(
                    element, column, number, _attribute(element, "/ColSpan"), _attribute(element, "/RowSpan"),
                    Name.THead == group.S,
                )  # fmt: skip
                taken |= {(number + y, column + x) for y in range(cell.rows) for x in range(cell.columns)}
                cells.append(cell)
                column += cell.columns
            number += 1
    return cells


def _row_headers(table: Any, stubs: int, number: int) -> None:
    """Make headers of the first *stubs* cells of each row, and name them in the cells that they head."""
    cells = _grid(table)
    heads = [cell for cell in cells if not cell.in_head and cell.column < stubs and cell.element.S == Name.TD]
    in_row: dict[int, list[_Cell]] = defaultdict(list)
    for head in heads:
        for row in range(head.row, head.row + head.rows):
            in_row[row].append(head)
        head.element.S = Name.TH
        head.element.ID = String(f"R{number}x{head.column}y{head.row}")
        _table_attributes(head.element)[Name.Scope] = Name.Row
    for cell in cells:
        if cell.element.S != Name.TD:
            continue
        beside = [head for row in range(cell.row, cell.row + cell.rows) for head in in_row[row]]
        own = dict.fromkeys(str(head.element.ID) for head in beside if head.column < cell.column)
        attributes = _table_attributes(cell.element)
        attributes[Name.Headers] = Array([*attributes.get(Name.Headers, Array()), *map(String, own)])


def _write_ids(document: Pdf) -> None:
    """List every id of an element again: headers that were added are looked up there."""
    root = document.Root.StructTreeRoot
    named = {bytes(element.ID): element for element in _walk(root) if Name.ID in element}
    names: list[Any] = []
    for name in sorted(named):
        names += [String(name), named[name]]
    root.IDTree = document.make_indirect(
        Dictionary(Kids=Array([document.make_indirect(Dictionary(
            Names=Array(names), Limits=Array([String(min(named)), String(max(named))])
        ))]))
    )  # fmt: skip


def _shift_pages(document: Pdf, right_to_left: bool) -> None:
    """Move what stands on the pages 3 mm away from the fold, which is left of the first page."""
    for number, page in enumerate(document.pages):
        outward = -_TO_FOLD if (number % 2 == 0) != right_to_left else _TO_FOLD
        for box in (Name.MediaBox, Name.CropBox, Name.TrimBox, Name.BleedBox, Name.ArtBox):
            if box in page.obj:
                left, bottom, right, top = (float(edge) for edge in page.obj[box])
                page.obj[box] = Array([_edge(left + outward), bottom, _edge(right + outward), top])


def _edge(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.001"))


def _metadata(document: Pdf, properties: Properties, content: str) -> None:
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"briefkit:{properties.name}")
    values = {
        "dc:creator": list(properties.authors),
        "dc:date": [properties.date] if properties.date else [],
        "dc:identifier": properties.number,
        "dc:language": [properties.language],
        "dc:publisher": [properties.publisher] if properties.publisher else [],
        "dc:rights": properties.rights,
        "dc:subject": list(properties.subjects),
        "xmpMM:DocumentID": f"uuid:{identity}",
        "xmpMM:InstanceID": f"uuid:{uuid.uuid5(identity, f'{content} {properties}')}",
        "xmpMM:RenditionClass": "default" if properties.is_final else "draft",
        "xmpMM:VersionID": properties.version,
        "xmpRights:Marked": "True" if properties.rights or properties.license else "",
        "xmpRights:UsageTerms": properties.license,
        "xmpRights:WebStatement": properties.license_url,
    }
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key, value in values.items():
            if value:
                metadata[key] = value
