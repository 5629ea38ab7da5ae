"""Small projects built with ``-b pdf``, what can be read out of their papers, and veraPDF."""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import Any

import pikepdf
import pytest
from pdfminer.high_level import extract_text
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tests.gate import Gate, Validator

HERE = Path(__file__).parent

CONF = {
    "project": "Papers",
    "author": "Policy Unit",
    "extensions": ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "briefkit"],
    "myst_enable_extensions": [
        "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
        "html_image", "strikethrough", "substitution", "tasklist",
    ],
    "myst_dmath_allow_space": False,
    "myst_dmath_allow_digits": False,
    "briefkit_papers": ["index"],
    "exclude_patterns": ["_build"],
}  # fmt: skip


@dataclass(frozen=True)
class Tag:
    """An element of a paper's structure: its depth, its type, and its own dictionary."""

    depth: int
    kind: str
    element: Any

    def attribute(self, key: str) -> Any:
        """An attribute of whichever owner."""
        owners = self.element.get("/A", [])
        for owner in owners if isinstance(owners, pikepdf.Array) else [owners]:
            if key in owner:
                return owner[key]
        return None


class Built:
    """A project after a build: its folders, its messages, and what its papers hold."""

    def __init__(self, source: Path, out: Path, status: int, messages: str, log: str) -> None:
        self.source, self.out, self.status, self.messages, self.log = source, out, status, messages, log
        self._open: list[pikepdf.Pdf] = []

    @property
    def warnings(self) -> list[str]:
        """Each warning or error as one line, with the path from the source folder."""
        text = self.messages.replace(f"{self.source}{os.sep}", "")
        return [line for line in text.splitlines() if line.strip()]

    def path(self, slug: str = "index") -> Path:
        return self.out / f"{slug}.pdf"

    def pdf(self, slug: str = "index") -> pikepdf.Pdf:
        self._open.append(pikepdf.open(self.path(slug)))
        return self._open[-1]

    def text(self, slug: str = "index") -> str:
        """The text of a paper with every run of blanks as one."""
        return " ".join(extract_text(str(self.path(slug))).split())

    def tags(self, slug: str = "index") -> list[Tag]:
        """The structure of a paper in reading order."""
        return list(_tags(self.pdf(slug).Root.StructTreeRoot, 0))

    def kinds(self, slug: str = "index") -> list[str]:
        return [tag.kind for tag in self.tags(slug)]

    def close(self) -> None:
        for pdf in self._open:
            pdf.close()


def _tags(element: Any, depth: int) -> Iterator[Tag]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield Tag(depth, str(kid.S)[1:], kid)
            yield from _tags(kid, depth + 1)


def write_files(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(dedent(content), encoding="utf-8")


@pytest.fixture
def build(tmp_path: Path, gate: Gate, request: pytest.FixtureRequest) -> Iterator[Callable[..., Built]]:
    """Builds the files of a project with ``-b pdf``. Called again it changes files, and builds again.

    Its papers go through the gate; ``meant`` are the beginnings of the faults that they are meant to have.
    """
    done: list[Built] = []

    def run(
        files: dict[str, str | bytes],
        *filenames: str,
        builder: str = "pdf",
        parallel: int = 0,
        meant: tuple[str, ...] = (),
        **config: Any,
    ) -> Built:
        source, out = tmp_path / "src", tmp_path / "out"
        write_files(source, files)
        messages, log = StringIO(), StringIO()
        overrides = CONF | config
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                str(source), None, str(out), str(tmp_path / "doctrees"), builder,
                confoverrides=overrides, status=log, warning=messages, parallel=parallel,
            )  # fmt: skip
            app.build(filenames=[str(source / name) for name in filenames])
        gate.collect(out, request.node.nodeid, meant)
        done.append(Built(source, out, app.statuscode, _plain(messages.getvalue()), _plain(log.getvalue())))
        return done[-1]

    yield run
    for built in done:
        built.close()


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def png(width: int = 40, height: int = 30) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x0f\x4c\x5c" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(scope="session")
def dot() -> bytes:
    """A small picture."""
    return png()


@pytest.fixture(scope="session")
def conforms(validator: Validator) -> Callable[..., list[str]]:
    """What veraPDF finds wrong in papers. (The gate asks it of every paper; this is for those it does not see.)"""
    return lambda *papers: validator(papers)
