"""What a takeaway rests on, once every document is read: ``→ para. 3``, a table, a section, a record or a source."""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from briefkit.core.domain import BriefDomain, brief
from briefkit.core.frontmatter import front_of, language_of
from briefkit.core.names import scoped
from briefkit.core.numbering import labelled, paragraph_number_of
from briefkit.core.problems import Kind, Problem, nearest
from briefkit.core.report import place_of, report
from briefkit.core.words import direction, words
from briefkit.takeaways.nodes import see


class ResolveSee(SphinxPostTransform):
    """Turns each ``see`` into a reference that says where it leads."""

    default_priority = 8

    def run(self, **_kwargs: Any) -> None:
        for node in list(self.document.findall(see)):
            reference = self._label(node) or self._record(node) or self._source(node)
            if reference is None:
                known = [name.rpartition(":")[2] for name in self.env.domains.standard_domain.anonlabels]
                report([Problem(
                    Kind.REFERENCE,
                    f"see: '{node['target']}' is no label, record or source of this briefing. "
                    f"Put ({node['target']})= before the paragraph that it means.{nearest(node['target'], known)}",
                    place_of(node),
                )])  # fmt: skip
                node.replace_self(dn.inline("", f"{self._arrow(node)} {node['target']}", classes=["see"]))
            else:
                node.replace_self(reference)

    def _arrow(self, node: see) -> str:
        return "←" if direction(language_of(self.env, node["refdoc"])) == "rtl" else "→"

    def _label(self, node: see) -> dn.Node | None:
        std = self.env.domains.standard_domain
        name = node["target"].lower()
        name = next((each for each in (scoped(self.env, node["refdoc"], name), name) if each in std.anonlabels), "")
        if not name:
            return None
        docname, node_id = std.anonlabels[name]
        title = std.labels[name][2] if name in std.labels else ""
        return self._link(node, docname, node_id, self._say(docname, node_id, title))

    def _say(self, docname: str, node_id: str, title: str) -> str:
        say = words(language_of(self.env, docname))
        briefing = front_of(self.env, docname).briefing
        number = paragraph_number_of(self.env, docname, node_id)
        if number is not None and briefing and briefing.numbered_paragraphs:
            return say("para. {number}").format(number=number)
        for kind, numbers in self.env.toc_fignumbers.get(docname, {}).items():
            if node_id in numbers:
                return labelled(self.env, docname, kind, numbers[node_id])
        return title or self.env.titles[docname].astext()

    def _record(self, node: see) -> dn.Node | None:
        domain = brief(self.env)
        for kind in sorted(BriefDomain.object_types):
            record = domain.find(kind, node["target"], node["refdoc"])
            if record and record["node_id"]:
                return self._link(node, record["docname"], record["node_id"], record["title"])
        return None

    def _source(self, node: see) -> dn.Node | None:
        is_cited = node.next_node(pending_xref) is not None
        return (
            dn.inline("", "", dn.Text(f"{self._arrow(node)} "), *node.children, classes=["see"]) if is_cited else None
        )

    def _link(self, node: see, docname: str, node_id: str, text: str) -> dn.Node:
        inner = dn.inline("", f"{self._arrow(node)} {text}", classes=["see-text"])
        link = make_refnode(self.env._app.builder, node["refdoc"], docname, node_id, inner)
        link["classes"].append("see")
        return link
