"""``python -m briefkit``: build, html, pdf, preview, check and new, in a folder with briefings/ and conf/."""

from __future__ import annotations

import argparse
import re
import socket
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefkit.console import Job, Stop, console, make
from briefkit.core.problems import listing, nearest

SOURCE, CONF, BUILD = Path("briefings"), Path("conf"), Path("build")
DOCTREES = BUILD / "doctrees"
SUFFIXES = (".md", ".rst")
HOST = "127.0.0.1"

_EXIT_CODES = (
    "A command ends with 2 where it could not do its work; with 1 where a paper could not be made, where check lists a "
    "problem, or, with --strict, where there is a warning; else with 0."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code, as ``--help`` explains it."""
    arguments = _arguments().parse_args(argv)
    try:
        _project()
        return int(arguments.run(arguments))
    except Stop as stop:
        line = str(stop)
    except KeyboardInterrupt:
        line = "interrupted"
    print(f"briefkit: {line}", file=sys.stderr)
    return 2


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "briefkit", description="Policy briefings from MyST to HTML and PDF.", epilog=_EXIT_CODES
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, run, text in (
        ("build", _build, "HTML and PDF of every briefing, or of those named"),
        ("html", _html, "the HTML pages"),
        ("pdf", _pdf, "the PDF papers"),
        ("preview", _preview, "the HTML pages on this machine, again after each change"),
        ("check", _check, "every problem and finding"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("briefings", nargs="*", help="names of briefings; all where none is given")
        command.add_argument("-W", "--strict", action="store_true", help="fail where there is a warning")
        command.add_argument("-j", "--jobs", type=int, default=1, help="how many processes read and write")
        if name == "preview":
            command.add_argument("--port", type=int, default=0, help="8000 where it is free, else any")
        if name == "check":
            command.add_argument("--on", type=_day, metavar="DATE", help="judge disclaimers as of this day")
        command.set_defaults(run=run)
    command = commands.add_parser("new", help="a new briefing from a template")
    command.add_argument("slug")
    command.set_defaults(run=_new)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date. Write it as 2025-08-15.") from None


def _project() -> None:
    if not (CONF / "conf.py").is_file() or not SOURCE.is_dir():
        missing = f"there is no {CONF}/conf.py and {SOURCE}/ here"
        raise Stop(f"{missing}. Go to the folder of your project and try again.")


def _sources(names: Sequence[str]) -> list[Path]:
    """The source files of the named briefings; none means all. A name may be typed as its folder."""
    pages = {path.parent.name: path for path in SOURCE.glob("*/index.*") if path.suffix in SUFFIXES}
    pages |= {path.stem: path for path in SOURCE.glob("*.*") if path.suffix in SUFFIXES}
    pages.pop("index", None)
    known = sorted(pages)
    files: list[Path] = []
    for name in names:
        slug = Path(name).name
        if slug not in pages:
            raise Stop(f"there is no briefing '{name}'. There are {listing(known)}.{nearest(slug, known)}")
        page = pages[slug]
        chapters = page.parent.rglob("*") if page.parent != SOURCE else [page]
        files += [path for path in chapters if path.suffix in SUFFIXES]
    return sorted(files)


def _sphinx(builder: str, arguments: argparse.Namespace, doctrees: Path, **more: Any) -> int:
    files, jobs, strict = _sources(arguments.briefings), arguments.jobs, arguments.strict
    return make(Job(builder, SOURCE, CONF, BUILD / builder, doctrees, files, jobs, strict, **more))


def _tell_pages(arguments: argparse.Namespace) -> None:
    """Where the pages are: the index of all, or the first page of each briefing that was named."""
    folder = BUILD / "html"
    names = [Path(name).name for name in arguments.briefings]
    pages = [page for name in names for page in (folder / name / "index.html", folder / f"{name}.html")]
    for page in pages or [folder / "index.html"]:
        if page.is_file():
            print(page)


def _pdf(arguments: argparse.Namespace) -> int:
    with console():
        return _sphinx("pdf", arguments, DOCTREES)


def _html(arguments: argparse.Namespace) -> int:
    with console():
        code = _sphinx("html", arguments, DOCTREES)
    _tell_pages(arguments)
    return code


def _build(arguments: argparse.Namespace) -> int:
    with console():
        # The pages say how many pages a paper has and how large it is, so the papers come first.
        code = _sphinx("pdf", arguments, DOCTREES)
        code = max(code, _sphinx("html", arguments, DOCTREES))
    _tell_pages(arguments)
    return code


def _check(arguments: argparse.Namespace) -> int:
    settings = {"briefkit_check_on": arguments.on.isoformat()} if arguments.on else {}
    with TemporaryDirectory() as doctrees:  # so that everything is read, and every problem told
        return _sphinx("briefcheck", arguments, Path(doctrees), quiet=True, settings=settings)


def _port(wanted: int) -> int:
    """The port that was asked for; else 8000, or any that is free."""
    for port in (wanted,) if wanted else (8000, 0):
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except (OSError, OverflowError):
                continue
            return int(probe.getsockname()[1])
    raise Stop(f"port {wanted} is not free. Choose another one, or leave out --port.")


def _preview(arguments: argparse.Namespace) -> int:
    files = map(str, _sources(arguments.briefings))
    if find_spec("sphinx_autobuild") is None:
        raise Stop("sphinx-autobuild is not installed. nox -s preview installs it.")
    command = [
        sys.executable, "-m", "sphinx_autobuild", "--host", HOST, "--port", str(_port(arguments.port)),
        "--watch", str(CONF), "-c", str(CONF), "-d", str(DOCTREES), "-q",
        str(SOURCE), str(BUILD / "html"), *files,
    ]  # fmt: skip
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603  # a fixed command
    except KeyboardInterrupt:
        return 0


def _new(arguments: argparse.Namespace) -> int:
    slug = arguments.slug.lower()
    if not re.fullmatch(r"[a-z][a-z0-9-]*", slug):
        wrong = f"'{arguments.slug}' is no name for a briefing"
        raise Stop(f"{wrong}. Use small letters, digits and hyphens: my-briefing.")
    folder = SOURCE / slug
    if folder.exists() or folder.with_suffix(".md").exists():
        raise Stop(f"{folder} is there already. Choose another name.")
    template = Path(__file__).parent / "template"
    title, today = slug.replace("-", " ").capitalize(), date.today().isoformat()
    folder.mkdir(parents=True)
    for file in sorted(template.iterdir()):
        text = file.read_text(encoding="utf-8").replace("@title@", title)
        (folder / file.name).write_text(text.replace("@date@", today), encoding="utf-8")
    print(f"New briefing: {folder / 'index.md'}. Build it with: nox -- {slug}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
