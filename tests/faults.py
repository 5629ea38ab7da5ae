"""What a validator of PDF/UA and PDF/A cannot see, and what it need not be asked for: the faults of a paper.

`faults` reads a paper once and gives a line for each fault, which begins with the name of its kind. Rules are those of
ISO 14289-1 (PDF/UA-1) and of the house: a paper is read in the order in which it is set, from words that somebody wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from tests.structure import UNKNOWN, Element, Paper, owners

_FILE_NAME = re.compile(r"\S+\.(svg|png|jpe?g|gif|webp|pdf|tiff?)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RELATIONSHIPS = {"/Source", "/Data", "/Alternative", "/Supplement"}
_HOUR = 3600


def faults(path: Path) -> list[str]:
    """The faults of a paper, each ``kind: what was found``."""
    with Paper(path) as paper:
        return [f"{check.__name__.strip('_')}: {fault}" for check in CHECKS for fault in check(paper)]


def headings_of(paper: Paper) -> list[tuple[int, str]]:
    """The headings of a paper with their levels, without the notes in them."""
    return [
        (int(element.kind[1:]), squeezed(paper.text(element, lambda part: part.kind not in {"Lbl", "Note"})))
        for element in paper.elements()
        if re.fullmatch("H[1-6]", element.kind)
    ]


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("\u00ad", "")


def heading(paper: Paper) -> Iterator[str]:
    """The first heading is the title; no level is skipped, none is empty."""
    levels = [level for level, _ in headings_of(paper)]
    if levels[:1] != [1]:
        yield f"the first is of level {levels[0] if levels else 'none'}"
    yield from (f"level {after} follows level {before}" for before, after in pairwise(levels) if after > before + 1)
    yield from ("one has no text" for _, text in headings_of(paper) if not text)
    if levels.count(1) > 1:
        yield "there are two titles"


def outline(paper: Paper) -> Iterator[str]:
    """The bookmarks are the headings."""

    def walk(items: Any, level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield level, squeezed(str(item.title))
            yield from walk(item.children, level + 1)

    with paper.pdf.open_outline() as found:
        marks = list(walk(found.root, 1))
    headings = headings_of(paper)
    for mark, title in zip(marks, headings, strict=False):
        if mark != title:
            yield f"{mark} stands for {title}"
            return
    if len(marks) != len(headings):
        yield f"{len(marks)} bookmarks for {len(headings)} headings"


def table(paper: Paper) -> Iterator[str]:
    """Tables have header cells with a scope, which their other cells name, and rows of one length."""
    for element in paper.elements():
        if element.kind != "Table":
            continue
        rows = list(_rows(element))
        cells = [cell for row in rows for cell in row.elements]
        if not any(cell.kind == "TH" for cell in cells):
            yield f"no header cell: {paper.text(element)[:40]!r}"
        for cell in cells:
            text = paper.text(cell)[:40]
            if cell.kind == "TH" and str(cell.attribute("/Scope")) not in {"/Column", "/Row", "/Both"}:
                yield f"a header cell without a scope: {text!r}"
            yield from (f"the header of {text!r} is missing" for name in paper.headers(cell) if name not in paper.named)
        yield from _headed(paper, rows)
        if len(lengths := set(_lengths(rows))) > 1:
            yield f"rows of {sorted(lengths)} cells"


def _rows(element: Element) -> Iterator[Element]:
    for part in element.elements:
        if part.kind == "TR":
            yield part
        elif part.kind in {"THead", "TBody", "TFoot"}:
            yield from _rows(part)


def _headed(paper: Paper, rows: list[Element]) -> Iterator[str]:
    """Where rows have headers, each cell beside one names it, also where the header spans several rows."""
    spanning: dict[str, int] = {}
    for row in rows:
        own = {
            str(cell.entry.ID): int(cell.attribute("/RowSpan") or 1)
            for cell in row.elements
            if cell.kind == "TH" and str(cell.attribute("/Scope")) == "/Row" and "/ID" in cell.entry
        }
        heads = {name for name, left in spanning.items() if left > 0} | own.keys()
        for cell in row.elements:
            if cell.kind == "TD" and not heads <= set(paper.headers(cell)):
                yield f"{paper.text(cell)[:40]!r} does not name the header of its row"
        spanning = {name: left - 1 for name, left in (spanning | own).items()}


def _lengths(rows: list[Element]) -> Iterator[int]:
    """How many columns each row takes, with cells from above."""
    from_above: dict[int, int] = {}
    for number, row in enumerate(rows):
        width = from_above.get(number, 0)
        for cell in row.elements:
            across, down = (int(cell.attribute(key) or 1) for key in ("/ColSpan", "/RowSpan"))
            width += across
            for below in range(1, down):
                from_above[number + below] = from_above.get(number + below, 0) + across
        yield width


def alternative(paper: Paper) -> Iterator[str]:
    """Pictures and formulas are described in words."""
    for element in paper.elements():
        if element.kind not in {"Figure", "Formula"}:
            continue
        words = " ".join(str(element.entry.get("/Alt", "")).split())
        if not words:
            yield f"a {element.kind.lower()} without one"
        elif element.kind == "Figure" and _FILE_NAME.fullmatch(words):
            yield f"the name of a file: {words}"


def nesting(paper: Paper) -> Iterator[str]:
    """Elements stand where they may."""

    def walk(element: Element, around: tuple[str, ...]) -> Iterator[str]:
        parent = around[-1] if around else ""
        if element.kind == "P" and parent == "P":
            yield "a paragraph in a paragraph"
        if (element.kind == "LI") != (parent == "L") and element.kind != "Caption":
            yield f"{element.kind} in {parent or 'nothing'}"
        if element.kind == "LI" and not {part.kind for part in element.elements} >= {"LBody"}:
            yield "an item of a list without a body"
        if element.kind in {"TH", "TD"} and parent != "TR":
            yield f"{element.kind} in {parent}"
        for part in element.elements:
            yield from walk(part, (*around, element.kind))

    for top in paper.root.elements:
        yield from walk(top, ())


def text(paper: Paper) -> Iterator[str]:
    """What is drawn is tagged or an artifact, once; each letter has a meaning and lies on its page."""
    marks = [part for element in paper.elements() for part in element.parts if isinstance(part, tuple)]
    tagged, twice = set(marks), [mark for mark, count in Counter(marks).items() if count > 1]
    yield from (f"read twice: {paper.mark(mark)[:40]!r}" for mark in twice)
    loose = "".join(
        glyph.text for glyph in paper.glyphs if not glyph.artifact and (glyph.page, glyph.mcid) not in tagged
    )
    if loose.strip():
        yield f"drawn, but not tagged: {loose[:60]!r}"
    both = "".join(glyph.text for glyph in paper.glyphs if glyph.artifact and (glyph.page, glyph.mcid) in tagged)
    if both.strip():
        yield f"tagged, and an artifact: {both[:60]!r}"
    if off := "".join(glyph.text for glyph in paper.glyphs if paper.is_off(glyph)).strip():
        yield f"off its page: {off[:60]!r}"
    if count := sum(glyph.text == UNKNOWN for glyph in paper.glyphs):
        yield f"{count} letters that mean nothing"


def order(paper: Paper) -> Iterator[str]:
    """What is read is read in the order in which it is set.

    But notes, which stand at the foot, cells of several rows, which are set after the first of them, and lines from
    the right, which are set from the left.
    """
    if str(paper.pdf.Root.get("/Lang", ""))[:2] in {"ar", "fa", "he", "ur"}:
        return
    read = {mark: number for number, mark in enumerate(_read(paper.root))}
    last: dict[int, tuple[int, int]] = {}
    for glyph in paper.glyphs:
        mark = (glyph.page, glyph.mcid if glyph.mcid is not None else -1)
        if mark not in read or not glyph.text.strip():
            continue
        before = last.get(glyph.page, mark)
        if read[mark] < read[before]:
            yield f"on page {glyph.page + 1} {paper.mark(before)[:30]!r} is set before {paper.mark(mark)[:30]!r}"
            return
        last[glyph.page] = mark


def _read(element: Element) -> Iterator[tuple[int, int]]:
    for part in element.parts:
        if isinstance(part, tuple):
            yield part
        elif not (part.kind == "Note" or "/ActualText" in part.entry or int(part.attribute("/RowSpan") or 1) > 1):
            yield from _read(part)


def language(paper: Paper) -> Iterator[str]:
    """The paper says its language, and so does each passage that has another."""
    if not _LANGUAGE.fullmatch(found := str(paper.pdf.Root.get("/Lang", ""))):
        yield f"of the paper: {found!r}"
    for element in paper.elements():
        if "/Lang" in element.entry and not _LANGUAGE.fullmatch(found := str(element.entry.Lang)):
            yield f"of a passage: {found!r}"


def link(paper: Paper) -> Iterator[str]:
    """Each link is tagged, has words, leads somewhere and says where."""
    tagged = {note.objgen for element in paper.elements() for note in element.links}
    for page in paper.pdf.pages:
        for note in page.get("/Annots", []):
            if note.get("/Subtype") != "/Link":
                continue
            if note.objgen not in tagged:
                yield "one that is not tagged"
            if not str(note.get("/Contents", "")).strip():
                yield "one that does not say where it leads"
            if "/A" not in note and "/Dest" not in note:
                yield "one that leads nowhere"
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield "the tab key does not follow the structure"
    for element in paper.elements():
        has_words = any(part.kind == "Figure" for part in element.walk()) or paper.text(element).strip()
        if element.kind == "Link" and not has_words:
            yield "one without words"


def attachment(paper: Paper) -> Iterator[str]:
    """Only PDF/A-3 holds files, and says what each is for the paper."""
    with paper.pdf.open_metadata() as xmp:
        part = xmp.pdfa_status[:1]
    named = paper.pdf.Root.get("/AF", pikepdf.Array())
    for name, file in paper.pdf.attachments.items():
        if part != "3":
            yield f"{name} in PDF/A-{part}"
        if str(file.obj.get("/AFRelationship", "")) not in _RELATIONSHIPS:
            yield f"{name} has no relationship to the paper"
        if file.obj.objgen not in {item.objgen for item in named}:
            yield f"{name} is not associated with the paper"
        if not str(file.obj.get("/Desc", "")).strip():
            yield f"{name} has no description"
    if part == "3" and not len(paper.pdf.attachments):
        yield "PDF/A-3 without one"


def identity(paper: Paper) -> Iterator[str]:
    """The paper says what it is, in one voice, and when; never when it was built."""
    root, info = paper.pdf.Root, paper.pdf.docinfo
    with paper.pdf.open_metadata() as xmp:
        title = str(xmp.get("dc:title", ""))
        missing = [key for key in ("dc:title", "dc:language", "xmp:CreateDate", "pdfuaid:part") if not xmp.get(key)]
        part, created = xmp.pdfa_status, str(xmp.get("xmp:CreateDate", ""))
    yield from (f"no {key}" for key in missing)
    if part not in {"2A", "3A"}:
        yield f"PDF/A-{part or 'none'}"
    if "/Title" in info and str(info.Title) != title:
        yield f"two titles: {str(info.Title)!r} and {title!r}"
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "the window does not show the title"
    if len(paper.pdf.trailer.get("/ID", [])) != 2:
        yield "no ID"
    if created and abs(datetime.fromisoformat(created).timestamp() - paper.path.stat().st_mtime) < _HOUR:
        yield f"dated by the clock: {created}"
    yield from (
        f"{key[1:]} says another date than XMP"
        for key in ("/CreationDate", "/ModDate")
        if key in info and created and re.sub(r"\D", "", str(info[key]))[:14] != re.sub(r"\D", "", created)[:14]
    )
    if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "not marked as tagged"


def safety(paper: Paper) -> Iterator[str]:
    """Nothing acts, nothing is locked."""
    root = paper.pdf.Root
    if paper.pdf.is_encrypted:
        yield "it is encrypted"
    if "/JavaScript" in root.get("/Names", {}) or "/AA" in root:
        yield "it holds a script"
    if isinstance(root.get("/OpenAction"), pikepdf.Dictionary):
        yield "it acts when it is opened"
    for page in paper.pdf.pages:
        notes = page.get("/Annots", [])
        kinds = {str(note.get("/A", {}).get("/S", "/GoTo")) for note in notes} - {"/GoTo", "/URI"}
        if kinds or "/AA" in page:
            yield f"a page acts: {', '.join(sorted(kinds))}"


def font(paper: Paper) -> Iterator[str]:
    """Each font goes with the paper and says what its letters mean."""
    seen: set[tuple[int, int]] = set()
    stack = [page.obj for page in paper.pdf.pages]
    while stack:
        resources = stack.pop().get("/Resources", pikepdf.Dictionary())
        stack += [item for item in resources.get("/XObject", {}).values() if item.objgen not in seen]
        seen.update(item.objgen for item in resources.get("/XObject", {}).values())
        for one in resources.get("/Font", {}).values():
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
            name = str(one.get("/BaseFont", "?"))
            if "/ToUnicode" not in one:
                yield f"{name} does not say what its letters mean"
            for inner in owners(one.get("/DescendantFonts", one)):
                described = inner.get("/FontDescriptor", {})
                if one.get("/Subtype") != "/Type3" and not any(f"/FontFile{part}" in described for part in ("", 2, 3)):
                    yield f"{name} is not embedded"


CHECKS: tuple[Callable[[Paper], Iterator[str]], ...] = (
    heading, outline, table, alternative, nesting, text, order, language, link, attachment, identity, safety, font,
)  # fmt: skip
