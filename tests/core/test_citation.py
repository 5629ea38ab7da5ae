"""How a paper asks to be cited."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import Built, paper, text_of

FULL = """\
subtitle: How to tell
authors: [Ann Adams, Bob Brown, Cleo Clark]
date: 2025-08-13
doi: https://doi.org/10.5555/12345
briefing: {number: PB-7, version: "0.30", publisher: The House, language: LANG}"""


def cited(build: Callable[..., Built], title: str, front: str, **config: str) -> str:
    index = "# All\n\n```{toctree}\np/index\n```\n"
    built = build({"index.md": index, "p/index.md": paper(title, "Words.\n", front)}, **config)
    return text_of(built.page("p/index").get_element_by_id("imprint").find(".//dd"))


FORMS = {
    "whole": (
        "Peace",
        FULL.replace("LANG", "en"),
        "Ann Adams, Bob Brown and Cleo Clark (2025). Peace: How to tell. Policy briefing PB-7, version 0.30. The House. "
        "https://doi.org/10.5555/12345",
    ),
    "a question": (
        "Peace when?",
        FULL.replace("LANG", "en").replace("doi: https://doi.org/10.5555/12345\n", ""),
        "Ann Adams, Bob Brown and Cleo Clark (2025). Peace when? How to tell. Policy briefing PB-7, version 0.30. The House.",
    ),
    "no date, number or version": ("Peace?", "author: Ann Adams\nbriefing: {}", "Ann Adams (n.d.). Peace? Policy briefing."),
    "the publisher alone": (
        "Peace", "date: 2025-08-13\nbriefing: {publisher: The House Ltd.}", "The House Ltd. (2025). Peace. Policy briefing.",
    ),
    "French": (
        "Paix",
        FULL.replace("LANG", "fr"),
        "Ann Adams, Bob Brown et Cleo Clark (2025). Paix : How to tell. Note d’analyse PB-7, version 0.30. The House. "
        "https://doi.org/10.5555/12345",
    ),
    "German without a date": ("Frieden", "author: Ann Adams\nbriefing: {language: de}", "Ann Adams (o. J.). Frieden. Kurzanalyse."),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_says_how_to_cite_it(build: Callable[..., Built], form: str) -> None:
    title, front, expected = FORMS[form]
    assert cited(build, title, front).replace("\u00a0", " ") == expected


def test_a_paper_without_a_doi_is_cited_with_its_address(build: Callable[..., Built]) -> None:
    found = cited(build, "Peace", "author: Ann\nbriefing: {}", html_baseurl="https://house.example/papers/")
    assert found == "Ann (n.d.). Peace. Policy briefing. https://house.example/papers/p/index.html"
