"""Papers that are printed on both sides: what stands away from the fold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from tests.pdf.conftest import Built

Build = Callable[..., Built]
MM = 72 / 25.4


def paper(sides: str) -> dict[str, str | bytes]:
    front = f"---\ntitle: A paper\nbriefing: {{print: {sides}, marking: TLP:CLEAR}}\n---\n\n"
    return {"index.md": front + "Words of a paragraph.\n\n" * 90}


def folios(built: Built, word: str) -> list[tuple[float, float]]:
    """Where the number of each page begins and ends, from the left edge of its sheet, in mm."""
    found = []
    for page in extract_pages(str(built.path())):
        box = next(item for item in page if isinstance(item, LTTextContainer) and word in item.get_text())
        found.append((box.x0 / MM, box.x1 / MM))
    return found


@pytest.mark.parametrize("sides", ["single", "double"])
def test_the_number_of_a_page_stands_away_from_the_fold(build: Build, sides: str) -> None:
    places = folios(build(paper(sides), briefkit_papers=[]), "Page ")
    assert len(places) > 2
    odd, even = places[::2], places[1::2]
    if sides == "single":
        assert all(start < 40 for start, _ in places)
        return
    assert all(start > 120 for start, _ in odd)
    assert all(abs(start - 18) < 1 for start, _ in even)  # 18 mm outside, 24 mm at the fold
