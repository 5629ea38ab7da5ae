"""Who made the pictures of a document, and under which licence: noted for the imprint of its paper."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from briefkit.core.domain import brief
from briefkit.core.imprint import Line, run
from briefkit.figures.nodes import figure_line

_CREDITS = ("credit", "licence", "ai")


def note(app: Sphinx, document: nodes.document) -> None:
    """Remember each figure that has a credit, a licence or the label of AI: its id, and those as one line."""
    found = []
    for figure in document.findall(nodes.figure):
        parts = [_runs(line) for line in figure.findall(figure_line) if line["what"] in _CREDITS]
        if parts and figure["ids"]:
            found.append((figure["ids"][0], _joined(parts)))
    if found:
        brief(app.env).data["used"].setdefault(app.env.docname, {})["credits"] = found


def _runs(line: nodes.Element) -> Line:
    return [
        run(str(text), "", str(text.parent.get("refuri", "")) if isinstance(text.parent, nodes.reference) else "")
        for text in line.findall(nodes.Text)
    ]


def _joined(parts: list[Line]) -> Line:
    """Lines as one, each a sentence."""
    whole: Line = []
    for part in parts:
        ends = part[-1]["text"].rstrip().endswith((".", "!", "?"))
        whole += [*([run(" ")] if whole else []), *part, *([] if ends else [run(".")])]
    return whole
