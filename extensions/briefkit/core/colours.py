"""Colours: reading them as CSS writes them, mixing them, and how well one can be read on another."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable

from briefkit.core.colournames import NAMES

TEXT_CONTRAST = 4.5
"""What WCAG 2.2, success criterion 1.4.3, asks of text of ordinary size."""
FORMS = "'#0F4C5C', 'rgb(15 76 92)', 'hsl(193 72% 21%)' or a name of CSS such as 'teal'"
"""How a colour may be typed, for messages."""

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE | re.ASCII)
_FUNCTION = re.compile(r"(rgb|hsl)a?\(\s*([^()]*?)\s*\)", re.IGNORECASE)
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(%|deg|)", re.IGNORECASE | re.ASCII)


class NoColour(ValueError):  # noqa: N818  # it says what it is
    """A text that is no colour."""


def parse_colour(text: str) -> str:
    """A colour of CSS as ``#rrggbb``; one that can be seen through is laid on white.

    Takes hexadecimal colours of 3, 4, 6 and 8 digits, ``rgb()``, ``hsl()`` and names. Raises `NoColour`.
    """
    word = text.strip().lower()
    if word in NAMES:
        return NAMES[word]
    if _HEX.fullmatch(word):
        digits = word[1:]
        pairs = [digit * 2 for digit in digits] if len(digits) < 6 else re.findall("..", digits)
        red, green, blue, *alpha = (int(pair, 16) / 255 for pair in pairs)
        return _laid(red, green, blue, *alpha)
    found = _FUNCTION.fullmatch(word)
    if found is None:
        raise NoColour(text)
    parts = _parts(found[2])
    return _laid(*(_rgb(parts) if found[1].lower() == "rgb" else _hsl(parts)), *_alpha(parts))


def _parts(inside: str) -> list[tuple[float, str]]:
    """The numbers between the brackets with their units, with commas or, of new, with blanks and a slash."""
    if "," in inside:
        pieces = [piece.strip() for piece in inside.split(",")]
    else:
        first, slash, alpha = inside.partition("/")
        pieces = first.split() + ([alpha.strip()] if slash else [])
    found = [_NUMBER.fullmatch(piece) for piece in pieces]
    if len(found) not in {3, 4} or None in found:
        raise NoColour(inside)
    return [(float(match[1]), match[2].lower()) for match in found if match]


def _within(number: float, most: float) -> float:
    if not 0 <= number <= most:
        raise NoColour(str(number))
    return number / most


def _rgb(parts: list[tuple[float, str]]) -> tuple[float, float, float]:
    units = {unit for _, unit in parts[:3]}
    if units not in ({""}, {"%"}):
        raise NoColour("rgb")
    most = 100 if units == {"%"} else 255
    red, green, blue = (_within(number, most) for number, _ in parts[:3])
    return red, green, blue


def _hsl(parts: list[tuple[float, str]]) -> tuple[float, float, float]:
    (hue, unit), (saturation, first), (lightness, second) = parts[:3]
    if unit == "%" or (first, second) != ("%", "%"):
        raise NoColour("hsl")
    return colorsys.hls_to_rgb(hue % 360 / 360, _within(lightness, 100), _within(saturation, 100))


def _alpha(parts: list[tuple[float, str]]) -> tuple[float, ...]:
    return tuple(_within(number, 100 if unit == "%" else 1) for number, unit in parts[3:])


def _laid(red: float, green: float, blue: float, alpha: float = 1) -> str:
    return "#" + "".join(f"{round(255 * (channel * alpha + 1 - alpha)):02x}" for channel in (red, green, blue))


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    """The contrast of a colour on that of the *grounds* on which it is read worst."""
    return min(contrast(colour, ground) for ground in grounds)


def mix(colour: str, share: float, ground: str) -> str:
    """A *share* (0 to 1) of a colour laid on a ground."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(top * share + below * (1 - share)):02x}" for top, below in pairs)


def readable(colour: str, grounds: Iterable[str], toward: str) -> str:
    """The colour, moved no farther *toward* black or white than text in it needs on each of the *grounds*."""
    grounds = tuple(grounds)
    moved = (mix(toward, step / 40, colour) for step in range(41))
    return next((one for one in moved if least_contrast(one, grounds) >= TEXT_CONTRAST), toward)


def ink_on(ground: str, *inks: str) -> str:
    """The first of *inks* that can be read on a ground; of white and black one always can."""
    return next(ink for ink in (*inks, "#ffffff", "#000000") if contrast(ink, ground) >= TEXT_CONTRAST)
