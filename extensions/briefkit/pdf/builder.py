"""The builder ``pdf``: one accessible PDF for each briefing."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Set
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import status_iterator

from briefkit.core.briefings import Paper, members, papers
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.report import here, report
from briefkit.pdf import paper as making
from briefkit.pdf.paper import Made
from briefkit.pdf.translator import Translator
from briefkit.pdf.translator.survey import DOCUMENT

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

    @property
    def staging(self) -> Path:
        """The folder that the compiler reads."""
        return Path(self.doctreedir) / "briefkit-pdf"

    def get_outdated_docs(self) -> list[str]:
        """The roots of all papers: whether one is out of date is known once it is translated."""
        return list(papers(self.env))

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002  # the base's own
        return DOCUMENT + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002  # the base's
        return self.get_target_uri(to, typ)

    def page_address(self, docname: str, name: str) -> str | None:
        """The address of a place outside of the paper on the published pages; None where these have no
        address.
        """
        base = str(self.config.html_baseurl or "")
        if not base or docname not in self.env.found_docs:
            return None
        suffix = str(self.config.html_link_suffix or self.config.html_file_suffix or ".html")
        return f"{base.rstrip('/')}/{docname}{suffix}" + (f"#{name}" if name else "")

    def write_documents(self, docnames: Set[str]) -> None:
        chosen = [
            paper for paper in papers(self.env).values() if docnames & {paper.root, *members(self.env, paper)}
        ]
        making.stage_library(self.staging)
        progress = status_iterator(
            chosen,
            "making papers... ",
            "darkgreen",
            len(chosen),
            self._app.verbosity,
            stringify_func=lambda paper: paper.slug,
        )
        made = [result for paper in progress if (result := self._make(paper)) is not None]
        self._write_manifest(made)
        self._tell(made)

    def _make(self, paper: Paper) -> Made | None:
        """Make one paper; an older PDF of it stays where that fails."""
        draft = making.draft(self, paper, self.staging)
        fingerprint = making.fingerprint(draft)
        known = making.recall(self.staging, paper.slug, Path(self.outdir))
        if known is not None and known.fingerprint == fingerprint:
            report(known.problems)
            return known
        content, pages, problems = making.make(draft, self.staging)
        if content is None:
            self._fail(paper, problems, draft.source_file)
            return None
        report(problems)
        digest = hashlib.sha256(content).hexdigest()
        made = Made(
            paper.slug,
            f"{paper.slug}.pdf",
            draft.face.title,
            pages,
            len(content),
            digest,
            fingerprint,
            problems,
        )
        making.write_whole(Path(self.outdir) / made.file, content)
        making.remember(self.staging, made)
        return made

    def _fail(self, paper: Paper, problems: list[Problem], source_file: str) -> None:
        report(problems[:-1])
        last = (
            problems[-1]
            if problems
            else Problem(Kind.PAPER, "The compiler gave no reason.", Place(source_file, 1))
        )
        left = (
            " The older PDF was left as it is." if (Path(self.outdir) / f"{paper.slug}.pdf").exists() else ""
        )
        logger.error("%s.pdf was not made. %s%s", paper.slug, last.text, left, location=here(last.place))
        self._app.statuscode = 1

    def _write_manifest(self, made: list[Made]) -> None:
        """Keep what stands in the manifest of papers that still exist and were not made now."""
        path = Path(self.outdir) / "manifest.json"
        entries = {item["slug"]: item for item in _read_manifest(path)}
        slugs = {paper.slug for paper in papers(self.env).values()}
        kept = {
            slug: item
            for slug, item in entries.items()
            if slug in slugs and (path.parent / item["file"]).is_file()
        }
        making.write_whole(
            path, making.manifest((kept | {item.slug: item.entry() for item in made}).values())
        )

    def _tell(self, made: list[Made]) -> None:
        """The last words of a build: each paper with its pages, size and place."""
        for item in sorted(made, key=lambda item: item.slug):
            place = os.path.relpath(Path(self.outdir) / item.file)
            pages = "1 page" if item.pages == 1 else f"{item.pages} pages"
            logger.info("%s  %s, %s kB", place, pages, max(1, round(item.size / 1000)))


def _read_manifest(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["papers"]
        return [item for item in found if {"slug", "file"} <= set(item)]
    except (OSError, ValueError, KeyError, TypeError):
        return []
