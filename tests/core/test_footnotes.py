"""Marks of footnotes that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import Built


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_a_mark_without_its_footnote_is_printed_as_typed_and_told_once(
    build: Callable[..., Built], builder: str
) -> None:
    text = "Paper\n=====\n\nOne [#heat]_ and two [#het]_ and [3]_.\n\n.. [#heat] Warm.\n"
    built = build({"index.rst": text}, builder, mistakes=True, briefkit_papers=["index"])
    told = "so its mark is printed as it was typed. Correct the mark, or write the footnote on a line of its own:"
    assert built.warnings == [
        f"index.rst:4: WARNING: There is no footnote 'het', {told} .. [#het] … Did you mean 'heat'? [briefkit.reference]",
        f"index.rst:4: WARNING: There is no footnote '3', {told} .. [3] … [briefkit.reference]",
    ]
    if builder == "html":
        assert "One [1] and two [#het]_ and [3]_." in built.main("index")
