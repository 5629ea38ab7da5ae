"""One paper from its documents to its PDF."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from briefkit.core.briefings import Paper, readable_folder
from briefkit.core.domain import brief
from briefkit.core.editions import PAGE
from briefkit.core.face import Face, face_of
from briefkit.core.fontfiles import package_folders
from briefkit.core.frontmatter import front_of, language_of
from briefkit.core.house import house
from briefkit.core.manifest import write_whole
from briefkit.core.pictures import drawn_in
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.report import report
from briefkit.core.spoken import speaker
from briefkit.core.svg import NoPicture
from briefkit.core.words import words
from briefkit.pdf import typst
from briefkit.pdf.assemble import assemble
from briefkit.pdf.assets import Assets
from briefkit.pdf.brand import brand_input, logos
from briefkit.pdf.compile import Options, Outcome, Standard, compile_paper
from briefkit.pdf.parts import Attachment, Part
from briefkit.pdf.postprocess import Finished, Properties, TableMismatch, finish
from briefkit.pdf.repair import Result, compile_mended
from briefkit.pdf.svgfonts import families_of
from briefkit.pdf.translator import Job
from briefkit.pdf.translator.survey import DOCUMENT, document_target, label
from briefkit.pdf.typst import Call, Content
from briefkit.pdf.workers import Broken, Late, Worker

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from briefkit.pdf.builder import PdfBuilder

LIBRARY = Path(__file__).parent / "lib"
STANDARDS: dict[Standard, list[str]] = {"a-2a": ["PDF/UA-1", "PDF/A-2a"], "a-3a": ["PDF/UA-1", "PDF/A-3a"]}
"""What a paper conforms to, as a reader of the manifest is told."""
_IMPORTS = ["/lib/briefkit.typ"]
_LARGE = 500_000
"""Bytes of the generated file of some 170 pages. The compiler remembers its last compiles, of such a paper too much."""
_IN_THE_MAKING = {"draft", "in-review"}
_IMPRINT = ("imprint", "kind_code", "words")


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as calls, ready to be compiled."""

    paper: Paper
    face: Face
    root: Content
    parts: list[Part]
    source_file: str
    options: Options
    pictures: list[str]
    """The files that it shows."""


def draft(builder: PdfBuilder, paper: Paper, staging: Path) -> Draft:
    """Translate a paper. Problems with its source are told on the way."""
    env = builder.env
    face = face_of(env, paper.root)
    speaker.speak(face.language)
    document = assemble(env, paper.root)
    folders = (readable_folder(env), *drawn_in(builder._app))
    assets = Assets(Path(env.srcdir), staging, folders, families_of(house(env).brand))
    job = Job(assets, words(face.language))
    translator: Any = builder.create_translator(document, builder, job)
    runs = list(links_of(asdict(face)))
    linked = {document_target(item["href"].replace(PAGE, DOCUMENT, 1)) for item in runs}
    translator.paper.linked |= linked & translator.paper.targets
    document.walkabout(translator)
    title = translator.paper.title
    marks = [(paper.root, name) for name in ["", *(title["ids"] if title is not None else [])]]
    printed = addressed(asdict(face), translator) | {"title": face.heading, "name": face.title}
    printed["title_anchors"] = [label(mark) for mark in marks if mark in translator.paper.linked]
    printed["cover"] = cover(env, paper, assets)
    brand = house(env).brand
    if brand.logos and face.publisher in {"", house(env).publisher}:
        printed["logo"], problems = logos(brand, staging)
        report(problems)
    body: Content = translator.body
    for mark in sorted(translator.paper.linked.difference(marks)):
        translator.anchor(mark)  # of what is not printed: a link to it leads to the end
    if face.imprint:
        body.calls.append(typst.call("imprint", {key: printed[key] for key in _IMPRINT}))
    body.calls += [attached(item, staging) for item in job.attachments]
    root = Content([typst.call("paper", body, face=printed)])
    standard: Standard = "a-3a" if job.attachments else "a-2a"
    options = Options(standard, timestamp(face), brand_input(brand), brand.font_folder)
    return Draft(paper, face, root, job.parts, str(env.doc2path(paper.root)), options, assets.files)


def links_of(value: Any) -> Iterator[dict[str, str]]:
    """The runs in a face that lead to documents of the project."""
    if isinstance(value, dict) and str(value.get("href", "")).startswith(PAGE):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from links_of(item)


def addressed(face: dict[str, Any], translator: Any) -> dict[str, Any]:
    """A face whose links to documents lead into the paper, else to the published pages, else nowhere."""
    for run in links_of(face):
        target = document_target(run["href"].replace(PAGE, DOCUMENT, 1)) or ("", "")
        here = target in translator.paper.targets
        run["href"] = f"label:{label(target)}" if here else translator.builder.page_address(*target) or ""
    return face


def attached(item: Attachment, staging: Path) -> Call:
    """The call that puts a file into the PDF as data that the paper was made from."""
    staged = f"data/{hashlib.sha256(item.content).hexdigest()[:24]}"
    write_whole(staging / staged, item.content)
    return typst.call(
        "pdf.attach",
        item.name,
        typst.call("read", f"/{staged}", encoding=None),
        relationship="data",
        mime_type=item.mime_type,
        description=item.description,
    )


def cover(env: BuildEnvironment, paper: Paper, assets: Assets) -> dict[str, str]:
    """The picture of the cover, its description and its credit; nothing where none can be shown."""
    briefing = front_of(env, paper.root).briefing
    asked = briefing.cover if briefing else None
    if asked is None or not asked.image:
        return {}
    places = brief(env).data["used"].get(paper.root, {}).get("places", {})
    place = places.get("cover") or Place(str(env.doc2path(paper.root)), 1)
    try:
        name = str(PurePosixPath(paper.root).parent / asked.image)
        image, told = assets.add(name), [text for text in (assets.told(name), assets.fontless(name)) if text]
    except NoPicture as problem:
        report([Problem(Kind.FIGURE, f"{problem} The cover is printed without it.", place)])
        return {}
    report([Problem(Kind.FIGURE, text, place) for text in told])
    if not asked.alt:
        text = "The picture of the cover has no alternative text. Say what it shows, with 'alt' beside 'image'."
        report([Problem(Kind.FIGURE, text, place)])
    alt = asked.alt or words(language_of(env, paper.root))("Picture without a description")
    return {"image": image, "alt": alt, "credit": asked.credit or ""}


def timestamp(face: Face) -> int:
    """The date of the file: ``SOURCE_DATE_EPOCH``, else the date of the briefing, never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return int(epoch)
    day = face.date_iso or "1980-01-01"
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def fingerprint(made: Draft) -> str:
    """What the bytes of a paper depend on, as one hash. Pictures are named there for what is in them."""
    parts = [
        typst.write(made.root, _IMPORTS).text,
        *(path.read_text(encoding="utf-8") for path in library_files()),
        repr((made.parts, made.options, made.face)),
        surroundings(),
    ]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def library_files() -> list[Path]:
    """The files of the house style."""
    return sorted(path for path in LIBRARY.iterdir() if path.suffix in {".typ", ".tmTheme"})


@cache
def surroundings() -> str:
    """Versions and fonts."""
    versions = [f"{name} {version(name)}" for name in ("typst", "pikepdf", "briefkit")]
    fonts = [f"{path.name} {path.stat().st_size}" for folder in package_folders() for path in sorted(folder.iterdir())]
    return "\n".join(versions + fonts)


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


def make(worker: Worker, made: Draft, staging: Path, seconds: float) -> Result:
    """Compile a paper in *worker*, in at most so many seconds; nothing and the reasons where that fails."""
    main = staging / f"{made.paper.slug}.typ"
    until = time.monotonic() + seconds

    def compiler(main: Path, options: Options) -> Outcome:
        outcome = worker.call(until, compile_paper, main, options)
        if main.stat().st_size > _LARGE:
            worker.stop()
        return outcome

    try:
        return compile_mended(made.root, _IMPORTS, main, made.options, made.source_file, compiler)
    except Late:
        text = (
            f"It was not ready after {seconds:g} seconds, so it was stopped. Look for a table or a formula that is far "
            "larger than the others, or allow more with briefkit_paper_seconds in conf.py."
        )
    except Broken as error:
        text = f"The compiler broke down: {error}."
    return Result(None, [Problem(Kind.PAPER, text, Place(made.source_file, 1))])


def finished(made: Draft, pdf: bytes) -> tuple[Finished, list[Problem]]:
    """A paper as it is sent out, from what the compiler gave, and what could not be done for it."""
    try:
        return finish(pdf, made.parts, properties(made.face)), []
    except TableMismatch as error:
        text = f"The row headers of the tables could not be marked in this paper: {error}."
        return finish(pdf, None, properties(made.face)), [Problem(Kind.PAPER, text, Place(made.source_file, 1))]


def properties(face: Face) -> Properties:
    """What the PDF says of itself."""
    return Properties(
        language=face.language,
        name=" ".join(part for part in (face.publisher, face.number or face.slug) if part),
        authors=[author["name"] for author in face.authors],
        number=face.number,
        version=face.version,
        subjects=list(dict.fromkeys([*face.keywords, *face.topics])),
        date=face.date_iso,
        is_final=face.status_code not in _IN_THE_MAKING,
        rights=face.rights,
        license=face.license,
        license_url=face.license_url,
        publisher=face.publisher,
        double_sided=face.print == "double",
        right_to_left=face.direction == "rtl",
    )


def about(face: Face) -> dict[str, str]:
    """What the manifest says of a paper beside its title and its file."""
    given = {
        "language": face.language,
        "number": face.number,
        "version": face.version,
        "status": face.status_code,
        "date": face.date_iso,
        "marking": face.marking["label"] if face.marking else "",
    }
    return {name: value for name, value in given.items() if value}
