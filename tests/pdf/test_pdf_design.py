"""The components of sphinx-design stand in the paper, all of them open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Build = Callable[..., Any]


COMPONENTS = """\
# Paper

:::::{grid} 1 2 2 3
::::{grid-item-card} First *card*
:link: https://example.org
:link-alt: to the example
:header: The header
:footer: The footer
The body
::::
:::{grid-item-card} Second card
:img-top: dot.png
:img-alt: A dot
Second body
:::
:::{grid-item}
A plain item
:::
:::::

:::{card} A lone card
Lone body
:::

::::{tab-set}
:::{tab-item} First tab
In the first tab
:::
:::{tab-item} Second tab
In the second tab
:::
::::

:::{dropdown} A *drop-down*
What it hides
:::

A {bdg-primary}`badge`, {bdg-link-info}`a linked one <https://example.org/b>`, {octicon}`check`
and {fas}`star`.

```{button-link} https://example.org/c
:color: primary
Press here
```

:::{div} own-class
In a div
:::
"""
WORDS = (
    "First card", "The header", "The body", "The footer", "Second card", "Second body", "A plain item",
    "A lone card", "Lone body", "First tab", "In the first tab", "Second tab", "In the second tab",
    "A drop-down", "What it hides", "badge", "a linked one", "Press here", "In a div",
)  # fmt: skip


def test_components_are_printed_in_full(build: Build, dot: bytes) -> None:
    built = build({"index.md": COMPONENTS, "dot.png": dot})
    text = built.text()
    assert [words for words in WORDS if words not in text] == []
    notes = [note for page in built.pdf().pages for note in page.get("/Annots", [])]
    addresses = {str(note.A.URI) for note in notes if "/URI" in note.A}
    assert {"https://example.org/b", "https://example.org/c"} <= addresses
    assert any(address.rstrip("/") == "https://example.org" for address in addresses)
    assert built.warnings == []
