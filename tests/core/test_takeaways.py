"""The bottom line and the key takeaways, as a reader finds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.conftest import Built, paper, text_of

INDEX = "# All\n\n```{toctree}\n:glob:\n*/index\n```\n"


def one(body: str, *front: str, **files: str) -> Mapping[str, str]:
    return {
        "index.md": INDEX,
        "p/index.md": paper("P", body, *front),
        **{f"p/{name}": text for name, text in files.items()},
    }


def items(built: Built) -> list[str]:
    return [text_of(item) for item in built.page("p/index").find_class("takeaway")]


def test_the_bottom_line_stands_in_a_box_with_its_label(build: Callable[..., Built]) -> None:
    built = build(one("```{summary}\nDo *this*.\n```\n\n```{summary} In short\n:lang: fr\n\nFaire ceci.\n```\n"))
    boxes = [box for box in built.page("p/index").find_class("summary") if box.tag == "section"]
    assert [text_of(box) for box in boxes] == ["Bottom line Do this.", "In short Faire ceci."]
    assert boxes[1].get("lang") == "fr"
    assert built.page("p/index").get_element_by_id(boxes[0].get("aria-labelledby")) is not None


def test_a_heading_runs_into_its_text(build: Callable[..., Built]) -> None:
    built = build(
        one("""
        ```{key-takeaways}
        - heading: Trust
          text: Build it, see [there](https://example.org).
        - heading: Is it so?
          text: Yes.
        - aspect: Cost
          insight: It costs $5 bn or $10 bn.
        - text: No heading.
        - heading: No text
        ```
        """)
    )
    assert items(built) == [
        "Trust. Build it, see there.",
        "Is it so? Yes.",
        "Cost. It costs $5 bn or $10 bn.",
        "No heading.",
        "No text.",
    ]
    assert len(built.page("p/index").find_class("lead-in")) == 4


def test_a_list_of_sentences_stays_one(build: Callable[..., Built]) -> None:
    built = build(one("```{key-takeaways}\n- Trust: build it\n- text: as a word\n- **Bold** start\n```\n"))
    assert items(built) == ["Trust: build it", "text: as a word", "Bold start"]


def test_a_sentence_may_stand_among_records(build: Callable[..., Built]) -> None:
    built = build(
        one("""
        ```{key-takeaways}
        - heading: Trust
          text: Build *it*.
          sea: there
        - A *sentence*: of two
          lines.

          And a part.
        - {heading: Cost, text: High.}
        - **Bold** words[^n].
        - text: Alone.
        ```

        [^n]: The note.
        """),
        mistakes=True,
    )
    assert items(built) == [
        "Trust. Build it.",
        "A sentence: of two lines. And a part.",
        "Cost. High.",
        "Bold words[1].",
        "Alone.",
    ]
    assert len(built.page("p/index").find_class("takeaways-list")) == 1
    assert len(built.page("p/index").find_class("lead-in")) == 3
    (told,) = built.warnings
    source = Path(built.env.doc2path("p/index")).read_text(encoding="utf-8")
    number = source.split("\n").index("  sea: there") + 1
    assert told.startswith(f"p/index.md:{number}: ")
    assert "sea: there is no such field" in told


@pytest.mark.parametrize("view", ["list", "table"])
def test_footnotes_of_a_takeaway_are_numbered_as_they_are_read(build: Callable[..., Built], view: str) -> None:
    body = f"""
        ```{{key-takeaways}}
        :view: {view}
        - heading: One.[^a]
          text: Text.[^b]
        ```

        [^a]: First note.
        [^b]: Second note.
        """
    built = build(one(body))
    read = [text_of(mark) for mark in built.page("p/index").find_class("footnote-reference")]
    assert read == ["[1]", "[2]"]
    assert "One.[1]Text.[2]" in built.main("p/index").replace(" ", "").replace("\n", "")
    notes = [text_of(note) for note in built.page("p/index").find_class("footnote")]
    assert ["First" in note for note in notes] == [True, False]


def test_takeaways_as_a_table_have_their_two_columns(build: Callable[..., Built]) -> None:
    built = build(
        one(
            "```{key-takeaways} Points\n:view: table\n:name: pts\n\n- heading: One\n  text: Words.\n```\n\nSee {ref}`pts`.\n"
        )
    )
    rows = [[text_of(cell) for cell in row.iter("th", "td")] for row in built.page("p/index").iter("tr")]
    assert rows == [["Aspect", "Insight"], ["One", "Words."]]
    assert built.links("p/index")["Points"] == "#pts"


def test_what_a_takeaway_rests_on_is_said_and_linked(build: Callable[..., Built]) -> None:
    files = one(
        """
        ```{key-takeaways}
        - heading: One
          see: [fact, sums, part, un2015, "q:far"]
        ```

        (fact)=
        A fact.

        (part)=
        ## The part

        ```{table} Sums
        :name: sums

        | A |
        | - |
        | 1 |
        ```

        ```{bibliography}
        ```
        """,
        "briefing: {numbered-paragraphs: true}",
        **{"references.bib": "@book{un2015, author = {Adams, Ann}, title = {T}, publisher = {U}, year = 2015}\n"},
    )
    built = build({**files, "q/index.md": paper("Q", "(far)=\n## Far\n\nWords.\n")})
    sees = {text_of(item).strip("→ ").replace("\u00a0", " "): item for item in built.page("p/index").find_class("see")}
    assert set(sees) >= {"para. 1", "Table 1", "The part", "Far"}
    assert any("Adams, 2015" in words for words in sees)
    assert built.links("p/index")["→ Far"] == "../q/index.html#far"


@pytest.mark.parametrize("language", ["de", "fr"])
def test_labels_speak_the_language_of_the_paper(build: Callable[..., Built], language: str) -> None:
    body = "```{summary}\nX.\n```\n\n```{key-takeaways}\n- heading: One\n```\n"
    built = build(one(body, f"briefing: {{language: {language}}}"))
    labels = [
        text_of(label)
        for name in ("summary-label", "takeaways-label")
        for label in built.page("p/index").find_class(name)
    ]
    assert len(labels) == 2
    assert not {"Bottom line", "Key takeaways"} & set(labels)


def test_fields_are_parsed_as_myst_and_text_is_never_lost(build: Callable[..., Built]) -> None:
    built = build(
        one("""
        ```{key-takeaways}
        - heading: "*One* `two` <three> & four"
          text: |
            A list:

            - first
            - second[^n]

            [^n]: The note.
        - heading: "Second"
          text: "Of it[^n].\\n\\n[^n]: Another note."
        ```
        """)
    )
    text = built.main("p/index")
    for words in ("One two <three> & four", "first", "second", "The note.", "Another note."):
        assert words in text
    assert "<em>One</em>" in built.read("p/index.html")


def test_a_file_and_a_body_both_or_neither(build: Callable[..., Built]) -> None:
    built = build(
        one(
            "```{key-takeaways}\n:file: p.yaml\n\n- heading: Of the body\n```\n",
            **{"p.yaml": "- heading: Of the file\n"},
        ),
        mistakes=True,
    )
    assert items(built) == ["Of the body."]
    assert "has both a body and :file: p.yaml" in built.warnings[0]
    built = build(one("```{key-takeaways}\n:file: p.yaml\n```\n"))
    assert items(built) == ["Of the file."]


def test_a_link_out_of_the_folder_is_not_followed(build: Callable[..., Built], tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("- heading: SECRET\n", encoding="utf-8")
    folder = tmp_path / "project/src/p"
    folder.mkdir(parents=True)
    (folder / "p.yaml").symlink_to(tmp_path / "secret.yaml")
    built = build(one("```{key-takeaways}\n:file: p.yaml\n```\n"), mistakes=True)
    assert "lies outside of the folder of the briefings" in built.warnings[0]
    assert "SECRET" not in built.main("p/index")


@pytest.mark.parametrize("name", ["../q/p.yaml", "/q/p.yaml"])
def test_a_file_elsewhere_in_the_folder_is_read(build: Callable[..., Built], name: str) -> None:
    files = one(f"```{{key-takeaways}}\n:file: {name}\n```\n")
    assert items(build({**files, "q/p.yaml": "- heading: Shared\n", "q/index.md": paper("Q")})) == ["Shared."]


@pytest.mark.parametrize("name", ["", ".", "no\\0name", "x" * 300, "p/", "~/x.yaml"])
def test_no_file_name_breaks_a_build(build: Callable[..., Built], name: str) -> None:
    built = build(one(f"Before.\n\n```{{key-takeaways}}\n:file: {name}\n:class: a\n```\n\nAfter.\n"), mistakes=True)
    assert len(built.warnings) >= 1
    assert "After." in built.main("p/index")


def test_options_that_are_right_work_beside_a_wrong_one(build: Callable[..., Built]) -> None:
    built = build(
        one(
            "```{key-takeaways}\n:file: p.yaml\n:colour: red\n:name: here\n```\n",
            **{"p.yaml": "- heading: One\n"},
        ),
        mistakes=True,
    )
    assert len(built.warnings) == 1
    assert items(built) == ["One."]
    assert built.page("p/index").get_element_by_id("here") is not None


def test_markup_in_data_stays_text(build: Callable[..., Built]) -> None:
    built = build(
        one(
            '```{key-takeaways} <script>alert(1)</script>\n- heading: "<script>alert(2)</script>"\n  text: "A <b onclick=x>b</b>\\n\\n<i>c</i>"\n```\n'
        )
    )
    page = built.read("p/index.html")
    assert not [tag for tag in ("<script>alert", "<b onclick", "<i>") if tag in page]
    assert "<script>alert(2)</script>" in built.main("p/index")
