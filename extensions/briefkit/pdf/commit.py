"""The commit that a paper was made from, where its sources lie in a git repository."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "--no-pager", "--no-optional-locks")
"""So that git runs nothing of the repository's own and waits for no lock."""
_SECONDS = 10


class Commit:
    """The commit of a folder, and what was changed since. Nothing is known where git is missing or refuses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lines = (_git(folder, "rev-parse", "--show-toplevel", "HEAD") or "").splitlines()
        self.top, self.id = lines if len(lines) == 2 else ("", "")
        self.changed = self._find_changed() if self.id else None

    def of(self, files: Iterable[Path]) -> dict[str, Any]:
        """What a manifest says: ``commit``, and whether one of *files* is ``changed`` or new since."""
        if self.changed is None:
            return {}
        return {"source": {"commit": self.id, "changed": any(file.resolve() in self.changed for file in files)}}

    def _find_changed(self) -> set[Path] | None:
        told = _git(self.folder, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", ".")
        if told is None:
            return None
        return {(Path(self.top) / line[3:]).resolve() for line in told.split("\0") if line}


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says; None where it fails, takes too long or is not there."""
    # A hook that builds papers has GIT_DIR and its like set, which are not about this folder.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603  # fixed words and the folder of the project, and no shell
            ["git", *_SAFE, *arguments],  # noqa: S607  # where it lies differs from machine to machine
            cwd=folder,
            env=kept | {"GIT_TERMINAL_PROMPT": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return os.fsdecode(done.stdout) if done.returncode == 0 else None
