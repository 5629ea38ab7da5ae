"""Text in pictures whose script Typst cannot write as text into a PDF that conforms: it is drawn as shapes.

Letters of such scripts consist of several glyphs, and in an SVG Typst does not say which characters these stand for,
which PDF/UA and PDF/A want to know. The shapes of a clip path need no characters. What the picture says is in its
description.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from briefkit.core.svg import SVG

_COMPLEX = re.compile(r"[\u0590-\u109f\u1780-\u18af\u1a20-\u1aaf\ufb1d-\ufdff\ufe70-\ufefc]")
"""Scripts from Hebrew and Arabic over those of India to Tibetan and Burmese, Khmer, Mongolian, Tai Tham."""
_PAINT = ("class", "style", "fill", "fill-opacity", "opacity", "display", "visibility")
_EVERYWHERE = {"x": "-100000", "y": "-100000", "width": "200000", "height": "200000"}


def draw_complex_text(root: ElementTree.Element) -> None:
    """Turn each text of *root* in a script of this kind into a coloured area that has its shape."""
    found = [
        (parent, text)
        for parent in root.iter()
        if parent.tag != f"{SVG}clipPath"
        for text in parent
        if text.tag == f"{SVG}text" and _COMPLEX.search("".join(text.itertext()))
    ]
    for number, (parent, text) in enumerate(found):
        shape = ElementTree.Element(f"{SVG}clipPath", {"id": f"briefkit-text-{number}"})
        paint = {name: text.attrib[name] for name in _PAINT if name in text.attrib}
        area = ElementTree.Element(f"{SVG}rect", _EVERYWHERE | paint | {"clip-path": f"url(#briefkit-text-{number})"})
        area.tail, text.tail = text.tail, None
        index = list(parent).index(text)
        shape.append(text)
        parent[index : index + 1] = [shape, area]
