"""Text from the right, so that it is read aloud and copied as it was typed.

Typst writes the pieces of such a text as they stand on the line, from left to right, and the dots of a letter as glyphs
of their own that stand for the whole letter once more. Here each text gets its words in reading order, as the
``ActualText`` of a ``Span`` (ISO 32000-1, 14.9.4), and dots and vowel signs stand for nothing beside their letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Operator,
    Pdf,
    String,
    parse_content_stream,
    unparse_content_stream,
)

from briefkit.core.words import RIGHT
from briefkit.pdf.glyphs import Fonts, Piece, has_right_to_left, pieces

_FORMS = re.compile(r"[\ufb1d-\ufdff\ufe70-\ufefc]+")
_LEFT = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u0370-\u052f]")
_NEAR = 0.8
"""How far marks and raised figures may be from the base line of their text, in parts of the size of type."""


@dataclass(slots=True)
class _Kid:
    """A child of an element of the structure: a piece of content, or anything else, which has no pieces."""

    value: Any
    page: Any = None
    mcid: int = -1
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        return "".join(unit.text for piece in self.pieces for unit in piece.units)


def read_from_the_right(document: Pdf, is_whole: bool) -> None:
    """Put the texts of a tagged document that are written from the right into reading order, where it has any.

    *is_whole* says that the document itself is written from the right, and with it signs that stand alone.
    """
    fonts = Fonts()
    if not has_right_to_left(document, fonts):
        return
    found: dict[tuple[Any, int], tuple[Piece, ...]] = {}
    for page in document.pages:
        instructions = list(parse_content_stream(page))
        drawn = pieces(instructions, page.obj.Resources, fonts)
        for piece in drawn:
            if piece.mcid is not None:
                key = page.obj.objgen, piece.mcid
                found[key] = (*found.get(key, ()), piece)
        _silence(document, page, instructions, [piece for piece in drawn if piece.is_marks])
    parents = {page.obj.objgen: _parents(document, page) for page in document.pages}
    for element in list(_elements(document.Root.StructTreeRoot)):
        _order(document, element, found, parents, is_whole)


def _silence(document: Pdf, page: Any, instructions: list[Any], marks: list[Piece]) -> None:
    """Let pieces that are nothing but marks stand for no text."""
    if not marks:
        return
    begin = ContentStreamInstruction([Name.Span, Dictionary(ActualText=String(""))], Operator("BDC"))
    end = ContentStreamInstruction([], Operator("EMC"))
    firsts, lasts = {piece.first for piece in marks}, {piece.last for piece in marks}
    written: list[Any] = []
    for number, instruction in enumerate(instructions):
        inside = str(instruction.operator) in {"BDC", "BMC", "EMC"} and any(p.first < number < p.last for p in marks)
        written += [begin] if number in firsts else []
        written += [] if inside else [instruction]
        written += [end] if number in lasts else []
    page.obj.Contents = document.make_stream(unparse_content_stream(written))


def _parents(document: Pdf, page: Any) -> Any:
    """The array of the parent tree that says to which element each piece of content of a page belongs."""
    number = int(page.obj.get(Name.StructParents, -1))

    def look(node: Any) -> Any:
        listed = list(node.get(Name.Nums, ()))
        for key, value in zip(listed[::2], listed[1::2], strict=True):
            if int(key) == number:
                return value
        return next((found for kid in node.get(Name.Kids, ()) if (found := look(kid)) is not None), None)

    return look(document.Root.StructTreeRoot.ParentTree)


def _elements(element: Any) -> Iterator[Any]:
    kids = element.get(Name.K, Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid
            yield from _elements(kid)


def _order(
    document: Pdf, element: Any, found: dict[Any, tuple[Piece, ...]], parents: dict[Any, Any], is_whole: bool
) -> None:
    """Write the children of an element anew where some are of a text from the right."""
    runs = list(_runs([_kid(element, kid, found) for kid in _listed(element)]))
    parts = [part for run in runs for part in _parts(run, is_whole)]
    if any(is_right for is_right, _ in parts):
        written = [
            [_read(document, element, kids, parents)] if is_right else [kid.value for kid in kids]
            for is_right, kids in parts
        ]
        element.K = Array([kid for kids in written for kid in kids])


def _listed(element: Any) -> list[Any]:
    kids = element.get(Name.K)
    return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]


def _kid(element: Any, kid: Any, found: dict[Any, tuple[Piece, ...]]) -> _Kid:
    if isinstance(kid, Dictionary):
        if Name.S in kid or Name.MCID not in kid:
            return _Kid(kid)
        page, mcid = kid.get(Name.Pg, element.get(Name.Pg)), int(kid.MCID)
    else:
        page, mcid = element.get(Name.Pg), int(kid)
    return _Kid(kid, page, mcid, found.get((page.objgen, mcid), ()))


def _runs(kids: list[_Kid]) -> Iterator[list[_Kid]]:
    """Children that stand side by side from left to right: a text, or several where it changes its direction."""
    run: list[_Kid] = []
    for kid in kids:
        if run and not (run[-1].pieces and kid.pieces and _follows(run[-1], kid)):
            yield run
            run = []
        run.append(kid)
    if run:
        yield run


def _follows(left: _Kid, right: _Kid) -> bool:
    one, other = left.pieces[-1], right.pieces[0]
    near = abs(one.y - other.y) <= _NEAR * max(one.size, other.size)
    return left.page.objgen == right.page.objgen and near and other.x >= one.x - 0.01


def _parts(run: list[_Kid], is_whole: bool) -> list[tuple[bool, list[_Kid]]]:
    """A run as texts from the right and others. Blanks go with both of their sides, or with the others."""
    if not any(_LEFT.search(kid.text) for kid in run):
        text = "".join(kid.text for kid in run)
        return [(bool(RIGHT.search(text)) or (is_whole and len(text) > 1), run)]
    parts: list[tuple[bool, list[_Kid]]] = []
    blanks: list[_Kid] = []
    for kid in run:
        is_right = bool(RIGHT.search(kid.text))
        if not is_right and not _LEFT.search(kid.text):
            blanks.append(kid)
        elif parts and parts[-1][0] and is_right:
            parts[-1][1].extend([*blanks, kid])
            blanks = []
        else:
            parts += [(False, blanks), (is_right, [kid])]
            blanks = []
    return [*parts, (False, blanks)]


def _read(document: Pdf, element: Any, span: list[_Kid], parents: dict[Any, Any]) -> Any:
    """An element that holds the pieces of a text from the right and says it in reading order."""
    units = [unit for kid in span for piece in kid.pieces for unit in piece.units]
    text = "".join(unit.text for unit in reversed(units) if not unit.is_mark)
    made = document.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Span,
            P=element,
            Pg=span[0].page,
            K=Array([kid.mcid for kid in reversed(span)]),
            ActualText=String(_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)),
        )
    )
    for kid in span:
        parents[kid.page.objgen][kid.mcid] = made
    return made
