"""Citations by sphinxcontrib-bibtex, with keys that live in their briefing.

sphinxcontrib-bibtex keeps one set of keys for a project and drops a file whose key stands in another. Here the
entries of a ``.bib`` file in a briefing's folder are kept as ``slug:key``.
"""

from __future__ import annotations

from ast import dump
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from logging import LogRecord, getLogger
from pathlib import Path
from typing import Any

from docutils import nodes
from pybtex.database import BibliographyData, Entry
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyDirective
from sphinxcontrib.bibtex.domain import BibtexDomain, get_docnames
from sphinxcontrib.bibtex.roles import CiteRole

from briefkit.core import bibstyle
from briefkit.core.bibstyle import RoundAuthorYear, date_the_undated, referencing, spoken, tell_apart
from briefkit.core.briefings import scope_of
from briefkit.core.frontmatter import language_of
from briefkit.core.problems import Kind, Place, Problem, listing, nearest
from briefkit.core.report import here, place_of, report

logger = logging.getLogger(__name__)


def _scope_of_file(env: BuildEnvironment, file: Path) -> str:
    try:
        folder = file.parent.relative_to(Path(env.srcdir).resolve()).as_posix()
    except ValueError:
        return ""
    return scope_of(env, f"{folder}/references")


def _own_files(domain: BriefBibtexDomain, scope: str) -> list[Path]:
    """The bibliographies that a briefing cites from: its own, then those of the organisation."""
    return [file for name in dict.fromkeys([scope, ""]) for file in domain.data["briefkit_files"].get(name, ())]


class ScopedCiteRole(CiteRole):
    """``{cite}`key```, looked up in the briefing's own bibliography first."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        domain = self.env.get_domain("cite")
        assert isinstance(domain, BriefBibtexDomain)
        scope = scope_of(self.env, self.env.current_document.docname)
        for file in _own_files(domain, scope):
            self.env.note_dependency(file)
        if scope:
            self.target = ",".join(_scoped_target(domain, scope, target) for target in _targets(self.target))
        return super().run()


def _targets(text: str) -> list[Any]:
    try:
        return list(parse_citation_targets(text))
    except ValueError:
        return []


def _scoped_target(domain: BriefBibtexDomain, scope: str, target: Any) -> str:
    own = f"{scope}:{target.key}"
    key = own if own in domain.bibdata.data.entries or target.key not in domain.bibdata.data.entries else target.key
    return _typed(target, key)


def _typed(target: Any, key: str) -> str:
    return (f"{{{target.pre}}}" if target.pre else "") + key + (f"{{{target.post}}}" if target.post else "")


class ScopedBibliography(BibliographyDirective):
    """``{bibliography}`` without a file: those of the own briefing and the organisation's."""

    def run(self) -> Any:
        env = self.state.document.settings.env
        domain = env.get_domain("cite")
        everything = domain.bibdata
        own = {file: everything.bibfiles[file] for file in _own_files(domain, scope_of(env, env.docname))}
        domain.data["bibdata"] = everything._replace(bibfiles=own)
        try:
            return super().run()
        finally:
            domain.data["bibdata"] = everything


class BriefBibtexDomain(BibtexDomain):
    """The citation domain with one set of entries, labels and numbers a briefing."""

    roles = {name: ScopedCiteRole() for name in BibtexDomain.roles}  # noqa: RUF012  # as its base declares it

    def env_updated(self) -> Iterable[str]:
        """Format the entries of each briefing anew in which something changed, or of which there was a warning."""
        everything, known = dict(self.bibliographies), self.data.get("briefkit_formatted", {})
        documents, refs, formatted = defaultdict(list), defaultdict(list), {}
        for docname in get_docnames(self.env):  # type: ignore[no-untyped-call]  # it carries no types
            documents[scope_of(self.env, docname)].append(docname)
        for ref in self.citation_refs:
            refs[scope_of(self.env, ref.docname)].append(ref)

        def scope(item: tuple[Any, Any]) -> str:
            return scope_of(self.env, item[0].docname)

        for name, group in groupby(sorted(everything.items(), key=scope), key=scope):
            self.data["bibliographies"] = dict(group)
            files = [(str(file), self.bibdata.bibfiles[file].mtime) for file in _own_files(self, name)]
            language = language_of(self.env, next(iter(self.bibliographies)).docname)
            lists = [
                (key, value._asdict() | {"filter_": dump(value.filter_)}) for key, value in self.bibliographies.items()
            ]
            made_from = repr((files, lists, documents[name], refs[name], language))
            if known.get(name, ("",))[0] != made_from:
                keys = {target.key for ref in refs[name] for target in ref.targets}
                cited = [entry for key, entry in self.bibdata.data.entries.items() if key in keys]
                spoken.set(language)
                tell_apart(cited)
                date_the_undated(cited)
                with _listening() as told:
                    super().env_updated()
                known[name] = "" if told else made_from, list(self.citations)
            formatted[name] = known[name]
        self.data["bibliographies"], self.data["briefkit_formatted"] = everything, formatted
        self.data["citations"] = [citation for _, citations in formatted.values() for citation in citations]
        return []

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Any, typ: str, target: str, node: Any, contnode: Any
    ) -> Any:
        if isinstance(self.reference_style, RoundAuthorYear):
            self.reference_style = referencing(language_of(env, fromdocname))
        listed = {one.key for one in self.citations if self.bibliographies[one.bibliography_key].list_ == "citation"}
        targets = _targets(target)
        missing = [one for one in targets if one.key not in listed]
        kept = ",".join(_typed(one, one.key) for one in targets if one.key in listed)
        found: Any = nodes.inline()
        if kept or not missing:
            found = super().resolve_xref(env, fromdocname, builder, typ, kept or target, node, contnode)
        scope = scope_of(env, fromdocname)
        for one in missing:
            key = one.key.removeprefix(f"{scope}:")
            # Of the type that projects know, so that those who suppress it still do.
            logger.warning(
                self._missing(scope, key), location=here(place_of(node)), type="bibtex", subtype="key_not_found"
            )
            text = " ".join(part for part in (one.pre, key, one.post) if part)
            found += nodes.Text(f"{' ' if found.children else ''}[{text}]")
        return found

    def _missing(self, scope: str, key: str) -> str:
        """Why a key leads nowhere, and what to do."""
        files = _own_files(self, scope)
        keys = {name.removeprefix(f"{scope}:"): name for file in files for name in self.bibdata.bibfiles[file].keys}
        if key in keys:
            told = f"The source '{key}' is in no list of references, so its key is printed."
            return (
                f"{told} Put a directive {{bibliography}} where the list stands, without a filter that leaves it out."
            )
        if not files:
            return f"There is no bibliography to find '{key}' in. Put a references.bib that has it beside the document."
        where = listing(dict.fromkeys(file.name for file in files))
        return f"There is no source '{key}' in {where}. Correct the key, or add the source.{nearest(key, keys)}"


@contextmanager
def _listening() -> Iterator[list[LogRecord]]:
    """What is told of entries meanwhile. Sphinx counts it later."""
    told: list[LogRecord] = []

    def note(record: LogRecord) -> bool:
        told.append(record)
        return True

    logger = getLogger("sphinx.sphinxcontrib.bibtex.domain")
    logger.addFilter(note)
    try:
        yield told
    finally:
        logger.removeFilter(note)


_Parsed = tuple[BibFile, BibliographyData, list[Problem]]


def _parse(file: Path, encoding: str) -> _Parsed:
    """The entries of a file; those before the first mistake where there is one."""
    parser, problems = Parser(encoding), []
    try:
        parser.parse_file(str(file))
    except (PybtexError, OSError, ValueError) as error:
        told = f"This bibliography cannot be read to its end: {error}. Mend that entry; those after it are missing."
        problems.append(Problem(Kind.SYNTAX, told, Place(str(file), getattr(error, "lineno", None))))
    return BibFile(get_mtime(file), {}), parser.data, problems


def _read(app: Sphinx, env: BuildEnvironment, files: Iterable[Path]) -> list[str]:
    """Read each bibliography by itself, where it changed, and keep its entries under its briefing."""
    known: dict[Path, _Parsed] = getattr(env, "briefkit_bibliographies", {})
    merged, found, own_files = BibliographyData(), {}, defaultdict(list)
    for file in files:
        if file not in known or known[file][0].mtime != get_mtime(file):
            known[file] = _parse(file, app.config.bibtex_encoding)
        report(known[file][2])
        scope = _scope_of_file(env, file)
        names = {f"{scope}:{key}" if scope else key: entry for key, entry in known[file][1].entries.items()}
        names = {name: entry for name, entry in names.items() if name not in merged.entries}
        for name, entry in names.items():
            own = Entry(entry.type, fields=dict(entry.fields), persons=entry.persons)
            merged.add_entry(name, own)
        found[file] = known[file][0]._replace(keys=dict.fromkeys(names))
        own_files[scope].append(file)
    env.briefkit_bibliographies = known  # type: ignore[attr-defined]  # kept with the environment
    data = env.get_domain("cite").data
    data["bibdata"], data["briefkit_files"] = BibData(app.config.bibtex_encoding, found, merged), dict(own_files)
    return []


def _start(app: Sphinx, config: Config) -> None:
    """Take over from sphinxcontrib-bibtex where the project uses it, and find its files where none are named."""
    if "sphinxcontrib.bibtex" not in app.extensions:
        return
    if config.bibtex_bibfiles is None:
        files = [file for file in sorted(Path(app.srcdir).rglob("*.bib")) if not file.is_symlink()]
    else:
        files = [(Path(app.confdir) / name).resolve() for name in config.bibtex_bibfiles]
    # With no files of its own it has nothing to mix; the entries are put there before documents are read.
    config["bibtex_bibfiles"] = []
    if "bibtex_tooltips" not in config._raw_config:
        config["bibtex_tooltips"] = False  # each would format its entry once more
    bibstyle.setup(app)
    app.add_domain(BriefBibtexDomain, override=True)
    app.add_role("cite", ScopedCiteRole(), override=True)
    app.add_directive("bibliography", ScopedBibliography, override=True)
    app.connect("env-get-outdated", lambda app, env, *_: _read(app, env, files), priority=200)


def setup(app: Sphinx) -> None:
    app.connect("config-inited", _start)
