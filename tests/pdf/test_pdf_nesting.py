"""Whatever stands inside of whatever, no word is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Build = Callable[..., Any]

ELEMENTS = {
    "text": "{}",
    "list": "- {}\n  - deeper",
    "enumeration": "1. {}\n2. two",
    "tasks": "- [x] {}",
    "definition": "Term\n: {}",
    "term": "{}\n: Meaning",
    "field": "Text.\n\n:field: {}",
    "quote": "> {}",
    "code": "```\n{}\n```",
    "table": "| {} |\n|---|\n| x |",
    "captioned": "```{{list-table}} Caption\n:header-rows: 1\n\n* - Head\n* - {}\n```",
    "figure": "```{{figure}} dot.png\n:alt: A dot\n\nCaption\n\n{}\n```",
    "formula": "$$ a $$\n\n{}",
    "rubric": "{}\n```{{rubric}} Rubric\n```",
    "note": "Text[^{}].",
    "picture": "![A dot](dot.png) {}",
    "box": "```{{note}}\n{}\n```",
    "card": "```{{card}} Card\n{}\n```",
    "drop-down": "```{{dropdown}} Down\n{}\n```",
}

CONTAINERS = {
    "note": "::::::{{note}}\n{}\n::::::",
    "topic": "::::::{{topic}} Topic\n{}\n::::::",
    "sidebar": "::::::{{sidebar}} Aside\n{}\n::::::",
    "card": "::::::{{card}} Card\n{}\n::::::",
    "grid": ":::::::{{grid}} 2\n::::::{{grid-item-card}} Card\n{}\n::::::\n::::::{{grid-item}}\nOther\n::::::\n:::::::",
    "tabs": ":::::::{{tab-set}}\n::::::{{tab-item}} Tab\n{}\n::::::\n:::::::",
    "drop-down": "::::::{{dropdown}} Down\n{}\n::::::",
    "epigraph": "::::::{{epigraph}}\n{}\n::::::",
    "legend": "::::::{{figure}} dot.png\n:alt: A dot\n\nCaption\n\n{}\n::::::",
    "cell": "::::::{{list-table}}\n:stub-columns: 1\n\n* - head\n  - {}\n::::::",
    "list": "- {}",
    "quote": "> {}",
    "definition": "Term\n: {}",
    "field": ":field: {}",
}
INDENTS = {"cell": "    ", "list": "  ", "quote": "> ", "definition": "  ", "field": "  "}


def nested() -> tuple[str, list[str]]:
    """A paper with every element in every container, and the word that stands in each."""
    parts, words = ["# Paper"], []
    notes = []
    for container, frame in CONTAINERS.items():
        for element, form in ELEMENTS.items():
            if container == "legend" and element == "figure":
                continue
            word = re.sub("[^a-z]", "", f"{container}holds{element}")
            words.append(word)
            if element == "note":
                notes.append(f"[^{word}]: {word}.")
            inner = form.format(word).replace("\n", "\n" + INDENTS.get(container, ""))
            parts.append(frame.format(inner))
            parts.append("Between.")
    return "\n\n".join([*parts, *notes]) + "\n", words


def test_every_element_stands_in_every_container(build: Build, dot: bytes) -> None:
    source, words = nested()
    built = build({"index.md": source, "dot.png": dot})
    text = re.sub("[^a-z]", "", built.text())
    assert [word for word in words if word not in text] == []
    assert [line for line in built.warnings if "briefkit" in line] == []
