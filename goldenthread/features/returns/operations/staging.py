"""Persons as JSON and back, for the rows that wait to be applied. What is None, and where it was read, is left out."""

from __future__ import annotations

import typing
from dataclasses import fields, replace
from datetime import date
from typing import Any

from goldenthread.domain.sen2 import records
from goldenthread.domain.sen2.records import Person

_PLAIN, _DATE, _ONE, _MANY = range(4)


def to_json(record: Any) -> dict[str, Any]:
    """A record (Person or anything below) as JSON values."""
    out: dict[str, Any] = {}
    for name, shape, _ in _shape(type(record)):
        value = getattr(record, name)
        if value is None or value == ():
            continue
        if shape == _DATE:
            value = value.isoformat()
        elif shape == _ONE:
            value = to_json(value)
        elif shape == _MANY:
            value = [to_json(item) for item in value]
        out[name] = value
    return out


def person_from_json(stored: dict[str, Any], kind: type[Person] = Person) -> Person:
    """The person again, equal to the one stored; `kind` is what it was."""
    return _from_json(kind, stored)  # type: ignore[no-any-return]


def _from_json(kind: type[Any], stored: dict[str, Any]) -> Any:
    given: dict[str, Any] = {}
    for name, shape, below in _shape(kind):
        if name not in stored:
            continue
        value = stored[name]
        if shape == _DATE:
            value = date.fromisoformat(value)
        elif shape == _ONE:
            value = _from_json(below, value)
        elif shape == _MANY:
            value = tuple([_from_json(below, item) for item in value])
        given[name] = value
    return kind(**given)


_Shape = tuple[tuple[str, int, Any], ...]
_shapes: dict[type[Any], _Shape] = {}


def _shape(kind: type[Any]) -> _Shape:
    if kind not in _shapes:
        _shapes[kind] = _shape_of(kind)
    return _shapes[kind]


def _shape_of(kind: type[Any]) -> _Shape:
    hints = typing.get_type_hints(kind, vars(records))
    return tuple(
        (each.name, *_kind_of(hints[each.name])) for each in fields(kind) if each.compare
    )  # not where it was read


def _kind_of(hint: Any) -> tuple[int, Any]:
    options = [option for option in typing.get_args(hint) if option is not type(None)]
    if typing.get_origin(hint) is tuple:
        return _MANY, options[0]
    inner = options[0] if options else hint
    if inner is date:
        return _DATE, None
    if isinstance(inner, type) and hasattr(inner, "__dataclass_fields__"):
        return _ONE, inner
    return _PLAIN, None


def without_local_ids(person: Person) -> Person:
    """The person without the file's own keys, which mean something else in the next file."""
    requests = tuple(replace(request, local_id=None) if request.local_id else request for request in person.requests)
    return replace(person, local_id=None, requests=requests)
