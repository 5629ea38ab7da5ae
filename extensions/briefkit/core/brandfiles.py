"""The files that ``_brand.yml`` names: logos and fonts of the organisation's ``conf/``, and no other."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefkit.core.brandmodel import Font, Logo, Variants
from briefkit.core.brandmodel import Picture as Typed
from briefkit.core.fontfiles import EMBEDDED, SUFFIXES, FontFace, faces, forbids_embedding, installed
from briefkit.core.problems import Kind, Place, Problem, listing, nearest
from briefkit.core.records import Record
from briefkit.core.svg import NoPicture, safe_svg, taken_out

PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"})
SIZES = ("small", "medium", "large")
_WEB = frozenset({".woff", ".woff2", ".eot"})
_MOST_FILES = 200
_LARGEST = 60_000_000
"""Bytes of a font; the largest of Noto have 30 million."""


class NoFile(ValueError):  # noqa: N818  # it says what it is
    """Why a file cannot be used, in words for who wrote its name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A picture of a logo."""

    path: str
    alt: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A logo on light and on dark grounds; what is not there in one of them stands on a plate of the other."""

    light: Mark | None = None
    dark: Mark | None = None


def inner(folder: Path, root: Path, name: str, kinds: frozenset[str]) -> Path:
    """The file *name* of a folder, inside of *root* once links are followed. Raises `NoFile`."""
    if "://" in name or name.startswith("//"):
        raise NoFile(f"'{name}' is fetched from nowhere. Put the file into '{root.name}/' and write its name.")
    try:
        path = (folder / name).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise NoFile(f"'{name}' was not found in '{folder.name}/'.{nearest(name, _names(folder, kinds))}") from None
    if not path.is_relative_to(root.resolve()):
        raise NoFile(f"'{name}' lies outside of '{root.name}/'. Copy the file into it.")
    if not path.is_file():
        raise NoFile(f"'{name}' is no file. Write the name of a file.")
    return path


def _names(folder: Path, kinds: frozenset[str]) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in _below(folder) if path.suffix.lower() in kinds]


def _below(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those in it, in the order of their names."""
    if folder.is_dir():
        yield from sorted(path for path in folder.glob("**/*") if path.is_file())[:_MOST_FILES]


class Signs:
    """Finds the pictures of the logos."""

    def __init__(self, folder: Path, root: Path, record: Record, name: str) -> None:
        self.folder, self.root, self.record, self.name = folder, root, record, name
        self.problems: list[Problem] = []
        self.silent: set[str] = set()
        self.looked_at: set[Path] = set()

    def read(self, logo: Logo) -> dict[str, Sign]:
        """The logo of each size that is given."""
        known = {name.lower(): picture for name, picture in logo.images.items()}
        for name, picture in logo.images.items():
            self.mark(picture, {}, "logo", "images", name)
        found = {size: self.sign(getattr(logo, size), known, size) for size in SIZES if getattr(logo, size)}
        return {size: sign for size, sign in found.items() if sign.light or sign.dark}

    def sign(self, given: Variants, known: dict[str, Typed], size: str) -> Sign:
        marks = {}
        for mode in ("light", "dark"):
            picture = getattr(given, mode)
            marks[mode] = self.mark(picture, known, "logo", size, mode) if picture else None
        return Sign(**marks)

    def mark(self, picture: Typed, known: dict[str, Typed], *path: str) -> Mark | None:
        named = known.get("-".join(picture.path.strip().lower().replace("_", "-").split()))
        if named is not None:
            picture = named.model_copy(update={"alt": picture.alt or named.alt})
        try:
            file = inner(self.folder, self.root, picture.path, PICTURES)
            if file.suffix.lower() not in PICTURES:
                raise NoFile(f"'{picture.path}' is no picture. Allowed: {listing(sorted(PICTURES))}.")
        except NoFile as fault:
            own = f" Of 'images': {listing(list(known))}." if known and "not found" in str(fault) else ""
            if named is None:  # that of 'images' was told there
                self.tell(f"{fault}{own}", *path)
            return None
        if file.suffix.lower() == ".svg" and file not in self.looked_at:
            self.look(file, *path)
        if path[1] != "images" and not picture.alt and picture.path not in self.silent:
            self.silent.add(picture.path)
            shown = f"'{self.name}' is read out" if self.name else "nothing is read out"
            self.tell(f"the logo has no 'alt', so {shown}. Write {{path: {picture.path}, alt: …}}.", *path)
        return Mark(str(file), picture.alt or self.name or "Logo")

    def look(self, file: Path, *path: str) -> None:
        """Say what of a logo is not shown. One that cannot be read is told where it is printed."""
        self.looked_at.add(file)
        with suppress(OSError, NoPicture):
            if text := taken_out(file.name, safe_svg(file.read_bytes(), file.name)[1]):
                self.tell(text, *path)

    def tell(self, text: str, *path: str) -> None:
        while path and path not in self.record.places:
            path = path[:-1]
        name = ".".join(path) or "logo"
        self.problems.append(Problem(Kind.FILE, f"{name}: {text}", self.record.place(*path)))


class Fonts:
    """Collects the organisation's own font files, and knows which families there are."""

    def __init__(self, folder: Path, root: Path, record: Record, staging: Path) -> None:
        self.folder, self.root, self.record, self.staging = folder, root, record, staging
        self.problems: list[Problem] = []
        self.told: set[str] = set()
        """Families whose absence was told."""
        self.seen: set[Path] = set()
        self.files: dict[Path, Place] = {}
        self.aliases: dict[str, Path] = {}
        """The name that the file gives to a family, in small letters, with a file of it."""
        self.names: dict[Path, str] = {}
        """The family of each file that can be read."""
        self.faces: tuple[FontFace, ...] = ()
        self.staged = ""

    def read(self, fonts: tuple[Font, ...]) -> None:
        for number, font in enumerate(fonts):
            for position, file in enumerate(font.files):
                where = ("typography", "fonts", number, "files", position)
                try:
                    path = inner(self.folder, self.root, file.path, SUFFIXES)
                    self.add(path, self.record.place(*where), file.path, where)
                    self.aliases.setdefault(font.family.lower(), path)
                except NoFile as fault:
                    self.tell(str(fault), *where)
        for path in _below(self.root / "fonts"):
            if path.resolve() not in self.seen and (self.record.values or path.suffix.lower() in SUFFIXES):
                self.add(path, Place(str(path), 1), path.name, ())
        self.stage()
        for number, font in enumerate(fonts):
            if font.source not in {"file", None} and self.family(font.family) is None:
                self.told.add(font.family.lower())
                self.tell(_not_fetched(font), "typography", "fonts", number, "source")
            elif font.source == "file" and not font.files:
                self.tell("there are no 'files'. Name TTF or OTF files.", "typography", "fonts", number)

    def add(self, path: Path, place: Place, name: str, where: tuple[str | int, ...]) -> None:
        """Take a font file; what is none is told where the file named it, or has the ending of one."""
        suffix = path.suffix.lower()
        real = path.resolve()
        self.seen.add(real)
        if suffix in _WEB:
            told = f"'{name}' is passed over: papers take TTF and OTF alone. Put the TTF or OTF of it there"
            self.problems.append(Problem(Kind.FILE, _at(where, f"{told}; pages are served the same file."), place))
        elif not real.is_relative_to(self.root.resolve()):
            told = f"'{name}' lies outside of '{self.root.name}/'. Copy the file into it."
            self.problems.append(Problem(Kind.FILE, _at(where, told), place))
        elif suffix in SUFFIXES and forbids_embedding(str(real)):
            told = (
                f"'{name}' says that no document may hold it, so it is left out. Ask its maker for a file that may be."
            )
            self.problems.append(Problem(Kind.FILE, _at(where, told), place))
        elif suffix in SUFFIXES and real.stat().st_size <= _LARGEST:
            self.files.setdefault(real, place)
        elif where or suffix in SUFFIXES:
            told = f"'{name}' is no font that can be used. Allowed: TTF and OTF of up to 60 MB."
            self.problems.append(Problem(Kind.FILE, _at(where, told), place))

    def stage(self) -> None:
        """Copy the files into a folder of their own, which is all that the compiler looks at."""
        if not self.files:
            return
        names = {}
        for path in self.files:
            names[path] = hashlib.sha256(path.read_bytes()).hexdigest()[:24] + path.suffix.lower()
        digest = hashlib.sha256("\n".join(sorted(names.values())).encode()).hexdigest()[:24]
        target = self.staging / digest
        if self.staging.is_dir():
            for old in self.staging.iterdir():
                if old != target:
                    shutil.rmtree(old, ignore_errors=True)
        target.mkdir(parents=True, exist_ok=True)
        for path, name in names.items():
            if not (target / name).is_file():
                part = target / f"{name}.part"
                shutil.copyfile(path, part)
                part.replace(target / name)
        self.staged = str(target)
        self.faces = faces((self.staged,))
        read = {Path(face.path).name: face for face in self.faces}
        for path, name in names.items():
            if name not in read:
                told = f"'{path.name}' cannot be read as a font. Put the file there anew, as TTF or OTF."
                self.problems.append(Problem(Kind.FILE, told, self.files[path]))
        self.names = {path: read[name].family for path, name in names.items() if name in read}
        self.aliases = {alias: path for alias, path in self.aliases.items() if path in self.names}

    def family(self, name: str) -> str | None:
        """The family as the compiler knows it; None where there is none of that name."""
        word = " ".join(name.split()).lower()
        if word in self.aliases:
            return self.names[self.aliases[word]]
        return {known.lower(): known for known in self.known()}.get(word)

    def known(self) -> list[str]:
        """The families that there are."""
        return sorted({face.family for face in (*self.faces, *installed())} | set(EMBEDDED))

    def find(self, name: str | None, *path: str) -> str:
        """The family that a field asks for; nothing, and a problem, where it is not there."""
        if not name:
            return ""
        found = self.family(name)
        if found is None and name.lower() not in self.told:
            self.told.add(name.lower())
            known = self.known()
            cure = f"{_package(name)} There are: {listing(known)}.{nearest(name, known)}"
            self.tell(f"the font '{name}' is not installed. {cure}", *path)
        return found or ""

    def tell(self, text: str, *path: str | int) -> None:
        self.problems.append(Problem(Kind.FILE, _at(path, text), self.record.place(*path)))


def _at(path: tuple[str | int, ...], text: str) -> str:
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
    return f"{name}: {text}" if name else text


def _package(family: str) -> str:
    slug = "-".join(family.lower().split())
    return f"Install it, if there is a package fontpkg-{slug}, or put its TTF or OTF files into the folder 'fonts'."


def _not_fetched(font: Font) -> str:
    if font.source == "system":
        why = "the fonts of this machine are not used, so that papers are the same on each"
    else:
        why = f"nothing is fetched from {str(font.source).title()} Fonts"
    return f"{why}, and '{font.family}' is not installed. {_package(font.family)}"
