"""The organisation's brand on the pages: a style sheet, fonts that the site serves itself, and its logo."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefkit.core.brand import Brand, Code
from briefkit.core.brandfiles import Mark
from briefkit.core.colours import contrast
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.scheme import DARK, LIGHT, SHADE_CONTRAST, Scheme
from briefkit.core.svg import NoPicture
from briefkit.pdf.assets import Assets

HEADINGS = ".page h1, .body :is(h1, h2, h3, h4, h5, h6), .listed h3"


def brand_sheet(brand: Brand, files: dict[str, str]) -> str:
    """The style sheet of a brand; *files* are the names in ``_static/fonts/brand`` of its font files, by path."""
    parts = [*_faces(brand, files), _colours(brand), _tokens(brand), *_rules(brand)]
    return "\n".join(part for part in parts if part)


def _faces(brand: Brand, files: dict[str, str]) -> Iterator[str]:
    for face in brand.faces():
        if face.path in files and not face.index:
            least, most = face.weights
            weight = f"{least} {most}" if least != most else str(least)
            yield (
                f"@font-face {{\n  font-family: {_quoted(face.family)};\n"
                f'  src: url("../fonts/brand/{files[face.path]}");\n'
                f"  font-weight: {weight};\n  font-style: {face.style};\n  font-display: swap;\n}}\n"
            )


def _quoted(name: str) -> str:
    """The name of a family as a string of CSS, whatever is in it."""
    return '"' + re.sub(r"[^\w .-]", lambda found: f"\\{ord(found[0]):x} ", name) + '"'


_NAMES = {"fill": "brand-fill"}
"""Colours that are called otherwise in the theme's style sheets."""


def _of(scheme: Scheme) -> dict[str, str]:
    return {_NAMES.get(name, name): value for name, value in scheme.values().items()} | {"on-brand": scheme.ground}


def _colours(brand: Brand) -> str:
    if (brand.light, brand.dark) == (LIGHT, DARK):
        return ""
    light, dark = _of(brand.light), _of(brand.dark)
    old = "".join(f"  --{name}: {value};\n" for name, value in light.items())
    new = "".join(f"    --{name}: light-dark({value}, {dark[name]});\n" for name, value in light.items())
    modern = f"@supports (color: light-dark(black, white)) {{\n  :root:root {{\n{new}  }}\n}}\n"
    return f":root:root {{\n{old}}}\n\n{modern}"


def _tokens(brand: Brand) -> str:
    kind = brand.type
    single = kind.base if kind.base == kind.headings else ""
    others = "".join(f", {_quoted(name)}" for name in brand.others())
    stacks = {
        "serif": (kind.base, "house-serif", "serif"),
        "sans": (single, "house-sans", "sans-serif"),
        "mono": (kind.mono, "house-mono", "monospace"),
        "mono-block": (kind.mono_block, "house-mono", "monospace"),
        "headings": (kind.headings, "house-serif", "serif"),
        "headings-small": (kind.headings, "house-sans", "sans-serif"),
    }
    given = {
        name: f"{_quoted(own)}, var(--{house}){others}, {last}" if own else f"var(--{house}){others}, {last}"
        for name, (own, house, last) in stacks.items()
        if own or (others and not name.startswith("headings"))
    }
    if kind.line:
        given["line-body"] = f"{kind.line:g}"
    rules = "".join(f"  --{name}: {value};\n" for name, value in given.items())
    size = f"@media screen {{\n  :root:root {{ font-size: {100 * kind.scale:.4g}%; }}\n}}\n" if kind.scale != 1 else ""
    return (f":root:root {{\n{rules}}}\n" if rules else "") + size


def _rules(brand: Brand) -> Iterator[str]:
    kind = brand.type
    yield _rule(".body", {"font-weight": kind.weight})
    heads = {"font-weight": kind.heading_weight, "font-style": kind.heading_style, "line-height": kind.heading_line}
    yield _rule(HEADINGS, heads | {"color": _both(kind.heading_colour)})
    bare = kind.link_decoration == "none" and contrast(brand.light.link, brand.light.ink) >= SHADE_CONTRAST
    yield _rule(".body a:not(:hover)", {"text-decoration": "none" if bare else ""})
    yield _rule(".body a", {"font-weight": kind.link_weight, "background": _both(kind.link_ground, "transparent")})
    yield from _code(".body :is(p, li, dd, td, dt) > code", kind.code, "{:.4g}em", 0.84)
    yield from _code(".body pre", kind.block, "{:.4g}rem", 0.9375)
    # The colours of syntax are made for the tint, not for a ground that the brand chooses.
    yield _rule(".body pre :is(span, .hll)", {"color": "inherit" if any(kind.block.ground) else ""})


def _code(selector: str, code: Code, unit: str, size: float) -> Iterator[str]:
    values = {
        "font-size": unit.format(size * code.scale) if code.scale != 1 else "", "font-weight": code.weight,
        "line-height": code.line, "color": _both(code.colour), "background": _both(code.ground, "var(--tint)"),
    }  # fmt: skip
    yield _rule(selector, values)


def _both(pair: tuple[str, str], default: str = "currentcolor") -> str:
    light, dark = pair
    return f"light-dark({light or default}, {dark or default})" if light or dark else ""


def _rule(selector: str, values: dict[str, Any]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in values.items() if value)
    return f"{selector} {{\n{lines}}}\n" if lines else ""


def copy_fonts(brand: Brand, folder: Path) -> dict[str, str]:
    """Put the font files of a brand into *folder* and take away others; their names there by their paths."""
    files = {}
    for path in sorted({face.path for face in brand.faces()}):
        content = Path(path).read_bytes()
        files[path] = sha256(content).hexdigest()[:24] + Path(path).suffix.lower()
        target = folder / files[path]
        if not target.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    if folder.is_dir():
        for old in folder.iterdir():
            if old.name not in files.values():
                old.unlink()
        if not files:
            shutil.rmtree(folder)
    return files


class Logos:
    """The organisation's logo on the pages, cleaned and copied into ``_static/briefkit``."""

    def __init__(self, brand: Brand, static: Path) -> None:
        self.brand, self.static = brand, static
        self.problems: list[Problem] = []

    def address(self, mark: Mark) -> str:
        """Where a picture lies below ``_static``; nothing where it cannot be shown."""
        try:
            return f"briefkit{Assets(Path(mark.path).parent, self.static / 'briefkit').add(Path(mark.path).name)}"
        except NoPicture as fault:
            self.problems.append(Problem(Kind.FIGURE, f"{fault} The pages have no logo.", Place(mark.path, 1)))
            return ""

    def context(self) -> dict[str, Any]:
        """What pages know: the pictures of the head, each with its ground and whether it needs a plate, and an icon."""
        sign, small = self.brand.logo("medium", "large"), self.brand.logos.get("small")
        marks = {"light": sign.light, "dark": sign.dark} if sign else {}
        shown = [
            {"file": file, "alt": mark.alt, "ground": ground}
            for ground, mark in marks.items()
            if mark and (file := self.address(mark))
        ]
        icon = (small.light or small.dark) if small else None
        return {
            "logos": [item | {"plate": len(shown) == 1} for item in shown],
            "logo_is_icon": sign is small,
            "icon": self.address(icon) if icon else "",
        }
