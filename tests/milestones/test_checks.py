"""What the checks say of a set of milestones, and what they leave unsaid."""

from __future__ import annotations

from datetime import date

import pytest
from tests.milestones.sets import checked, findings

from briefkit.core.dates import parse

SECURED = "benchmark: Counted., verification: osce, remedy: Call."


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            "- {id: ceasefire, title: A}\n- {id: b, title: B, date: cease-fire + 14d}",
            "road.yaml:2",
            "date: 'cease-fire + 14d' counts from 'cease-fire', and there is no such step. Name "
            "a step by its id: "
            "ceasefire or b. Did you mean 'ceasefire'?",
        ),
        (
            "- {id: ceasefire, title: A}\n- {id: b, title: B, baseline: x}",
            "road.yaml:2",
            "baseline: 'x' counts from 'x', and there is no such step.",
        ),
        (
            "- {id: a, title: A, date: b + 1d}\n- {id: b, title: B, date: a + 1d}",
            "road.yaml:1",
            "date: 'a' counts from 'b' counts from 'a', so none of them has a date. Give one of "
            "them a date of its own.",
        ),
        (
            "- id: a\n  title: A\n  depends-on:\n    - a1\n    - sgnature\n- {id: a1, title: "
            "B}\n- {id: signature, title: C}",
            "road.yaml:5",
            "depends-on: there is no step 'sgnature'. Name a step by its id: a, a1 or "
            "signature. Did you mean 'signature'?",
        ),
        (
            "phases:\n  - {id: first, title: First}\nmilestones:\n  - title: A\n    phase: frist",
            "road.yaml:5",
            "phase: there is no phase 'frist'. Allowed: first. Did you mean 'first'?",
        ),
        (
            "- title: A\n  accept:\n    overdu: known",
            "road.yaml:3",
            "accept: there is no kind of finding 'overdu'.",
        ),
    ],
)
def test_problem_names_the_line_and_the_cure(text: str, place: str, message: str) -> None:
    problems, _ = checked(text)
    assert len(problems) == 1
    assert str(problems[0].place) == place
    assert problems[0].text.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "- {title: A, phase: Anything}",
        "- {id: a, title: A}\n- {title: B, date: within 14 days of a}",
        "- {title: B, date: signature + 1d, depends-on: signature}",
    ],
)
def test_undated_anchor_and_free_phase_are_no_problem(text: str) -> None:
    assert checked(text, extra={"signature": None}) == ([], [])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "- {title: A, date: 2025-08-01, status: in-progress}",
            "overdue: A: overdue. Its last day was 1 August 2025, its status on 13 August 2025 is in progress",
        ),
        (
            "- {title: A, date: 2025-08-01, status: proposed}",
            "stale-status: A: its status, proposed, says that it is still to come; its last day "
            "was 1 August 2025, "
            "the facts are as of 13 August 2025",
        ),
        (
            "- {id: a, title: A, date: 2025-10-01}\n- {title: B, date: 2025-09-01, depends-on: a}",
            "predecessor: B: its date, 1 September 2025, lies before that of 'A', 1 October "
            "2025, which must come first",
        ),
        (
            "- {id: a, title: A, date: by 2025-10-01}\n- {title: B, date: by 2025-09-01, depends-on: a}",
            "predecessor: B: its date, by 1 September 2025, lies before that of 'A', by 1 October 2025, "
            "which must come first",
        ),
        (
            "- {id: a, title: A}\n- {id: b, title: B, date: a + 30d}\n- {title: C, date: within "
            "14 days of a, depends-on: b}",
            "predecessor: C: counted from 'a', which has no date yet, it is due before 'B', which must come first",
        ),
        (
            "- {title: A, status: verified}",
            "unverified: A: said to be verified, but without a verification body and evidence",
        ),
        (
            "- {title: A, status: verified, verification: {body: osce}}",
            "unverified: A: said to be verified, but without evidence",
        ),
        (
            "- {title: A, obligor: [ukraine, Russia], verification: {body: russia}}",
            "self-verified: A: Russia owes this step and would verify it itself",
        ),
        (
            "- {title: A, binding: true, benchmark: Counted.}",
            "unsecured: A: binding, but without verification and remedy",
        ),
        (
            "- {title: A, status: breach-found}",
            "unfounded-breach: A: a breach was found, but without a finder (found-by) and a remedy",
        ),
        (
            "- {title: A, status: breach-found, found-by: osce}",
            "unfounded-breach: A: a breach was found, but without a remedy",
        ),
        (
            "- {id: a, title: A, obligor: x, depends-on: b}\n- {id: b, title: B, obligor: x, depends-on: a}",
            "cycle: A circle of dependencies: 'A' waits for 'B', which waits for 'A'",
        ),
        (
            "- {id: a, title: A, depends-on: a}",
            "cycle: A circle of dependencies: 'A' waits for 'A'",
        ),
        (
            "- {id: a, title: A, obligor: x, depends-on: b}\n- {id: b, title: B, obligor: y, depends-on: a}",
            "deadlock: A deadlock across parties: 'A' waits for 'B', which waits for 'A'. It stands in the text itself",
        ),
    ],
)
def test_finding_says_in_plain_words_what_is_amiss(text: str, finding: str) -> None:
    assert findings(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "- {title: A, date: 2025-08-01, status: missed}",
        "- {title: A, date: 2025-08-01, status: reported}",
        "- {title: A, date: 2025-08-01, status: completed}",
        "- {title: A, date: 2025-08-01}",
        "- {title: A, date: 2025-08, status: scheduled}",
        "- {title: A, status: verified, verification: {body: osce, evidence: report 3}}",
        "- {title: A, status: verified, verification: 'OSCE, report 3'}",
        "- {title: A, status: alleged-breach}",
        f"- {{title: A, binding: true, {SECURED}}}",
        "- {title: A, binding: false}",
        "- {id: a, title: A, date: 2025-09}\n- {title: B, date: 2025-09-10, depends-on: a}",
        "- {id: a, title: A, date: 2025-12-01, status: superseded}\n- {title: B, date: 2025-09-10, depends-on: a}",
        "- {id: a, title: A, date: 2025-12-01}\n- {title: B, date: 2025-09-10, depends-on: [{id: a, kind: soft}]}",
        "- {id: a, title: A, depends-on: [{id: b, kind: soft}]}\n- {id: b, title: B, depends-on: a}",
        "- {id: a, title: A}\n- {id: b, title: B, date: by a}\n- {title: C, date: within 3 days of a, depends-on: b}",
        "- {id: a, title: A}\n- {id: b, title: B}\n- {id: c, title: C, date: a + 1d}\n"
        "- {title: D, date: b, depends-on: c}",
    ],
)
def test_what_is_in_order_is_not_talked_about(text: str) -> None:
    assert findings(text) == []


MINSK = """
    - id: elections
      title: Local elections
      obligor: ukraine
      depends-on:
        - {id: border, reading-of: ukraine, text: Free only where Ukraine controls the border.}
    - id: border
      title: Control of the border
      depends-on:
        - {id: elections, reading-of: russia}
        - {id: reform, kind: condition}
    - {id: reform, title: Reform, obligor: ukraine}
"""


def test_deadlock_says_on_whose_readings_it_rests() -> None:
    assert findings(MINSK) == [
        "deadlock: A deadlock across parties: 'Local elections' waits for 'Control of the "
        "border' in the reading of "
        "Ukraine, which waits for 'Local elections' in the reading of Russia. It arises only "
        "where the readings of "
        "Ukraine and Russia are put together, and is not in the text itself"
    ]


def test_one_reading_alone_is_no_deadlock() -> None:
    assert findings(MINSK.replace("{id: elections, reading-of: russia}", "{id: reform}")) == []


def test_shortest_loop_across_parties_is_the_deadlock() -> None:
    found = findings("""
        - {id: a, title: A, obligor: x, depends-on: b}
        - {id: b, title: B, obligor: x, depends-on: [a, c]}
        - {id: c, title: C, obligor: x, depends-on: [d, e]}
        - {id: d, title: D, obligor: y, depends-on: e}
        - {id: e, title: E, obligor: x, depends-on: b}
        """)
    assert len(found) == 1
    assert found[0].startswith(
        "deadlock: A deadlock across parties: 'B' waits for 'C', which waits for 'D', which waits for 'E'"
    )


@pytest.mark.parametrize(
    "accepted",
    [
        "- {title: A, date: 2025-08-01, status: in-progress, accept: {overdue: known to both}}",
        "- {title: A, status: verified, accept: {unverified: minutes are secret}}",
        "- {id: a, title: A, obligor: x, depends-on: b}\n"
        "- {id: b, title: B, obligor: y, depends-on: a, accept: {deadlock: meant}}",
        "- {id: a, title: A, date: 2025-10}\n"
        "- {title: B, date: 2025-09, depends-on: a, accept: {predecessor: opens early}}",
    ],
)
def test_what_a_record_accepts_is_not_said(accepted: str) -> None:
    assert findings(accepted) == []


def test_facts_of_a_later_day_than_the_briefing_are_told() -> None:
    assert findings("- {title: A}", published=date(2025, 8, 12)) == [
        "future-facts: The facts are as of 13 August 2025, after the date of the briefing, 12 August 2025: "
        "nobody can know them yet"
    ]
    assert findings("- {title: A, as-of: 2025-09-01}", published=date(2025, 8, 13)) == [
        "future-facts: A: its facts are as of 1 September 2025, after the date of the briefing, 13 August 2025"
    ]


def test_finding_has_the_place_of_its_field_and_the_id_of_its_record() -> None:
    _, found = checked("- id: ceasefire\n  title: A\n  status: scheduled\n  date: 2025-08-01")
    assert [(str(finding.place), finding.record) for finding in found] == [("road.yaml:4", "ceasefire")]


def test_dates_of_other_timelines_of_the_briefing_are_anchors() -> None:
    problems, found = checked(
        "- {title: A, date: signature + 1d, status: agreed}", extra={"signature": parse("2025-01-01")}
    )
    assert problems == []
    assert [str(finding.kind) for finding in found] == ["overdue"]


def test_large_set_is_checked_in_a_moment() -> None:
    rows = [f"- {{id: s{n}, title: S, date: s{n - 1} + 1d, depends-on: s{n - 1}}}" for n in range(1, 1500)]
    assert findings("\n".join(["- {id: s0, title: S}", *rows])) == []
