"""The organisation's brand, ``conf/_brand.yml``, resolved: one object for the PDF and for the HTML theme."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefkit.core.brandcolours import Palette, Two, legible, schemes
from briefkit.core.brandfiles import SIZES, Fonts, Sign, Signs
from briefkit.core.brandmend import misspelt, quoted_colours
from briefkit.core.brandmodel import BrandFile, Monospace, Size
from briefkit.core.colours import TEXT_CONTRAST, contrast
from briefkit.core.fields import validate
from briefkit.core.fontfiles import FontFace, installed
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Record, decode, read_mapping
from briefkit.core.scheme import DARK, LIGHT, Scheme
from briefkit.core.vocabularies import Vocabularies

HOUSE = ("Source Serif 4", "Source Sans 3", "Noto Sans Arabic")
"""The families of the house style."""
BODY = 10.5
"""Points of the house style's body type."""
_SCALES = (9.5 / BODY, 12.5 / BODY)
_LINES = (1.2, 1.7)
_CODES = (0.8, 1.25)


@dataclass(frozen=True, slots=True)
class Code:
    """How code is set; what is empty or 0 is left to the house style."""

    scale: float = 1
    weight: int = 0
    line: float = 0
    colour: Two = ("", "")
    ground: Two = ("", "")


@dataclass(frozen=True, slots=True)
class Type:
    """The typography of the brand; what is empty or 0 is left to the house style."""

    base: str = ""
    headings: str = ""
    mono: str = ""
    mono_block: str = ""
    scale: float = 1
    """All type as a part of the house style's."""
    line: float = 0
    """The line height of the body as a part of its size."""
    weight: int = 0
    heading_weight: int = 0
    heading_style: str = ""
    heading_line: float = 0
    heading_colour: Two = ("", "")
    link_weight: int = 0
    link_decoration: str = ""
    link_ground: Two = ("", "")
    code: Code = Code()
    block: Code = Code()


@dataclass(frozen=True, slots=True)
class Brand:
    """All that the organisation's brand changes."""

    name: str = ""
    light: Scheme = LIGHT
    dark: Scheme = DARK
    type: Type = Type()
    logos: dict[str, Sign] = field(default_factory=dict)
    fonts: tuple[FontFace, ...] = ()
    """The faces of the organisation's own files."""
    font_folder: str = ""
    """Where copies of these lie; nothing where there are none."""
    digest: str = ""
    """Changes with the file and with what it names."""

    def logo(self, *sizes: str) -> Sign | None:
        """The logo of the first of *sizes* that there is, else of any."""
        return next((self.logos[size] for size in (*sizes, *SIZES) if size in self.logos), None)

    def faces(self) -> tuple[FontFace, ...]:
        """The faces that pages must be served beside the house style's own."""
        kind = self.type
        wanted = {kind.base, kind.headings, kind.mono, kind.mono_block} - {"", *HOUSE, *self.others()}
        return (*self.fonts, *(face for face in installed() if face.family in wanted)) if wanted else self.fonts

    def others(self) -> list[str]:
        """The organisation's families, to look into for what the named ones do not have."""
        return sorted({face.family for face in self.fonts})


def load(path: Path, root: Path, staging: Path, name: str, simple: str) -> tuple[Brand, list[Problem]]:
    """The brand of the file *path*, which need not be there, and the problems in it.

    Its files lie inside of the folder *root*; fonts are copied below *staging*. *name* is the organisation's where
    the file has none, *simple* its one colour, as ``#rrggbb`` or nothing, from the settings of the theme.
    """
    record, problems, data = Record({}, {}), list[Problem](), b""
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError as error:
        problems.append(Problem(Kind.FILE, f"'{path.name}' cannot be read: {error.strerror}.", Place(str(path), 1)))
    if data:
        text, more = decode(data, str(path))
        problems += more
        record, more = read_mapping(quoted_colours(text, str(path), problems), str(path), 1)
        problems += more
    file, faults = validate(BrandFile, record, Vocabularies())
    signs, fonts = Signs(path.parent, root, record, name), Fonts(path.parent, root, record, staging)
    maker = _Maker(file or BrandFile(), record, signs, fonts)
    brand = maker.brand(name, simple, hashlib.sha256(data).hexdigest())
    problems += [*faults, *misspelt(record), *maker.problems()]
    found = sorted(
        dict.fromkeys(problems), key=lambda one: (one.place.file != str(path), one.place.file, one.place.line or 0)
    )
    return brand, found


class _Maker:
    """Resolves what a file says."""

    def __init__(self, file: BrandFile, record: Record, signs: Signs, fonts: Fonts) -> None:
        self.file, self.record, self.signs, self.fonts = file, record, signs, fonts
        self.palette = Palette(file, record)
        self.own: list[Problem] = []

    def problems(self) -> list[Problem]:
        return [*self.palette.problems, *self.signs.problems, *self.fonts.problems, *self.own]

    def brand(self, name: str, simple: str, digest: str) -> Brand:
        meta = self.file.meta
        own = meta.name.full or meta.name.short or ""
        self.signs.name = own or name
        logos = self.signs.read(self.file.logo)
        self.fonts.read(self.file.typography.fonts)
        light, dark = schemes(self.palette, simple)
        link = self.text(light, dark, "link")
        light, dark = replace(light, link=link[0] or light.link), replace(dark, link=link[1] or dark.link)
        made = Brand(own, light, dark, self.type(light, dark), logos, self.fonts.faces, self.fonts.staged)
        parts = [digest, simple, repr((light, dark, made.type, self.fonts.staged and Path(self.fonts.staged).name))]
        for sign in logos.values():
            parts += [f"{mark.alt} {_hash(mark.path)}" for mark in (sign.light, sign.dark) if mark]
        whole = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        return replace(made, digest=whole)

    def type(self, light: Scheme, dark: Scheme) -> Type:
        given, where = self.file.typography, "typography"
        base, heads, link = given.base, given.headings, given.link
        mono = self.fonts.find(given.monospace.family, where, "monospace", "family")
        inline = self.fonts.find(given.monospace_inline.family, where, "monospace-inline", "family")
        block = self.fonts.find(given.monospace_block.family, where, "monospace-block", "family")
        decoration = link.decoration or ""
        return Type(
            base=self.fonts.find(base.family, where, "base", "family"),
            headings=self.fonts.find(heads.family, where, "headings", "family"),
            mono=inline or mono,
            mono_block=block or mono,
            scale=self.part(base.size, BODY, _SCALES, "body type has 9.5 to 12.5 pt", "base", "size"),
            line=self.within(base.line_height, _LINES, "base", "line-height"),
            weight=base.weight or 0,
            heading_weight=heads.weight or 0,
            heading_style=heads.style or "",
            heading_line=self.within(heads.line_height, (1.0, 1.6), "headings", "line-height"),
            heading_colour=self.text(light, dark, "headings"),
            link_weight=link.weight or 0,
            link_decoration=decoration,
            link_ground=self.link_ground(light, dark),
            code=self.code(given.monospace_inline, given.monospace, light, dark, "monospace-inline"),
            block=self.code(given.monospace_block, given.monospace, light, dark, "monospace-block"),
        )

    def text(self, light: Scheme, dark: Scheme, name: str) -> Two:
        """The colour of a kind of text, where one is given."""
        pair = self.palette.pair(getattr(self.file.typography, name).color, "typography", name, "color")
        path = ("typography", name, "color")
        return legible(self.palette, light, pair, 0, *path), legible(self.palette, dark, pair, 1, *path)

    def link_ground(self, light: Scheme, dark: Scheme) -> Two:
        """What links stand on, where they can be read on it."""
        path = ("typography", "link", "background-color")
        grounds = self.palette.pair(self.file.typography.link.background_color, *path)
        for ground, made, mode in zip(grounds, (light, dark), ("light", "dark"), strict=True):
            if ground and contrast(made.link, ground) < TEXT_CONTRAST:
                ratio = f"the contrast of links, {made.link}, on {ground} is {contrast(made.link, ground):.2f}"
                self.palette.tell((*path, mode), f"{ratio}, and text needs {TEXT_CONTRAST}. It is left out.")
                return "", ""
        return grounds

    def code(self, own: Monospace, common: Monospace, light: Scheme, dark: Scheme, name: str) -> Code:
        colours, grounds = self.inherited(own, name, "color"), self.inherited(own, name, "background-color")
        section, ink = colours
        shown = [
            legible(self.palette, one, ink, mode, "typography", section, "color", ground=grounds[1][mode])
            for mode, one in enumerate((light, dark))
        ]
        if any(grounds[1]) and not any(ink):
            shown = [
                legible(self.palette, one, (one.ink, one.ink), mode, "typography", grounds[0], "background-color",
                        ground=grounds[1][mode])
                for mode, one in enumerate((light, dark))
            ]  # fmt: skip
        told = "code has 0.8 to 1.25 of its size in the house style"
        section = name if own.size else "monospace"
        return Code(
            scale=self.part(own.size or common.size, 8, _CODES, told, section, "size"),
            weight=own.weight or common.weight or 0,
            line=self.within(getattr(own, "line_height", None), _LINES, name, "line-height"),
            colour=(shown[0], shown[1]),
            ground=grounds[1],
        )

    def inherited(self, own: Monospace, name: str, field: str) -> tuple[str, Two]:
        """The colours of a field of code, its own or those of all code, and the section that gives them."""
        key = field.replace("-", "_")
        pair = self.palette.pair(getattr(own, key), "typography", name, field)
        if any(pair):
            return name, pair
        common = getattr(self.file.typography.monospace, key)
        return "monospace", self.palette.pair(common, "typography", "monospace", field)

    def part(self, size: Size | None, points: float, limits: tuple[float, float], told: str, *path: str) -> float:
        if size is None:
            return 1
        part = size.part_of(points)
        kept = min(max(part, limits[0]), limits[1])
        if kept != part:
            self.tell(
                f"{told}, so that the grid holds and nothing is below 8 pt. {points * kept:.3g} pt is used.", *path
            )
        return kept

    def within(self, value: float | None, limits: tuple[float, float], *path: str) -> float:
        if value is None:
            return 0
        kept = min(max(value, limits[0]), limits[1])
        if kept != value:
            self.tell(f"lines have {limits[0]:g} to {limits[1]:g} of the size. {kept:g} is used.", *path)
        return kept

    def tell(self, text: str, *path: str) -> None:
        whole = ("typography", *path)
        self.own.append(Problem(Kind.VALUE, f"{'.'.join(whole)}: {text}", self.record.place(*whole)))


def _hash(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""
