"""What a stakeholder is, as a writer types it, and what the checks say of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.core.fields import Entry, validate
from briefkit.core.problems import FindingKind, Place, Problem
from briefkit.core.records import Record, read_file, read_text
from briefkit.core.vocabularies import Vocabularies
from briefkit.core.words import words
from briefkit.stakeholders.model import COLUMNS, DEFAULT_COLUMNS, SHAPE, Stakeholder, checks, merged

TERMS = Vocabularies()
BRIEFINGS = Path(__file__).parents[2] / "briefings"


def read(text: str) -> tuple[Entry[Stakeholder], list[Problem]]:
    result = read_text(text, "stakeholders.yaml", 1, SHAPE)
    record = result.records["stakeholders"][0]
    model, problems = validate(Stakeholder, record, TERMS)
    assert model is not None
    return Entry(model, record), [*result.problems, *problems]


def good(text: str) -> Stakeholder:
    entry, problems = read(text)
    assert problems == []
    return entry.model


def test_every_field_of_the_contract_is_taken() -> None:
    one = good("""
- id: poland
  name: Poland
  short: PL
  kind: state
  role: [party, guarantor]
  stance: conditional
  position: {ceasefire: At once, status: {stance: opposes, text: Later, sources: [un2015]}}
  vote: for
  interests: [Peace, Borders]
  red-lines: No veto
  asks: Guarantees
  offers: Troops
  leverage: Transit
  constraints: Elections
  movement: softening
  influence: high
  stake: 5
  confidence: moderate
  engagement: keep-informed
  relations: [{to: ukraine, kind: ally}]
  raci: {ceasefire: A, Budget: c}
  owner: I. Harrow
  next-step: Call
  sources: [un2015, {source: https://example.org, attribution: background}]
  as-of: 2025-08-13
  valid-until: 2025-12-31
  audience: internal
  accept: {unsourced: said in public}
""")
    position: Any = one.position
    assert (position["ceasefire"].text, position["status"].stance) == ("At once", "opposes")
    assert one.red_lines == ("No veto",)
    assert (one.influence, one.stake) == (4, 5)
    assert one.raci == {"ceasefire": "a", "Budget": "c"}
    assert [(source.source, source.attribution) for source in one.sources] == [
        ("un2015", None), ("https://example.org", "background"),
    ]  # fmt: skip
    assert (one.as_of, one.valid_until) == (date(2025, 8, 13), date(2025, 12, 31))


@pytest.mark.parametrize("path", sorted(BRIEFINGS.glob("*/stakeholders.*")), ids=lambda path: path.parent.name)
def test_the_stakeholders_of_the_example_briefings_have_no_problems(path: Path) -> None:
    result = read_file(path, SHAPE)
    assert result.problems == []
    assert result.records["stakeholders"]
    assert [
        problem for record in result.records["stakeholders"] for problem in validate(Stakeholder, record, TERMS)[1]
    ] == []


def test_the_same_record_can_stand_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "stakeholders.csv"
    path.write_text(
        "name,role,interests,relations,raci.budget,position.ceasefire\n"
        'Poland,"party; guarantor","Peace\nBorders","ally: ukraine\nrival: russia",A,At once\n',
        encoding="utf-8",
    )
    result = read_file(path, SHAPE)
    assert result.problems == []
    one, problems = validate(Stakeholder, result.records["stakeholders"][0], TERMS)
    assert problems == []
    assert one is not None
    assert one.role == ("party", "guarantor")
    assert one.interests == ("Peace", "Borders")
    assert [(relation.kind, relation.to) for relation in one.relations] == [
        ("ally", "ukraine"),
        ("rival", "russia"),
    ]
    assert one.raci == {"budget": "a"}
    position: Any = one.position
    assert position["ceasefire"].text == "At once"


def test_the_id_is_made_of_the_name_where_none_is_given() -> None:
    assert good("- name: United Nations").key == "united-nations"
    assert good("- {name: United Nations, id: un}").key == "un"


@pytest.mark.parametrize(
    ("influence", "stake", "engagement"),
    [
        ("very-high", "high", "manage-closely"),
        ("5", "3", "keep-satisfied"),
        ("medium", "4", "keep-informed"),
        ("1", "very-low", "monitor"),
    ],
)
def test_engagement_follows_from_influence_and_stake(influence: str, stake: str, engagement: str) -> None:
    assert good(f"- {{name: A, influence: {influence}, stake: {stake}}}").how_to_engage == engagement


def test_an_engagement_that_was_given_stands() -> None:
    assert good("- {name: A, influence: 5, stake: 5, engagement: monitor}").how_to_engage == "monitor"
    assert good("- {name: A, influence: 5}").how_to_engage is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("stance: suports", "stance: 'suports' is not known."),
        ("raci: {budget: X}", "raci.budget: 'x' is not known. Allowed: r, a, c or i."),
        ("relations: [{kind: ally}]", "relations.1.to: this field is required."),
        ("relations: [{to: b, kind: frend}]", "relations.1.kind: 'frend' is not known."),
        ("position: {a: {stanse: opposes}}", "position.a.stanse: there is no such field."),
        ("sources: [{source: a, attribution: secret}]", "sources.1.attribution: 'secret' is not known."),
        ("confidence: certain", "confidence: 'certain' is not known. Allowed: low, moderate or high."),
    ],
)
def test_a_mistake_names_the_field_and_costs_no_other(line: str, message: str) -> None:
    entry, problems = read(f"- name: A\n  vote: for\n  {line}")
    assert [problem.place.line for problem in problems] == [3]
    assert problems[0].text.casefold().startswith(message.casefold())
    assert entry.model.vote == "for"


def test_confidence_is_that_of_the_declared_scale() -> None:
    record = Record({"name": "A", "confidence": "very-high"}, {(): Place("f", 1)})
    assert validate(Stakeholder, record, TERMS.with_scale("ipcc"))[1] == []
    assert len(validate(Stakeholder, record, TERMS)[1]) == 1


def findings(text: str, as_of: date | None = None) -> list[tuple[FindingKind, int | None, str]]:
    entry, problems = read(text)
    assert problems == []
    return [(one.kind, one.place.line, one.record) for one in checks(entry, as_of)]


def test_a_position_without_a_source_is_a_finding() -> None:
    assert findings("- name: A\n  position: Peace") == [(FindingKind.UNSOURCED, 2, "a")]
    assert findings("- name: A\n  position: Peace\n  sources: un2015") == []


def test_a_source_for_one_issue_is_none_for_another() -> None:
    text = "- name: A\n  position:\n    status: {text: x, sources: [a]}\n    money: y"
    assert [one[0] for one in findings(text)] == [FindingKind.UNSOURCED]


@pytest.mark.parametrize("stance", ["undeclared", "not-assessed"])
def test_silence_needs_no_source(stance: str) -> None:
    assert findings(f"- {{name: A, stance: {stance}}}") == []


def test_what_was_valid_until_an_earlier_day_is_outdated() -> None:
    text = "- name: A\n  valid-until: 2025-08-01"
    assert findings(text, date(2025, 8, 13)) == [(FindingKind.OUTDATED, 2, "a")]
    assert findings(text, date(2025, 8, 1)) == []
    assert findings(text, None) == []


def test_a_finding_can_be_accepted_with_a_reason() -> None:
    assert findings("- name: A\n  position: Peace\n  accept: {unsourced: said in public}") == []


def test_a_briefing_overrides_the_register_field_by_field() -> None:
    register = Record(
        {"id": "un", "name": "United Nations", "kind": "un-body", "stance": "neutral"},
        {(): Place("register", 1), ("kind",): Place("register", 3), ("stance",): Place("register", 4)},
    )
    mine = Record({"id": "un", "stance": "supports"}, {(): Place("mine", 7), ("stance",): Place("mine", 8)})
    both = merged(mine, register)
    assert both.values == {"id": "un", "name": "United Nations", "kind": "un-body", "stance": "supports"}
    assert [str(both.place(*path)) for path in ((), ("kind",), ("stance",))] == [
        "mine:7",
        "register:3",
        "mine:8",
    ]
    assert merged(mine, None) is mine


def test_each_field_can_be_a_column_and_has_a_heading_in_other_languages() -> None:
    fields = {name.replace("_", "-") for name in Stakeholder.model_fields} - {"accept"}
    assert set(COLUMNS) == fields
    assert set(DEFAULT_COLUMNS) <= fields
    assert words("fr")(COLUMNS["red-lines"][0]) == "Lignes rouges"
    assert words("de")(COLUMNS["interests"][0]) == "Interessen"


ANY: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*COLUMNS, "accept"]), ANY, max_size=6))
def test_no_record_breaks_the_build(values: dict[str, Any]) -> None:
    record = Record(values, {(): Place("f", 1)})
    model, problems = validate(Stakeholder, record, TERMS)
    assert model is not None
    assert all(problem.place == Place("f", 1) for problem in problems)
    assert all(one.kind in FindingKind for one in checks(Entry(model, record), date(2025, 8, 13)))
