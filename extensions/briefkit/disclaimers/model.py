"""A disclaimer of the organisation's library, and how the places of its text are filled."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from briefkit.core.fields import Date, Model, TermOf, Text, fault


def _digest(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    typed = value.strip().lower().removeprefix("sha256:")
    if not re.fullmatch(r"[0-9a-f]{64}", typed):
        raise fault("is no SHA-256. It has 64 digits and letters from a to f.")
    return typed


def _variables(value: Any) -> Any:
    """Names alone have no text that stands for them where none is given."""
    if isinstance(value, str):
        value = [value]
    return {str(name): "" for name in value} if isinstance(value, list) else value


class Disclaimer(Model):
    """An entry of the library. ``text`` is MyST, ``short`` is plain text; dates are days."""

    kind: Annotated[str, TermOf("disclaimer-kind")] = "other"
    title: str | None = None
    text: Text = ""
    short: str | None = None
    version: str | None = None
    owner: str | None = None
    approved_on: Date | None = None
    review_by: Date | None = None
    expires: Date | None = None
    lang: str | None = None
    variables: Annotated[dict[str, str], BeforeValidator(_variables)] = Field(default_factory=dict)
    """What stands for a place ``{name}`` where nobody says it, nothing where somebody must."""
    sha256: Annotated[str, BeforeValidator(_digest)] | None = None


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8 and NFC, without white space at its ends and those of its lines."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").strip()).split("\n")
    return hashlib.sha256("\n".join(line.rstrip() for line in lines).encode()).hexdigest()


_PLACE = re.compile(r"(?<!\{)\{([A-Za-z][A-Za-z0-9_-]*)\}(?![`}])")
"""``{organisation}``, and neither a role ``{cite}`…` `` nor a substitution ``{{x}}``."""

_OWN_PLACE = re.compile(r"(?<![A-Za-z0-9{`:~_^}\\])" + _PLACE.pattern)
"""The same in a text that a writer types, where directives and maths may stand too."""

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$~^:@%&\"'])")


def places(text: str) -> list[str]:
    """The names of the places that a text has to be filled at, in their order."""
    return list(dict.fromkeys(name.replace("_", "-").lower() for name in _PLACE.findall(text)))


def fill(text: str, values: Mapping[str, str], *, plain: bool = False, own: bool = False) -> tuple[str, list[str]]:
    """The text with its places filled, and the names of those that nothing fills; they stay as they are.

    A value is plain text: for MyST its marks are escaped, for *plain* text it stands as it is.
    *own* is a text that is typed in a paper, and none of the library.
    """
    known = {name.replace("_", "-").lower(): " ".join(str(value).split()) for name, value in values.items()}
    unfilled: list[str] = []

    def put(match: re.Match[str]) -> str:
        name = match[1].replace("_", "-").lower()
        if not known.get(name):
            unfilled.append(name)
            return match[0]
        return known[name] if plain else _MARKUP.sub(r"\\\1", known[name])

    filled = (_OWN_PLACE if own else _PLACE).sub(put, text)
    return filled, list(dict.fromkeys(unfilled))


_PARTING = re.compile(r"[;\n]|,(?=\s*\{?[A-Za-z][\w-]*\}?\s*=)")


def parse_variables(text: str) -> tuple[dict[str, str], list[str]]:
    """``:variables:`` as ``name=text``, parted by ``;``, by lines, or by a comma before the next ``name=``;
    and the parts of another form.
    """
    found, wrong = {}, []
    inner = re.fullmatch(r"\s*\{(.*:.*)\}\s*", text, re.DOTALL)
    for part in re.split(r"[;,\n]", inner[1]) if inner else _PARTING.split(text):
        match = re.fullmatch(r"\s*\{?([A-Za-z][\w-]*)\}?\s*[=:]\s*(.*?)\s*", part)
        if match and match[2]:
            found[match[1].replace("_", "-").lower()] = match[2].strip("\"'“”")
        elif part.strip():
            wrong.append(part.strip())
    return found, wrong
