"""Pictures of the project, checked, cleaned and copied into the folder that the compiler reads."""

from __future__ import annotations

import hashlib
from pathlib import Path

from briefkit.core.svg import NoPicture, is_svg, read_svg, taken_out
from briefkit.pdf.svgfonts import Families, nowhere, set_fonts
from briefkit.pdf.svgtext import draw_complex_text

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF87a": ".gif",
    b"GIF89a": ".gif",
}
_LARGEST = 100 * 1024 * 1024


class Assets:
    """Copies pictures of the source folder into *staging*, named for what is in them."""

    def __init__(
        self, source: Path, staging: Path, others: tuple[Path, ...] = (), families: Families | None = None
    ) -> None:
        self.staging = staging
        self.folders = tuple(folder.resolve() for folder in (source, *others))
        self.source = source
        self.families = families
        """The fonts of papers; None where pictures keep the names that they have."""
        self._staged: dict[Path, str] = {}
        self._told: dict[Path, str] = {}
        self._fontless: dict[Path, str] = {}

    def add(self, name: str) -> str:
        """Stage the picture *name*, a path from the source folder or a whole one. Returns its path for the
        compiler.

        Raises `NoPicture` where it is missing, lies outside of the project or is no picture.
        """
        path = self.path(name)
        if path not in self._staged:
            content, suffix, self._told[path], self._fontless[path] = _read(path, self.families)
            self._staged[path] = self._stage(content, suffix)
        return self._staged[path]

    def add_drawn(self, svg: bytes, name: str) -> tuple[str, list[str], str]:
        """Stage an SVG that was made in this build. Returns its path for the compiler, what was taken out, and what
        its writer should know of its fonts."""
        content, removed, lost = paper_svg(svg, name, self.families)
        return self._stage(content, ".svg"), removed, nowhere(f"this {name}", lost, self.families)

    def told(self, name: str) -> str:
        """What the writer of a picture that was added should know of it; nothing where it was taken as it is."""
        return self._told[self.path(name)]

    def fontless(self, name: str) -> str:
        """What the writer of a picture that was added should know of fonts that it names and that are nowhere."""
        return self._fontless[self.path(name)]

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


def _read(path: Path, families: Families | None) -> tuple[bytes, str, str, str]:
    """A picture as it is staged, its suffix, and what its writer should know: of what was taken out, and of fonts."""
    try:
        if path.stat().st_size > _LARGEST:
            raise NoPicture(f"The picture '{path.name}' is larger than 100 MB.")
        content = path.read_bytes()
    except OSError:
        raise NoPicture(f"The picture '{path.name}' cannot be read.") from None
    for magic, suffix in _MAGIC.items():
        if content.startswith(magic):
            return content, suffix, "", ""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return content, ".webp", "", ""
    if is_svg(path, content):
        cleaned, removed, lost = paper_svg(content, path.name, families)
        told = taken_out(path.name, removed)
        return cleaned, ".svg", told, nowhere(f"the picture '{path.name}'", lost, families)
    raise NoPicture(f"The file '{path.name}' is no picture that a PDF can show: use SVG, PNG, JPEG, GIF or WebP.")


def paper_svg(content: bytes, name: str, families: Families | None = None) -> tuple[bytes, list[str], list[str]]:
    """An SVG as a paper shows it, what was taken out, and the fonts that are nowhere: nothing acts or loads, and no
    text stops the compiler.

    Raises `NoPicture`.
    """
    drawing = read_svg(content, name)
    lost = set_fonts(drawing.root, families) if families else []
    draw_complex_text(drawing.root)
    return drawing.written(), drawing.removed, lost
