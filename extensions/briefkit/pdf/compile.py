"""Typst in process: a generated file to a PDF, and what the compiler says to calls of that file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from briefkit.core.fontfiles import package_folders

Standard = Literal["a-2a", "a-3a"]

_HEAD = re.compile(r"^(error|warning): (.*)$", re.MULTILINE)
_SPAN = re.compile(r"^ *┌─ (.+):(\d+):(\d+)$", re.MULTILINE)
_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed|codepoint `"(.+?)"`', re.DOTALL)
_OWN_SOURCE = re.compile(r" \(occurred at [^)]*\)")
"""Where in the compiler's own source an error arose: it says nothing to a writer."""
_FOLLOWS = "does not exist in the document"
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What the compiler says: ``error`` or ``warning``, its words, and the lines that it speaks of."""

    level: str
    message: str
    places: tuple[tuple[str, int], ...] = ()
    """Files and lines, from where it happened to where that was called from."""

    def line_in(self, file: str) -> int:
        """The line of *file* that it speaks of first; 0 where it speaks of none."""
        return next((line for name, line in self.places if name.endswith(file)), 0)

    @property
    def glyph(self) -> str:
        """The text that no font can show, or nothing where the message is of something else."""
        found = _GLYPH.search(self.message)
        return _unescape(found[1] or found[2]) if found else ""


@dataclass(frozen=True, slots=True)
class Options:
    """What a paper is compiled with."""

    standard: Standard = "a-2a"
    """``a-3a`` where data is attached. PDF/UA-1 comes beside it."""
    timestamp: int = 0
    """The date that the PDF bears: seconds since 1970, UTC."""
    brand: str = ""
    """What the organisation's brand changes in the house style, as JSON; nothing where it changes nothing."""
    fonts: str = ""
    """The folder of the organisation's own fonts; nothing where it has none. Its name changes with what is in it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A PDF, or None where it could not be made, and all that was said."""

    pdf: bytes | None
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def causes(self) -> list[Diagnostic]:
        """The errors, without those that follow from others: a part that cannot be set has no labels."""
        errors = [item for item in self.diagnostics if item.level == "error"]
        return [item for item in errors if _FOLLOWS not in item.message] or errors


def _unescape(text: str) -> str:
    """The text behind Rust's debug form."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _ESCAPED.get(found[2], found[2]), text)


def diagnostics(report: str) -> list[Diagnostic]:
    """The compiler's printed report, one entry a message."""
    heads = list(_HEAD.finditer(report))
    ends = [head.start() for head in heads[1:]] + [len(report)]
    found = []
    for head, end in zip(heads, ends, strict=True):
        spans = list(_SPAN.finditer(report, head.end(), end))
        message = report[head.start(2) : spans[0].start() if spans else end]
        places = tuple((span[1], int(span[2])) for span in spans)
        found.append(Diagnostic(head[1], _OWN_SOURCE.sub("", message).strip(), places))
    return found


@cache
def fonts(folder: str = "") -> typst.Fonts:
    """The fonts of a folder, of the installed ``fontpkg-…`` packages and the compiler's own, never the system's."""
    folders = [*([folder] if folder else []), *map(str, package_folders())]
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def compile_paper(main: Path, options: Options) -> Outcome:
    """Compile the file *main*, whose folder holds all that it reads."""
    try:
        pdf, said = typst.compile_with_warnings(
            str(main),
            root=str(main.parent),
            format="pdf",
            font_paths=fonts(options.fonts),
            ignore_system_fonts=True,
            pdf_standards=["ua-1", options.standard],
            timestamp=options.timestamp,
            sys_inputs={"brand": options.brand} if options.brand else {},
        )
    except typst.TypstError as error:
        return Outcome(None, diagnostics(error.diagnostic) or [Diagnostic("error", error.message)])
    except (RuntimeError, OSError, ValueError) as error:
        return Outcome(None, [Diagnostic("error", str(error))])
    return Outcome(pdf, [item for warning in said for item in diagnostics(warning.diagnostic)])
