"""Pictures, figures, code blocks and displayed formulas."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

import imagesize  # type: ignore[import-untyped]  # it carries no types
from docutils import nodes

from briefkit.core.briefings import has_briefings
from briefkit.core.frontmatter import language_of
from briefkit.core.language import language_in
from briefkit.core.numbering import labelled
from briefkit.core.pictures import ELSEWHERE
from briefkit.core.problems import Kind
from briefkit.core.svg import NoPicture
from briefkit.pdf import diagrams, typst
from briefkit.pdf.translator.base import Base
from briefkit.pdf.translator.inline import Inline
from briefkit.pdf.translator.lists import stands_alone
from briefkit.pdf.typst import Call, Code, Content, Value

_SIZE = re.compile(r"\s*(\d*\.?\d+)\s*(px|pt|pc|mm|cm|in|em|rem|ex|%|)\s*", re.IGNORECASE)
_UNITS = {
    "": (0.75, "pt"), "px": (0.75, "pt"), "pt": (1, "pt"), "pc": (12, "pt"), "mm": (1, "mm"), "cm": (1, "cm"),
    "in": (1, "in"), "em": (1, "em"), "rem": (1, "em"), "ex": (0.5, "em"), "%": (1, "%"),
}  # fmt: skip
"""Factor and unit in Typst; 96 pixels are an inch, as on the page."""

_WIDTH = re.compile(rb'<svg width="([0-9.]+)pt"')
_WORDS = re.compile(r"[^\W\d_]{3,}")
"""What of the name of a file says what it is for."""
_ALIGNS = frozenset({"left", "center", "right"})
_SIDES = frozenset({"left", "right"})
_LANGUAGES = {
    "default": "",
    "none": "",
    "text": "",
    "python3": "python",
    "py3": "python",
    "console": "",
    "ipython3": "python",
}


def length(text: str) -> Code | None:
    """A length as docutils takes it, in Typst's words; None where it is none."""
    found = _SIZE.fullmatch(str(text))
    if not found or not float(found[1]):
        return None
    factor, unit = _UNITS[found[2].lower()]
    return typst.length(float(found[1]) * factor, unit)


def _around(node: nodes.Node) -> nodes.Node:
    """What a picture stands in, whether it is a link or not."""
    return node.parent.parent if isinstance(node.parent, nodes.reference) else node.parent


def _is_token(node: nodes.Element) -> bool:
    """Whether an element in a code block does nothing but colour its text."""
    return type(node) is nodes.inline and not node["ids"]


def placeholder(description: str) -> Call:
    """What is printed in place of a picture that cannot be shown: its description in a box."""
    return typst.call("missing-picture", description)


_CREDITS = {"note": "note", "source": "source", "ai": "label_line"}
"""The house style's names for the lines below a figure; the others are credits."""


def _credits(node: nodes.Element) -> list[nodes.Element]:
    """The lines below a figure: paragraphs that say ``what`` they are."""
    return [line for line in node.findall(nodes.paragraph) if "what" in line]


class Figures(Inline):
    """Visitors of pictures and of what has a caption."""

    visit_caption = visit_legend = Base.through

    def figure_number(self, node: nodes.Element) -> Call | str:
        """The printed number of what has a caption, such as ``Table 1``; nothing where none is counted.

        It is in the language of its document, and marked so in a passage of another one.
        """
        kind = self.env.domains.standard_domain.get_enumerable_node_type(node)
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get(kind or "", {})
        number = next((numbers[name] for name in node["ids"] if name in numbers), None)
        text = labelled(self.env, self.docname, kind or "", number) if number and self.config.numfig else ""
        if not text or not language_in(node):
            return text
        return self.value("text", text, **self.in_tongue(language_of(self.env, self.docname)))

    def visit_figure(self, node: nodes.Element) -> None:
        self.emit(self.figure(node))
        raise nodes.SkipNode

    def figure(self, node: nodes.Element, kind: str = "image", **named: Value) -> Call:
        """The call that prints a figure with its number, caption and legend; *named* adds to them."""
        captions = [child for child in node.children if isinstance(child, nodes.caption)]
        named |= self._credits(node)
        legends = [child for child in node.children if isinstance(child, nodes.legend) and not _credits(child)]
        body = self.render(child for child in node.children if not isinstance(child, (nodes.caption, nodes.legend)))
        if number := self.figure_number(node):
            named["number"] = number
        if captions:
            named["caption"] = self.content(*captions)
        if kind == "image" and node.get("align") in _SIDES:
            named["side"] = node["align"]
        if legends:
            named["legend"] = self.content(*legends)
        return self.value("figure-block", body, kind=kind, **named)

    def _credits(self, node: nodes.Element) -> dict[str, Value]:
        """The note, source, credit, licence and label of a figure, as the house style names them."""
        named: dict[str, Value] = {}
        for line in _credits(node):
            name = _CREDITS.get(line["what"], "credit")
            named[name] = [*named.get(name, []), self.content(line)]
        return named

    # Pictures.

    def visit_image(self, node: nodes.Element) -> None:
        picture = self.picture(node)
        if self._in_line(node):
            self.call("box", picture, baseline=typst.length(0.2, "em"))  # it stands on the foot of its line
        elif picture.name != "image":
            self.call("par", Content([picture]))  # words in a figure are a paragraph, or ask for a description
        elif isinstance(_around(node), nodes.figure):
            self.emit(picture)
        else:
            self.call("picture", picture, align=node.get("align") if node.get("align") in _ALIGNS else "left")
        raise nodes.SkipNode

    def _in_line(self, node: nodes.Node) -> bool:
        """Whether a picture stands in a line of text, and not alone in its paragraph or box."""
        parent = node.parent
        if isinstance(parent, nodes.reference):
            return self._in_line(parent)
        return isinstance(parent, nodes.TextElement) and not stands_alone(node)

    def picture(self, node: nodes.Element) -> Call:
        """The picture of an image node, or a box with its description where it cannot be shown."""
        description = self._description(node)
        candidates: dict[str, str] = node.get("candidates", {})
        uri = str(node.get("uri", ""))
        for kind in self.builder.supported_image_types:
            if kind in candidates:
                uri = candidates[kind]
                break
        try:
            if "?" in candidates or "://" in uri:
                raise NoPicture(ELSEWHERE.format(uri=uri))
            path = self.job.assets.add(uri)
        except NoPicture as problem:
            self.warn(f"{problem} Its description is printed instead.", Kind.FIGURE)
            return placeholder(description)
        if (told := self.job.assets.told(uri)) and not has_briefings(self.env):  # those are told when they are read
            self.warn(told, Kind.FIGURE)
        if fontless := self.job.assets.fontless(uri):
            self.warn_once(f"fonts of {uri}", fontless, Kind.FIGURE)
        return self.value("image", path, alt=description, **self._sizes(node, uri))

    def _description(self, node: nodes.Element) -> str:
        """What a screen reader says in place of the picture. There always is something."""
        alt = " ".join(str(node.get("alt", "")).split())
        name = PurePosixPath(str(node.get("uri") or node.get("filename", "")))
        if alt and alt not in {str(name), name.name}:
            return alt
        self.warn(
            f"This picture has no alternative text{f' but a file name, {alt!r}' if alt else ''}. "
            "Say what it shows: with 'alt', or in MyST ![here](picture.png).",
            Kind.FIGURE,
        )
        figure = _around(node)
        caption = figure.next_node(nodes.caption) if isinstance(figure, nodes.figure) else None
        known = caption.astext().split() if caption is not None else _WORDS.findall(name.stem)
        marked = self.word("Picture without a description")
        return f"{marked}: {' '.join(known)}" if known else marked

    def _sizes(self, node: nodes.Element, uri: str) -> dict[str, Code]:
        sizes = {key: size for key in ("width", "height") if (size := length(node.get(key, "")))}
        if (
            "width" not in sizes
            and isinstance(figure := _around(node), nodes.figure)
            and (size := length(figure.get("width", "")))
        ):
            sizes["width"] = size
        if not sizes:
            width, _ = imagesize.get(self.job.assets.path(uri))
            if width > 0:
                sizes["width"] = typst.length(width * 0.75 * float(node.get("scale", 100)) / 100, "pt")
        return sizes

    # Code.

    def visit_literal_block(self, node: nodes.Element) -> None:
        if not all(_is_token(part) for part in node.findall(nodes.Element) if part is not node):
            self.call("code-block", body=self.content(node))
            raise nodes.SkipNode
        named: dict[str, Value] = {}
        arguments: dict[str, Any] = node.get("highlight_args", {})
        classes = [name for name in node["classes"] if name != "code"]
        language = str(node.get("language") or (classes[0] if "code" in node["classes"] and classes else ""))
        if language := _LANGUAGES.get(language, language):
            named["lang"] = language
        numbers = [part.astext() for part in node.findall(nodes.inline) if "ln" in part["classes"]]
        if node.get("linenos") or numbers:
            named |= {"numbers": True, "first": int(numbers[0] if numbers else arguments.get("linenostart", 1))}
        if lines := arguments.get("hl_lines"):
            named["emphasise"] = [int(line) for line in lines]
        words = "".join(text for text in node.findall(nodes.Text) if "ln" not in text.parent["classes"])
        self.call("code-block", text=self.local(words.expandtabs(4).rstrip("\n")), **named)
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_captioned_code(self, node: nodes.Element) -> None:
        """A container that holds a code block and its caption."""
        self.emit(self.figure(node, kind="code"))
        raise nodes.SkipNode

    def visit_graphviz(self, node: nodes.Element) -> None:
        """A picture where Graphviz is installed and can draw it, else the source of the diagram."""
        graph = node.get("graph")
        if graph is None:
            code, spare = str(node["code"]), None
        else:
            named = f"Inheritance diagram of {node['content']}"
            code, spare = (
                graph.generate_dot("classes", {}, self.env, node_attrs={"fontname": f'"{diagrams.FONT}"'}),
                named,
            )
        picture = self._diagram(node, code, spare)
        if picture is None:
            self.call("code-block", text=code.rstrip())
        elif isinstance(node.parent, nodes.figure):
            self.emit(picture)
        else:
            self.call("picture", picture, align=node.get("align") if node.get("align") in _ALIGNS else "left")
        raise nodes.SkipNode

    def _diagram(self, node: nodes.Element, code: str, spare: str | None) -> Call | None:
        """The picture of a diagram; *spare* describes it where its writer cannot."""
        options: dict[str, str] = node.get("options", {})
        try:
            drawing = diagrams.diagram_of(self.config, options, code, self.job.assets.staging / "diagrams")
            path, removed, fontless = self.job.assets.add_drawn(drawing.content, "diagram")
        except diagrams.NotInstalled as problem:
            self.warn_once("graphviz", str(problem))
            return None
        except (diagrams.NoDiagram, NoPicture) as problem:
            self.warn(f"{problem} Its source is printed instead.", Kind.FIGURE)
            return None
        for told in (*diagrams.left_out(drawing, removed), *([fontless] if fontless else [])):
            self.warn(told, Kind.FIGURE)
        width = _WIDTH.search(drawing.content)
        sizes = {"width": typst.length(float(width[1]), "pt")} if width else {}
        return self.value("image", path, alt=spare or self._description(node), **sizes)

    # Formulas.

    def visit_math_block(self, node: nodes.Element) -> None:
        formula = self.equation(node, block=True)
        number = self._equation_number(node)
        self.call("math-block", formula, **({"number": f"({number})"} if number else {}))
        raise nodes.SkipNode

    def _equation_number(self, node: nodes.Element) -> str:
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get("displaymath", {})
        found = next((numbers[name] for name in node["ids"] if name in numbers), None)
        if found and self.config.math_numfig and self.config.numfig:
            return ".".join(map(str, found))
        return str(node.get("number") or "") if node["ids"] else ""
