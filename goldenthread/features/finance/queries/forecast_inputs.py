"""What a forecast is made from, out of the caseload: where each child with a plan was on each survey day, counted.

Nothing here names a child or is kept by child: moves are counted by academic year, need and kind of setting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Min, Q

from goldenthread.domain.calendars.school_years import year_group
from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.forecast.inputs import Inputs, Move, Setting
from goldenthread.domain.forecast.space import OLDEST, OUTSIDE, YOUNGEST
from goldenthread.domain.money.commitments import Group, part_costs
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.placements import CostUnknown
from goldenthread.domain.money.rates import NoRate
from goldenthread.domain.money.setting_kinds import Phase, SettingKind, setting_kind
from goldenthread.features.casework.models import Milestone, Need, Placement
from goldenthread.features.casework.queries.open_requests import ENDS
from goldenthread.features.finance.models import Population
from goldenthread.features.finance.queries.prices import price_finder, unit_costs
from goldenthread.features.finance.queries.requests_by_age import asked_by_age

BEGINS = ("request_received", "became_responsible")
YEARS_READ = 5  # Januaries before the newest: four years of moves
UNKNOWN_NEED = "unknown"
UNKNOWN_SETTING = "unknown"
# Academic years a kind of setting takes: 0 is Reception, 12 the first after compulsory school age.
_AGES: dict[str, tuple[int, int]] = {
    SettingKind.EARLY_YEARS: (YOUNGEST, -1), SettingKind.MAINSTREAM: (-2, 14), SettingKind.SUPPORT_BASE: (-2, 14),
    SettingKind.SPECIAL: (-2, 14), SettingKind.NON_MAINTAINED: (-2, 14), SettingKind.INDEPENDENT: (-2, 20),
    SettingKind.ALTERNATIVE: (0, 11), SettingKind.HOSPITAL: (-2, 14), SettingKind.COLLEGE: (11, 20),
    SettingKind.SPECIALIST_COLLEGE: (11, 20), SettingKind.ELSEWHERE: (YOUNGEST, 20),
    SettingKind.HOME: (YOUNGEST, 20), SettingKind.BY_FAMILY: (YOUNGEST, 20),
    SettingKind.NOT_IN_EDUCATION: (YOUNGEST, 20),
    UNKNOWN_SETTING: (YOUNGEST, 20),
}  # fmt: skip


def caseload_inputs(on: date) -> Inputs:
    """Inputs of the newest survey day that has passed and up to four years before it. A fixed number of queries.

    Notes say what of the record could not be told: a place that began after the survey day is taken to have been
    the place before, and the need is the need of today.
    """
    newest = on.year if on >= survey_day(on.year) else on.year - 1
    days = [survey_day(year) for year in range(newest - YEARS_READ + 1, newest + 1)]
    states, notes = _states(days)
    moves, first = _moves(days, states)
    needs = sorted({need for move in moves for need in (move.need, move.next_need)} - {OUTSIDE})
    used = {name for move in moves for name in (move.setting, move.next_setting)} - {OUTSIDE}
    settings = tuple(_setting(name, needs, used) for name in sorted(used))
    parts = _parts(needs, used, newest)
    if first is not None and first > days[0].year:
        notes.append(f"nobody is recorded with a plan before January {first}")
    return Inputs(
        moves=moves, settings=settings, population=population(),
        costs={each: sum(pounds.values(), Decimal(0)) for each, pounds in parts.items()}, parts=parts,
        notes=tuple(notes),
        under_way=_under_way(days), asked=asked_by_age(days),
    )  # fmt: skip


def population() -> dict[int, dict[int, int]]:
    """Young people by calendar year and academic year, as entered. One query."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for year, age, people in Population.objects.values_list("calendar_year", "academic_year", "people"):
        found[year][age] = people
    return dict(found)


def _setting(name: str, needs: list[str], used: set[str]) -> Setting:
    low, high = _AGES[name]
    return Setting(name, "", low, min(high, OLDEST), tuple(needs), tuple(sorted(used)))


def _states(days: list[date]) -> tuple[dict[int, dict[int, tuple[int, str, str]]], list[str]]:
    """By child, by year of survey: academic year, need, kind of setting."""
    plans = _plans(days)
    needs = dict(Need.rows.filter(Q(rank=1) | Q(rank=None), plan__in=list(plans)).values_list("plan_id", "type"))
    places = _places()
    found: dict[int, dict[int, tuple[int, str, str]]] = defaultdict(dict)
    ageless = guessed = 0
    for plan, (child, born_on, began, ended) in plans.items():
        if born_on is None:
            ageless += 1
            continue
        for day in days:
            if began <= day and (ended is None or ended > day):
                kind, sure = _place_on(places.get(plan, []), day)
                guessed += not sure
                found[child][day.year] = (year_group(born_on, day), needs.get(plan, UNKNOWN_NEED), kind)
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
    """Requests and assessments that had begun and not ended on each survey day. One query."""
    rows = Milestone.rows.filter(is_current=True, request__isnull=False, happened_on__lte=days[-1])
    wanted = Q(fact__in=(*BEGINS, *ENDS)) | Q(fact="assess_decision_notified", detail="N")
    began: dict[int, date] = {}
    ended: dict[int, date] = {}
    for request, fact, day in rows.filter(wanted).values_list("request_id", "fact", "happened_on"):
        known = began if fact in BEGINS else ended
        if request is not None and day is not None:
            known[request] = min(day, known.get(request, day))
    return {
        day.year: sum(
            first <= day and (request not in ended or ended[request] > day) for request, first in began.items()
        )
        for day in days
    }


def _places() -> dict[int, list[tuple[date, date | None, str]]]:
    """By plan: the first place's days and kind, in order of the day it began (long ago, where that is not known)."""
    found: dict[int, list[tuple[date, date | None, str]]] = defaultdict(list)
    columns = (
        "plan_id", "organisation_id", "organisation__type_code", "sen_setting", "sen_unit", "resourced_provision",
        "entry_on", "leaving_on",
    )  # fmt: skip
    for plan, body, type_code, code, unit, base, entry_on, leaving_on in (
        Placement.rows.exclude(rank__gt=1).order_by("id").values_list(*columns)
    ):
        kind = setting_kind(type_code or "", code, in_a_base=bool(unit or base), named=body is not None)
        found[plan].append((entry_on or date.min, leaving_on, kind.value if kind else UNKNOWN_SETTING))
    for each in found.values():
        each.sort(key=lambda place: place[0])
    return found


def _place_on(places: list[tuple[date, date | None, str]], day: date) -> tuple[str, bool]:
    """The kind of place on a day, and whether the record says so."""
    if not places:
        return UNKNOWN_SETTING, False
    after = bisect_left(places, (day + timedelta(days=1),))
    if after == 0:
        return places[0][2], False
    _, left, kind = places[after - 1]
    return kind, left is None or left >= day


def _moves(days: list[date], states: dict[int, dict[int, tuple[int, str, str]]]) -> tuple[Counter[Move], int | None]:
    """Moves between each two surveys, and the first survey anybody had a plan on."""
    moves: Counter[Move] = Counter()
    first = min((year for by_year in states.values() for year in by_year), default=None)
    years = [day.year for day in days if first is not None and day.year >= first]
    for by_year in states.values():
        for year in years[:-1]:
            then, now = by_year.get(year), by_year.get(year + 1)
            if then is None and now is None:
                continue
            age = then[0] if then else now[0] - 1 if now else 0
            if YOUNGEST <= age < OLDEST:
                before, after = (then[1:] if then else (OUTSIDE, OUTSIDE)), (now[1:] if now else (OUTSIDE, OUTSIDE))
                moves[Move(year, age, *before, *after)] += 1
    return moves, first


def _parts(needs: list[str], used: set[str], year: int) -> dict[tuple[str, str], dict[str, Decimal]]:
    """Pounds a year of one placement charged to the block, by part, in the financial year before April of `year`."""
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    prices = price_finder(unit_costs())
    priced_in = FinancialYear(year - 1)
    for name in used - {UNKNOWN_SETTING}:
        for need in needs:
            group = Group(SettingKind(name), need, Phase.SECONDARY, False, 5, 7, ())
            try:
                costs = part_costs(group, priced_in, prices)
            except (CostUnknown, NoRate):
                continue
            found[(need, name)] = {part.value: cost.pounds for part, cost in costs.items()}
    return found
