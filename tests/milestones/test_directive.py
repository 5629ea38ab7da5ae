"""A timeline of milestones, as a reader of the page and of the paper finds it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from lxml import html
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of
from tests.structure import structure

INDEX = "# All\n\n```{toctree}\n:glob:\n*/index\n```\n"
AS_OF = "briefing: {as-of: 2025-08-13}"
ROAD = """\
milestones:
- id: talks
  title: The *talks*
  date: 2025-08-01
  status: scheduled
  phase: before
  obligor: [ukraine, The host]
  accept: {outdated: SECRET reason}
- id: ceasefire
  title: Ceasefire on all fronts
  description: All guns **fall silent**.
  baseline: 2025-08-15
  date: 2025-08-15
  forecast: 2025-08-27
  status: agreed
  phase: war
  depends-on: talks
  verification: {body: OSCE, method: Monitors, frequency: daily}
  remedy:
  - {step: Consultations., deadline: 3d}
  - {step: Sanctions, decided-by: ukraine}
  incentive: SECRET incentive
- id: exchange
  title: Exchange of prisoners
  date: ceasefire + 14d
  phase: war
- id: vote
  title: Vote
  date: no later than 30 days after signature
- id: signature
  title: Signature
  status: proposed
- id: window
  title: Window
  date: 2025-10-01/2025-10-15
  status: verified
- id: winter
  title: Winter
  date: 2025-12~
phases:
- id: war
  title: End of the war
  purpose: To stop the killing.
  exit: the guns are silent
- id: before
  title: Before
"""
ACTORS = "```{stakeholder-table}\n:name: actors\n:columns: name\n\n- {id: ukraine, name: Republic of Ukraine}\n```\n"


def road(*options: str, caption: str = "The road", file: str = "m.yaml") -> str:
    return "\n".join([f"```{{milestone-timeline}} {caption}", f":file: {file}", ":name: road", *options, "```", ""])


def inline(records: str, *options: str) -> str:
    return "\n".join(["```{milestone-timeline}", *options, "", records, "```", ""])


def project(body: str, *front: str, **files: str | bytes) -> dict[str, str | bytes]:
    beside = {"m.yaml": ROAD, **files}
    text = paper("P", body, *(front or (AS_OF,)))
    return {"index.md": INDEX, "p/index.md": text, **{f"p/{name}": data for name, data in beside.items()}}


def line(built: Built, docname: str = "p/index") -> Any:
    return built.page(docname).find_class("timeline")[0]


def step(built: Built, key: str, docname: str = "p/index") -> Any:
    return built.page(docname).get_element_by_id(f"road-{key}")


def words(element: Any, name: str) -> str:
    """The words of the parts of an element that have a class."""
    return " | ".join(text_of(part) for part in element.find_class(name))


def rows(built: Built) -> list[list[str]]:
    table = built.page("p/index").find_class("milestone-table")[0]
    return [[text_of(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]


@pytest.fixture
def whole(build: Callable[..., Built]) -> Built:
    """The road with everything that a timeline shows."""
    return build(project(ACTORS + "\n" + road(":group-by: phase") + "\nSee {numref}`road` {ref}`road`, [](#road).\n"))


def test_a_timeline_has_a_number_a_caption_and_a_key_with_the_day_of_its_status(whole: Built) -> None:
    caption = text_of(line(whole).find("figcaption")).removesuffix("#")
    assert caption == "Timeline 1 The road"
    assert {"Timeline 1", "The road"} <= set(whole.links("p/index"))
    key = line(whole).find_class("timeline-key")[0]
    assert words(key, "key-item") == "dated | interval | counted from another step | approximate"
    assert words(key, "key-note") == "Status as of 13 August 2025"
    assert {mark.get("aria-hidden") for mark in key.find_class("marker")} == {"true"}


def test_phases_stand_in_their_own_order_with_what_they_are_for(whole: Built) -> None:
    bands = [text_of(band) for band in line(whole).find_class("phase-band")]
    assert bands == [
        "Phase 1End of the war To stop the killing. Ends when the guns are silent",
        "Phase 2Before",
        "Others",
    ]
    assert [len(phase.find_class("timeline-step")) for phase in line(whole).find_class("timeline-phase")] == [2, 1, 4]


@pytest.mark.parametrize(
    ("key", "mark", "date"),
    [
        ("talks", "dated", "1 August 2025"),
        ("ceasefire", "dated", "27 August 2025 was 15 August"),
        ("exchange", "relative", "14 days after ceasefire 10 September 2025 was 29 August 2025"),
        ("vote", "relative", "no later than 30 days after signature Signature not yet dated: by D+30"),
        ("signature", "undated", "not yet dated"),
        ("window", "interval", "1–15 October 2025"),
        ("winter", "approximate", "about December 2025"),
    ],
)
def test_each_date_has_its_mark_and_says_what_it_means(whole: Built, key: str, mark: str, date: str) -> None:
    one = step(whole, key)
    assert f"step-{mark}" in one.get("class")
    assert words(one, "step-date") == date


def test_machines_read_exact_dates_only(whole: Built) -> None:
    assert [time.get("datetime") for time in line(whole).iter("time")] == ["2025-08-27", "2025-08-01"]


def test_a_status_is_a_sign_and_a_word_and_says_what_follows(whole: Built) -> None:
    talks, ceasefire = step(whole, "talks"), step(whole, "ceasefire")
    assert words(talks, "step-status") == "□ Scheduled overdue"
    assert words(ceasefire, "derived") == "due soon | blocked by The talks | slipped +12 days"
    assert words(step(whole, "exchange"), "derived") == "slipped +12 days"
    assert talks.find_class("status-scheduled")[0].find_class("sign")[0].get("aria-hidden") == "true"


def test_a_step_says_who_owes_it_who_verifies_it_and_what_follows_if_not(whole: Built) -> None:
    fields = {key: [text_of(one) for one in step(whole, key).iter("dt", "dd")] for key in ("talks", "ceasefire")}
    assert fields["talks"] == [
        "Owed by", "Republic of Ukraine; The host", "Verified by", "– None agreed", "If not", "– None agreed",
    ]  # fmt: skip
    assert fields["ceasefire"][2:] == [
        "Verified by", "OSCE: Monitors, daily",
        "If not", "Consultations, within 3 days of the finding Sanctions (decided by Republic of Ukraine)",
    ]  # fmt: skip
    ladder = step(whole, "ceasefire").find(".//ol")
    assert len(ladder.findall("li")) == 2
    assert whole.links("p/index")["Republic of Ukraine"] == "#actors-ukraine"
    assert text_of(step(whole, "ceasefire").find_class("step-text")[0].find(".//strong")) == "fall silent"
    assert step(whole, "talks").find_class("step-title")[0].find("em").text == "talks"
    assert "SECRET" not in whole.read("p/index.html")


def test_nothing_is_judged_without_a_day_of_the_facts(build: Callable[..., Built]) -> None:
    built = build(project(road(), "briefing: {status: draft}"))
    assert words(line(built), "derived") == "slipped +12 days | slipped +12 days"
    assert words(line(built), "key-note") == ""
    built = build(project(road(":as-of: 2025-09-01"), AS_OF))
    assert words(line(built), "key-note") == "Status as of 1 September 2025"
    assert words(step(built, "ceasefire"), "derived").startswith("overdue | blocked by The talks")


def test_the_same_milestones_as_a_table(build: Callable[..., Built]) -> None:
    built = build(project(road(":view: table", ":group-by: phase", ":filter: phase == war"), AS_OF))
    assert rows(built) == [
        ["Step", "Date", "Status", "Owed by", "Verified by"],
        ["End of the war"],
        ["Ceasefire on all fronts", "27 August 2025 was 15 August",
         "○ Agreed due soon blocked by The talks slipped +12 days", "–", "OSCE: Monitors, daily"],
        ["Exchange of prisoners", "14 days after ceasefire 10 September 2025 was 29 August 2025",
         "slipped +12 days", "–", "–"],
    ]  # fmt: skip
    scopes = [cell.get("scope") for cell in built.page("p/index").iter("th")]
    assert scopes == ["col"] * 5 + ["rowgroup", "row", "row"]
    assert words(built.page("p/index"), "table-note") == "Status as of 13 August 2025."
    assert "Table 1 The road" in built.main("p/index")


def test_columns_are_chosen_renamed_and_sorted(build: Callable[..., Built]) -> None:
    option = ':columns: title as "What", depends-on, incentive, binding'
    built = build(project(road(":view: table", option, ":sort: -date")))
    assert rows(built)[0] == ["What", "Depends on", "Incentive", "Binding"]
    assert [row[0] for row in rows(built)[1:4]] == ["Winter", "Window", "Ceasefire on all fronts"]
    assert rows(built)[3][1:] == ["The talks, 1 August 2025", "SECRET incentive", "–"]


def test_a_reference_prints_title_and_date_across_chapters_and_briefings(build: Callable[..., Built]) -> None:
    see = "See {milestone}`exchange`, {milestone}`it <talks>`, {milestone}`q:talks`, {milestone}`signature`.\n"
    files = project(f"{see}\n```{{toctree}}\nmore\n```\n") | {
        "p/more.md": "# More\n\n" + road(),
        "q/index.md": paper("Q", inline("- {id: talks, title: Other talks, date: 2025-09-02}", ":name: road")),
    }
    links = build(files).links("p/index")
    assert links["Exchange of prisoners, 14 days after ceasefire"] == "more.html#road-exchange"
    assert links["it"] == "more.html#road-talks"
    assert links["Other talks, 2 September 2025"] == "../q/index.html#road-talks"
    assert links["Signature"] == "more.html#road-signature"


@pytest.mark.parametrize(
    ("old", "new", "number", "told"),
    [
        ("ceasefire + 14d", "ceasfire + 14d", 25, "ceasefire"),
        ("id: window", "id: talks", 33, "The id 'talks' stands twice in this briefing, first in m.yaml:2"),
        ("status: agreed", "status: agred", 15, "agreed"),
        ("2025-12~", "2025-13", 39, "2025-13"),
        ("depends-on: talks", "depends-on: talk", 17, "talks"),
    ],
)
def test_a_mistake_is_told_at_its_line_and_the_rest_is_shown(
    build: Callable[..., Built], old: str, new: str, number: int, told: str
) -> None:
    built = build(project(road(), **{"m.yaml": ROAD.replace(old, new)}), mistakes=True)
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith(f"p/m.yaml:{number}: WARNING: ")
    assert told in built.warnings[0]
    assert len(line(built).find_class("timeline-step")) == 7


def test_findings_are_information_and_silenced_by_accepting_them(build: Callable[..., Built]) -> None:
    record = "- {id: a, title: Pact, date: 2025-09-01, status: agreed, binding: true}"
    built = build(project(inline(record)))
    told = [one for one in built.log.splitlines() if "Pact" in one]
    assert told
    assert {one[: one.index(":", one.index(":") + 1)].rpartition("/")[2] for one in told} == {"index.md:8"}
    kinds = {one.rpartition("[")[2].rstrip("]") for one in told}
    accepted = ", ".join(f"{kind}: as agreed" for kind in sorted(kinds))
    built = build(project(inline(record.replace("}", f", accept: {{{accepted}}}}}"))))
    assert "Pact" not in built.log


def test_the_same_file_in_two_directives_is_no_duplicate(build: Callable[..., Built]) -> None:
    again = road(":view: table", ":filter: status == agreed").replace(":name: road\n", ":name: again\n")
    built = build(project(road() + "\n" + again))
    assert len(line(built).find_class("timeline-step")) == 7
    assert [row[0] for row in rows(built)] == ["Step", "Ceasefire on all fronts"]


CELLS = [
    ["id", "title", "date", "status", "verification.body", "remedy"],
    ["start", "Start", "2025-08-15", "agreed", "OSCE", "Talks | 3d | OSCE\nSanctions"],
    ["end", "End", "start + 1m", "", "", ""],
]


def _workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in CELLS:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


FILES: dict[str, str | bytes] = {
    "m.csv": "\n".join(",".join(f'"{cell}"' for cell in row) for row in CELLS) + "\n",
    "m.xlsx": _workbook(),
    "m.json": json.dumps([
        {"id": "start", "title": "Start", "date": "2025-08-15", "status": "agreed", "verification": {"body": "OSCE"},
         "remedy": [{"step": "Talks", "deadline": "3d", "decided-by": "OSCE"}, "Sanctions"]},
        {"id": "end", "title": "End", "date": "start + 1m"},
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_spreadsheets_and_json_give_the_same_road(build: Callable[..., Built], name: str) -> None:
    built = build(project(road(file=name), "briefing: {as-of: 2025-08-01}", **{name: FILES[name]}))
    assert text_of(step(built, "start")) == (
        "15 August 2025 Start ○ Agreed due soon Owed by – None agreed Verified by OSCE "
        "If not Talks, within 3 days of the finding (decided by OSCE) Sanctions"
    )
    assert text_of(step(built, "end")).startswith("1 month after start 15 September 2025 End")


def test_terms_of_the_house_are_added_and_relabelled(build: Callable[..., Built]) -> None:
    terms = """\
    milestone-status:
      signed: {label: {en: Signed, de: Unterschrieben}, behaves-as: agreed}
      scheduled: {label: {en: Planned}}
    """
    records = "- {id: a, title: A, date: 2025-08-01, status: signed}\n- {id: b, title: B, status: scheduled}"
    files = project(inline(records, ":name: road")) | {"vocabularies.yml": terms}
    built = build(files | {"q/index.md": paper("Q", inline(records, ":name: road"), "briefing: {language: de}")})
    assert words(step(built, "a"), "step-status") == "○ Signed overdue"
    assert words(step(built, "b"), "step-status") == "□ Planned"
    assert step(built, "a").find_class("status-agreed")
    assert words(step(built, "a", "q/index"), "step-status") == "○ Unterschrieben"


@pytest.mark.parametrize("language", ["de", "fr"])
def test_labels_speak_the_language_of_the_paper(build: Callable[..., Built], language: str) -> None:
    front = f"briefing: {{language: {language}, as-of: 2025-08-13}}"
    text = build(project(road(":group-by: phase"), front)).main("p/index")
    english = ("Status as of", "Owed by", "Verified", "If not", "None agreed", "Scheduled", "overdue", "days",
               "after", "blocked", "slipped", "planned", "dated", "counted", "Ends when", "Others", "October")  # fmt: skip
    assert not [word for word in english if word in text]


def test_rest_and_myst_give_the_same_timeline(build: Callable[..., Built]) -> None:
    typed = [":name: road", ":group-by: phase", ":as-of: 2025-08-13", "", *ROAD.splitlines()]
    myst = "\n".join(["# P", "", "```{milestone-timeline} The *road*", *typed, "```", ""])
    rest = "\n".join(["P", "=", "", ".. milestone-timeline:: The *road*", *(f"   {line}" for line in typed), ""])
    one = build({"index.md": myst}, name="myst", briefkit_papers=["index"])
    two = build({"index.rst": rest}, name="rest", briefkit_papers=["index"])
    assert html.tostring(line(one, "index")) == html.tostring(line(two, "index"))
    assert len(line(one, "index").find_class("timeline-step")) == 7


def test_two_processes_build_the_same_as_one(build: Callable[..., Built]) -> None:
    files = project(road()) | {f"q{n}/index.md": paper(f"Q{n}", road(file="/p/m.yaml"), AS_OF) for n in range(7)}
    one, two = build(files, name="one"), build(files, name="two", parallel=2)
    assert {name: data for name, data in one.files().items() if name != ".buildinfo"} == {
        name: data for name, data in two.files().items() if name != ".buildinfo"
    }


def test_the_paper_has_the_timeline_as_a_list_and_the_table_with_headers(build: Callable[..., Built]) -> None:
    again = road(":view: table").replace(":name: road\n", "")
    built = build(project(road(":group-by: phase") + "\n" + again), "pdf")
    text = " ".join(extract_text(str(built.out / "p.pdf")).split())
    for said in ("Timeline 1", "Phase 1", "All guns fall silent.", "slipped +12 days", "None agreed", "Table 1"):
        assert said in text
    assert "SECRET" not in text
    kinds = structure(built.out / "p.pdf")
    assert [kinds.count(kind) for kind in ("TH Column", "TH Row", "TD")] == [5, 7, 28]
    assert kinds.count("LI") >= 7


def test_a_party_typed_in_short_is_printed_by_its_name(build: Callable[..., Built]) -> None:
    records = (
        "- {id: a, title: A, obligor: ukraine, verification: ukraine}\n- {id: b, title: B, verification: satellites}"
    )
    columns = ":columns: title, obligor, verification"
    body = ACTORS + "\n" + inline(records, ":view: table", ":group-by: obligor", columns)
    built = build(project(body))
    assert rows(built)[1:] == [
        ["Republic of Ukraine"],
        ["A", "Republic of Ukraine", "Republic of Ukraine"],
        ["Others"],
        ["B", "–", "satellites"],
    ]
    built = build(project(ACTORS + "\n" + inline(records, ":group-by: obligor")), "pdf")
    text = " ".join(extract_text(str(built.out / "p.pdf")).split())
    assert "ukraine" not in text
    assert text.count("Republic of Ukraine") == 4


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_a_footnote_of_a_field_that_is_not_printed_is_not_printed(build: Callable[..., Built], builder: str) -> None:
    records = """
- id: a
  title: A[^title]
  benchmark: So.[^hidden] And so.[^both]
- id: b
  title: B[^left-out]
  status: proposed
"""
    notes = {
        "hidden": "SECRET note.[^inner]", "inner": "SECRET inner.", "left-out": "SECRET title.", "title": "First.",
        "both": "Second.",
    }  # fmt: skip
    body = inline(records, ":filter: status != proposed") + "\nWords.[^both]\n\n"
    body += "".join(f"[^{label}]: {text}\n" for label, text in notes.items())
    built = build(project(body), builder)
    text = built.main("p/index") if builder == "html" else extract_text(str(built.out / "p.pdf"))
    assert "SECRET" not in text
    assert text.count("First.") == text.count("Second.") == 1
    if builder == "html":
        marks = [text_of(mark) for mark in built.page("p/index").find_class("footnote-reference")]
        assert marks == ["[1]", "[2]"]
