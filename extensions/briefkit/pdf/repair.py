"""Making a paper in spite of a character that no font has, or of a part that cannot be set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.scripts import advice
from briefkit.pdf import typst
from briefkit.pdf.compile import Diagnostic, Options, Outcome, compile_paper
from briefkit.pdf.formulas import numbered, too_small
from briefkit.pdf.notes import part, strays
from briefkit.pdf.plain import bare, calls_in, texts
from briefkit.pdf.translator.figures import placeholder
from briefkit.pdf.typst import Call, Content, Source, Value

_ROUNDS = 12
_MISSING = "□"
_FIRST_UNSURE = 0x500
"""Latin, Greek and Cyrillic stand before it: where one of them is missing, it is for what follows it."""
_APART = (
    "This note is printed on another page than its mark, since the compiler has moved the mark. Make the text before it a "
    "little shorter or longer, or put the mark somewhere else."
)
_NAMED = 4
"""How many missing characters of one place are named."""
_EXTENDERS = re.compile(
    "[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufeff\\U0001f3fb-\\U0001f3ff]+"
)
"""What changes the look of the character before it, and is nothing by itself."""


@dataclass(slots=True)
class Result:
    """What came of a paper: the PDF, or None, and what its writer should know."""

    pdf: bytes | None
    problems: list[Problem] = field(default_factory=list)


def compile_mended(
    root: Content,
    imports: list[str],
    main: Path,
    options: Options,
    source_file: str,
    compiler: Callable[[Path, Options], Outcome] = compile_paper,
) -> Result:
    """Compile the calls of *root* as the file *main*, with what cannot be shown replaced.

    *source_file* is named where the compiler does not say what it speaks of.
    """

    def compiled() -> tuple[Outcome, Source]:
        source = typst.write(root, imports)
        main.write_text(source.text, encoding="utf-8")
        return compiler(main, options), source

    mender = _Mender(root, main.name, Place(source_file, 1))
    outcome, source = compiled()
    for _ in range(_ROUNDS):
        if not mender.read(outcome, source) and not mender.search(outcome, lambda: compiled()[0]):
            break
        outcome, source = compiled()
    outcome, apart = _joined(root, outcome, lambda: compiled()[0], mender.whole)
    missing = [Problem(Kind.PAPER, _glyph_words(glyphs), place) for place, glyphs in mender.missing.items()]
    return Result(outcome.pdf, list(dict.fromkeys([*missing, *mender.mended, *mender.left, *apart])))


def _joined(
    root: Content, outcome: Outcome, compiled: Callable[[], Outcome], whole: Place
) -> tuple[Outcome, list[Problem]]:
    """The paper with each note on the page of its mark; what could not be brought together is told."""
    has_notes = any(call.name == "fn" for call in calls_in(root))
    apart: dict[int, Problem] = {}
    found = strays(outcome.pdf) if has_notes and outcome.pdf is not None else []
    for _ in range(_ROUNDS):
        number = next((number for number in found if number not in apart), None)
        if number is None:
            break
        note, undo = part(root, number)
        if undo is not None:
            changed = compiled()
            now = strays(changed.pdf) if changed.pdf is not None else found
            if number not in now:
                outcome, found = changed, now
                continue
            undo()
        apart[number] = Problem(Kind.PAPER, _APART, (note and note.place) or whole)
    return outcome, list(apart.values())


class _Mender:
    """Reads what the compiler says, changes the calls, and notes down what was changed."""

    def __init__(self, root: Content, main: str, whole: Place) -> None:
        self.root, self.main, self.whole = root, main, whole
        self.formulas = numbered(root)
        self.mended: list[Problem] = []
        self.left: list[Problem] = []
        """What was said last and could not be mended."""
        self.replaced: set[str] = set()
        self.missing: dict[Place, list[str]] = {}
        self.flattened: set[int] = set()

    def read(self, outcome: Outcome, source: Source) -> bool:
        """Mend what the compiler names the place of; whether there was anything."""
        self.left = []
        found = False
        for item in outcome.diagnostics:
            line = item.line_in(self.main)
            around = source.calls_at(line) if line else ()
            place = next((call.place for call in around if call.place), self.whole)
            if item in outcome.causes and self._mend(item, around, place):
                found = True
            else:
                small = too_small(item, self.formulas, self.whole)
                self.left.append(small or Problem(Kind.PAPER, _in_words(item), place))
        return found

    def search(self, outcome: Outcome, compiled: Callable[[], Outcome]) -> bool:
        """Find and mend the first part of the paper that brings an error without a place, by halving."""
        body = next((call.positional[0] for call in calls_in(self.root) if call.name == "paper"), None)
        messages = {item.message for item in outcome.causes}
        if outcome.pdf is not None or body is None or not messages:
            return False
        calls = list(body.calls)

        def fails(count: int) -> bool:
            """Whether the error is still there when all but the first *count* parts are flattened."""
            body.calls = calls[:count] + [bare(call, self.whole) for call in calls[count:]]
            said = compiled().diagnostics
            body.calls = calls
            return bool(messages & {item.message for item in said})

        low, high = 0, len(calls)
        if fails(low):
            return False
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if fails(middle) else (middle, high)
        if id(calls[low]) in self.flattened:
            return False
        self._flatten(calls[low], min(messages), self.whole)
        return True

    def _mend(self, item: Diagnostic, around: tuple[Call, ...], place: Place) -> bool:
        if item.glyph:
            return self._replace(item.glyph, place)
        for call in around:
            if mend := _MENDERS.get(call.name):
                self.mended.append(mend(call, item, place))
                return True
        inside = around[: next((index for index, call in enumerate(around) if call.name == "paper"), 0)]
        for call, parent in zip(inside, around[1:], strict=False):
            if id(call) not in self.flattened and _is_statement(call, parent):
                self._flatten(call, item.message, place)
                return True
        return False

    def _flatten(self, call: Call, message: str, place: Place) -> None:
        call.become(bare(call, place))
        self.flattened.update(map(id, calls_in(call)))  # what is said of it again is said of what is around it
        text = f"This part cannot be set as it should be ({message}). Its bare text is printed instead."
        self.mended.append(Problem(Kind.PAPER, text, call.place or place))

    def _replace(self, glyph: str, place: Place) -> bool:
        """Print a box for what no font has, everywhere: the compiler has looked through all fonts."""
        if glyph in self.replaced:
            return False
        self.replaced.add(glyph)
        return any(self._print(pattern, instead, glyph, place) for pattern, instead in _replacements(glyph))

    def _print(self, pattern: re.Pattern[str], instead: str, glyph: str, place: Place) -> bool:
        found = False
        for text in texts(self.root, place):
            words = pattern.sub(instead, text.words)
            if words != text.words:
                found = True
                text.print(words)
                if instead:
                    self.missing.setdefault(text.place, []).append(glyph)
        return found


def _replacements(glyph: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """What to look for where no font has *glyph*, and what to print for it, the best first.

    Of a sign of several characters the compiler names one of them, such as the digit of a digit in a box.
    """
    if _EXTENDERS.fullmatch(glyph):
        yield re.compile(re.escape(glyph)), ""
        return
    if ord(glyph[-1]) < _FIRST_UNSURE:
        yield re.compile(f"(?<={re.escape(glyph[-1])}){_EXTENDERS.pattern}"), ""
    if not glyph.isascii():
        instead = "?" if glyph == _MISSING else _MISSING
        yield re.compile(f"{re.escape(glyph)}(?:{_EXTENDERS.pattern})?"), instead


def _is_statement(call: Call, parent: Call) -> bool:
    """Whether a call stands in a piece of content, where any other content could stand, and is no part."""

    def within(value: Value) -> bool:
        if isinstance(value, Content):
            return any(item is call for item in value.calls)
        items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return any(within(item) for item in items)

    return within(parent.positional) or within(parent.named)


def _picture(call: Call, item: Diagnostic, place: Place) -> Problem:
    call.become(placeholder(str(call.named.get("alt", ""))))
    text = f"This picture cannot be drawn ({item.message}). Its description is printed instead."
    return Problem(Kind.FIGURE, text, place)


def _formula(call: Call, _item: Diagnostic, place: Place) -> Problem:
    call.become(typst.call("raw", str(call.named.get("alt", "")), block=bool(call.named.get("block"))))
    return Problem(Kind.PAPER, "This formula cannot be set. It is printed as it was typed.", place)


_MENDERS = {"image": _picture, "math.equation": _formula}


def _glyph_words(glyphs: list[str]) -> str:
    named = [_named(glyph) for glyph in dict.fromkeys(glyphs)]
    listed = ", ".join(named[:_NAMED]) + (f" and {len(named) - _NAMED} more" if len(named) > _NAMED else "")
    return f"No font of the paper has {listed}, so {_MISSING} is printed. {advice(dict.fromkeys(glyphs))}"


def _named(glyph: str) -> str:
    codes = " ".join(f"U+{ord(character):04X}" for character in glyph)
    name = unicodedata.name(glyph, "").lower() if len(glyph) == 1 else ""
    return f"'{glyph}' ({', '.join(filter(None, (codes, name)))})"


_MOVED = (
    "A few parts of this paper still moved when its layout was worked out for the last time, so a page number in the "
    "contents, a link or a running line may be one page off. Compare those with the pages. Where they agree, nothing is "
    "to be done; where one does not, make the text or a picture before it a little shorter or longer."
)


def _in_words(item: Diagnostic) -> str:
    if "may not occur inside of a paragraph" in item.message:
        return f"Something is missing in the PDF, since it cannot stand in a line of text ({item.message})."
    if "did not converge" in item.message:
        return _MOVED
    if item.level == "warning":
        return f"While the PDF was made, Typst warned: {item.message}."
    return f"The PDF cannot be made: {item.message}."
