"""The lists that a paper keeps of itself, and its short forms in the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdfminer.high_level import extract_text
from tests.conftest import Built, paper, text_of
from tests.structure import structure

INDEX = "# All\n\n```{toctree}\np/index\nq/index\n```\n"
FRONT = """\
date: 2025-08-13
abbreviations:
  OSCE: Organization for Security and Co-operation in Europe
  NATO: North Atlantic Treaty Organization
briefing:
  status: published
  version: "1.1"
  history:
    - {version: "1.1", date: 2025-08-12, kind: correction, text: "Corrects <b>Table 1</b>, see https://example.org/errata."}
    - {version: "1.0", date: 2025-08-01, text: First published.}
  approvals:
    - {role: Head of unit, name: Sanne Vries, on: 2025-08-10, version: "1.0"}
    - {role: Director, name: Tobias Ekwall}"""
LISTS = """
    ## Lists

    ```{abbreviations} Short forms
    :name: short-forms
    ```

    ```{version-history}
    ```

    ```{sign-off}
    ```
    """


def project(body: str, **other: str) -> dict[str, str]:
    return {
        "index.md": INDEX,
        "p/index.md": paper("P", body, FRONT),
        "q/index.md": paper("Q", "The OSCE again.\n", "abbreviations: {OSCE: Other Society}", "briefing: {}"),
        **other,
    }


def tables(built: Built, docname: str = "p/index") -> list[list[list[str]]]:
    """The cells of the lists of a page."""
    return [
        [[text_of(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
        for table in built.page(docname).find_class("backmatter")
    ]


def printed(built: Built, slug: str = "p") -> str:
    return " ".join(extract_text(str(built.out / f"{slug}.pdf")).split()).replace("\u00a0", " ")


def test_the_lists_print_front_matter_where_they_are_placed(build: Callable[..., Built]) -> None:
    built = build(project("\n    The {abbr}`EU (European Union)` acts.\n" + LISTS), briefkit_publisher="The House")
    short, versions, approvals = (
        [[cell.replace("\u00a0", " ") for cell in row] for row in table] for table in tables(built)
    )
    assert short == [
        ["Abbreviation", "Meaning"],
        ["EU", "European Union"],
        ["NATO", "North Atlantic Treaty Organization"],
        ["OSCE", "Organization for Security and Co-operation in Europe"],
    ]
    assert versions == [
        ["Version", "Date", "Change"],
        ["1.1", "12 August 2025", "Correction: Corrects <b>Table 1</b>, see https://example.org/errata."],
        ["1.0", "1 August 2025", "First published."],
    ]
    assert approvals == [
        ["Role", "Name", "Date", "Version", "Signature"],
        ["Head of unit", "Sanne Vries", "10 August 2025", "1.0", "✓ Approved"],
        ["Director", "Tobias Ekwall", "", "", "open"],
    ]
    imprint = [text_of(label) for label in built.page("p/index").get_element_by_id("imprint").iter("dt")]
    assert not {"Abbreviations", "Versions", "Approvals"} & set(imprint)


def test_what_no_directive_placed_stays_in_the_imprint(build: Callable[..., Built]) -> None:
    page = build(project("Words.\n\n```{version-history}\n```\n")).page("p/index")
    imprint = [text_of(label) for label in page.get_element_by_id("imprint").iter("dt")]
    assert {"Abbreviations", "Approvals"} <= set(imprint)
    assert "Versions" not in imprint


def test_the_lists_are_tables_with_headers_in_the_paper(build: Callable[..., Built]) -> None:
    built = build(project(LISTS), "pdf")
    kinds = structure(built.out / "p.pdf")
    assert kinds.count("Table") == 3
    assert kinds.count("TH Column") == 10
    assert kinds.count("TH Row") == 6
    text = printed(built)
    for words in ("Short forms", "Correction: Corrects <b>Table 1</b>", "10 August 2025", "Approved", "open"):
        assert words in text
    assert "Table 1 Short forms" not in text  # they count with no table


def test_a_chapter_may_hold_them_and_is_written_again_when_front_matter_changes(build: Callable[..., Built]) -> None:
    toctree = "Words.\n\n```{toctree}\nlists\n```\n"
    chapter = "# Lists\n\n```{version-history}\n```\n\n```{abbreviations}\n```\n"
    files = project(toctree, **{"p/lists.md": chapter})
    built = build(files)
    assert "First published." in text_of(built.page("p/lists").find_class("backmatter")[0])
    changed = (
        files["p/index.md"].replace("First published.", "Printed first.").replace("Words.", "{abbr}`UN (Nations)`")
    )
    built = build({"p/index.md": changed})
    history, short = built.page("p/lists").find_class("backmatter")
    assert "Printed first." in text_of(history)
    assert "Nations" in text_of(short)


@pytest.mark.parametrize("language", ["fr", "de", "es", "it", "pl", "uk", "ar"])
def test_the_lists_speak_the_language_of_the_paper(build: Callable[..., Built], language: str) -> None:
    files = project(LISTS)
    files["p/index.md"] = files["p/index.md"].replace(
        "  status: published", f"  status: published\n  language: {language}"
    )
    heads = [row[0] for row in tables(build(files))]
    english = {"Abbreviation", "Meaning", "Change", "Role"}
    assert not english & {cell for row in heads for cell in row}


def test_a_colon_stands_as_the_language_of_the_paper_has_it(build: Callable[..., Built]) -> None:
    files = project("```{version-history}\n```\n")
    files["p/index.md"] = files["p/index.md"].replace("  status: published", "  status: published\n  language: fr")
    (history,) = build(files).page("p/index").findall(".//table")
    assert "Correction\u00a0: " in history.text_content()


def test_a_rest_page_may_list_the_short_forms_of_its_text(build: Callable[..., Built]) -> None:
    rest = "Guide\n=====\n\n.. abbreviations::\n   :name: short\n\nThe :abbr:`EU (European Union)` acts.\n"
    built = build({"index.rst": rest}, extensions=["briefkit", "sphinxcontrib.bibtex"], briefkit_papers=["index"])
    assert tables(built, "index") == [[["Abbreviation", "Meaning"], ["EU", "European Union"]]]


def abbreviations(built: Built, docname: str = "p/index") -> list[tuple[str, str]]:
    return [(text_of(item), item.get("title")) for item in built.page(docname).iter("abbr")]


TEXT = """
    The OSCE met, `OSCE` in code, [the OSCE](https://example.org), and {lang}`fr l’OSCE`.

    ## OSCE in a heading

    The OSCE’s mission; OSCEs. NATO’s place, NATO-led, then NATO.

    | OSCE |
    | ---- |
    | NATO |
    """


def test_a_page_explains_every_short_form_of_front_matter(build: Callable[..., Built]) -> None:
    built = build(project(TEXT))
    found = abbreviations(built)
    assert [word for word, _ in found] == ["OSCE", "OSCE", "NATO", "NATO", "NATO", "OSCE", "NATO"]
    assert dict(found)["OSCE"] == "Organization for Security and Co-operation in Europe"
    assert abbreviations(built, "q/index") == [("OSCE", "Other Society")]
    assert "OSCE in a heading" in built.main("p/index")
    assert not [item for item in built.page("p/index").iter("abbr") if item.getparent().tag in {"h2", "code", "a"}]


def test_a_paper_explains_the_first_in_running_text(build: Callable[..., Built]) -> None:
    text = printed(build(project(TEXT), "pdf"))
    assert "The OSCE (Organization for Security and Co-operation in Europe) met" in text
    assert "NATO’s place, NATO-led, then NATO (North Atlantic Treaty Organization)." in text
    assert text.count("(Organization for") == text.count("(North Atlantic") == 1
    assert "The OSCE (Other Society) again." in printed(build(project(TEXT), "pdf"), "q")


def test_a_paper_that_introduces_a_short_form_itself_is_left_alone(build: Callable[..., Built]) -> None:
    body = "The North Atlantic Treaty Organization (NATO) met. NATO met again.\n"
    assert "The North Atlantic Treaty Organization (NATO) met. NATO met again." in printed(build(project(body), "pdf"))


def test_other_formats_print_the_lists(build: Callable[..., Built]) -> None:
    for builder in ("text", "latex", "xml", "gettext"):
        built = build(project(LISTS + TEXT), builder, name=builder)
    text = build(project(LISTS + TEXT), "text", name="plain").read("p/index.txt")
    assert "First published." in text
    assert "Tobias Ekwall" in text
    assert " ".join(text.split()).count("OSCE (Organization for Security and Co-operation in Europe)") == 1
    assert built.status == 0


def test_parallel_readers_find_the_same(build: Callable[..., Built]) -> None:
    chapters = {f"p/c{number}.md": f"# C{number}\n\n{{abbr}}`A{number} (Long {number})`\n" for number in range(6)}
    toctree = "```{toctree}\n" + "\n".join(f"c{number}" for number in range(6)) + "\n```\n\n"
    files = project(toctree + "```{abbreviations}\n```\n", **chapters)
    one = build(files, name="one")
    many = build(files, name="many", parallel=3)
    assert one.read("p/index.html") == many.read("p/index.html")
    assert "Long 5" in many.main("p/index")
