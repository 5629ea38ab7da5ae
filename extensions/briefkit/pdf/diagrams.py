"""Diagrams of Graphviz for papers and pages, where its program ``dot`` is installed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from briefkit.core.fontfiles import package_folders
from briefkit.core.manifest import write_whole

LAYOUTS = frozenset({"dot", "neato", "twopi", "circo", "fdp", "sfdp", "patchwork", "osage"})
FONT = "Source Serif 4"
"""The text face of the house style, which programs and pages know by name."""

_LOOK = (
    f"-Nfontname={FONT}", f"-Efontname={FONT}", f"-Gfontname={FONT}", "-Nfontsize=10", "-Efontsize=9", "-Gfontsize=10",
    "-Nfontcolor=#1A1E21", "-Efontcolor=#1A1E21", "-Gfontcolor=#1A1E21", "-Ncolor=#1A1E21", "-Ecolor=#545C62",
    "-Npenwidth=0.75", "-Epenwidth=0.75", "-Earrowsize=0.7",
)  # fmt: skip
"""What the house style would do; a diagram that says otherwise is drawn as it says."""

_SECONDS = 20
_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>
"""


_NO_PICTURE = re.compile(r'improper image(?: file)?="([^"]*)"')
NOT_INSTALLED = (
    "Graphviz is not installed here, so diagrams are printed as their source. Install it, or save the diagrams as SVG "
    "and use those."
)


class NoDiagram(ValueError):  # noqa: N818  # it says what it is
    """Why a diagram cannot be drawn, in words for its writer."""


class NotInstalled(NoDiagram):
    """That Graphviz is not there, which is told once."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """What Graphviz made, and the pictures that it did not load for it."""

    content: bytes
    unloaded: tuple[str, ...] = ()


def diagram_of(config: Any, options: dict[str, str], code: str, folder: Path, kind: str = "svg") -> Diagram:
    """The diagram *code* of a directive with *options* in a project with the settings *config*. Raises `NoDiagram`."""
    program = find(str(config.graphviz_dot))
    if program is None:
        raise NotInstalled(NOT_INSTALLED)
    layout = options.get("graphviz_dot", "dot")
    return draw(program, list(config.graphviz_dot_args), layout, code, folder, kind)


def left_out(diagram: Diagram, removed: Sequence[str]) -> list[str]:
    """What the writer of a diagram should know: the pictures that it lacks, and what was *removed* from its SVG."""
    told = []
    if diagram.unloaded:
        names = ", ".join(f"'{name}'" for name in dict.fromkeys(diagram.unloaded))
        told.append(f"A diagram loads no pictures, so {names} is not in it. Put the picture beside the diagram.")
    if removed:
        told.append(
            f"This diagram is shown without what could act in it or load something: {', '.join(dict.fromkeys(removed))}. "
            "A 'URL' or 'href' begins with https:// or mailto:, or names a page."
        )
    return told


def find(program: str) -> str | None:
    """The whole path of *program*, or None where it is not installed."""
    return shutil.which(program) if program else None


def draw(program: str, arguments: Sequence[str], layout: str, code: str, folder: Path, kind: str = "svg") -> Diagram:
    """What *program*, a whole path, makes of *code* as *kind*, one of Graphviz's formats; it is kept in *folder*.

    *layout* is one of `LAYOUTS`; no document names a program. It runs in an empty folder, reads no file but the fonts
    of the paper, and is stopped after 20 seconds. Raises `NoDiagram` where there is no drawing.
    """
    if layout not in LAYOUTS:
        raise NoDiagram(f"Graphviz has no layout '{layout}': use one of {', '.join(sorted(LAYOUTS))}.")
    key = hashlib.sha256(repr((program, list(arguments), layout, code)).encode("utf-8", "surrogatepass")).hexdigest()
    kept = folder / f"{key[:24]}.{kind}"
    log = kept.with_suffix(f".{kind}.log")
    if not kept.is_file() or not log.is_file():
        content, said = _drawn([program, f"-K{layout}", f"-T{kind}", *_LOOK, *arguments], code, folder)
        write_whole(log, said.encode())
        write_whole(kept, content)
    return Diagram(kept.read_bytes(), tuple(_NO_PICTURE.findall(log.read_text(encoding="utf-8"))))


def _drawn(command: list[str], code: str, folder: Path) -> tuple[bytes, str]:
    empty = folder / "empty"
    empty.mkdir(parents=True, exist_ok=True)
    fonts = "".join(f"<dir>{escape(str(path))}</dir>" for path in package_folders())
    write_whole(folder / "fonts.conf", _CONF.format(folders=fonts, cache=escape(str(folder / "fonts"))).encode())
    # With SERVER_NAME and no GV_FILE_PATH it opens no file that its source names.
    inherited = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    environment = inherited | {"SERVER_NAME": "briefkit", "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    try:
        done = subprocess.run(  # noqa: S603  # the program of the project's own settings
            command, input=code.encode("utf-8", "replace"), capture_output=True, cwd=empty, env=environment,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NoDiagram(f"This diagram takes more than {_SECONDS} seconds to draw.") from None
    except OSError as error:
        raise NoDiagram(f"Graphviz cannot be run: {error.strerror}.") from None
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode or not done.stdout:
        reasons = [line for line in said.splitlines() if "SERVER_NAME" not in line and "GV_FILE_PATH" not in line]
        raise NoDiagram(f"Graphviz cannot read this diagram: {reasons[0] if reasons else 'it gave no reason'}.")
    # A name that holds a number has to be in quotes.
    quoted = done.stdout.replace(f'font-family="{FONT}"'.encode(), f"font-family=\"'{FONT}'\"".encode())
    return quoted, said
