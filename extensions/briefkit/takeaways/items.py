"""Which items of a typed list of takeaways are records, and which are sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FIELD = r"(?:heading|text|see|aspect|insight|id)\s*:(?:\s|$)"
_RECORD = re.compile(rf"-\s+\{{?\s*{_FIELD}")
_SECOND = re.compile(rf"(?:\s+|-\s+\{{.*,\s*){_FIELD}")
_BULLET = re.compile(r"[-*+]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it was typed, with the number of its first line, from 0."""

    line: int
    text: str
    is_record: bool

    @property
    def sentence(self) -> str:
        """The text without its bullet and its indent."""
        bullet = _BULLET.match(self.text)
        width = len(bullet[0]) if bullet else 0
        first, *rest = self.text[width:].split("\n")
        return "\n".join([first, *(line[min(width, len(line) - len(line.lstrip())) :] for line in rest)])


def all_records(lines: Sequence[str]) -> bool:
    """Whether every item is a record."""
    starts = [line for line in lines if line.startswith("-") and line.strip("-")]
    return bool(starts) and all(_RECORD.match(line) for line in starts)


def mixed(lines: Sequence[str]) -> list[Item]:
    """The items of a list that has records beside sentences; nothing where it is one of the two.

    A record of a single field may be a sentence: it is a record only beside one of several fields.
    """
    starts = [number for number, line in enumerate(lines) if _BULLET.match(line)]
    if not starts or any(line.strip() for line in lines[: starts[0]]):
        return []
    ends = [*starts[1:], len(lines)]
    items = [
        Item(start, "\n".join(lines[start:end]).rstrip(), _RECORD.match(lines[start]) is not None)
        for start, end in zip(starts, ends, strict=True)
    ]
    sure = any(item.is_record and any(map(_SECOND.match, item.text.split("\n"))) for item in items)
    return items if sure and not all(item.is_record for item in items) else []
