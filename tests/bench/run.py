"""How long papers take: 1, 10 and 100 of eight pages, cold, without a change, and with one; other tools beside them.

``python tests/bench/run.py [--papers 1 10 100] [--jobs 1 2] [--peers]`` prints a table of wall seconds, the median of
three runs (one for a cold build of 100). Each figure is that of a whole process, HTML and PDF together.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from papers import write_project
from peers import PEERS

CONF = Path(__file__).parent.parent.parent / "conf"


def run(folder: Path, *words: str) -> float:
    """The wall seconds of ``briefkit build`` in a folder."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "briefkit", "build", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - start


def median(measure: Callable[[], float], times: int = 3) -> float:
    return statistics.median(measure() for _ in range(times))


def project(folder: Path, count: int) -> Path:
    write_project(folder, count)
    shutil.copytree(CONF, folder / "conf", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def cold(folder: Path, jobs: int) -> float:
    shutil.rmtree(folder / "build", ignore_errors=True)
    return run(folder, "--jobs", str(jobs))


def changed(folder: Path, jobs: int) -> float:
    """After one sentence more in one briefing; what it was is put back afterwards."""
    page = folder / "briefings" / "paper-0" / "index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + f"\nOne more sentence, at {time.time_ns()}.\n", encoding="utf-8")
    return run(folder, "--jobs", str(jobs))


def measure(folder: Path, counts: Sequence[int], jobs: int) -> dict[int, float]:
    """A row for each number of papers; returns the cold figures."""
    found = {}
    for count in counts:
        own = project(folder / f"{count}-{jobs}", count)
        first = found[count] = median(lambda own=own: cold(own, jobs), 1 if count >= 100 else 3)
        unchanged = median(lambda own=own: run(own, "--jobs", str(jobs)))
        one = median(lambda own=own: changed(own, jobs))
        print(f"| {count} | {jobs} | {first:.2f} | {unchanged:.2f} | {one:.2f} |", flush=True)
    return found


def further(found: dict[int, float]) -> float:
    """The seconds of each paper beyond the first."""
    least, most = min(found), max(found)
    return (found[most] - found[least]) / (most - least)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, nargs="+", default=[1, 10, 100], help="how many papers")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="how many workers")
    parser.add_argument("--no-peers", action="store_true", help="leave out other tools")
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = median(lambda: run(project(Path(tempfile.mkdtemp(dir=folder)), 0)))
        print(f"Start of Sphinx with nothing to do: {start:.2f} s\n")
        print("| papers | workers | cold | no change | one changed |\n| --- | --- | --- | --- | --- |")
        own = {jobs: measure(folder, arguments.papers, jobs) for jobs in arguments.jobs}
        print(f"\nMost memory of one process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
        if len(arguments.papers) < 2:
            return
        print("\n| tool | seconds for each further paper | ratio |\n| --- | --- | --- |")
        base = further(own[arguments.jobs[0]])
        for jobs, found in own.items():
            print(f"| briefkit, {jobs} workers | {further(found):.2f} | {further(found) / base:.1f} |")
        for peer in () if arguments.no_peers else PEERS:
            if seconds := peer.seconds(folder):
                print(f"| {peer.name} | {seconds:.2f} | {seconds / base:.1f} |", flush=True)
            else:
                print(f"| {peer.name} | not installed | |")


if __name__ == "__main__":
    main()
