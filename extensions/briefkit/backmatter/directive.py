"""The directives ``abbreviations``, ``version-history`` and ``sign-off``."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes as dn

from briefkit.backmatter.nodes import backmatter
from briefkit.core.briefdirective import BriefDirective
from briefkit.core.problems import Kind
from briefkit.core.tables import record_caption


class _PartDirective(BriefDirective):
    """A place for what front matter says. An argument is its caption."""

    part: ClassVar[str]
    field: ClassVar[str]
    """The key of the front matter that holds it."""

    def build(self) -> list[dn.Node]:
        if any(line.strip() for line in self.content):
            told = f"'{self.name}' has no body: it prints '{self.field}' of the front matter. Put the text there."
            self.problem(Kind.OPTION, told)
        node = backmatter(part=self.part, refdoc=self.env.docname)
        if self.arguments:
            node += record_caption("", "", *self.content_of.inline(self.arguments[0], self.place))
        self.set_common(node)
        self.domain.data["used"].setdefault(self.env.docname, {}).setdefault("parts", []).append(self.part)
        return [node]


class AbbreviationsDirective(_PartDirective):
    """The short forms of front matter and those that ``{abbr}`` explains, in the order of the alphabet."""

    part = "abbreviations"
    field = "abbreviations"


class VersionHistoryDirective(_PartDirective):
    """The versions of the paper, with what was corrected."""

    part = "history"
    field = "briefing.history"


class SignOffDirective(_PartDirective):
    """Who approves the paper, with a line to sign where that is open."""

    part = "approvals"
    field = "briefing.approvals"
