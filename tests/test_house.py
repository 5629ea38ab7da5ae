"""The rules of the house that keep its rooms apart."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "extensions" / "briefkit"
FEATURES = ("stakeholders", "milestones", "disclaimers", "takeaways", "figures", "boxes", "backmatter", "margins")
PLAIN = (
    *(f"{feature}/model.py" for feature in FEATURES if (PACKAGE / feature / "model.py").exists()),
    *(
        f"core/{name}.py"
        for name in ("brand", "brandcolours", "brandfiles", "brandmodel", "colours", "fontfiles", "scheme", "svg")
    ),
    *(f"core/{name}.py" for name in ("records", "yamltext", "jsontext", "spreadsheets", "dates", "edtf", "resolution")),
    *(
        f"core/{name}.py"
        for name in ("dateprint", "calendars", "fields", "filters", "vocabularies", "words", "problems")
    ),
)


def imported(file: Path) -> Iterator[str]:
    """The modules that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("feature", FEATURES)
def test_no_feature_imports_another(feature: str) -> None:
    others = tuple(f"briefkit.{other}" for other in FEATURES if other != feature)
    for file in sorted((PACKAGE / feature).rglob("*.py")):
        assert [name for name in imported(file) if name.startswith(others)] == [], file.name


def test_the_core_imports_no_feature() -> None:
    features = tuple(f"briefkit.{feature}" for feature in FEATURES)
    for file in sorted((PACKAGE / "core").rglob("*.py")):
        assert [name for name in imported(file) if name.startswith(features)] == [], file.name


@pytest.mark.parametrize("name", PLAIN)
def test_models_and_readers_know_no_sphinx(name: str) -> None:
    foreign = ("sphinx", "docutils", "myst_parser")
    assert [module for module in imported(PACKAGE / name) if module.split(".")[0] in foreign] == []


def test_a_module_fits_a_head() -> None:
    long = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in long.items() if lines > 320} == {}
