"""What every model stands on: the types of fields, and validation that keeps what is good of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeAlias, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, core_schema

from briefkit.core.problems import Kind, Problem, listing, nearest
from briefkit.core.records import Record
from briefkit.core.vocabularies import Vocabularies

T = TypeVar("T")


class Model(BaseModel):
    """The base of all models: frozen, with fields in hyphens, and nothing that it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True
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
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value.strip())
    except ValueError as error:
        raise fault(f"is no date{_why(value, error)}. Write it as 2025-08-13.") from None


def _why(value: str, error: ValueError) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        reason = str(error).partition(" must be")[0]
        return " (that month has fewer days)" if reason == "day is out of range for month" else f" ({error})"
    return ""


def _flag(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    if word in {"true", "yes", "on"}:
        return True
    if word in {"false", "no", "off"}:
        return False
    raise fault("is neither true nor false. Allowed: true or false.")


_SCALE = ("very-low", "low", "medium", "high", "very-high")


def _scale(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = value.strip().lower().replace("_", "-").replace(" ", "-")
    if word in _SCALE:
        return _SCALE.index(word) + 1
    if word in {"1", "2", "3", "4", "5"}:
        return int(word)
    raise fault(f"is not known. Allowed: 1 to 5, or {listing(_SCALE)}.{nearest(word, _SCALE)}")


def slug(text: str) -> str:
    """The id of a name or a title: small letters, digits and hyphens, a letter first."""
    import unicodedata  # noqa: PLC0415

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return made if re.match(r"[a-z]", made) else f"r-{made}" if made else ""


def _slug(value: Any) -> Any:
    if isinstance(value, str):
        word = value.strip().replace("_", "-")
        if not re.fullmatch(r"[a-z][a-z0-9-]*", word):
            raise fault(
                f"is no id. An id begins with a letter and has small letters, digits and hyphens, such as '{slug(value) or 'poland'}'."
            )
        return word
    return value


Date = Annotated[date, BeforeValidator(_date)]
"""A day, typed as 2025-08-13."""
Flag = Annotated[bool, BeforeValidator(_flag)]
Scale = Annotated[int, BeforeValidator(_scale)]
"""1 to 5, or very-low to very-high."""
Slug = Annotated[str, BeforeValidator(_slug)]
Text = str
"""A free text in MyST."""


@dataclass(frozen=True)
class TermOf:
    """Marks a text as a term of a list: ``Annotated[str, TermOf("stance")]``."""

    vocabulary: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_before_validator_function(self._check, handler(source))

    def _check(self, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        vocabularies: Vocabularies = (info.context or {}).get("vocabularies") or Vocabularies()
        codes = vocabularies.codes(self.vocabulary)
        word = value.strip().lower().replace("_", "-").replace(" ", "-")
        code = next((code for code in codes if code.lower() == word), None)
        if code is None:
            raise fault(f"is not known. Allowed: {listing(codes)}.{nearest(value, codes)}")
        return code


def validate(cls: type[M], record: Record, vocabularies: Vocabularies) -> tuple[M | None, list[Problem]]:
    """A record as a model, and a problem for each field that cannot be what it is.

    What is wrong is left out and the rest validated again, so that what is good of a bad record is kept. Returns
    no model only where nothing of it can be.
    """
    values, problems = deepcopy(record.values), []
    for _ in range(10):
        try:
            return cls.model_validate(values, context={"vocabularies": vocabularies}), problems
        except ValidationError as error:
            for path, problem in _faults(cls, error.errors(), record, values):
                missing = problem.kind is Kind.MISSING
                if not (missing and len(path) == 1 and any(p.text.startswith(f"{path[0]}:") for p in problems)):
                    problems.append(problem)
                _drop(values, path[:-1] if missing else path)
                if missing and len(path) == 1:
                    values |= _stand_in(cls, path, values)
    return None, problems


Path = tuple[str | int, ...]


def _faults(
    cls: type[Model], errors: Sequence[ErrorDetails], record: Record, values: Mapping[str, Any]
) -> Iterator[tuple[Path, Problem]]:
    """One problem for each place, from the last to the first of a list, so that dropping one moves no other."""
    found: dict[Path, ErrorDetails] = {}
    for error in errors:
        path = _path(error, values)
        if path not in found or (error["type"] == "briefkit" and found[path]["type"] != "briefkit"):
            found[path] = error
    for path, error in sorted(found.items(), key=lambda item: [_order(step) for step in item[0]], reverse=True):
        kind = {"extra_forbidden": Kind.KEY, "missing": Kind.MISSING}.get(error["type"], Kind.VALUE)
        yield path, Problem(kind, _say(cls, path, error, values), record.place(*path))


def _order(step: str | int) -> tuple[int, str]:
    return (step, "") if isinstance(step, int) else (0, step)


def _path(error: ErrorDetails, values: Any) -> Path:
    """The part of the error's path that was typed; pydantic adds the branches of unions to it."""
    path: list[str | int] = []
    missing = error["type"] == "missing"
    for step in error["loc"]:
        if isinstance(values, dict) and step in values:
            values = values[step]
        elif isinstance(values, list) and isinstance(step, int) and step < len(values):
            values = values[step]
        elif missing and isinstance(values, dict) and step == error["loc"][-1]:
            path.append(step)
            break
        else:
            continue
        path.append(step)
    return tuple(path)


def _at(values: Any, path: Path) -> Any:
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _say(cls: type[Model], path: Path, error: ErrorDetails, values: Mapping[str, Any]) -> str:
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
    value = _at(values, path)
    match error["type"]:
        case "briefkit":
            return f"{name}: {_show(value)} {error['ctx']['text']}"
        case "extra_forbidden":
            known = sorted(_known(cls, path[:-1]))
            return f"{name}: there is no such field. Allowed: {listing(known)}.{nearest(str(path[-1]), known)}"
        case "missing":
            return f"{name}: this field is required. Add '{path[-1] if path else name}: …'."
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", error["ctx"]["expected"])
            return f"{name}: {_show(value)} is not known. Allowed: {listing(allowed)}.{nearest(str(value), allowed)}"
        case _:
            return f"{name}: {_show(value)} cannot stand here. It must be {_wanted(error['type'])}."


def _known(cls: type[Model], path: Path) -> set[str]:
    """The fields of the model at *path* of a model."""
    current: Any = cls
    for step in path:
        if isinstance(step, int):
            continue
        fields = current.model_fields if isinstance(current, type) and issubclass(current, BaseModel) else {}
        item = next((field for name, field in fields.items() if name.replace("_", "-") == step), None)
        current = next(iter(_models(item.annotation)), None) if item is not None else None
    return {name.replace("_", "-") for name in current.model_fields} if current is not None else set()


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


def _show(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = "nothing" if value is None else f"'{value}'"
    return text if len(text) <= 80 else f"{text[:77]}…'"


def _wanted(error: str) -> str:
    for start, words in (
        ("string", "a text"), ("int", "a whole number"), ("float", "a number"), ("bool", "true or false"),
        ("date", "a date such as 2025-08-13"), ("list", "a list"), ("tuple", "a list"), ("dict", "a mapping, 'name: value'"),
        ("model", "a mapping, 'name: value'"), ("greater", "a larger number"), ("less", "a smaller number"),
    ):  # fmt: skip
        if error.startswith(start):
            return words
    return "of another form"


def _drop(values: Any, path: Path) -> None:
    parent = _at(values, path[:-1]) if path else None
    if isinstance(parent, dict):
        parent.pop(path[-1], None)
    elif isinstance(parent, list) and isinstance(path[-1], int) and path[-1] < len(parent):
        del parent[path[-1]]


def _stand_in(cls: type[Model], path: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands for a required field that was not given: the id, so that a nameless record is still shown."""
    name = str(path[0]) if path else ""
    if name.replace("-", "_") not in cls.model_fields:
        return {}
    return {name: str(values.get("id") or "(no name)")}
