"""Projects of eight-page briefings for the benchmark: as many as are asked for, no two with the same text."""

from __future__ import annotations

import random
import re
from pathlib import Path

WORDS = re.findall(
    "[a-z]+",
    """
accord agency agreement amount annual answer area assembly audit authority balance bank basis benefit board border
bridge budget campaign capital case central ceasefire chamber change charge city clause commission committee common
community company condition conference consent cost council court credit date debate decision delay delivery demand
deposit deputy district document draft duty economy effect election energy estimate evidence exchange factor family
field final finance first fiscal forecast formal fund general government grant ground group growth guarantee harbour
heat house impact income index industry inspection interest issue joint judge key labour land law leader legal levy
limit line loan local long majority market measure meeting member method minister mission monitor month national need
network notice number observer offer office open option order output owner page panel parliament part party patrol
payment pension period permit phase plan point policy position power price principle problem process proof proposal
province public purpose quarter question rate reason record reform region register relief remedy rent report reserve
response result review right risk river road rule safety sample sanction scale season secretary sector security senate
service session share signature site source staff stage standard state station statute step stock strategy street
subsidy summit supply support survey system target tax tenant term text third title trade transport treaty trust union
unit value verification view vote wage water weapon week winter witness work year zone
""",
)

FRONT = """\
---
title: {title}
subtitle: {subtitle}
authors: [{{name: Ida Marrow, affiliation: Infrastructure Unit}}, {{name: Tomas Velde}}]
date: 2031-11-05
license: CC-BY-4.0
briefing:
  number: PB-{number}
  type: briefing
  status: published
  version: "1.0"
  question: Should the {word} be run jointly this winter?
  numbered-paragraphs: true
---
"""
STANCES = ("supports", "strongly-supports", "conditional", "opposes", "neutral", "mixed")
STATUSES = ("agreed", "in-force", "scheduled", "in-progress", "proposed")


class Writer:
    """Writes one briefing; the same number gives the same text."""

    def __init__(self, number: int) -> None:
        self.number, self.random = number, random.Random(number)

    def words(self, least: int, most: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(least, most)))

    def sentence(self) -> str:
        return self.words(9, 22).capitalize() + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(4, 6)))

    def section(self, number: int) -> str:
        notes = f"[^n{number}]\n\n[^n{number}]: {self.sentence()}" if number % 2 else ""
        source = f" See {{cite:p}}`s{number}`."
        points = "\n".join(f"- **{self.words(1, 2).capitalize()}.** {self.sentence()}" for _ in range(3))
        paragraphs = [self.paragraph() for _ in range(4)]
        paragraphs[0] += source
        return (
            f"# {self.words(3, 6).capitalize()}\n\n" + "\n\n".join([*paragraphs[:2], points, *paragraphs[2:]]) + notes
        )

    def table(self) -> str:
        rows = "\n".join(
            f"- name: {self.words(2, 3).title()}\n  kind: ministry\n  stance: {self.random.choice(STANCES)}\n"
            f"  position: {self.sentence()}\n  interests: {self.sentence()}"
            for _ in range(10)
        )
        return f"```{{stakeholder-table}} Who wants what\n:name: who\n:columns: name, stance, position, interests\n\n{rows}\n```"

    def timeline(self) -> str:
        steps = "\n".join(
            f"- id: step-{step}\n  title: {self.words(2, 4).capitalize()}\n  date: 2032-{step:02}-15\n"
            f"  status: {self.random.choice(STATUSES)}\n  obligor: {self.words(2, 3).title()}\n"
            f"  verification: {self.words(2, 4).capitalize()}\n  remedy: {self.words(3, 6).capitalize()}"
            for step in range(1, 11)
        )
        return f"```{{milestone-timeline}} The road\n\n{steps}\n```"

    def briefing(self) -> str:
        front = FRONT.format(
            title=self.words(3, 5).capitalize(), subtitle=self.sentence(), number=self.number, word=self.words(1, 1)
        )
        takeaways = "\n".join(
            f"- heading: {self.words(3, 5).capitalize()}.\n  text: {self.sentence()}" for _ in range(4)
        )
        parts = [
            f"```{{summary}}\n{self.sentence()} {self.sentence()}\n```",
            f"```{{key-takeaways}}\n{takeaways}\n```",
            self.section(1), self.table(), self.section(2), self.timeline(), self.section(3), self.section(4),
            "# References\n\n```{bibliography}\n```",
        ]  # fmt: skip
        return front + "\n" + "\n\n".join(parts) + "\n"

    def plain(self) -> str:
        """As much text in plain Markdown, for tools that know none of the directives."""
        head = f"---\ntitle: {self.words(3, 5).capitalize()}\nauthor: Ida Marrow\n---\n\n{self.paragraph()}"
        rows = [
            f"| {self.words(2, 3)} | {self.words(1, 2)} | {self.sentence()} | {self.sentence()} |" for _ in range(20)
        ]
        table = "\n".join(["| Actor | Stance | Position | Interests |", "| --- | --- | --- | --- |", *rows])
        parts = [self.section(number).replace("{cite:p}", "") for number in range(1, 5)]
        return "\n\n".join([head, parts[0], parts[1], table, *parts[2:]]) + "\n"

    def sources(self) -> str:
        return "\n".join(
            f"@report{{s{number}, author = {{{self.words(1, 1).title()}, {self.words(1, 1).title()}}}, "
            f"title = {{{self.words(4, 8).capitalize()}}}, institution = {{{self.words(2, 3).title()}}}, year = {{20{number + 20}}}}}"
            for number in range(1, 5)
        )


def write_project(folder: Path, count: int) -> None:
    """Write ``briefings/`` with *count* briefings; ``conf/`` is the caller's."""
    listed = "\n".join(f"paper-{number}/index" for number in range(count))
    source = folder / "briefings"
    source.mkdir(parents=True)
    (source / "index.md").write_text(f"# Briefings\n\n```{{toctree}}\n{listed}\n```\n", encoding="utf-8")
    for number in range(count):
        own, writer = source / f"paper-{number}", Writer(number)
        own.mkdir()
        (own / "index.md").write_text(writer.briefing(), encoding="utf-8")
        (own / "references.bib").write_text(writer.sources(), encoding="utf-8")
