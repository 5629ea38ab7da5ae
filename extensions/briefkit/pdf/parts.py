"""What stands in a paper beside its calls. It knows no Sphinx, so that it loads at once where papers are compiled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Table:
    """What of a table has to be added to its tags: how many of its first columns are row headers.

    A table of more than two columns that comes out with two is printed as cards: there the first column, which
    holds the names of its columns, is of row headers.
    """

    stubs: int = 0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Enumeration:
    """How the items of a numbered list are counted, in the words of PDF: Decimal, LowerAlpha, UpperRoman, …"""

    numbering: str


Part = Table | Enumeration
"""Of what the structure of a paper has to be told more than the compiler tells."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a paper, inside of its PDF."""

    name: str
    content: bytes
    mime_type: str
    description: str
