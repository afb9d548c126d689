"""Checks of module 5, active plans: placements and needs (OUR-V1 to V7) and live plans (V13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goldenthread.domain.sen2.checks_plan import setting_fault
from goldenthread.domain.sen2.findings import Finding, Survey, age_on, error, query
from goldenthread.domain.sen2.records import Person, Placement, Request


def v1_both(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V1."""
    named = request.assessment.named_plan if request.assessment else None
    if named and request.active_plan is None:
        if named.ceased_on is None or named.ceased_on > survey.reference_on:
            message = "The plan has not ended but there is no ActivePlans; add it or the date it ended."
            yield error("OUR-V1", "ActivePlans", message)
    elif request.active_plan and named is None:
        yield error("OUR-V1", "NamedPlan", "There is an active plan but no NamedPlan; add it.")


def v2_placed(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V2."""
    active = request.active_plan
    if active is None or active.placements:
        return
    if active.transferred_from:
        message = "No placement is given for a plan transferred in; check whether there is one yet."
        yield query("OUR-V2", "PlacementDetail", message)
    else:
        yield error("OUR-V2", "PlacementDetail", "The active plan has no placement; give one.")


def v3_setting(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V3."""
    for placement in _placements(request):
        if fault := setting_fault(placement.setting):
            yield error("OUR-V3", "PlacementDetail", f"A placement {fault}.")


def v4_one_primary(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V4. A placement left on the survey day counts as left."""
    primary = [placement for placement in _placements(request) if placement.setting.rank == 1]
    if not _placements(request):
        return
    on = survey.reference_on
    still_open = [
        placement
        for placement in primary
        if (placement.entry_on is None or placement.entry_on <= on)
        and (placement.leaving_on is None or placement.leaving_on > on)
    ]
    if len(still_open) != 1:
        message = f"{len(still_open)} placements of rank 1 are open on the survey day; there should be one."
        yield error("OUR-V4", "PlacementRank", message)
        if len(still_open) > 1:
            return
    ordered = sorted(primary, key=lambda placement: placement.entry_on or date.min)
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if later.entry_on and (earlier.leaving_on is None or earlier.leaving_on > later.entry_on):
            message = "Two placements of rank 1 overlap; give the first its leaving date, or make one rank 2."
            yield error("OUR-V4", "LeavingDate", message)
            return


def v5_dates(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V5."""
    for placement in _placements(request):
        if placement.entry_on and placement.leaving_on and placement.leaving_on < placement.entry_on:
            yield error("OUR-V5", "LeavingDate", "A placement ends before it begins; correct one of its dates.")
        for element, day in (("EntryDate", placement.entry_on), ("LeavingDate", placement.leaving_on)):
            if day and day > survey.reference_on:
                yield error("OUR-V5", element, f"{element} is after the survey day; correct it.")


def v6_not_in_education(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V6."""
    kinds = {placement.setting.sen_setting for placement in _placements(request)}
    if "NEET" in kinds and person.born_on:
        age = age_on(person.born_on, survey.reference_on)
        if not 16 <= age <= 25:
            yield error("OUR-V6", "SENSetting", f"NEET is for ages 16 to 25, and this person is {age}; correct it.")
    if "NIEC" in kinds and request.active_plan and request.active_plan.review_outcome != "C":
        message = "NIEC means a notice to cease was issued, yet no review decided to cease; check it."
        yield query("OUR-V6", "SENSetting", message)


def v7_needs(person: Person, request: Request, survey: Survey) -> Iterator[Finding]:
    """OUR-V7."""
    if request.active_plan is None:
        return
    needs = request.active_plan.needs
    if not needs:
        yield error("OUR-V7", "SENneed", "The active plan has no need; give the primary one.")
        return
    if len(needs) > 2:
        yield error("OUR-V7", "SENneed", f"{len(needs)} needs are given; two are the most.")
    ranks = [need.rank for need in needs]
    types = [need.type for need in needs]
    if len(set(types)) < len(types):
        yield error("OUR-V7", "SENtype", "The same need is given twice; remove one.")
    if len(set(ranks)) < len(ranks):
        yield error("OUR-V7", "SENtypeRank", "Two needs have the same rank; make one 2.")
    if 1 not in ranks:
        yield error("OUR-V7", "SENtypeRank", "No need has rank 1; give the primary need rank 1.")


def v13_one_live_plan(person: Person, survey: Survey) -> Iterator[Finding]:
    """OUR-V13."""
    live = 0
    for request in person.requests:
        named = request.assessment.named_plan if request.assessment else None
        if request.active_plan and not (named and named.ceased_on and named.ceased_on <= survey.reference_on):
            live += 1
    if live > 1:
        message = f"The person has {live} plans in force; check which of them has ended."
        yield query("OUR-V13", "ActivePlans", message)


def _placements(request: Request) -> tuple[Placement, ...]:
    return request.active_plan.placements if request.active_plan else ()


CHECKS = (v1_both, v2_placed, v3_setting, v4_one_primary, v5_dates, v6_not_in_education, v7_needs)
