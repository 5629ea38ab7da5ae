"""What a stakeholder table prints of its briefing: the question that stances answer, and the day of the facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefkit.core.domain import brief
from briefkit.core.face import day
from briefkit.core.frontmatter import front_of, language_of
from briefkit.core.problems import Finding, Problem
from briefkit.core.report import report
from briefkit.core.words import words
from briefkit.stakeholders.model import checks
from briefkit.stakeholders.nodes import stakeholder_table


def findings(env: BuildEnvironment) -> Iterator[Finding]:
    """What the checks say of the stakeholders of each briefing."""
    for docname, used in sorted(brief(env).data["used"].items()):
        for entry in used.get("stakeholders", ()):
            yield from checks(entry, front_of(env, docname).as_of)


def check_relations(_app: Sphinx, env: BuildEnvironment) -> None:
    """Tell of each relation to an unknown stakeholder, whether relations are printed or not."""
    problems: dict[Problem, None] = {}  # a file that two tables use has each of them twice
    for docname, used in sorted(brief(env).data["used"].items()):
        for entry in used.get("stakeholders", ()):
            for number, relation in enumerate(entry.model.relations):
                place = entry.record.place("relations", number, "to")
                problems.update(dict.fromkeys(brief(env).unknown("stakeholder", relation.to, docname, place)))
    report(problems)


class ResolveLines(SphinxPostTransform):
    """Adds the lines above and below each table, once the front matter of its briefing is known."""

    default_priority = 790

    def run(self, **_kwargs: Any) -> None:
        for table in self.document.findall(stakeholder_table):
            docname = table["docname"]
            front, language = front_of(self.env, docname), language_of(self.env, docname)
            say = words(language)
            if table["stances"] and front.briefing and front.briefing.question:
                table["question"] = say("Stance on the question: {question}").format(question=front.briefing.question)
            if front.as_of:
                table["note"] = say("Facts as of {date}.").format(date=day(front.as_of, language))
