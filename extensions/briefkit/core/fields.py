"""What every model stands on: the types of the fields of a record."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from briefkit.core.problems import Problem, listing, nearest
from briefkit.core.records import Record
from briefkit.core.vocabularies import Vocabularies, canonical

T = TypeVar("T")


class Model(BaseModel):
    """The base of all models: frozen, with fields in hyphens, and nothing that it does not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
    )


class RecordModel(Model):
    """The base of what stands in a list of records."""

    accept: dict[str, str] = Field(default_factory=dict)
    """Findings that are accepted for this record, with the reason: ``{kind: reason}``."""


M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Entry(Generic[M]):
    """A record as a model, with the record that it was made from."""

    model: M
    record: Record


def fault(text: str) -> PydanticCustomError:
    """What a validator raises: *text* goes on after the value, as in ``'x' is no date. Write …``."""
    return PydanticCustomError("briefkit", "{text}", {"text": text})


if TYPE_CHECKING:
    OneOrMany: TypeAlias = tuple[T, ...]
else:

    class OneOrMany:
        """One value or a list of them, as a tuple."""

        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[tuple[item, ...], BeforeValidator(_many)]


def _many(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None else [value]


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    typed = value.strip()
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", typed, re.ASCII):
            raise fault("is no date. Write it as 2025-08-13.")
        return date.fromisoformat(typed)
    except ValueError as error:
        if isinstance(error, PydanticCustomError):
            raise
        why = "that month has fewer days" if "day" in str(error) else str(error).partition(",")[0]
        raise fault(f"is no date ({why}). Write it as 2025-08-13.") from None


def _flag(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    if word in {"true", "yes", "on"}:
        return True
    if word in {"false", "no", "off"}:
        return False
    raise fault("is neither true nor false. Allowed: true or false.")


LEVELS = ("very-low", "low", "medium", "high", "very-high")
"""The words for 1 to 5."""


def _scale(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = canonical(value)
    if word in LEVELS:
        return LEVELS.index(word) + 1
    if word in {"1", "2", "3", "4", "5"}:
        return int(word)
    raise fault(f"is not known. Allowed: 1 to 5, or {listing(LEVELS)}.{nearest(word, LEVELS)}")


def slug(text: str) -> str:
    """The id of a name or a title: small letters, digits and hyphens, a letter first.

    Letters of other scripts have no place in an id: a name that has no Latin letter or digit gives the code
    points of its letters, so that it has an id too, and a lasting one.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not made:
        made = "-".join(f"{ord(char):x}" for char in text if char.isalnum())[:60].strip("-")
        return f"u-{made}" if made else ""
    return made if made[0].isalpha() else f"r-{made}"


def _slug(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = value.strip().replace("_", "-")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", word):
        raise fault(
            "is no id. An id begins with a letter and has small letters, digits and hyphens, "
            f"such as '{slug(value) or 'poland'}'."
        )
    return word


Date = Annotated[date, BeforeValidator(_date)]
"""A day, typed as 2025-08-13."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""``true`` or ``false``, ``yes`` or ``no``."""
Scale = Annotated[int, BeforeValidator(_scale)]
"""1 to 5, or very-low to very-high."""
Slug = Annotated[str, BeforeValidator(_slug)]
"""An id."""
Text = str
"""A free text in MyST."""


class _Term:
    """A text that is a term of a list, as its code. Pydantic reads it from ``Annotated`` or as a type."""

    vocabulary: ClassVar[str]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_before_validator_function(cls._check, core_schema.str_schema())

    @classmethod
    def _check(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        vocabularies: Vocabularies = (info.context or {}).get("vocabularies") or Vocabularies()
        codes = vocabularies.codes(cls.vocabulary)
        word = canonical(value)
        if word not in codes:
            raise fault(f"is not known. Allowed: {listing(codes)}.{nearest(value, codes)}")
        return word


@cache
def TermOf(vocabulary: str) -> type[_Term]:
    """The type of a term of a list: ``Annotated[str, TermOf("stance")]``."""
    return type(f"TermOf_{vocabulary}", (_Term,), {"vocabulary": vocabulary})


def validate(cls: type[M], record: Record, vocabularies: Vocabularies) -> tuple[M | None, list[Problem]]:
    """A record as a model, and a problem for each field that cannot be what it is.

    What is wrong is left out and the rest validated again, so that what is good of a record is kept. There is
    no model only where nothing of it can be.
    """
    from briefkit.core.validation import validated  # it stands on the types of this module

    return validated(cls, record, {"vocabularies": vocabularies})
