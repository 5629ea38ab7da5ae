"""One document of a paper: its chapters and annexes put into the place of their toctrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def assemble(env: BuildEnvironment, root: str) -> nodes.document:
    """The document *root* with the documents of its toctrees inlined, hidden ones too, each once.

    References are resolved document by document, so that each finds the names of where it was typed. An
    inlined document is a ``start_of_file`` with its ``docname``, and with ``annex`` where it came by a
    toctree of annexes.
    """
    document = _resolved(env, root)
    document["docname"] = root
    _inline(env, document, {root}, annex=False)
    env.events.emit("briefkit-paper-assembled", document)
    return document


def _resolved(env: BuildEnvironment, docname: str) -> nodes.document:
    document = env.get_doctree(docname)
    env.apply_post_transforms(document, docname)
    return document


def _inline(env: BuildEnvironment, tree: nodes.Element, seen: set[str], annex: bool) -> None:
    for toctree in list(tree.findall(addnodes.toctree)):
        parts = []
        for docname in toctree["includefiles"]:
            if docname in seen or docname not in env.found_docs:
                continue
            seen.add(docname)
            is_annex = annex or bool(toctree.get("annex"))
            document = _resolved(env, docname)
            part = addnodes.start_of_file(docname=docname, annex=is_annex)
            part += document.children
            _inline(env, part, seen, is_annex)
            parts.append(part)
        toctree.replace_self(parts)
