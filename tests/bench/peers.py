"""Other ways to a PDF, where they are installed, with the text of one briefing."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from papers import Writer

RUNS = 3


def timed(command: list[str], folder: Path, runs: int = 1) -> float:
    """The wall seconds of a command that is run so many times."""
    start = time.perf_counter()
    for _ in range(runs):
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


@dataclass(frozen=True)
class Peer:
    """Another tool: whether it is there, and how long it takes for one briefing in its own form."""

    name: str
    is_there: Callable[[], bool]
    make: Callable[[Path], float]

    def seconds(self, folder: Path) -> float | None:
        """The median of a few runs, or None where the tool is not installed."""
        if not self.is_there():
            return None
        found = []
        for number in range(RUNS):
            own = folder / f"{self.name.split()[-1].lower()}-{number}"
            own.mkdir()
            found.append(self.make(own))
        return statistics.median(found)


def _sphinx(folder: Path, builder: str) -> float:
    (folder / "conf.py").write_text(
        "project = 'Paper'\nextensions = ['myst_parser']\nlatex_engine = 'xelatex'\n", encoding="utf-8"
    )
    (folder / "index.md").write_text(Writer(1).plain(), encoding="utf-8")
    return timed([sys.executable, "-m", "sphinx", "-q", "-b", builder, ".", "out"], folder)


def _start(folder: Path) -> float:
    """What Sphinx takes before its first document: it comes once, not for each paper."""
    empty = folder / "empty"
    empty.mkdir()
    (empty / "conf.py").write_text("extensions = ['myst_parser']\n", encoding="utf-8")
    (empty / "index.md").write_text("# Nothing\n", encoding="utf-8")
    return timed([sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", "out"], empty)


def _xelatex(folder: Path) -> float:
    pages = max(0.0, _sphinx(folder, "html") - _start(folder))
    shutil.rmtree(folder / "out")
    source = max(0.0, _sphinx(folder, "latex") - _start(folder / "out"))
    tex = next((folder / "out").glob("*.tex")).name
    return pages + source + timed(["xelatex", "-interaction=batchmode", tex], folder / "out", runs=3)


def _weasyprint(folder: Path) -> float:
    pages = max(0.0, _sphinx(folder, "singlehtml") - _start(folder))
    program = (
        "import time, weasyprint; start = time.perf_counter(); "
        "weasyprint.HTML('out/index.html').write_pdf('paper.pdf', pdf_variant='pdf/ua-1'); "
        "print(time.perf_counter() - start)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return pages + float(done.stdout.split()[-1])


def _pandoc_program() -> str | None:
    if find_spec("pypandoc"):
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    return shutil.which("pandoc")


def _pandoc(folder: Path) -> float:
    pandoc = _pandoc_program()
    assert pandoc is not None
    (folder / "paper.md").write_text(Writer(1).plain(), encoding="utf-8")
    pages = timed([pandoc, "paper.md", "-s", "-o", "paper.html"], folder)
    source = timed([pandoc, "paper.md", "-s", "-t", "typst", "-o", "paper.typ"], folder)
    program = "import typst; typst.compile('paper.typ', output='paper.pdf')"
    return pages + source + timed([sys.executable, "-c", program], folder)


PEERS = (
    Peer("Sphinx with XeLaTeX", lambda: shutil.which("xelatex") is not None, _xelatex),
    Peer("Sphinx with WeasyPrint", lambda: find_spec("weasyprint") is not None, _weasyprint),
    Peer("Pandoc with Typst", lambda: _pandoc_program() is not None, _pandoc),
)
