"""Validation that keeps what is good of a record, and says in plain words what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import NoneType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefkit.core.fields import Model
from briefkit.core.problems import Kind, Problem, listing, nearest
from briefkit.core.records import Record
from briefkit.core.yamltext import quoted

M = TypeVar("M", bound=Model)
Path = tuple[str | int, ...]

_ROUNDS = 20
"""How often a record is tried again; pydantic names nearly all that is wrong at the first time."""
_LONGEST = 80
"""Characters of a value that a message shows."""


class _Gone:
    """Stands for an item of a list that was left out, so that the others keep their place."""


def validated(cls: type[M], record: Record, context: Mapping[str, Any]) -> tuple[M | None, list[Problem]]:
    """See :func:`briefkit.core.fields.validate`."""
    typed = _filled(record.values)
    problems: list[tuple[Path, Problem]] = []
    mended: list[Problem] = []
    for _ in range(_ROUNDS):
        try:
            model = cls.model_validate(_without_gone(typed), context=dict(context))
        except ValidationError as error:
            faults = _faults(error.errors(), typed)
            mends = [_mend(cls, path, detail, typed, record) for path, detail in faults.items()]
            if any(mend is not None for mend in mends):
                mended += [problem for mend in mends for problem in mend or ()]
                continue
            for path, detail in faults.items():
                if not any(path == told for told, _ in problems):
                    problems.append((path, _problem(cls, path, detail, typed, record)))
            changed = {_leave_out(cls, path, detail, typed) for path, detail in faults.items()}
            if True not in changed:  # a required field that is not there leaves nothing to take away
                break
        else:
            return model, _in_order([*mended, *(problem for _, problem in problems)])
    return None, _in_order([*mended, *(problem for _, problem in problems)])


def _in_order(problems: list[Problem]) -> list[Problem]:
    """The problems in the order of their lines; those of one line as they were found."""
    return sorted(problems, key=lambda problem: problem.place.line or 0)


def _filled(values: Any) -> Any:
    """A copy without the fields that have nothing in them: they are as good as not given."""
    if isinstance(values, dict):
        return {key: _filled(value) for key, value in values.items() if not _is_blank(value)}
    return [_filled(value) for value in values] if isinstance(values, list) else values


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _without_gone(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _without_gone(value) for key, value in values.items()}
    if isinstance(values, list):
        return [_without_gone(value) for value in values if not isinstance(value, _Gone)]
    return values


def _faults(errors: Sequence[ErrorDetails], typed: Any) -> dict[Path, ErrorDetails]:
    """The error of each place. Of several, as the branches of a union give, our own words come first."""
    found: dict[Path, ErrorDetails] = {}
    for error in errors:
        path = _path(error, typed)
        if path not in found or (error["type"] == "briefkit" and found[path]["type"] != "briefkit"):
            found[path] = error
    inner = [path for path in found if path]
    # An error that lies deeper says more than that of what is around it.
    return {path: error for path, error in found.items()
            if not any(len(other) > len(path) and other[: len(path)] == path for other in inner)}  # fmt: skip


def _path(error: ErrorDetails, typed: Any) -> Path:
    """The part of the error's path that was typed: pydantic adds the branches of unions and tuples to it."""
    path: list[str | int] = []
    steps = list(error["loc"])
    for number, step in enumerate(steps):
        name = step.replace("_", "-") if isinstance(step, str) else step
        if isinstance(typed, dict) and name in typed:
            typed = typed[name]
        elif isinstance(typed, list) and isinstance(name, int):
            kept = [at for at, item in enumerate(typed) if not isinstance(item, _Gone)]
            if name >= len(kept):
                continue
            name = kept[name]
            typed = typed[name]
        elif not (error["type"] == "missing" and isinstance(typed, dict) and number == len(steps) - 1):
            continue
        path.append(name)
    return tuple(path)


def _at(values: Any, path: Path) -> Any:
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _mend(
    cls: type[Model], path: Path, error: ErrorDetails, typed: dict[str, Any], record: Record
) -> list[Problem] | None:
    """Read what is plainly meant, and say what must be told of it; nothing where it is not plain.

    The name of a field may have capitals, and a text such as ``- Security: guarantees`` is a mapping in YAML.
    """
    parent, key = (_at(typed, path[:-1]), path[-1]) if path else (None, "")
    if error["type"] == "extra_forbidden" and isinstance(parent, dict):
        name = str(key).lower().replace(" ", "-")
        if name == key or name in parent or name not in _known(cls, path[:-1]):
            return None
        parent[name] = parent.pop(str(key))
        record.places.setdefault((*path[:-1], name), record.place(*path))
        return []
    value = _at(record.values, path)
    if error["type"] != "string_type" or not isinstance(parent, list):
        return None
    if not isinstance(value, dict) or len(value) != 1:
        return None
    text = ": ".join("" if part is None else str(part) for part in next(iter(value.items()))).strip()
    if not isinstance(next(iter(value.values())), (str, NoneType)):
        return None
    parent[int(key)] = text
    place = record.place(*path)
    told = f"a text cannot have ': ' inside in YAML. Put the text in quotes: - {quoted(text)}"
    if place.file.endswith(".json"):
        told = f'a text stands in double quotes as a whole. Write: "{text}"'
    return [Problem(Kind.SYNTAX, f"{_name(path)}: {told}", place)]


def _leave_out(cls: type[Model], path: Path, error: ErrorDetails, typed: dict[str, Any]) -> bool:
    """Take away what is wrong, and say whether anything was.

    Where it is the name or the title, the id stands for it, so that the record is shown.
    """
    before = len(path) != 1 or path[0] in typed
    if error["type"] == "missing" and len(path) > 1:
        path = path[:-1]
    parent = _at(typed, path[:-1])
    if not path:
        typed.clear()
    elif isinstance(parent, list) and isinstance(path[-1], int):
        parent[path[-1]] = _Gone()
    elif isinstance(parent, dict):
        parent.pop(str(path[-1]), None)
    named = cls.model_fields.get(str(path[0])) if path in {("name",), ("title",)} else None
    if named is not None and named.is_required():
        typed[str(path[0])] = str(typed.get("id") or "(no name)")
        return True
    return before


def _problem(cls: type[Model], path: Path, error: ErrorDetails, typed: Any, record: Record) -> Problem:
    kind = {"extra_forbidden": Kind.KEY, "missing": Kind.MISSING}.get(error["type"], Kind.VALUE)
    name = _name(path)
    text = _say(cls, path, error, _at(typed, path))
    place = (record.heads.get(path) if kind is Kind.KEY else None) or record.place(*path)
    return Problem(kind, f"{name}: {text}" if name else text, place)


def _name(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _say(cls: type[Model], path: Path, error: ErrorDetails, value: Any) -> str:
    match error["type"]:
        case "briefkit":
            return f"{_show(value)} {error['ctx']['text']}"
        case "extra_forbidden":
            known = _known(cls, path[:-1])
            return f"there is no such field. Allowed: {listing(known)}.{nearest(str(path[-1]), known)}"
        case "missing":
            return f"this field is required. Add '{path[-1]}: …'." if path else "a required field is missing."
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", error["ctx"]["expected"])
            return f"{_show(value)} is not known. Allowed: {listing(allowed)}.{nearest(str(value), allowed)}"
        case kind:
            return f"{_show(value)} cannot stand here. It must be {_wanted(kind)}."


def _known(cls: type[BaseModel], path: Path) -> list[str]:
    """The fields of the model at *path* of a model."""
    current: type[BaseModel] | None = cls
    for step in path:
        if isinstance(step, str) and current is not None:
            field = current.model_fields.get(step.replace("-", "_"))
            current = next(_models(field.annotation), None) if field is not None else current
    return [name.replace("_", "-") for name in current.model_fields] if current is not None else []


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
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}…'"


_WANTED = (
    ("string", "a text"),
    ("int", "a whole number"),
    ("float", "a number"),
    ("bool", "true or false"),
    ("date", "a date such as 2025-08-13"),
    ("list", "a list"),
    ("tuple", "a list"),
    ("dict", "a mapping, 'name: value'"),
    ("model", "a mapping, 'name: value'"),
    ("greater", "a larger number"),
    ("less", "a smaller number"),
)
"""Beginnings of pydantic's error types, and what the field wants instead."""


def _wanted(kind: str) -> str:
    return next((words for start, words in _WANTED if kind.startswith(start)), "of another form")
