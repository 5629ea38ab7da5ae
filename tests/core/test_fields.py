"""What a writer is told of a field that cannot be what it is, and what is kept of the record."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.core.fields import (
    Date,
    Flag,
    Model,
    OneOrMany,
    RecordModel,
    Scale,
    Slug,
    TermOf,
    slug,
    validate,
)
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Record, Shape, read_text
from briefkit.core.vocabularies import Vocabularies


class Step(Model):
    step: str
    decided_by: str | None = None


class Thing(RecordModel):
    id: Slug | None = None
    name: str
    stance: Annotated[str, TermOf("stance")] | None = None
    role: OneOrMany[Annotated[str, TermOf("role")]] = ()
    influence: Scale | None = None
    valid_until: Date | None = None
    binding: Flag | None = None
    remedy: OneOrMany[Step] = ()
    asks: OneOrMany[str] = ()
    position: str | dict[str, Step] | None = None


def check(text: str) -> tuple[Thing | None, list[Problem]]:
    result = read_text(text, "things.yaml", 1, Shape("things"))
    assert result.problems == []
    return validate(Thing, result.records["things"][0], Vocabularies())


def only(text: str) -> str:
    _, problems = check(text)
    assert len(problems) == 1
    return f"{problems[0].place}: {problems[0].text}"


def test_a_text_with_a_colon_is_kept_and_shown_as_it_must_be_typed() -> None:
    thing, problems = check("- name: A\n  asks:\n  - peace\n  - Security: guarantees\n  - Trade:\n")
    assert thing is not None
    assert thing.asks == ("peace", "Security: guarantees", "Trade:")
    told = "a text cannot have ': ' inside in YAML. Put the text in quotes: - "
    assert [(problem.place.line, problem.text) for problem in problems] == [
        (4, f"asks.2: {told}'Security: guarantees'"),
        (5, f"asks.3: {told}'Trade:'"),
    ]


def test_names_of_fields_may_have_capitals_and_other_keys_keep_theirs() -> None:
    thing, problems = check(
        "- Name: A\n  Remedy:\n  - Step: talk\n    Decided by: B\n  position:\n    Ukraine:\n      Step: x\n"
    )
    assert problems == []
    assert thing is not None
    assert thing.remedy == (Step(step="talk", decided_by="B"),)
    assert thing.position == {"Ukraine": Step(step="x")}


def test_a_term_is_told_with_its_line_what_is_allowed_and_what_was_meant() -> None:
    assert only("- name: A\n  stance: suports") == (
        "things.yaml:2: stance: 'suports' is not known. Allowed: strongly-supports, supports, conditional, "
        "neutral, mixed, opposes, strongly-opposes, undeclared or not-assessed. Did you mean 'supports'?"
    )


@pytest.mark.parametrize(
    "typed", ["strongly-supports", "strongly_supports", "Strongly supports", " STRONGLY-SUPPORTS "]
)
def test_a_code_is_taken_however_it_is_typed(typed: str) -> None:
    thing, problems = check(f'- name: A\n  stance: "{typed}"')
    assert problems == []
    assert thing is not None
    assert thing.stance == "strongly-supports"


def test_an_unknown_field_asks_for_the_one_that_is_close() -> None:
    told = only("- name: A\n  valid_untl: 2025-08-13")
    assert told.startswith("things.yaml:2: valid-untl: there is no such field. Allowed: ")
    assert told.endswith("Did you mean 'valid-until'?")


def test_a_field_inside_a_field_is_named_with_its_path() -> None:
    assert only("- name: A\n  remedy:\n  - step: a\n  - step: b\n    decided-bi: x") == (
        "things.yaml:5: remedy.2.decided-bi: there is no such field. Allowed: step or decided-by. "
        "Did you mean 'decided-by'?"
    )
    assert only("- name: A\n  remedy: [{decided-by: x}]").endswith(
        "remedy.1.step: this field is required. Add 'step: …'."
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("valid-until: 13 August", "'13 August' is no date. Write it as 2025-08-13."),
        ("valid-until: 2025-02-30", "'2025-02-30' is no date (that month has fewer days). Write"),
        ("valid-until: 2025-13-01", "'2025-13-01' is no date (month must be in 1..12). Write"),
        ("influence: 6", "'6' is not known. Allowed: 1 to 5, or very-low, low, medium, high or very-high."),
        ("influence: hihg", "'hihg' is not known. Allowed: 1 to 5, or very-low, low, medium, high or"
                            " very-high. Did you mean 'high'?"),
        ("binding: perhaps", "'perhaps' is neither true nor false. Allowed: true or false."),
        ("name: [a]", "a list cannot stand here. It must be a text."),
        ("stance: {a: b}", "a mapping cannot stand here. It must be a text."),
        ("id: 1st", "'1st' is no id. An id begins with a letter"),
    ],
)  # fmt: skip
def test_each_type_says_what_it_wants(line: str, message: str) -> None:
    head = "" if line.startswith("name") else "  name: A\n"
    _, problems = check(f"-\n{head}  {line}")
    assert len(problems) == 1
    assert problems[0].text.startswith(f"{line.partition(':')[0]}: {message}")


def test_what_is_good_of_a_bad_record_is_kept() -> None:
    thing, problems = check(
        "- name: A\n  stance: no\n  role: [party, foo, mediator, bar]\n  influence: very-high\n"
        "  remedy: [{step: a}, {decided-by: b}, {step: c, x: y}]\n  binding: yes\n  valid-until: 2025-08-13"
    )
    assert thing == Thing.model_validate(
        {
            "name": "A", "role": ["party", "mediator"], "influence": 5, "binding": True,
            "remedy": [{"step": "a"}, {"step": "c"}], "valid-until": date(2025, 8, 13),
        },
        context={"vocabularies": Vocabularies()},
    )  # fmt: skip
    assert [problem.text.partition(": ")[0] for problem in problems] == [
        "stance", "role.2", "role.4", "remedy.2.step", "remedy.3.x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [("- id: poland", "poland"), ("- stance: supports", "(no name)"), ("- name: ''", "(no name)")],
)
def test_a_record_without_a_name_is_shown_by_its_id(text: str, name: str) -> None:
    thing, problems = check(text)
    assert thing is not None
    assert thing.name == name
    assert [(problem.kind, problem.text) for problem in problems] == [
        (Kind.MISSING, "name: this field is required. Add 'name: …'.")
    ]


def test_nothing_typed_is_nothing_said() -> None:
    thing, problems = check("- name: A\n  stance:\n  role:\n  influence: ''\n  valid-until: ' '")
    assert problems == []
    assert thing is not None
    assert (thing.stance, thing.role) == (None, ())


def test_what_cannot_be_a_record_at_all_is_told_once() -> None:
    model, problems = validate(Step, Record({"decided-by": "x"}, {(): Place("f", 3)}), Vocabularies())
    assert model is None
    assert [str(problem.place) for problem in problems] == ["f:3"]


def test_one_value_or_a_list_of_them_is_the_same() -> None:
    assert check("- {name: A, role: party}")[0] == check("- {name: A, role: [party]}")[0]


def test_a_scale_has_words_and_numbers() -> None:
    words = ["very-low", "low", "Medium", "high", "very_high"]
    found = [check(f"- {{name: A, influence: {word}}}")[0] for word in [*words, "3"]]
    assert [thing.influence for thing in found if thing] == [1, 2, 3, 4, 5, 3]


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("United States", "united-states"),
        ("Côte d’Ivoire", "cote-divoire"),
        ("2nd Army", "r-2nd-army"),
        ("?!", ""),
    ],
)
def test_an_id_is_made_of_a_name(name: str, ident: str) -> None:
    assert slug(name) == ident


def test_names_in_other_scripts_have_ids_of_their_own() -> None:
    made = [slug(name) for name in ("Україна", "Україна", "Росія", "中国")]
    assert made[0] == made[1]
    assert len(set(made)) == 3
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", ident) for ident in made)


ANY: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.text(max_size=6) | st.sampled_from(["supports", "party", "2025-08-13", "3", "yes"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4) | st.just("step"), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [
    "id",
    "name",
    "stance",
    "role",
    "influence",
    "valid-until",
    "binding",
    "remedy",
    "position",
    "accept",
    "x",
]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), ANY, max_size=6))
def test_no_record_breaks_the_build_and_no_message_speaks_of_the_machine(values: dict[str, Any]) -> None:
    thing, problems = validate(Thing, Record(values, {(): Place("f.yaml", 1)}), Vocabularies())
    assert thing is not None
    assert thing.name
    for problem in problems:
        assert problem.place == Place("f.yaml", 1)
        assert not re.search(
            r"pydantic|\bvalid (string|list|dict)|Input should|_type\b", problem.text.partition(": ")[2]
        )


def test_no_module_of_terms_imports_sphinx() -> None:
    import briefkit.core as core
    import briefkit.disclaimers as disclaimers
    import briefkit.stakeholders as stakeholders

    kept = {
        core: [
            "words",
            "terms",
            "vocabularies",
            "houseterms",
            "fields",
            "validation",
            "filters",
            "filtertokens",
        ],
        disclaimers: ["model", "checks", "library"],
        stakeholders: ["model"],
    }
    for package, names in kept.items():
        for name in names:
            source = (Path(package.__path__[0]) / f"{name}.py").read_text(encoding="utf-8")
            assert not re.search(r"^\s*(from|import) (sphinx|docutils)", source, re.MULTILINE), name
