"""The organisation's brand in the words of the house style (``lib/tokens.typ``)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from briefkit.core.brand import Brand, Code
from briefkit.core.brandfiles import Mark, Sign
from briefkit.core.colours import contrast
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.scheme import LIGHT
from briefkit.core.svg import NoPicture
from briefkit.pdf.assets import Assets
from briefkit.pdf.svgfonts import families_of

_TOLD_APART = 1.5
"""The contrast from which a colour is seen beside that of the text; the house style's links have 1.76."""


def brand_input(brand: Brand) -> str:
    """What the house style reads as ``sys.inputs.brand``: JSON, or nothing where all is left to it."""
    kind = brand.type
    single = kind.base if kind.base == kind.headings else ""
    groups: dict[str, Any] = {
        "colours": brand.light.values() if brand.light != LIGHT else {},
        "fonts": {
            "base": kind.base, "labels": single, "headings": kind.headings, "mono": kind.mono,
            "mono-block": kind.mono_block,
        },
        "type": {
            "scale": kind.scale if kind.scale != 1 else 0, "line": kind.line, "weight": kind.weight,
            "heading-line": kind.heading_line,
            "underline": _underlined(brand),
        },
        "headings": {"weight": kind.heading_weight, "style": kind.heading_style, "fill": kind.heading_colour[0]},
        "link": {"weight": kind.link_weight, "ground": kind.link_ground[0]},
        "code": _code(kind.code),
        "block": _code(kind.block),
        "others": brand.others(),
    }  # fmt: skip
    told = {name: _given(values) for name, values in groups.items()}
    return json.dumps(_given(told), sort_keys=True, ensure_ascii=False) if _given(told) else ""


def _underlined(brand: Brand) -> bool:
    """Whether links are underlined: where the brand says so, or their colour does not tell them from the text."""
    asked = brand.type.link_decoration
    return asked == "underline" or (not asked and contrast(brand.light.link, brand.light.ink) < _TOLD_APART)


def _code(code: Code) -> dict[str, Any]:
    return {
        "scale": code.scale if code.scale != 1 else 0, "weight": code.weight, "line": code.line,
        "fill": code.colour[0], "ground": code.ground[0],
    }  # fmt: skip


def _given(values: Any) -> Any:
    """What is not empty."""
    return {key: value for key, value in values.items() if value} if isinstance(values, dict) else values


def logos(brand: Brand, staging: Path) -> tuple[dict[str, Any], list[Problem]]:
    """The logo of the running head and that of a cover, each for light and for dark grounds, staged."""
    problems: list[Problem] = []

    def staged(mark: Mark | None) -> dict[str, str]:
        if mark is None:
            return {}
        try:
            file = Path(mark.path)
            assets = Assets(file.parent, staging, families=families_of(brand))
            image = assets.add(file.name)
        except NoPicture as fault:
            problems.append(Problem(Kind.FIGURE, f"{fault} Papers have no logo.", Place(mark.path, 1)))
            return {}
        if fontless := assets.fontless(file.name):
            problems.append(Problem(Kind.FIGURE, fontless, Place(mark.path, 1)))
        return {"image": image, "alt": mark.alt}

    def both(sign: Sign | None) -> dict[str, Any]:
        return _given({"light": staged(sign.light), "dark": staged(sign.dark)}) if sign else {}

    head = brand.logo("medium", "large")
    found = {"head": both(head), "cover": both(brand.logo("large", "medium"))}
    return _given(found | {"icon": head is brand.logos.get("small")}) if _given(found) else {}, list(
        dict.fromkeys(problems)
    )
