"""The list of work: every open clock of the children a viewer may open, what will do most harm if late first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Greatest, Least

from goldenthread.domain.calendars.school_years import year_group, year_group_said
from goldenthread.domain.clocks.harm import MOST_DAYS, explain_harm, harm_score
from goldenthread.domain.sen2.codes import label
from goldenthread.features.casework.models import Advice, ClockCopy
from goldenthread.features.casework.queries import work_filters
from goldenthread.features.casework.queries.child_timeline import decisions_said
from goldenthread.features.casework.queries.holders import cover_of, named
from goldenthread.features.casework.queries.work_filters import Standing, WorkFilters
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child, VulnerabilityFlag

PAGE_SIZE = 25
_GROUPS = dict(VulnerabilityFlag.Kind.choices)
# Every order ends with the row's number, so that a page break never repeats or drops a row.
ORDERS: dict[str, tuple[str, ...]] = {
    "harm": ("-score", "outer_on", "id"),
    "due": ("outer_on", "-harm_base", "id"),
    "name": ("child__surname", "child__forename", "outer_on", "id"),
    "school": ("child__case_summary__school__name", "child__surname", "outer_on", "id"),
}
_SHOWN = {
    "child_pk": F("child_id"),
    "public_id": F("child__public_id"),
    "forename": F("child__forename"),
    "surname": F("child__surname"),
    "known_as": F("child__known_as"),
    "born_on": F("child__born_on"),
    "school_name": F("child__case_summary__school__name"),
    "school_label": F("child__case_summary__school_label"),
    "officer": F("child__case_summary__coordinator__name"),
    "sensitivity": F("child__sensitivity"),
    "groups": F("child__case_summary__vulnerabilities"),
    "primary_need": F("child__case_summary__primary_need"),
    "advice_kind": F("advice__kind"),
    "advice_from": F("advice__organisation__name"),
    "disputed": F("dispute__rights"),
}
_OF_THE_CLOCK = ("rule", "outer_on", "safe_on", "started_on", "harm_base", "is_legal_duty")


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One open clock of one child. `score` is the harm score of the day and `why` how it is made up. `away_until` is
    there while the coordinator is away; `covered_by` is blank then where their team stands in."""

    child_id: str
    name: str
    known_as: str
    born_on: date | None
    year_group: str
    school: str
    coordinator: str
    away_until: date | None
    covered_by: str
    need: str
    groups: tuple[str, ...]
    rule: str
    rule_name: str
    detail: str
    started_on: date | None
    outer_on: date
    safe_on: date | None
    standing: Standing
    is_legal_duty: bool
    score: int
    why: str
    status: str  # the standing in words; a date that is only expected is never late

    @property
    def officer(self) -> str:
        """The coordinator for a list, with who stands in."""
        return named(self.coordinator, self.away_until, self.covered_by)


@dataclass(frozen=True, slots=True)
class StandingCounts:
    """How many open clocks stand so, under every filter but the standing's own."""

    late: int
    due_soon: int
    on_time: int

    @property
    def total(self) -> int:
        """All of them: each open clock is exactly one of the three."""
        return self.late + self.due_soon + self.on_time

    def of(self, standing: str) -> int:
        """One of the three, or the total for ''."""
        return getattr(self, standing) if standing else self.total


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """One page of the list. `total` is how many rows the filters leave, on all pages."""

    rows: tuple[WorkRow, ...]
    counts: StandingCounts
    total: int
    number: int
    pages: int
    sort: str


# The counts, and what gives the row numbers from one place in the order to another.
_Ranked = tuple[StandingCounts, Callable[[int, int], list[int]]]


def worklist_visible_to(
    viewer: Viewer, *, on: date, filters: WorkFilters, sort: str = "harm", page: int = 1, due_soon_days: int = 14
) -> WorklistPage:
    """One page of 25. `sort`: a key of ORDERS, after '-' for the other way round. A page past the last is the last."""
    rows = _open_clocks(viewer, filters, on, Verb.OPEN_RECORD)
    ranked = _rank_here if _few(filters, sort) else _rank_in_the_database
    counts, ids_of = ranked(rows, filters.standing, sort, on, due_soon_days)
    total = counts.of(filters.standing)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(page, 1), pages)
    first = (number - 1) * PAGE_SIZE
    # The page's row numbers first, then what those rows show: a join for 25 rows instead of for all of them.
    ids = ids_of(first, first + PAGE_SIZE) if total else []
    cover = cover_of("child__case_summary__coordinator_id", on=on)
    here = ClockCopy.rows.filter(id__in=ids).values("id", *_OF_THE_CLOCK, **_SHOWN, **cover)
    values = {row["id"]: row for row in here}
    made = tuple(_row(values[id], on, due_soon_days) for id in ids)
    return WorklistPage(made, counts, total, number, pages, sort)


def rows_to_export(
    viewer: Viewer, *, on: date, filters: WorkFilters, sort: str = "harm", due_soon_days: int = 14
) -> Iterator[WorkRow]:
    """Every row the filters leave of children this viewer may export, in order, a few at a time."""
    rows = _standing_so(_open_clocks(viewer, filters, on, Verb.EXPORT), filters, on, due_soon_days)
    cover = cover_of("child__case_summary__coordinator_id", on=on)
    ordered = _ordered(rows, sort, on).values(*_OF_THE_CLOCK, **_SHOWN, **cover)
    return (_row(values, on, due_soon_days) for values in ordered.iterator(chunk_size=500))


def children_to_export(viewer: Viewer, *, on: date, filters: WorkFilters, due_soon_days: int = 14) -> list[str]:
    """Public ids of the children `rows_to_export` would show."""
    rows = _standing_so(_open_clocks(viewer, filters, on, Verb.EXPORT), filters, on, due_soon_days)
    return list(rows.order_by().values_list("child__public_id", flat=True).distinct())


def _open_clocks(viewer: Viewer, filters: WorkFilters, on: date, verb: Verb) -> Any:
    rows = ClockCopy.objects.visible_to(viewer, verb, on=on).filter(state=ClockCopy.State.OPEN)
    narrowed = work_filters.narrowed_to_officer(rows, filters.officer, viewer)
    return narrowed.filter(work_filters.condition(filters, on=on))


def _standing_so(rows: Any, filters: WorkFilters, on: date, due_soon_days: int) -> Any:
    if not filters.standing:
        return rows
    return rows.filter(work_filters.standing_condition(filters.standing, on=on, due_soon_days=due_soon_days))


def _few(filters: WorkFilters, sort: str) -> bool:
    """One person's clocks are few enough to read once, count and rank here, if no other table orders them."""
    return work_filters.is_one_person(filters.officer) and sort.removeprefix("-") not in ("name", "school")


def _rank_here(rows: Any, standing: str, sort: str, on: date, due_soon_days: int) -> _Ranked:
    read = list(rows.values_list("id", "outer_on", "safe_on", "harm_base", "is_legal_duty"))
    stand = [
        work_filters.standing_of(outer_on, safe_on, is_legal_duty=binds, on=on, due_soon_days=due_soon_days)
        for _, outer_on, safe_on, _, binds in read
    ]
    counts = StandingCounts(*(stand.count(each) for each in Standing))
    shown = [row for row, each in zip(read, stand, strict=True) if not standing or each == standing]
    if sort.removeprefix("-") == "due":
        shown.sort(key=lambda row: (row[1], -row[3], row[0]))
    else:
        shown.sort(key=lambda row: (-harm_score(row[3], (on - row[1]).days), row[1], row[0]))
    if sort.startswith("-"):
        shown.reverse()
    return counts, lambda first, last: [row[0] for row in shown[first:last]]


def _rank_in_the_database(rows: Any, standing: str, sort: str, on: date, due_soon_days: int) -> _Ranked:
    def so(each: Standing) -> Q:
        return work_filters.standing_condition(each, on=on, due_soon_days=due_soon_days)

    counted = rows.aggregate(
        total=Count("id"),
        late=Count("id", filter=so(Standing.LATE)),
        due_soon=Count("id", filter=so(Standing.DUE_SOON)),
    )
    late, due_soon = counted["late"], counted["due_soon"]
    ordered = _ordered(rows.filter(so(Standing(standing))) if standing else rows, sort, on)
    counts = StandingCounts(late, due_soon, counted["total"] - late - due_soon)
    return counts, lambda first, last: list(ordered.values_list("id", flat=True)[first:last])


def _ordered(rows: Any, sort: str, on: date) -> Any:
    """In the order asked for. The score is domain/clocks/harm.py's sum, done by the database."""
    name, turned = sort.removeprefix("-"), sort.startswith("-")
    order = ORDERS.get(name, ORDERS["harm"])
    if order == ORDERS["harm"]:
        past = Value(on.toordinal()) - F("outer_day")
        rows = rows.annotate(score=F("harm_base") + Greatest(Value(-MOST_DAYS), Least(Value(MOST_DAYS), past)))
    return rows.order_by(*(_turned(part) for part in order) if turned else order)


def _turned(part: str) -> str:
    return part.removeprefix("-") if part.startswith("-") else f"-{part}"


def _row(values: dict[str, Any], on: date, due_soon_days: int) -> WorkRow:
    born_on, outer_on, rule = values["born_on"], values["outer_on"], values["rule"]
    codes = [code for code in (values["groups"] or "").split(",") if code]
    if born_on and born_on > work_filters.turned_five_after(on):
        codes.append(work_filters.UNDER_FIVE)
    past, binds = (on - outer_on).days, values["is_legal_duty"]
    standing = work_filters.standing_of(
        outer_on, values["safe_on"], is_legal_duty=binds, on=on, due_soon_days=due_soon_days
    )
    return WorkRow(
        child_id=values["public_id"],
        name=" ".join(part for part in (values["forename"], values["surname"]) if part),
        known_as=values["known_as"],
        born_on=born_on,
        year_group=year_group_said(year_group(born_on, on)) if born_on else "",
        school=values["school_name"] or values["school_label"] or "",
        coordinator=values["officer"] or "",
        away_until=values["away_until"],
        # Nobody stands in by name for a restricted record, as everywhere (holders.py).
        covered_by=(values["covered_by"] or "") if values["sensitivity"] == Child.Sensitivity.STANDARD else "",
        need=label("SENtype", values["primary_need"] or None),
        groups=tuple(_GROUPS.get(code, "Under five") for code in codes),
        rule=rule,
        rule_name=work_filters.rule_name(rule),
        detail=_detail(values),
        started_on=values["started_on"],
        outer_on=outer_on,
        safe_on=values["safe_on"],
        standing=standing,
        is_legal_duty=binds,
        status=work_filters.standing_said(rule, outer_on, standing, is_legal_duty=binds, on=on),
        score=harm_score(values["harm_base"], past),
        why=explain_harm(rule, codes, past),
    )


def _detail(values: dict[str, Any]) -> str:
    if values["disputed"]:
        return f"Disagreement about {decisions_said(values['disputed'].split(','))}"
    if not values["advice_kind"]:
        return ""
    kind = Advice.Kind(values["advice_kind"]).label
    return f"{kind}: {values['advice_from']}" if values["advice_from"] else str(kind)
