"""Reading ``conf/vocabularies.yml``: terms, scales and markings of the organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefkit.core.problems import Kind, Place, Problem, listing, nearest
from briefkit.core.records import Record, read_mapping
from briefkit.core.terms import CLOSED, MARKINGS, SCALES, Scale
from briefkit.core.vocabularies import Marking, Term, Vocabularies, canonical, rows

_TERM = ("label", "group", "sign", "behaves-as", "hidden")
_SCALE = ("label", "terms", "confidence")
_MARKING = ("ink", "ground", "align", "text")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def add_file(lists: Vocabularies, path: Path) -> list[Problem]:
    """Add to *lists* what a file says, and return the problems in it."""
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        return [Problem(Kind.SETTING, f"{path.name} cannot be read: {error.strerror}.", Place(str(path)))]
    record, problems = read_mapping(text, str(path), 1)
    return problems + list(_House(lists, record).take())


@dataclass
class _House:
    lists: Vocabularies
    record: Record

    def fault(self, text: str, *path: str | int) -> Problem:
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        return Problem(Kind.SETTING, f"{name}: {text}", self.record.place(*path))

    def take(self) -> Iterator[Problem]:
        known = [*self.lists.lists, "scales", "markings"]
        # Scales come first: the words of an own one may be relabelled below, as those of the others.
        for name in sorted(self.record.values, key=lambda name: name != "scales"):
            entries = self.record.values[name]
            if entries is None:
                continue
            if canonical(name) not in known:
                told = f"there is no such list of terms. Allowed: {listing(known)}.{nearest(name, known)}"
                yield self.fault(told, name)
            elif not isinstance(entries, dict):
                told = "write each term on a line of its own, 'code: Label' or 'code: {label: …}'."
                yield self.fault(told, name)
            else:
                take = {"scales": self.scale, "markings": self.marking}.get(canonical(name), self.term)
                for code, entry in entries.items():
                    yield from take(name, code, entry)

    def unknown(self, given: Mapping[str, Any], allowed: tuple[str, ...], *path: str) -> Iterator[Problem]:
        for key in given:
            if key not in allowed:
                told = f"there is no such field. Allowed: {listing(allowed)}.{nearest(key, allowed)}"
                yield self.fault(told, *path, key)

    def term(self, name: str, typed: str, entry: Any) -> Iterator[Problem]:
        terms, code = self.lists.lists[canonical(name)], canonical(typed)
        given = {"label": entry} if isinstance(entry, str) else entry
        if not isinstance(given, dict):
            told = "here must stand a label, or a mapping with label, behaves-as or hidden."
            yield self.fault(told, name, typed)
            return
        yield from self.unknown(given, _TERM, name, typed)
        base = terms.get(code)
        if base is None:
            core = canonical(str(given.get("behaves-as") or ""))
            if faults := list(self.added(name, typed, given, terms)):
                yield from faults
                return
            label = code.replace("-", " ").capitalize()
            base = replace(terms[core], code=code, label=label, group="", hidden=False, labels={}, groups={},
                           behaves_as=terms[core].behaves_as or core)  # fmt: skip
        labels, wrong = self.texts(given.get("label"), name, typed, "label")
        groups, more = self.texts(given.get("group"), name, typed, "group")
        yield from [*wrong, *more]
        if base.behaves_as and labels:
            labels.setdefault("", next(iter(labels.values())))
        hidden = str(given.get("hidden") or "").lower() in {"true", "yes"}
        terms[code] = replace(
            base, labels={**base.labels, **labels}, groups={**base.groups, **groups},
            sign=str(given.get("sign") or base.sign), hidden=hidden,
        )  # fmt: skip

    def added(self, name: str, code: str, given: Mapping[str, Any], terms: Mapping[str, Term]) -> Iterator[Problem]:
        """What keeps a new term from being added."""
        behaves = str(given.get("behaves-as") or "")
        known = [known for known, term in terms.items() if not term.behaves_as]
        if canonical(name) in CLOSED:
            told = f"there is no such term. Allowed: {listing(terms)}.{nearest(code, terms)}"
            yield self.fault(told, name, code)
        elif not re.fullmatch(r"[a-z0-9][a-z0-9-]*", canonical(code)):
            told = "a code has small letters, digits and hyphens; its words are its label."
            yield self.fault(told, name, code)
        elif not behaves:
            yield self.fault(
                "a term that is added names the core term that it behaves as. "
                f"Add 'behaves-as: …' with one of {listing(known)}.{nearest(code, terms)}", name, code,
            )  # fmt: skip
        elif canonical(behaves) not in terms:
            told = f"'{behaves}' is no term of this list. Allowed: {listing(known)}.{nearest(behaves, known)}"
            yield self.fault(told, name, code, "behaves-as")
        elif "label" not in given:
            yield self.fault("a term that is added needs a label. Add 'label: …'.", name, code)

    def texts(self, given: Any, *path: str) -> tuple[dict[str, str], list[Problem]]:
        """The words by language of a text, or of a mapping from languages to texts."""
        if given is None:
            return {}, []
        if isinstance(given, str):
            return {"": given}, []
        if isinstance(given, dict) and all(isinstance(text, str) for text in given.values()):
            return {str(language).lower(): text for language, text in given.items()}, []
        return {}, [self.fault("here must stand a text, or one for each language: {en: …, fr: …}.", *path)]

    def scale(self, name: str, typed: str, entry: Any) -> Iterator[Problem]:
        code = canonical(typed)
        if code in SCALES:
            yield self.fault("this scale is a standard's own. Give yours another name.", name, typed)
            return
        given = entry if isinstance(entry, dict) else {}
        yield from self.unknown(given, _SCALE, name, typed)
        terms = []
        parts = given.get("terms")
        for word, part in parts.items() if isinstance(parts, dict) else ():
            reach = part.get("range") if isinstance(part, dict) else part
            label = (part.get("label") if isinstance(part, dict) else None) or word.replace("-", " ")
            if not isinstance(reach, str) or not isinstance(label, str):
                told = "write the word and its range in per cent, 'likely: 55–80'."
                yield self.fault(told, name, typed, "terms", word)
            else:
                terms.append((canonical(word), label, reach.replace("-", "–").rstrip(" %")))
        if not terms:
            told = "a scale needs terms, each with its range: 'terms: {likely: 55–80, …}'."
            yield self.fault(told, name, typed)
            return
        said = given.get("confidence")
        levels = said if isinstance(said, dict) else {"low": "Low", "moderate": "Moderate", "high": "High"}
        confidence = tuple((canonical(key), str(text or key)) for key, text in levels.items())
        self.lists.scales[code] = Scale(str(given.get("label") or typed), tuple(terms), confidence)
        self.lists.lists["likelihood"] = rows(row[:2] for row in terms) | self.lists.lists["likelihood"]

    def marking(self, name: str, label: str, entry: Any) -> Iterator[Problem]:
        code = " ".join(label.upper().split())
        if code in MARKINGS:
            told = "this marking is a standard's own and is printed as the standard says."
            yield self.fault(told, name, label)
            return
        given = entry if isinstance(entry, dict) else {"text": entry}
        yield from self.unknown(given, _MARKING, name, label)
        good = {}
        for key in (key for key in _MARKING if isinstance(given.get(key), str)):
            value = given[key].strip()
            if key in {"ink", "ground"} and not _COLOUR.fullmatch(value):
                told = f"'{value}' is no colour. Write it as '#C00000', in quotes."
                yield self.fault(told, name, label, key)
            elif key == "align" and value not in {"left", "center", "right"}:
                told = f"'{value}' is not known. Allowed: left, center or right."
                yield self.fault(told, name, label, key)
            else:
                good[key] = value
        self.lists.markings[code] = Marking(" ".join(label.split()), "own", **good)
