"""Where disclaimers stand: those of the front matter and those placed at the end make a section of the paper."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefkit.core.briefings import members, paper_of, papers
from briefkit.core.content import parse_myst
from briefkit.core.domain import brief
from briefkit.core.face import day
from briefkit.core.fields import Entry
from briefkit.core.frontmatter import Briefing, front_of, language_of
from briefkit.core.house import house
from briefkit.core.licences import licence
from briefkit.core.problems import Place, Problem
from briefkit.core.report import report
from briefkit.disclaimers.checks import unfilled_places
from briefkit.disclaimers.library import Asked, Library, asked
from briefkit.disclaimers.model import Disclaimer, fill
from briefkit.disclaimers.nodes import disclaimer, disclaimer_grid, disclaimer_title

PLACEMENTS = ("inline", "cover", "imprint", "footer", "end")


def library_of(env: Any) -> Library:
    """The organisation's library of disclaimers."""
    found: Library = house(env).parts["disclaimers"]
    return found


def title_of(env: Any, entry: Entry[Disclaimer], language: str) -> str:
    """The title of a text, else the label of its kind."""
    return entry.model.title or house(env).vocabularies.label("disclaimer-kind", entry.model.kind, language)


def filled(
    entry: Entry[Disclaimer], want: Asked, values: dict[str, str], place: Place, short: bool = False
) -> tuple[str, list[Problem]]:
    """The text of an entry with its places filled: MyST, or plain where it is the short form."""
    text = entry.model.short if short and entry.model.short else entry.model.text
    made, missing = fill(text, entry.model.variables | values, plain=short and bool(entry.model.short))
    return made, unfilled_places(want.id, missing, place)


def defaults(env: Any, docname: str) -> dict[str, str]:
    """What fills ``{organisation}`` and the like where nobody says more."""
    front = front_of(env, docname)
    publisher = (front.briefing.publisher if front.briefing else None) or house(env).publisher
    language = language_of(env, docname)
    briefing = front.briefing or Briefing()
    found = {
        "organisation": publisher,
        "publisher": publisher,
        "title": front.title or "",
        "contact": briefing.contact or "",
        "funder": briefing.funding or "",
        "licence": licence(front.license, language)[0] if front.license else "",
        "date": day(front.date, language) if front.date else "",
        "as-of": day(front.as_of, language) if front.as_of else "",
        "year": str(front.date.year) if front.date else "",
        "version": briefing.version or "",
        "number": briefing.number or "",
    }
    return {name: value for name, value in found.items() if value}


def note_use(env: Any, docname: str, want: Asked, kind: str, place: Place, listed: bool = False) -> None:
    """Remember that a document has a disclaimer."""
    used = brief(env).data["used"].setdefault(docname, {})
    used.setdefault("disclaimers", []).append((want.id, want.version, kind, place.file, place.line, listed))


def _at_end(app: Sphinx, document: nodes.document) -> None:
    """Gather what stands at the end of the document into one section."""
    env = app.env
    found = [node for node in document.findall(disclaimer) if node.get("at_end")]
    for node in found:
        node.parent.remove(node)
    if env.docname in papers(env):
        found += _listed(app, document, {node["ident"] for node in found})
    if not found:
        return
    word = house(env).vocabularies.group_label("words", "disclaimer", language_of(env, env.docname))
    section = nodes.section(
        "", nodes.title(word, word), disclaimer_grid("", *found), classes=["disclaimers", "unnumbered"]
    )
    section["names"].append("disclaimers")
    section.source, section.line = document["source"], found[0].line
    document.note_implicit_target(section, section)
    top = [child for child in document.children if isinstance(child, nodes.section)]
    (top[0] if len(top) == 1 else document).append(section)


def _listed(app: Sphinx, document: nodes.document, placed: set[str]) -> list[disclaimer]:
    """The disclaimers of the front matter that no directive of this document placed at the end already."""
    env, made = app.env, []
    front = front_of(env, env.docname)
    language = language_of(env, env.docname)
    places = brief(env).data["used"].get(env.docname, {}).get("places", {})
    place = places.get("disclaimers") or Place(document["source"], 1)
    for typed in front.briefing.disclaimers if front.briefing else ():
        want = asked(typed)
        entry, problems = library_of(env).find(want, language, place)
        if entry is not None and want.id not in placed:
            text, more = filled(entry, want, defaults(env, env.docname), place)
            problems += more
            node = disclaimer(kind=entry.model.kind, ident=want.id, at_end=True, listed=True)
            title = title_of(env, entry, language)
            node += [disclaimer_title(title, title), *parse_myst(document, text, entry.record.place("text"))]
            node.source, node.line = place.file, place.line
            document.set_id(node, suggested_prefix=f"disclaimer-{want.id}")
            note_use(env, env.docname, want, entry.model.kind, place, listed=True)
            made.append(node)
        report(problems)
    return made


class PlaceDisclaimers(SphinxPostTransform):
    """Leaves out what a directive of another document placed, and makes one section of those of a whole paper."""

    default_priority = 4

    def run(self, **_kwargs: Any) -> None:
        paper = paper_of(self.env, self.env.docname)
        if paper is None:
            return
        used = brief(self.env).data["used"]
        own = [item for name in members(self.env, paper) for item in used.get(name, {}).get("disclaimers", [])]
        placed = {item[0] for item in own if not item[5]}
        for node in list(self.document.findall(disclaimer)):
            if node.get("listed") and node["ident"] in placed:
                node.parent.remove(node)
        _join(None, self.document)


def _join(_app: Sphinx | None, document: nodes.document) -> None:
    """The disclaimers of all chapters, each once, in the section of the root document; no section without any."""
    grids = list(document.findall(disclaimer_grid))
    if len(grids) > 1 and next(document.findall(addnodes.start_of_file), None) is not None:
        kept: dict[str, nodes.Node] = {}
        for grid in grids:
            for item in grid.findall(disclaimer):
                kept.setdefault(item["ident"] or item.astext(), item)
            grid.children = []
        grids[-1].extend(kept.values())
    for grid in grids:
        if not grid.children and grid.parent.parent is not None:
            grid.parent.parent.remove(grid.parent)


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", _at_end, priority=100)
    app.add_post_transform(PlaceDisclaimers)
    app.connect("briefkit-paper-assembled", _join)
