"""Writes many rows fast: row numbers taken beforehand, values sent to the database without making a model of each row.

For operations that write tens of thousands of rows in one transaction (bringing in a return, building a partnership).
No signals, no defaults that need a clock; constraints of the database hold as ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models

from goldenthread.foundation.ids import new_id

_BLOCK = 2000
_ENCODER = json.JSONEncoder(separators=(",", ":"), default=str)  # one for all: making it costs more than using it


class RowNumbers:
    """Row numbers nobody else will get. Take them inside the transaction that writes the rows.

    With `pretend`, numbers below zero for a rehearsal that writes nothing.
    """

    def __init__(self, *, pretend: bool = False) -> None:
        self._pretend = pretend
        self._ready: dict[type[models.Model], list[int]] = {}
        self._below_zero = 0

    def next(self, model: type[models.Model]) -> int:
        """The next free number for a row of this model."""
        if self._pretend:
            self._below_zero -= 1
            return self._below_zero
        ready = self._ready.get(model)
        if not ready:
            ready = self._ready[model] = _reserve(model, _BLOCK)[::-1]
        return ready.pop()


def _reserve(model: type[models.Model], count: int) -> list[int]:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [f'"{table}"', count]
            )
            return [row[0] for row in cursor.fetchall()]
        # The transaction holds SQLite's one write lock, so nobody else can take these before they are written.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        if row:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + count, table])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
    return list(range(last + 1, last + count + 1))


class RowWriter:
    """Collects rows of several models and writes them in the order the models were named (parents first)."""

    def __init__(self, *order: type[models.Model]) -> None:
        self._tables = {model: _table(model) for model in order}
        self._rows: dict[type[models.Model], list[dict[str, Any]]] = {model: [] for model in order}

    def add(self, model: type[models.Model], /, **values: Any) -> None:
        """One row, by column attribute (`child_id`, not `child`); what is left out takes the model's default."""
        self._rows[model].append(values)

    def write(self) -> int:
        """Send what was collected; how many rows."""
        written = 0
        for model, rows in self._rows.items():
            if rows:
                self._tables[model].insert(rows)
                written += len(rows)
                rows.clear()
        return written


def insert(instances: Sequence[models.Model]) -> None:
    """Write new rows from unsaved models of one kind, several times faster than bulk_create; their keys are not set."""
    if not instances:
        return
    table, numbers = _table(type(instances[0])), RowNumbers()
    table.insert([table.row_of(instance, numbers) for instance in instances])


def write(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> int:
    """Write new rows of one model from values by column attribute, each without its number; how many."""
    numbers = RowNumbers()
    own_key = str(model._meta.pk.attname)
    _table(model).insert([{**row, own_key: numbers.next(model)} for row in rows])
    return len(rows)


def among(column: str, numbers: Sequence[int]) -> models.Q:
    """A condition on a column of row numbers: as a range where they follow one another, which is much less to send."""
    if numbers and max(numbers) - min(numbers) + 1 == len(set(numbers)):
        return models.Q(**{f"{column}__gte": min(numbers), f"{column}__lte": max(numbers)})
    return models.Q(**{f"{column}__in": list(numbers)})


class RowUpdater:
    """Collects changes of single rows and sends those that set the same columns together."""

    def __init__(self) -> None:
        self._changes: dict[tuple[type[models.Model], tuple[str, ...]], list[tuple[Any, ...]]] = {}

    def set(self, model: type[models.Model], number: int, /, **values: Any) -> None:
        """Set these columns (by attribute) of one row."""
        names = tuple(sorted(values))
        self._changes.setdefault((model, names), []).append((*(values[name] for name in names), number))

    def write(self) -> int:
        """Send what was collected; how many rows."""
        written = 0
        for (model, names), rows in self._changes.items():
            _table(model).update(names, rows)
            written += len(rows)
        self._changes.clear()
        return written


class _Table:
    def __init__(self, model: type[models.Model]) -> None:
        fields = model._meta.concrete_fields
        self._name = connection.ops.quote_name(model._meta.db_table)
        self._columns = [connection.ops.quote_name(str(field.column)) for field in fields]
        self._names = [field.attname for field in fields]
        self._converters = {field.attname: convert for field in fields if (convert := _converter(field))}
        self._defaults = [None if field.primary_key and not field.is_relation else _default(field) for field in fields]
        self._places = {name: (at, self._converters.get(name)) for at, name in enumerate(self._names)}
        self._public_id_at = self._names.index("public_id") if "public_id" in self._names else None
        self._own_key = model._meta.pk.attname

    def row_of(self, instance: models.Model, numbers: RowNumbers) -> dict[str, Any]:
        """An unsaved model as a row, with a number of its own where its key is one."""
        held = instance.__dict__
        row = {name: held[name] for name in self._names if name in held}
        if row.get(self._own_key) is None:
            row[self._own_key] = numbers.next(type(instance))
        return row

    def insert(self, rows: list[dict[str, Any]]) -> None:
        values = [self._values(row) for row in rows]
        names = ", ".join(self._columns)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor, cursor.copy(f"COPY {self._name} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        holes = ", ".join(["%s"] * len(self._columns))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {self._name} ({names}) VALUES ({holes})", values)

    def update(self, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        columns = dict(zip(self._names, self._columns, strict=True))
        sets = ", ".join(f"{columns[name]} = %s" for name in names)
        converters = [self._converters.get(name) for name in names] + [None]
        sent = [
            tuple(
                [
                    convert(value) if convert and value is not None else value
                    for value, convert in zip(row, converters, strict=True)
                ]
            )
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {self._name} SET {sets} WHERE {columns[self._own_key]} = %s", sent)

    def _values(self, given: dict[str, Any]) -> list[Any]:
        row = self._defaults[:]
        places = self._places
        for name, value in given.items():
            at, convert = places[name]
            if value is not None:  # None is left to the default: blank where the column cannot hold nothing
                row[at] = convert(value) if convert else value
        if self._public_id_at is not None and "public_id" not in given:
            row[self._public_id_at] = new_id()
        return row


@cache
def _table(model: type[models.Model]) -> _Table:
    return _Table(model)


def _default(field: models.Field[Any, Any]) -> Any:
    if field.name == "public_id":
        return ""
    value = field.get_default()
    convert = _converter(field)
    return convert(value) if convert and value is not None else value


def _converter(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How a value of this field is sent; None where it is sent as it is."""
    sqlite = connection.vendor == "sqlite"
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateTimeField):
        return lru_cache(maxsize=64)(connection.ops.adapt_datetimefield_value) if sqlite else _same_moment
    if isinstance(field, models.DateField) and sqlite:
        return _iso
    if isinstance(field, models.BooleanField) and sqlite:
        return int
    return None


def _json(value: Mapping[str, Any] | list[Any]) -> str:
    return _ENCODER.encode(value)


def _iso(value: Any) -> str:
    return str(value)


def _same_moment(value: datetime) -> datetime:
    return value
