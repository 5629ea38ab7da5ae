"""Fonts of pictures: each text of an SVG names a family and a weight that the compiler finds.

Typst knows no generic family, and sets a variable font in its first weight, not the regular one, unless its axis is set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from briefkit.core.brand import Brand
from briefkit.core.fontfiles import EMBEDDED, installed
from briefkit.core.svg import SVG

_SANS = """
    sans-serif, sans, system-ui, ui-sans-serif, ui-rounded, -apple-system, blinkmacsystemfont, arial, arial black, helvetica,
    arial narrow, helvetica neue, verdana, tahoma, calibri, aptos, segoe ui, roboto, open sans, lato, liberation sans,
    dejavu sans, bitstream vera sans, noto sans, nimbus sans, lucida grande, lucida sans, lucida sans unicode, geneva,
    trebuchet ms, computer modern sans serif, ubuntu, source sans pro, franklin gothic, gill sans
"""
_SERIF = """
    serif, ui-serif, times, times new roman, georgia, cambria, garamond, palatino, palatino linotype,
    book antiqua, liberation serif, dejavu serif, bitstream vera serif, noto serif, nimbus roman, computer modern roman,
    source serif pro, new century schoolbook
"""
_MONO = """
    monospace, mono, ui-monospace, courier, courier new, consolas, menlo, monaco, liberation mono, dejavu sans mono,
    bitstream vera sans mono, noto mono, lucida console, andale mono, sfmono-regular, source code pro
"""
_NAME = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^,]+)")
_FAMILY = re.compile(r"(?<![\w-])font-family\s*:\s*((?:\"[^\"]*\"|'[^']*'|[^;}!\"'])+)")
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*([\w.]+)(\s*!important)?")
_SHORT = re.compile(
    r"(?<![\w-])font\s*:\s*(?P<before>[^;}\"']*?)(?P<size>\d*\.?\d+(?:[a-z]+|%)?)(?:\s*/\s*[\w.%]+)?\s+"
    r"(?P<family>(?:\"[^\"]*\"|'[^']*'|[^;}!\"'])+)"
)
_OWN_FONT = re.compile(r"(@font-face\s*\{[^}]*\}?)", re.IGNORECASE)
"""A font that the file brings is read by no compiler; what names it is told."""
_NUMBERS = {"normal": 400, "bold": 700, "bolder": 700, "lighter": 300}
_INHERITED = {"inherit", "initial", "unset", "revert"}


def _lowered(names: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in names.split(","))


@dataclass(frozen=True, slots=True)
class Families:
    """What pictures may name: the house's faces, and all families that there are."""

    sans: str
    serif: str
    mono: str
    known: frozenset[str]

    def find(self, names: list[str]) -> str | None:
        """The first of *names* that there is, or that stands for a face of the house."""
        known = {name.lower(): name for name in self.known}
        for name in map(str.lower, names):
            if name in known:
                return known[name]
            for listed, own in ((_SANS_NAMES, self.sans), (_SERIF_NAMES, self.serif), (_MONO_NAMES, self.mono)):
                if name in listed:
                    return own
        return None


_SANS_NAMES, _SERIF_NAMES, _MONO_NAMES = _lowered(_SANS), _lowered(_SERIF), _lowered(_MONO)


def families_of(brand: Brand) -> Families:
    """The families of a brand, of the house style and of the installed packages."""
    kind = brand.type
    own = kind.base if kind.base == kind.headings else ""
    known = {face.family for face in (*brand.fonts, *installed())} | set(EMBEDDED)
    return Families(
        own or "Source Sans 3", kind.base or "Source Serif 4", kind.mono or "DejaVu Sans Mono", frozenset(known)
    )


def set_fonts(root: ElementTree.Element, families: Families) -> list[str]:
    """Name families and weights of *root* so that the compiler finds them. The names that are nowhere."""
    lost: list[str] = []

    def family(value: str) -> str:
        names = [" ".join("".join(found).split()) for found in _NAME.findall(value)]
        names = [name for name in names if name]
        if not names or names[0].lower() in _INHERITED:
            return value
        found = families.find(names)
        if found is None:
            lost.append(names[0])
        return f"'{found or families.sans}'"

    def style(css: str) -> str:
        css = _SHORT.sub(_longhand, css)
        css = _FAMILY.sub(lambda found: f"font-family:{family(found[1])}", css)
        return _WEIGHT.sub(lambda found: found[0] + _axis(found[1], found[2] or ""), css)

    for element in root.iter():
        if element.tag == f"{SVG}style" and element.text:
            pieces = _OWN_FONT.split(element.text)
            element.text = "".join(piece if number % 2 else style(piece) for number, piece in enumerate(pieces))
        if "style" in element.attrib:
            element.set("style", style(element.attrib["style"]))
        if "font-family" in element.attrib:
            element.set("font-family", family(element.attrib["font-family"]))
        weight = _number(element.get("font-weight", "normal" if element is root else ""))
        if weight:
            element.set("font-variation-settings", f"'wght' {weight}")
    return list(dict.fromkeys(lost))


def nowhere(name: str, lost: list[str], families: Families | None) -> str:
    """What the writer of the picture *name* is told of fonts that are nowhere; nothing where there are none."""
    if not lost or families is None:
        return ""
    fonts = ", ".join(f"'{font}'" for font in lost)
    return (
        f"The text of {name} is set in '{families.sans}', for no font is named {fonts}. Name one of "
        f"{', '.join(sorted(families.known))} in it, or sans-serif, serif or monospace; or give the font to the brand."
    )


def _number(weight: str) -> int:
    """A weight as a number; 0 where it is none."""
    word = weight.strip().lower()
    return _NUMBERS.get(word, int(word) if word.isdecimal() and 0 < int(word) <= 1000 else 0)


def _axis(weight: str, important: str) -> str:
    number = _number(weight)
    return f";font-variation-settings:'wght' {number}{important}" if number else ""


def _longhand(short: re.Match[str]) -> str:
    """The one property ``font`` as the ones that the compiler reads."""
    words = short["before"].lower().split()
    weight = next((word for word in words if _number(word) and word != "normal"), "normal")
    slant = next((word for word in words if word in {"italic", "oblique"}), "normal")
    size = short["size"]
    return f"font-style:{slant};font-weight:{weight};font-size:{size};font-family:{short['family']}"
