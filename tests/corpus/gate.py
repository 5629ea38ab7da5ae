"""The corpus gate: documentation of other projects as papers. ``python tests/corpus/gate.py [PROJECT…] [--again]``

Each project is built through ``-b pdf`` as one paper, and through ``-b html`` for comparison. The table on stdout and
``build/corpus/report.json`` say what came of it. Ends with 0 where every document is in a paper, nothing is lost,
nothing stands off its page and every paper conforms, or a fault of the source is named; else with 1.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from docutils import nodes
from papers import read, verdicts
from projects import PROJECTS, Project
from sources import Run, Warned, build, install, unpack
from sphinx import addnodes
from words import compare, squeeze

FOLDER = Path("build", "corpus").resolve()
_FAULTS = {
    r"has no alternative text": "a picture without alternative text",
    r"lies on another computer": "a picture on another computer",
    r"^No font of the paper has": "a character that no installed font has",
    r"^The PDF does not know what to do with": "a node of an extension that no format but HTML knows",
    r"^HTML (without text|is printed)|^The HTML tag": "HTML typed into the source",
    r"^There is no (footnote|directive|role) ": "a name that leads nowhere",
}
"""What the builder tells of a source that is at fault, and the name of the fault."""


@dataclass(slots=True)
class Report:
    """What came of a project."""

    name: str
    version: str
    documents: int = 0
    left_over: list[str] = field(default_factory=list)
    """Documents that are in no paper."""
    papers: dict[str, int] = field(default_factory=dict)
    """Pages of each paper."""
    seconds: float = 0
    megabytes: int = 0
    words: int = 0
    lost: int = 0
    lost_examples: list[str] = field(default_factory=list)
    off_page: list[str] = field(default_factory=list)
    broken_rules: list[str] | None = None
    """None where there was no Java to ask veraPDF with."""
    tracebacks: list[str] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    """Named faults of the source, and how often each was told."""
    told: dict[str, int] = field(default_factory=dict)
    """What else the builder told of, by its words without what they name."""
    others: dict[str, int] = field(default_factory=dict)
    """Warnings that Sphinx and the extensions give, by kind."""
    left_out: list[str] = field(default_factory=list)
    """Extensions and packages that cannot be had."""

    @property
    def good(self) -> bool:
        """Whether the goal is met."""
        wrong = (self.left_over, self.lost, self.off_page, self.tracebacks, self.told)
        return bool(self.papers) and self.broken_rules == [] and not any(wrong)


def main() -> int:
    """Build what is asked for, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="*", choices=[[], *(project.name for project in PROJECTS)])
    parser.add_argument("--again", action="store_true", help="keep what was installed, unpacked and read before")
    asked = parser.parse_args()
    chosen = [project for project in PROJECTS if project.name in asked.project or not asked.project]
    reports = [checked(project, asked.again) for project in chosen]
    (FOLDER / "report.json").write_text(json.dumps([asdict(one) for one in reports], indent=1), encoding="utf-8")
    show(reports)
    return 0 if all(report.good for report in reports) else 1


def checked(project: Project, again: bool) -> Report:
    """Build a project, and look at its papers."""
    folder = FOLDER / project.name
    report = Report(project.name, project.version)
    documents = next(iter((folder / "source").glob(f"*/{project.folder}")), None)
    if not again or documents is None:
        shutil.rmtree(folder, ignore_errors=True)
        report.left_out = install(project)
        documents = unpack(project, folder)
    runs = [progress(project, builder, build(documents, folder, builder)) for builder in ("pdf", "html")]
    note_runs(report, *runs)
    left_out = documents / "left-out.txt"
    if left_out.exists():
        report.left_out += dict.fromkeys(left_out.read_text(encoding="utf-8").splitlines())
        left_out.unlink()
    note_papers(report, documents, folder)
    return report


def progress(project: Project, builder: str, run: Run) -> Run:
    """Say that something was built; a gate that takes half an hour is watched."""
    print(f"{project.name}: {builder} in {run.seconds:.0f} s", file=sys.stderr, flush=True)
    return run


def note_runs(report: Report, pdf: Run, html: Run) -> None:
    report.seconds, report.megabytes = round(pdf.seconds, 1), pdf.megabytes
    report.tracebacks = [run.traceback for run in (pdf, html) if run.traceback]
    if pdf.status and not pdf.traceback:
        report.tracebacks.append(f"The build of the papers ended with {pdf.status}.")
    own = [warned for warned in pdf.warnings if is_own(warned)]
    faults = Counter(name for warned in own if (name := fault(warned)))
    report.faults = dict(faults.most_common())
    report.told = dict(Counter(without_names(warned.text) for warned in own if not fault(warned)).most_common())
    rest = [warned for run in (pdf, html) for warned in run.warnings if not is_own(warned)]
    report.others = dict(Counter(warned.kind for warned in rest).most_common())


def is_own(warned: Warned) -> bool:
    return warned.kind.startswith("briefkit") or " was not made. " in warned.text


def fault(warned: Warned) -> str:
    """The fault of the source that a warning names; nothing where it is one of the builder."""
    node = re.search(r"add_node\((\w+)", warned.text)
    if node and (hasattr(nodes, node[1]) or hasattr(addnodes, node[1])):
        return ""
    return next((name for pattern, name in _FAULTS.items() if re.search(pattern, warned.text)), "")


def without_names(text: str) -> str:
    """A message without what it quotes, so that those of one kind are one."""
    return re.sub(r"'.*?'(?=[\s.,:)]|$)|\".*?\"|\d+", "…", text)[:200]


def note_papers(report: Report, documents: Path, folder: Path) -> None:
    noted = documents / "documents.json"
    if not noted.exists():
        return
    known = json.loads(noted.read_text(encoding="utf-8"))
    held = {name for names in known["papers"].values() for name in names}
    report.documents = len(known["documents"])
    report.left_over = sorted(set(known["documents"]) - held)
    texts = []
    paths = [path for slug in known["papers"] if (path := folder / "pdf" / f"{slug}.pdf").exists()]
    for path in paths:
        content = read(path)
        report.papers[path.stem] = content.pages
        report.off_page += [f"{path.stem}, {glyph}" for glyph in content.off_page]
        texts.append(squeeze("".join(content.text)))
    pages = {name: path for name in sorted(held) if (path := folder / "html" / f"{name}.html").exists()}
    lost = compare(pages, "\n".join(texts))
    report.words, report.lost, report.lost_examples = lost.words, lost.lost, lost.examples
    report.broken_rules = verdicts(paths, FOLDER / "verapdf")
    report.left_over += sorted(f"{name} (no page to compare)" for name in held - set(pages))


_HEADS = ("project", "documents", "papers", "pages", "seconds", "MB", "words", "lost", "off page", "veraPDF", "faults",
          "told", "others", "goal")  # fmt: skip


def show(reports: list[Report]) -> None:
    """Print the table, and below it what it counts."""
    print("|", " | ".join(_HEADS), "|")
    print("|", " | ".join("---" for _ in _HEADS), "|")
    for one in reports:
        verdict = (
            "not asked"
            if one.broken_rules is None
            else f"{len(one.broken_rules)} broken"
            if one.broken_rules
            else "conforms"
        )
        cells = (f"{one.name} {one.version}", one.documents, len(one.papers), sum(one.papers.values()), one.seconds,
                 one.megabytes, one.words, one.lost, len(one.off_page), verdict, sum(one.faults.values()),
                 sum(one.told.values()), sum(one.others.values()), "met" if one.good else "missed")  # fmt: skip
        print("|", " | ".join(map(str, cells)), "|")
    for one in reports:
        print(f"\n## {one.name}")
        for title, items in _details(one).items():
            if items:
                print(f"\n{title}:\n")
                print("\n".join(f"- {item}" for item in items[:20]))
                if len(items) > 20:
                    print(f"- and {len(items) - 20} more, in report.json")


def _details(one: Report) -> dict[str, list[str]]:
    return {
        "Tracebacks": one.tracebacks,
        "Documents in no paper": one.left_over,
        "Words lost": one.lost_examples,
        "Off the page": one.off_page,
        "Rules that papers break": one.broken_rules or [],
        "Faults of the source": _counted(one.faults),
        "What the builder tells": _counted(one.told),
        "What Sphinx and the extensions tell": _counted(one.others),
        "Left out": one.left_out,
    }


def _counted(counts: dict[str, int]) -> list[str]:
    return [f"{count} × {name}" for name, count in counts.items()]


if __name__ == "__main__":
    sys.exit(main())
