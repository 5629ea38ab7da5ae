"""``conf/_brand.yml`` as it is typed, in the format brand.yml (https://posit-dev.github.io/brand-yml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from briefkit.core.fields import Model, OneOrMany, fault
from briefkit.core.problems import listing, nearest

WEIGHTS = {
    "thin": 100, "extra-light": 200, "ultra-light": 200, "light": 300, "normal": 400, "regular": 400, "medium": 500,
    "semi-bold": 600, "demi-bold": 600, "bold": 700, "extra-bold": 800, "ultra-bold": 800, "black": 900,
}  # fmt: skip
"""The words for weights."""

THEME = (
    "foreground", "background", "primary", "secondary", "tertiary", "success", "info", "warning", "danger", "light",
    "dark", "link",
)  # fmt: skip
"""The colours that the format names."""

_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,6})?|\.\d{1,6})\s*(pt|px|rem|em|%)", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,6})?|\.\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Size:
    """A size of type: points, or a part of the size that the house style has there."""

    value: float
    unit: Literal["pt", "part"]

    def part_of(self, points: float) -> float:
        """The size as a part of so many points."""
        return self.value / points if self.unit == "pt" else self.value


def parse_size(text: str) -> Size | None:
    """``11pt``, ``16px``, ``1rem``, ``1.1em`` or ``110%``; 16 pixels, 1 rem and 100 % are the house style's size."""
    found = _SIZE.fullmatch(text.strip())
    if found is None or not float(found[1]):
        return None
    number, unit = float(found[1]), found[2].lower()
    if unit == "pt":
        return Size(number, "pt")
    return Size(number / {"px": 16, "%": 100}.get(unit, 1), "part")


def _size(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = parse_size(value)
    if found is None:
        raise fault("is no size. Write a number with pt, px, rem, em or %, such as 11pt or 1.1rem.")
    return found


def _line_height(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = value.strip().lower().removesuffix("em")
    share = word.removesuffix("%")
    if not _NUMBER.fullmatch(share) and not (share != word and re.fullmatch(r"\d{1,3}", share, re.ASCII)):
        raise fault("is no line height. Write a multiple of the size, such as 1.4 or 140%.")
    return float(share) / (100 if share != word else 1)


def _weight(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = "-".join(value.strip().lower().replace("_", "-").split())
    number = WEIGHTS.get(word) or (int(word) if re.fullmatch(r"[1-9]\d\d", word, re.ASCII) else 0)
    if not 100 <= number <= 900:
        raise fault(f"is no weight. Allowed: 100 to 900, or {listing(WEIGHTS)}.{nearest(word, WEIGHTS)}")
    return number


def _weights(value: Any) -> Any:
    """A font's weights may be a range, ``100..900``, too."""
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{3})\s*\.\.\s*(\d{3})", value.strip())):
        return [found[1], found[2]]
    return value


def _short(field: str) -> BeforeValidator:
    """A mapping may be typed as the text of one of its fields."""
    return BeforeValidator(lambda value: {field: value} if isinstance(value, str) else value)


def _address(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"https?://[^\s/]+\S*", value.strip()):
        raise fault("is no address of a page. It begins with https://.")
    return value


Colour = str
"""A colour, or the name of one in the palette; which of them it is, is known once the whole file is read."""
FontSize = Annotated[Size, BeforeValidator(_size)]
LineHeight = Annotated[float, BeforeValidator(_line_height)]
Weight = Annotated[int, BeforeValidator(_weight)]
Address = Annotated[str, BeforeValidator(_address)]
Style = Literal["normal", "italic", "oblique"]


class Pair(Model):
    """A colour for light and for dark grounds; one colour is that for light ones."""

    light: Colour | None = None
    dark: Colour | None = None


Colours = Annotated[Pair, _short("light")]


class Name(Model):
    full: str | None = None
    short: str | None = None


class Link(Model):
    """Addresses by the name of the place."""

    model_config = ConfigDict(extra="allow")
    home: Address | None = None


class Meta(Model):
    """What the organisation is called; further fields are its own."""

    model_config = ConfigDict(extra="allow")
    name: Annotated[Name, _short("full")] = Name()
    link: Annotated[Link, _short("home")] = Link()


class Picture(Model):
    """A file of a logo, or the name of one in ``images``."""

    path: str
    alt: str | None = None


class Variants(Model):
    """A logo for light and for dark grounds."""

    light: Annotated[Picture, _short("path")] | None = None
    dark: Annotated[Picture, _short("path")] | None = None


def _variants(value: Any) -> Any:
    """One picture stands for light grounds, and has a plate under it on dark ones."""
    if isinstance(value, str) or (isinstance(value, dict) and "path" in value):
        return {"light": value}
    return value


class Logo(Model):
    images: dict[str, Annotated[Picture, _short("path")]] = Field(default_factory=dict)
    small: Annotated[Variants, BeforeValidator(_variants)] | None = None
    medium: Annotated[Variants, BeforeValidator(_variants)] | None = None
    large: Annotated[Variants, BeforeValidator(_variants)] | None = None


class Color(Model):
    palette: dict[str, Colour] = Field(default_factory=dict)
    foreground: Colours = Pair()
    background: Colours = Pair()
    primary: Colours = Pair()
    secondary: Colours = Pair()
    tertiary: Colours = Pair()
    success: Colours = Pair()
    info: Colours = Pair()
    warning: Colours = Pair()
    danger: Colours = Pair()
    light: Colours = Pair()
    dark: Colours = Pair()
    link: Colours = Pair()


class FontFile(Model):
    path: str
    weight: Annotated[OneOrMany[Weight], BeforeValidator(_weights)] = ()
    style: Style | None = None


class Font(Model):
    """A family of fonts, and where its files come from."""

    family: str
    source: Literal["file", "google", "bunny", "system"] | None = None
    files: OneOrMany[Annotated[FontFile, _short("path")]] = ()
    weight: Annotated[OneOrMany[Weight], BeforeValidator(_weights)] = ()
    style: OneOrMany[Style] = ()
    display: Literal["auto", "block", "swap", "fallback", "optional"] | None = None


class Base(Model):
    family: str | None = None
    size: FontSize | None = None
    line_height: LineHeight | None = None
    weight: Weight | None = None


class Headings(Model):
    family: str | None = None
    weight: Weight | None = None
    style: Style | None = None
    line_height: LineHeight | None = None
    color: Colours = Pair()


class Monospace(Model):
    family: str | None = None
    size: FontSize | None = None
    weight: Weight | None = None
    color: Colours = Pair()
    background_color: Colours = Pair()


class MonospaceBlock(Monospace):
    line_height: LineHeight | None = None


class LinkText(Model):
    weight: Weight | None = None
    color: Colours = Pair()
    background_color: Colours = Pair()
    decoration: Literal["underline", "none"] | None = None


class Typography(Model):
    fonts: tuple[Font, ...] = ()
    base: Annotated[Base, _short("family")] = Base()
    headings: Annotated[Headings, _short("family")] = Headings()
    monospace: Annotated[Monospace, _short("family")] = Monospace()
    monospace_inline: Annotated[Monospace, _short("family")] = Monospace()
    monospace_block: Annotated[MonospaceBlock, _short("family")] = MonospaceBlock()
    link: Annotated[LinkText, _short("color")] = LinkText()


def _logo(value: Any) -> Any:
    return {"medium": value} if isinstance(value, str) or (isinstance(value, dict) and "path" in value) else value


class BrandFile(Model):
    """The whole file. ``defaults`` are for other programs."""

    meta: Meta = Meta()
    logo: Annotated[Logo, BeforeValidator(_logo)] = Logo()
    color: Color = Color()
    typography: Typography = Typography()
    defaults: dict[str, Any] = Field(default_factory=dict)
