"""What has to be known of an assembled paper before its first line is written: who links where."""

from __future__ import annotations

from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

Target = tuple[str, str]
"""A place that a link can lead to: a document and an id in it, or the document alone."""

DOCUMENT = "briefkit-document:"
"""What the address of a document begins with until its reference is written."""


def document_target(uri: str) -> Target | None:
    """The document and the id that the address of a document names."""
    if not uri.startswith(DOCUMENT):
        return None
    docname, _, name = uri.removeprefix(DOCUMENT).partition("#")
    return docname, name


def label(target: Target) -> str:
    """The name that a place of a paper has in the generated file."""
    return "#".join(target)


@dataclass(slots=True)
class Survey:
    """Places, links and notes of a paper, each named with the document that it was typed in."""

    title: nodes.section | None = None
    """The only section of level 1 of the root document: it holds the paper, and its heading is the title."""
    documents: set[str] = field(default_factory=set)
    targets: set[Target] = field(default_factory=set)
    linked: set[Target] = field(default_factory=set)
    """Targets that a reference of the paper leads to."""
    notes: dict[Target, nodes.footnote] = field(default_factory=dict)
    referred: set[Target] = field(default_factory=set)
    """Notes that a mark in the text refers to."""


def survey(document: nodes.document) -> Survey:
    """Walk through an assembled paper once."""
    found = Survey()
    top = [child for child in document.children if isinstance(child, nodes.section)]
    found.title = top[0] if len(top) == 1 else None
    _walk(document, str(document.get("docname", "")), found)
    found.linked &= found.targets
    return found


def _walk(node: nodes.Element, docname: str, found: Survey) -> None:
    if isinstance(node, (nodes.document, addnodes.start_of_file)):
        docname = str(node.get("docname", docname))
        found.documents.add(docname)
        found.targets.add((docname, ""))
    found.targets.update((docname, str(name)) for name in node.attributes.get("ids", ()))
    if isinstance(node, nodes.footnote):
        found.notes.update({(docname, name): node for name in node["ids"]})
    elif isinstance(node, nodes.footnote_reference):
        found.referred.add((docname, str(node.get("refid", ""))))
    if node.get("refid"):
        found.linked.add((docname, node["refid"]))
    elif target := document_target(str(node.get("refuri", ""))):
        found.linked.add(target)
    for child in node.children:
        if isinstance(child, nodes.Element) and not (node is found.title and isinstance(child, nodes.title)):
            _walk(child, docname, found)
