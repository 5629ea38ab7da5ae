"""The projects whose documentation is built, pinned so that the gate says the same tomorrow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Project:
    """A source distribution on PyPI that carries its documentation."""

    name: str
    version: str
    folder: str
    """Where the documentation stands in it."""
    root: str = "index"
    needs: tuple[str, ...] = ()
    """What its settings import and its extensions, in pip's words."""
    alone: tuple[str, ...] = ()
    """Documents that no toctree reaches: each is a paper of its own."""
    conf: str = ""
    """Its settings, where it has none because Sphinx does not build it."""
    contents: bool = False
    """Whether the root has to be made: a toctree of every document."""


_DOCUTILS = """\
project = "Docutils"
author = "David Goodger and the Docutils developers"
exclude_patterns = [
    "header*.rst", "*/header*.rst", "*/*/header*.rst",  # pieces that the pages of docutils.org include
    "user/rst/images/**",
]
# Sphinx resets the default role of a document only where the settings name one.
default_role = "title-reference"
# With a domain of its own, "class" describes a class and names none.
primary_domain = None
"""

PROJECTS = (
    Project(
        name="nox", version="2026.10.20", folder="docs", needs=("nox==2026.10.20", "sphinx-tabs==3.5.0", "witchhazel")
    ),
    Project(name="sphinxcontrib-bibtex", version="2.7.0", folder="doc", needs=("sphinxcontrib-bibtex==2.7.0",)),
    Project(
        name="docutils", version="0.22.4", folder="docs", root="contents", conf=_DOCUTILS, contents=True
    ),
    Project(
        name="pydata-sphinx-theme",
        version="0.24.0",
        folder="docs",
        alone=tuple(f"examples/blog/post{number}" for number in (1, 2, 3)),
        needs=(
            "pydata-sphinx-theme==0.24.0", "ablog>=0.11.8", "colorama", "graphviz", "ipykernel", "ipyleaflet",
            "ipywidgets", "jupyter_sphinx", "jupyterlite-sphinx", "linkify-it-py", "matplotlib", "nbsphinx", "numpy",
            "numpydoc", "pandas", "plotly", "rich", "sphinx-autoapi", "sphinx-copybutton", "sphinx-design",
            "sphinx-favicon>=1.0.1", "sphinx-sitemap<2.7", "sphinx-togglebutton", "sphinxcontrib-mermaid",
            "sphinxcontrib-youtube>=1.4.1", "sphinxext-rediraffe", "xarray",
        ),
    ),
    Project(
        name="sphinx",
        version="9.0.4",
        folder="doc",
        needs=("sphinxcontrib-websupport",),
        alone=(
            "development/tutorials/examples/README", "usage/extensions/example_google", "usage/extensions/example_numpy",
        ),
    ),
)  # fmt: skip
