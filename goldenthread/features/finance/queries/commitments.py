"""What the actual caseload commits in a financial year: casework's placements, counted into groups and priced.

Every child with a placement in the year is counted, whoever asks, so nothing here names one or gives a group of fewer
children than its reader may see: `commitments.hidden` says which.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.domain.money import commitments as sums
from goldenthread.domain.money.commitments import Commitments, Group
from goldenthread.domain.money.financial_years import FinancialYear, months_in_force
from goldenthread.domain.money.setting_kinds import Phase, SettingKind, is_academy, phase_of, setting_kind
from goldenthread.features.casework.models import Milestone, Need, Placement
from goldenthread.features.finance.queries.prices import price_finder, unit_costs

_COLUMNS = (
    "child_id", "plan_id", "organisation_id", "organisation__type_code", "sen_setting", "sen_unit",
    "resourced_provision", "entry_on", "leaving_on", "child__born_on",
)  # fmt: skip

# When a plan was first made; "plan_started" is the current version’s, which an amendment moves.
_MADE, _ENDED = "plan_made", "plan_ceased"


def commitments(year: FinancialYear) -> Commitments:
    """Count and price every placement in force in the year. Four queries, whatever the caseload."""
    found, left_out = _groups(year)
    return sums.commitments(found, year, price_finder(unit_costs()), left_out)


def _groups(year: FinancialYear) -> tuple[list[Group], int]:
    """Placements that cost the same, and how many children are at a setting whose kind nothing tells."""
    needs = dict(Need.rows.filter(Q(rank=1) | Q(rank=None)).values_list("plan_id", "type"))
    made, ended = _plan_days(year)
    children: dict[tuple[SettingKind, str, Phase, bool, int, int], list[int]] = defaultdict(list)
    unknown: set[int] = set()
    for child, plan, body, type_code, code, unit, base, entry_on, leaving_on, born_on in _placements(year):
        # A child may have gone there long before there was a plan; the block pays from when it was made.
        first = max((day for day in (entry_on, made.get(plan)) if day), default=None)
        last = min((day for day in (leaving_on, ended.get(plan)) if day), default=None)
        early, late = months_in_force(first, last, year)
        if not (early or late):
            continue
        kind = setting_kind(type_code or "", code, in_a_base=bool(unit or base), named=body is not None)
        if kind is None:
            unknown.add(child)
        else:
            key = kind, needs.get(plan, ""), _phase(born_on, year), is_academy(type_code or ""), early, late
            children[key].append(child)
    return [Group(*key, tuple(ids)) for key, ids in children.items()], len(unknown)


def _placements(year: FinancialYear) -> QuerySet[Placement, tuple]:  # type: ignore[type-arg]
    """The first place of each child (a second, dual one is priced with it), of plans that go on or ended since the year
    began.
    """
    in_year = Q(leaving_on=None) | Q(leaving_on__gte=year.starts_on)
    begun = Q(entry_on=None) | Q(entry_on__lte=year.ends_on)
    in_force = Q(plan__is_active=True) | Q(plan__in=_since(year, _ENDED).values("plan_id"))
    rows = Placement.rows.filter(in_year & begun & in_force).exclude(rank__gt=1)
    return rows.order_by("id").values_list(*_COLUMNS)


def _since(year: FinancialYear, *facts: str) -> QuerySet[Milestone]:
    """Plans of which one of these happened since the year began."""
    return Milestone.rows.filter(
        fact__in=facts, is_current=True, plan__isnull=False, happened_on__gte=year.starts_on
    )  # fmt: skip


def _plan_days(year: FinancialYear) -> tuple[dict[int, date], dict[int, date]]:
    """By plan, the day it was first made and the day it ended, where that was since the year began."""
    days: dict[str, dict[int, date]] = {_MADE: {}, _ENDED: {}}
    for plan, fact, day in _since(year, _MADE, _ENDED).values_list("plan_id", "fact", "happened_on"):
        if plan is not None and day is not None:
            days[fact][plan] = day
    return days[_MADE], days[_ENDED]


def _phase(born_on: date | None, year: FinancialYear) -> Phase:
    """At 31 August in the financial year; a child whose birth day is not known is counted with secondary schools."""
    return Phase.SECONDARY if born_on is None else phase_of(year.start - born_on.year - (born_on.month > 8))
