"""The settings of ``conf.py``: each declared once, with default, check and help."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from briefkit.core.problems import Kind, Place, Problem, closest, listing
from briefkit.core.report import report

logger = logging.getLogger(__name__)

_PREFIX = "briefkit_"


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _is_limits(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(name, str) and _is_number(pages) for name, pages in value.items())


def _setting(default: Any, check: Callable[[Any], bool], wants: str, help_text: str) -> Any:
    factory = {"default_factory": lambda: default} if isinstance(default, (list, dict)) else {"default": default}
    return field(metadata={"check": check, "wants": wants, "help": help_text}, **factory)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an organisation may set in ``conf.py``, each as ``briefkit_<name>``."""

    papers: list[str] = _setting(
        [], _is_texts, "a list of document names", "Documents that are papers although they have no front matter."
    )
    publisher: str = _setting("", _is_text, "a text", "Publisher of papers that name none.")
    number_sections: int = _setting(1, _is_number, "a number from 0", "How many levels of headings carry a number.")
    due_soon: int = _setting(
        30, _is_number, "a number of days", "From how many days before its date a step is due soon."
    )
    watermark: bool = _setting(
        True, _is_flag, "True or False", "Whether drafts and papers under embargo say so behind the text of each page."
    )
    vocabularies: str = _setting(
        "vocabularies.yml", _is_text, "a file name", "Terms that the organisation adds, hides or relabels."
    )
    disclaimers: str = _setting("disclaimers.yml", _is_text, "a file name", "The organisation's disclaimers.")
    stakeholders: str = _setting(
        "stakeholders.yml", _is_text, "a file name", "The organisation's register of stakeholders."
    )
    brand: str = _setting("_brand.yml", _is_text, "a file name", "The organisation's colours, logo and fonts.")
    calendar: str = _setting("calendar.yml", _is_text, "a file name", "Weekend and holidays, for working days.")
    required_disclaimers: dict[str, list[str]] = _setting(
        {},
        _is_mapping,
        "a mapping from a type of paper to kinds",
        "Kinds of disclaimers that a type of paper must have.",
    )
    page_limits: dict[str, int] = _setting(
        {"at-a-glance": 2},
        _is_limits,
        "a mapping from a type of paper to pages",
        "How many pages a type of paper may have.",
    )
    paper_seconds: int = _setting(
        300,
        lambda value: _is_number(value) and value > 0,
        "a number of seconds from 1",
        "After how many seconds a PDF that does not get ready is given up.",
    )
    pdf_folder: str = _setting(
        "../pdf", _is_text, "a folder", "Where HTML pages look for the papers, from their output folder."
    )


def settings(config: Config) -> Settings:
    """The settings of this build. A value that cannot be used is reported once and takes its default."""
    return Settings(**{item.name: getattr(config, f"briefkit_{item.name}") for item in fields(Settings)})


def _check(_app: Sphinx, config: Config) -> None:
    defaults = Settings()
    for item in fields(Settings):
        name = f"briefkit_{item.name}"
        value = getattr(config, name)
        if not item.metadata["check"](value):
            logger.warning(
                "conf.py: %s is %r, but must be %s. The default %r is used.",
                name, value, item.metadata["wants"], getattr(defaults, item.name),
                type="briefkit", subtype="setting",
            )  # fmt: skip
            config[name] = getattr(defaults, item.name)


def _tell_unknown(app: Sphinx, config: Config) -> None:
    """Sphinx passes over a name that no extension has, so a misspelt setting would change nothing in silence."""
    file = Path(app.confdir) / "conf.py"
    known = [item.name for item in fields(Settings)]
    odd = [name for name in config._raw_config if name.startswith(_PREFIX) and name not in config]
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if odd and file.is_file() else []
    for name in odd:
        line = next((number for number, text in enumerate(lines, 1) if re.match(rf"\s*{re.escape(name)}\b", text)), 1)
        meant = closest(name.removeprefix(_PREFIX), known)
        cure = f" Did you mean '{_PREFIX}{meant}'?" if meant else ""
        told = f"{name}: there is no such setting. Allowed: {listing(_PREFIX + one for one in known)}.{cure}"
        report([Problem(Kind.SETTING, told, Place(str(file), line))])


def setup(app: Sphinx) -> None:
    defaults = Settings()
    for item in fields(Settings):
        app.add_config_value(
            f"briefkit_{item.name}", getattr(defaults, item.name), "env", description=item.metadata["help"]
        )
    app.connect("config-inited", _check, priority=100)
    app.connect("config-inited", _tell_unknown, priority=101)
