"""The options of a disclaimer: where it stands, and what fills its text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import Built, paper, text_of

INDEX = "# All\n\n```{toctree}\np/index\n```\n"
LIBRARY = "views: {kind: personal-views, text: 'For {reader}, in {year}.'}\n"


def page(*options: str) -> dict[str, str]:
    lines = "\n".join(["```{disclaimer} views", *options, "```", "", "Text.", ""])
    return {"index.md": INDEX, "p/index.md": paper("P", lines), "disclaimers.yml": LIBRARY}


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
