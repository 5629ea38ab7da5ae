"""What lies in a folder of papers: its ``manifest.json``, which others read too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

NAME = "manifest.json"
_NEEDED = {"slug", "file", "title", "pages", "size", "sha256"}


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


def remove_gone(folder: Path, papers: Collection[str]) -> list[Path]:
    """Take away the papers that the manifest of *folder* lists and that are not among the slugs *papers* any more.

    A file that is not as it was made belongs to somebody else by now, and stays. Returns what was removed.
    """
    removed = []
    for slug, item in read_manifest(folder / NAME).items():
        path = folder / Path(item["file"]).name
        if slug in papers or not path.is_file():
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest() == item["sha256"]:
            path.unlink()
            removed.append(path)
    return removed


def write_manifest(path: Path, papers: Iterable[dict[str, Any]]) -> None:
    """Write the manifest of a folder of papers."""
    listed = sorted(papers, key=lambda paper: str(paper["slug"]))
    text = json.dumps({"papers": listed}, indent=1, sort_keys=True, ensure_ascii=False)
    write_whole(path, f"{text}\n".encode())
