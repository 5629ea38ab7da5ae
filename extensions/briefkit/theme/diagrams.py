"""Diagrams of Graphviz on pages: drawn as for a paper, in an empty folder, and their links lead to addresses alone."""

from __future__ import annotations

import posixpath
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

from briefkit.core.briefings import has_briefings
from briefkit.core.frontmatter import language_of
from briefkit.core.manifest import write_whole
from briefkit.core.problems import Kind, Problem
from briefkit.core.report import place_of, report
from briefkit.core.svg import SVG, Drawing, NoPicture, is_link, read_svg
from briefkit.core.words import words
from briefkit.pdf import diagrams

_AREA = ("shape", "coords", "href", "target", "title")


def _visit(self: HTML5Translator, node: nodes.Element) -> None:
    env = self.builder.env
    if not has_briefings(env):
        from sphinx.ext.graphviz import html_visit_graphviz  # most projects have no diagrams

        html_visit_graphviz(self, node)  # type: ignore[arg-type]  # this is what the extension calls it with
    try:
        body = _picture(self, node)
    except (diagrams.NoDiagram, NoPicture) as problem:
        installed = not isinstance(problem, diagrams.NotInstalled)
        if installed or not self.document.get("briefkit-no-graphviz"):
            _tell(node, f"{problem} Its source is printed instead." if installed else str(problem))
        self.document["briefkit-no-graphviz"] = not installed
        body = f'<div class="highlight"><pre>{escape(node["code"])}</pre></div>'
    align = f" align-{node['align']}" if "align" in node else ""
    self.body.append(f"{self.starttag(node, 'div', '', CLASS=f'graphviz{align}')}{body}</div>\n")
    raise nodes.SkipNode


def _tell(node: nodes.Element, text: str) -> None:
    report([Problem(Kind.FIGURE, text, place_of(node))])


def _picture(self: HTML5Translator, node: nodes.Element) -> str:
    """The markup of a diagram whose files are put beside the pictures of pages. Raises `NoDiagram` and `NoPicture`."""
    env, folder = self.builder.env, Path(self.builder.doctreedir) / "briefkit-pdf" / "diagrams"

    def drawn(kind: str) -> diagrams.Diagram:
        return diagrams.diagram_of(self.config, node["options"], node["code"], folder, kind)

    svg = drawn("svg")
    drawing = read_svg(svg.content, "diagram")
    for told in diagrams.left_out(svg, drawing.removed):
        _tell(node, told)
    say = words(language_of(env, self.builder.current_docname))
    alt = escape(node.get("alt") or say("Picture without a description"))
    if self.config.graphviz_output_format == "svg":
        _lead_from_images(self, drawing)
        address = _put(self, drawing.written(), "svg")
        return f'<object data="{address}" type="image/svg+xml" class="graphviz"><p>{alt}</p></object>'
    address, links = _put(self, drawn("png").content, "png"), _areas(drawn("cmapx").content)
    if not links:
        return f'<img src="{address}" alt="{alt}" class="graphviz">'
    name = f"diagram-{len(self.body)}"
    shown = f'<img src="{address}" alt="{alt}" usemap="#{name}" class="graphviz">'
    return f'{shown}<map name="{name}">{links}</map>'


def _lead_from_images(self: HTML5Translator, drawing: Drawing) -> None:
    """Let links that were typed for the page lead from the folder of the pictures."""
    page = posixpath.dirname(self.builder.get_target_uri(self.builder.current_docname))
    for link in drawing.root.iter(f"{SVG}a"):
        for key in [key for key in link.keys() if key.endswith("href")]:  # noqa: SIM118  # an element is no mapping
            parts = urlsplit(link.get(key, ""))
            if parts.path and not (parts.scheme or parts.netloc or parts.path.startswith("/")):
                path = posixpath.relpath(posixpath.join(page, parts.path), self.builder.imagedir)
                link.set(key, urlunsplit(parts._replace(path=path)))


def _put(self: HTML5Translator, content: bytes, kind: str) -> str:
    name = f"diagram-{sha256(content).hexdigest()[:24]}.{kind}"
    write_whole(Path(self.builder.outdir, self.builder.imagedir, name), content)
    return f"{self.builder.imgpath}/{name}"


def _areas(content: bytes) -> str:
    """The areas of a map that lead somewhere, each with words."""
    found = [area for area in ElementTree.fromstring(content).iter("area") if is_link(area.get("href", ""))]  # noqa: S314
    return "".join(
        f'<area alt="{escape(area.get("title") or area.get("alt") or area.get("href") or "")}"'
        + "".join(f' {name}="{escape(area.get(name, ""))}"' for name in _AREA if area.get(name))
        + ">"
        for area in found
    )


def _take_over(app: Sphinx, _config: Config) -> None:
    if "sphinx.ext.graphviz" in app.extensions:
        from sphinx.ext.graphviz import graphviz

        app.registry.add_translation_handlers(graphviz, html=(_visit, None))


def setup(app: Sphinx) -> None:
    app.connect("config-inited", _take_over)  # by then each extension has set up its own
