"""What the Department would publish of a return: the measures of its statistics, computed from the records.

Formulas follow the published data guidance for "Education, health and care plans". Three choices are ours. Plans
whose first request was refused and ordered on appeal are outside the 20-week table when the twenty weeks ran out
before the order; a need of DS counts as other, as in the 2025 tables; a review counts in the year its decision was
told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from goldenthread.demo.population.days import academic_age
from goldenthread.demo.population.life import School
from goldenthread.demo.population.placing import SETTINGS
from goldenthread.demo.population.timeliness import SIX_WEEKS, SIXTEEN_WEEKS, TWENTY_WEEKS
from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.sen2.records import ActivePlan, Assessment, Person, Request, Setting

KINDS_OF_SETTING = {code: kind for kind, code in SETTINGS.items() if kind != "neet_other_csa"}
A_YEAR = 365


@dataclass
class Published:
    """Counts of one return; `ages`, `needs`, `placements` and so on are of plans in force on survey day."""

    year: int
    totals: Counter[str] = field(default_factory=Counter)
    ages: Counter[int] = field(default_factory=Counter)
    needs: Counter[str] = field(default_factory=Counter)
    placements: Counter[str] = field(default_factory=Counter)
    sexes: Counter[str] = field(default_factory=Counter)
    ethnicities: Counter[str] = field(default_factory=Counter)
    ceased: Counter[str] = field(default_factory=Counter)
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)
    weeks: list[float] = field(default_factory=list)


def published_style(persons: Iterable[Person], year: int, schools: Iterable[School]) -> Published:
    """The published totals of the return of `year`, from its persons one at a time."""
    found = Published(year)
    kinds = {school.urn or school.ukprn: school.kind for school in schools}
    for person in persons:
        for request in person.requests:
            count_request(found, request)
            if request.assessment:
                count_assessment(found, request, request.assessment)
            if request.active_plan:
                count_plan(found, person, request, request.active_plan, kinds)
    return found


def in_period(day: date | None, year: int) -> bool:
    """Whether a day falls in the calendar year before the survey."""
    return day is not None and day.year == year - 1


def count_request(found: Published, request: Request) -> None:
    if request.received_on and in_period(request.received_on, found.year) and request.outcome != "H":
        found.totals["requests"] += 1
        found.totals[f"requests_{request.outcome}"] += 1
        if request.source and request.outcome in ("Y", "N"):
            found.sources[(request.source, request.outcome)] += 1
    if request.received_on and request.outcome_on and in_period(request.outcome_on, found.year):
        found.totals["decisions"] += 1
        found.totals["decisions_in_time"] += (request.outcome_on - request.received_on).days <= SIX_WEEKS


def count_assessment(found: Published, request: Request, assessment: Assessment) -> None:
    plan = assessment.named_plan
    if plan and plan.ceased_on and in_period(plan.ceased_on, found.year):
        found.totals["ceased"] += 1
        found.ceased[plan.cease_reason or ""] += 1
    if not assessment.outcome_on or not in_period(assessment.outcome_on, found.year) or not request.received_on:
        return
    days = (assessment.outcome_on - request.received_on).days
    if assessment.outcome == "N":
        found.totals["not_issued"] += 1
        found.totals["not_issued_in_time"] += days <= SIXTEEN_WEEKS
    elif request.outcome == "N" and request.tribunal:
        found.totals["issued_on_appeal"] += 1
    else:
        found.totals["issued"] += 1
        found.totals["excepted"] += bool(assessment.week20)
        found.totals["in_time"] += days <= TWENTY_WEEKS
        found.totals["in_time_unexcepted"] += days <= TWENTY_WEEKS and not assessment.week20
        found.totals["over_a_year"] += days >= A_YEAR
        found.weeks.append(days / 7)


def count_plan(found: Published, person: Person, request: Request, plan: ActivePlan, kinds: Mapping[str, str]) -> None:
    reference_on = survey_day(found.year)
    named = request.assessment.named_plan if request.assessment else None
    if person.born_on is None or named is None or named.start_on is None:
        return
    found.totals["plans"] += 1
    age = academic_age(person.born_on, reference_on)
    found.ages[age] += 1
    found.sexes[person.sex or ""] += 1
    found.ethnicities[person.ethnicity or ""] += 1
    found.needs["OTH" if plan.needs[0].type == "DS" else plan.needs[0].type] += 1
    found.totals["personal_budget"] += bool(named.personal_budget)
    found.totals["transferred_in"] += plan.transferred_from is not None
    count_placement(found, plan, reference_on, age, kinds)
    count_review(found, plan, named.start_on)
    found.totals["phase_due"] += plan.phase_due_on is not None and plan.phase_due_on.year == found.year
    found.totals["phase_final"] += plan.phase_final_on is not None and plan.phase_final_on.year == found.year - 1


def count_placement(found: Published, plan: ActivePlan, reference_on: date, age: int, kinds: Mapping[str, str]) -> None:
    """The primary placement open on survey day, and whether it is residential or work-based."""
    for place in plan.placements:
        ended = place.leaving_on is not None and place.leaving_on < reference_on
        if place.setting.rank == 1 and not ended and (place.entry_on or reference_on) <= reference_on:
            found.placements[kind_of(place.setting, age, kinds)] += 1
            found.totals["residential"] += place.residential is not None
            found.totals["work_based"] += place.work_based is not None


def kind_of(setting: Setting, age: int, kinds: Mapping[str, str]) -> str:
    """The placement column of the published table."""
    if setting.sen_setting == "NIEO":
        return "neet_other_csa" if age < 16 else "neet_other"
    if setting.sen_setting:
        return KINDS_OF_SETTING[setting.sen_setting]
    kind = kinds[setting.urn or setting.ukprn or ""]
    suffix = "_senunit" if setting.sen_unit else "_resourced_provision" if setting.resourced_provision else ""
    return kind + suffix


def count_review(found: Published, plan: ActivePlan, start_on: date) -> None:
    """Reviews are expected of plans in force a year or more."""
    if start_on > survey_day(found.year - 1):
        return
    found.totals["review_expected"] += 1
    decided_on, meeting_on = plan.last_review_on, plan.review_meeting_on
    if decided_on is None:
        found.totals["review_none"] += 1
    elif decided_on < date(found.year - 1, 1, 1):
        found.totals["review_before"] += 1
    else:
        found.totals["review_completed"] += 1
        found.totals[f"review_{plan.review_outcome}"] += 1
        found.totals["review_in_time"] += meeting_on is not None and (decided_on - meeting_on).days <= 28
