"""YAML that cannot be read as a whole, item by item and field by field, with a sentence for each mistake.

A broken text is split at its outermost level; parts that can be read are, the others are split again, and of
a single field that cannot be read the text is kept to the letter.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.records import Key, Tree
from briefkit.core.yamlquotes import explain, unquoted
from briefkit.core.yamltext import Reading, shortened

_FIELD = re.compile(r"""(?P<key>\w[\w.-]*(?: [\w.-]+){0,5}|'[^']*'|"[^"]*")[ \t]*:(?:[ \t]+(?P<value>.*))?$""")
_GLUED = re.compile(r"(?P<key>[A-Za-z][\w-]*):(?P<value>[^\s:/].*)$")
_DASH = re.compile(r"-(?:[ \t]|$)")
_DASH_GLUED = re.compile(r"(?:-|[–—•*]\s*)(?P<rest>[A-Za-z][\w-]*:(?:\s.*)?)$")
_BLOCK = re.compile(r"[|>][-+\d]*(?:\s+#.*)?$")
_DEEPEST = 40

Line = tuple[int, str]
"""A line and its number in the file."""


def mend(text: str, file: str, first_line: int, problems: list[Problem], records: bool) -> list[Tree]:
    """What can be read of the documents of a broken text: lists of records where they are *records*."""
    documents: list[list[Line]] = [[]]
    for number, line in enumerate(text.split("\n"), first_line):
        if re.match(r"(---|\.\.\.)(\s|$)", line):
            documents.append([(number, "   " + line[3:])] if line[3:].strip() else [])
        elif not (line.startswith("%") and not any(documents)):
            documents[-1].append((number, line))
    trees = []
    for lines in documents:
        mender = _Mender(file, problems, records, dict(lines))
        value = mender.block(lines, ())
        mender.tell_tabs()
        if value is not None:
            trees.append(Tree(value, mender.places))
    return trees


def _indent(line: Line) -> int:
    return len(line[1]) - len(line[1].lstrip())


def _is_blank(line: Line) -> bool:
    return not line[1].strip() or line[1].lstrip().startswith("#")


def _name(line: Line) -> str:
    """The name of the field that begins in a line, if one does."""
    match = _FIELD.match(line[1].strip()) or _GLUED.match(line[1].strip())
    return match["key"].strip("\"'").replace("_", "-") if match else ""


class _Mender:
    """Reads one broken document."""

    def __init__(self, file: str, problems: list[Problem], records: bool, source: dict[int, str]) -> None:
        self.file, self.problems, self.records, self.source = file, problems, records, source
        self.places: dict[Key, Place] = {}
        self.tabbed: dict[int, Line] = {}
        """The lines whose tabs were replaced, by their number; what is odd in their layout comes of the tab."""

    def tell(self, line: Line, text: str, kind: Kind = Kind.SYNTAX) -> None:
        self.problems.append(Problem(kind, text, Place(self.file, line[0])))

    def read(self, lines: list[Line], path: Key) -> tuple[Any, yaml.YAMLError | None]:
        """The value of lines that YAML can read, else its error."""
        told: list[Problem] = []
        reading = Reading("\n".join(text for _, text in lines), self.file, lines[0][0], told)
        try:
            trees = reading.documents(path)
        except yaml.YAMLError as error:
            return None, error
        self.problems += told
        for key, place in reading.places.items():
            self.places.setdefault(key, place)
        return (trees[0].values if trees else None), None

    def block(self, lines: list[Line], path: Key) -> Any:
        """The value of some lines: as a whole, else as a list, as a mapping, or as a text."""
        while lines and _is_blank(lines[0]):
            lines = lines[1:]
        if not lines:
            return None
        self.places.setdefault(path, Place(self.file, lines[0][0]))
        listed = self.is_list(lines, path)
        if path or not listed:
            value, error = self.read(lines, path)
            if error is None:
                return value
            if len(path) > _DEEPEST:
                self.tell(lines[0], "These levels stand too deep in each other to be a record.")
                return None
            lines = self.without_tabs(lines)
            if _GLUED.match(lines[0][1].strip()) is None and not _name(lines[0]) and not listed:
                return self.stray(lines, path, error)
        return self.sequence(lines, path) if listed else self.mapping(lines, path)

    def is_list(self, lines: list[Line], path: Key) -> bool:
        first = lines[0][1].strip()
        if _DASH.match(first) or _DASH_GLUED.match(first):
            return True
        if path or not self.records or not (name := _name(lines[0])):
            return False
        return any(_indent(line) == _indent(lines[0]) and _name(line) == name for line in lines[1:])

    def without_tabs(self, lines: list[Line]) -> list[Line]:
        """The lines with two spaces for each tab before their text, and one after a dash."""
        made = []
        for number, text in lines:
            before = re.match(r"\s*", text)[0]  # type: ignore[index]  # it matches everywhere
            dash = re.match(r"-[ \t]*\t[ \t]*", text[len(before) :])
            content = text[len(before) :] if dash is None else "- " + text[len(before) + dash.end() :]
            if content and ("\t" in before or dash):
                self.tabbed.setdefault(number, (number, text))
            made.append((number, before.replace("\t", "  ") + content))
        return made

    def tell_tabs(self) -> None:
        """Tell once of all tabs, where the first stands."""
        count = len(self.tabbed) - 1
        more = f" The same in {count} further line{'s' if count > 1 else ''}." if count > 0 else ""
        told = "A tab stands before the text; YAML takes spaces only. Replace the tab by two spaces."
        if self.tabbed:
            self.tell(self.tabbed[min(self.tabbed)], told + more)

    def stray(self, lines: list[Line], path: Key, error: yaml.YAMLError) -> Any:
        """Lines that begin with neither an item nor a field."""
        later = next((n for n, line in enumerate(lines) if _name(line) or _DASH.match(line[1].strip())), None)
        if later is None:
            text = " ".join(line.strip() for _, line in lines).strip()
            if told := explain("", self.source[lines[0][0]].strip().removesuffix(text).strip(), text):
                self.tell(lines[0], told)
            else:
                self.unreadable(lines, error)
            return unquoted(text)
        told = f"The line '{lines[0][1].strip()}' cannot be read: it is no 'name: value'. Delete or complete it."
        self.tell(lines[0], told)
        return self.block(lines[later:], path)

    def sequence(self, lines: list[Line], path: Key) -> list[Any]:
        lines = self.without_tabs(lines)
        indent = _indent(lines[0])
        first = _name((0, lines[0][1].strip().lstrip("-–—•* ")))
        parts: list[list[Line]] = []
        dashed = lines[0][1].lstrip().startswith("-")
        for number, typed in lines:
            content, line = typed.strip(), (number, typed)
            column = _indent(line)
            item = _DASH.match(content) or _DASH_GLUED.match(content)
            outer = (column <= indent or (item and column == indent + 1)) and not _is_blank(line)
            if outer and item and column != indent and number not in self.tabbed:
                told = f"The line '{shortened(content)}' does not stand below the item before it. "
                self.tell(line, told + "Begin all items of a list at the same column.")
            if outer and _DASH.match(content):
                parts.append([(number, " " * (indent + 1) + typed.lstrip()[1:])])
            elif outer and (glued := _DASH_GLUED.match(content)):
                wrong = (
                    "A space is missing after '-'"
                    if content[0] == "-"
                    else f"A record begins with '- ', not with '{content[0]}'"
                )
                self.tell(line, f"{wrong}. Write: - {glued['rest']}")
                parts.append([(number, " " * (indent + 2) + glued["rest"])])
            elif outer and (not _name(line) or _name(line) == first):
                self.tell(line, f"'- ' is missing before '{content}'. Write: - {content}")
                parts.append([(number, " " * (indent + 2) + content)])
            else:
                parts[-1].append(line if dashed else (number, "  " + typed))
        values = []
        for position, part in enumerate(parts):
            values.append(self.block(part, (*path, position)))
            self.places.setdefault((*path, position), Place(self.file, part[0][0]))
        return values

    def mapping(self, lines: list[Line], path: Key) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for part in self.fields(lines):
            key = _name(part[0])
            here = (*path, key)
            if key in values:
                told = f"The field '{key}' stands twice in this record. Keep one; the first is used."
                self.tell(part[0], told, Kind.DUPLICATE)
                continue
            values[key] = self.field(part, here)
            self.places.setdefault(here, Place(self.file, part[0][0]))
        return values

    def fields(self, lines: list[Line]) -> list[list[Line]]:
        """The lines of each field. A field may stand at a wrong column."""
        indent, parts, scalar = _indent(lines[0]), [], False
        for line in lines:
            name = "" if _is_blank(line) else _name(line)
            column = _indent(line)
            strict = name and _FIELD.match(line[1].strip()) and " " not in name
            if name and (column <= indent or (scalar and strict)):
                if column != indent and line[0] not in self.tabbed:
                    told = f"The line '{shortened(line[1].strip())}' does not stand below the field before it. "
                    self.tell(line, told + "Begin all fields of a record at the same column.")
                parts.append([(line[0], " " * indent + line[1].lstrip())])
                match = _FIELD.match(line[1].strip())
                scalar = bool(match and match["value"] and match["value"][0] not in "\"'|>[{#")
            else:
                parts[-1].append(line)
        return parts

    def field(self, lines: list[Line], path: Key) -> Any:
        """The value of a field: what YAML reads, else its parts, else its text."""
        head, content = lines[0], lines[0][1].strip()
        if glued := None if _FIELD.match(content) else _GLUED.match(content):
            content = f"{glued['key']}: {glued['value']}"
            self.tell(head, f"A space is missing after '{glued['key']}:'. Write: {content}")
            lines = [(head[0], " " * _indent(head) + content), *lines[1:]]
        value, error = self.read(lines, path[:-1])
        if error is None:
            return next(iter(value.values())) if isinstance(value, dict) else value
        match = _FIELD.match(content)
        typed = (match["value"] or "").strip() if match else content
        if not typed or typed.startswith("#"):
            self.places.setdefault(path, Place(self.file, head[0]))
            return self.block(lines[1:], path)
        if _BLOCK.match(typed):
            return self.block_text(lines, typed, path)
        text = " ".join([typed, *(line.strip() for _, line in lines[1:] if not _is_blank((0, line)))])
        shown = self.source[head[0]].strip().removesuffix(typed).strip()
        if told := explain(f"{path[-1]}: ", shown, text):
            self.tell(head, told)
        else:
            self.unreadable(lines, error)
        return unquoted(text)

    def block_text(self, lines: list[Line], sign: str, path: Key) -> str:
        """The lines below ``|`` or ``>`` that do not stand further to the right than their field."""
        below = lines[1:]
        while below and not below[0][1].strip():
            below = below[1:]
        if below:
            self.places[path] = Place(self.file, below[0][0])
        if not any(number in self.tabbed for number, _ in below):
            told = f"{path[-1]}: the text below '{sign[0]}' must begin further to the right than '{path[-1]}:'. "
            self.tell(below[0] if below else lines[0], told + "Put two more spaces before each of its lines.")
        return ("\n" if sign[0] == "|" else " ").join(line.strip() for _, line in below).strip()

    def unreadable(self, lines: list[Line], error: yaml.YAMLError) -> None:
        """Tell what YAML says of a line that has none of the usual mistakes."""
        detail = str(getattr(error, "problem", "") or "it is no YAML")
        loose = "expected ':'" in detail
        mark = getattr(error, "context_mark" if loose else "problem_mark", None)
        line = lines[min(mark.line, len(lines) - 1)] if mark else lines[0]
        if line[0] in self.tabbed:
            return
        shown = shortened(line[1].strip() or lines[0][1].strip())
        if loose:
            told = f"The line '{shown}' is no 'name: value'. "
            told += "If it belongs to the text above, begin it further to the right."
        elif shown.startswith("- "):
            told = f"The item '{shown}' stands below a field that has a text already. "
            told += "Make that text the first item, each with '- ' in a line of its own."
        else:
            told = f"The line '{shown}' cannot be read ({detail}). Put its text in quotes."
        self.tell(line, told)
