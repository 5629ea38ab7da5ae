"""``python -m briefkit``: build, html, pdf, preview, check and new, for a project with briefings/ and conf/."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

SOURCE, CONF, BUILD = Path("briefings"), Path("conf"), Path("build")


class Stop(Exception):
    """What ends a command with one line."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = _arguments().parse_args(argv)
    try:
        _project()
        return int(arguments.run(arguments))
    except Stop as stop:
        print(f"briefkit: {stop}", file=sys.stderr)  # noqa: T201  # it is a command line
        return 2


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="briefkit", description="Policy briefings from MyST to HTML and PDF.")
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
        command.add_argument("-j", "--jobs", default="1", help="how many processes read and write")
        if name == "preview":
            command.add_argument("--port", default="8000")
        if name == "check":
            command.add_argument("--on", type=_day, default=None, metavar="DATE", help="judge dates as of this day")
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
        raise Stop(f"there is no {CONF}/conf.py and {SOURCE}/ here. Go to the folder of your project and try again.")


def _sources(slugs: Sequence[str]) -> list[str]:
    """The source files of the named briefings, and the index; none means all."""
    if not slugs:
        return []
    known = sorted(path.parent.name for path in SOURCE.glob("*/index.md")) + sorted(
        path.stem for path in SOURCE.glob("*.md") if path.stem != "index"
    )
    files: list[str] = []
    for slug in slugs:
        folder, page = SOURCE / slug, SOURCE / f"{slug}.md"
        if slug not in known:
            from briefkit.core.problems import listing, nearest  # noqa: PLC0415

            raise Stop(f"there is no briefing '{slug}'. There are {listing(known)}.{nearest(slug, known)}")
        files += sorted(map(str, folder.rglob("*.md"))) if folder.is_dir() else [str(page)]
    return files


def _sphinx(builder: str, folder: str, arguments: argparse.Namespace, *more: str) -> int:
    from sphinx.cmd.build import main as sphinx  # noqa: PLC0415

    options = ["-b", builder, "-c", str(CONF), "-d", str(BUILD / "doctrees"), "-j", arguments.jobs, *more]
    if arguments.strict:
        options.append("-W")
    return sphinx([*options, str(SOURCE), str(BUILD / folder), *_sources(arguments.briefings)])


def _pdf(arguments: argparse.Namespace) -> int:
    return _sphinx("pdf", "pdf", arguments)


def _html(arguments: argparse.Namespace) -> int:
    code = _sphinx("html", "html", arguments)
    print(f"HTML: {BUILD / 'html' / 'index.html'}")  # noqa: T201  # it is a command line
    return code


def _build(arguments: argparse.Namespace) -> int:
    # The pages say how many pages a paper has and how large it is, so the papers come first.
    return max(_pdf(arguments), _html(arguments))


def _check(arguments: argparse.Namespace) -> int:
    on = ["-D", f"briefkit_check_on={arguments.on.isoformat()}"] if arguments.on else []
    shutil.rmtree(BUILD / "check", ignore_errors=True)
    from sphinx.cmd.build import main as sphinx  # noqa: PLC0415

    options = ["-b", "briefcheck", "-c", str(CONF), "-d", str(BUILD / "check" / "doctrees"), "-q", *on]
    return sphinx([*options, str(SOURCE), str(BUILD / "check"), *_sources(arguments.briefings)])


def _preview(arguments: argparse.Namespace) -> int:
    command = [
        sys.executable, "-m", "sphinx_autobuild", "--host", "127.0.0.1", "--port", arguments.port, "--watch", str(CONF),
        "-c", str(CONF), "-d", str(BUILD / "doctrees"), "-q", str(SOURCE), str(BUILD / "html"),
    ]  # fmt: skip
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603  # a fixed command
    except KeyboardInterrupt:
        return 0


def _new(arguments: argparse.Namespace) -> int:
    slug = arguments.slug.lower()
    if not re.fullmatch(r"[a-z][a-z0-9-]*", slug):
        raise Stop(f"'{arguments.slug}' is no name for a briefing. Use small letters, digits and hyphens: my-briefing.")
    folder = SOURCE / slug
    if folder.exists() or folder.with_suffix(".md").exists():
        raise Stop(f"{folder} is there already. Choose another name.")
    template = Path(__file__).parent / "template"
    title = slug.replace("-", " ").capitalize()
    folder.mkdir(parents=True)
    for file in sorted(template.iterdir()):
        text = file.read_text(encoding="utf-8")
        text = text.replace("@title@", title).replace("@date@", date.today().isoformat())  # noqa: DTZ011  # the writer's day
        (folder / file.name).write_text(text, encoding="utf-8")
    print(f"New briefing: {folder / 'index.md'}. Build it with: nox -- {slug}")  # noqa: T201  # it is a command line
    return 0


if __name__ == "__main__":
    sys.exit(main())
