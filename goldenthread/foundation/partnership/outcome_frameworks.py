"""What outcomes of plans are tagged with in this partnership: frameworks and their statements, changed by a manager.

A statement once offered keeps its code and its words, for plans are tagged with it: in other words it is another
statement, and the first is no longer offered. Each change says why, and is in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.domain.plan.outcome_frameworks import Framework, frameworks
from goldenthread.foundation.partnership import queries
from goldenthread.foundation.partnership.models import Partnership

Row = dict[str, Any]


def frameworks_here(codes: Iterable[str] = ()) -> tuple[Framework, ...]:
    """Every framework, also those no longer offered. A page of another process may have tagged an outcome since these
    were read: where one of `codes` is unknown they are read afresh."""
    found = read(queries.current().outcome_frameworks)
    if set(codes) - {code for each in found for code, _ in each.known}:
        queries.forget()
        found = read(queries.current().outcome_frameworks)
    return found


def frameworks_now() -> tuple[Framework, ...]:
    """The same as stored at this moment: a form is made from it."""
    row = Partnership.objects.filter(id=1).first()
    return read(row.outcome_frameworks if row else [])


def read(kept: Iterable[Mapping[str, Any]]) -> tuple[Framework, ...]:
    """Frameworks as `written` stores them; what comes with the product where none are stored."""
    found = tuple(
        Framework(
            each["code"], each["name"], each["source"],
            tuple((row["code"], row["says"]) for row in each["outcomes"]), each["adulthood"],
            tuple((row["code"], row["says"]) for row in each["earlier"]), each["is_retired"],
        )
        for each in kept
    )  # fmt: skip
    return found or frameworks()


def written(given: Iterable[Framework]) -> list[Row]:
    """Frameworks as they are stored."""
    return [
        {
            "code": each.code, "name": each.name, "source": each.source, "adulthood": each.adulthood,
            "is_retired": each.is_retired, "outcomes": [{"code": code, "says": says} for code, says in each.outcomes],
            "earlier": [{"code": code, "says": says} for code, says in each.earlier],
        }
        for each in given
    ]  # fmt: skip
