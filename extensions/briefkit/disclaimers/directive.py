"""The directive ``disclaimer``."""

from __future__ import annotations

import re
from typing import ClassVar

from docutils import nodes
from docutils.statemachine import StringList

from briefkit.core.briefdirective import BriefDirective
from briefkit.core.content import parse_myst
from briefkit.core.problems import Kind, Place, listing, nearest
from briefkit.disclaimers.library import asked
from briefkit.disclaimers.model import fill, parse_variables
from briefkit.disclaimers.nodes import disclaimer, disclaimer_title
from briefkit.disclaimers.placing import PLACEMENTS, defaults, filled, library_of, note_use, title_of


class DisclaimerDirective(BriefDirective):
    """Texts of the library by their ids, or a text of its own in the body."""

    known_options: ClassVar = {
        "placement": (),
        "form": ("long", "short"),
        "variables": (),
        "title": (),
        "kind": (),
    }

    def build(self) -> list[nodes.Node]:
        self.placements = self._placements()
        ids = " ".join(self.arguments).replace(",", " ").split()
        has_body = any(line.strip() for line in self.content)
        if ids and has_body:
            self.problem(
                Kind.DISCLAIMER,
                "A disclaimer has ids of the library or a text of its own, not both. The library's is used: delete the body.",
            )
        if ids:
            values = self._variables()
            return [node for typed in ids for node in self._from_library(typed, values)]
        if not has_body:
            self.empty("Name a text of the library after it, such as 'personal-views', or write a text into its body.")
            return []
        return self._own()

    def _placements(self) -> list[str]:
        found = []
        # MyST passes a YAML list on as "[cover, footer]" or "['cover', 'footer']".
        for word in re.findall(r"[^\s,;\[\]'\"]+", self.option("placement").lower()):
            if word in PLACEMENTS:
                found.append(word)
            else:
                told = f"cannot be '{word}'. Allowed: {listing(PLACEMENTS)}.{nearest(word, PLACEMENTS)}"
                self.option_problem("placement", told)
        return found or ["inline"]

    def _variables(self) -> dict[str, str]:
        given, wrong = parse_variables(self.option("variables"))
        for part in wrong:
            self.option_problem("variables", f"'{part}' fills nothing. Write name=text, with ';' between several.")
        return defaults(self.env, self.env.docname) | given

    def _from_library(self, typed: str, values: dict[str, str]) -> list[nodes.Node]:
        want = asked(typed)
        entry, problems = library_of(self.env).find(want, self.language, self.place)
        self.problems += problems
        if entry is None:
            return []
        note_use(self.env, self.env.docname, want, entry.model.kind, self.place)
        title = self.option("title") or title_of(self.env, entry, self.language)
        short = self.option("form") == "short"
        text, more = filled(entry, want, values, self.place, short)
        self.problems += more
        plain, _ = filled(entry, want, values, self.place, short=True)
        if short and entry.model.short:
            blocks: list[nodes.Node] = [nodes.paragraph(text, text)]
        else:
            blocks = parse_myst(self.state.document, text, entry.record.place("text"))
        return self._placed(want.id, entry.model.kind, title, blocks, plain if entry.model.short else "")

    def _own(self) -> list[nodes.Node]:
        codes = self.vocabularies.codes("disclaimer-kind")
        kind = self.option("kind", "other").lower().replace("_", "-")
        if kind not in codes:
            self.option_problem("kind", f"cannot be '{kind}'. Allowed: {listing(codes)}.{nearest(kind, codes)}")
            kind = "other"
        title = self.option("title") or self.vocabularies.label("disclaimer-kind", kind, self.language)
        note_use(self.env, self.env.docname, asked(""), kind, self.place)
        self._fill_body()
        return self._placed("", kind, title, self.body_nodes(), "")

    def _fill_body(self) -> None:
        """Fill the places of a text of its own. Lines keep their number, so that what is wrong in one is told there."""
        values = self._variables()
        filled = []
        for line in self.content:
            text, missing = fill(line, values, own=True)
            filled.append(text)
            for name in missing:
                told = f"nothing fills {{{name}}}. Allowed: {listing(sorted(values))}.{nearest(name, values)}"
                told += f" Correct it, add ':variables: {name}=…', or write \\{{{name}\\}} where braces are meant."
                self.problem(Kind.DISCLAIMER, told, self._place_of_text(line))
        self.content = StringList(filled, items=self.content.items)

    def _place_of_text(self, line: str) -> Place:
        typed = [text.strip() for text in self.block_text.splitlines()]
        if self.place.line is None or line.strip() not in typed:
            return self.place
        return Place(self.file, self.place.line + typed.index(line.strip()))

    def _placed(self, ident: str, kind: str, title: str, blocks: list[nodes.Node], short: str) -> list[nodes.Node]:
        """The disclaimer at each of its places; what is no place of the text is remembered for the paper's face."""
        made: list[nodes.Node] = []
        for place in self.placements:
            if place in {"inline", "end"}:
                node = disclaimer(kind=kind, ident=ident, at_end=place == "end")
                parts = [block.deepcopy() for block in blocks] if made else blocks
                node += [disclaimer_title(title, title), *parts]
                self.set_common(node)
                made.append(node)
            else:
                whole = " ".join(block.astext().replace("\n", " ") for block in blocks)
                text = short if short and place == "footer" else whole
                used = self.domain.data["used"].setdefault(self.env.docname, {})
                used.setdefault("placed", []).append({"place": place, "title": title, "text": text})
        return made
