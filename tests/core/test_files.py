"""What a text names is read and copied from the source folder, and from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Built, paper

INDEX = "# All\n\n```{toctree}\np/index\n```\n"
BUILDERS = ("html", "pdf", "epub", "latex", "text")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the source, with what nobody is to read; links to it lie in the folder of a briefing."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET</text></svg>\n')
    (folder / "secret.csv").write_text("a,SECRET\n")
    own = tmp_path / "project/src/p"
    own.mkdir(parents=True)
    for name in ("svg", "csv"):
        (own / f"link.{name}").symlink_to(folder / f"secret.{name}")
    return folder


PICTURES = {
    "a link": ("```{figure} link.svg\n:alt: The plan\n\nThe caption\n```", 6),
    "a link in a line": ("One line\nand ![The plan](link.svg) in a second.", 6),
    "a path": ("![The plan](../../../outside/secret.svg)", 6),
    "any format": ("```{image} link.*\n:alt: The plan\n```", 6),
    "a missing file": (
        "Words.\n\n```{figure} none.png\n:alt: The plan\n:name: plan\n\nThe caption\n```\n\n{ref}`plan`",
        8,
    ),
    "a missing file in a line": ("![The plan](none.png)", 6),
    "a missing file without a description": ("![](none.png)", 6),
    "a folder": ("![The plan](.)", 6),
}


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("builder", BUILDERS)
def test_a_picture_that_is_not_of_the_project_is_told_once_and_described(
    build: Callable[..., Built], builder: str, name: str
) -> None:
    body, line = PICTURES[name]
    built = build({"index.md": INDEX, "p/index.md": paper("P", body)}, builder, mistakes=True)
    (warning,) = [text for text in built.warnings if "epub" not in text and "version" not in text]
    assert warning.startswith(f"p/index.md:{line}: WARNING: ")
    assert "Its description is printed instead. [briefkit.figure]" in warning
    files = built.files()
    assert not any("svg" in path and b"SECRET" in content for path, content in files.items())
    if builder == "html":
        assert ("The plan" if "(none.png)" not in body or "[The" in body else "Picture without") in built.main(
            "p/index"
        )


READING = {
    "a table by a link": "```{csv-table}\n:file: link.csv\n```",
    "a table by a path": "```{csv-table} A table\n:file: ../../../outside/secret.csv\n```",
    "a table by an address": "```{csv-table}\n:url: file:///etc/hostname\n```",
    "text by a link": "```{include} link.csv\n```",
    "text by a path": "```{include} ../../../outside/secret.csv\n```",
    "text of docutils by a path": "```{include} <../../../outside/secret.csv>\n```",
    "text of docutils by a whole path": "```{include} </etc/hostname>\n```",
    "code by a link": "```{literalinclude} link.csv\n```",
    "code by a path": "```{literalinclude} ../../../outside/secret.csv\n```",
    "a comparison": "```{literalinclude} index.md\n:diff: link.csv\n```",
    "markup by a link": "```{raw} html\n:file: link.svg\n```",
    "a download": "{download}`Download <link.csv>`",
    "a link to a file": "[Download](../../../outside/secret.csv)",
    "in reST": "```{eval-rst}\n.. include:: link.csv\n```",
}


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("name", READING)
def test_no_directive_reads_a_file_outside(build: Callable[..., Built], name: str) -> None:
    body = f"First.\n\n{READING[name]}\n\nLast.\n"
    built = build({"index.md": INDEX, "p/index.md": paper("P", body)}, mistakes=True)
    (warning,) = built.warnings
    assert warning.startswith(("p/index.md:8: WARNING: ", "p/index.md:9: WARNING: "))
    assert "lies outside of the folder" in warning or ":url:" in warning
    assert not any(b"SECRET" in content for content in built.files().values())
    assert built.main("p/index").endswith("Last.") or "Last." in built.main("p/index")


def test_files_of_the_project_are_read_as_ever(build: Callable[..., Built]) -> None:
    body = """\
    ```{csv-table} A table
    :file: data/a.csv
    ```

    ```{csv-table} From the top
    :file: /p/data/a.csv
    ```

    ```{include} data/part.md
    :heading-offset: 1
    ```

    ```{include} /p/data/part.md
    :literal: true
    ```

    ```{literalinclude} data/a.csv
    :caption: Code
    ```

    {download}`Download <data/a.csv>`
    """
    files = {
        "p/data/a.csv": "one,two\n",
        "p/data/part.md": "# Part\n\nIncluded.\n",
        "p/data/part.rst": "In reST |copy|.\n",
    }
    files["q.rst"] = (
        ":orphan:\n\nQ\n=\n\n.. include:: <isonum.txt>\n.. include:: p/data/part.rst\n\n.. csv-table::\n   :file: p/data/a.csv\n"
    )
    built = build({"index.md": INDEX, "p/index.md": paper("P", body)} | files, exclude_patterns=["p/data"])
    main = built.main("p/index")
    for words in ("A table# one two", "From the top# one two", "Part# Included.", "Code", "Download"):
        assert words in main.replace("Table 1 ", "").replace("Table 2 ", ""), words
    assert main.count("Included.") == 2
    assert "In reST ©. one two" in built.main("q")
    assert len(list((built.out / "_downloads").rglob("a.csv"))) == 1
