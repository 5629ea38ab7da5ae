"""A table of stakeholders, as a reader of the page and of the paper finds it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from lxml import html
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTChar, LTTextContainer
from tests.conftest import Built, paper, text_of
from tests.structure import structure

INDEX = "# All\n\n```{toctree}\n:glob:\n*/index\n```\n"
QUESTION = "briefing: {question: Should there be a ceasefire?}"
ACTORS = """\
- id: ukraine
  name: Ukraine
  kind: state
  role: party
  stance: supports
  position: {ceasefire: {stance: supports, text: At *once*.}, land: Nothing is given.}
  interests: [Survival, "**Trade**"]
  influence: 5
  relations: [{to: poland, kind: ally}, {to: un, kind: depends-on}]
  sources: [{source: "https://www.example.org/said/", attribution: on-record}, un2015]
  owner: SECRET owner
  accept: {unsourced: SECRET reason}
- id: un
  name: United Nations
  short: UN
  role: [observer, mediator]
  stance: undeclared
  influence: 2
- id: russia
  name: Russia
  role: party
  stance: strongly-opposes
  influence: 5
  relations: {to: ukraine, kind: rival}
- id: poland
  name: Poland
"""
BIB = "@book{un2015, author = {Adams, Ann}, title = {T}, publisher = {U}, year = 2015}\n"


def table(*options: str, caption: str = "Who wants what", file: str = "s.yaml") -> str:
    return "\n".join([f"```{{stakeholder-table}} {caption}", f":file: {file}", *options, "```", ""])


def inline(records: str, *options: str) -> str:
    return "\n".join(["```{stakeholder-table}", *options, "", records, "```", ""])


def project(body: str, *front: str, **files: str | bytes) -> dict[str, str | bytes]:
    beside = {"s.yaml": ACTORS, "references.bib": BIB, **files}
    return {
        "index.md": INDEX,
        "p/index.md": paper("P", body, *(front or (QUESTION,))),
        **{(name if name.startswith("/") else f"p/{name}").lstrip("/"): text for name, text in beside.items()},
    }


def shown(built: Built, docname: str = "p/index", number: int = 0) -> Any:
    return built.page(docname).find_class("stakeholder-table")[number]


def rows(built: Built, docname: str = "p/index", number: int = 0) -> list[list[str]]:
    """The cells of a table as a reader reads them, row by row."""
    return [[text_of(cell) for cell in row.iter("th", "td")] for row in shown(built, docname, number).iter("tr")]


def names(built: Built, docname: str = "p/index", number: int = 0) -> list[str]:
    return [row[0] for row in rows(built, docname, number)[1:]]


def test_a_table_has_its_number_its_caption_and_the_question(build: Callable[..., Built]) -> None:
    built = build(
        project(
            table(":name: wants") + "\nSee {numref}`wants` and {ref}`wants`, [](#wants).\n\n```{bibliography}\n```\n"
        )
    )
    caption = shown(built).find("caption")
    assert text_of(caption).replace("#", "") == (
        "Table 1 Who wants what Stance on the question: Should there be a ceasefire?"
    )
    assert shown(built).get("id") == "wants"
    assert built.links("p/index")["Table 1"] == built.links("p/index")["Who wants what"] == "#wants"


def test_the_day_of_the_facts_stands_below(build: Callable[..., Built]) -> None:
    built = build(project(table(), "briefing: {as-of: 2025-08-01}"))
    assert [text_of(line) for line in built.page("p/index").find_class("table-note")] == ["Facts as of 1 August 2025."]
    assert "Stance on the question" not in built.main("p/index")


def test_columns_and_rows_have_header_cells(build: Callable[..., Built]) -> None:
    built = build(project(table(":group-by: role")))
    head, group, first, *_ = shown(built).iter("tr")
    assert [(cell.tag, cell.get("scope")) for cell in head] == [("th", "col")] * 3
    assert [(cell.tag, cell.get("scope"), cell.get("colspan")) for cell in group] == [("th", "rowgroup", "3")]
    assert [(cell.tag, cell.get("scope")) for cell in first] == [("th", "row"), ("td", None), ("td", None)]
    assert [cell.get("data-label") for cell in first][1:] == ["Stance", "Position"]


def test_a_table_prints_names_stances_and_positions_where_nothing_is_asked_for(build: Callable[..., Built]) -> None:
    built = build(project(table()))
    assert rows(built)[:3] == [
        ["Actor", "Stance", "Position"],
        ["Ukraine State", "+ Supports", "Ceasefire: + Supports At once. Land: Nothing is given."],
        ["United Nations", "… Undeclared", "–"],
    ]
    assert "SECRET" not in built.read("p/index.html")


def test_columns_are_chosen_and_renamed(build: Callable[..., Built]) -> None:
    built = build(project(table(':columns: short, influence as "Weight", engagement, role')))
    assert rows(built)[0] == ["Short name", "Weight", "Engagement", "Role"]
    assert rows(built)[2] == ["UN", "Low", "–", "Observer, Mediator"]


def test_a_wrong_column_is_told_and_the_others_are_shown(build: Callable[..., Built]) -> None:
    built = build(project(table(":columns: name, stanse")), mistakes=True)
    assert rows(built)[0] == ["Actor"]
    (told,) = built.warnings
    assert told.startswith("p/index.md:8: WARNING: ")
    assert "stance" in told


VIEWS = {
    ":class: plain": "Ukraine, United Nations, Russia, Poland",
    ":sort: -influence, name": "Russia, Ukraine, United Nations, Poland",
    ":sort: name": "Poland, Russia, Ukraine, United Nations",
    ":filter: role == party and influence >= 3": "Ukraine, Russia",
    ":filter: role in (mediator, convenor) or not influence > 1": "United Nations, Poland",
    ":group-by: role": (
        "Parties to the conflict or agreement, Ukraine, Russia, Observers, United Nations, Others, Poland"
    ),
    ":group-by: stance": "Supports, Ukraine, Strongly opposes, Russia, Undeclared, United Nations, Others, Poland",
    ":group-by: influence": "Low, United Nations, Very high, Ukraine, Russia, Others, Poland",
}


def test_rows_are_sorted_grouped_and_filtered(build: Callable[..., Built]) -> None:
    built = build(project("\nMore.\n\n".join(table(option, ":columns: name") for option in VIEWS)))
    found = [", ".join(names(built, number=number)) for number in range(len(VIEWS))]
    assert [text.replace("Ukraine State", "Ukraine") for text in found] == list(VIEWS.values())


def test_a_stance_is_a_tile_and_a_word(build: Callable[..., Built]) -> None:
    stances = shown(build(project(table()))).find_class("stance")
    tiles = [(tile.text, tile.get("aria-hidden")) for stance in stances for tile in stance.find_class("tile")]
    assert tiles == [("+", "true"), ("+", "true"), ("…", "true"), ("––", "true")]
    assert stances[3].get("class") == "stance stance-strongly-opposes"
    assert text_of(stances[3].find_class("word")[0]) == "Strongly opposes"


def test_lists_sources_and_relations_are_lists_links_and_citations(build: Callable[..., Built]) -> None:
    body = table(":columns: name, interests, sources, relations") + "\n```{bibliography}\n```\n"
    built = build(project(body))
    cells = list(next(row for row in shown(built).iter("tr") if row.find("td") is not None))
    assert [text_of(item) for item in cells[1].iter("li")] == ["Survival", "Trade"]
    assert cells[1].find(".//strong").text == "Trade"
    assert text_of(cells[2]).startswith("example.org/said (on the record); ")
    links = built.links("p/index")
    assert links["example.org/said"] == "https://www.example.org/said/"
    cite = next(href for words, href in links.items() if "Adams, 2015" in words)
    assert built.page("p/index").get_element_by_id(cite.removeprefix("#")) is not None
    assert text_of(cells[3]) == "Ally: Poland Depends on: United Nations"
    page = built.page("p/index")
    assert text_of(page.get_element_by_id(links["Poland"].removeprefix("#"))).startswith("Poland")


def test_the_register_is_taken_over_by_id_and_overridden_field_by_field(build: Callable[..., Built]) -> None:
    register = "ukraine: {name: Ukraine, stance: supports, position: Of the register., kind: state}\n"
    body = (
        inline("- {id: ukraine, position: Of the paper.}\n- {id: other, name: Other}")
        + "\nBy {stakeholder}`ukraine`.\n"
    )
    files = project(body) | {"stakeholders.yml": register}
    built = build(files)
    assert rows(built)[1] == ["Ukraine State", "+ Supports", "Of the paper."]
    built = build(files | {"stakeholders.yml": register.replace("name: Ukraine", "name: Republic")})
    assert rows(built)[1][0] == "Republic State"
    assert "By Republic." in built.main("p/index")


def test_a_reference_prints_the_name_or_its_words_and_links_across_chapters_and_briefings(
    build: Callable[..., Built],
) -> None:
    see = "See {stakeholder}`russia`, {stakeholder}`them <russia>`, {stakeholder}`there <q:russia>`, {stakeholder}`q:russia`.\n"
    files = project(f"{see}\n```{{toctree}}\nmore\n```\n") | {
        "p/more.md": "# More\n\n" + table(":name: wants", file="/p/s.yaml"),
        "q/index.md": paper("Q", inline("- {id: russia, name: Federation}", ":name: wants")),
    }
    links = build(files).links("p/index")
    assert links["Russia"] == links["them"] == "more.html#wants-russia"
    assert links["there"] == links["Federation"] == "../q/index.html#wants-russia"


def test_an_unknown_id_is_told_with_its_line(build: Callable[..., Built]) -> None:
    body = "Of {stakeholder}`rusia`.\n\n" + table()
    built = build(project(body), mistakes=True)
    (told,) = built.warnings
    assert told.startswith("p/index.md:6: WARNING: No stakeholder 'rusia' in this briefing.")
    assert "russia" in told
    assert "Of rusia." in built.main("p/index")


def test_the_same_file_in_two_tables_is_no_duplicate(build: Callable[..., Built]) -> None:
    built = build(project(table(":filter: role == party") + "\nMore.\n\n" + table(":columns: name, influence")))
    assert (names(built), len(names(built, number=1))) == (["Ukraine State", "Russia"], 4)
    ids = [element.get("id") for element in built.page("p/index").iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_an_id_that_stands_twice_is_told_where_it_stands_again(build: Callable[..., Built]) -> None:
    built = build(project(table() + "\n" + inline("- {id: russia, name: Another}")), mistakes=True)
    (told,) = built.warnings
    assert told.startswith("p/index.md:12: WARNING: The id 'russia' stands twice in this briefing, first in s.yaml:")
    assert names(built, number=1) == ["Another"]


def test_fields_that_are_not_printed_leave_no_trace(build: Callable[..., Built]) -> None:
    files = project(table(":columns: name, stance"), QUESTION)
    for builder in ("html", "pdf"):
        built = build(files, builder, html_copy_source=True)
        for name, data in built.files().items():
            if not name.endswith(".pdf"):
                assert b"SECRET" not in data, name
                assert b"Nothing is given" not in data, name
    assert "SECRET" not in extract_text(str(built.out / "p.pdf"))


def _workbook(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


CELLS = [
    ["id", "name", "stance", "position.land", "interests"],
    ["russia", "Russia", "opposes", "All of it.", "Power; Pride"],
    ["poland", "Poland", "", "", ""],
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("s.csv", "\n".join(",".join(row) for row in CELLS) + "\n"),
        ("s.xlsx", _workbook(CELLS)),
        (
            "s.json",
            json.dumps([
                {"id": "russia", "name": "Russia", "stance": "opposes", "position": {"land": "All of it."},
                 "interests": ["Power", "Pride"]},
                {"id": "poland", "name": "Poland"},
            ]),
        ),
    ],
)  # fmt: skip
def test_spreadsheets_and_json_give_the_same_table(build: Callable[..., Built], name: str, data: str | bytes) -> None:
    built = build(project(table(":columns: name, stance, position, interests", file=name), **{name: data}))
    assert rows(built)[1:] == [["Russia", "– Opposes", "Land: All of it.", "Power Pride"], ["Poland", "–", "–", "–"]]


def test_terms_of_the_house_are_added_and_relabelled(build: Callable[..., Built]) -> None:
    terms = """\
    stance:
      hesitant: {label: {en: Hesitant, de: Zögernd}, behaves-as: conditional}
      supports: {label: {en: Backs}}
    role:
      donor: {label: Donor, group: Donors, behaves-as: funder}
    words:
      stakeholder: {label: {en: Player, de: Spieler}}
    """
    records = "- {id: a, name: A, stance: hesitant, role: donor}\n- {id: b, name: B, stance: supports}"
    files = project(inline(records, ":group-by: role")) | {"vocabularies.yml": terms}
    files |= {"q/index.md": paper("Q", inline(records), "briefing: {language: de}")}
    built = build(files)
    assert rows(built) == [
        ["Player", "Stance", "Position"], ["Donors"], ["A", "+? Hesitant", "–"], ["Others"], ["B", "+ Backs", "–"],
    ]  # fmt: skip
    assert shown(built).find_class("stance-conditional")
    assert rows(built, "q/index")[0][0] == "Spieler"
    assert rows(built, "q/index")[1][1] == "+? Zögernd"


@pytest.mark.parametrize("language", ["de", "fr"])
def test_labels_speak_the_language_of_the_paper(build: Callable[..., Built], language: str) -> None:
    front = f"briefing: {{language: {language}, question: Pourquoi, as-of: 2025-03-01}}"
    built = build(project(table(":columns: name, stance, role, influence, relations"), front))
    english = ("Actor", "Stance on", "Supports", "Observer", "Very high", "Ally", "Facts", "March")
    assert not [word for word in english if word in built.main("p/index")]


def test_rest_and_myst_give_the_same_table(build: Callable[..., Built]) -> None:
    options = [":name: wants", ":columns: name, stance, position, relations, interests", ":group-by: role"]
    typed = [*options, "", *ACTORS.splitlines()]
    myst = "\n".join(["# P", "", "```{stakeholder-table} Who *wants* what", *typed, "```", ""])
    rest = "\n".join(["P", "=", "", ".. stakeholder-table:: Who *wants* what", *(f"   {line}" for line in typed), ""])
    one = build({"index.md": myst, "references.bib": BIB}, name="myst", briefkit_papers=["index"])
    two = build({"index.rst": rest, "references.bib": BIB}, name="rest", briefkit_papers=["index"])
    assert html.tostring(shown(one, "index")) == html.tostring(shown(two, "index"))
    assert "<em>" in one.read("index.html")


def test_two_processes_build_the_same_as_one(build: Callable[..., Built]) -> None:
    files = project(table(":name: wants")) | {
        f"q{number}/index.md": paper(f"Q{number}", inline(ACTORS.replace(", un2015", ""), ":name: wants"))
        for number in range(7)
    }
    one, two = build(files, name="one"), build(files, name="two", parallel=2)
    assert {name: data for name, data in one.files().items() if name != ".buildinfo"} == {
        name: data for name, data in two.files().items() if name != ".buildinfo"
    }


def test_the_paper_has_the_same_table_with_tagged_headers(build: Callable[..., Built]) -> None:
    built = build(project(table()), "pdf")
    text = " ".join(extract_text(str(built.out / "p.pdf")).split())
    for words in ("Table 1 Who wants what", "Should there be a ceasefire?", "Strongly opposes", "Nothing is given."):
        assert words in text
    assert "SECRET" not in text
    kinds = structure(built.out / "p.pdf")
    assert [kinds.count(kind) for kind in ("TH Column", "TH Row", "TD")] == [3, 4, 8]


def test_the_word_beside_a_tile_keeps_away_from_the_next_column(build: Callable[..., Built]) -> None:
    position = "Wants a cap on rents now and subsidies for those who have to move out."
    rows = [f"- name: {name}\n  stance: {stance}\n  position: {position}\n" for name, stance in (
        ("Tenants’ union", "strongly-supports"), ("Owners", "supports"), ("Ministry", "conditional"),
    )]  # fmt: skip
    body = f"```{{stakeholder-table}} All\n{''.join(rows)}```\n"
    files = {
        "index.md": "# All\n\n```{toctree}\np/index\n```\n",
        "p/index.md": paper("P", body, "briefing: {type: at-a-glance}"),
    }
    built = build(files, "pdf")
    found = {}
    for page in extract_pages(str(built.out / "p.pdf")):
        for line in (line for block in page if isinstance(block, LTTextContainer) for line in block):
            letters = [item for item in line if isinstance(item, LTChar)]
            text = "".join(item.get_text() for item in letters)
            for word in ("Conditional", "Wants"):
                if (start := text.find(word)) >= 0 and word not in found:
                    found[word] = letters[start].x0, letters[start + len(word) - 1].x1
    assert found["Wants"][0] - found["Conditional"][1] > 8
