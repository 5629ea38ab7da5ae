"""A writer's comments stay with the writer: none of them is in a page."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class DropComments(SphinxTransform):
    """Removes comments, and those in raw HTML."""

    default_priority = 860

    def apply(self, **_kwargs: Any) -> None:
        for comment in list(self.document.findall(nodes.comment)):
            if type(comment) is nodes.comment:  # autosummary's tables are comments to those who do not know them
                comment.parent.remove(comment)
        for raw in list(self.document.findall(nodes.raw)):
            text = raw.astext()
            if "html" in raw.get("format", "").split() and "<!--" in text:
                kept = _COMMENT.sub("", text)
                if kept.strip():
                    raw.children = [nodes.Text(kept)]
                    raw.rawsource = kept
                else:
                    raw.parent.remove(raw)


def setup(app: Sphinx) -> None:
    app.add_transform(DropComments)
