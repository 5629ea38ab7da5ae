"""What is kept of a paper between builds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from briefkit.core.manifest import write_whole
from briefkit.core.problems import Kind, Place, Problem

_ENTRY = ("slug", "file", "title", "pages", "size", "sha256", "standards", "fonts")


@dataclass(slots=True)
class Made:
    """A paper that was made: what the manifest says of it, and what its writer was told."""

    slug: str
    file: str
    title: str
    pages: int
    size: int
    """In bytes."""
    sha256: str
    about: dict[str, str]
    """Its language, and those of its number, version, status, date and marking that it has."""
    standards: list[str]
    fonts: list[str]
    """The names of the fonts in it."""
    fingerprint: str = ""
    key: str = ""
    """What it was drafted from; nothing where the draft brought warnings, which have to be told again."""
    pictures: list[str] = field(default_factory=list)
    """The files that it shows."""
    problems: list[Problem] = field(default_factory=list)

    def entry(self) -> dict[str, Any]:
        """The entry of the manifest."""
        return {key: getattr(self, key) for key in _ENTRY} | self.about


def remember(staging: Path, made: Made) -> None:
    """Keep what is known of a paper for the next build."""
    write_whole(staging / f"{made.slug}.json", json.dumps(asdict(made), indent=1, sort_keys=True).encode())


def recall(staging: Path, slug: str, outdir: Path) -> Made | None:
    """What is known of a paper of an earlier build whose PDF still lies there unchanged."""
    try:
        known = json.loads((staging / f"{slug}.json").read_text(encoding="utf-8"))
        problems = [Problem(Kind(item["kind"]), item["text"], Place(**item["place"])) for item in known.pop("problems")]
        made = Made(**known, problems=problems)
        content = (outdir / made.file).read_bytes()
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return made if hashlib.sha256(content).hexdigest() == made.sha256 else None
