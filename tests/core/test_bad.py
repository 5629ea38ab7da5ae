"""Bad inputs, a folder of ``tests/bad`` each, with the messages that they give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Built

BAD = Path(__file__).parent.parent / "bad"
NAMES = sorted(path.name for path in BAD.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_input_gives_its_message_and_no_other(build: Callable[..., Built], name: str) -> None:
    files: dict[str, str | bytes] = {f"p/{path.name}": path.read_bytes() for path in (BAD / name).iterdir()}
    del files["p/messages.txt"]
    expected = (BAD / name / "messages.txt").read_text(encoding="utf-8").splitlines()
    index = {"index.md": "# All\n\n```{toctree}\np/index\n```\n"}
    built = build(files | index, mistakes=True)
    assert [line.removeprefix("p/").replace(": WARNING: ", ": ") for line in built.warnings] == expected
