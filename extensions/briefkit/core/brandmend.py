"""A colour that was typed without quotes: YAML takes all from its ``#`` for a comment."""

from __future__ import annotations

import re

from briefkit.core.problems import Kind, Place, Problem

_BARE = re.compile(r"^(\s*(?:-\s+)?([\w-]+):[ \t]+)(#[0-9a-fA-F]{3,8})(?=\s*(?:#|$))")


def quoted_colours(text: str, file: str, problems: list[Problem]) -> str:
    """*text* with quotes around such colours, each of which is told."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := _BARE.match(line):
            cure = f'{found[2]}: "{found[3]}"'
            told = f"'{found[3]}' is a comment in YAML, since it begins with '#'. Put it in quotes: {cure}"
            problems.append(Problem(Kind.SYNTAX, told, Place(file, number + 1)))
            lines[number] = f'{found[1]}"{found[3]}"{line[found.end() :]}'
    return "\n".join(lines)
