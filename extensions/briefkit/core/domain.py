"""The ``brief`` domain: the records of every briefing, by document, and the roles that name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any, ClassVar, TypedDict, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from briefkit.core.briefings import members, papers, scope_of
from briefkit.core.house import house
from briefkit.core.problems import Finding, Kind, Place, Problem, listing, nearest
from briefkit.core.report import place_of, report


class Known(TypedDict):
    """A record as the environment keeps it: plain values only."""

    kind: str
    """What it is: ``stakeholder``, ``milestone``, ``phase``, …"""
    id: str
    scope: str
    """The briefing that it belongs to."""
    title: str
    """Its name as a reference prints it, as plain text."""
    node_id: str
    """The id of its place on the page, or nothing where it is not printed."""
    docname: str
    file: str
    line: int | None
    cell: str | None
    values: dict[str, Any]
    """What other documents need to know of it."""


Printer = Callable[[BuildEnvironment, Known, str], str]
"""How a reference in a document (its name is the last argument) prints a record."""


def _title(_env: BuildEnvironment, record: Known, _docname: str) -> str:
    return record["title"]


_PRINTERS: dict[str, Printer] = {}


class BriefDomain(Domain):
    """Records keyed by document, so that clearing is a pop and merging a copy."""

    name = "brief"
    label = "Briefings"
    object_types: ClassVar[dict[str, ObjType]] = {}
    roles: ClassVar[dict[str, Any]] = {}
    initial_data: ClassVar[dict[str, Any]] = {
        "records": {},  # docname -> list[Known]
        "findings": {},  # docname -> list[Finding]
        "outlines": {},  # docname -> what carries a number, in order
        "front": {},  # docname -> front matter
        "used": {},  # docname -> what features remember of a document
    }
    data_version = 2

    def clear_doc(self, docname: str) -> None:
        for store in self.initial_data:
            self.data[store].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for store in self.initial_data:
            self.data[store].update({name: value for name, value in otherdata[store].items() if name in docnames})

    def note(self, record: Known) -> None:
        """Keep a record of the document that is being read."""
        self.data["records"].setdefault(record["docname"], []).append(record)

    def note_findings(self, docname: str, findings: Iterable[Finding]) -> None:
        self.data["findings"].setdefault(docname, []).extend(findings)

    def records(self, kind: str, scope: str | None = None) -> Iterator[Known]:
        """The records of one kind, of one briefing or of all, in the order of their documents."""
        own = [paper for paper in papers(self.env).values() if scope and paper.scope == scope]
        for docname in [name for paper in own for name in members(self.env, paper)] or sorted(self.data["records"]):
            for record in self.data["records"].get(docname, ()):
                if record["kind"] == kind and scope in (None, record["scope"]):
                    yield record

    def find(self, kind: str, target: str, docname: str) -> Known | None:
        """The record that *target* names in a document: of its own briefing, else ``slug:id`` of another."""
        scope, _, name = target.rpartition(":")
        scope = scope or scope_of(self.env, docname)
        found = [record for record in self.records(kind, scope) if record["id"] == name.replace("_", "-").lower()]
        printed = [record for record in found if record["node_id"]]
        return next(iter(printed or found), None)

    def unknown(self, kind: str, target: str, docname: str, place: Place) -> list[Problem]:
        """What to tell where *target* names neither a record nor an entry of the organisation's register."""
        if self.find(kind, target, docname) or target in house(self.env).parts.get(f"{kind}s", {}):
            return []
        known = sorted({item["id"] for item in self.records(kind, scope_of(self.env, docname))})
        text = f"No {kind} '{target}' in this briefing. Known: {listing(known)}.{nearest(target, known)}"
        return [Problem(Kind.REFERENCE, text, place)]

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
        record = self.find(typ, target, fromdocname)
        registered = house(env).parts.get(f"{typ}s", {}).get(target) if record is None else None
        if registered is not None:
            name = str(registered.values.get("name", target))
            shown = contnode if node["refexplicit"] else nodes.inline(name, name, classes=["brief", f"brief-{typ}"])
            return cast("nodes.reference", shown)
        if record is None:
            if not node.get("checked"):
                report(self.unknown(typ, target, fromdocname, place_of(node)))
            return cast("nodes.reference", contnode)
        if not node["refexplicit"]:
            printed = _PRINTERS.get(typ, _title)(env, record, fromdocname)
            contnode = nodes.inline(printed, printed, classes=["brief", f"brief-{typ}"])
        if not record["node_id"]:
            return cast("nodes.reference", contnode)
        return make_refnode(builder, fromdocname, record["docname"], record["node_id"], contnode, record["title"])

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        seen = set()
        for docname in sorted(self.data["records"]):
            for record in self.data["records"][docname]:
                key = record["kind"], f"{record['scope']}:{record['id']}"
                if record["node_id"] and record["kind"] in self.object_types and key not in seen:
                    seen.add(key)
                    yield key[1], record["title"], record["kind"], docname, record["node_id"], 1

    def check_consistency(self) -> None:
        """Report ids that two records of a briefing share. The same record of the same file is none of them."""
        first: dict[tuple[str, str, str], Known] = {}
        ordered = [name for paper in papers(self.env).values() for name in members(self.env, paper)]
        for docname in dict.fromkeys([*ordered, *sorted(self.data["records"])]):
            for record in self.data["records"].get(docname, ()):
                one = first.setdefault((record["scope"] or docname, record["kind"], record["id"]), record)
                if _place(one) != _place(record):
                    where = str(_place(one)).rpartition("/")[2]
                    report([Problem(
                        Kind.DUPLICATE,
                        f"The id '{record['id']}' stands twice in this briefing, first in {where}. "
                        "Give one of the two another id.",
                        _place(record),
                    )])  # fmt: skip


def _place(record: Known) -> Place:
    return Place(record["file"], record["line"], record["cell"])


def brief(env: BuildEnvironment) -> BriefDomain:
    """The ``brief`` domain of an environment."""
    return cast("BriefDomain", env.get_domain("brief"))


class RecordRole(XRefRole):
    """A role such as ``{stakeholder}`id```: the name of a record, linked to it."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=False)

    def create_xref_node(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        self.refdomain, self.reftype = "brief", self.name.rpartition(":")[2]
        self.classes = ["xref", "brief", f"brief-{self.reftype}"]
        return super().create_xref_node()


def add_record_kind(app: Sphinx, kind: str, printer: Printer = _title) -> None:
    """Make a kind of record known: its role, how a reference prints it, and its entry in ``objects.inv``."""
    _PRINTERS[kind] = printer
    BriefDomain.object_types[kind] = ObjType(kind, kind)
    app.add_role(kind, RecordRole())
    app.add_role_to_domain("brief", kind, RecordRole())


def setup(app: Sphinx) -> None:
    app.add_domain(BriefDomain)
