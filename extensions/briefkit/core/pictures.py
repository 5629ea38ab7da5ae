"""Pictures that cannot be shown, or not as they are: each is told once, for every builder.

The description of the first stands in its place. Of an SVG that could act or load something, a page of briefings gets
what is left without that, as a paper does.
"""

from __future__ import annotations

import mimetypes
import os
import re
from base64 import b64encode
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import search_image_for_language
from sphinx.util.images import parse_data_uri

from briefkit.core.briefings import has_briefings, readable_folder, scope_of
from briefkit.core.frontmatter import language_of
from briefkit.core.problems import Kind, Place, Problem, nearest
from briefkit.core.report import place_of, report
from briefkit.core.svg import NoPicture, safe_svg, taken_out
from briefkit.core.words import words

_SUFFIXES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}

ELSEWHERE = "The picture {uri} lies on another computer, and nothing is fetched. Copy it beside the document."


class missing_picture(nodes.inline):  # noqa: N801  # nodes are lower case in docutils
    """The description of a picture in its place."""


def _check(app: Sphinx, document: nodes.document) -> None:
    """Put the description in place of each picture that is not there, not the project's, or none."""
    ours, told = has_briefings(app.env), set[str]()
    for node in list(document.findall(nodes.image)):
        uri = node["uri"]
        # What a project of others shows from elsewhere is its own affair; a page of briefings asks nobody for anything.
        if not ours and ("://" in uri or uri.startswith("data:")):
            continue
        try:
            new = _data(node) if uri.startswith("data:") else _faults(app, uri, ours)
        except NoPicture as fault:
            report([Problem(Kind.FIGURE, f"{fault} Its description is printed instead.", place_of(node))])
            text = _description(app, node)
            node.replace_self(
                missing_picture("", text, ids=node["ids"], names=node["names"], classes=["missing-picture"])
            )
        else:
            report(Problem(Kind.FIGURE, text, place_of(node)) for text in dict.fromkeys(new) if text not in told)
            told.update(new)


def _data(node: nodes.image) -> list[str]:
    """Clean the SVG that is written into the address of a picture. What its writer should know; raises `NoPicture`."""
    name, kind = f"{node['uri'][:20]}…", re.match(r"data:\s*([^;,]*)", node["uri"].lower())
    try:
        data = parse_data_uri(node["uri"])
    except ValueError:
        data = None
    if data is None or kind is None or not kind[1].startswith("image/"):
        raise NoPicture(f"The address '{name}' holds no picture. Save the picture beside the document.")
    if not kind[1].startswith("image/svg"):
        return []
    content, removed = safe_svg(data.data, name)
    if removed:
        node["uri"] = f"data:image/svg+xml;base64,{b64encode(content).decode()}"
    return [text] if (text := taken_out(name, removed)) else []


def _faults(app: Sphinx, uri: str, ours: bool) -> list[str]:
    """What the writer of the picture *uri* should know of its files. Raises `NoPicture` where it cannot be shown."""
    if "://" in uri:
        raise NoPicture(ELSEWHERE.format(uri=uri))
    files = _files(app, uri)
    if not ours:
        return []
    if not uri.endswith(".*"):
        _check_kind(files[0])
    told = [taken_out(path.name, read_safe(path)[1]) for path in files if path.suffix.lower() == ".svg"]
    return [text for text in told if text]


def _check_kind(path: Path) -> None:
    """Raises `NoPicture` for what is published with a page but is no picture, such as a page itself."""
    kind, packed = mimetypes.guess_type(path.name)
    if packed:
        raise NoPicture(f"The picture '{path.name}' is compressed. Save it as plain SVG.")
    if kind and not kind.startswith("image/") and kind != "application/pdf":
        raise NoPicture(f"The file '{path.name}' is no picture: use SVG, PNG, JPEG, GIF or WebP.")


def read_safe(path: Path) -> tuple[bytes, list[str]]:
    """The SVG file *path* without what acts or loads, and what that was. Raises `NoPicture`."""
    try:
        return safe_svg(path.read_bytes(), path.name)
    except OSError:
        raise NoPicture(f"The picture '{path.name}' cannot be read.") from None


def drawn_in(app: Sphinx) -> list[Path]:
    """The folders that extensions put the pictures into that they draw: those of the build."""
    return [Path(app.doctreedir), Path(app.outdir), Path(app.outdir).parent / "jupyter_execute"]


def _files(app: Sphinx, uri: str) -> list[Path]:
    """The files of the picture *uri* of the document that is being read; several where it ends with ``.*``.

    Raises `NoPicture` where there is none, or where one is not the project's.
    """
    env = app.env
    try:
        relative, full = env.relfn2path(search_image_for_language(uri, env), env.docname)
        found = list(Path(full).parent.glob(Path(full).name)) if full.endswith(".*") else [Path(full)]
        missing = not found or not all(os.access(path, os.R_OK) and path.is_file() for path in found)
    except (OSError, RuntimeError, ValueError):
        raise NoPicture(f"The file name '{uri}' cannot be used. Name a picture beside the document.") from None
    folders = [readable_folder(env), *(Path(folder).resolve() for folder in drawn_in(app))]
    if any(not any(path.resolve().is_relative_to(folder) for folder in folders) for path in found):
        raise NoPicture(f"The picture '{uri}' lies outside of the source folder. Copy it beside the document.")
    if missing or not full.endswith(".*"):
        env.note_dependency(relative)
    if missing:
        raise NoPicture(f"The picture '{uri}' was not found.{_guess(Path(full))}")
    return found


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


def _clean_copies(app: Sphinx) -> list[Any]:
    """Let a page have the cleaned copy of each SVG that it may not have as it is."""
    builder = app.builder
    for file in [file for file in builder.images if file.lower().endswith(".svg") and has_briefings(app.env)]:
        path = Path(app.srcdir) / file
        try:
            content, removed = read_safe(path)
        except NoPicture as fault:
            report([Problem(Kind.FIGURE, f"{fault} It is left out.", Place(str(path), 1))])
            del builder.images[file]
            continue
        if removed:
            clean = Path(app.doctreedir) / "briefkit-pictures" / builder.images[file]
            clean.parent.mkdir(parents=True, exist_ok=True)
            clean.write_bytes(content)
            builder.images[str(clean)] = builder.images.pop(file)
    return []


def setup(app: Sphinx) -> None:
    app.connect("env-updated", _name)
    app.connect("html-collect-pages", _clean_copies)  # all pages are written, and their pictures not yet copied
    app.add_node(missing_picture, html=(_visit, _depart), pdf=(_print, None))
    app.connect("doctree-read", _check, priority=50)
