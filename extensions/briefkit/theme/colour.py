"""The house's colour in light and dark, from one colour that it gives."""

from __future__ import annotations

import re

DARK_GROUND = "#12181b"
DARK_TINT = "#27383e"
_TEXT_CONTRAST = 4.5
"""What WCAG 2.2, success criterion 1.4.3, asks of text of ordinary size."""


def is_colour(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value) is not None


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, share: float, ground: str) -> str:
    """A *share* (0 to 1) of a colour laid on a ground."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(top * share + below * (1 - share)):02x}" for top, below in pairs)


def on_dark(colour: str) -> str:
    """The colour, lightened until text in it can be read on each ground of dark pages."""
    for step in range(21):
        lighter = mix("#ffffff", step / 20, colour)
        if contrast(lighter, DARK_TINT) >= _TEXT_CONTRAST:
            return lighter
    return "#ffffff"


def brand_sheet(colour: str) -> str:
    """A style sheet that sets the colour, its tints of 7 % and 17 %, and what is printed on it."""
    dark = on_dark(colour)

    def on(ground: str) -> str:
        # Of white and black one always has it: their contrasts multiply to 21.
        return next(ink for ink in ("#ffffff", "#10191c", "#000000") if contrast(ink, ground) >= _TEXT_CONTRAST)

    values = {
        "brand": (colour, dark),
        "on-brand": (on(colour), on(dark)),
        "tint": (mix(colour, 0.07, "#ffffff"), mix(dark, 0.07, DARK_GROUND)),
        "tint-2": (mix(colour, 0.17, "#ffffff"), mix(dark, 0.17, DARK_GROUND)),
    }
    old = "".join(f"  --{name}: {light};\n" for name, (light, _) in values.items())
    new = "".join(f"    --{name}: light-dark({light}, {dark});\n" for name, (light, dark) in values.items())
    modern = f"@supports (color: light-dark(black, white)) {{\n  :root:root {{\n{new}  }}\n}}\n"
    return f":root:root {{\n{old}}}\n\n{modern}"
