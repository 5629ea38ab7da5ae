"""The title of a page is that of its front matter, set once and as plain text; paragraphs that carry a number."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefkit.core.briefings import papers
from briefkit.core.domain import brief
from briefkit.core.frontmatter import FrontMatter, front_of, language_of
from briefkit.core.numbering import paragraph_numbers
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.report import place_of, report
from briefkit.core.words import words


class paragraph_number(nodes.inline):  # noqa: N801  # nodes are lower case in docutils
    """The number that hangs beside a paragraph. ``number`` is its number, ``refid`` its anchor."""


class SetTitle(SphinxTransform):
    """Gives a document the title of its front matter where no heading does."""

    default_priority = 250

    def apply(self, **_kwargs: Any) -> None:
        front = brief(self.env).data["front"].get(self.env.docname)
        title = front.title if isinstance(front, FrontMatter) else None
        heading = self._only_heading()
        if self.env.docname in papers(self.env) and not _has_text(self.document):
            place = Place(self.document["source"], max(self.env.briefkit_head, 1))  # type: ignore[attr-defined]
            text = "This briefing has no text. Write it below the front matter."
            report([Problem(Kind.MISSING, text, place)])
        is_paper = self.env.docname in papers(self.env) and isinstance(front, FrontMatter)
        if heading is not None and heading.line is not None and heading.line <= self.env.briefkit_head:  # type: ignore[attr-defined]
            heading.children = []
            heading += nodes.Text(title or self._no_title())
        elif heading is not None:
            if title and squeeze(title) != squeeze(heading.astext()):
                report([Problem(
                    Kind.TITLE,
                    f"The first heading says '{heading.astext()}', and title: in the front matter '{title}'. "
                    "The paper shows the heading, lists and the PDF's properties show the title: "
                    "make them the same, or leave one out.",
                    place_of(heading),
                )])  # fmt: skip
        elif title:
            self._wrap(title)
        elif is_paper:
            self._wrap(self._no_title())

    def _no_title(self) -> str:
        report([Problem(
            Kind.TITLE,
            "This briefing has no title. Write 'title: …' into its front matter.",
            Place(self.document["source"], 1),
        )])  # fmt: skip
        return papers(self.env)[self.env.docname].slug.replace("-", " ").capitalize()

    def _only_heading(self) -> nodes.title | None:
        """The heading that is the title: the only one of the first level."""
        top = [section for section in self.document.children if isinstance(section, nodes.section)]
        title = top[0].next_node(nodes.title) if len(top) == 1 else None
        return title if isinstance(title, nodes.title) else None

    def _wrap(self, title: str) -> None:
        section = nodes.section("", nodes.title(title, "", nodes.Text(title)))
        section.source, section.line = self.document["source"], 1
        section["names"].append(nodes.fully_normalize_name(title))
        keep = (nodes.docinfo, nodes.field_list, nodes.comment, nodes.meta)
        before = 0
        while before < len(self.document) and isinstance(self.document[before], keep):
            before += 1
        section += self.document.children[before:]
        self.document.children[before:] = []
        self.document += section
        self.document.note_implicit_target(section, section)


_NO_TEXT = (
    nodes.title, nodes.docinfo, nodes.field_list, nodes.comment, nodes.meta, nodes.target,
    nodes.substitution_definition,
)  # fmt: skip


def _has_text(parent: nodes.Element) -> bool:
    """Whether there is anything but headings."""
    return any(
        _has_text(child) if isinstance(child, nodes.section) else not isinstance(child, _NO_TEXT)
        for child in parent.children
    )


def sections(env: BuildEnvironment, docname: str) -> int:
    """How many sections of level 1 a document has."""
    contents = env.tocs.get(docname)
    return sum(isinstance(child, nodes.list_item) for child in contents.children) if contents else 0


def squeeze(text: str) -> str:
    """A title as it is compared with another: its words only."""
    return re.sub(r"\W+", " ", text).strip().casefold()


class NumberParagraphs(SphinxPostTransform):
    """Puts the number of each paragraph before it, and an anchor on it, where the briefing asks for it."""

    default_priority = 700

    def run(self, **_kwargs: Any) -> None:
        front = front_of(self.env, self.env.docname)
        if not (front.briefing and front.briefing.numbered_paragraphs):
            return
        say = words(language_of(self.env, self.env.docname))
        whole = next(self.document.findall(addnodes.start_of_file), None) is not None
        counted = (node for node in self.document.findall(nodes.paragraph) if node.get("counted"))
        for number, paragraph in zip(paragraph_numbers(self.env, self.env.docname, whole), list(counted), strict=False):
            paragraph["ids"].append(f"para-{number}")
            paragraph["number"] = number
            paragraph["classes"].append("numbered")
            if self.env._app.builder.format not in {"html", "pdf"}:
                paragraph.insert(0, nodes.Text(" "))
            paragraph.insert(0, _number(number, say("Paragraph {number}")))


def _number(number: int, label: str) -> paragraph_number:
    text = str(number)
    return paragraph_number("", text, refid=f"para-{number}", number=number, label=label.format(number=text))


def _visit_number(self: Any, node: paragraph_number) -> None:
    self.body.append(
        f'<a class="para-number" href="#{node["refid"]}" aria-label="{self.attval(node["label"])}">{node["number"]}</a> '
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(paragraph_number, html=(_visit_number, None))
    app.add_transform(SetTitle)
    app.add_post_transform(NumberParagraphs)
