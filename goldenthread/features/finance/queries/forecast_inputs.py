"""What a forecast is made from, out of the caseload: where each child with a plan was on each survey day, counted.

Nothing here names a child or is kept by child: moves are counted by academic year, need and kind of setting.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Min, Q

from goldenthread.domain.calendars.school_years import year_group
from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.forecast.inputs import Inputs, Move
from goldenthread.domain.forecast.surveyed import (
    UNKNOWN_SETTING,
    State,
    Stay,
    in_force,
    kind_name,
    moves_between,
    needs_of,
    place_on,
    primary_need,
    settings_of,
    settings_used,
)
from goldenthread.domain.money.commitments import Group, part_costs
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.placements import CostUnknown
from goldenthread.domain.money.rates import NoRate
from goldenthread.domain.money.setting_kinds import Phase, SettingKind
from goldenthread.features.casework.models import Milestone, Need, Placement
from goldenthread.features.casework.queries.open_requests import ENDS
from goldenthread.features.finance.models import Population
from goldenthread.features.finance.queries.forecast_target import forecast_target
from goldenthread.features.finance.queries.prices import price_finder, unit_costs
from goldenthread.features.finance.queries.requests_by_age import asked_by_age

BEGINS = ("request_received", "became_responsible")
WITHDRAWN = "W"  # of a request, as a return has it: the day it was withdrawn is in the place of the decision's
Parts = dict[tuple[str, str], dict[str, Decimal]]
YEARS_READ = 5  # Januaries before the newest: four years of moves


def caseload_inputs(on: date) -> Inputs:
    """Inputs of the newest survey day that has passed and up to four years before it. A fixed number of queries.

    Notes say what of the record could not be told: a place that began after the survey day is taken to have been
    the place before, and the need is the need of today.
    """
    newest = on.year if on >= survey_day(on.year) else on.year - 1
    days = [survey_day(year) for year in range(newest - YEARS_READ + 1, newest + 1)]
    states, notes = _states(days)
    moves, first = _moves(days, states)
    parts, priced_in = _parts(needs_of(moves), settings_used(moves), newest, on)
    if first is not None and first > days[0].year:
        notes.append(f"nobody is recorded with a plan before January {first}")
    plans = sum(children for move, children in moves.items() if move.calendar_year == newest - 1 and not move.leaves)
    target, untied = forecast_target(newest, plans)
    return Inputs(
        moves=moves, settings=settings_of(moves), population=population(),
        costs={each: sum(pounds.values(), Decimal(0)) for each, pounds in parts.items()}, parts=parts,
        priced_in=priced_in,
        notes=tuple(notes), under_way=_under_way(days), asked=asked_by_age(days), target=target, untied=untied,
    )  # fmt: skip


def population() -> dict[int, dict[int, int]]:
    """Young people by calendar year and academic year, as entered. One query."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for year, age, people in Population.objects.values_list("calendar_year", "academic_year", "people"):
        found[year][age] = people
    return dict(found)


def _states(days: list[date]) -> tuple[dict[int, dict[int, State]], list[str]]:
    """By child, by year of survey: academic year, need, kind of setting."""
    plans = _plans(days)
    needs = _needs()
    places = _places()
    found: dict[int, dict[int, State]] = defaultdict(dict)
    ageless = guessed = 0
    for plan, (child, born_on, began, ended) in plans.items():
        if born_on is None:
            ageless += 1
            continue
        for day in days:
            if in_force(began, ended, day):
                kind, sure = place_on(places.get(plan, []), day)
                guessed += not sure
                found[child][day.year] = (year_group(born_on, day), primary_need(needs.get(plan, ())), kind)
    notes = []
    if ageless:
        notes.append(f"{ageless} plans of somebody whose birth day is not known are left out")
    if guessed:
        notes.append(f"{guessed} places on a survey day are taken from the nearest place recorded")
    return found, notes


def _plans(days: list[date]) -> dict[int, tuple[int, date | None, date, date | None]]:
    """By plan: child, the child's day of birth, first day in force, day it ended; of plans in force on any of the
    days.
    """
    rows = Milestone.rows.filter(is_current=True, plan__isnull=False, happened_on__lte=days[-1])
    began = rows.filter(fact__in=("plan_made", "plan_started")).values_list("plan_id", "child_id", "child__born_on")
    ended = dict(rows.filter(fact="plan_ceased").values_list("plan_id", "happened_on"))
    found = {}
    for plan, child, born_on, day in began.annotate(first=Min("happened_on")).order_by():
        last = ended.get(plan)
        if last is None or last > days[0]:
            found[plan] = (child, born_on, day, last)
    return found


def _under_way(days: list[date]) -> dict[int, int]:
    """Requests and assessments that had begun and not ended on each survey day. One query. One that another authority
    took on, on a day not known, is left out.
    """
    rows = Milestone.rows.filter(is_current=True, request__isnull=False, happened_on__lte=days[-1])
    refused = Q(fact="assess_decision_notified") & (Q(detail="N") | Q(request__outcome=WITHDRAWN))
    wanted = rows.filter(Q(fact__in=(*BEGINS, *ENDS)) | refused)
    began: dict[int, date] = {}
    ended: dict[int, date] = {}
    taken_on: set[int] = set()
    for request, fact, day, exported_to in wanted.values_list(
        "request_id", "fact", "happened_on", "request__exported_to"
    ):
        if request is not None and day is not None:
            known = began if fact in BEGINS else ended
            known[request] = min(day, known.get(request, day))
            if exported_to:
                taken_on.add(request)
    for request in taken_on - set(ended):
        began.pop(request, None)
    return {
        day.year: sum(
            first <= day and (request not in ended or ended[request] > day) for request, first in began.items()
        )
        for day in days
    }


def _needs() -> dict[int, list[tuple[str, int | None]]]:
    """By plan: needs and their ranks. One query."""
    found: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    for plan, type_, rank in (
        Need.rows.filter(Q(rank=1) | Q(rank=None)).order_by("id").values_list("plan_id", "type", "rank")
    ):
        found[plan].append((type_, rank))
    return found


def _places() -> dict[int, list[Stay]]:
    """By plan: the first place's days and kind, in order of the day it began (long ago, where that is not known)."""
    found: dict[int, list[Stay]] = defaultdict(list)
    columns = (
        "plan_id", "organisation_id", "organisation__type_code", "organisation__urn", "sen_setting", "sen_unit",
        "resourced_provision", "entry_on", "leaving_on",
    )  # fmt: skip
    for plan, body, type_code, urn, code, unit, base, entry_on, leaving_on in (
        Placement.rows.exclude(rank__gt=1).order_by("id").values_list(*columns)
    ):
        kind = kind_name(
            type_code or "", code or "", in_a_base=bool(unit or base), named=body is not None, has_urn=bool(urn)
        )
        found[plan].append((entry_on or date.min, leaving_on, kind))
    for each in found.values():
        each.sort(key=lambda place: place[0])
    return found


def _moves(days: list[date], states: dict[int, dict[int, State]]) -> tuple[Counter[Move], int | None]:
    """Moves between each two surveys, and the first survey anybody had a plan on."""
    first = min((year for by_year in states.values() for year in by_year), default=None)
    years = [day.year for day in days if first is not None and day.year >= first]
    return moves_between(years, states.values()), first


def _parts(needs: list[str], used: set[str], year: int, on: date) -> tuple[Parts, dict[tuple[str, str], int]]:
    """Pounds a year of one placement charged to the block, by part, and the financial year they are of: the first one
    forecast, from April of `year`, where they are known for it; else the one before.

    A price is known for a year that has begun if it is in force in it. For a year still to come it is known only if
    it begins after the September before: one without an end says nothing of a year nobody has set prices for.
    """
    found: Parts = {}
    priced_in: dict[tuple[str, str], int] = {}
    rows = unit_costs()
    first = FinancialYear(year)
    known = rows if first.starts_on <= on else [row for row in rows if row.started_on > date(year - 1, 9, 1)]
    tried = ((first, price_finder(known)), (first.after(-1), price_finder(rows)))
    for name in used - {UNKNOWN_SETTING}:
        for need in needs:
            group = Group(SettingKind(name), need, Phase.SECONDARY, False, 5, 7, ())
            for of, prices in tried:
                try:
                    costs = part_costs(group, of, prices)
                except (CostUnknown, NoRate):
                    continue
                found[(need, name)] = {part.value: cost.pounds for part, cost in costs.items()}
                priced_in[(need, name)] = of.start
                break
    return found, priced_in
