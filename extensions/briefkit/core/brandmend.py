"""What is hardly meant as it is typed in ``conf/_brand.yml``: colours without quotes, and names with a slip."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Record

_BARE = re.compile(r"^(\s*(?:-\s+)?([\w-]+):[ \t]+)(#[0-9a-fA-F]{3,8})(?=\s*(?:#|$))")


def quoted_colours(text: str, file: str, problems: list[Problem]) -> str:
    """*text* with quotes around colours that YAML takes for comments, from their ``#`` on; each is told."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := _BARE.match(line):
            cure = f'{found[2]}: "{found[3]}"'
            told = f"'{found[3]}' is a comment in YAML, since it begins with '#'. Put it in quotes: {cure}"
            problems.append(Problem(Kind.SYNTAX, told, Place(file, number + 1)))
            lines[number] = f'{found[1]}"{found[3]}"{line[found.end() :]}'
    return "\n".join(lines)


def misspelt(record: Record) -> Iterator[Problem]:
    """Names in ``meta`` that are nearly those of the format, which lets an organisation add fields of its own there."""
    meta = record.values.get("meta")
    link = meta.get("link") if isinstance(meta, dict) else None
    for path, given, known in ((("meta",), meta, ("name", "link")), (("meta", "link"), link, ("home",))):
        for name in given if isinstance(given, dict) else ():
            meant = difflib.get_close_matches(str(name).lower(), known, n=1, cutoff=0.75)
            if meant and name != meant[0]:
                told = f"{'.'.join(path)}.{name}: nothing is made of this field. Did you mean '{meant[0]}'?"
                yield Problem(Kind.KEY, told, record.place(*path, name))
