"""Checks of module 4, the named plan (OUR-N...).

Checks against the register of schools (N11, N12) need that register.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goldenthread.domain.sen2.codes import NOT_IN_EDUCATION
from goldenthread.domain.sen2.findings import Finding, Survey, age_on, error, query
from goldenthread.domain.sen2.records import NamedPlan, Person, Request, Setting


def _plan(request: Request) -> NamedPlan | None:
    return request.assessment.named_plan if request.assessment else None


def setting_fault(setting: Setting) -> str:
    """What is wrong with how a setting is given: not exactly one of URN, UKPRN and SENSetting, or no rank.

    Empty if nothing.
    """
    given = sum(value is not None for value in (setting.urn, setting.ukprn, setting.sen_setting))
    if given != 1:
        return f"gives {given} of URN, UKPRN and SENSetting; give exactly one"
    return "has no rank; give 1 or 2" if setting.rank is None else ""


def n1_start(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N1."""
    plan = _plan(request)
    if plan and plan.start_on is None:
        yield error("OUR-N1", "StartDate", "The plan has no start date; give it.")


def n2_settings(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N2."""
    plan = _plan(request)
    if plan is None:
        return
    for setting in plan.settings:
        if fault := setting_fault(setting):
            yield error("OUR-N2", "PlanDetail", f"A setting the plan names {fault}.")
    ranks = [setting.rank for setting in plan.settings if setting.rank]
    if len(plan.settings) > 2:
        yield error("OUR-N2", "PlanDetail", f"The plan names {len(plan.settings)} settings; two are the most.")
    if len(ranks) != len(set(ranks)):
        yield error("OUR-N2", "PlacementRank", "Two settings the plan names have the same rank; make one 2.")
    if 1 not in ranks:
        yield error("OUR-N2", "PlanDetail", "No setting of rank 1 is named; give the main one.")


def n3_in_education(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N3."""
    plan = _plan(request)
    for setting in plan.settings if plan else ():
        if setting.sen_setting in NOT_IN_EDUCATION:
            message = f"{setting.sen_setting} is not a setting a plan can name; it belongs to a placement."
            yield error("OUR-N3", "SENSetting", message)


def n4_other(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N4: named settings and placements."""
    for setting in _settings(request):
        must_say = setting.sen_setting in ("OTH", "NIEO")
        if must_say and not setting.sen_setting_other:
            message = f"{setting.sen_setting} is given without saying what it is; fill in SENSettingOther."
            yield query("OUR-N4", "SENSettingOther", message)
        elif setting.sen_setting_other and not must_say:
            message = "SENSettingOther is filled in though the setting is not OTH or NIEO; check which is right."
            yield query("OUR-N4", "SENSettingOther", message)


def n5_ended(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N5."""
    plan = _plan(request)
    if plan is None:
        return
    if plan.ceased_on and not plan.cease_reason:
        yield error("OUR-N5", "CeaseReason", "The plan has an end date but no reason; give it.")
    elif plan.cease_reason and not plan.ceased_on:
        yield error("OUR-N5", "CeaseDate", "The plan has a reason for ending but no date; give it.")
    if plan.ceased_on and plan.start_on and plan.ceased_on < plan.start_on:
        yield error("OUR-N5", "CeaseDate", "The plan ends before it starts; correct one of the dates.")


def n6_ended_in_year(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N6."""
    plan = _plan(request)
    if plan is None or plan.ceased_on is None:
        return
    if plan.ceased_on < survey.starts_on:
        message = f"The plan ended before {survey.starts_on.year}, so is not part of this return; check the date."
        yield query("OUR-N6", "CeaseDate", message)
    elif plan.ceased_on > survey.reference_on:
        yield query("OUR-N6", "CeaseDate", "The plan ends after the survey day; check the date.")


def n7_reason(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N7. Nothing in a return shows that a plan was sent on, so reason 5 is not looked at."""
    plan = _plan(request)
    if plan is None or plan.ceased_on is None or person.born_on is None:
        return
    ends = date(plan.ceased_on.year + (plan.ceased_on.month > 8), 8, 31)
    if plan.cease_reason == "1" and age_on(person.born_on, ends) < 25:
        message = "The reason is maximum age, yet 25 is not reached in that school year; check it."
        yield query("OUR-N7", "CeaseReason", message)
    elif plan.cease_reason in ("3", "4", "6") and age_on(person.born_on, plan.ceased_on) < 16:
        message = f"Reason {plan.cease_reason} is given for someone under 16; check it."
        yield query("OUR-N7", "CeaseReason", message)


def n8_budget(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N8."""
    plan = _plan(request)
    if plan is None:
        return
    for element, value in (("PB", plan.personal_budget), ("OA", plan.organised_arrangements)):
        if value is None:
            yield error("OUR-N8", element, f"{element} is missing; give 0 or 1.")
    if plan.direct_payments and plan.personal_budget is False:
        message = "Direct payments are given though there is no personal budget; check which is right."
        yield query("OUR-N8", "DP", message)


def n9_work_based(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N9."""
    if person.born_on is None or age_on(person.born_on, survey.reference_on) >= 16:
        return
    plan = _plan(request)
    if plan and plan.work_based:
        yield query("OUR-N9", "PlanWBP", "Work-based learning is named for someone under 16; check it.")
    if request.active_plan and any(placement.work_based for placement in request.active_plan.placements):
        yield query("OUR-N9", "WBP", "Work-based learning is given for someone under 16; check it.")


def n10_provision(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-N10: named settings and placements."""
    for setting in _settings(request):
        if setting.urn is None and setting.ukprn is None:
            continue
        if setting.sen_unit is None:
            yield error("OUR-N10", "SENunitIndicator", "Say whether it is in the school's SEN unit: 0 or 1.")
        if setting.resourced_provision is None:
            message = "Say whether it is in the school's resourced provision: 0 or 1."
            yield error("OUR-N10", "ResourcedProvisionIndicator", message)
        if setting.sen_unit and setting.resourced_provision:
            message = "Both SEN unit and resourced provision are given; check which it is."
            yield query("OUR-N10", "SENunitIndicator", message)


def _settings(request: Request) -> Iterator[Setting]:
    plan = _plan(request)
    yield from plan.settings if plan else ()
    if request.active_plan:
        yield from (placement.setting for placement in request.active_plan.placements)


CHECKS = (
    n1_start,
    n2_settings,
    n3_in_education,
    n4_other,
    n5_ended,
    n6_ended_in_year,
    n7_reason,
    n8_budget,
    n9_work_based,
    n10_provision,
)
