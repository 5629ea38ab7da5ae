"""Blanks that no line breaks at: inside dates, between a number and its unit, after initials."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from babel.dates import get_month_names
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefkit.core.briefings import paper_of
from briefkit.core.calendarwords import NO_BREAK
from briefkit.core.frontmatter import language_of
from briefkit.core.words import locale

_UNITS = [
    "%",
    "‰",
    "°C",
    "°F",
    "mm",
    "cm",
    "m",
    "km",
    "m²",
    "km²",
    "m³",
    "ha",
    "g",
    "kg",
    "t",
    "kt",
    "Mt",
    "Gt",
    "ml",
    "l",
    "s",
    "min",
    "h",
    "W",
    "kW",
    "MW",
    "GW",
    "TW",
    "Wh",
    "kWh",
    "MWh",
    "GWh",
    "TWh",
    "J",
    "kJ",
    "MJ",
    "GJ",
    "TJ",
    "PJ",
    "V",
    "kV",
    "A",
    "Hz",
    "kHz",
    "MHz",
    "GHz",
    "bn",
    "€",
    "$",
    "£",
    "zł",
    "EUR",
    "USD",
    "GBP",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "per",
    "mille",
    "Mio.",
    "Mrd.",
    "Millionen",
    "Milliarden",
    "milliard",
    "milliards",
    "millones",
    "milioni",
    "miliardi",
    "mln",
    "mld",
    "tys.",
    "млн",
    "млрд",
    "тис.",
    "مليون",
    "مليار",
]
_BEFORE_NUMBERS = r"(?:[Nn]os?|Nr|pp?|S|[Aa]rts?|[Pp]aras?|[Vv]ol|[Ff]ig|[Cc]h|[Ss]ec|cl)\."
_VERBATIM = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.raw, nodes.comment)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    contexts: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    names = {
        str(name) for context in contexts for width in widths
        for name in get_month_names(width, context, locale(language)).values() if not str(name).isdigit()
    }  # fmt: skip
    months = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    units = "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))
    ties = (
        rf"(?<!\w)\d{{1,2}}(?:\.|st|nd|rd|th|er|º)?(?P<day>[ \n])(?=(?:(?:de|of)[ \n])?(?:{months})(?!\w))",
        rf"(?<!\w)(?:{months})(?P<month>[ \n])(?=\d{{1,4}}(?!\w))",
        rf"\d(?P<unit>[ \n])(?=(?:{units})(?!\w))",
        rf"(?<!\w){_BEFORE_NUMBERS}(?P<mark>[ \n])(?=\d)",
        r"§(?P<section>[ \n])(?=\d)",
        r"(?<!\w)[^\W\d_]\.(?P<initial>[ \n])(?=[^\W\d_]{2})",
    )
    return re.compile("|".join(ties))


def tied(text: str, language: str) -> str:
    """*text* with no-break spaces for those blanks. As far as it can be, it has as many line ends as before."""
    pattern, letters, at = _pattern(language), list(text), 0
    while found := pattern.search(text, at):
        index = found.end() - 1
        was, letters[index] = letters[index], NO_BREAK
        if was == "\n" and " " in letters[index:]:
            letters[letters.index(" ", index)] = "\n"
        at = index
    return "".join(letters)


def _is_verbatim(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, _VERBATIM):
            return True
        parent = parent.parent
    return False


class TieBlanks(SphinxPostTransform):
    """Ties the blanks of what pages and papers print. It comes when all references are resolved."""

    default_priority = 940
    formats = ("html", "pdf")

    def run(self, **_kwargs: Any) -> None:
        if paper_of(self.env, self.env.docname) is None:
            return
        language = language_of(self.env, self.env.docname)
        for node in list(self.document.findall(nodes.Text)):
            text = str(node)
            if (" " in text or "\n" in text) and (new := tied(text, language)) != text and not _is_verbatim(node):
                node.parent.replace(node, nodes.Text(new))
        for reference in self.document.findall(nodes.inline):
            if "std-numref" in reference["classes"]:
                for node in list(reference.findall(nodes.Text)):
                    node.parent.replace(node, nodes.Text(re.sub(r"[ \n](?=\d[\d.]*$)", NO_BREAK, str(node))))


def setup(app: Sphinx) -> None:
    app.add_post_transform(TieBlanks)
