"""What a writer may type for a milestone, and what follows from its dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.milestones.sets import one, read, resolved

from briefkit.core.dates import parse
from briefkit.core.records import read_file
from briefkit.milestones.derived import Slip
from briefkit.milestones.model import SHAPE, Phase, phase_of

FULL = """
    - id: withdrawal
      title: Heavy *weapons* withdrawn
      description: Behind agreed lines.
      date: between 2 and 14 days after ceasefire
      every: 7d
      baseline: 2025-09
      forecast: 2025-10~
      actual: 2025-10-02
      phase: de-escalation
      track: Security
      status: in_progress
      obligor: [ukraine, russia]
      beneficiary: ukraine
      depends-on:
        - ceasefire
        - {id: elections, kind: condition, text: Free ones., reading-of: russia}
      benchmark: {indicator: weapons, unit: pieces, baseline: "0", target: "400", value: "12"}
      verification: {body: osce, method: counts, frequency: daily, evidence: 3, verified-on: 2025-10-03}
      incentive: Relief.
      remedy:
        - step: Call
          deadline: 6 hours
          decided-by: Head of mission
        - Inspection
      found-by: osce
      binding: yes
      reversible: false
      score: intermediate
      likelihood: likely
      confidence: moderate
      clause: Point 2
      sources: [minsk2015, {source: allan2020, attribution: on-record}]
      as-of: 2025-08-13
      audience: internal
      accept: {unsecured: agreed in talks}
"""


def test_every_field_of_a_milestone_is_read() -> None:
    step, problems = one(FULL)
    assert problems == []
    assert step.key == "withdrawal"
    assert step.status == "in-progress"
    assert step.track == "security"
    assert step.obligor == ("ukraine", "russia")
    assert [(link.id, link.kind, link.reading_of) for link in step.depends_on] == [
        ("ceasefire", "hard", None), ("elections", "condition", "russia"),
    ]  # fmt: skip
    assert step.benchmark is not None
    assert step.benchmark.target == "400"
    assert step.verification is not None
    assert step.verification.body == ("osce",)
    assert step.verification.verified_on == date(2025, 10, 3)
    assert [(rung.step, rung.deadline) for rung in step.remedy] == [("Call", "6 hours"), ("Inspection", None)]
    assert (step.binding, step.reversible, step.score) == (True, False, 2)
    assert step.present == parse("2025-10-02")
    assert step.plan == parse("2025-09")
    assert step.model_dump()["date"] == "between 2 and 14 days after ceasefire"


def test_texts_stand_for_benchmark_verification_and_remedy() -> None:
    step, problems = one("""
        - title: Corridors open
          status: planned
          benchmark: Counted *crossings*.
          verification: The public.
          remedy: Inspection.
          depends-on: signature, ceasefire
          track: Elections
        """)
    assert problems == []
    assert (step.key, step.status, step.track) == ("corridors-open", "scheduled", "Elections")
    assert step.benchmark is not None
    assert step.benchmark.text == "Counted *crossings*."
    assert step.verification is not None
    assert step.verification.text == "The public."
    assert [rung.step for rung in step.remedy] == ["Inspection."]
    assert [link.id for link in step.depends_on] == ["signature", "ceasefire"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("date: 2025-02-30", "road.yaml:3: date: '2025-02-30' is no date: February 2025 has 28 days."),
        ("date: 15 August 2025", "Write 2025-08-15."),
        ("every: weekly", "every: 'weekly' is no span of time. Write '1 week'."),
        ("status: complete", "Did you mean 'completed'?"),
        ("obligator: ukraine", "Did you mean 'obligor'?"),
        ("track: securty", "Did you mean 'security'?"),
        ("score: 4", "score: '4' is no score. Allowed: 0 (not initiated)"),
        ("binding: maybe", "Allowed: true or false."),
        ("depends-on: [{id: a, kind: strong}]", "depends-on.1.kind: 'strong' is not known."),
        ("verification: {bdy: osce}", "verification.bdy: there is no such field."),
        ("remedy: [{step: Call, by: osce}]", "remedy.1.by: there is no such field."),
        ("as-of: yesterday", "as-of: 'yesterday' is no date."),
    ],
)
def test_bad_field_is_named_and_the_rest_is_kept(line: str, message: str) -> None:
    step, problems = one(f"- title: Ceasefire\n  obligor: ukraine\n  {line}")
    assert step.title == "Ceasefire"
    assert any(message in problem for problem in problems)
    assert len(problems) == 1


def test_spreadsheet_gives_the_same_milestone(tmp_path: Path) -> None:
    path = tmp_path / "road.csv"
    path.write_text(
        "id,title,date,depends-on,obligor,verification.body,benchmark,remedy\n"
        'corridors,Corridors open,within 7 days of ceasefire,"signature, ceasefire",ukraine; russia,osce,'
        'Counted.,"Call | 6 hours | Head of mission\nInspection | 48 hours | Head of mission"\n',
        encoding="utf-8",
    )
    result = read_file(path, SHAPE)
    record = result.records["milestones"][0]
    assert result.problems == []
    assert record.values["depends-on"] == ["signature", "ceasefire"]
    assert record.values["obligor"] == ["ukraine", "russia"]
    assert record.values["verification"] == {"body": "osce"}
    assert [rung["deadline"] for rung in record.values["remedy"]] == ["6 hours", "48 hours"]


def test_phase_is_found_by_its_id_or_its_title() -> None:
    entries, phases, problems = read("""
        phases:
          - {id: first, title: Stop the cold, purpose: Heat., entry: Signed., exit: Ends after 72 hours.}
        milestones:
          - {title: A, phase: first}
          - {title: B, phase: stop the cold}
          - {title: C, phase: Second}
        """)
    assert problems == []
    models = [phase.model for phase in phases]
    found = [phase_of(entry.model, models) for entry in entries]
    assert [phase.exit if isinstance(phase, Phase) else None for phase in found] == [
        "Ends after 72 hours.", "Ends after 72 hours.", None,
    ]  # fmt: skip


PHASES = "- {id: first, title: Stop the cold}\n- {title: Stay warm, purpose: Heat.}"


@pytest.mark.parametrize(
    "text",
    [
        f"{PHASES}\n---\n- {{title: A, phase: first, status: agreed}}",
        f"- {{title: A, phase: first, status: agreed}}\n---\n{PHASES}",
        "phases:\n  - {id: first, title: Stop the cold}\n  - {title: Stay warm}\n---\n- {title: A, status: agreed}",
    ],
)
def test_phases_and_milestones_may_be_two_documents_in_either_order(text: str) -> None:
    entries, phases, problems = read(text)
    assert problems == []
    assert [entry.model.title for entry in entries] == ["A"]
    assert [phase.model.title for phase in phases] == ["Stop the cold", "Stay warm"]


DATED = """
    - {id: past, title: A, date: 2025-08-01, status: scheduled}
    - {id: reported, title: B, date: 2025-08-01, status: reported}
    - {id: missed, title: C, date: 2025-08-01, status: missed}
    - {id: proposed, title: D, date: 2025-08-01, status: proposed}
    - {id: today, title: E, date: 2025-08-13, status: in-progress}
    - {id: soon, title: F, date: 2025-09, status: delayed, forecast: 2025-09-12}
    - {id: later, title: G, date: 2025-09-13, status: agreed}
    - {id: month, title: H, date: 2025-08, status: scheduled}
    - {id: happened, title: I, date: 2025-08-01, actual: 2025-08-02, status: in-progress}
    - {id: none, title: J, date: 2025-08-01}
    - {id: open, title: K, date: no earlier than 2025-01-01, status: scheduled}
"""


def test_overdue_and_due_soon_are_judged_by_the_day_of_the_facts() -> None:
    found = resolved(DATED)
    assert [key for key, one in found.items() if one.overdue] == ["past"]
    assert [key for key, one in found.items() if one.due_soon] == ["today", "soon", "month"]


def test_nothing_is_overdue_where_the_day_of_the_facts_is_not_known() -> None:
    assert not any(one.overdue or one.due_soon or one.blocked for one in resolved(DATED, as_of=None).values())


def test_slip_is_counted_from_the_plan_and_carried_to_what_hangs_on_it() -> None:
    found = resolved("""
        - {id: station, title: A, date: 2031-11-08, forecast: 2031-11-20~}
        - {id: after, title: B, date: station + 10d}
        - {id: quarter, title: C, baseline: 2026-Q3, date: 2026-Q4}
        - {id: month, title: D, baseline: 2026-01, date: 2026-04}
        - {id: mixed, title: E, baseline: 2026-01, date: 2026-02-03}
        - {id: earlier, title: F, baseline: 2026-02-03, actual: 2026-02-01}
        - {id: same, title: G, date: 2026-02-03, actual: 2026-02-03}
        """)
    assert {key: one.slipped for key, one in found.items()} == {
        "station": Slip(12, "day"), "after": Slip(12, "day"), "quarter": Slip(1, "quarter"),
        "month": Slip(3, "month"), "mixed": Slip(3, "day"), "earlier": None, "same": None,
    }  # fmt: skip
    assert Slip(12, "day").text("en") == "slipped +12\u00a0days"
    assert Slip(1, "quarter").text("en") == "slipped +1\u00a0quarter"


def test_step_is_blocked_by_what_failed_or_is_late_before_it() -> None:
    found = resolved("""
        - {id: late, title: A, date: 2025-08-01, status: in-progress}
        - {id: failed, title: B, status: missed}
        - {id: coming, title: C, date: 2025-12-01, status: scheduled}
        - {id: done, title: D, status: reported}
        - {id: by-late, title: E, date: 2025-10, status: scheduled, depends-on: [late, done]}
        - {id: by-blocked, title: F, date: 2025-11, status: scheduled, depends-on: by-late}
        - {id: by-failed, title: G, status: proposed, depends-on: [{id: failed, kind: condition}]}
        - {id: waiting, title: H, date: 2025-12-24, status: scheduled, depends-on: coming}
        - {id: begun, title: I, date: 2025-08-10/2025-12, status: scheduled, depends-on: coming}
        - {id: soft, title: J, status: scheduled, depends-on: [{id: failed, kind: soft}]}
        - {id: read, title: K, status: scheduled, depends-on: [{id: failed, reading-of: russia}]}
        - {id: over, title: L, status: completed, depends-on: failed}
        """)
    assert {key: one.waits_for for key, one in found.items() if one.blocked} == {
        "by-late": ("late",), "by-blocked": ("by-late",), "by-failed": ("failed",), "begun": ("coming",),
    }  # fmt: skip


def test_anchor_counts_by_what_happened_else_by_what_is_expected() -> None:
    found = resolved("""
        - {id: a, title: A, date: 2025-08-01, forecast: 2025-08-10, actual: 2025-08-12}
        - {id: b, title: B, date: 2025-08-01, forecast: 2025-08-10}
        - {id: from-a, title: C, date: a + 1d}
        - {id: from-b, title: D, date: b + 1d}
        - {id: elsewhere, title: E, date: signature + 1d}
        """, extra={"signature": parse("2025-01-01")})  # fmt: skip
    assert [str(found[key].dates.latest) for key in ("from-a", "from-b", "elsewhere")] == [
        "2025-08-13", "2025-08-11", "2025-01-02",
    ]  # fmt: skip
