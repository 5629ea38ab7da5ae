"""The gate catches what it is there for: each defect that is put into a good paper is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.conftest import Built, build_project, paper
from tests.faults import faults
from tests.gate import Validator

BODY = """
```{summary}
The bottom line.
```

## First section

A paragraph with a [link](https://example.org), a note[^1] and {lang}`fr une phrase`.

Another paragraph, and $x^2$.

[^1]: The note.

### Below it

#### And below that

- one
- two

```{figure} dot.svg
:alt: A rectangle

The caption
```

## Second section

```{stakeholder-table} Who wants what
:name: wants
- id: poland
  name: Poland
  role: party
  stance: supports
  position: Wants it.
```

::::{note}
:lang: fr

Une remarque.
::::

+------+-----+-----+
| A    | B   | C   |
+======+=====+=====+
| down | x   | 2   |
|      +-----+-----+
|      | y   | 3   |
+------+-----+-----+
"""
SPANS = """
```{eval-rst}
%s
```
"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="#0F4C5C"/></svg>'
)


def everything() -> dict[str, str]:
    """The sources of a paper that holds everything that a defect can be in."""
    text, grid = BODY.split("+------", 1)
    text += SPANS % ("+------" + grid.rstrip())
    front = ("date: 2025-08-01", "authors: [{name: Ann Adams}]", "briefing: {data: public, number: P-1}")
    return {"index.md": "# All\n\n```{toctree}\np/index\n```\n", "p/index.md": paper("Everything", text, *front),
            "p/dot.svg": SVG}  # fmt: skip


class Open:
    """A paper to put a defect into."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf

    def elements(self, *kinds: str) -> list[Any]:
        """The elements of some kinds, in reading order."""

        def walk(element: Any) -> Iterator[Any]:
            for kid in kids(element):
                if isinstance(kid, Dictionary) and "/S" in kid:
                    if str(kid.S)[1:] in kinds:
                        yield kid
                    yield from walk(kid)

        return list(walk(self.pdf.Root.StructTreeRoot))

    def first(self, kind: str, **attributes: str) -> Any:
        """The first element of a kind with the attributes."""
        return next(one for one in self.elements(kind)
                    if all(str(self.owner(one, key).get(f"/{key}")) == value for key, value in attributes.items()))  # fmt: skip

    @staticmethod
    def owner(element: Any, key: str) -> Any:
        """The dictionary that holds an attribute of an element."""
        found = element.get("/A", Array())
        return next((one for one in (found if isinstance(found, Array) else [found]) if f"/{key}" in one), Dictionary())

    def paragraph(self) -> Any:
        """A paragraph of the running text that holds nothing but text."""
        found = [one for one in self.elements("P") if all(not isinstance(kid, Dictionary) for kid in kids(one))]
        return next(one for one in found if Name.Document == one.P.S)

    def link(self) -> Any:
        """The annotation of a link."""
        return next(note for page in self.pdf.pages for note in page.get("/Annots", []) if note.Subtype == Name.Link)


def kids(element: Any) -> list[Any]:
    found = element.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def take_away(element: Any) -> None:
    parent = element.P
    parent.K = Array(
        [kid for kid in kids(parent) if not (isinstance(kid, Dictionary) and kid.objgen == element.objgen)]
    )


DEFECTS: dict[str, tuple[Callable[[Open], Any], str]] = {}
"""What is done to the good paper, and how the fault begins that tells of it: ours, or a rule of veraPDF."""


def defect(caught: str) -> Callable[[Callable[[Open], Any]], Callable[[Open], Any]]:
    def note(function: Callable[[Open], Any]) -> Callable[[Open], Any]:
        DEFECTS[function.__name__] = function, caught
        return function

    return note


@defect("language: of the paper")
def no_language(paper: Open) -> None:
    del paper.pdf.Root.Lang


@defect("language: of a passage")
def a_passage_in_no_language(paper: Open) -> None:
    next(one for one in paper.elements("P") if "/Lang" in one).Lang = String("French")


@defect("alternative: a figure without one")
def a_blank_description(paper: Open) -> None:
    paper.first("Figure").Alt = String(" ")


@defect("alternative: the name of a file")
def a_file_name_for_a_description(paper: Open) -> None:
    paper.first("Figure").Alt = String("chart-final.svg")


@defect("alternative: a formula without one")
def a_formula_without_words(paper: Open) -> None:
    del paper.first("Formula").Alt


@defect("table: a header cell without a scope")
def no_scope(paper: Open) -> None:
    cell = paper.first("TH", Scope="/Column")
    del paper.owner(cell, "Scope").Scope


@defect("table: the header of")
def a_row_header_that_is_none(paper: Open) -> None:
    paper.first("TH", Scope="/Row").S = Name.TD


@defect("table: no header cell")
def no_header_cells(paper: Open) -> None:
    for cell in paper.elements("TH"):
        cell.S = Name.TD


@defect("table: 'Supports' does not name")
def a_cell_without_its_header(paper: Open) -> None:
    row = paper.first("TH", Scope="/Row").P
    cell = next(one for one in kids(row) if one.S == Name.TD)
    paper.owner(cell, "Headers").Headers = Array()


@defect("table: rows of")
def a_span_that_is_lost(paper: Open) -> None:
    cell = next(one for one in paper.elements("TD") if "/RowSpan" in paper.owner(one, "RowSpan"))
    del paper.owner(cell, "RowSpan").RowSpan


@defect("heading: level 4 follows level 2")
def a_level_that_is_skipped(paper: Open) -> None:
    paper.first("H3").S = Name.H4


@defect("heading: the first is of level 2")
def a_title_that_is_no_heading(paper: Open) -> None:
    paper.first("H1").S = Name.P


@defect("outline: ")
def a_bookmark_too_few(paper: Open) -> None:
    with paper.pdf.open_outline() as outline:
        del outline.root[0].children[-1]


@defect("outline: ")
def a_bookmark_of_another_name(paper: Open) -> None:
    with paper.pdf.open_outline() as outline:
        outline.root[0].children[0].title = "Something else"


@defect("order: on page")
def another_order(paper: Open) -> None:
    paragraph = paper.paragraph()
    parent = paragraph.P
    moved = [kid for kid in kids(parent) if kid.objgen != paragraph.objgen]
    parent.K = Array([*moved, paragraph])


@defect("text: drawn, but not tagged")
def a_paragraph_without_a_tag(paper: Open) -> None:
    take_away(paper.paragraph())


@defect("text: read twice")
def a_paragraph_that_is_read_twice(paper: Open) -> None:
    paragraph = paper.paragraph()
    paragraph.K = Array([*kids(paragraph), *kids(paragraph)])


@defect("text: off its page")
def letters_off_the_page(paper: Open) -> None:
    page = paper.pdf.pages[0]
    page.contents_add(b"1 0 0 1 0 3000 cm", prepend=True)


@defect("text: off its page")
def a_page_that_is_cut(paper: Open) -> None:
    page = paper.pdf.pages[0]
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    page.mediabox = Array([left, bottom, right / 2, top])


@defect("font: ")
def letters_without_meaning(paper: Open) -> None:
    del next(iter(paper.pdf.pages[0].Resources.Font.values())).ToUnicode


@defect("PDFUA-1 7.21.4.1")
def a_font_that_is_not_embedded(paper: Open) -> None:
    font = next(iter(paper.pdf.pages[0].Resources.Font.values()))
    described = font.DescendantFonts[0].FontDescriptor
    for name in ("/FontFile2", "/FontFile3"):
        if name in described:
            del described[name]


@defect("nesting: P in")
def a_list_without_items(paper: Open) -> None:
    paper.first("LI").S = Name.P


@defect("nesting: an item of a list without a body")
def an_item_without_a_body(paper: Open) -> None:
    paper.first("LBody").S = Name.Div


@defect("nesting: a paragraph in a paragraph")
def a_paragraph_in_a_paragraph(paper: Open) -> None:
    link = paper.first("Link")
    link.P.S, link.S = Name.P, Name.P


@defect("link: one that does not say where it leads")
def a_link_without_words(paper: Open) -> None:
    del paper.link().Contents


@defect("link: one that is not tagged")
def a_link_without_a_tag(paper: Open) -> None:
    link = paper.first("Link")
    link.K = Array([kid for kid in kids(link) if not (isinstance(kid, Dictionary) and "/Obj" in kid)])


@defect("link: one that leads nowhere")
def a_link_to_nowhere(paper: Open) -> None:
    note = paper.link()
    for key in ("/A", "/Dest"):
        if key in note:
            del note[key]


@defect("link: the tab key")
def another_tab_order(paper: Open) -> None:
    next(page for page in paper.pdf.pages if "/Annots" in page).Tabs = Name.R


@defect("identity: not marked as tagged")
def no_mark_of_tags(paper: Open) -> None:
    del paper.pdf.Root.MarkInfo


@defect("identity: the window does not show the title")
def a_window_with_the_name_of_the_file(paper: Open) -> None:
    paper.pdf.Root.ViewerPreferences.DisplayDocTitle = False


@defect("identity: no dc:title")
def no_title(paper: Open) -> None:
    with paper.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        del xmp["dc:title"]


@defect("identity: PDF/A-3B")
def another_level(paper: Open) -> None:
    with paper.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfaid:conformance"] = "B"


@defect("identity: no pdfuaid:part")
def no_claim_to_be_accessible(paper: Open) -> None:
    with paper.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        del xmp["pdfuaid:part"]


@defect("identity: dated by the clock")
def a_date_from_the_clock(paper: Open) -> None:
    with paper.pdf.open_metadata(update_docinfo=False) as xmp:
        xmp["xmp:CreateDate"] = datetime.now(UTC).isoformat()


@defect("attachment: wants.csv has no relationship")
def a_file_without_a_relationship(paper: Open) -> None:
    for file in paper.pdf.attachments.values():
        del file.obj.AFRelationship


@defect("attachment: wants.csv in PDF/A-2")
def a_file_where_none_may_be(paper: Open) -> None:
    with paper.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfaid:part"] = "2"


@defect("attachment: wants.csv is not associated")
def a_file_of_its_own(paper: Open) -> None:
    del paper.pdf.Root.AF


@defect("safety: it holds a script")
def a_script(paper: Open) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    paper.pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), paper.pdf.make_indirect(script)]))


@defect("safety: it acts when it is opened")
def an_action(paper: Open) -> None:
    paper.pdf.Root.OpenAction = Dictionary(S=Name.URI, URI=String("https://example.org"))


@defect("safety: it is encrypted")
def a_lock(paper: Open) -> pikepdf.Encryption:
    return pikepdf.Encryption(owner="secret", user="", R=6)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper that holds everything, and has no fault."""
    built: Built = build_project(tmp_path_factory.mktemp("good"), everything(), "pdf")
    return built.out / "p.pdf"


@pytest.fixture(scope="module")
def caught(good: Path, tmp_path_factory: pytest.TempPathFactory, validator: Validator) -> dict[str, list[str]]:
    """What is found in the good paper, which stands under no name, and in each defective one."""
    folder = tmp_path_factory.mktemp("defects")
    shutil.copy(good, folder / "good.pdf")
    for name, (function, _) in DEFECTS.items():
        with pikepdf.open(good) as pdf:
            encryption = function(Open(pdf))
            pdf.save(folder / f"{name}.pdf", encryption=encryption or False)
    papers = sorted(folder.iterdir())
    found = {paper.stem: faults(paper) for paper in papers}
    for line in validator(papers):
        name, _, rule = line.partition("\t")
        found[Path(name).stem].append(rule.replace("\t", " "))
    return found


def test_a_good_paper_has_no_fault(caught: dict[str, list[str]]) -> None:
    assert caught["good"] == []


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_caught(caught: dict[str, list[str]], name: str, validator: Validator) -> None:
    expected = DEFECTS[name][1]
    if expected.startswith("PDFUA") and not validator.command:
        pytest.skip("veraPDF is not here")
    assert [fault for fault in caught[name] if fault.startswith(expected)], caught[name]
