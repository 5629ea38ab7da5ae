"""Papers that no longer stand, and whose pictures a paper shows."""

from __future__ import annotations

import json
from collections.abc import Callable

import pikepdf
import pytest
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of

INDEX = "# All\n\n```{toctree}\nold/index\nnew/index\n```\n"


def two(old: str, new: str = "number: PB-2", **other: str) -> dict[str, str]:
    """An old paper and a new one, with what stands under ``briefing:`` in each."""
    chapter = "Words.\n\n```{toctree}\nmore\n```\n"
    return {
        "index.md": INDEX,
        "old/index.md": paper("Old paper", chapter, f"briefing: {{number: PB-1, {old}}}"),
        "old/more.md": "# More\n\nWords.\n",
        "new/index.md": paper("New paper", "Words.\n", f"briefing: {{{new}}}"),
        **other,
    }


def notice(built: Built, docname: str) -> str:
    return text_of(built.page(docname).find_class("state-gone")[0]).replace("\u00a0", " ")


def pages(built: Built, slug: str) -> list[str]:
    text = extract_text(str(built.out / f"{slug}.pdf")).replace("\u00a0", " ")
    return [" ".join(page.split()) for page in text.split("\f") if page.strip()]


def test_every_page_of_a_withdrawn_paper_says_so(build: Callable[..., Built]) -> None:
    files = two('status: withdrawn, withdrawn: {on: 2025-09-01, reason: "The figures were <b>wrong</b>."}')
    built = build(files)
    told = "← Withdrawn on 1 September 2025. The figures were <b>wrong</b>."
    assert notice(built, "old/index") == notice(built, "old/more") == told
    assert not built.page("new/index").find_class("state-gone")
    made = pages(build(files, "pdf"), "old")
    assert "Withdrawn on 1 September 2025. The figures were <b>wrong</b>." in made[0]
    assert all("Withdrawn on 1 September 2025." in page for page in made)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("yes", "← Withdrawn."),
        ("2025-09-01", "← Withdrawn on 1 September 2025."),
        ("Wrong sums.", "← Withdrawn. Wrong sums."),
    ],
)
def test_a_withdrawal_may_be_typed_in_short(build: Callable[..., Built], typed: str, told: str) -> None:
    assert notice(build(two(f"status: withdrawn, withdrawn: {typed}")), "old/index") == told


def test_a_paper_that_is_not_withdrawn_may_say_so(build: Callable[..., Built]) -> None:
    assert not build(two("status: published, withdrawn: no")).page("old/index").find_class("state-gone")


def test_a_superseded_paper_leads_to_what_took_its_place(build: Callable[..., Built]) -> None:
    files = two("status: superseded, superseded-by: new")
    built = build(files)
    assert notice(built, "old/more") == "⇒ Superseded by PB-2, New paper."
    link = built.page("old/more").find_class("state-gone")[0].find(".//a")
    assert link.get("href") == "../new/index.html"
    made = build(files, "pdf", html_baseurl="https://example.org/")
    assert "Superseded by PB-2, New paper." in pages(made, "old")[0]
    with pikepdf.open(made.out / "old.pdf") as pdf:
        links = [note.A.URI for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
        assert "https://example.org/new/index.html" in {str(link) for link in links}


def test_a_paper_says_which_one_it_replaces_and_that_one_learns_of_it(build: Callable[..., Built]) -> None:
    files = two("status: published")
    assert not build(files).page("old/index").find_class("state-gone")
    replaces = {"new/index.md": paper("New paper", "Words.\n", "briefing: {number: PB-2, supersedes: [PB-1, PB-0]}")}
    built = build(replaces)
    assert notice(built, "old/more") == "⇒ Superseded by PB-2, New paper."
    imprint = text_of(built.page("new/index").get_element_by_id("imprint"))
    assert "Supersedes PB-1, Old paper. Supersedes PB-0." in imprint
    renamed = {"new/index.md": replaces["new/index.md"].replace("New paper", "Newer paper")}
    assert notice(build(renamed), "old/more") == "⇒ Superseded by PB-2, Newer paper."


def test_running_lines_name_a_follower_without_a_number_by_its_short_title(build: Callable[..., Built]) -> None:
    files = two("status: superseded, superseded-by: new", "status: published")
    short = paper("New paper", "Words.\n", "short_title: New", "briefing: {status: published}")
    built = build(files | {"new/index.md": short}, "pdf")
    (page,) = pages(built, "old")
    assert page.count("Superseded by New paper.") == 2  # at the head and in the imprint
    assert page.count("Superseded by New.") == 1


@pytest.mark.parametrize(
    ("fields", "code", "shown", "line"),
    [
        (
            "status: published, withdrawn: {on: 2025-09-01}",
            "withdrawn",
            "← Withdrawn",
            "Withdrawn on 1 September 2025.",
        ),
        ("status: approved, superseded-by: new", "superseded", "⇒ Superseded", "Superseded by PB-2"),
        ("withdrawn: {reason: Wrong}, superseded-by: new", "withdrawn", "← Withdrawn", "Withdrawn."),
    ],
)
def test_a_paper_says_one_thing_of_itself_where_its_fields_contradict(
    build: Callable[..., Built], fields: str, code: str, shown: str, line: str
) -> None:
    files = two(fields)
    made = build(files, "pdf", mistakes=True)
    (told,) = made.warnings
    assert f"Write 'status: {code}'." in told
    (entry,) = [item for item in json.loads(made.read("manifest.json"))["papers"] if item["slug"] == "old"]
    assert entry["status"] == code
    (page,) = pages(made, "old")
    assert shown in page
    assert page.count(line) >= 3  # at the head, in the running lines and in the imprint
    assert not {"Published", "Approved", "Draft"} & set(page.split())
    built = build(files, mistakes=True, briefkit_pdf_folder=str(made.out))
    face = built.page("old/index")
    assert [text_of(fact) for fact in face.find_class("fact")][-1] == f"Status{shown}"
    report = json.loads(face.xpath("//script[@type='application/ld+json']")[0].text)
    assert report["creativeWorkStatus"] == shown.split()[1]
    assert shown in [text_of(status) for status in built.page("index").find_class("status")]


def test_a_paper_that_another_one_replaces_is_superseded_in_every_list(build: Callable[..., Built]) -> None:
    built = build(two("status: published", "number: PB-2, status: published, supersedes: PB-1"))
    assert [text_of(fact) for fact in built.page("old/index").find_class("fact")][-1] == "Status⇒ Superseded"
    shown = {
        text_of(item.find(".//h3")): text_of(item.find_class("status")[0])
        for item in built.page("index").iter("article")
    }
    assert shown == {"Old paper": "⇒ Superseded", "New paper": "● Published"}


def test_a_superseded_paper_without_a_follower_says_so_too(build: Callable[..., Built]) -> None:
    assert notice(build(two("status: superseded")), "old/index") == "⇒ This paper has been superseded."
    assert "This paper has been superseded." in pages(build(two("status: superseded"), "pdf"), "old")[0]


def test_a_follower_elsewhere_is_printed_as_it_was_typed(build: Callable[..., Built]) -> None:
    built = build(two('status: superseded, superseded-by: "https://doi.org/10.5555/12"'))
    assert notice(built, "old/index") == "⇒ Superseded by https://doi.org/10.5555/12."
    assert built.page("old/index").find_class("state-gone")[0].find(".//a").get("href") == "https://doi.org/10.5555/12"


def test_the_cover_of_a_withdrawn_paper_says_so(build: Callable[..., Built]) -> None:
    made = build(two("type: paper, status: withdrawn"), "pdf")
    assert "Withdrawn." in pages(made, "old")[0]
    glance = build(two("type: at-a-glance, status: withdrawn"), "pdf", name="glance")
    assert "Withdrawn." in pages(glance, "old")[0]


def test_a_corrected_paper_says_so_at_its_head(build: Callable[..., Built]) -> None:
    history = (
        "history: [{version: '1.1', date: 2025-09-01, kind: correction, text: The sum}, {version: '1.0', text: First}]"
    )
    for version, told in (("1.1", ["Corrected on 1 September 2025."]), ("1.2", [])):
        page = build(two(f"status: published, version: '{version}', {history}")).page("old/index")
        assert [text_of(note).replace("\u00a0", " ") for list_ in page.find_class("notes") for note in list_] == told


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
FIGURES = """
    ```{figure} a.svg
    :alt: A square
    :name: square
    :credit: Photo by *Ann*, https://example.org
    :licence: CC-BY-4.0

    The square
    ```

    ```{figure} a.svg
    :alt: Another square
    :source: Own data

    Without a credit
    ```
    """


def test_the_imprint_lists_who_made_the_pictures(build: Callable[..., Built]) -> None:
    files = two("status: published", **{"old/a.svg": SVG})
    files["old/more.md"] = "# More\n" + FIGURES.replace("\n    ", "\n")
    front = 'briefing: {type: paper, status: published, cover: {image: a.svg, alt: Square, credit: "Agency, 2025"}}'
    files["old/index.md"] = paper("Old paper", "Words.\n\n```{toctree}\nmore\n```\n", front)
    built = build(files)
    for docname, href in (("old/index", "more.html#square"), ("old/more", "#square")):
        imprint = built.page(docname).get_element_by_id("imprint")
        label = next(item for item in imprint.iter("dt") if text_of(item) == "Credits")
        lines = [text_of(line) for line in label.getnext().iter("p")]
        assert lines == [
            "Cover Agency, 2025",
            "Figure 1 Photo by Ann, https://example.org. Creative Commons Attribution 4.0 International (CC BY 4.0).",
        ]
        assert href in [link.get("href") for link in label.getnext().iter("a")]
    made = build(files, "pdf")
    text = " ".join(pages(made, "old"))
    assert "Cover Agency, 2025" in text
    assert "Figure 1 Photo by Ann" in text
    with pikepdf.open(made.out / "old.pdf") as pdf:
        inner = [
            note
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/Dest" in note or "/D" in note.get("/A", {})
        ]
        assert len(inner) >= 2  # the contents, and the figure


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("supersedes: PB-2", "number: PB-2, supersedes: [old]", "old/index.md:3: WARNING: By this line 'old' takes the place of 'new', and by new/index.md:3 'new' that of 'old'."),
        ("status: superseded, superseded-by: new", "status: superseded, superseded-by: PB-1", "new/index.md:3: WARNING: By this line 'old' takes the place of 'new', and by old/index.md:3 'new' that of 'old'."),
        ("supersedes: new, status: superseded, superseded-by: new", "number: PB-2", "old/index.md:3: WARNING: By this line 'old' takes the place of 'new', and by old/index.md:3 'new' that of 'old'."),
    ],
)  # fmt: skip
def test_two_papers_that_take_each_others_place_are_told(
    build: Callable[..., Built], old: str, new: str, told: str
) -> None:
    files = two(old, new)
    built = build(files, mistakes=True)
    assert [warning.partition(" Take one")[0] for warning in built.warnings] == [told]
    assert build({}, mistakes=True).warnings == built.warnings
    assert not build(two("status: superseded, superseded-by: new", "number: PB-2, supersedes: old")).warnings


def test_another_paper_that_nobody_knows_is_told_where_it_is_named(build: Callable[..., Built]) -> None:
    front = """briefing:
  number: PB-1
  status: superseded
  superseded-by: newer
  supersedes:
  - The green book
  - PB-2019-4
  - https://example.org/old
  - nobody
  translation-of: nwe
  translations:
  - fr
  - {lang: de, slug: nichts}
  - {lang: it, title: Vecchio, url: "https://example.org/it"}
  - new
"""
    files = two("") | {"old/index.md": f"---\ntitle: Old paper\n{front}---\n\n```{{toctree}}\nmore\n```\n"}
    built = build(files, mistakes=True)
    told = [warning.split(" is no paper of this project")[0] for warning in built.warnings]
    assert sorted(told) == [
        "old/index.md:11: WARNING: briefing.supersedes: 'nobody'",
        "old/index.md:12: WARNING: briefing.translation-of: 'nwe'",
        "old/index.md:15: WARNING: briefing.translations: 'nichts'",
        "old/index.md:6: WARNING: briefing.superseded-by: 'newer'",
    ]
    assert "(new or old)" in built.warnings[0]
    assert any(warning.endswith("Did you mean 'new'? [briefkit.front-matter]") for warning in built.warnings)
    assert build({}, mistakes=True).warnings == built.warnings


def test_a_translation_may_be_named_by_its_slug_alone(build: Callable[..., Built]) -> None:
    built = build(two("translations: [new, fr]"), "pdf")
    imprint = pages(built, "old")[-1].partition("Translations")[2]
    assert "PB-2, New paper" in imprint
    assert "fr" in imprint.split()
