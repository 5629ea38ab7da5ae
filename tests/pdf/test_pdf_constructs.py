"""Everything that a document can hold: each construct as it stands in the paper, its tags and its text.

A source of ``tests/constructs`` is a paper of its own, and the file ``.tags`` beside it what its paper holds from the
first section on: tags with the attributes that matter, texts, and the warnings of the build. Where a change of the
paper is meant, ``pytest tests/pdf/test_pdf_constructs.py --write-tags`` writes them anew; read what changed before you
keep it.
"""

from __future__ import annotations

import inspect
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tests.conftest import CI
from tests.gate import Gate
from tests.structure import Paper

from briefkit.pdf.assemble import assemble

SOURCE = Path(__file__).parent.parent / "constructs"
PAPERS = sorted(
    str(path.relative_to(SOURCE).with_suffix(""))
    for path in SOURCE.rglob("*")
    if path.suffix in {".md", ".rst"} and (path.stem == "index") == (path.parent != SOURCE)
)
CONF = {
    "project": "Papers",
    "author": "Policy Unit",
    "extensions": [
        "myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "sphinx.ext.todo", "sphinx.ext.graphviz",
        "sphinx.ext.inheritance_diagram", "sphinx.ext.autodoc", "sphinx.ext.ifconfig", "sphinx.ext.viewcode",
        "sphinx.ext.autosummary", "briefkit",
    ],
    "briefkit_papers": PAPERS,
    "numfig": True,
    "todo_include_todos": True,
    "bibtex_bibfiles": ["references.bib"],
    "myst_dmath_allow_space": False,
    "myst_dmath_allow_digits": False,
    "myst_enable_extensions": [
        "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
        "html_admonition", "html_image", "replacements", "smartquotes", "strikethrough", "substitution",
        "tasklist",
    ],
    "myst_substitutions": {"who": "The *minister*", "what": "nothing"},
    "suppress_warnings": ["toc.not_included"],
}  # fmt: skip


MEANT = ("table: no header cell",)
"""The faults of some sources, which their papers keep."""


@dataclass
class Whole:
    """The project of all constructs after its build."""

    out: Path
    warnings: dict[str, list[str]]
    """What was told of each source, as ``line: message``."""
    nodes: set[type[nodes.Node]] = field(default_factory=set)
    """The classes of what reached the writer."""
    names: set[str] = field(default_factory=set)
    """The directives that were used."""
    options: dict[type[Directive], set[str]] = field(default_factory=dict)
    """The options that directives were given."""
    directives: dict[type[Directive], set[str]] = field(default_factory=dict)
    """The options that the same directives take."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, gate: Gate) -> Whole:
    """Build every source once."""
    folder = tmp_path_factory.mktemp("constructs")
    messages = StringIO()
    told = Whole(folder / "out", {})
    init = Directive.__init__

    def noted(self: Directive, name: str, arguments: Any, options: dict[str, Any], *more: Any, **named: Any) -> None:
        told.names.add(name)
        told.options.setdefault(type(self), set()).update(options)
        told.directives.setdefault(type(self), set()).update(type(self).option_spec or ())
        init(self, name, arguments, options, *more, **named)

    with pytest.MonkeyPatch.context() as patch, patch_docutils(str(SOURCE)), docutils_namespace():
        patch.setattr(Directive, "__init__", noted)
        patch.syspath_prepend(str(SOURCE))
        app = Sphinx(
            str(SOURCE), None, str(told.out), str(folder / "doctrees"), "pdf",
            confoverrides=CONF, status=StringIO(), warning=messages,
        )  # fmt: skip
        app.build()
        said = messages.getvalue()
        for paper in PAPERS:
            for node in assemble(app.env, paper).findall():
                told.nodes.update(cls for cls in type(node).__mro__ if issubclass(cls, nodes.Node))
    sys.modules.pop("constructs_example", None)
    gate.collect(told.out, "tests/constructs", MEANT)
    for line in (
        re.sub(r"\x1b\[[0-9;]*m", "", said).replace(f"{SOURCE}/", "").replace("tests/constructs/", "").splitlines()
    ):
        found = re.match(r"([\w/.-]+?\.(?:md|rst|txt|py)):(.*)", line)
        name = str(Path(found[1]).with_suffix("")) if found else "?"
        told.warnings.setdefault(name, []).append(found[2].strip() if found else line)
    return told


def snapshot(whole: Whole, name: str) -> str:
    """What the paper of a source holds from its first section to its imprint, and what was told of it."""
    slug = name.replace("/", "-")
    with Paper(whole.out / f"{slug}.pdf") as paper:
        lines = paper.tree()
    start = next((number for number, line in enumerate(lines) if line.strip().startswith("H2 ")), 0)
    indent = len(lines[start]) - len(lines[start].lstrip())
    imprint = next((number for number, line in enumerate(lines) if line.strip() == 'P "Imprint"'), len(lines))
    end = next((number for number in range(imprint, start, -1) if lines[number][indent] != " "), imprint)
    told = whole.warnings.get(name, [])
    shown = [line[indent:] for line in lines[start:end]] + (["", "Warnings:", *told] if told else [])
    return "\n".join(shown) + "\n"


@pytest.mark.parametrize("name", PAPERS)
def test_a_construct_stands_in_the_paper_as_what_it_is(whole: Whole, name: str, pytestconfig: pytest.Config) -> None:
    if name == "diagrams" and shutil.which("dot") is None and not CI:
        pytest.skip("Graphviz is not installed")
    found, file = snapshot(whole, name), SOURCE / f"{name}.tags"
    if pytestconfig.getoption("write_tags"):
        file.write_text(found, encoding="utf-8")
    assert found.splitlines() == file.read_text(encoding="utf-8").splitlines()


def classes_of(*modules: str) -> Iterator[type[nodes.Node]]:
    """The classes of nodes that modules define themselves."""
    for name in modules:
        for item in vars(import_module(name)).values():
            if inspect.isclass(item) and issubclass(item, nodes.Node) and item.__module__ == name:
                yield item


NODES = {
    *(getattr(nodes, name) for name in nodes.node_class_names),
    *classes_of(
        "sphinx.addnodes", "sphinx.domains.c", "sphinx.domains.cpp", "sphinx.ext.autosummary", "sphinx.ext.graphviz",
        "sphinx.ext.ifconfig", "sphinx.ext.inheritance_diagram", "sphinx.ext.todo", "sphinx.ext.viewcode",
        "sphinxcontrib.bibtex.nodes", *(f"sphinx_design.{part}" for part in (
            "accordion", "article_info", "aside", "badges_buttons", "cards", "dropdown", "grids", "icons", "shared",
            "steps", "tabs",
        )),
    ),
}  # fmt: skip
"""Every class of nodes that docutils, Sphinx, its extensions and sphinx-design know; MyST has none of its own."""

UNREACHED = {
    "Sphinx takes bibliographic fields out of a document, for its metadata":
        "docinfo author authors organization contact address version revision status date copyright",
    "resolved before a writer":
        "pending pending_xref pending_xref_condition substitution_reference citation_reference only ifconfig AliasNode "
        "todolist bibliography highlightlang",
    "a message to the writer, who reads it in the log": "system_message",
    "its documents stand in its place": "toctree",
    "made for lists of contents, in the pages alone": "compact_paragraph",
    "no node, but what some are besides": "translatable",
    "made for the pages alone":
        "viewcode_anchor aside_main dropdown_main dropdown_title sd_tab_input sd_tab_label autosummary_toc",
    "made for LaTeX alone": "raw_latex",
}  # fmt: skip
"""Why no writer ever sees some of the nodes."""

UNTESTED = {
    "it fetches from another computer": "Raw:url CSVTable:url",
    "Sphinx itself fails on it": "CAliasObject:noroot",
    "it writes into the source folder": "Autosummary:toctree Autosummary:caption Autosummary:recursive Autosummary:template",
}
"""Why some options have no construct."""


def told_in(reasons: dict[str, str]) -> set[str]:
    return {name for names in reasons.values() for name in names.split()}


def test_every_node_has_a_construct(whole: Whole) -> None:
    assert {cls.__name__ for cls in NODES - whole.nodes} == told_in(UNREACHED)


def test_every_option_of_a_directive_has_a_construct(whole: Whole) -> None:
    taken, given = (
        {f"{declared(cls, option)}:{option}" for cls, options in found.items() for option in options}
        for found in (whole.directives, whole.options)
    )
    assert taken - given == told_in(UNTESTED)


def test_every_directive_of_docutils_has_a_construct(whole: Whole) -> None:
    assert directives._directive_registry.keys() - whole.names == {"class", "date", "restructuredtext-test-directive"}


def declared(cls: type[Directive], option: str) -> str:
    """The class that first says that a directive takes an option: one family of directives has it from there."""
    known = (base.__name__ for base in reversed(cls.__mro__) if option in (vars(base).get("option_spec") or ()))
    return next(known, cls.__name__)
