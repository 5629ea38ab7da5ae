"""A disclaimer, as a reader of the page and of the paper finds it: where it stands, and what fills its text."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from lxml import html
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of
from tests.structure import structure

INDEX = "# All\n\n```{toctree}\n:glob:\n*/index\n```\n"
LIBRARY = """\
views: {kind: personal-views, text: 'For {reader}, in {year}.'}
advice:
- {kind: no-advice, title: No advice, lang: en, version: "1", text: "This is *old*.", short: Old.}
- {kind: no-advice, title: No advice, lang: en, version: "2", text: "This is *no* advice.", short: No advice given.}
- {kind: no-advice, title: Keine Beratung, lang: de, version: "2", text: Das ist keine Beratung.}
position: {kind: institutional-position, text: 'This is the position of {organisation}.'}
fund: A friend paid.
own: {kind: personal-views, text: These are our own views., review-by: 2025-06-30, owner: Press, expires: 2025-12-31}
"""


def project(body: str, *front: str, **files: str) -> dict[str, str]:
    return {
        "index.md": INDEX,
        "p/index.md": paper("P", body, *(front or ("briefing: {status: draft}",))),
        "disclaimers.yml": LIBRARY,
        **files,
    }


def page(*options: str) -> dict[str, str]:
    return project("\n".join(["```{disclaimer} views", *options, "```", "", "Text.", ""]))


def placed(ids: str, *options: str) -> str:
    return "\n".join([f"```{{disclaimer}} {ids}", *options, "```", "", "Text.", ""])


def inline(built: Built, docname: str = "p/index") -> list[str]:
    return [text_of(item) for item in built.page(docname).iter("aside") if "disclaimer" in item.get("class", "")]


def at_end(built: Built, docname: str = "p/index") -> list[str]:
    return [text_of(item) for item in built.page(docname).find_class("disclaimer-item")]


@pytest.mark.parametrize(
    "options",
    [
        (":placement: cover, footer",),
        (":placement: [cover, footer]",),
        ("---", "placement: [cover, footer]", "---"),
        ("---", "placement: ['cover', \"footer\"]", "---"),
    ],
)
def test_a_disclaimer_stands_at_each_of_its_places(build: Callable[..., Built], options: tuple[str, ...]) -> None:
    variables = ("variables: reader=Ann, the minister, year=2031",)
    typed = (*options[:-1], *variables, "---") if len(options) > 1 else (*options, f":{variables[0]}")
    built = build(page(*typed))
    placed = built.env.get_domain("brief").data["used"]["p/index"]["placed"]
    assert [(item["place"], item["text"]) for item in placed] == [
        ("cover", "For Ann, the minister, in 2031."),
        ("footer", "For Ann, the minister, in 2031."),
    ]
    assert "Ann" not in "".join(text_of(item) for item in built.page("p/index").find_class("disclaimer"))


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ((":variables: reader=A; year=1", ":placement: end somewhere"), 8),
        (("---", "variables: reader=A; year=1", "placement: [somewhere, end]", "---"), 9),
        ((":variables: reader=A; year=1; some where", ":placement: end"), 7),
    ],
)
def test_a_wrong_option_is_told_at_its_line(build: Callable[..., Built], options: tuple[str, ...], line: int) -> None:
    built = build(page(*options), mistakes=True)
    (told,) = built.warnings
    assert told.startswith(f"p/index.md:{line}: WARNING: :")
    assert "somewhere" in told.replace("some where", "somewhere")
    assert "For A, in 1." in built.main("p/index")


def test_a_disclaimer_stands_where_it_is_typed_in_a_note_with_its_title(build: Callable[..., Built]) -> None:
    built = build(project(placed("advice, position", ":variables: organisation=The *Unit*")))
    assert inline(built) == [
        "No advice This is no advice.",
        "Institutional position This is the position of The *Unit*.",
    ]
    note = next(item for item in built.page("p/index").iter("aside") if "disclaimer" in item.get("class", ""))
    assert note.get("role") == "note"
    assert text_of(built.page("p/index").get_element_by_id(note.get("aria-labelledby"))) == "No advice"
    assert note.find(".//em").text == "no"
    assert at_end(built) == []


def test_the_title_block_the_foot_and_the_imprint_have_theirs(build: Callable[..., Built]) -> None:
    for builder in ("html", "pdf"):
        built = build(
            project(
                placed("advice", ":placement: footer")
                + placed("position", ":placement: cover", ":variables: organisation=the Unit")
                + placed("fund", ":placement: imprint")
            ),
            builder,
        )
    text = " ".join(extract_text(str(built.out / "p.pdf")).split())
    for said in ("No advice given.", "This is the position of the Unit.", "A friend paid."):
        assert said in text
    assert "This is no advice." not in text
    words = text_of(html.fromstring((built.out.parent / "html/p/index.html").read_text(encoding="utf-8")))
    for said in ("No advice given.", "This is the position of the Unit.", "A friend paid."):
        assert words.count(said) == 1


@pytest.mark.parametrize(
    ("ids", "options", "text"),
    [
        ("advice", (":form: short",), "No advice No advice given."),
        ("advice", (":form: long",), "No advice This is no advice."),
        ("advice@1", (), "No advice This is old."),
        ("advice@1", (":form: short", ":title: Note"), "Note Old."),
        ("own", (":form: short",), "Personal views These are our own views."),
    ],
)
def test_the_short_form_and_the_pinned_version_are_printed(
    build: Callable[..., Built], ids: str, options: tuple[str, ...], text: str
) -> None:
    assert inline(build(project(placed(ids, *options)))) == [text]


def test_what_the_front_matter_lists_stands_at_the_end(build: Callable[..., Built]) -> None:
    front = "briefing: {disclaimers: [advice@1, position], publisher: The Unit}"
    files = project("Words.\n", front)
    built = build(files)
    assert at_end(built) == ["No advice This is old.", "Institutional position This is the position of The Unit."]
    assert "Disclaimers" in [text_of(title).removesuffix("#") for title in built.page("p/index").iter("h2")]
    text = " ".join(extract_text(str(build(files, "pdf").out / "p.pdf")).split())
    assert text.count("This is the position of The Unit.") == 1
    assert text.count("This is old.") == 1


def test_what_a_directive_placed_is_not_repeated_at_the_end(build: Callable[..., Built]) -> None:
    front = "briefing: {disclaimers: [advice, own]}"
    built = build(project(placed("advice") + placed("own", ":placement: end"), front))
    assert inline(built) == ["No advice This is no advice."]
    assert at_end(built) == ["Personal views These are our own views."]


def test_a_paper_of_chapters_has_each_once(build: Callable[..., Built]) -> None:
    front = "briefing: {disclaimers: [advice, own]}"
    root = placed("advice", ":placement: end") + "```{toctree}\nmore\nlast\n```\n"
    files = project(root, front) | {
        "p/more.md": "# More\n\n" + placed("own", ":placement: inline"),
        "p/last.md": "# Last\n\n" + placed("advice", ":placement: end"),
    }
    built = build(files)
    assert (inline(built), inline(built, "p/more")) == ([], ["Personal views These are our own views."])
    assert at_end(built) == ["No advice This is no advice."]
    text = " ".join(extract_text(str(build(files, "pdf").out / "p.pdf")).split())
    assert text.count("This is no advice.") == 1
    assert text.count("These are our own views.") == 1


def test_a_text_of_its_own_has_a_kind_and_a_title(build: Callable[..., Built]) -> None:
    body = "```{disclaimer}\n:title: On the figures\n:kind: accuracy\n\nThey are *provisional*.\n```\n\n"
    body += "```{disclaimer}\n:kind: accuracy\n:placement: end\n\nNo title.\n```\n"
    built = build(project(body))
    assert inline(built) == ["On the figures They are provisional."]
    assert at_end(built) == ["Accuracy No title."]


def test_the_places_of_a_text_of_its_own_are_filled(build: Callable[..., Built]) -> None:
    body = "```{disclaimer}\n:title: X\n:variables: reader=Ann\n\nBy {publisher} for {reader}, {publishr}.\n\n"
    body += "In \\{braces\\}, {sub}`role`, $x_{sub} \\frac{a}{b}$.\n```\n"
    built = build(project(body, "briefing: {publisher: Us}"), mistakes=True)
    (printed,) = inline(built)
    assert printed.startswith("X By Us for Ann, {publishr}. In {braces}, role,")
    assert built.warnings == [
        "p/index.md:10: WARNING: nothing fills {publishr}. Allowed: organisation, publisher, reader or title. "
        "Did you mean 'publisher'? Correct it, add ':variables: publishr=…', or write \\{publishr\\} where braces are "
        "meant. [briefkit.disclaimer]"
    ]


@pytest.mark.parametrize(
    ("body", "front", "told"),
    [
        (placed("advise"), "briefing: {}", "p/index.md:6: WARNING: there is no disclaimer 'advise' in the library"),
        ("Words.", "briefing: {disclaimers: [advise]}", "p/index.md:3: WARNING: there is no disclaimer 'advise'"),
        (placed("advice@7"), "briefing: {}", "p/index.md:6: WARNING: 'advice@7' is not in the library"),
        (placed("position"), "briefing: {}", "p/index.md:6: WARNING: position: nothing fills {organisation}"),
        (
            placed("advice own position", ":variables: organisation=Us"), "briefing: {}",
            "WARNING: disclaimers: the paper says that its views are personal, and that they are the institution's.",
        ),
        (
            "Words.", "license: CC-BY-4.0\nbriefing: {marking: 'TLP:AMBER'}",
            "WARNING: marking: TLP:AMBER limits who may have the paper, and the licence CC-BY-4.0 lets all pass it on.",
        ),
        (
            placed("advice"), "briefing: {type: briefing, status: published}",
            "WARNING: 'advice' pins no version, as a published paper must. Write 'advice@2'.",
        ),
        ("```{disclaimer}\n```\n", "briefing: {}", "p/index.md:6: WARNING: 'disclaimer' is empty."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_cure(build: Callable[..., Built], body: str, front: str, told: str) -> None:
    built = build(project(body, front), mistakes=True)
    about = [line for line in built.warnings if told in line]
    assert len(about) == 1, built.warnings
    if "advise" in told:
        assert "Did you mean 'advice'?" in about[0]


def test_a_required_kind_that_is_missing_is_told(build: Callable[..., Built]) -> None:
    required = {"briefing": ["no-advice"]}
    built = build(project("Words."), mistakes=True, briefkit_required_disclaimers=required)
    assert ["must have a disclaimer of the kind 'no-advice'" in line for line in built.warnings] == [True]
    built = build(project(placed("advice")), briefkit_required_disclaimers=required)
    assert inline(built) == ["No advice This is no advice."]


@pytest.mark.parametrize(
    ("date", "on", "told"),
    [
        ("2025-06-30", "", []),
        ("2025-07-01", "", ["WARNING: own.review-by: the text was to be reviewed by Press by 2025-06-30"]),
        ("2025-01-01", "2026-01-01", ["WARNING: own.review-by: ", "ERROR: own.expires: the text expired on 2025-12-31"]),
        ("2026-01-01", "2025-01-01", []),
    ],
)  # fmt: skip
def test_a_text_past_its_day_is_told_by_the_date_of_the_paper_or_of_the_check(
    build: Callable[..., Built], date: str, on: str, told: list[str]
) -> None:
    built = build(
        project(placed("own"), f"date: {date}", "briefing: {status: draft}"), mistakes=True, briefkit_check_on=on
    )
    assert len(built.warnings) == len(told)
    for text in told:
        assert [line for line in built.warnings if line.startswith("disclaimers.yml:8: ") and text in line]


@pytest.mark.parametrize(("language", "title"), [("de", "Keine Beratung"), ("fr", "No advice")])
def test_a_paper_has_the_text_in_its_language(build: Callable[..., Built], language: str, title: str) -> None:
    front = f"briefing: {{language: {language}, disclaimers: [advice]}}"
    built = build(project("```{disclaimer}\n:kind: accuracy\n\nX.\n```\n", front), mistakes=language == "fr")
    assert at_end(built)[0].startswith(title)
    assert inline(built)[0] != "Accuracy X."
    assert ["has no text in the language 'fr'" in line for line in built.warnings] == [True] * (language == "fr")


def test_rest_and_myst_give_the_same_disclaimer(build: Callable[..., Built]) -> None:
    typed = [":title: On views", ":name: views", ":variables: reader=Ann; year=2031"]
    myst = "\n".join(["# P", "", "```{disclaimer} views", *typed, "```", ""])
    rest = "\n".join(["P", "=", "", ".. disclaimer:: views", *(f"   {line}" for line in typed), ""])
    texts = []
    for name, text in (("index.md", myst), ("index.rst", rest)):
        built = build({name: text, "disclaimers.yml": LIBRARY}, name=name[-2:], briefkit_papers=["index"])
        texts.append(html.tostring(built.page("index").get_element_by_id("views")))
    assert texts[0] == texts[1]
    assert b"For Ann, in 2031." in texts[0]


def test_two_processes_build_the_same_as_one(build: Callable[..., Built]) -> None:
    front = "briefing: {disclaimers: [own]}"
    files = project(placed("advice")) | {
        f"q{n}/index.md": paper(f"Q{n}", placed("advice", ":placement: end footer"), front) for n in range(7)
    }
    one, two = build(files, name="one"), build(files, name="two", parallel=2)
    assert {name: data for name, data in one.files().items() if name != ".buildinfo"} == {
        name: data for name, data in two.files().items() if name != ".buildinfo"
    }


def test_titles_of_disclaimers_are_no_headings_of_the_paper(build: Callable[..., Built]) -> None:
    built = build(project(placed("advice") + placed("own", ":placement: end")), "pdf")
    text = " ".join(extract_text(str(built.out / "p.pdf")).split())
    assert "This is no advice." in text
    assert "These are our own views." in text
    kinds = structure(built.out / "p.pdf")
    assert [kind for kind in kinds if kind in {"H1", "H2", "H3", "H4"}] == ["H1", "H2"]
    with pikepdf.open(built.out / "p.pdf") as pdf:
        titles = [str(item.title) for item in pdf.open_outline().root]
    assert not {"No advice", "Personal views"} & set(titles)
