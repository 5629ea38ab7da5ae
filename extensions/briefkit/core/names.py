"""Names live in their briefing: labels, terms, equations and bibliography keys of two papers never meet.

Sphinx keeps one set of names for a whole project. Here each name of a briefing stands under ``slug:name``, and a
reference looks in its own briefing first, then among the names as they were typed, so that ``slug:name`` also
leads to another briefing.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.nodes import Element, make_id
from sphinx import addnodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains.math import MathDomain
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from briefkit.core.briefings import papers, scope_of
from briefkit.core.domain import brief
from briefkit.core.numbering import labelled, pattern


def scoped(env: BuildEnvironment, docname: str, name: str) -> str:
    """A name as it is kept: ``slug:name`` in a briefing, else as it was typed."""
    scope = scope_of(env, docname)
    return f"{scope}:{name}" if scope else name


class BriefStandardDomain(StandardDomain):
    """The standard domain with labels, terms and objects kept per briefing."""

    def note_hyperlink_target(self, name: str, docname: str, node_id: str, title: str = "") -> None:
        super().note_hyperlink_target(scoped(self.env, docname, name), docname, node_id, title)

    def note_object(self, objtype: str, name: str, labelid: str, location: Any = None) -> None:
        super().note_object(objtype, scoped(self.env, self.env.current_document.docname, name), labelid, location)

    def _note_term(self, term: str, labelid: str, location: Any = None) -> None:
        docname = self.env.current_document.docname
        self.note_object("term", term, labelid, location)
        self._terms[scoped(self.env, docname, term.lower())] = (docname, labelid)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        plain = document.nametypes, document.nameids
        document.nametypes = {scoped(env, docname, name): value for name, value in plain[0].items()}
        document.nameids = {scoped(env, docname, name): value for name, value in plain[1].items()}
        try:
            super().process_doc(env, docname, document)
        finally:
            document.nametypes, document.nameids = plain

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        own = scoped(env, fromdocname, target)
        if typ == "numref" and (number := self._number(env, fromdocname, builder, own, node, contnode)):
            return number
        found = own != target and super().resolve_xref(env, fromdocname, builder, typ, own, node, contnode)
        return found or super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)

    def _number(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        name: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """A reference by number, from the numbers alone: Sphinx reads the whole document again for each."""
        docname, labelid, title = self.labels.get(name) or (*self.anonlabels.get(name, ("", "")), "")
        found = next(
            ((kind, of[labelid]) for kind, of in env.toc_fignumbers.get(docname, {}).items() if labelid in of), None
        ) or self._section(env, docname, labelid)
        if found is None or found[0] == "displaymath":
            return None
        kind, numbers = found
        asked = contnode.astext() if node["refexplicit"] else pattern(env, docname, kind)
        if not title and "{name}" in asked:
            return None
        number = ".".join(map(str, numbers))
        try:
            if kind == "section" and not node["refexplicit"]:
                text = labelled(env, docname, kind, numbers)
            else:
                text = asked.format(name=title, number=number) if "{" in asked else asked % number
        except (KeyError, IndexError, TypeError, ValueError):
            return None  # Sphinx tells what is wrong with the pattern
        return self.build_reference_node(
            fromdocname, builder, docname, labelid, text, "numref", node_class=addnodes.number_reference,
            title=asked if builder.format == "latex" else text,
        )  # fmt: skip

    @staticmethod
    def _section(env: BuildEnvironment, docname: str, labelid: str) -> tuple[str, tuple[int, ...]] | None:
        """The number of the section with an id, where it has one."""
        numbers = env.toc_secnumbers.get(docname)
        section = env.get_doctree(docname).ids.get(labelid) if numbers else None
        if not numbers or not isinstance(section, nodes.section):
            return None
        found = numbers.get(f"#{section['ids'][0]}", numbers.get(""))
        return ("section", found) if found else None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        own = scoped(env, fromdocname, target)
        found = own != target and super().resolve_any_xref(env, fromdocname, builder, own, node, contnode)
        return found or super().resolve_any_xref(env, fromdocname, builder, target, node, contnode)


class BriefMathDomain(MathDomain):
    """The maths domain with labels of equations kept per briefing."""

    def note_equation(self, docname: str, labelid: str, location: Any = None) -> None:
        super().note_equation(docname, scoped(self.env, docname, labelid), location)

    def get_equation_number_for(self, labelid: str) -> int | None:
        own = scoped(self.env, self.env.current_document.docname, labelid)
        return super().get_equation_number_for(own) or super().get_equation_number_for(labelid)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        name = scoped(env, fromdocname, target)
        name = name if name in self.equations else target
        if name not in self.equations:
            return None
        docname, serial = self.equations[name]
        scope = scope_of(env, docname)
        node_id = make_id(f"equation-{name.removeprefix(f'{scope}:')}")
        numbers = env.toc_fignumbers.get(docname, {}).get("displaymath", {}).get(node_id)
        number = ".".join(map(str, numbers)) if numbers else str(serial)
        title = nodes.Text((env.config.math_eqref_format or "({number})").format(number=number))
        return make_refnode(builder, fromdocname, docname, node_id, title)


class OwnBriefingFirst(SphinxPostTransform):
    """Leads MyST's ``[](#name)`` to the name of the own briefing, before MyST looks through the whole project."""

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:
        std = self.env.domains.standard_domain
        for node in self.document.findall(addnodes.pending_xref):
            if node.get("reftype") == "myst" and node.get("refdomain") != "doc":
                docname = node.get("refdoc", self.env.docname)
                for name in (node["reftarget"], node["reftarget"].lower()):
                    own = scoped(self.env, docname, name)
                    if own in std.anonlabels or own in std.labels or ("term", own) in std.objects:
                        node["reftarget"] = own
                        self._by_number(node, own)
                        break

    def _by_number(self, node: pending_xref, own: str) -> None:
        """A link without words to what carries a number prints that, ``Table 1``, as the MyST specification has it."""
        docname, labelid = self.env.domains.standard_domain.anonlabels.get(own, ("", ""))
        kinds = self.env.toc_fignumbers.get(docname, {})
        if not node["refexplicit"] and any(labelid in of for kind, of in kinds.items() if kind != "displaymath"):
            node["refdomain"], node["reftype"] = "std", "numref"


class LinksByNumber(SphinxTransform):
    """Makes a ``numref`` of a link without words to what carries a number on the same page."""

    default_priority = 870  # before MyST gives it the words of the caption

    def apply(self, **_kwargs: Any) -> None:
        std = self.env.domains.standard_domain
        for node in list(self.document.findall(nodes.reference)):
            name = str(node.get("refuri", ""))[1:]
            if not node.get("id_link") or node.children or not self.document.nametypes.get(name):
                continue
            target = self.document.ids.get(self.document.nameids.get(name) or "")
            if target is None or std.get_enumerable_node_type(target) in {None, "section"}:
                continue
            if not self.config.numfig or not std.get_numfig_title(target):
                continue
            found = pending_xref(
                "", nodes.literal("", name), refdomain="std", reftype="numref", reftarget=name, refexplicit=False,
                refdoc=self.env.docname, refwarn=True,
            )  # fmt: skip
            found.source, found.line = node.source, node.line
            node.replace_self(found)


def _note_scopes(app: Sphinx, document: nodes.document) -> None:
    """Remember which other briefings a document refers to, so that it is written again when one of them changes."""
    targets = (str(node.get("reftarget") or node.get("target", "")) for node in document.findall(Element))
    scopes = {target.partition(":")[0] for target in targets if ":" in target}
    if used := sorted(scopes & {paper.scope for paper in papers(app.env).values()}):
        brief(app.env).data["used"].setdefault(app.env.docname, {})["scopes"] = used


def _forget(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forget the names of all documents that are read again, so that one which moved to another is no duplicate."""
    for docname in docnames:
        env.domains.standard_domain.clear_doc(docname)
        env.domains.math_domain.clear_doc(docname)


def setup(app: Sphinx) -> None:
    app.add_domain(BriefStandardDomain, override=True)
    app.add_domain(BriefMathDomain, override=True)
    app.add_transform(LinksByNumber)
    app.add_post_transform(OwnBriefingFirst)
    app.connect("env-before-read-docs", _forget)
    app.connect("doctree-read", _note_scopes)
