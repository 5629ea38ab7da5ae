"""The colours of ``_brand.yml``: names looked up in its palette, and each checked on what it is printed on."""

from __future__ import annotations

from dataclasses import replace

from briefkit.core.brandmodel import THEME, BrandFile, Pair
from briefkit.core.colournames import NAMES
from briefkit.core.colours import FORMS, TEXT_CONTRAST, NoColour, least_contrast, luminance, parse_colour, readable
from briefkit.core.problems import Kind, Problem, listing, nearest
from briefkit.core.records import Record
from briefkit.core.scheme import DARK, LIGHT, SHADE_CONTRAST, Scheme, scheme

Path = tuple[str, ...]
Two = tuple[str, str]
"""A colour on light and on dark grounds."""


_HOUSE = {"foreground": "ink", "background": "ground", "primary": "brand", "link": "link"}
"""Colours that are the house style's where the file does not give them."""


class Palette:
    """Finds the colour that a text of the file means, and notes each that means none."""

    def __init__(self, file: BrandFile, record: Record) -> None:
        self.file, self.record = file, record
        self.problems: list[Problem] = []
        self.told: set[Path] = set()

    def check(self) -> None:
        """Look at each colour of the section ``color``, whether anything uses it or not."""
        for name in self.file.color.palette:
            self.at(("color", "palette", name))
        for name in THEME:
            for mode in ("light", "dark"):
                self.at(("color", name, mode))

    def tell(self, path: Path, text: str) -> None:
        """Note a problem once for each place; *path* may end with the mode of a colour that was typed without."""
        while path and path not in self.record.places:
            path = path[:-1]
        if path not in self.told:
            self.told.add(path)
            self.problems.append(Problem(Kind.VALUE, f"{'.'.join(path)}: {text}", self.record.place(*path)))

    def at(self, path: Path) -> str:
        """The colour that stands at a path of the file, as ``#rrggbb``; nothing where there is none."""
        typed = self._typed(path)
        if not typed:
            return ""
        try:
            return self._meant(typed, path, (path,))
        except RecursionError as circle:
            places = str(circle)
            if "→" in places:
                self.tell(path, f"'{typed}' leads back to itself ({places}). Give one of these names a colour.")
            else:
                self.tell(path, f"'{typed}' is the name of this colour itself. Write the colour, such as '#0F4C5C'.")
        except NoColour:
            own_name = path[2] if path[:2] == ("color", "palette") else ""
            names = [name for name in (*self.file.color.palette, *NAMES) if name != own_name]
            own = f", or of the palette: {listing(list(self.file.color.palette))}" if self.file.color.palette else ""
            what = "has no colour in 'color'" if typed in THEME else "is no colour"
            self.tell(path, f"'{typed}' {what}. Allowed: {FORMS}{own}.{nearest(typed, names)}")
        return ""

    def _typed(self, path: Path) -> str:
        value: object = self.file
        for step in path:
            value = value.get(step) if isinstance(value, dict) else getattr(value, step.replace("-", "_"), None)
        return value if isinstance(value, str) else ""

    def _meant(self, typed: str, path: Path, seen: tuple[Path, ...]) -> str:
        name, mode = _plain(typed), path[-1]
        palette = {_plain(key): key for key in self.file.color.palette}
        places: list[Path] = [("color", "palette", palette[name])] if name in palette else []
        if name in THEME and path[:2] != ("color", "palette"):
            theme = [("color", name, mode), ("color", name, "light")]
            places = [*theme, *places] if path[0] == "typography" else [*places, *theme]
        places = [place for place in places if self._typed(place)]
        for place in places:
            if place not in seen:
                return self._meant(self._typed(place), place, (*seen, place))
        if path[0] == "typography" and name in _HOUSE and not places:
            return getattr(DARK if mode == "dark" else LIGHT, _HOUSE[name])  # type: ignore[no-any-return]  # a colour
        try:
            return parse_colour(typed)
        except NoColour:
            if places:
                raise RecursionError(" → ".join(".".join(place) for place in seen)) from None
            raise

    def pair(self, pair: Pair, *path: str) -> Two:
        """The colours of a field for light and for dark grounds."""
        return tuple(self.at((*path, mode)) if getattr(pair, mode) else "" for mode in ("light", "dark"))  # type: ignore[return-value]


def _plain(name: str) -> str:
    """The name of a colour however it is spelled: ``My red``, ``my_red`` and ``my-red`` are one."""
    return "-".join(name.strip().lower().replace("_", "-").split())


def schemes(palette: Palette, simple: str = "") -> tuple[Scheme, Scheme]:
    """The colours on light and on dark grounds; *simple* is the one colour of a house that has no ``primary``."""
    color = palette.file.color
    palette.check()
    pairs = {name: palette.pair(getattr(color, name), "color", name) for name in THEME}
    light = _scheme(palette, LIGHT, pairs, 0, simple)
    dark = _scheme(palette, DARK, pairs, 1, simple)
    return light, dark


def _scheme(palette: Palette, base: Scheme, pairs: dict[str, Two], mode: int, simple: str) -> Scheme:
    word = "dark" if mode else "light"
    ground, ink = pairs["background"][mode], pairs["foreground"][mode]
    if ground and (luminance(ground) > 0.1 if mode else luminance(ground) < 0.6):
        palette.tell(("color", "background", word), _no_ground(ground, word, base.ground))
        ground = ""
    primary = pairs["primary"][mode] or pairs["primary"][0] or simple
    colour, second = primary or base.fill, pairs["secondary"][mode] or pairs["secondary"][0]
    if not (primary or ground or ink) or (colour == LIGHT.fill and not (ground or ink)):
        return replace(base, link=legible(palette, base, pairs["link"], mode, "color", "link") or base.link)
    made = scheme(base, colour, second, ground, ink)
    if ink and least_contrast(ink, made.grounds) < TEXT_CONTRAST:
        told = f"{_weak(ink, made)} Text is printed in {base.ink}; give a {'lighter' if mode else 'darker'} colour."
        palette.tell(("color", "foreground", word), told)
        made = scheme(base, colour, second, ground)
    if pairs["primary"][mode]:
        _tell_brand(palette, made, pairs["primary"][mode], word)
    return replace(made, link=legible(palette, made, pairs["link"], mode, "color", "link") or made.link)


def _tell_brand(palette: Palette, made: Scheme, colour: str, word: str) -> None:
    """Say where text in the brand's colour is printed in another, unless the file chooses that one itself."""
    worst = least_contrast(colour, made.grounds)
    chosen = worst < SHADE_CONTRAST and made.brand not in {made.ink, colour}
    if worst >= TEXT_CONTRAST or chosen:
        return
    told = f"{_weak(colour, made)} Text in the brand's colour is printed in {made.brand}; grounds and rules keep it."
    cure = " Give 'secondary' a colour that can be read to choose another." if worst < SHADE_CONTRAST else ""
    palette.tell(("color", "primary", word), told + cure)


def legible(palette: Palette, made: Scheme, pair: Two, mode: int, *path: str, ground: str = "") -> str:
    """A colour for text, moved toward black or white until it can be read on the grounds of a scheme, or on *ground*.

    One that was given for light grounds alone is moved for dark ones without a word.
    """
    colour = pair[mode] or pair[0]
    grounds = (ground,) if ground else made.grounds
    if not colour or least_contrast(colour, grounds) >= TEXT_CONTRAST:
        return colour
    found = readable(colour, grounds, "#000000" if luminance(grounds[0]) > 0.18 else "#ffffff")
    if pair[mode]:
        told = f"{_weak(colour, made, grounds)} It is printed in {found}."
        palette.tell((*path, ("light", "dark")[mode]), told)
    return found


def _weak(colour: str, made: Scheme, grounds: tuple[str, ...] = ()) -> str:
    ground = min(grounds or made.grounds, key=lambda one: least_contrast(colour, (one,)))
    ratio = least_contrast(colour, (ground,))
    return f"the contrast of {colour} on {ground} is {ratio:.2f}, and text needs {TEXT_CONTRAST}."


def _no_ground(ground: str, word: str, instead: str) -> str:
    if word == "light":
        cure = "Papers are printed on a light ground; one for dark pages is given as 'background: {dark: …}'"
        return f"{ground} is too dark to print on. {cure}. {instead} is used."
    return f"{ground} is too light for dark pages. {instead} is used."
