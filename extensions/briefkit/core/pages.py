"""What the HTML pages of a briefing know of their paper: its face, its contents, its PDF, and the list of briefings."""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from babel.units import format_unit
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from briefkit.core.briefings import Paper, kept_slugs, paper_of, papers
from briefkit.core.face import face_of
from briefkit.core.frontmatter import front_of, language_of
from briefkit.core.manifest import NAME, read_manifest, remove_gone, write_manifest, write_whole
from briefkit.core.words import fixed_words, locale

logger = logging.getLogger(__name__)

_PDFS = "pdf"
"""Folder of the papers in the HTML output."""
_LISTED = ("slug", "file", "title", "pages", "size", "sha256")
"""What the manifest of that folder, which is published with it, says of each paper."""


def is_html(app: Sphinx) -> bool:
    return app.builder.format == "html" and app.builder.name in {"html", "dirhtml"}


def pdf_folder(app: Sphinx) -> Path:
    return Path(app.outdir, app.config.briefkit_pdf_folder).resolve()


def manifest(app: Sphinx) -> dict[str, dict[str, Any]]:
    """The papers that ``-b pdf`` made, by slug; none where it was not run."""
    folder = pdf_folder(app)
    return {slug: item for slug, item in _listed(folder).items() if (folder / item["file"]).is_file()}


def _listed(folder: Path) -> dict[str, dict[str, Any]]:
    """What the manifest of a folder lists, by slug."""
    path = folder / NAME
    return _parsed(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=1)
def _parsed(path: Path, _mtime: int) -> dict[str, dict[str, Any]]:
    """A manifest, read once for all pages."""
    return read_manifest(path)


def size_text(size: int, language: str) -> str:
    """A file size as a reader is told it, in units of 1,000 bytes: ``321 kB``, ``1,2 Mo``."""
    small = size < 999_500
    value = max(1, round(size / 1000)) if small else round(size / 1_000_000, 1)
    unit = "digital-kilobyte" if small else "digital-megabyte"
    return format_unit(value, unit, "short", locale=locale(language))


def pdf(app: Sphinx, pagename: str, slug: str) -> dict[str, Any] | None:
    """What a page shows of a paper's PDF; none where there is no PDF."""
    item = _listed(pdf_folder(app)).get(slug)
    if item is None or not (pdf_folder(app) / item["file"]).is_file():
        return None
    here = app.builder.get_target_uri(pagename)
    return {
        "href": relative_uri(here, f"{_PDFS}/{item['file']}"),
        "pages": item["pages"],
        "size": size_text(item["size"], language_of(app.env, pagename)),
    }


def _contents(app: Sphinx, paper: Paper, pagename: str) -> list[dict[str, Any]]:
    """The headings of a paper down to the second level, chapters in their places, each with the name of its group."""
    env = app.env
    here = app.builder.get_target_uri(pagename)

    def entries(docname: str, items: nodes.Node, depth: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        # The caption of the only list of a document names no group of chapters.
        has_groups = len(list(env.tocs[docname].findall(addnodes.toctree))) > 1
        for child in items.children:
            if isinstance(child, addnodes.toctree):
                group = (child.get("caption") if has_groups else "") or ""
                for _, name in child["entries"]:
                    if name in env.tocs:
                        found += [entry | {"group": group} for entry in entries(name, env.tocs[name], depth)]
            elif isinstance(child, nodes.list_item):
                link = child.next_node(nodes.reference)
                if link is None:
                    found += entries(docname, child, depth)
                    continue
                anchor = link["anchorname"]
                number = env.toc_secnumbers.get(docname, {}).get(anchor)
                below = [part for part in child.children if isinstance(part, (nodes.bullet_list, addnodes.toctree))]
                found.append({
                    "number": ".".join(map(str, number)) if number else "",
                    "title": link.astext(),
                    "href": relative_uri(here, app.builder.get_target_uri(docname)) + anchor if docname != pagename else anchor or "#",
                    "document": docname, "group": "",
                    "current": docname == pagename and not anchor,
                    "children": [entry for part in below for entry in entries(docname, part, depth + 1)],
                })  # fmt: skip
            elif isinstance(child, nodes.bullet_list):
                found += entries(docname, child, depth)
        return found

    top = entries(paper.root, env.tocs[paper.root], 1)
    return _lifted(top[0]["children"] if len(top) == 1 else top)


def _lifted(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Chapters that a section of the root leads to stand beside that section, not below it."""
    found: list[dict[str, Any]] = []
    for item in items:
        chapters = [child for child in item["children"] if child["document"] != item["document"]]
        found += [item | {"children": [child for child in item["children"] if child not in chapters]}, *chapters]
    return found


_indexes: WeakKeyDictionary[Sphinx, dict[str, list[dict[str, Any]]]] = WeakKeyDictionary()


def index(app: Sphinx, pagename: str) -> list[dict[str, Any]]:
    """All briefings by year, the newest first; put together once in a build, when its documents have been read."""
    known = _indexes.setdefault(app, {})
    if pagename not in known:
        known[pagename] = _index(app, pagename)
    return known[pagename]


def forget_index(app: Sphinx) -> None:
    """Put the list together again when it is asked for next."""
    _indexes.pop(app, None)


def _index(app: Sphinx, pagename: str) -> list[dict[str, Any]]:
    env = app.env
    here = app.builder.get_target_uri(pagename)
    years: dict[str, list[tuple[date, dict[str, Any]]]] = {}
    for paper in papers(env).values():
        if paper.root == pagename or paper.root not in env.titles:
            continue
        front, face = front_of(env, paper.root), face_of(env, paper.root)
        sign = next((fact["sign"] for fact in face.facts if fact["sign"]), "")
        entry = {
            "date": face.date, "date_iso": face.date_iso, "number": face.number, "kind": face.kind,
            "title": face.title, "href": relative_uri(here, app.builder.get_target_uri(paper.root)),
            "description": face.description or face.subtitle, "topics": face.topics, "status": face.status,
            "status_code": face.status_code, "sign": sign, "language": face.language, "direction": face.direction,
            "pdf": pdf(app, pagename, paper.slug),
        }  # fmt: skip
        day = front.date or date.min
        years.setdefault(str(day.year) if front.date else "", []).append((day, entry))
    return [
        {"year": year, "papers": [entry for _, entry in sorted(entries, key=lambda item: (item[0], item[1]["number"]), reverse=True)]}
        for year, entries in sorted(years.items(), reverse=True)
    ]  # fmt: skip


def _context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not is_html(app) or doctree is None:
        return
    paper = paper_of(app.env, pagename)
    context["briefkit_words"] = fixed_words(language_of(app.env, pagename))
    if paper is None:
        if pagename == app.config.root_doc:
            context["briefings"] = index(app, pagename)
        return
    context["briefing"] = face_of(app.env, pagename)
    context["briefing_toc"] = _contents(app, paper, pagename)
    context["briefing_pdf"] = pdf(app, pagename, paper.slug)
    context["briefing_is_part"] = paper.root != pagename
    context["briefing_href"] = relative_uri(
        app.builder.get_target_uri(pagename), app.builder.get_target_uri(paper.root)
    )


def _without_title(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """The theme prints the title of a paper with its title block, so it is not printed in the text again."""
    if not is_html(app) or app.config.html_theme != "briefkit":
        return
    if docname in papers(app.env) or (docname == app.config.root_doc and papers(app.env)):
        section = next(doctree.findall(nodes.section), None)
        if section is not None and section.parent is doctree and isinstance(section[0], nodes.title):
            section.pop(0)


def _copy_papers(app: Sphinx, error: Exception | None) -> None:
    """Put the papers beside the pages that link to them, and take away those of earlier builds that are gone."""
    target = Path(app.outdir) / _PDFS
    known = read_manifest(target / NAME)
    if error or not is_html(app) or not (known or papers(app.env)):
        return
    slugs = kept_slugs(app.env)
    for path in remove_gone(target, slugs):
        logger.info("%s was removed, since its briefing is gone", os.path.relpath(path))
    made = {slug: item for slug, item in manifest(app).items() if slug in slugs}
    for item in made.values():
        write_whole(target / item["file"], (pdf_folder(app) / item["file"]).read_bytes())
    listed = {slug: item for slug, item in known.items() if slug in slugs} | made
    if listed or known:
        write_manifest(target / NAME, [{key: item[key] for key in _LISTED} for item in listed.values()])


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", _context, priority=400)
    app.connect("doctree-resolved", _without_title, priority=900)
    app.connect("build-finished", _copy_papers)
