"""Pictures that cannot be shown: each is told once, and its description stands in its place, in every builder."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import search_image_for_language

from briefkit.core.briefings import has_briefings, readable_folder, scope_of
from briefkit.core.frontmatter import language_of
from briefkit.core.problems import Kind, Problem, nearest
from briefkit.core.report import place_of, report
from briefkit.core.words import words

_SUFFIXES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}

ELSEWHERE = "The picture {uri} lies on another computer, and nothing is fetched. Copy it beside the document."


class missing_picture(nodes.inline):  # noqa: N801  # nodes are lower case in docutils
    """The description of a picture in its place."""


def _check(app: Sphinx, document: nodes.document) -> None:
    """Put the description in place of each picture that is not there, or not the project's."""
    for node in list(document.findall(nodes.image)):
        uri = node["uri"]
        # What a project of others shows from elsewhere is its own affair; a page of briefings asks nobody for anything.
        if uri.startswith("data:") or ("://" in uri and not has_briefings(app.env)):
            continue
        told = ELSEWHERE.format(uri=uri) if "://" in uri else _why_not(app, uri)
        if told:
            report([Problem(Kind.FIGURE, f"{told} Its description is printed instead.", place_of(node))])
            text = _description(app, node)
            node.replace_self(
                missing_picture("", text, ids=node["ids"], names=node["names"], classes=["missing-picture"])
            )


def drawn_in(app: Sphinx) -> list[Path]:
    """The folders that extensions put the pictures into that they draw: those of the build."""
    return [Path(app.doctreedir), Path(app.outdir), Path(app.outdir).parent / "jupyter_execute"]


def _why_not(app: Sphinx, uri: str) -> str:
    """Why the picture *uri* of the document that is being read cannot be shown; nothing where it can."""
    env = app.env
    try:
        relative, full = env.relfn2path(search_image_for_language(uri, env), env.docname)
        found = list(Path(full).parent.glob(Path(full).name)) if full.endswith(".*") else [Path(full)]
        missing = not found or not all(os.access(path, os.R_OK) and path.is_file() for path in found)
    except (OSError, RuntimeError, ValueError):
        return f"The file name '{uri}' cannot be used. Name a picture beside the document."
    folders = [readable_folder(env), *(Path(folder).resolve() for folder in drawn_in(app))]
    if any(not any(path.resolve().is_relative_to(folder) for folder in folders) for path in found):
        return f"The picture '{uri}' lies outside of the source folder. Copy it beside the document."
    if missing:
        env.note_dependency(relative)
        return f"The picture '{uri}' was not found.{_guess(Path(full))}"
    return ""


def _guess(path: Path) -> str:
    try:
        return nearest(path.name, sorted(item.name for item in path.parent.iterdir() if item.suffix in _SUFFIXES))
    except OSError:
        return ""


def _description(app: Sphinx, node: nodes.Element) -> str:
    alt = " ".join(str(node.get("alt", "")).split())
    if alt and alt not in {node["uri"], Path(node["uri"]).name}:
        return alt
    return words(language_of(app.env, app.env.docname))("Picture without a description")


def _visit(self: Any, node: missing_picture) -> None:
    self.body.append(self.starttag(node, "span", ""))


def _depart(self: Any, _node: missing_picture) -> None:
    self.body.append("</span>")


def _print(self: Any, node: missing_picture) -> None:
    words = self.value("missing-picture", node.astext())
    if isinstance(node.parent, nodes.TextElement):
        self.emit(words)
    else:
        self.call("par", words)  # words in a figure are a paragraph, or ask for a description
    raise nodes.SkipNode


def _name(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pictures of briefings in the output for where they lie.

    Sphinx names them in the order in which it reads: of two briefings with a ``heat.svg`` each, now one and now the other
    would have it.
    """
    for file, (docnames, _) in list(env.images.items()):
        own = any(scope_of(env, docname) for docname in docnames)
        if own and not PurePosixPath(file).is_absolute() and ".." not in PurePosixPath(file).parts:
            env.images[file] = docnames, file.replace("/", ".")
    return []


def setup(app: Sphinx) -> None:
    app.connect("env-updated", _name)
    app.add_node(missing_picture, html=(_visit, _depart), pdf=(_print, None))
    app.connect("doctree-read", _check, priority=50)
