"""Where a font can be had for characters that no font of a paper has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from briefkit.core.fontfiles import FontFace, faces, forbids_embedding, has

PACKAGES = {
    "bengali": "fontpkg-hind-siliguri",
    "devanagari": "fontpkg-noto-sans-devanagari",
    "hebrew": "fontpkg-heebo",
    "khmer": "fontpkg-noto-sans-khmer",
    "tamil": "fontpkg-noto-sans-tamil",
    "telugu": "fontpkg-noto-sans-telugu",
    "thai": "fontpkg-noto-sans-thai",
}
"""The packages of fonts for scripts; those of Latin, Greek, Cyrillic and Arabic are installed."""

_SHOWN = 3
_EAST_ASIAN = {
    "cjk": "Noto Sans SC, TC, JP or KR",
    "ideographic": "Noto Sans SC, TC, JP or KR",
    "bopomofo": "Noto Sans TC",
    "hiragana": "Noto Sans JP",
    "katakana": "Noto Sans JP",
    "hangul": "Noto Sans KR",
}
_FULL_WIDTH = ("fullwidth", "halfwidth")
_NAMES = {
    "canadian": "Noto Sans Canadian Aboriginal",
    "egyptian": "Noto Sans Egyptian Hieroglyphs",
    "emoji": "Noto Emoji",
    "symbol": "Noto Sans Symbols 2",
}
_OF_MORE_WORDS = ("anatolian", "inscriptional", "linear", "meetei", "new", "ol", "old", "pau", "sora", "tai", "warang")
"""Scripts of whose name the first word says too little."""


def script(character: str) -> str:
    """The script of a character in small letters, as Unicode names it; ``emoji`` and ``symbol`` are others."""
    category = unicodedata.category(character)
    words = unicodedata.name(character, "").lower().split()
    if words and words[0] in _FULL_WIDTH:
        return "cjk"
    if words and words[0] in _EAST_ASIAN:
        return words[0]
    if (category[0] in "LM" or category == "Nd") and words:
        return words[0]
    return "emoji" if ord(character) >= 0x1F000 else "symbol"


def _font(name: str) -> str:
    """A family that has a script."""
    if name in _OF_MORE_WORDS:
        return "a font of Noto for its script"
    return (_NAMES | _EAST_ASIAN).get(name, f"Noto Sans {name.title()}")


def advice(glyphs: Iterable[str]) -> str:
    """Which package to install or which file to add for *glyphs*, each of one character or more."""
    groups: dict[str, str] = {}
    for glyph in glyphs:
        for character in glyph:
            name = script(character)
            group = PACKAGES.get(name) or _font(name)
            groups[group] = groups.get(group, "") + character
    told = [_cure(group, characters) for group, characters in list(groups.items())[:_SHOWN]]
    return " ".join(told)


def _cure(group: str, characters: str) -> str:
    first = characters[0]
    if unicodedata.category(first) in {"Co", "Cn"}:
        return f"U+{ord(first):04X} is no character of Unicode, so other fonts have another sign there or none. Write it anew."
    if group.startswith("fontpkg-"):
        return f"For '{first}' install the package {group}."
    put, what = "put", f"{group} (TTF or OTF, from notofonts.github.io)"
    if found := on_this_machine(characters):
        put, what = "copy", f"{found.path} ('{found.family}', if its licence allows)"
    start = f"Write it in other words, or {put}" if script(first) in {"emoji", "symbol"} else put.title()
    return f"{start} {what} into the folder 'fonts' of conf/: it has '{first}'."


def on_this_machine(characters: str) -> FontFace | None:
    """A face of the machine's own fonts that has all of some characters and may stand in a paper; Noto's first."""

    def suits(face: FontFace) -> bool:
        shown = all(has(face.path, face.index, ord(one)) for one in characters)
        return shown and "Color" not in face.family and not forbids_embedding(face.path)

    def rank(face: FontFace) -> tuple[bool, bool, int, str]:
        family = face.family
        return not family.startswith("Noto"), face.style != "normal", abs(face.weights[0] - 400), face.path

    return next(filter(suits, sorted(faces((), system=True), key=rank)), None)
