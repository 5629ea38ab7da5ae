"""The structure of a paper, for the tests of what reads it aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer


def _owners(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _tags(element: Any) -> Iterator[Any]:
    for kid in _owners(element.get("/K", [])):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _tags(kid)


def structure(path: Path) -> list[str]:
    """The kinds of the elements of a PDF in reading order; a header cell with its scope, as ``TH Column``."""
    with pikepdf.open(path) as pdf:
        return [
            " ".join([
                str(tag.S)[1:],
                *(str(one.Scope)[1:] for one in _owners(tag.get("/A", [])) if "/Scope" in one),
            ])
            for tag in _tags(pdf.Root.StructTreeRoot)
        ]  # fmt: skip


def glyphs_off_page(path: Path) -> str:
    """The letters of a PDF that lie outside of its pages."""

    def walk(item: Any) -> Any:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            for part in item:
                yield from walk(part)

    return "".join(
        glyph.get_text()
        for page in extract_pages(str(path), laparams=LAParams(all_texts=True))
        for glyph in walk(page)
        if glyph.x0 < page.x0 - 1 or glyph.x1 > page.x1 + 1 or glyph.y0 < page.y0 - 1 or glyph.y1 > page.y1 + 1
    )


_MAPPED = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n")


def _characters(font: Any) -> dict[int, str]:
    said = font.ToUnicode.read_bytes().decode("latin-1") if "/ToUnicode" in font else ""
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in _MAPPED.findall(said)}


def drawn(page: Any) -> dict[int, str]:
    """The text of each piece of marked content, with the replacements that its own ``ActualText`` makes."""
    found: dict[int, str] = {}
    marks: list[tuple[int, bool]] = [(-1, False)]
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in {"BDC", "BMC"}:
            given = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
            mcid = int(given.get("/MCID", marks[-1][0]))
            if "/ActualText" in given and not marks[-1][1]:
                found[mcid] = found.get(mcid, "") + str(given["/ActualText"])
            marks.append((mcid, marks[-1][1] or "/ActualText" in given))
        elif operator == "EMC":
            marks.pop()
        elif operator == "Tf":
            font = _characters(page.Resources.Font[str(operands[0])])
        elif operator in {"TJ", "Tj"} and not marks[-1][1]:
            shown = operands[0] if operator == "TJ" else operands
            codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            letters = (font.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2))
            found[marks[-1][0]] = found.get(marks[-1][0], "") + "".join(letters)
    return found


def read_aloud(path: Path) -> str:
    """The text of a PDF as it is read from its structure, every run of blanks as one; blocks have a line each."""
    with pikepdf.open(path) as pdf:
        texts = {page.obj.objgen: drawn(page) for page in pdf.pages}

        def read(element: Any) -> str:
            if "/ActualText" in element:
                return str(element.ActualText)
            text = ""
            for kid in _owners(element.get("/K", [])):
                if not isinstance(kid, pikepdf.Dictionary):
                    text += texts[element.Pg.objgen].get(int(kid), "")
                elif "/S" in kid:
                    text += read(kid)
                elif "/MCID" in kid:
                    text += texts[kid.get("/Pg", element.get("/Pg")).objgen].get(int(kid.MCID), "")
            return text + ("\n" if str(element.get("/S")) in _BLOCKS else "")

        lines = read(pdf.Root.StructTreeRoot).splitlines()
    return "\n".join(line for part in lines if (line := " ".join(part.split())))


_BLOCKS = {"/P", "/TD", "/TH", "/Caption", "/H1", "/H2", "/H3", "/H4", "/LI"}
