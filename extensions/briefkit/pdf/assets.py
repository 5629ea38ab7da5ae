"""Pictures of the project, checked, cleaned and copied into the folder that the compiler reads."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from briefkit.pdf.svgtext import SVG, draw_complex_text

_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_ACTIVE = {"script", "foreignObject", "iframe", "audio", "video", "animate", "set", "handler", "listener"}
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF87a": ".gif",
    b"GIF89a": ".gif",
}
_OUTER_URL = re.compile(r"url\(\s*['\"]?(?!#|['\"]?data:image/)[^)]*\)|@import[^;]*;?", re.IGNORECASE)
_LARGEST = 100 * 1024 * 1024


class NoPicture(ValueError):  # noqa: N818  # it says what it is
    """Why a file cannot stand in a paper, in words for its writer."""


class Assets:
    """Copies pictures of the source folder into *staging*, named for what is in them."""

    def __init__(self, source: Path, staging: Path, others: tuple[Path, ...] = ()) -> None:
        self.staging = staging
        self.folders = tuple(folder.resolve() for folder in (source, *others))
        self.source = source
        self._staged: dict[Path, str] = {}

    def add(self, name: str) -> str:
        """Stage the picture *name*, a path from the source folder or a whole one. Returns its path for the
        compiler.

        Raises `NoPicture` where it is missing, lies outside of the project or is no picture.
        """
        path = self.path(name)
        if path not in self._staged:
            self._staged[path] = self._stage(*_read(path))
        return self._staged[path]

    def add_drawn(self, svg: bytes, name: str) -> str:
        """Stage an SVG that was made in this build, cleaned as any other. Returns its path for the compiler."""
        return self._stage(clean_svg(svg, name), ".svg")

    def _stage(self, content: bytes, suffix: str) -> str:
        staged = f"/assets/{hashlib.sha256(content).hexdigest()[:24]}{suffix}"
        target = self.staging / staged.lstrip("/")
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_suffix(".part")
            part.write_bytes(content)
            part.replace(target)
        return staged

    @property
    def files(self) -> list[str]:
        """The files that were staged."""
        return sorted(map(str, self._staged))

    def path(self, name: str) -> Path:
        """The file that *name* leads to once links are followed, inside of the project."""
        try:
            path = (self.source / name).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            raise NoPicture(f"The picture '{name}' was not found.") from None
        if not any(path.is_relative_to(folder) for folder in self.folders):
            raise NoPicture(f"The picture '{name}' lies outside of the source folder. Copy it beside the document.")
        return path


def _read(path: Path) -> tuple[bytes, str]:
    try:
        if path.stat().st_size > _LARGEST:
            raise NoPicture(f"The picture '{path.name}' is larger than 100 MB.")
        content = path.read_bytes()
    except OSError:
        raise NoPicture(f"The picture '{path.name}' cannot be read.") from None
    for magic, suffix in _MAGIC.items():
        if content.startswith(magic):
            return content, suffix
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return content, ".webp"
    if b"<svg" in content[:4096] or path.suffix.lower() == ".svg":
        return clean_svg(content, path.name), ".svg"
    raise NoPicture(f"The file '{path.name}' is no picture that a PDF can show: use SVG, PNG, JPEG, GIF or WebP.")


def clean_svg(content: bytes, name: str) -> bytes:
    """An SVG without scripts, foreign objects, entities and whatever lies outside of it."""
    try:
        root = _parse(content, name)
    except (expat.ExpatError, LookupError, AssertionError, RecursionError) as error:
        raise NoPicture(f"The picture '{name}' is no SVG that can be read: {error}.") from None
    if root.tag not in {f"{SVG}svg", "svg"}:
        raise NoPicture(f"The picture '{name}' is XML, but no SVG.")
    _clean(root)
    draw_complex_text(root)
    ElementTree.register_namespace("", SVG.strip("{}"))
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    cleaned: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return cleaned


def _parse(content: bytes, name: str) -> ElementTree.Element:
    """Read XML with expat itself: only there can entities be looked at before they are expanded."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")

    def full(word: str) -> str:
        return f"{{{word}" if "}" in word else word

    def start(tag: str, attributes: dict[str, str]) -> None:
        builder.start(full(tag), {full(key): value for key, value in attributes.items()})

    def entity(_name: str, _parameter: bool, value: str | None, *_: object) -> None:
        if value is None or "&" in value or "%" in value or len(value) > 200:
            raise NoPicture(f"The picture '{name}' declares XML entities, which are not read. Save it as plain SVG.")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: builder.end(full(tag))
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = entity
    parser.Parse(content, True)
    return builder.close()


def _clean(element: ElementTree.Element) -> None:
    for child in list(element):
        if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in _ACTIVE:
            _remove(element, child)
        else:
            _clean(child)
    if element.tag.rpartition("}")[2] == "style" and element.text:
        element.text = _OUTER_URL.sub("none", element.text)
    for key, value in list(element.attrib.items()):
        if key.lower().startswith("on") or (key in _HREFS and not value.startswith(("#", "data:image/"))):
            del element.attrib[key]
        elif "url(" in value:
            element.attrib[key] = _OUTER_URL.sub("none", value)


def _remove(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Take *child* away but keep the text that follows it."""
    if child.tail and child.tail.strip():
        index = list(parent).index(child)
        if index:
            parent[index - 1].tail = (parent[index - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
