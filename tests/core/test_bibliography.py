"""Sources: each briefing cites from its own bibliography, then from that of the organisation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pybtex.database import parse_string
from sphinxcontrib.bibtex.domain import BibtexDomain
from tests.conftest import Built, paper, text_of
from tests.structure import Paper

from briefkit.core.biblanguage import declared


def book(key: str, author: str, year: int = 2015) -> str:
    return (
        f"@book{{{key}, author = {{{author}, Ann}}, title = {{Book of {author}}}, year = {year}, publisher = {{UN}}}}\n"
    )


def two(body: str, **files: str) -> dict[str, str]:
    return {
        "index.md": "# All\n\n```{toctree}\na/index\nb/index\n```\n",
        "a/index.md": paper("A", body),
        "b/index.md": paper("B", body),
        "a/references.bib": book("k", "Adams") + book("only", "Olson"),
        "b/references.bib": book("k", "Brown"),
    } | files


LIST = "\n\n```{bibliography}\n```\n"


def test_two_briefings_have_the_same_key_for_two_books(build: Callable[..., Built]) -> None:
    built = build(two("See {cite:t}`k` and {cite:p}`k`." + LIST))
    assert "See Adams [2015] and [Adams, 2015]" in built.main("a/index") or "Adams (2015)" in built.main("a/index")
    assert "Book of Adams" in built.main("a/index")
    assert "Brown" not in built.main("a/index")
    assert "Book of Brown" in built.main("b/index")
    assert "Adams" not in built.main("b/index")


def test_only_what_is_cited_is_listed(build: Callable[..., Built]) -> None:
    assert "Olson" not in build(two("See {cite}`k`." + LIST)).main("a/index")


def test_a_bibliography_of_the_organisation_serves_all(build: Callable[..., Built]) -> None:
    built = build(two("See {cite}`k` and {cite}`shared`." + LIST, **{"sources.bib": book("shared", "Clark")}))
    for slug in "ab":
        assert "Book of Clark" in built.main(f"{slug}/index")
        assert "Clark, 2015" in built.main(f"{slug}/index")


def test_links_of_citations_lead_to_the_own_list(build: Callable[..., Built]) -> None:
    built = build(two("See {cite}`k`." + LIST))
    for slug, name in (("a", "Adams"), ("b", "Brown")):
        page = built.page(f"{slug}/index")
        anchor = built.links(f"{slug}/index")[f"{name}, 2015"]
        assert anchor.startswith("#")
        assert f"Book of {name}" in text_of(page.get_element_by_id(anchor[1:]))


def test_two_works_of_a_year_are_told_apart_in_each_briefing(build: Callable[..., Built]) -> None:
    files = {"a/references.bib": book("k", "Adams") + book("l", "Adams").replace("Book of", "Second book of")}
    built = build(
        two("See {cite}`k`." + LIST, **files) | {"a/index.md": paper("A", "See {cite}`k` and {cite}`l`." + LIST)}
    )
    text = built.main("a/index")
    assert "2015a" in text
    assert "2015b" in text
    assert "2015a" not in built.main("b/index")


@pytest.mark.parametrize("key", ["nobody", "only"])
def test_a_key_that_is_not_there_is_told(build: Callable[..., Built], key: str) -> None:
    built = build(
        two("See {cite}`k`." + LIST) | {"b/index.md": paper("B", f"Words.\n\nSee {{cite}}`{key}`.\n")},
        mistakes=True,
    )
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("b/index.md:8: ")
    assert key in built.warnings[0]
    assert f"See [{key}]." in built.main("b/index")


def test_a_source_that_no_list_prints_is_told(build: Callable[..., Built]) -> None:
    built = build(two("See {cite}`k`." + LIST) | {"b/index.md": paper("B", "See {cite}`k`.\n")}, mistakes=True)
    (told,) = built.warnings
    assert told.startswith("b/index.md:6: WARNING: The source 'k' is in no list of references")
    assert "See [k]." in built.main("b/index")


def test_a_bibliography_that_cannot_be_read_does_not_stop_the_build(build: Callable[..., Built]) -> None:
    broken = {"b/references.bib": book("k", "Brown") + "@book{l, author = {Brown, Ann, title = \n"}
    for files in (two("See {cite}`k`." + LIST, **broken), {}):
        built = build(files, mistakes=True)
        assert len(built.warnings) == 1
        assert built.warnings[0].startswith("b/references.bib:")
        assert "Book of Adams" in built.main("a/index")
        assert "Book of Brown" in built.main("b/index")


def test_a_key_that_stands_twice_in_a_file_is_told(build: Callable[..., Built]) -> None:
    built = build(
        two("See {cite}`k`." + LIST, **{"b/references.bib": book("k", "Brown") + book("k", "Clark")}),
        mistakes=True,
    )
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("b/references.bib:")
    assert "repeated" in built.warnings[0]


def test_a_project_without_citations_needs_no_bibliography(build: Callable[..., Built]) -> None:
    assert (
        build(
            {
                "index.md": "# All\n",
                "a/index.md": "---\norphan: true\ntitle: A\nbriefing: {status: draft}\n---\nWords.\n",
            }
        ).status
        == 0
    )


def test_a_fault_of_an_entry_is_told_by_each_build(build: Callable[..., Built]) -> None:
    files = two("See {cite}`k`." + LIST, **{"b/references.bib": "@book{k, title = {A book}}\n"})
    for changes in (files, {}):
        built = build(changes, mistakes=True, bibtex_default_style="unsrt")
        assert len(built.warnings) == 1
        assert built.warnings[0].startswith("b/index.md:")
        assert "missing editor" in built.warnings[0]


def test_sources_are_formatted_again_only_where_something_changed(
    build: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    formatted: list[str] = []
    whole = BibtexDomain.env_updated

    def noted(self: BibtexDomain) -> object:
        formatted.extend(key.docname for key in self.bibliographies)
        return whole(self)

    monkeypatch.setattr(BibtexDomain, "env_updated", noted)
    build(two("See {cite}`k`." + LIST))
    assert sorted(formatted) == ["a/index", "b/index"]
    formatted.clear()
    built = build({"b/references.bib": book("k", "Clark")})
    assert formatted == ["b/index"]
    assert "Book of Clark" in built.main("b/index")
    assert "Book of Adams" in built.main("a/index")


FOREIGN = """\
@article{a, author = {Maier, Uta}, title = {Wärme in der Stadt}, journal = {Zeitschrift für Wärme}, year = 2020, langid = {ngerman}}
@book{b, author = {Petit, Anne}, title = {La chaleur}, year = 2021, publisher = {PUF}, language = {French}}
@book{c, author = {Clark, Cleo}, title = {Heat}, year = 2022, language = {british}}
@book{d, author = {سالم, ليلى}, title = {الحرارة}, year = 2023, langid = {arabic}}
@book{e, author = {Evans, Eva}, title = {Of two minds}, year = 2024, language = {german and french}}
"""
MARKED = {
    ("de", "Wärme in der Stadt"), ("de", "Zeitschrift für Wärme"), ("fr", "La chaleur"), ("ar", "سالم, ل. (2023). الحرارة."),
}  # fmt: skip


def test_a_source_in_another_language_says_so(build: Callable[..., Built]) -> None:
    files = {
        "index.md": "# All\n\n```{toctree}\np/index\n```\n",
        "p/index.md": paper("P", "See {cite}`a,b,c,d,e`." + LIST),
        "p/references.bib": FOREIGN,
    }
    built = build(files, bibtex_default_style="briefkit", bibtex_reference_style="briefkit")
    main = built.page("p/index").find(".//main")
    assert {(span.get("lang"), text_of(span)) for span in main.xpath(".//span[@lang]")} == MARKED
    assert [span.get("dir") for span in main.xpath(".//span[@lang='ar']")] == ["rtl"]
    made = build({}, "pdf", bibtex_default_style="briefkit", bibtex_reference_style="briefkit")
    with Paper(made.out / "p.pdf") as pdf:
        said = {tag: "".join(glyph.text for glyph in pdf.glyphs if glyph.lang == tag) for tag in ("de", "fr")}
        assert said == {"de": "Wärme in der StadtZeitschrift für Wärme", "fr": "La chaleur"}


@pytest.mark.parametrize(
    ("field", "spoken", "tag"),
    [
        ("langid = {ngerman}", "en", "de"), ("langid = {brazilian}", "en", "pt-BR"), ("language = {Englisch}", "de", "en"),
        ("language = {pl}", "en", "pl"), ("langid = {polish}, language = {german}", "en", "pl"), ("language = {Klingonese}", "en", ""),
    ],
)  # fmt: skip
def test_the_language_of_a_source_may_be_named_as_in_latex_or_in_words(field: str, spoken: str, tag: str) -> None:
    entry = parse_string(f"@book{{k, {field}}}", "bibtex").entries["k"]
    assert declared(entry, spoken) == tag
