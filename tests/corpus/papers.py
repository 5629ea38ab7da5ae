"""What a paper holds: its text, its glyphs off the page, and what veraPDF says of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

_VALIDATOR = Path(__file__).parent.parent / "pdf" / "verapdf" / "Validate.java"
_DECLARED = re.compile(r"pdfaid:part(?:>|=\")\s*(\d).*?pdfaid:conformance(?:>|=\")\s*([A-Z])", re.DOTALL)


@dataclass(slots=True)
class Content:
    """The text of a paper in the order in which it is drawn, without artifacts, and what stands off its pages."""

    pages: int = 0
    text: list[str] = field(default_factory=list)
    off_page: list[str] = field(default_factory=list)


class _Reader(PDFLayoutAnalyzer):
    """Collects glyphs; running lines and other artifacts are none of the text."""

    def __init__(self, resources: PDFResourceManager, found: Content) -> None:
        super().__init__(resources, laparams=None)
        self.found = found
        self.marks: list[str] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self.marks.append(tag.name)

    def end_tag(self) -> None:
        if self.marks:
            self.marks.pop()

    def render_char(self, *arguments: Any, **named: Any) -> float:
        width = super().render_char(*arguments, **named)
        glyph = self.cur_item._objs[-1]
        if isinstance(glyph, LTChar):
            if "Artifact" not in self.marks:
                self.found.text.append(glyph.get_text())
            left, bottom, right, top = self.edges
            if not (left - 1 <= glyph.x0 and glyph.x1 <= right + 1 and bottom - 1 <= glyph.y0 and glyph.y1 <= top + 1):
                self.found.off_page.append(f"page {self.found.pages}: {glyph.get_text()}")
        return width

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        super().begin_page(page, ctm)
        self.found.pages += 1
        item = self.cur_item
        self.edges = item.x0, item.y0, item.x1, item.y1

    def receive_layout(self, ltpage: LTPage) -> None:
        self.found.text.append("\n")


def read(path: Path) -> Content:
    """Read a paper glyph by glyph."""
    found = Content()
    resources = PDFResourceManager()
    interpreter = PDFPageInterpreter(resources, _Reader(resources, found))
    with path.open("rb") as file:
        for page in PDFPage.get_pages(file):
            interpreter.process_page(page)
    return found


def declared(path: Path) -> str:
    """The part and level of PDF/A that a paper declares, such as ``2A``."""
    with pikepdf.open(path) as pdf:
        found = _DECLARED.search(bytes(pdf.Root.Metadata.read_bytes()).decode("utf-8", "replace"))
    return found[1] + found[2] if found else ""


def verdicts(papers: list[Path], classes: Path) -> list[str] | None:
    """The rules of PDF/UA-1 and PDF/A that papers break; None where there is no Java to ask veraPDF with."""
    java, compiler = shutil.which("java"), shutil.which("javac")
    if java is None or compiler is None:
        return None
    jar = next(Path(sys.prefix).rglob("opendataloader*.jar"))
    classes.mkdir(parents=True, exist_ok=True)
    subprocess.run([compiler, "-cp", str(jar), "-d", str(classes), str(_VALIDATOR)], check=True)
    parts = {str(paper): declared(paper) for paper in papers}
    found = [f"{name}\tdeclares no part of PDF/A" for name, part in parts.items() if not part]
    asked = [f"{part}:{name}" for name, part in parts.items() if part]
    command = [java, "-Xmx6g", "-Xss64m", "-cp", f"{jar}{os.pathsep}{classes}", "Validate", *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and not done.stdout.strip():
        found.append(f"veraPDF failed: {' '.join(done.stderr.split())[:200]}")
    found += done.stdout.splitlines()
    return found
