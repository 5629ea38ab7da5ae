"""The colours of a house on paper, on a light page and on a dark one, from the few that its brand gives."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from briefkit.core.colours import TEXT_CONTRAST, channels, ink_on, least_contrast, luminance, mix, readable

SHADE_CONTRAST = 3.0
"""What WCAG 2.2 asks of what is no text (1.4.11). A colour below it must change too much to be read as text."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of one ground, each as ``#rrggbb``. The defaults are the house style's, on paper."""

    ground: str = "#ffffff"
    tint: str = "#eef3f4"
    tint_2: str = "#d5e2e5"
    ink: str = "#1a1e21"
    grey: str = "#545c62"
    rule: str = "#b9c2c6"
    brand: str = "#0f4c5c"
    """What is printed in the colour of the brand: text, signs and lines; it can be read on ground and tints."""
    fill: str = "#0f4c5c"
    """The colour of the brand itself: covers, tiles, and the rules that open and close."""
    on_fill: str = "#ffffff"
    link: str = "#0f4c5c"

    @property
    def grounds(self) -> tuple[str, str, str]:
        """What text stands on."""
        return self.ground, self.tint, self.tint_2

    @property
    def is_dark(self) -> bool:
        return luminance(self.ground) < 0.2

    @property
    def toward(self) -> str:
        """Black or white, whichever stands out from the ground."""
        return "#ffffff" if self.is_dark else "#000000"

    def values(self) -> dict[str, str]:
        """Each colour by its name in the style sheets, with hyphens."""
        return {name.replace("_", "-"): value for name, value in asdict(self).items()}


LIGHT = Scheme()
DARK = Scheme(
    ground="#12181b", tint="#1b2428", tint_2="#27383e", ink="#e4e9ea", grey="#a3aeb3", rule="#3e4a4f",
    brand="#8cc7d3", fill="#8cc7d3", on_fill="#10191c", link="#8cc7d3",
)  # fmt: skip


def _is_grey(colour: str) -> bool:
    """Whether a colour is black or nearly grey: lightened, it would be paler than the text around it."""
    return max(channels(colour)) - min(channels(colour)) < 24


def scheme(base: Scheme, colour: str, second: str = "", ground: str = "", ink: str = "") -> Scheme:
    """A scheme with the brand's *colour*, tints of 7 % and 17 % of it, and text in it that can be read.

    Where the colour cannot be made readable and stay itself, *second* stands for it in text where that can be
    read, else the ink. On a dark ground the brand is lightened as a whole: a dark fill would not be seen.
    """
    ground, ink = ground or base.ground, ink or base.ink
    fill = colour
    if base.is_dark:
        fill = ink if _is_grey(colour) else readable(colour, (base.tint_2, ground), base.toward)
    made = replace(
        base,
        ground=ground, tint=mix(fill, 0.07, ground), tint_2=mix(fill, 0.17, ground), ink=ink, fill=fill,
        rule=base.rule if ground == base.ground else mix(ink, 0.28, ground),
        on_fill=ink_on(fill, "#10191c" if base.is_dark else "#ffffff", base.ink),
    )  # fmt: skip
    grey = base.grey if (ground, ink) == (base.ground, base.ink) else mix(ink, 0.72, ground)
    brand = ink
    if least_contrast(fill, made.grounds) >= SHADE_CONTRAST:
        brand = readable(fill, made.grounds, made.toward)
    elif second and least_contrast(second, made.grounds) >= TEXT_CONTRAST:
        brand = second
    return replace(made, grey=readable(grey, made.grounds, ink), brand=brand, link=brand)
