"""What a PDF holds: its structure in reading order, and each glyph as it is drawn. Two views of one text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSLiteral
from pdfminer.utils import mult_matrix

UNKNOWN = "\ufffd"
"""The text of a glyph of which the PDF does not say what it means."""

_SHOWN = ("Scope", "ColSpan", "RowSpan", "ListNumbering", "TextDecorationType", "BaselineShift")
"""Attributes of elements that a snapshot shows."""


@dataclass(slots=True)
class Glyph:
    """A glyph as it is drawn: what it means, where it stands, and what it is marked as."""

    text: str
    page: int
    x: float
    y: float
    """Points from the lower left corner of its page; of its origin."""
    advance: float
    mcid: int | None
    artifact: bool
    lang: str = ""


@dataclass(slots=True)
class Element:
    """An element of the structure with what stands in it: texts (page, mark) and elements, in reading order."""

    kind: str
    entry: Any
    parts: list[Element | tuple[int, int]] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    """The annotations that it holds."""

    @property
    def elements(self) -> list[Element]:
        return [part for part in self.parts if isinstance(part, Element)]

    def attribute(self, key: str) -> Any:
        """An attribute of whichever owner; None where it has none."""
        return next((one[key] for one in owners(self.entry.get("/A", [])) if key in one), None)

    def walk(self) -> Iterator[Element]:
        """Itself and all below it in reading order."""
        yield self
        for part in self.elements:
            yield from part.walk()


class Paper:
    """A PDF that is read once. Close it, or use it with ``with``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pdf = pikepdf.open(path)
        self.glyphs, self.sizes = _drawn(path)
        self._pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.marked: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in self.glyphs:
            if glyph.mcid is not None:
                self.marked.setdefault((glyph.page, glyph.mcid), []).append(glyph)
        root = self.pdf.Root.get("/StructTreeRoot")
        self.root = self._element(root, "", 0) if root is not None else Element("", pikepdf.Dictionary())

    def __enter__(self) -> Paper:
        return self

    def __exit__(self, *_: object) -> None:
        self.pdf.close()

    def elements(self) -> list[Element]:
        """Every element in reading order."""
        return [element for top in self.root.elements for element in top.walk()]

    def text(self, element: Element, inside: Callable[[Element], bool] = lambda _: True) -> str:
        """The text of an element in reading order, without that of elements that are not to be looked *inside*."""
        if "/ActualText" in element.entry:
            return str(element.entry.ActualText)
        return "".join(
            (self.text(part, inside) if inside(part) else "") if isinstance(part, Element) else self.mark(part)
            for part in element.parts
        )

    def mark(self, mark: tuple[int, int]) -> str:
        """The text of a piece of marked content."""
        return "".join(glyph.text for glyph in self.marked.get(mark, []))

    @cached_property
    def named(self) -> dict[str, str]:
        """The text of each header cell, by the id that other cells name it with."""
        heads = (one for one in self.elements() if one.kind == "TH" and "/ID" in one.entry)
        return {str(one.entry.ID): self.text(one).strip() for one in heads}

    def headers(self, element: Element) -> list[str]:
        """The ids of the header cells of a cell."""
        return [str(name) for name in element.attribute("/Headers") or ()]

    def is_off(self, glyph: Glyph) -> bool:
        """Whether a glyph lies outside of its page, by more than a point."""
        width, height = self.sizes[glyph.page]
        return not (glyph.x >= -1 and glyph.x + glyph.advance <= width + 1 and -1 <= glyph.y <= height + 1)

    def _element(self, entry: Any, kind: str, page: int) -> Element:
        page = self._pages.get(entry.Pg.objgen, page) if "/Pg" in entry else page
        found = Element(kind, entry)
        for kid in owners(entry.get("/K", [])):
            if not isinstance(kid, pikepdf.Dictionary):
                found.parts.append((page, int(kid)))
            elif "/S" in kid:
                found.parts.append(self._element(kid, str(kid.S)[1:], page))
            elif kid.get("/Type") == "/OBJR":
                found.links.append(kid.Obj)
            else:
                found.parts.append((self._pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page, int(kid.MCID)))
        return found

    # Snapshots.

    def tree(self) -> list[str]:
        """The structure as indented lines: kinds, the attributes that matter, texts in quotation marks."""
        return [line for element in self.root.elements for line in self.lines(element)]

    def lines(self, element: Element, indent: str = "") -> Iterator[str]:
        """The lines of an element. One that holds nothing but a text is one line."""
        head = " ".join([indent + element.kind, *self._notes(element)])
        parts = [] if "/ActualText" in element.entry else self._joined(element)
        if len(parts) == 1 and isinstance(parts[0], str):
            yield f"{head} {parts[0]}"
            return
        yield head
        for part in parts:
            if isinstance(part, str):
                yield f"{indent}  {part}"
            else:
                yield from self.lines(part, f"{indent}  ")

    def _joined(self, element: Element) -> list[Element | str]:
        """What stands in an element, with texts side by side as one."""
        joined: list[Element | str] = []
        texts: list[tuple[str, str]] = []

        def flush() -> None:
            joined.extend(f'"{text}"' + (f" lang={lang}" if lang else "") for text, lang in texts if text.strip())
            texts.clear()

        for part in element.parts:
            if isinstance(part, Element):
                flush()
                joined.append(part)
                continue
            for glyph in self.marked.get(part, []):
                if texts and texts[-1][1] == glyph.lang:
                    texts[-1] = (texts[-1][0] + glyph.text, glyph.lang)
                else:
                    texts.append((glyph.text, glyph.lang))
        flush()
        return joined

    def _notes(self, element: Element) -> Iterator[str]:
        for key in ("/Lang", "/Alt", "/ActualText"):
            if key in element.entry:
                value = str(element.entry[key])
                yield f"{key[1:]}={value}" if value.isalnum() else f'{key[1:]}="{value}"'
        for key in _SHOWN:
            value = element.attribute(f"/{key}")
            if value is not None and key != "Headers":
                yield f"{key}={str(value).removeprefix('/')}"
        if names := self.headers(element):
            yield "Headers=" + "|".join(self.named.get(name, "?") for name in names)
        for link in element.links:
            yield f"-> {link.A.URI}" if "/A" in link and "/URI" in link.A else "-> here"


def owners(value: Any) -> list[Any]:
    """What is one thing or an array of things, as a list."""
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def structure(path: Path) -> list[str]:
    """The kinds of the elements of a PDF in reading order; a header cell with its scope, as ``TH Column``."""
    with Paper(path) as paper:
        return [
            " ".join([element.kind, *(str(scope)[1:] for scope in [element.attribute("/Scope")] if scope)])
            for element in paper.elements()
        ]


def read_aloud(path: Path) -> str:
    """The text of a PDF as it is read from its structure, every run of blanks as one; blocks have a line each."""
    with Paper(path) as paper:
        return "\n".join(line for part in _aloud(paper, paper.root).splitlines() if (line := " ".join(part.split())))


def _aloud(paper: Paper, element: Element) -> str:
    if "/ActualText" in element.entry:
        return str(element.entry.ActualText)
    parts = (_aloud(paper, part) if isinstance(part, Element) else paper.mark(part) for part in element.parts)
    return "".join(parts) + ("\n" if element.kind in _BLOCKS else " " if element.kind == "Lbl" else "")


_BLOCKS = {"P", "TD", "TH", "Caption", "H1", "H2", "H3", "H4", "LI", "LBody", "Div"}


def glyphs_off_page(path: Path) -> str:
    """The letters of a PDF that lie outside of its pages."""
    with Paper(path) as paper:
        return "".join(glyph.text for glyph in paper.glyphs if paper.is_off(glyph))


class _Glyphs(PDFTextDevice):
    """Notes down each glyph with the marks that are open where it is drawn."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.glyphs: list[Glyph] = []
        self.sizes: list[tuple[float, float]] = []
        self.open: list[tuple[str, dict[str, Any]]] = []

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        left, bottom, right, top = page.mediabox
        self.sizes.append((right - left, top - bottom))
        self.open = []

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        found = props if isinstance(props, dict) else {}
        self.open.append((str(tag.name), found))
        if "ActualText" in found and not any("ActualText" in props for _, props in self.open[:-1]):
            self._note(_decoded(found["ActualText"]), *mult_matrix((1, 0, 0, 1, 0, 0), self.ctm)[4:], 0)

    def end_tag(self) -> None:
        self.open.pop()

    def render_char(self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int,
                    ncs: Any, graphicstate: Any) -> float:  # fmt: skip
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        advance: float = font.char_width(cid) * fontsize * scaling
        replaced = any("ActualText" in props for _, props in self.open)
        _, _, _, _, x, y = matrix
        self._note("" if replaced else text, x, y + rise, advance * matrix[0])
        return advance

    def _note(self, text: str, x: float, y: float, advance: float) -> None:
        mcid = next((props["MCID"] for _, props in reversed(self.open) if "MCID" in props), None)
        lang = next((_decoded(props["Lang"]) for _, props in reversed(self.open) if "Lang" in props), "")
        artifact = any(tag == "Artifact" for tag, _ in self.open)
        self.glyphs.append(Glyph(text, len(self.sizes) - 1, x, y, advance, mcid, artifact, lang))


def _decoded(text: bytes) -> str:
    return text[2:].decode("utf-16-be") if text.startswith(b"\xfe\xff") else text.decode("latin-1")


def _drawn(path: Path) -> tuple[list[Glyph], list[tuple[float, float]]]:
    """Every glyph in the order in which it is drawn, and the sizes of the pages."""
    manager = PDFResourceManager()
    device = _Glyphs(manager)
    interpreter = PDFPageInterpreter(manager, device)
    with path.open("rb") as file:
        for page in PDFPage.get_pages(file):
            interpreter.process_page(page)
    return device.glyphs, device.sizes
