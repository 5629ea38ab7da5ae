"""What is kept of papers between builds, and what others read of them: the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from briefkit.core.problems import Kind, Place, Problem

_ENTRY = ("slug", "file", "title", "pages", "size", "sha256", "standards", "fonts")
_NEEDED = {"slug", "file", "title", "pages", "size", "sha256"}


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


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, so that nobody finds half of it; one that says the same already stays as it is."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def read_manifest(path: Path) -> dict[str, dict[str, Any]]:
    """The entries of a manifest by slug; none where it is missing or cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["papers"]
        return {item["slug"]: item for item in found if set(item) >= _NEEDED}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_manifest(path: Path, papers: Iterable[dict[str, Any]]) -> None:
    """Write the manifest of a folder of papers."""
    listed = sorted(papers, key=lambda paper: str(paper["slug"]))
    text = json.dumps({"papers": listed}, indent=1, sort_keys=True, ensure_ascii=False)
    write_whole(path, f"{text}\n".encode())
