"""LaTeX formulas as calls of Typst, by way of MathML and with literals only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from xml.etree.ElementTree import Element

from docutils.utils.math import latex2mathml
from latex2mathml.converter import convert_to_element

from briefkit.pdf import typst
from briefkit.pdf.typst import Call, Content

_ENVIRONMENT = re.compile(
    r"\\(begin|end)\s*\{(?:aligned|alignedat|align|gather|gathered|split|equation|eqnarray|multline|flalign)\*?\}"
)
_ALIGNED = re.compile(r"(?<!\\)&|\\\\")
_SPACED_LINE = re.compile(r"(?<!\\)\\\n")
"""A backslash at the end of a line is a blank; two are the end of a line of the formula."""
_EM = re.compile(r"(-?\d*\.?\d+)em")
_SPACES = {
    "negativethinmathspace": -0.167,
    "negativemediummathspace": -0.222,
    "negativethickmathspace": -0.278,
}
_BEFORE_RELATION = typst.length(0.278, "em")
_INVISIBLE = frozenset("\u2061\u2062\u2063\u2064\u200b")
_VARIANTS = {
    "normal": ["upright"], "bold": ["upright", "bold"], "italic": ["italic"],
    "bold-italic": ["italic", "bold"], "double-struck": ["bb"],
    "script": ["cal"], "bold-script": ["cal", "bold"], "fraktur": ["frak"],
    "sans-serif": ["sans"], "monospace": ["mono"],
}  # fmt: skip
_ACCENTS = {
    "^": "\u0302", "~": "\u0303", "→": "\u20d7", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306",
    "´": "\u0301", "`": "\u0300", "¯": "\u0304", "˚": "\u030a", "\u20db": "\u20db",
}  # fmt: skip
_LINES = {"\u2015": "overline", "\u203e": "overline", "⏞": "overbrace", "⎴": "overbracket"}
_UNDER_LINES = {
    "_": "underline",
    "\u2015": "underline",
    "\u0332": "underline",
    "⏟": "underbrace",
    "⎵": "underbracket",
}
_LIMITS = frozenset({"lim", "max", "min", "sup", "inf", "argmax", "argmin", "limsup", "liminf", "det", "gcd", "Pr"})
_PRIMES = {"′": 1, "″": 2, "‴": 3}


class _Unreadable(Exception):  # noqa: N818  # it says what is wrong
    """The formula has something that cannot be set."""


def equation(latex: str, block: bool) -> Content | None:
    """The body of a formula, or None where its LaTeX cannot be read."""
    try:
        root = convert_to_element(_prepared(latex), display="block" if block else "inline")
        return Content(_row(list(root)))
    except Exception:  # the converter raises many kinds, IndexError among them, for a writer's mistake
        return None


def _prepared(latex: str) -> str:
    """LaTeX with one environment for aligned lines, also where such lines are typed without any."""
    latex = _SPACED_LINE.sub(r"\\ ", latex.strip())
    latex, count = _ENVIRONMENT.subn(lambda found: f"\\{found[1]}{{align*}}", latex)
    if not count and "\\begin" not in latex and _ALIGNED.search(latex):
        latex = f"\\begin{{align*}}{latex}\\end{{align*}}"
    return latex


def _text(element: Element) -> str:
    text = unescape(element.text or "")
    if not text.startswith("\\") or text == "\\":
        return text
    for table in _MORE_COMMANDS:
        if found := table.get(text[1:]):
            return found
    raise _Unreadable(text)


def _calls(elements: Iterable[Element]) -> list[Call]:
    found: list[Call] = []
    for element in elements:
        found += _ELEMENTS[element.tag](element)
    return found


def _content(element: Element) -> Content:
    return Content(_calls([element]))


def _row(elements: list[Element]) -> list[Call]:
    """A row of a formula; fences around a table, a tall piece or a binomial are as high as what they hold."""
    if len(elements) == 3 and elements[1].tag == "mfrac" and elements[1].get("linethickness") == "0":
        upper, lower = elements[1]
        return [typst.call("math.binom", _content(upper), _content(lower))]
    fenced = elements and (
        (elements[0].tag == "mo" and elements[0].get("form") == "prefix" and elements[0].get("fence"))
        or (elements[-1].tag == "mo" and elements[-1].get("form") == "postfix" and elements[-1].get("fence"))
    )
    if fenced:
        return [typst.call("math.lr", Content(_calls(elements)))]
    found: list[Call] = []
    for element in elements:
        if element.tag == "mtable":
            before = [found.pop()] if found and _is_fence(found[-1]) else []
            found.append(typst.call("math.lr", Content([*before, *_calls([element])])))
        elif found and found[-1].name == "math.lr" and element.tag == "mo" and _text(element) in _FENCES:
            found[-1].positional[0].calls += _calls([element])
        else:
            found += _calls([element])
    return found


_MORE_COMMANDS: tuple[Mapping[str, str | None], ...] = (
    latex2mathml.functions, latex2mathml.letters, latex2mathml.ordinary, latex2mathml.operators,
    latex2mathml.small_operators,
)  # fmt: skip
"""What docutils' own reader of LaTeX knows and the converter does not, as ``varGamma`` and ``nleqq``."""
_FENCES = frozenset("()[]{}|‖⟨⟩⌈⌉⌊⌋")


def _is_fence(item: Call) -> bool:
    return item.name == "glyph" and item.positional[0] in _FENCES


def _mrow(element: Element) -> list[Call]:
    return _row(list(element))


def _symbols(element: Element) -> list[Call]:
    text = _text(element).strip()
    if not text or text in _INVISIBLE:
        return []
    if len(text) == 1:
        call = typst.call("glyph", text)
    else:
        call = typst.call("math.op", typst.call("text", text), limits=text in _LIMITS)
    for variant in _VARIANTS.get(element.get("mathvariant", ""), []):
        call = typst.call(f"math.{variant}", call)
    return [call]


def _words(element: Element) -> list[Call]:
    text = _text(element)
    return [typst.call("text", text)] if text else []


def _space(element: Element) -> list[Call]:
    if element.get("linebreak"):
        return [typst.call("linebreak")]
    width = element.get("width", "")
    found = _EM.fullmatch(width)
    size = float(found[1]) if found else _SPACES.get(width, 0)
    return [typst.call("h", typst.length(size, "em"))] if size else []


def _frac(element: Element) -> list[Call]:
    upper, lower = element
    if element.get("linethickness") == "0":
        return [typst.call("math.mat", [_content(upper)], [_content(lower)], delim=None)]
    return [typst.call("math.frac", _content(upper), _content(lower))]


def _sqrt(element: Element) -> list[Call]:
    return [typst.call("math.sqrt", Content(_row(list(element))))]


def _root(element: Element) -> list[Call]:
    body, index = element
    return [typst.call("math.root", _content(index), _content(body))]


def _script(element: Element) -> list[Call]:
    base, *scripts = element
    keys = {"msub": "b", "msup": "t", "msubsup": "bt"}[element.tag]
    named = {key: _scripted(script) for key, script in zip(keys, scripts, strict=True)}
    return [typst.call("math.attach", _content(base), **named)]


def _scripted(script: Element) -> Content:
    primes = _PRIMES.get(_text(script)) if script.tag in {"mi", "mo"} else None
    return Content([typst.call("math.primes", primes)]) if primes else _content(script)


def _over_under(element: Element) -> list[Call]:
    base, *marks = element
    first = _text(marks[0]) if marks[0].tag == "mo" and len(marks) == 1 else ""
    lines = _LINES if element.tag == "mover" else _UNDER_LINES
    if first in lines:
        return [typst.call(f"math.{lines[first]}", _content(base))]
    if first in _ACCENTS and element.tag == "mover":
        return [typst.call("math.accent", _content(base), _ACCENTS[first])]
    if base.tag in {"munder", "mover"} and len(base) == 2 and (inner := _over_under(base))[0].name.endswith("brace"):
        inner[0].positional.append(_content(marks[0]))
        return inner
    keys = {"munder": "b", "mover": "t", "munderover": "bt"}[element.tag]
    named = {key: _content(mark) for key, mark in zip(keys, marks, strict=True)}
    return [typst.call("math.attach", typst.call("math.limits", _content(base)), **named)]


def _table(element: Element) -> list[Call]:
    rows = [[cell for cell in row if cell.tag == "mtd"] for row in element if row.tag == "mtr"]
    if element.get("displaystyle") == "true":
        return _lines(rows)
    width = max(map(len, rows), default=0)
    cells = [[Content(_row(list(cell))) for cell in row] for row in rows]
    aligns = {cell.get("columnalign", "") for row in rows for cell in row}
    named = {"align": typst.name("left")} if aligns == {"left"} else {}
    filled = [row + [Content()] * (width - len(row)) for row in cells]
    return [typst.call("math.mat", *filled, delim=None, **named)]


def _lines(rows: list[list[Element]]) -> list[Call]:
    """Lines that are aligned at marks, as in ``align``."""
    found: list[Call] = []
    for number, row in enumerate(rows):
        if number:
            found.append(typst.call("linebreak"))
        for index, cell in enumerate(row):
            if index:
                if next((part.tag for part in cell if part.text), "") == "mo":
                    found.append(typst.call("h", _BEFORE_RELATION))  # the mark to align at takes the space away
                found.append(typst.call("align-point"))
            found += _row(list(cell))
    return found


def _style(element: Element) -> list[Call]:
    body = Content(_row(list(element)))
    if element.get("displaystyle") == "true":
        return [typst.call("math.display", body)]
    if element.get("displaystyle") == "false":
        return [typst.call("math.inline", body)]
    return body.calls


def _phantom(element: Element) -> list[Call]:
    return [typst.call("hide", Content(_row(list(element))))]


def _enclosed(element: Element) -> list[Call]:
    body = Content(_row(list(element)))
    if "strike" in element.get("notation", ""):
        return [typst.call("math.cancel", body)]
    if element.get("notation") == "box":
        return [typst.call("box", body, inset=typst.length(0.25, "em"), stroke=typst.length(0.5, "pt"))]
    return body.calls


_ELEMENTS: dict[str, Callable[[Element], list[Call]]] = {
    "math": _mrow, "mrow": _mrow, "mpadded": _mrow, "mtd": _mrow, "semantics": _mrow,
    "mi": _symbols, "mo": _symbols, "mn": _words, "mtext": _words, "ms": _words, "mspace": _space,
    "mfrac": _frac, "msqrt": _sqrt, "mroot": _root, "msub": _script, "msup": _script, "msubsup": _script,
    "munder": _over_under, "mover": _over_under, "munderover": _over_under, "mtable": _table,
    "mstyle": _style, "mphantom": _phantom, "menclose": _enclosed,
}  # fmt: skip
