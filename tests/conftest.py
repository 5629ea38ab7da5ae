"""Small projects, built in this process, and what a reader finds in their output."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from shutil import copytree
from textwrap import dedent
from typing import Any

import pytest
from docutils import nodes
from lxml import html
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tests.gate import Gate, Validator

os.environ["NO_COLOR"] = "1"  # CI shows colours, and the tests read words
ROOTS = Path(__file__).parent / "roots"
CI = os.environ.get("CI") == "true"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-tags", action="store_true", help="write the tags of tests/constructs anew, for a review")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out on this machine; in CI nothing is."""
    if CHROMIUM is None and not CI:
        terminalreporter.write_line("Left out: the tests of pages in a browser, since there is no Chromium.")
    if shutil.which("javac") is None and not CI:
        terminalreporter.write_line("Left out: what veraPDF says of papers, as there is no Java development kit.")
    if shutil.which("dot") is None and not CI:
        terminalreporter.write_line("Left out: diagrams as pictures, since Graphviz is not installed.")


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """Sphinx keeps the words of the languages that it built before in this process."""
    translators.clear()


@pytest.fixture(autouse=True, scope="session")
def _no_fonts_of_this_machine() -> Iterator[None]:
    """What is said of a missing character is the same on every machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefkit.core.scripts.faces", lambda _folders, system: ())
        yield


CONF: dict[str, Any] = {
    "project": "Papers",
    "author": "Policy Unit",
    "extensions": ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "briefkit"],
    "html_theme": "briefkit",
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "myst_enable_extensions": [
        "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "substitution",
    ],
    "myst_dmath_allow_space": False,
    "myst_dmath_allow_digits": False,
    "myst_heading_anchors": 3,
    "bibtex_default_style": "plain",
    "bibtex_reference_style": "author_year",
}  # fmt: skip
"""The settings of a briefkit project, as in ``conf/conf.py``."""

BRIEFING = "briefing: {type: briefing, status: draft}"


def paper(title: str, body: str = "Words.\n", *front: str) -> str:
    """The source of a briefing with a title, further lines of front matter, and a body."""
    return "\n".join(["---", f"title: {title}", *(front or (BRIEFING,)), "---", "", dedent(body)])


@dataclass(frozen=True)
class Built:
    """A project after a build: its folders, its messages and its environment."""

    source: Path
    out: Path
    status: int
    warnings: list[str]
    """Each warning as one line, with the path from the source folder."""
    log: str
    app: Sphinx

    @property
    def env(self) -> BuildEnvironment:
        return self.app.env

    def read(self, name: str) -> str:
        """The text of a file of the output."""
        return (self.out / name).read_text(encoding="utf-8")

    def page(self, docname: str) -> Any:
        """An HTML page as an lxml tree."""
        return html.fromstring(self.read(f"{docname}.html"))

    def main(self, docname: str) -> str:
        """What a reader of an HTML page reads between its head and its foot."""
        return text_of(self.page(docname).find(".//main"))

    def links(self, docname: str) -> dict[str, str]:
        """The links in the text of a page: their words, and where they lead."""
        main = self.page(docname).find(".//main")
        return {text_of(link): link.get("href") for link in main.iter("a") if link.get("href")}

    def files(self) -> dict[str, bytes]:
        """Every file of the output with its bytes."""
        return {
            str(path.relative_to(self.out)): path.read_bytes() for path in sorted(self.out.rglob("*")) if path.is_file()
        }

    def times(self) -> dict[str, int]:
        """When each file of the output was written."""
        return {
            str(path.relative_to(self.out)): path.stat().st_mtime_ns for path in self.out.rglob("*") if path.is_file()
        }

    def tree(self, docname: str) -> nodes.document:
        """A document as it was read."""
        return self.env.get_doctree(docname)


def text_of(element: Any) -> str:
    """The words of an element, with every run of blanks as one."""
    return " ".join("".join(element.itertext()).split())


def settings_of(config: dict[str, Any]) -> dict[str, Any]:
    """The usual settings with those of a test, without those of extensions that the test does not load."""
    whole = CONF | config
    owners = {"myst_": "myst_parser", "bibtex_": "sphinxcontrib.bibtex"}
    missing = tuple(start for start, owner in owners.items() if owner not in whole["extensions"])
    return {name: value for name, value in whole.items() if not name.startswith(missing)}


def write_files(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write the files of a project; nothing takes a file away."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            target.unlink()
        elif isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(dedent(content), encoding="utf-8")


def lines_of(messages: str, source: Path) -> list[str]:
    """Messages without colours and without the path to the source folder."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", messages)
    for name in {str(source), os.path.relpath(source)}:
        plain = plain.replace(f"{name}{os.sep}", "")
    return [line for line in plain.splitlines() if line.strip()]


def build_project(
    folder: Path,
    files: Mapping[str, str | bytes | None] | str,
    builder: str = "html",
    *,
    strict: bool = False,
    parallel: int = 0,
    doctrees: str = "doctrees",
    only: tuple[str, ...] = (),
    **config: Any,
) -> Built:
    """Build the files of a project, or a folder of ``tests/roots``, below *folder*."""
    source, out = folder / "src", folder / builder
    if isinstance(files, str):
        copytree(ROOTS / files, source, dirs_exist_ok=True)
    else:
        write_files(source, files)
    confdir = source if (source / "conf.py").is_file() else None
    messages, log = StringIO(), StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            source, confdir, out, folder / doctrees, builder, warningiserror=strict, parallel=parallel,
            confoverrides=config if confdir else settings_of(config), status=log, warning=messages,
        )  # fmt: skip
        app.build(filenames=[source / file for file in only])
    return Built(source, out, app.statuscode, lines_of(messages.getvalue(), source), log.getvalue(), app)


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    """veraPDF."""
    return Validator(tmp_path_factory.mktemp("verapdf"))


@pytest.fixture(scope="session")
def gate(tmp_path_factory: pytest.TempPathFactory, validator: Validator) -> Iterator[Gate]:
    """Collects every paper that the tests build, and fails the run at its end for each fault that none of them means."""
    collected = Gate(tmp_path_factory.mktemp("gate"))
    yield collected
    if found := collected.faults(validator):
        pytest.fail("Papers that do not conform:\n" + "\n".join(found), pytrace=False)


@pytest.fixture
def build(tmp_path: Path, gate: Gate, request: pytest.FixtureRequest) -> Callable[..., Built]:
    """Builds the files of a project, or a folder of ``tests/roots``; called again it changes files, and builds again.

    A warning fails the test unless it is called with ``mistakes=True``. ``name`` is the folder below which a
    project has its own source, output and doctrees. Papers go through the gate; ``meant`` are the beginnings of the
    faults that they are meant to have.
    """

    def run(
        files: Mapping[str, str | bytes | None] | str,
        builder: str = "html",
        *,
        mistakes: bool = False,
        strict: bool = False,
        parallel: int = 0,
        name: str = "project",
        doctrees: str = "doctrees",
        only: tuple[str, ...] = (),
        meant: tuple[str, ...] = (),
        **config: Any,
    ) -> Built:
        built = build_project(
            tmp_path / name, files, builder, strict=strict, parallel=parallel, doctrees=doctrees, only=only, **config
        )
        gate.collect(built.out, request.node.nodeid, meant)
        assert mistakes or not built.warnings, "\n".join(built.warnings)
        return built

    return run


@pytest.fixture(scope="session")
def subset() -> Callable[..., bytes]:
    """Makes a font of a family of its own whose only letters are those of a text, each a box."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    def box() -> Any:
        pen = TTGlyphPen(None)
        pen.moveTo((80, 0))
        for point in ((80, 800), (920, 800), (920, 0)):
            pen.lineTo(point)
        pen.closePath()
        return pen.glyph()

    def made(text: str, **os2: int) -> bytes:
        letters = {ord(letter): f"u{ord(letter):04X}" for letter in sorted(set(text))}
        builder = FontBuilder(1000)
        builder.setupGlyphOrder([".notdef", *letters.values()])
        builder.setupCharacterMap(letters)
        builder.setupGlyf({name: box() for name in [".notdef", *letters.values()]})
        builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *letters.values()], (1000, 80)))
        builder.setupHorizontalHeader(ascent=880, descent=-120)
        builder.setupNameTable({"familyName": "Acme Han", "styleName": "Regular", "psName": "AcmeHan-Regular"})
        builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120, **os2)
        builder.setupPost()
        file = BytesIO()
        builder.save(file)
        return file.getvalue()

    return made
