"""The organisation's house: what its ``conf/`` folder says, read once a build."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from briefkit.core.brand import Brand, load
from briefkit.core.colours import FORMS, NoColour, parse_colour
from briefkit.core.problems import Kind, Place, Problem, nearest
from briefkit.core.records import Record, read_mapping
from briefkit.core.report import report
from briefkit.core.settings import Settings, settings
from briefkit.core.vocabularies import Vocabularies


@dataclass
class House:
    """The settings, the organisation's terms, and what each feature keeps of a file in ``conf/``."""

    settings: Settings
    vocabularies: Vocabularies
    brand: Brand = field(default_factory=Brand)
    parts: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    """Changes when one of the files changes; every document is then read again."""

    @property
    def publisher(self) -> str:
        """Who publishes what names no publisher of its own."""
        return self.settings.publisher or self.brand.name

    def read(self, app: Sphinx, name: str) -> Record:
        """A file of ``conf/`` that is one mapping; empty where there is none."""
        path = Path(app.confdir) / name
        report(no_file(path))
        if not path.is_file():
            return Record({}, {(): Place(str(path))})
        data = path.read_bytes()
        self.digest = hashlib.sha256(self.digest.encode() + data).hexdigest()
        record, problems = read_mapping(data.decode("utf-8-sig", "replace"), str(path), 1)
        report(problems)
        return record


def no_file(path: Path) -> list[Problem]:
    """What is wrong where a folder stands in the place of a file of ``conf/``."""
    if not path.is_dir():
        return []
    text = (
        f"'{path.name}' is a folder, so nothing is read from it. It must be a file: rename the folder, or take it away."
    )
    return [Problem(Kind.SETTING, text, Place(str(path), 1))]


def house(env: BuildEnvironment) -> House:
    """The house of this build."""
    found: House = env.briefkit_house  # type: ignore[attr-defined]  # set when the build begins
    return found


def _open(app: Sphinx) -> None:
    options = settings(app.config)
    path = Path(app.confdir) / options.vocabularies
    vocabularies, problems = Vocabularies.load(path if path.is_file() else None)
    report(problems)
    new = House(options, vocabularies, _brand(app, options))
    new.digest = new.brand.name  # texts name it, and are read again where it changes
    new.read(app, options.vocabularies)
    app.env.briefkit_house_was = getattr(getattr(app.env, "briefkit_house", None), "digest", "")  # type: ignore[attr-defined]
    app.env.briefkit_house = new  # type: ignore[attr-defined]  # kept with the environment


def _brand(app: Sphinx, options: Settings) -> Brand:
    root = Path(app.confdir)
    path = root / options.brand
    problems = no_file(path)
    if not problems and options.brand != Settings().brand and not path.is_file():
        names = [item.name for item in root.glob("*.yml")]
        told = f"briefkit_brand: '{options.brand}' was not found.{nearest(options.brand, names)}"
        problems.append(Problem(Kind.SETTING, told, Place(str(root / "conf.py"), 1)))
    colour = str(app.config.html_theme_options.get("brand") or "")
    try:
        colour = parse_colour(colour) if colour else ""
    except NoColour:
        told = f"html_theme_options: brand: '{colour}' is no colour. Allowed: {FORMS}."
        problems.append(Problem(Kind.SETTING, told, Place(str(root / "conf.py"), 1)))
        colour = ""
    brand, more = load(path, root, Path(app.doctreedir) / "briefkit-fonts", options.publisher, colour)
    report([*problems, *more])
    return brand


def _changed(_app: Sphinx, env: BuildEnvironment, *_: object) -> set[str]:
    return set(env.found_docs) if env.briefkit_house_was != house(env).digest else set()  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    # Features read their own files into it with a later priority.
    app.connect("builder-inited", _open, priority=100)
    app.connect("env-get-outdated", _changed)
