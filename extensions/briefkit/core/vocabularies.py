"""The lists of terms: those of the toolkit, and what the organisation adds, hides or relabels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from briefkit.core.problems import Problem
from briefkit.core.terms import CONFIDENCE, MARKINGS, SCALES, TERMS, Scale
from briefkit.core.words import locale, words


@dataclass(frozen=True)
class Term:
    """A term of a list.

    ``labels`` and ``groups`` are the organisation's own words by language in small letters, ``""`` for any.
    """

    code: str
    label: str
    sign: str = ""
    group: str = ""
    behaves_as: str = ""
    hidden: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Marking:
    """How a marking is printed: colours as ``#rrggbb`` or nothing, ``align`` right, center or left."""

    label: str
    scheme: str
    ink: str = ""
    ground: str = ""
    align: str = "right"
    text: str = ""


def rows(given: Iterable[tuple[str, ...]]) -> dict[str, Term]:
    """A list of terms from rows of a code, its label, its sign and the label of a group."""
    made = {}
    for code, label, *more in given:
        sign, group = (*more, "", "")[:2]
        made[code] = Term(code, label, sign, group)
    return made


def canonical(code: str) -> str:
    """A code as it is kept: small letters, and hyphens for underscores and spaces."""
    return "-".join(code.lower().replace("_", "-").split())


@dataclass
class Vocabularies:
    """Every list of terms by its name; see :data:`briefkit.core.terms.TERMS` for those of the toolkit.

    ``likelihood`` and ``confidence`` are lists too. Until :meth:`with_scale` has chosen a scale, they are the
    words of all scales, and low, moderate and high.
    """

    lists: dict[str, dict[str, Term]] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=lambda: dict(SCALES))
    markings: dict[str, Marking] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.lists:
            self.lists = {name: rows(given) for name, given in TERMS.items()}
            every = (row[:2] for scale in self.scales.values() for row in scale.terms)
            self.lists |= {"likelihood": rows(every), "confidence": rows(CONFIDENCE)}

    @classmethod
    def load(cls, path: Path | None) -> tuple[Vocabularies, list[Problem]]:
        """The lists with what ``conf/vocabularies.yml`` says of them, and the problems in it."""
        from briefkit.core.houseterms import add_file  # the reader stands on this module

        made = cls()
        return made, add_file(made, path) if path is not None else []

    def codes(self, name: str) -> list[str]:
        """The codes that may be typed, in the order of the list, which is that of a scale."""
        return [code for code, term in self.lists.get(name, {}).items() if not term.hidden]

    def term(self, name: str, code: str) -> Term:
        """A term; an unknown code stands for itself."""
        return self.lists.get(name, {}).get(code) or Term(code, code)

    def label(self, name: str, code: str, language: str) -> str:
        """What is printed for a code."""
        term = self.term(name, code)
        return own(term.labels, language) or words(language)(term.label)

    def group_label(self, name: str, code: str, language: str) -> str:
        """The heading of a group of records with a term: its plural, where it has one."""
        term = self.term(name, code)
        given = own(term.groups, language) or own(term.labels, language)
        return given or words(language)(term.group or term.label)

    def sign(self, name: str, code: str) -> str:
        """The sign that stands beside the label; nothing where the list has none."""
        return self.term(name, code).sign

    def behaves_as(self, name: str, code: str) -> str:
        """The core term that a term of the organisation behaves as; a core term itself."""
        return self.term(name, code).behaves_as or code

    def order(self, name: str) -> dict[str, int]:
        """The rank of each code in its list, for sorting and comparing."""
        return {code: rank for rank, code in enumerate(self.lists.get(name, {}))}

    def with_scale(self, name: str | None) -> Vocabularies:
        """These lists with ``likelihood`` and ``confidence`` of the scale that a paper declares."""
        scale = self.scales.get(canonical(name or ""))
        if scale is None:
            return self
        chosen = {"likelihood": scale.terms, "confidence": scale.confidence}
        kept = {key: self._kept(key, rows(row[:2] for row in given)) for key, given in chosen.items()}
        return replace(self, lists=self.lists | kept)

    def _kept(self, name: str, terms: dict[str, Term]) -> dict[str, Term]:
        """*terms* with the organisation's words for them."""
        relabelled = {code: term for code, term in self.lists[name].items() if term.labels or term.hidden}
        return {code: relabelled.get(code, term) for code, term in terms.items()}

    def scale_key(self, name: str, language: str) -> list[tuple[list[str], str]]:
        """The key of a scale: the words for each range, and the range in per cent as *language* writes it."""
        scale, lists = self.scales[canonical(name)], self.with_scale(name)
        found: dict[str, list[str]] = {}
        for code, _, reach in scale.terms:
            found.setdefault(reach, []).append(lists.label("likelihood", code, language))
        return [(labels, percent(reach, language)) for reach, labels in found.items()]

    def known_markings(self) -> list[str]:
        """The labels of all schemes."""
        return [*MARKINGS, *(marking.label for marking in self.markings.values())]

    def marking(self, label: str) -> dict[str, str]:
        """A marking as it is printed: label, scheme, ink, ground, align and text.

        One that is of no scheme stands as it was typed.
        """
        return asdict(self.find_marking(label) or Marking(label, "own"))

    def find_marking(self, label: str) -> Marking | None:
        """A marking by its label, ``tlp: amber`` too; nothing for a label of no scheme.

        Prefixes and descriptors beside a tier of the UK's are kept: ``OFFICIAL-SENSITIVE COMMERCIAL``.
        """
        typed = " ".join(label.split())
        wanted = typed.upper().replace(": ", ":").replace("_", "-")
        if wanted in self.markings:
            return self.markings[wanted]
        if wanted in MARKINGS:
            return Marking(wanted, *MARKINGS[wanted])
        plain = wanted.removeprefix("UK ")
        tiers = [name for name in MARKINGS if not name.startswith("TLP")]
        for tier in sorted(tiers, key=len, reverse=True):
            if plain == tier or plain.startswith(f"{tier} "):
                return Marking(wanted, *MARKINGS[tier])
        return None


def own(labels: Mapping[str, str], language: str) -> str:
    """The organisation's word in *language*, else in its main language, else for any."""
    tags = (language.lower(), language.partition("-")[0].lower(), "")
    return next((labels[tag] for tag in tags if tag in labels), "")


def percent(reach: str, language: str) -> str:
    """A range such as ``55–80`` in per cent, with the sign where *language* puts it."""
    pattern = locale(language).percent_formats[None].pattern
    return str(pattern).partition(";")[0].replace("#,##0", reach).replace("#,#0", reach)
