"""SVG without what acts or loads: scripts, event handlers, embedded pages, and whatever lies outside of the file.

It is read with expat itself: only there can entities be looked at before they are expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

SVG = "{http://www.w3.org/2000/svg}"

_XLINK = "http://www.w3.org/1999/xlink"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ACTIVE = {"script", "foreignobject", "iframe", "audio", "video", "embed", "object", "handler", "listener"}
_ANIMATES = {"set", "animate", "animatecolor", "animatemotion", "animatetransform"}
_PICTURES = {"image", "feimage"}
_SCHEMES = {"http", "https", "mailto", "tel"}
"""Where a link may lead: it asks for nothing until a reader follows it."""

_ENCODINGS = re.compile(r"utf-?(8|16(le|be)?)|(us-)?ascii|iso-8859-\d+|(windows-|cp)125\d", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?|(\r\n|.))", re.IGNORECASE | re.DOTALL)
_INSIDE = r"#|data:(?:image/|font/|application/(?:x-|vnd\.ms-)?font)"
_OUTER_CSS = re.compile(
    rf"@import[^;]*;?|url\(\s*+(?!['\"]?+\s*+(?:{_INSIDE}))[^)]*\)?"
    r"|(?:image-set|(?<![\w-])image|(?<![\w-])src)\([^)]*\)?",
    re.IGNORECASE,
)
_NAMED = 4
"""How many of the things that were taken out are named."""


class NoPicture(ValueError):  # noqa: N818  # it says what it is
    """Why a file cannot be shown as a picture, in words for its writer."""


@dataclass(slots=True)
class Drawing:
    """An SVG that was read: what may stay of it, and the names of what was taken out."""

    root: ElementTree.Element
    removed: list[str] = field(default_factory=list)

    def written(self) -> bytes:
        """What stayed, as a file. Raises `NoPicture` where its elements are nested too deep to be written."""
        ElementTree.register_namespace("", SVG.strip("{}"))
        ElementTree.register_namespace("xlink", _XLINK)
        try:
            content: bytes = ElementTree.tostring(self.root, encoding="utf-8", xml_declaration=True)
        except RecursionError:
            raise NoPicture("The elements of this SVG are nested too deep. Save it as plain SVG.") from None
        return content


def safe_svg(content: bytes, name: str) -> tuple[bytes, list[str]]:
    """The SVG *content* as it is where nothing in it acts or loads, else without that; and what was taken out.

    Raises `NoPicture` where it is none, or declares entities.
    """
    drawing = read_svg(content, name)
    return (drawing.written(), drawing.removed) if drawing.removed else (content, [])


def is_svg(path: Path, content: bytes) -> bool:
    """Whether a file is meant as an SVG, whatever its name is."""
    return path.suffix.lower() == ".svg" or b"<svg" in content[:4096]


def taken_out(name: str, removed: list[str]) -> str:
    """What a writer is told of a picture that was not taken as it is; nothing where it was."""
    if not removed:
        return ""
    parts = list(dict.fromkeys(removed))
    more = [f"{len(parts) - _NAMED} more"] if len(parts) > _NAMED else []
    return (
        f"The picture '{name}' is shown without what could act in it or load something from elsewhere: "
        f"{', '.join([*parts[:_NAMED], *more])}. Save it as plain SVG, with labels as text and pictures embedded."
    )


def read_svg(content: bytes, name: str) -> Drawing:
    """Read and clean the SVG *content*; *name* is the file that messages speak of. Raises `NoPicture`."""
    reader = _Reader(name)
    try:
        drawing = reader.read(content)
    except (expat.ExpatError, LookupError, AssertionError, RecursionError) as error:
        raise NoPicture(f"The picture '{name}' is no SVG that can be read: {error}.") from None
    if drawing.root.tag not in {f"{SVG}svg", "svg"}:
        raise NoPicture(f"The picture '{name}' is XML, but no SVG.")
    left = [drawing.root]
    while left:
        element = left.pop()
        drawing.removed += _clean(element)
        left += reversed(element)
    return drawing


class _Reader:
    """Builds the tree of an SVG, without its instructions and the type that it declares."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.removed: list[str] = []
        self.builder = ElementTree.TreeBuilder()
        self.parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = lambda tag: self.builder.end(_full(tag))
        parser.CharacterDataHandler = self.builder.data
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.entity
        parser.ProcessingInstructionHandler = self.instruction

    def read(self, content: bytes) -> Drawing:
        try:
            self.parser.Parse(content, True)
        except NoPicture:
            raise
        except ValueError as error:  # an encoding that expat cannot read
            raise LookupError(str(error)) from None
        return Drawing(self.builder.close(), self.removed)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.builder.start(_full(tag), {_full(key): value for key, value in attributes.items()})

    def declaration(self, _version: str, encoding: str | None, _alone: int) -> None:
        # In others a browser could see a tag where expat sees text.
        if encoding and not _ENCODINGS.fullmatch(encoding):
            told = f"The picture '{self.name}' is written in {encoding}, which is not read. Save it in UTF-8."
            raise NoPicture(told)

    def doctype(self, _name: str, system: str | None, public: str | None, _inside: bool) -> None:
        # Browsers know entities of XHTML that are not declared here, such as one for a colon.
        if (system or public) and not (public or "").startswith("-//W3C//DTD SVG"):
            self.removed.append("<!DOCTYPE>")

    def entity(self, _name: str, _parameter: bool, value: str | None, *_: object) -> None:
        if value is None or "&" in value or "%" in value or len(value) > 200:
            told = f"The picture '{self.name}' declares XML entities, which are not read. Save it as plain SVG."
            raise NoPicture(told)

    def instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.removed.append(f"<?{target}?>")


def _full(word: str) -> str:
    return f"{{{word}" if "}" in word else word


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _clean(element: ElementTree.Element) -> Iterator[str]:
    """Take out of an element what acts or loads. The names of what was taken out."""
    tag = _local(element.tag)
    for child in list(element):
        if _acts(child) or tag == "style":
            yield f"<{child.tag.rpartition('}')[2]}>"
            _remove(element, child)
    if tag == "style" and element.text and (style := _inner(element.text)) != element.text:
        yield "an address in <style>"
        element.text = style
    for key, value in list(element.attrib.items()):
        word = key.rpartition("}")[2]
        if key == _BASE or _is_handler(key) or (_local(key) in {"href", "src"} and not _leads_inside(tag, value)):
            yield f'{word}="{_short(value)}"'
            del element.attrib[key]
        elif "(" in value and _is_css(key) and (inner := _inner(value)) != value:
            yield f'{word}="{_short(value)}"'
            element.attrib[key] = inner


def _acts(element: ElementTree.Element) -> bool:
    """Whether an element runs, embeds a page, or changes where another leads."""
    tag = _local(element.tag)
    if tag in _ANIMATES:
        target = element.get("attributeName", "").strip().rpartition(":")[2].lower()
        return target == "href" or target.startswith("on")
    return tag in _ACTIVE or element.tag.startswith(_XHTML)


def _is_handler(key: str) -> bool:
    # A prefix for the namespace of SVG is lost when the tree is written.
    return key.removeprefix(SVG).lower().startswith("on")


def _is_css(key: str) -> bool:
    return not key.removeprefix(SVG).startswith(("{", "aria-", "data-"))


def _leads_inside(tag: str, value: str) -> bool:
    """Whether an address needs nothing from elsewhere to show the picture."""
    address = re.sub(r"[\x00-\x20]", "", value).lower()
    if address.startswith("#") or not address:
        return True
    if tag == "a":
        return is_link(address)
    return tag in _PICTURES and address.startswith("data:image/")


def is_link(address: str) -> bool:
    """Whether an address leads to a page, a mailbox or a telephone, and does nothing else."""
    scheme = re.match(r"([^:/?#]*):", re.sub(r"[\x00-\x20]", "", address).lower())
    return bool(address) and (scheme is None or scheme[1] in _SCHEMES)


def _inner(css: str) -> str:
    """CSS without what it loads: as it is where that is nothing."""
    plain = _ESCAPE.sub(_character, css)
    if not _OUTER_CSS.search(plain):
        return css
    cleaned = _OUTER_CSS.sub("none", plain)
    return "" if _OUTER_CSS.search(_ESCAPE.sub(_character, cleaned)) else cleaned


def _character(escape: re.Match[str]) -> str:
    if not escape[1]:
        return "" if escape[2] in {"\n", "\r\n", "\r", "\f"} else escape[2]
    code = int(escape[1], 16)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000 else "\ufffd"


def _short(value: str) -> str:
    words = " ".join(value.split())
    return words if len(words) <= 40 else f"{words[:40]}…"


def _remove(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Take *child* away but keep the text that follows it."""
    if child.tail and child.tail.strip():
        index = list(parent).index(child)
        if index:
            parent[index - 1].tail = (parent[index - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
