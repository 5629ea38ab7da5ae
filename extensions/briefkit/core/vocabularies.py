"""The lists of terms: those of the toolkit, and what the organisation adds, hides or relabels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefkit.core.problems import Kind, Problem, listing, nearest
from briefkit.core.records import Record, read_mapping
from briefkit.core.terms import MARKINGS, TERMS
from briefkit.core.words import words


@dataclass(frozen=True)
class Term:
    """A term of a list. ``labels`` are the organisation's own words by language, which come before the toolkit's."""

    code: str
    label: str
    sign: str = ""
    group: str = ""
    behaves_as: str = ""
    hidden: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)


def _core() -> dict[str, dict[str, Term]]:
    return {name: {row[0]: Term(*row) for row in rows} for name, rows in TERMS.items()}


@dataclass
class Vocabularies:
    """Every list of terms by its name; see :data:`briefkit.core.terms.TERMS` for those of the toolkit."""

    lists: dict[str, dict[str, Term]] = field(default_factory=_core)
    markings: dict[str, dict[str, str]] = field(default_factory=dict)

    def codes(self, name: str) -> list[str]:
        """The codes that may be typed."""
        return [code for code, term in self.lists.get(name, {}).items() if not term.hidden]

    def term(self, name: str, code: str) -> Term:
        """A term; an unknown code stands for itself."""
        return self.lists.get(name, {}).get(code) or Term(code, code)

    def label(self, name: str, code: str, language: str) -> str:
        """What is printed for a code."""
        term = self.term(name, code)
        return _own(term.labels, language) or words(language)(term.label)

    def group_label(self, name: str, code: str, language: str) -> str:
        """The heading of a group of records with a term."""
        term = self.term(name, code)
        own = _own(term.labels, language)
        return own or (words(language)(term.group) if term.group else self.label(name, code, language))

    def behaves_as(self, name: str, code: str) -> str:
        """The core term that a term of the organisation behaves as; a core term itself."""
        return self.term(name, code).behaves_as or code

    def marking(self, label: str) -> dict[str, str]:
        """A marking as it is printed: label, scheme, ink, ground and align."""
        wanted = label.strip().upper()
        for name, own in self.markings.items():
            if name.upper() == wanted:
                return {"label": name, "scheme": "own", "ink": "", "ground": "", "align": "right"} | own
        known = wanted.replace(": ", ":")
        scheme, ink, ground, align = MARKINGS.get(known, ("own", "", "", "right"))
        return {"label": known if known in MARKINGS else label, "scheme": scheme, "ink": ink, "ground": ground, "align": align}

    @classmethod
    def load(cls, path: Path | None) -> tuple[Vocabularies, list[Problem]]:
        """The lists with what ``conf/vocabularies.yml`` says of them, and the problems in it."""
        made = cls()
        if path is None:
            return made, []
        record, problems = read_mapping(path.read_bytes().decode("utf-8-sig", "replace"), str(path), 1)
        for name, entries in record.values.items():
            problems += made._take(name, entries, record)
        return made, problems

    def _take(self, name: str, entries: Any, record: Record) -> Iterator[Problem]:
        if name == "markings":
            yield from self._markings(entries, record)
        elif name not in self.lists:
            known = [*self.lists, "markings"]
            yield _fault(record, f"There is no list of terms '{name}'. Allowed: {listing(known)}.{nearest(name, known)}", name)
        elif not isinstance(entries, dict):
            yield _fault(record, f"{name}: write each term on a line of its own, 'code: Label' or 'code: {{label: …}}'.", name)
        else:
            for code, entry in entries.items():
                yield from self._term(name, code, entry, record)

    def _term(self, name: str, code: str, entry: Any, record: Record) -> Iterator[Problem]:
        core = self.lists[name].get(code)
        given = {"label": entry} if isinstance(entry, str) else entry
        if not isinstance(given, dict):
            yield _fault(record, f"{name}.{code}: a label, or a mapping with label, behaves-as or hidden, must stand here.", name, code)
            return
        allowed = ("label", "labels", "group", "sign", "behaves-as", "hidden")
        for key in given:
            if key not in allowed:
                yield _fault(record, f"{name}.{code}.{key}: there is no such field. Allowed: {listing(allowed)}.{nearest(key, allowed)}", name, code, key)
        behaves = str(given.get("behaves-as") or "")
        if core is None and behaves not in self.lists[name]:
            yield _fault(
                record,
                f"{name}.{code}: an added term names the core term that it behaves as, 'behaves-as: …'. "
                f"Allowed: {listing(self.lists[name])}.{nearest(behaves, self.lists[name])}",
                name, code,
            )  # fmt: skip
            return
        base = core or replace(self.lists[name][behaves], code=code, behaves_as=behaves, hidden=False)
        labels = given.get("label") if isinstance(given.get("label"), dict) else given.get("labels")
        own = {str(key): str(text) for key, text in labels.items()} if isinstance(labels, dict) else {}
        if isinstance(given.get("label"), str):
            own.setdefault("", given["label"])
        self.lists[name][code] = replace(
            base,
            labels=own or base.labels,
            sign=str(given.get("sign") or base.sign),
            group=str(given.get("group") or (base.group if not own else "")),
            hidden=str(given.get("hidden") or "").lower() in {"true", "yes"},
        )

    def _markings(self, entries: Any, record: Record) -> Iterator[Problem]:
        for label, entry in entries.items() if isinstance(entries, dict) else ():
            given = entry if isinstance(entry, dict) else {}
            self.markings[label] = {key: str(value) for key, value in given.items() if key in {"ink", "ground", "align"}}
            if given.get("align", "right") not in {"left", "center", "right"}:
                yield _fault(record, f"markings.{label}.align: allowed are left, center and right.", "markings", label, "align")
                del self.markings[label]["align"]


def _fault(record: Record, text: str, *path: str) -> Problem:
    return Problem(Kind.SETTING, text, record.place(*path))


def _own(labels: Mapping[str, str], language: str) -> str:
    return labels.get(language) or labels.get(language.partition("-")[0]) or labels.get("") or ""
