"""Making a paper in spite of a character that no font has, or of a picture that cannot be drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefkit.core.problems import Kind, Place, Problem
from briefkit.pdf import typst
from briefkit.pdf.compile import Diagnostic, Options, Outcome, compile_paper
from briefkit.pdf.translator.figures import placeholder
from briefkit.pdf.typst import Call, Code, Content, Source, Value

_ROUNDS = 12
_MISSING = "□"
_NOT_PRINTED = frozenset({"label", "anchor", "image", "metadata"})
_ADDRESSED = frozenset({"link", "fn", "button"})
"""Functions whose first argument is an address or a name, not a text."""
_NOT_TEXT = frozenset({"alt", "lang", "region", "href", "kind"})


@dataclass(slots=True)
class Result:
    """What came of a paper: the PDF, or None, and what its writer should know."""

    pdf: bytes | None
    problems: list[Problem] = field(default_factory=list)


def compile_mended(
    root: Content, imports: list[str], main: Path, options: Options, source_file: str
) -> Result:
    """Compile the calls of *root* as the file *main*, with what cannot be shown replaced.

    *source_file* is named where the compiler does not say what it speaks of.
    """
    mender = _Mender(root, main.name, Place(source_file, 1))
    for _ in range(_ROUNDS):
        source = typst.write(root, imports)
        main.write_text(source.text, encoding="utf-8")
        outcome = compile_paper(main, options)
        mender.read(outcome, source)
        if outcome.pdf is not None or not mender.mended:
            return Result(outcome.pdf, list(dict.fromkeys(mender.problems)))
    return Result(None, list(dict.fromkeys(mender.problems)))


class _Mender:
    """Reads what the compiler says, changes the calls, and notes down what was changed."""

    def __init__(self, root: Content, main: str, whole: Place) -> None:
        self.root, self.main, self.whole = root, main, whole
        self.problems: list[Problem] = []
        self.mended = False
        self.replaced: set[str] = set()

    def read(self, outcome: Outcome, source: Source) -> None:
        self.mended = False
        said: list[Problem] = []
        for item in outcome.diagnostics:
            line = item.line_in(self.main)
            around = source.calls_at(line) if line else ()
            place = next((call.place for call in around if call.place), self.whole)
            if item.level == "error" and self._mend(item, around, place):
                self.mended = True
            else:
                said.append(Problem(Kind.PAPER, _in_words(item), place))
        if not self.mended:
            self.problems += said

    def _mend(self, item: Diagnostic, around: tuple[Call, ...], place: Place) -> bool:
        if item.glyph:
            return self._replace(item.glyph, place)
        for call in around:
            if call.name in _MENDERS:
                self.problems.append(_MENDERS[call.name](call, item, place))
                return True
        inside = around[: _index(around, "paper")]
        if inside:
            self.problems.append(_plain(inside[-1], item, place))
        return bool(inside)

    def _replace(self, glyph: str, place: Place) -> bool:
        """Print a box for what no font has, everywhere: the compiler has looked through all fonts."""
        if glyph in self.replaced:
            return False
        self.replaced.add(glyph)
        ignorable = all(unicodedata.category(character) == "Cf" for character in glyph)
        instead = "" if ignorable else "?" if glyph == _MISSING else _MISSING
        for text in _texts(self.root, place):
            if glyph in text.holder[text.key]:
                text.holder[text.key] = text.holder[text.key].replace(glyph, instead)
                if not ignorable:
                    self.problems.append(Problem(Kind.PAPER, _glyph_words(glyph, instead), text.place))
        return True


def _index(around: tuple[Call, ...], name: str) -> int:
    """Where a call stands among those around a line; 0 where it is none of them."""
    return next((index for index, call in enumerate(around) if call.name == name), 0)


def _picture(call: Call, item: Diagnostic, place: Place) -> Problem:
    call.become(placeholder(str(call.named.get("alt", ""))))
    text = f"This picture cannot be drawn ({item.message}). Its description is printed instead."
    return Problem(Kind.FIGURE, text, place)


def _formula(call: Call, _item: Diagnostic, place: Place) -> Problem:
    call.become(typst.call("raw", str(call.named.get("alt", "")), block=bool(call.named.get("block"))))
    return Problem(Kind.PAPER, "This formula cannot be set. It is printed as it was typed.", place)


def _plain(call: Call, item: Diagnostic, place: Place) -> Problem:
    words = "".join(str(text.holder[text.key]) for text in _texts(call, place))
    call.become(typst.call("par", typst.call("text", words)))
    text = f"This part cannot be set as it should be ({item.message}). Its bare text is printed instead."
    return Problem(Kind.PAPER, text, place)


_MENDERS: dict[str, Callable[[Call, Diagnostic, Place], Problem]] = {
    "image": _picture,
    "math.equation": _formula,
}


def _glyph_words(glyph: str, instead: str) -> str:
    codes = " ".join(f"U+{ord(character):04X}" for character in glyph)
    name = unicodedata.name(glyph, "").lower() if len(glyph) == 1 else ""
    return (
        f"No font of the paper has the character '{glyph}' ({', '.join(filter(None, (codes, name)))}), "
        f"so {instead} is printed. Write it in other words, or install a font package (fontpkg-…)."
    )


def _in_words(item: Diagnostic) -> str:
    if item.level == "warning":
        return f"While the PDF was made, Typst warned: {item.message}."
    return f"The PDF cannot be made: {item.message}."


@dataclass(frozen=True, slots=True)
class _Text:
    """A printed text: the list or dictionary that holds it, its index or key, where it was typed."""

    holder: Any
    key: Any
    place: Place


def _texts(value: Value, place: Place) -> Iterator[_Text]:
    """Every text in a value that is printed."""
    match value:
        case Call():
            if value.name not in _NOT_PRINTED:
                place = value.place or place
                yield from _texts_in(value.positional, {0} if value.name in _ADDRESSED else (), place)
                yield from _texts_in(value.named, _NOT_TEXT, place)
        case Content():
            for item in value.calls:
                yield from _texts(item, place)
        case list():
            yield from _texts_in(value, (), place)
        case dict():
            yield from _texts_in(value, _NOT_TEXT, place)


def _texts_in(
    holder: list[Value] | dict[str, Value], without: Collection[object], place: Place
) -> Iterator[_Text]:
    pairs: list[tuple[Any, Value]] = (
        list(holder.items()) if isinstance(holder, dict) else list(enumerate(holder))
    )
    for key, item in pairs:
        if isinstance(item, str) and not isinstance(item, Code):
            if key not in without:
                yield _Text(holder, key, place)
        else:
            yield from _texts(item, place)
