"""Which documents are briefings, and which documents belong to each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from briefkit.core.records import read_mapping

_PROJECT_FILES = ("pyproject.toml", "setup.py", ".git")
_BRIEFING_KEY = re.compile(r"^briefing\s*:", re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Paper:
    """A briefing: its slug, the document that it starts from, and its own folder of names."""

    slug: str
    root: str
    scope: str
    """What the names of the briefing stand under: its slug, or nothing for a paper that ``conf.py`` names."""
    language: str = ""
    """The language of the paper, where its front matter names one."""
    scale: str = ""
    """The scale of likelihood that it declares."""


def front_matter(text: str) -> tuple[str, int]:
    """The front matter of a MyST source without its fences, and how many lines it takes with them."""
    lines = text.removeprefix("\ufeff").split("\n")
    if not lines[0].startswith("---"):
        return "", 0
    for number, line in enumerate(lines[1:], 1):
        if line.startswith(("---", "...")):
            return "\n".join(lines[1:number]), number + 1
    return "", 0


def head(path: Path) -> str:
    """The front matter of the source at *path*, read no further than that; nothing where there is none."""
    if path.suffix not in {".md", ".markdown", ".myst"}:
        return ""
    lines: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as source:
            if not source.readline().startswith("---"):
                return ""
            for line in source:
                if line.startswith(("---", "...")):
                    return "".join(lines)
                lines.append(line)
    except OSError:
        return ""
    return ""


def papers(env: BuildEnvironment) -> dict[str, Paper]:
    """Every paper of the project, by the document that it starts from."""
    found: dict[str, Paper] = getattr(env, "briefkit_papers", {})
    return found


def has_briefings(env: BuildEnvironment) -> bool:
    """Whether the project has a briefing, and not only papers that ``conf.py`` names."""
    return any(paper.scope for paper in papers(env).values())


def is_guest(env: BuildEnvironment) -> bool:
    """Whether this is a project of others: it has papers that ``conf.py`` names, and not one briefing."""
    found = papers(env).values()
    return bool(found) and not any(paper.scope for paper in found)


def readable_folder(env: BuildEnvironment) -> Path:
    """The folder that every file which a text names must lie in: that of the sources.

    Documentation of others quotes what stands beside it, such as a list of changes: there it is the folder of the
    whole project, which holds its ``pyproject.toml`` or its like.
    """
    folder = Path(env.srcdir).resolve()
    if not is_guest(env):
        return folder
    around = (folder, *folder.parents)
    return next((one for one in around if any((one / name).exists() for name in _PROJECT_FILES)), folder)


def paper_of(env: BuildEnvironment, docname: str) -> Paper | None:
    """The paper that a document belongs to: itself, the ``index`` of a folder above it, or what includes it."""
    known = papers(env)
    if docname in known:
        return known[docname]
    folder = docname
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if f"{folder}/index" in known:
            return known[f"{folder}/index"]
    return next((paper for paper in known.values() if not paper.scope and docname in members(env, paper)), None)


def scope_of(env: BuildEnvironment, docname: str) -> str:
    """What the names of a document stand under: the slug of its briefing, or nothing."""
    paper = paper_of(env, docname) if any(paper.scope for paper in papers(env).values()) else None
    return paper.scope if paper else ""


def members(env: BuildEnvironment, paper: Paper) -> list[str]:
    """The documents of a paper in the order of its toctrees, the root first. Each stands once."""
    seen: dict[str, None] = {}

    def walk(docname: str) -> None:
        if docname not in seen and docname in env.found_docs:
            seen[docname] = None
            for child in env.toctree_includes.get(docname, ()):
                walk(child)

    walk(paper.root)
    return list(seen)


def _find(app: Sphinx, docnames: Iterable[str]) -> Iterator[Paper]:
    named = app.config.briefkit_papers
    for docname in sorted(docnames):
        folder, _, name = docname.rpartition("/")
        text = head(Path(app.env.doc2path(docname))) if name == "index" or not folder else ""
        language, scale = _declared(text)
        if docname in named:
            yield Paper(plain_slug(docname, ""), docname, "", language, scale)
        elif _BRIEFING_KEY.search(text):
            slug = plain_slug(docname)
            yield Paper(slug, docname, slug, language, scale)


def plain_slug(root: str, scope: str = "briefing") -> str:
    """The slug that a paper has where no other paper has it: the name of its folder, or its path without a *scope*."""
    folder, _, name = root.rpartition("/")
    return (folder.rpartition("/")[2] or name).lower() if scope else root.replace("/", "-")


def kept_slugs(env: BuildEnvironment) -> set[str]:
    """The slugs of all papers, and of the documents that might be one if their front matter could be read."""
    might = (name for name in env.found_docs if "/" not in name or name.endswith("/index"))
    return {paper.slug for paper in papers(env).values()} | {plain_slug(name) for name in might}


def _told_apart(found: Iterable[Paper]) -> Iterator[Paper]:
    """Papers in order, each with a slug of its own: the first keeps a common one, the next are named for their path."""
    taken: set[str] = set()
    for paper in sorted(found, key=lambda paper: paper.root):
        path = paper.root.removesuffix("/index").replace("/", "-").lower()
        names = (
            plain_slug(paper.root, paper.scope),
            path,
            *(f"{path}-{number}" for number in range(2, len(taken) + 3)),
        )
        slug = next(name for name in names if name.lower() not in taken)
        taken.add(slug.lower())
        yield replace(paper, slug=slug, scope=slug if paper.scope else "")


def _declared(text: str) -> tuple[str, str]:
    """The language and the scale of likelihood that front matter names; nothing for what it does not name."""
    if not re.search("language|likelihood.scale", text):
        return "", ""
    values = read_mapping(text, "", 1)[0].values
    briefing = values.get("briefing")
    own = briefing if isinstance(briefing, dict) else {}
    language, scale = str(own.get("language") or values.get("language") or "").strip(), own.get("likelihood-scale")
    return language if _LANGUAGE.fullmatch(language) else "", scale.strip() if isinstance(scale, str) else ""


def _update(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Find the briefings again; documents that now belong to another briefing are read again."""
    old = papers(env)
    kept = {root: paper for root, paper in old.items() if root not in added | changed | removed}
    new = kept | {
        paper.root: paper for paper in _find(app, env.found_docs - kept.keys() if not old else added | changed)
    }
    new = {paper.root: paper for paper in _told_apart(new.values())}
    env.briefkit_papers = new  # type: ignore[attr-defined]  # kept with the environment
    moved = {root for root in old.keys() | new.keys() if old.get(root) != new.get(root)}
    folders = {f"{folder}/" for root in moved if (folder := root.rpartition("/")[0])}
    return [name for name in env.found_docs if name in moved or name.startswith(tuple(folders))]


def setup(app: Sphinx) -> None:
    app.add_event("briefkit-paper-assembled")  # the whole document of a paper, before it is translated
    app.connect("env-get-outdated", _update, priority=100)
