"""Which documents are written again although their source did not change."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from briefkit.core.briefings import members, paper_of, papers
from briefkit.core.domain import brief
from briefkit.core.frontmatter import front_of
from briefkit.core.house import house
from briefkit.core.pages import forget_index, index, is_html, pdf

_BRAND = "*"
"""What every page shows, among what single ones do: no document has that name."""


def _outdated_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages older than a text that another builder read since, and those that show other things of the PDFs now."""
    if not is_html(app):
        return []
    forget_index(app)
    old = _remembered(app).get(str(app.outdir), {})
    if old.get(_BRAND) != house(env).brand.digest:
        return sorted(env.found_docs)
    return [
        name
        for name in env.found_docs
        if name in env.all_docs and (_is_older(app, env, name) or _shown(app, name) != old.get(name))
    ]


def _is_older(app: Sphinx, env: BuildEnvironment, docname: str) -> bool:
    assert isinstance(app.builder, StandaloneHTMLBuilder)  # the only one that this is asked of
    page = Path(app.builder.get_output_path(docname))
    changed = max(env.all_docs[docname], getattr(env, "briefkit_renewed", {}).get(docname, 0))
    return page.is_file() and changed / 1e6 > page.stat().st_mtime


def renewed(env: BuildEnvironment, docnames: Iterable[str]) -> set[str]:
    """Note that documents print something else now, and give them back.

    Sphinx tells it only to the builder that runs now: it is the time of it that leads to their pages later.
    """
    found = set(docnames)
    known: dict[str, int] = getattr(env, "briefkit_renewed", {})
    env.briefkit_renewed = known | dict.fromkeys(found, time.time_ns() // 1000)  # type: ignore[attr-defined]  # as below
    return found


def _shown(app: Sphinx, docname: str) -> str | None:
    """What a page shows that lies outside of its own text: the PDF of its paper, or all briefings."""
    paper = paper_of(app.env, docname)
    if paper is not None:
        found = pdf(app, docname, paper.slug)
        return json.dumps(found, sort_keys=True) if found else None
    if docname != app.config.root_doc or not papers(app.env):
        return None
    return json.dumps(index(app, docname), sort_keys=True, default=str)


def _memory(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "briefkit-shown.json"


def _remembered(app: Sphinx) -> dict[str, dict[str, str]]:
    """What the pages of each output folder show, as they were written last."""
    try:
        found: dict[str, dict[str, str]] = json.loads(_memory(app).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _remember(app: Sphinx, error: Exception | None) -> None:
    if error or not is_html(app):
        return
    shown = {name: text for name in sorted(app.env.all_docs) if (text := _shown(app, name)) is not None}
    shown[_BRAND] = house(app.env).brand.digest
    text = json.dumps(_remembered(app) | {str(app.outdir): shown}, indent=1)
    _memory(app).write_text(text, encoding="utf-8")


def _names(env: BuildEnvironment) -> dict[str, list[tuple[str, ...]]]:
    """The names of each document, with what a reference to them prints."""
    std, found = env.domains.standard_domain, defaultdict(list)
    for name, (docname, *value) in [*std.labels.items(), *std.anonlabels.items(), *std._terms.items()]:
        found[docname].append((name, *value))
    for (_, name), (docname, node_id) in std.objects.items():
        found[docname].append((name, node_id))
    for name, (docname, number) in env.domains.math_domain.equations.items():
        found[docname].append((name, str(number)))
    for citation in getattr(env.domains.get("cite"), "citations", ()):
        found[citation.bibliography_key.docname].append((citation.key, citation.formatted_entry.label))
    return found


def _digest(env: BuildEnvironment, docname: str, names: Iterable[tuple[str, ...]]) -> str:
    """What references to a document print of it."""
    records = brief(env).data["records"].get(docname, ())
    printed = [(item["kind"], item["id"], item["title"], item["node_id"], item["values"]) for item in records]
    numbers = [
        kept.get(docname) for kept in (env.toc_secnumbers, env.toc_fignumbers, getattr(env, "briefkit_paragraphs", {}))
    ]
    # Each page of a paper prints its imprint.
    used = brief(env).data["used"].get(docname, {})
    imprint = [used.get(key) for key in ("parts", "abbreviations", "credits", "placed")]
    paper = paper_of(env, docname)
    follower = getattr(env, "briefkit_followers", {}).get(paper.root) if paper else None
    groups = [toctree.get("caption") for toctree in env.tocs[docname].findall(addnodes.toctree)]
    return repr((printed, sorted(names), numbers, front_of(env, docname), imprint, follower, groups))


def _outdated_references(_app: Sphinx, env: BuildEnvironment) -> set[str]:
    """The documents of a briefing in which a name or a title changed, and those that name its records."""
    old, new = getattr(env, "briefkit_digests", {}), {}
    stale: set[str] = set()
    changed = set()
    names = _names(env)
    for paper in papers(env).values():
        own = members(env, paper)
        new.update({name: _digest(env, name, names[name]) for name in own})
        if any(old.get(name, new[name]) != new[name] for name in own):
            stale.update(own)
            changed.add(paper.scope)
    for name, used in brief(env).data["used"].items():
        if changed & set(used.get("scopes", ())):
            stale.add(name)
    env.briefkit_digests = new  # type: ignore[attr-defined]  # kept with the environment
    return renewed(env, stale)


def setup(app: Sphinx) -> None:
    app.connect("env-updated", _outdated_pages, priority=900)
    app.connect("build-finished", _remember)
    app.connect("env-get-updated", _outdated_references, priority=960)
