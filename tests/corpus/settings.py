"""The settings that a project is built with: its own, and what the gate changes in them.

This file is put in the place of the project's ``conf.py``, which becomes ``conf_of_the_project.py``.
"""

import importlib
import json
from pathlib import Path

from docutils import nodes

from briefkit.core.briefings import members, papers

_here = Path(__file__).parent
_gate = json.loads((_here / "gate.json").read_text(encoding="utf-8"))
extensions: list[str] = []
_own = _here / "conf_of_the_project.py"
exec(compile(_own.read_text(encoding="utf-8"), __file__, "exec"))
_own_setup = globals().get("setup")


def _loads(name: str) -> bool:
    try:
        importlib.import_module(name)
    except Exception as error:  # whatever an extension raises, the others are built
        with (_here / "left-out.txt").open("a", encoding="utf-8") as note:
            note.write(f"{name}: {type(error).__name__}: {error}".split("\n")[0] + "\n")
        return False
    return True


extensions = [*filter(_loads, extensions), "briefkit"]
briefkit_papers = [_gate["root"], *_gate["alone"]]
# The inventories of other projects lie on other computers, and the gate reaches none but PyPI.
intersphinx_mapping: dict[str, object] = {}
# The look of the pages is no text of theirs: a theme without furniture shows what the documents hold.
html_theme, html_theme_options, html_theme_path, html_sidebars = "basic", {}, [], {}
html_additional_pages: dict[str, str] = {}
html_logo = html_favicon = None
html_permalinks = html_copy_source = html_show_sourcelink = html_use_index = html_domain_indices = False


def _as_in_the_paper(app):
    """`only` says the same to the pages as to the paper: what is meant for pages alone is no loss."""
    if app.builder.name == "html":
        for tag in ("html", "format_html", "builder_html"):
            if tag in app.tags:
                app.tags.remove(tag)
        for tag in ("pdf", "format_pdf", "builder_pdf"):
            app.tags.add(tag)


def _without_raw_html(app, doctree, docname):
    """HTML that was typed has no place in a paper; what is left of it there is told by a warning."""
    if app.builder.name == "html":
        for node in list(doctree.findall(nodes.raw)):
            node.parent.remove(node)


def _note_documents(app, exception):
    """Which documents there are, and which of them each paper holds."""
    if exception is None and app.builder.name == "pdf":
        held = {paper.slug: members(app.env, paper) for paper in papers(app.env).values()}
        noted = {"documents": sorted(app.env.found_docs), "papers": held}
        (_here / "documents.json").write_text(json.dumps(noted), encoding="utf-8")


def setup(app):
    if _own_setup:
        _own_setup(app)
    app.connect("builder-inited", _as_in_the_paper, priority=1)
    app.connect("doctree-resolved", _without_raw_html)
    app.connect("build-finished", _note_documents)
