"""Reads the stored rows clocks are worked out from as columns: one array a fact, one element a request, plan or review.

For recomputing many children at once (caseload_readings.py). Nothing here checks who asks.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import BigIntegerField, CharField, Count, F, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

from goldenthread.domain.clocks.facts import FIRST_LIKELY_YEAR, LAST_LIKELY_YEAR, PHASES
from goldenthread.features.casework.models import (
    Advice,
    Dispute,
    ExceptionClaim,
    Milestone,
    Plan,
    PlanCopy,
    Request,
    Review,
)
from goldenthread.features.casework.queries.facts import ADVISERS, OUTCOMES, STANDING_DRAFT, YES_NO
from goldenthread.foundation.people.models import Child

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]
NO_DAY = "NaT"
_ABSENT = "0001-01-01"  # as long as a day, and no day that is kept


@dataclass
class Columns:
    """Rows of one kind in order of their numbers: `child` is the child's row number, `parent` the place of the request
    or plan a row belongs to, `facts` the array of each fact that is known of any, `words` arrays of text.
    """

    ids: Numbers
    child: Numbers
    parent: Numbers
    words: Mapping[str, npt.NDArray[Any]]
    facts: dict[str, Days] = field(default_factory=dict)

    def day(self, fact: str) -> Days:
        """One fact, NaT where it is not known."""
        return self.facts.get(fact, np.full(len(self.ids), NO_DAY, dtype="datetime64[D]"))


@dataclass
class CaseloadRows:
    """Everything clocks read of some children; `unusual` are row numbers of those that must be read one at a time."""

    children: Numbers
    born: Days
    requests: Columns
    advice: Columns
    plans: Columns
    reviews: Columns
    unusual: Numbers


def caseload_rows(of: Q) -> CaseloadRows:
    """`of` chooses children by `child_id`. Nine queries."""
    children, born = _children(of)
    ids, child, outcome = _read(Request.rows.filter(of), "id", "child_id", "outcome", by="id")
    decision = np.array([YES_NO.get(each, "") for each in outcome], dtype="U3")
    requests = Columns(_whole(ids), _whole(child), _whole(ids), {"assess_decision": decision})
    ids, child, request, kind = _read(Advice.rows.filter(of), "id", "child_id", "request_id", "kind", by="id")
    adviser = np.array([ADVISERS[each] for each in kind], dtype="U12")
    advice = Columns(_whole(ids), _whole(child), _places(requests.ids, request), {"adviser": adviser})
    ids, child, active = _read(Plan.rows.filter(of), "id", "child_id", "is_active", by="id")
    plans = Columns(_whole(ids), _whole(child), _whole(ids), {"active": np.array(active, dtype=np.bool_)})
    ids, child, plan, kind, phase, outcome = _read(
        Review.rows.filter(of), "id", "child_id", "plan_id", "kind", "phase", "outcome", by="id"
    )
    said = {
        "kind": np.array(kind, dtype="U6"), "phase": np.array(phase, dtype="U30"),
        "review_outcome": np.array([OUTCOMES.get(each, "") for each in outcome], dtype="U8"),
    }  # fmt: skip
    reviews = Columns(_whole(ids), _whole(child), _places(plans.ids, plan), said)
    owners = (requests, advice, plans, reviews)
    _add_facts(of, owners)
    return CaseloadRows(children, born, *owners, _unusual(of, owners))


def _children(of: Q) -> tuple[Numbers, Days]:
    ids, born = _read(Child.rows.filter(_by_id(of)), "id", _day("born_on"), by="id")
    return _whole(ids), as_days(born)


def _add_facts(of: Q, owners: tuple[Columns, ...]) -> None:
    # A disagreement's are read with the child, one at a time: see `_unusual`.
    current = Milestone.rows.filter(of, is_current=True, happened_on__isnull=False, dispute__isnull=True)
    facts, days, keys = _read(current, "fact", _day("happened_on"), owner_key())
    known = {fact: place for place, fact in enumerate(dict.fromkeys(facts))}
    which, when, owner = _whole([known[fact] for fact in facts]), as_days(days), _whole(keys)
    for fact, place in known.items():
        of_this = which == place
        for kind, columns in enumerate(owners):
            here = of_this & (owner % 4 == kind)
            if here.any():
                columns.facts[fact] = columns.day(fact)
                columns.facts[fact][np.searchsorted(columns.ids, owner[here] // 4)] = when[here]
    decisions = current.filter(fact="assess_decision_notified", request__isnull=False, detail__in=YES_NO)
    ids, details = _read(decisions, "request_id", "detail")
    requests = owners[0]
    requests.words["assess_decision"][_places(requests.ids, ids)] = [YES_NO[detail] for detail in details]


def owner_key() -> Any:
    """Which request, advice, plan or review a row is about as one number: its row's number times four, and the kind."""
    kinds = ("request_id", "advice_id", "plan_id", "review_id")
    parts = (Coalesce(F(name) * 4 + kind, Value(0), output_field=BigIntegerField()) for kind, name in enumerate(kinds))
    return sum(parts, Value(0))


def _unusual(of: Q, owners: tuple[Columns, ...]) -> Numbers:
    """Children with a claim of exception, a disagreement (which may reopen what was refused), a draft served again, or
    with a fact that no reading takes: those have words of their own."""
    (claimed,) = _read(ExceptionClaim.rows.filter(of, withdrawn_on=None), "child_id")
    (disputed,) = _read(Dispute.rows.filter(of), "child_id")
    served = PlanCopy.rows.filter(of, **STANDING_DRAFT).values("child_id").annotate(served=Count("id"))
    (drafted,) = _read(served.filter(served__gt=1), "child_id")
    found = [_whole(claimed), _whole(disputed), _whole(drafted)]
    first, last = np.datetime64(f"{FIRST_LIKELY_YEAR}-01-01"), np.datetime64(f"{LAST_LIKELY_YEAR}-12-31")
    for columns in owners:
        found += [columns.child[(days < first) | (days > last)] for days in columns.facts.values()]
    phase = owners[3].words["phase"]
    found.append(owners[3].child[(phase != "") & ~np.isin(phase, PHASES)])
    return np.unique(np.concatenate(found))


def _read(rows: Any, *names: Any, by: str = "") -> list[tuple[Any, ...]]:
    """Columns of a query as the database gives them, without a pass of Django over each value."""
    ordered = rows.order_by(by) if by else rows.order_by()
    sql, values = ordered.values_list(*names).query.sql_with_params()
    with connection.cursor() as cursor, _uncollected():
        cursor.execute(sql, values)
        return list(zip(*cursor.fetchall(), strict=True)) or [()] * len(names)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for reference cycles: a million rows make none, and looking takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_columns(rows: Any, *names: Any) -> list[tuple[Any, ...]]:
    """The same for other tables of many rows; days through `day_as_text`."""
    return _read(rows, *names)


def day_as_text(name: str) -> Any:
    """A day as both databases write it the same, 'NaT' for none: arrays of days read that fastest."""
    return Coalesce(Cast(name, CharField()), Value(NO_DAY))


_day = day_as_text


def days_as_text(*names: str) -> Any:
    """Several days in one column, ten characters each: one text a row is fetched much faster than one a day."""
    return Concat(*(Coalesce(Cast(name, CharField()), Value(_ABSENT)) for name in names), output_field=CharField())


def as_rows_of_days(texts: Any, width: int) -> Days:
    """Texts of `days_as_text` as an array of rows, `width` days each, NaT where there is none."""
    days: Days = np.array(texts, dtype=f"S{10 * width}").view("S10").reshape(-1, width).astype("datetime64[D]")
    days[days == np.datetime64(_ABSENT)] = np.datetime64(NO_DAY)
    return days


def as_days(texts: Any) -> Days:
    """Texts of `day_as_text` as an array."""
    return np.array(texts, dtype="datetime64[D]") if len(texts) else np.array([], dtype="datetime64[D]")


def _whole(numbers: Any) -> Numbers:
    return np.array(numbers, dtype=np.int64)


def _places(ids: Numbers, wanted: Any) -> Numbers:
    return np.searchsorted(ids, _whole(wanted)).astype(np.int64)


def _by_id(of: Q) -> Q:
    return Q(*((name.replace("child_id", "id"), value) for name, value in of.children))  # type: ignore[misc]
