"""The builder ``pdf``: one accessible PDF for each briefing."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Set
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import status_iterator

from briefkit.core.briefings import Paper, kept_slugs, members, papers
from briefkit.core.editions import page_address
from briefkit.core.face import face_of
from briefkit.core.manifest import NAME, read_manifest, remove_gone, write_manifest, write_whole
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.report import here, report
from briefkit.core.settings import settings
from briefkit.pdf import paper as making
from briefkit.pdf.commit import Commit
from briefkit.pdf.record import Made, recall, remember
from briefkit.pdf.repair import Result
from briefkit.pdf.translator import Translator
from briefkit.pdf.translator.survey import DOCUMENT
from briefkit.pdf.unchanged import Keys
from briefkit.pdf.workers import Workers, warm_up

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class PdfBuilder(Builder):
    """Makes ``<slug>.pdf`` of each briefing, and ``manifest.json`` with what was made."""

    name = "pdf"
    format = "pdf"
    epilog = ""
    allow_parallel = True
    default_translator_class: ClassVar[type[nodes.NodeVisitor]] = Translator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    # So that Sphinx fetches none: what lies elsewhere is not shown, with a warning.
    supported_remote_images = True

    def init(self) -> None:
        self.events.connect("env-before-read-docs", _get_ready, 500)
        self._done: list[Made] = []

    @property
    def staging(self) -> Path:
        """The folder that the compiler reads."""
        return Path(self.doctreedir) / "briefkit-pdf"

    def get_outdated_docs(self) -> list[str]:
        """The roots of all papers: whether one is out of date is known once it is translated."""
        return list(papers(self.env))

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # the base's own
        return DOCUMENT + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # the base's
        return self.get_target_uri(to, typ)

    def page_address(self, docname: str, name: str) -> str | None:
        """The address of a place outside of the paper on the published pages, where these have one."""
        return page_address(self.config, docname, name) or None if docname in self.env.found_docs else None

    def write_documents(self, docnames: Set[str]) -> None:
        chosen = [paper for paper in papers(self.env).values() if docnames & {paper.root, *members(self.env, paper)}]
        making.stage_library(self.staging)
        self._keys = Keys(self)
        progress = status_iterator(
            chosen,
            "making papers... ",
            "darkgreen",
            len(chosen),
            self._app.verbosity,
            stringify_func=lambda paper: paper.slug,
        )
        with Workers(self._app.parallel) as workers:
            self._done = list(self._made(workers, progress))
        self._tell(self._done)

    def finish(self) -> None:
        """Take away the papers whose sources are gone, and note those that there are. One that failed is still there."""
        for path in remove_gone(Path(self.outdir), kept_slugs(self.env)):
            logger.info("%s was removed, since its briefing is gone", os.path.relpath(path))
        self._note(self._done)

    def _made(self, workers: Workers, chosen: Iterable[Paper]) -> Iterator[Made]:
        """The papers in order. The next are drafted while some are compiled, few enough to fit into memory."""
        under_way: deque[Callable[[], Made | None]] = deque()
        for paper in chosen:
            under_way.append(self._begin(workers, paper))
            if len(under_way) > 2 * workers.count and (done := under_way.popleft()()):
                yield done
        for end in under_way:
            if done := end():
                yield done

    def _begin(self, workers: Workers, paper: Paper) -> Callable[[], Made | None]:
        """Draft a paper and hand it on; what it gives waits for the paper. An older PDF of it stays where that fails."""
        known = recall(self.staging, paper.slug, Path(self.outdir))
        if known is not None and known.key and known.key == self._keys.of(paper, known.pictures):
            return partial(self._unchanged, paper, known)
        told = self._app._warncount
        try:
            draft = making.draft(self, paper, self.staging)
        except Exception as error:
            return partial(self._fail, paper, [self._unforeseen(paper, error)], str(self.env.doc2path(paper.root)))
        key = self._keys.of(paper, draft.pictures) if self._app._warncount == told else ""
        fingerprint = making.fingerprint(draft)
        if known is not None and known.fingerprint == fingerprint:
            known = replace(known, key=key, pictures=draft.pictures)
            remember(self.staging, known)
            return partial(self._unchanged, paper, known)
        seconds = settings(self.config).paper_seconds
        waiting = workers.submit(making.make, draft, self.staging, seconds)
        return partial(self._end, paper, draft, key, fingerprint, waiting)

    def _unchanged(self, paper: Paper, known: Made) -> Made:
        report([*known.problems, *self._too_long(paper, known.pages)])
        return known

    def _end(
        self,
        paper: Paper,
        draft: making.Draft,
        key: str,
        fingerprint: str,
        waiting: Future[Result],
    ) -> Made | None:
        try:
            result = waiting.result()
            if result.pdf is None:
                return self._fail(paper, result.problems, draft.source_file)
            finished, more = making.finished(draft, result.pdf)
        except Exception as error:
            return self._fail(paper, [self._unforeseen(paper, error)], draft.source_file)
        problems = [*result.problems, *more]
        report([*problems, *self._too_long(paper, finished.pages)])
        made = Made(
            slug=paper.slug,
            file=f"{paper.slug}.pdf",
            title=draft.face.title,
            pages=finished.pages,
            size=len(finished.pdf),
            sha256=hashlib.sha256(finished.pdf).hexdigest(),
            about=making.about(draft.face),
            standards=making.STANDARDS[draft.options.standard],
            fonts=finished.fonts,
            fingerprint=fingerprint,
            key=key,
            pictures=draft.pictures,
            problems=problems,
        )
        write_whole(Path(self.outdir) / made.file, finished.pdf)
        remember(self.staging, made)
        return made

    def _too_long(self, paper: Paper, pages: int) -> Iterator[Problem]:
        """A paper is not cut, but its writer is told where it has more pages than its type may have."""
        kind = face_of(self.env, paper.root).kind_code
        limit = settings(self.config).page_limits.get(kind)
        if limit is not None and pages > limit:
            text = (
                f"This paper has {pages} pages, and papers of the type '{kind}' have at most {limit}. "
                "Shorten it, or change its type or briefkit_page_limits in conf.py."
            )
            yield Problem(Kind.LENGTH, text, Place(str(self.env.doc2path(paper.root)), 1))

    def _unforeseen(self, paper: Paper, error: Exception) -> Problem:
        """A fault of the program, or of an extension, in one line; the rest of it is for those who can mend it."""
        log = self.staging / f"{paper.slug}.log"
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        text = f"{type(error).__name__}: {' '.join(str(error).split())} (all of it is in {os.path.relpath(log)})"
        return Problem(Kind.PAPER, text, Place(str(self.env.doc2path(paper.root)), 1))

    def _fail(self, paper: Paper, problems: list[Problem], source_file: str) -> Made | None:
        report(problems[:-1])
        last = problems[-1] if problems else Problem(Kind.PAPER, "The compiler gave no reason.", Place(source_file, 1))
        left = " The older PDF was left as it is." if (Path(self.outdir) / f"{paper.slug}.pdf").exists() else ""
        logger.error("%s.pdf was not made. %s%s", paper.slug, last.text, left, location=here(last.place))
        self._app.statuscode = 1
        return None

    def _note(self, made: list[Made]) -> None:
        """Write the manifest; it keeps what it says of papers that still exist and were not made now."""
        path = Path(self.outdir) / NAME
        slugs = kept_slugs(self.env)
        kept = {
            slug: item
            for slug, item in read_manifest(path).items()
            if slug in slugs and (path.parent / item["file"]).is_file()
        }
        commit = Commit(Path(self.srcdir))
        new = {item.slug: item.entry() | commit.of(self._sources(item)) for item in made}
        write_manifest(path, (kept | new).values())

    def _sources(self, made: Made) -> Iterator[Path]:
        """The files that a paper is made from: its documents, what they depend on, and its pictures."""
        paper = next(paper for paper in papers(self.env).values() if paper.slug == made.slug)
        for docname in members(self.env, paper):
            yield Path(self.env.doc2path(docname))
            yield from (Path(self.srcdir, name) for name in self.env.dependencies.get(docname, ()))
        yield from map(Path, made.pictures)

    def _tell(self, made: list[Made]) -> None:
        """The last words of a build: each paper with its pages, size and place."""
        places = {item.slug: os.path.relpath(Path(self.outdir) / item.file) for item in made}
        width = max(map(len, places.values()), default=0)
        for item in sorted(made, key=lambda item: item.slug):
            pages = "1 page" if item.pages == 1 else f"{item.pages} pages"
            size = max(1, round(item.size / 1000))
            logger.info("%s  %9s %6d kB", places[item.slug].ljust(width), pages, size)


def _get_ready(_app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    if docnames:
        warm_up()
