"""Front matter: what passes, what reaches the page, and what a mistake in it costs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.conftest import BRIEFING, Built, paper

from briefkit.core.briefings import front_matter
from briefkit.core.face import face_of
from briefkit.core.frontmatter import front_of
from briefkit.core.frontsource import _for_myst, has_level_1

FULL = """\
---
title: Before the Alaska summit
subtitle: What a verifiable ceasefire would take
short_title: Alaska
description: Options for European governments.
authors:
  - name: Ann Adams
    affiliations: [Policy Unit]
    orcid: 0000-0002-1825-0097
    email: ann@policy.example
    roles: [editor]
    note: Corresponding author
  - Bob Brown
date: 2025-08-13
keywords: [ceasefire, verification]
license: CC-BY-4.0
doi: 10.5555/12345
copyright: © 2025 The Policy Unit
abbreviations: {UN: United Nations}
briefing:
  number: PB-2025-07
  type: briefing
  status: in_review
  version: 0.30
  as-of: 2025-08-12
  question: Should governments back it?
  language: en
  marking: {label: "TLP:CLEAR", text: For all readers}
  topics: [security]
  publisher: The Policy Press
  contact: desk@policy.example
  funding: Funded by the Fund.
  prepared-for: {body: The Committee, meeting: Meeting 7, date: 2025-08-14, item: 3, procedure: Written}
  series: Policy briefs
  identifiers: {isbn-pdf: 978-0-00-000000-2, issn: 1234-5678, catalogue: QX-01}
  embargo: 2025-08-15T06:00+02:00
  history: [{version: "0.2", date: 2025-08-01, kind: correction, text: Corrected the table}]
  approvals: [{role: Head, name: Cleo Clark, on: 2025-08-12, version: "0.3"}]
  supersedes: PB-2025-01
  translation-of: Avant le sommet
  translations: [{lang: fr, title: Avant}]
  distribution: [Member states]
  acknowledgements: Thanks to many.
---

The text.
"""


@pytest.fixture
def full(build: Callable[..., Built]) -> Built:
    return build({"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": FULL})


PRINTED = (
    "What a verifiable ceasefire would take", "Ann Adams", "Bob Brown", "Policy Unit", "13 August 2025", "12 August 2025",
    "PB-2025-07", "In review", "0.30", "The Policy Press", "TLP:CLEAR", "For all readers", "The Committee",
)  # fmt: skip


def test_what_front_matter_says_stands_on_the_page(full: Built) -> None:
    text = " ".join(full.page("p/index").text_content().replace("\u00a0", " ").split())
    assert [words for words in PRINTED if words not in text] == []


def test_front_matter_is_read_as_it_was_typed(full: Built) -> None:
    front = front_of(full.env, "p/index")
    assert front.briefing is not None
    assert front.briefing.version == "0.30"
    assert front.briefing.status == "in-review"
    assert front.as_of == datetime.date(2025, 8, 12)
    assert [author.name for author in front.writers] == ["Ann Adams", "Bob Brown"]


FOREIGN = """\
---
title: Passing keys
abstract: A short text
orphan: true
tocdepth: 1
html_meta:
  description: Of html_meta
substitutions:
  place: Anchorage
myst:
  enable_extensions: [deflist, substitution]
kernelspec: {name: python3}
jupytext: {formats: "md:myst"}
thumbnail: picture.png
tags: [a, b]
exports: [{format: pdf}]
no-search: true
briefing: {status: draft}
---

In {{ place }}.
"""


def test_keys_of_myst_and_sphinx_pass_and_still_work(build: Callable[..., Built]) -> None:
    built = build({"index.md": "# All\n", "p/index.md": FOREIGN})
    assert "In Anchorage." in built.main("p/index")
    assert "Of html_meta" in built.read("p/index.html")
    assert "orphan" in built.env.metadata["p/index"]
    assert built.env.metadata["p/index"]["tocdepth"] == 1


def test_myst_settings_of_a_page_work_beside_a_wrong_date(build: Callable[..., Built]) -> None:
    files = {
        "index.md": "# All\n",
        "p/index.md": FOREIGN.replace("abstract: A short text", "date: 2025-02-30"),
    }
    built = build(files, mistakes=True)
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("p/index.md:3: WARNING: date: '2025-02-30' is no date")
    assert "In Anchorage." in built.main("p/index")


def test_a_mistake_costs_only_its_own_field(build: Callable[..., Built]) -> None:
    source = FULL.replace("status: in_review", "status: reviewed").replace("Bob Brown", "nobody: 1")
    built = build({"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": source}, mistakes=True)
    text = built.main("p/index")
    assert "Ann Adams" in text
    assert "PB-2025-07" in text


@pytest.mark.parametrize("name", ["index.md", "p/chapter.md"])
def test_front_matter_of_chapters_and_of_the_root_page_is_checked(build: Callable[..., Built], name: str) -> None:
    files = {
        "index.md": "# All\n\n```{toctree}\np/index\n```\n",
        "p/index.md": paper("P", "```{toctree}\nchapter\n```\n"),
        "p/chapter.md": "# Chapter\n",
    }
    files[name] = "---\nkeywords: [a]\nauthro: Ann\n---\n\n" + files[name]
    built = build(files, mistakes=True)
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith(f"{name}:3: WARNING: authro: there is no such field.")
    assert "Did you mean 'author'?" in built.warnings[0]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_file_of_windows_is_read_like_any_other(build: Callable[..., Built], ending: str) -> None:
    source = "\ufeff" + paper("Heat", "Words.\n", "date: 2025-08-13", BRIEFING)
    built = build(
        {
            "index.md": "# All\n\n```{toctree}\np/index\n```\n",
            "p/index.md": source.replace("\n", ending).encode(),
        }
    )
    assert "Heat" in built.main("p/index")
    assert "13 August 2025" in built.main("p/index").replace("\u00a0", " ")


def test_facts_known_of_a_later_day_are_a_finding_not_a_warning(build: Callable[..., Built]) -> None:
    source = paper("Heat", "Words.\n", "date: 2025-08-13", "briefing: {as-of: 2025-08-20}")
    built = build({"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": source}, strict=True)
    assert built.status == 0


def test_a_translation_with_a_wrong_key_keeps_its_title_and_its_address(build: Callable[..., Built]) -> None:
    given_as = "translations: [{language: fr, title: Avant, url: 'https://example.org/fr'}, {lang: de, title: Vor}]"
    source = paper("Heat", "Words.\n", "date: 2025-08-13", f"briefing: {{{given_as}}}")
    built = build({"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": source}, mistakes=True)
    assert len(built.warnings) == 1
    assert "briefing.translations.1.language: there is no such field" in built.warnings[0]
    imprint = {item["label"]: item["lines"] for item in face_of(built.env, "p/index").imprint}
    lines = ["".join(part["text"] for part in line) for line in imprint["Translations"]]
    assert lines == ["Avant, https://example.org/fr", "de: Vor"]


def test_keys_with_hyphens_and_underscores_are_the_same(build: Callable[..., Built]) -> None:
    source = paper(
        "Heat",
        "Words.",
        "short-title: H",
        "briefing: {as_of: 2025-08-20, numbered_paragraphs: yes, prepared_for: Us}",
    )
    front = front_of(
        build({"index.md": "# A\n", "p/index.md": "---\norphan: true\n" + source.partition("\n")[2]}).env,
        "p/index",
    )
    assert front.short_title == "H"
    assert front.briefing is not None
    assert front.briefing.numbered_paragraphs
    assert front.briefing.as_of == datetime.date(2025, 8, 20)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(TEXTS, TEXTS)
@example("a: b\n---\nx", "")
@example("", "---")
def test_what_myst_gets_has_as_many_lines_as_the_source(head: str, body: str) -> None:
    text = f"---\n{head}\n---\n{body}"
    found, count = front_matter(text)
    assert count >= 2
    assert found == "\n".join(text.split("\n")[1 : count - 1])
    lines = _for_myst(found, {"myst", "orphan"}, count, text, "A title").split("\n")
    assert lines[count:] == text.split("\n")[count:]
    assert len(lines) == len(text.split("\n"))


@given(
    st.lists(st.sampled_from(["# A", "## B", "A\n===", "```", "~~~", ":::", "````", "Words", "", "---", "    # code"]))
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_heading_inside_of_a_fence_is_none(lines: list[str]) -> None:
    text = "\n".join(lines)
    if has_level_1(text):
        assert re.search(r"^ {0,3}#(\s|$)|^=+$", text, re.MULTILINE)
    assert not has_level_1("````\n" + "\n".join(line for line in lines if line != "````") + "\n````")
