"""Everything casework holds about one child, in two queries.

A page about a child reads ten small tables. One statement with UNION ALL brings them all as rows of one shape, and a
second brings the milestones. For readers that have already found the child for a viewer; nothing here checks who asks.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    DateField,
    F,
    Field,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from goldenthread.features.casework.models import (
    Advice,
    Dispute,
    ExceptionClaim,
    Milestone,
    NamedSetting,
    Need,
    Placement,
    Plan,
    PlanCopy,
    Request,
    Review,
)
from goldenthread.features.casework.models.milestones import OWNERS
from goldenthread.features.casework.queries.facts import STANDING_DRAFT, ProcessRows
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import VulnerabilityFlag

_A_CHILD = -(2**40)  # stands for the child's row number in the kept statement
# Columns of the common shape: which value of which table goes where. Every branch has all of them, so that the two
# databases agree on the types; those a table does not use are empty.
_SHAPE: dict[str, Any] = {
    **dict.fromkeys(("parent", "other", "place"), IntegerField),
    **dict.fromkeys(("text1", "text2", "text3", "text4", "text5", "text6"), TextField),
    **dict.fromkeys(("flag1", "flag2"), BooleanField),
    **dict.fromkeys(("day1", "day2"), DateField),
}
_SETTING = {
    "parent": "plan_id", "place": "rank", "text1": "organisation__name", "text2": "sen_setting", "text3":
    "sen_setting_other", "text4": "urn", "flag1": "sen_unit", "flag2": "resourced_provision",
}  # fmt: skip
# By kind: the table, what must hold besides the child, and the names of its values in the common shape.
_KINDS: dict[str, tuple[type[Model], dict[str, Any], dict[str, str]]] = {
    "request": (
        Request, {},
        {"text1": "outcome", "text2": "assessment_outcome", "text3": "source", "text4": "exported_to", "text5":
        "public_id", "flag1": "week20_exception"},
    ),
    "advice": (
        Advice, {},
        {"parent": "request_id", "other": "organisation_id", "text1": "kind", "text2": "organisation__name", "text3":
        "adult__name"},
    ),
    "plan": (
        Plan, {},
        {
            "parent": "request_id", "text1": "plan_type", "text2": "residential", "text3": "cease_reason",
            "text4": "direct_payments", "text5": "transferred_from", "text6": "work_based", "flag1": "is_active",
            "flag2": "personal_budget",
        },
    ),
    "review": (Review, {}, {"parent": "plan_id", "text1": "kind", "text2": "phase", "text3": "outcome"}),
    "dispute": (
        Dispute, {},
        {"parent": "request_id", "other": "plan_id", "text1": "rights", "text2": "public_id", "text3": "agreed", "day1":
        "notice_on"},
    ),
    "claim": (
        ExceptionClaim, {"withdrawn_on": None},
        {
            "parent": "request_id", "other": "advice_id", "place": "dispute_id", "text1": "rule", "text2": "category",
            "text3": "fact", "text4": "reason", "text5": "facts", "day1": "claimed_on", "day2": "next_review_on",
        },
    ),
    "draft": (
        PlanCopy, dict(STANDING_DRAFT), {"parent": "request_id", "day1": "sent_on", "day2": "answers__sent_on"},
    ),
    "placement": (Placement, {}, {**_SETTING, "day1": "entry_on", "day2": "leaving_on", "text5": "attendance"}),
    "named": (NamedSetting, {}, _SETTING),
    "need": (Need, {}, {"parent": "plan_id", "place": "rank", "text1": "type"}),
    "vulnerability": (VulnerabilityFlag, {}, {"text1": "kind", "day1": "started_on", "day2": "ended_on"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredMilestone:
    """One milestone row. `of`: kind and row number of what it belongs to; `by_name` is empty where nobody wrote it."""

    id: int
    fact: str
    happened_on: Any
    detail: str
    source: str
    recorded_at: Any
    recorded_by: str
    by_name: str
    reason: str
    corrects: int | None
    is_current: bool
    of: tuple[str, int]


@dataclass(frozen=True, slots=True)
class ChildRows:
    """By kind, the child's rows as mappings of their own names to values, oldest first."""

    child_id: int
    parts: Mapping[str, list[dict[str, Any]]]
    milestones: list[StoredMilestone]

    def for_clocks(self) -> ProcessRows:
        """The rows domain facts are read from."""
        current = [row for row in self.milestones if row.is_current and row.happened_on]
        return ProcessRows(
            requests=[{**row, "child_id": self.child_id} for row in self.parts["request"]],
            advice=self.parts["advice"],
            plans=[{**row, "child_id": self.child_id} for row in self.parts["plan"]],
            reviews=self.parts["review"],
            milestones=[
                (
                    row.fact,
                    row.happened_on,
                    row.detail,
                    *(row.of[1] if row.of[0] == owner else None for owner in OWNERS),
                )
                for row in current
            ],
            claims=self.parts["claim"],
            disputes=[{**row, "child_id": self.child_id} for row in self.parts["dispute"]],
            drafts=[{**row, "answered_on": row["answers__sent_on"]} for row in self.parts["draft"]],
        )


def rows_of(child_id: int) -> ChildRows:
    """Read them, by the child's row number."""
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    sql, values = _statement(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [child_id if value == _A_CHILD else value for value in values])
        read = sorted(cursor.fetchall(), key=lambda row: row[1])
    for kind, id, *columns in read:
        held = {name: _read(value, _SHAPE[name]) for name, value in zip(_SHAPE, columns, strict=True)}
        parts[kind].append({"id": id, **{name: held[column] for column, name in _KINDS[kind][2].items()}})
    for claim in parts["claim"]:
        claim["facts"] = json.loads(claim["facts"] or "{}")
    return ChildRows(child_id, parts, _milestones(child_id))


@cache
def _statement(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement and its values, with `_A_CHILD` where the child's number goes. Kept, because putting so wide a
    statement
    together takes ten times as long as running it."""
    branches = [_branch(kind, _A_CHILD) for kind in _KINDS]
    whole = branches[0].union(*branches[1:], all=True)
    return whole.query.get_compiler(connection=connection).as_sql()


def _read(value: Any, field: type[Field[Any, Any]]) -> Any:
    """SQLite gives days as text and truths as numbers."""
    if field is DateField and isinstance(value, str):
        return date.fromisoformat(value)
    return bool(value) if field is BooleanField and value is not None else value


def _branch(kind: str, child_id: int) -> QuerySet[Any]:
    model, wanted, names = _KINDS[kind]
    columns = {
        column: Cast(F(names[column]) if column in names else Value(None), field()) for column, field in _SHAPE.items()
    }
    manager = getattr(model, "rows", model._default_manager)
    rows = manager.filter(child_id=child_id, **wanted).order_by()
    return rows.annotate(row_kind=Value(kind, TextField()), **columns).values_list("row_kind", "id", *_SHAPE)


def _milestones(child_id: int) -> list[StoredMilestone]:
    name = Subquery(User.objects.filter(public_id=OuterRef("recorded_by")).values("name")[:1])
    owners = tuple(f"{owner}_id" for owner in OWNERS)
    rows = Milestone.rows.filter(child_id=child_id).annotate(by_name=name).order_by("id")
    found = []
    for row in rows.values(
        "id", "fact", "happened_on", "detail", "source", "recorded_at", "recorded_by", "by_name", "reason",
        "corrects_id", "is_current", *owners,
    ):  # fmt: skip
        owner = next(owner for owner in owners if row[owner] is not None)
        of = (owner.removesuffix("_id"), row[owner])
        rest = {key: value for key, value in row.items() if key not in (*owners, "corrects_id", "by_name")}
        found.append(StoredMilestone(**rest, by_name=row["by_name"] or "", corrects=row["corrects_id"], of=of))
    return found
