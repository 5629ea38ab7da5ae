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
    inlined document is a ``start_of_file`` with its ``docname``, with ``annex`` where it came by a
    toctree of annexes. Where the list of contents names a group that begins with it, ``group`` is the name; what
    follows the last document of a group has an empty one.
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
    toctrees = list(tree.findall(addnodes.toctree))
    groups: list[nodes.Element] = []
    for toctree in toctrees:
        parts: list[nodes.Element] = []
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
        caption = toctree.get("caption")
        # The caption of the only toctree names a list of links, which the paper has not.
        if parts and caption and len(toctrees) > 1:
            parts[0]["group"] = caption
            groups.append(parts[-1])
    for last in groups:
        _end_group(tree, last)


def _end_group(tree: nodes.Element, last: nodes.Element) -> None:
    """Mark the document or the section of *tree* that follows the *last* document of a group."""
    entries = [node for node in tree.findall(nodes.Element) if _is_entry(node)]
    following = entries[entries.index(last) + len(list(last.findall(_is_entry))) :]
    if following:
        following[0].setdefault("group", "")


def _is_entry(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.section, addnodes.start_of_file))
