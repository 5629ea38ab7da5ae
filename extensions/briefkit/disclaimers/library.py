"""The organisation's library of disclaimers, ``conf/disclaimers.yml``: reading it, and finding a text in it.

The file is a mapping from ids to entries. An id with several versions or languages has a list of entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefkit.core.fields import Entry, validate
from briefkit.core.problems import Kind, Place, Problem, listing, nearest
from briefkit.core.records import Record
from briefkit.core.vocabularies import Vocabularies
from briefkit.disclaimers.checks import tampered, wrong
from briefkit.disclaimers.model import Disclaimer


@dataclass(frozen=True, slots=True)
class Asked:
    """What a paper asks for: an id, and a version where it pins one with ``id@version``."""

    id: str
    version: str = ""

    def __str__(self) -> str:
        return f"{self.id}@{self.version}" if self.version else self.id


def asked(text: str) -> Asked:
    """``personal-views@3`` as its id and its version."""
    name, _, version = text.strip().partition("@")
    return Asked(name.strip().lower().replace("_", "-"), version.strip())


@dataclass
class Library:
    """The entries of each id, as the file has them."""

    entries: dict[str, list[Entry[Disclaimer]]] = field(default_factory=dict)

    @classmethod
    def load(cls, record: Record, vocabularies: Vocabularies) -> tuple[Library, list[Problem]]:
        """The library from the mapping that the file is, and the problems in it."""
        made, problems = cls(), []
        for name, given in record.values.items():
            if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
                told = "is no id. An id begins with a letter and has small letters, digits and hyphens."
                problems.append(wrong(f"'{name}' {told}", record.place(name)))
                continue
            for part in _parts(record, name, given):
                if not isinstance(part, Record):
                    problems.append(part)
                    continue
                model, faults = validate(Disclaimer, part, vocabularies)
                problems += [Problem(one.kind, f"{name}.{one.text}", one.place) for one in faults]
                if model is not None:
                    problems += made._add(name, Entry(model, part))
        return made, problems

    def _add(self, name: str, entry: Entry[Disclaimer]) -> list[Problem]:
        place, mine = entry.record.place(), entry.model
        if not mine.text.strip():
            return [Problem(Kind.MISSING, f"{name}.text: this field is required. Add 'text: …'.", place)]
        known = self.entries.setdefault(name, [])
        if any((one.model.version, one.model.lang) == (mine.version, mine.lang) for one in known):
            told = "this version stands twice in the same language. Give one of the two another version."
            return [Problem(Kind.DUPLICATE, f"{name}: {told}", place)]
        known.append(entry)
        return tampered(name, entry)

    def find(self, want: Asked, language: str, place: Place) -> tuple[Entry[Disclaimer] | None, list[Problem]]:
        """The text that a paper asks for: of the pinned version, else the newest, in the paper's language.

        Where there is none in that language or version, the nearest one is given with a problem at *place*.
        """
        known = self.entries.get(want.id)
        if not known:
            ids = f"Known: {listing(sorted(self.entries))}.{nearest(want.id, self.entries)}"
            return None, [wrong(f"there is no disclaimer '{want.id}' in the library. {ids}", place)]
        problems = []
        chosen = [one for one in known if one.model.version == want.version] if want.version else known
        if not chosen:
            versions = sorted({one.model.version or "none" for one in known}, key=_rank)
            told = f"'{want}' is not in the library, but version {listing(versions)}. The newest is used."
            problems.append(wrong(f"{told} Put the version back, or pin another.", place))
            chosen = known
        spoken = _in_language(chosen, language)
        if not spoken:
            others = sorted({str(one.model.lang) for one in chosen})
            told = f"'{want}' has no text in the language '{language}', so that in {listing(others)} is used."
            problems.append(wrong(f"{told} Add one with 'lang: {language}' to the library.", place))
            spoken = _in_language(chosen, "en") or chosen
        return max(spoken, key=lambda one: _rank(one.model.version or "")), problems

    def unpinned(self, wanted: list[Asked], place: Place) -> list[Problem]:
        """A problem for each text of a published paper whose version is not pinned."""
        problems = []
        for one in wanted:
            versions = [entry.model.version for entry in self.entries.get(one.id, []) if entry.model.version]
            if not one.version and versions:
                newest = max(versions, key=_rank)
                told = f"'{one.id}' pins no version, as a published paper must. Write '{one.id}@{newest}'."
                problems.append(wrong(told, place))
        return problems


def _parts(record: Record, name: str, given: object) -> Iterator[Record | Problem]:
    """The entries of an id, each as a record of its own."""
    for number, part in enumerate(given) if isinstance(given, list) else [(None, given)]:
        path = (name,) if number is None else (name, number)
        below = {key[len(path) :]: place for key, place in record.places.items() if key[: len(path)] == path}
        if isinstance(part, str):
            part = {"text": part}
        if isinstance(part, dict):
            yield Record(part, below or {(): record.place(*path)})
        else:
            told = f"{name}: here must stand a mapping with 'text: …', or a list of such mappings."
            yield wrong(told, record.place(*path))


def _in_language(entries: list[Entry[Disclaimer]], language: str) -> list[Entry[Disclaimer]]:
    """The entries in a language, else in its main language, else those that name none."""
    tag = language.lower().replace("_", "-")
    for wanted in (tag, tag.partition("-")[0], ""):
        found = [one for one in entries if (one.model.lang or "").lower().replace("_", "-") == wanted]
        if found:
            return found
    return []


def _rank(version: str) -> tuple[tuple[int, ...], str]:
    """The order of versions: by their numbers, 2 before 10."""
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version)), version
