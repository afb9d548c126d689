"""A life as a SEN2 return says it: what is in scope on a survey day, and which decisions are history (H) by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.demo.population.life import Life, PlanHistory, RequestHistory, Review
from goldenthread.demo.population.telling import plan_by, request_by
from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.sen2.records import ActivePlan, Assessment, NamedPlan, Person, Placement, Request, Setting

NOT_IN_A_PLAN = ("NEET", "NIEC", "NIEO")  # codes of a placement that section I of a plan cannot name
EVER = date(1, 1, 1)


def in_return(life: Life, year: int) -> Person | None:
    """What the return of collection year `year` says of this person; None if nothing is in scope."""
    reference_on = survey_day(year)
    requests = requests_told(life.requests, life.plan, reference_on, date(year - 1, 1, 1), year)
    return replace(life.person, requests=requests, local_id=None) if requests else None


def in_full(person: Person, requests: tuple[RequestHistory, ...], plan: PlanHistory | None, on: date) -> Person:
    """Everything known on `on` in the shapes of the return: every date, nothing made history, nothing left out."""
    told = requests_told(requests, plan, on, EVER, 9999)
    return replace(
        person, requests=tuple(replace(item, local_id=f"{person.local_id}-{turn}") for turn, item in enumerate(told, 1))
    )


def requests_told(
    requests: tuple[RequestHistory, ...], plan: PlanHistory | None, on: date, first: date, year: int
) -> tuple[Request, ...]:
    """The requests in scope: open ones, those that ended on or after `first`, and the one behind a plan in scope."""
    now = plan_by(plan, on) if plan else None
    if now and now.ceased_on and now.ceased_on < first:
        now = None
    known = [item for item in (request_by(history, on) for history in requests) if item]
    found = []
    for history in known:
        own_plan = now if history.outcome == "Y" else None
        if own_plan or (history.outcome != "Y" and in_scope(history, first)):
            found.append(one_request(history, own_plan, on, first, year))
    if now and not any(history.outcome == "Y" for history in known):
        assessment = Assessment(outcome="H", named_plan=named_plan(now, on))
        found.append(Request(outcome="H", assessment=assessment, active_plan=active_plan(now, on, first, year)))
    return tuple(found)


def in_scope(history: RequestHistory, first: date) -> bool:
    """Whether a request without a plan is still open or ended on or after `first`."""
    if history.exported_on:
        return history.exported_on >= first
    if history.outcome == "N":
        return (history.outcome_on or first) >= first
    if history.decision == "W" or (history.decision == "N" and not history.overturned_on):
        return (history.decided_on or first) >= first
    return True


def one_request(history: RequestHistory, plan: PlanHistory | None, on: date, first: date, year: int) -> Request:
    """Modules 2 to 5 of one request. Decided before `first` it is H, but keeps the day received while its plan is
    timed."""
    planned = history.outcome == "Y"
    old_plan = planned and (history.outcome_on or on) < first
    going = history.decision == "Y" or history.overturned_on is not None
    historic = old_plan or (history.decision == "Y" and (history.decided_on or on) < first and not history.exported_on)
    assessment = one_assessment(history, plan, on, first) if going and not history.exported_on else None
    active = active_plan(plan, on, first, year) if plan else None
    if historic:
        told = (
            {}
            if old_plan
            else {"received_on": history.received_on, "in_youth_accommodation": history.in_youth_accommodation}
        )
        source = history.source if told and year >= 2025 else None
        return Request(outcome="H", source=source, assessment=assessment, active_plan=active, **told)  # type: ignore[arg-type]
    outcome = history.decision or "A"
    return Request(
        history.received_on,
        history.source if year >= 2025 else None,
        history.in_youth_accommodation,
        history.decided_on if outcome in "YN" else None,
        outcome,
        history.mediation_on is not None if outcome in "YN" else None,
        history.tribunal_on is not None if outcome in "YN" else None,
        history.exported_to,
        assessment,
        active,
    )


def one_assessment(history: RequestHistory, plan: PlanHistory | None, on: date, first: date) -> Assessment:
    named = named_plan(plan, on) if plan else None
    if history.outcome == "Y" and (history.outcome_on or on) < first:
        return Assessment(outcome="H", named_plan=named)
    if history.outcome is None:
        return Assessment(outcome="A")
    return Assessment(
        history.outcome,
        history.outcome_on,
        history.outcome_mediation_on is not None,
        history.outcome_tribunal_on is not None,
        False,
        False,
        bool(history.exceptions),
        named,
    )


def named_plan(plan: PlanHistory, on: date) -> NamedPlan:
    """Module 4: the settings section I names are where the person goes, or the last school when they go nowhere."""
    settings = [place.setting for place in open_places(plan, plan.ceased_on or on)]
    primary = next((setting for setting in settings if setting.rank == 1), None)
    if primary is None or primary.sen_setting in NOT_IN_A_PLAN:
        earlier = [place.setting for place in plan.placements if place.setting.urn and place.setting.rank == 1]
        primary = (
            earlier[-1] if earlier else Setting(sen_setting="OTH", sen_setting_other="Type of setting named", rank=1)
        )
    second = [setting for setting in settings if setting.rank == 2]
    place = next((place for place in open_places(plan, plan.ceased_on or on)), None)
    return NamedPlan(
        plan.start_on,
        (primary, *second),
        place.residential if place else None,
        place.work_based if place else None,
        plan.personal_budget,
        plan.organised_arrangements,
        plan.direct_payments,
        plan.ceased_on,
        plan.cease_reason,
    )


def open_places(plan: PlanHistory, on: date) -> list[Placement]:
    """Placements open on a day, primary first."""
    found = [
        place
        for place in plan.placements
        if (place.entry_on or on) <= on and (place.leaving_on is None or place.leaving_on >= on)
    ]
    return sorted(found, key=lambda place: place.setting.rank or 9)


def active_plan(plan: PlanHistory, on: date, first: date, year: int) -> ActivePlan | None:
    """Module 5, for a plan in force on the day: placements of the period, needs, the latest decided review, phase
    transfer. Told in full, a plan that has ended keeps the places and needs of its time."""
    if plan.ceased_on:
        kept = ActivePlan(plan.transferred_from, places_told(plan, first, year), plan.needs)
        return kept if year == 9999 else None
    review = latest_review(plan.reviews, first == EVER)
    transfer = next(
        (item for item in plan.phase_transfers if item.transfer_on.year == (year if year < 9999 else on.year)), None
    )
    if year == 9999 and (transfer is None or transfer.final_on):
        transfer = next((item for item in plan.phase_transfers if item.transfer_on > on), transfer)
    told = transfer is not None and year >= 2025
    arrived = plan.transferred_on is not None and plan.transferred_on >= first
    return ActivePlan(
        transferred_from=plan.transferred_from if arrived else None,
        placements=places_told(plan, first, year),
        needs=tuple(replace(need, type="OTH") if need.type == "DS" and year < 2025 else need for need in plan.needs),
        review_meeting_on=review.meeting_on if review and year >= 2024 else None,
        review_outcome=review.outcome if review and year >= 2024 else None,
        review_draft_on=review.amendment_notice_on if review and year >= 2025 else None,
        phase_due_on=transfer.due_on if transfer and told else None,
        phase_final_on=transfer.final_on if transfer and told else None,
        last_review_on=review.decided_on if review else None,
    )


def places_told(plan: PlanHistory, first: date, year: int) -> tuple[Placement, ...]:
    """Placements of the period, oldest first. In 2023 the open one first: boarding and work are said once, of that."""
    found = [place for place in plan.placements if place.leaving_on is None or place.leaving_on >= first]
    if year != 2023:
        return tuple(found)
    found.sort(key=lambda place: (place.leaving_on is not None, place.setting.rank or 9))
    spoken_of, *others = (replace(place, attendance="FT") for place in found)
    return (spoken_of, *(replace(place, residential=None, work_based=None) for place in others))


def latest_review(reviews: tuple[Review, ...], even_undecided: bool = False) -> Review | None:
    """The latest decided review; a later meeting not yet decided is left for next year's return."""
    decided = [review for review in reviews if review.decided_on]
    if decided:
        return decided[-1]
    return reviews[-1] if reviews and even_undecided else None
