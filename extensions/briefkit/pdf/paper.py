"""One paper from its documents to its PDF, made anew only where something of it has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.core.briefings import Paper
from briefkit.core.face import Face, face_of
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.words import words
from briefkit.pdf import typst
from briefkit.pdf.assemble import assemble
from briefkit.pdf.assets import Assets
from briefkit.pdf.compile import Standard, font_folders
from briefkit.pdf.postprocess import Properties, TableMismatch, finish
from briefkit.pdf.repair import compile_mended
from briefkit.pdf.translator import Job, Table
from briefkit.pdf.translator.survey import label
from briefkit.pdf.typst import Content

if TYPE_CHECKING:
    from briefkit.pdf.builder import PdfBuilder

LIBRARY = Path(__file__).parent / "lib"
_IMPORTS = ["/lib/briefkit.typ"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as calls, ready to be compiled."""

    paper: Paper
    face: Face
    root: Content
    tables: list[Table]
    source_file: str
    standard: Standard = "a-2a"

    @property
    def timestamp(self) -> int:
        """The date that the PDF bears:

        ``SOURCE_DATE_EPOCH``, else the date of the briefing, never the clock.
        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return int(epoch)
        day = self.face.date_iso or "1980-01-01"
        return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


@dataclass(slots=True)
class Made:
    """What is known of a paper that was made: what the manifest says, and what its writer was told."""

    slug: str
    file: str
    title: str
    pages: int
    size: int
    sha256: str
    fingerprint: str = ""
    problems: list[Problem] = field(default_factory=list)

    def entry(self) -> dict[str, Any]:
        """The entry of the manifest."""
        return {key: getattr(self, key) for key in ("slug", "file", "title", "pages", "size", "sha256")}


def draft(builder: PdfBuilder, paper: Paper, staging: Path) -> Draft:
    """Translate a paper. Problems with its source are told on the way."""
    env = builder.env
    face = face_of(env, paper.root)
    document = assemble(env, paper.root)
    job = Job(Assets(Path(env.srcdir), staging, (Path(env.doctreedir),)), words(face.language))
    translator: Any = builder.create_translator(document, builder, job)
    document.walkabout(translator)
    marks = [(paper.root, ""), *((paper.root, name) for name in _title_ids(translator))]
    printed = asdict(face) | {
        "title_anchors": [label(mark) for mark in marks if mark in translator.paper.linked]
    }
    root = Content([typst.call("paper", translator.body, face=printed)])
    return Draft(paper, face, root, job.tables, str(env.doc2path(paper.root)))


def _title_ids(translator: Any) -> list[str]:
    title = translator.paper.title
    return list(title["ids"]) if title is not None else []


def fingerprint(made: Draft) -> str:
    """What the bytes of a paper depend on, as one hash.

    Pictures are named in the source for what is in them.
    """
    parts = [
        typst.write(made.root, _IMPORTS).text,
        *(path.read_text(encoding="utf-8") for path in library_files()),
        repr(made.tables),
        repr(made.timestamp),
        made.standard,
        repr(asdict(made.face)),
        _surroundings(),
    ]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def library_files() -> list[Path]:
    """The files of the house style."""
    return sorted(LIBRARY.glob("*.typ"))


@cache
def _surroundings() -> str:
    """Versions and fonts."""
    versions = [f"{name} {version(name)}" for name in ("typst", "pikepdf", "briefkit")]
    fonts = [
        f"{path.name} {path.stat().st_size}" for folder in font_folders() for path in sorted(folder.iterdir())
    ]
    return "\n".join(versions + fonts)


def make(made: Draft, staging: Path) -> tuple[bytes | None, int, list[Problem]]:
    """Compile and finish a paper:

    its bytes, or None where it could not be made, its pages, and the problems.
    """
    main = staging / f"{made.paper.slug}.typ"
    result = compile_mended(made.root, _IMPORTS, main, made.standard, made.timestamp, made.source_file)
    if result.pdf is None:
        return None, 0, result.problems
    face = made.face
    properties = Properties(
        language=face.language,
        authors=[author["name"] for author in face.authors],
        number=face.number,
        version=face.version,
        rights=face.rights,
        license_url=face.license_url,
        publisher=face.publisher,
    )
    try:
        content, pages = finish(result.pdf, made.tables, properties)
    except TableMismatch as error:
        text = (
            f"The row headers of this paper cannot be marked: {error}. A handler does not call note_table()."
        )
        return None, 0, [*result.problems, Problem(Kind.PAPER, text, Place(made.source_file, 1))]
    return content, pages, result.problems


def stage_library(staging: Path) -> None:
    """Put the house style where the compiler reads it, and take away what is no part of it any more."""
    folder = staging / "lib"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {path.name: path.read_bytes() for path in library_files()}
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()
    for name, content in wanted.items():
        target = folder / name
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)


def remember(staging: Path, made: Made) -> None:
    """Keep what is known of a paper for the next build."""
    write_whole(staging / f"{made.slug}.json", json.dumps(asdict(made), indent=1, sort_keys=True).encode())


def recall(staging: Path, slug: str, outdir: Path) -> Made | None:
    """What is known of a paper of an earlier build whose PDF still lies there unchanged."""
    try:
        known = json.loads((staging / f"{slug}.json").read_text(encoding="utf-8"))
        problems = [
            Problem(Kind(item["kind"]), item["text"], Place(**item["place"]))
            for item in known.pop("problems")
        ]
        made = Made(**known, problems=problems)
        content = (outdir / made.file).read_bytes()
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return made if hashlib.sha256(content).hexdigest() == made.sha256 else None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, so that nobody finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def manifest(papers: Iterable[dict[str, Any]]) -> bytes:
    """The manifest of a folder of papers."""
    listed = sorted(papers, key=lambda paper: str(paper["slug"]))
    return (json.dumps({"papers": listed}, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
