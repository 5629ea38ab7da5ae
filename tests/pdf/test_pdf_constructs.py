"""Everything that a document can hold: each construct as it stands in the paper, its tags and its text.

A source of ``tests/constructs`` is a paper of its own, and the file ``.tags`` beside it what its paper holds from the
first section on: tags with the attributes that matter, texts, and the warnings of the build. Where a change of the
paper is meant, ``pytest tests/pdf/test_pdf_constructs.py --write-tags`` writes them anew; read what changed before you
keep it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
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


@dataclass
class Whole:
    """The project of all constructs after its build."""

    out: Path
    warnings: dict[str, list[str]]
    """What was told of each source, as ``line: message``."""
    nodes: set[type[nodes.Node]] = field(default_factory=set)
    """The classes of what reached the writer."""
    options: dict[str, set[str]] = field(default_factory=dict)
    """The options that directives were given, by the name of the directive."""
    directives: dict[str, set[str]] = field(default_factory=dict)
    """The options that each directive of the project takes."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """Build every source once."""
    folder = tmp_path_factory.mktemp("constructs")
    messages = StringIO()
    told = Whole(folder / "out", {})
    init = Directive.__init__

    def noted(self: Directive, name: str, arguments: Any, options: dict[str, Any], *more: Any, **named: Any) -> None:
        told.options.setdefault(name, set()).update(options)
        told.directives.setdefault(name, set()).update(type(self).option_spec or ())
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
    found, file = snapshot(whole, name), SOURCE / f"{name}.tags"
    if pytestconfig.getoption("write_tags"):
        file.write_text(found, encoding="utf-8")
    assert found.splitlines() == file.read_text(encoding="utf-8").splitlines()
