"""The steps of a request for an assessment, from the day it came to the final plan, or to where it stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.needs_assessment import COMMENT, DECIDE, FINAL_PLAN, NO_PLAN
from goldenthread.domain.clocks.reading import Reading
from goldenthread.features.casework.queries.facts import AdviceFacts, Facts, RequestFacts
from goldenthread.features.casework.queries.readings import Read
from goldenthread.features.casework.queries.steps import (
    Journey,
    Naming,
    Stage,
    State,
    Step,
    day_of,
    in_order,
    step,
    stopped,
)

Readings = Mapping[str, Reading]
_BEFORE = "H"  # decided before the collection year of the return that said so


def request_journey(request: RequestFacts, reads: Sequence[Read], naming: Naming, *, on: date) -> Journey | None:
    """The journey of one request that has not led to a plan (a plan has a journey of its own).

    None for one decided before the return's own year, of which nothing more is known.
    """
    sent_on = day_of(request.facts, "final_plan_sent", on)
    if not sent_on and _BEFORE in (request.outcome, request.assessment_outcome):
        return None
    readings = {read.reading.rule: read.reading for read in reads if read.request_id == request.id and read.reading}
    days = [day for name in request.facts if (day := day_of(request.facts, name, on))]
    last_on = max(days, default=None)
    steps = in_order(_steps(request, readings, naming, on))
    ended = _ended(request, naming, on)
    if ended:
        stage, title, day, where, note = ended
        return Journey(stage, where, stopped(steps, title, day, note), last_on)
    if sent_on:
        return Journey(Stage.PLAN, f"{naming.has} a plan.", steps, last_on)
    return Journey(*_under_way(request, naming, on), steps, last_on)


def _steps(request: RequestFacts, readings: Readings, naming: Naming, on: date) -> list[Step]:
    facts = request.facts
    decided_on = day_of(facts, "assess_decision_notified", on)
    after_all = day_of(facts, "assess_after_all", on)
    said_yes = facts.get("assess_decision") == "yes"
    advice = f"People who know {naming.whom} give advice"
    drafted_on, agreed_on = day_of(facts, "draft_served", on), day_of(facts, "plan_after_all", on)
    decided = step("The council decides if it will assess", on=decided_on, reading=readings.get(DECIDE.code))
    if said_yes:  # a return may say yes without the day
        decided = Step("The council said yes to an assessment", State.DONE, on=decided_on)
    if after_all:
        decided = Step("The council said yes to an assessment after all", State.DONE, on=after_all)
    return [
        _begun(facts, on),
        decided,
        step(advice, on=_all_advice_in(request, on), note=_advice_note(request, on)),
        step("The council decides about a plan", on=agreed_on, note=_refusal_note(readings, naming)),
        step("The draft plan is written", on=drafted_on, note=_comment_note(readings, naming)),
        step("The final plan is sent", on=day_of(facts, "final_plan_sent", on), reading=readings.get(FINAL_PLAN.code)),
    ]  # fmt: skip


def _begun(facts: Facts, on: date) -> Step:
    """A request came; or, without one, the council was told of the child (Children and Families Act 2014, s.24)."""
    told_on = day_of(facts, "became_responsible", on)
    if told_on and not day_of(facts, "request_received", on):
        return step("The council was told that help may be needed", on=told_on)
    return step("The council got the request", on=day_of(facts, "request_received", on))


def _all_advice_in(request: RequestFacts, on: date) -> date | None:
    came = [day_of(asked.facts, "advice_received", on) for asked in _asked(request)]
    days = [day for day in came if day]
    return max(days) if days and len(days) == len(came) else None


def _asked(request: RequestFacts) -> list[AdviceFacts]:
    """The advice asked for: not what was recorded by mistake and taken back, which has no day left."""
    return [each for each in request.advice if {"advice_requested", "advice_received"}.intersection(each.facts)]


def _advice_note(request: RequestFacts, on: date) -> str:
    asked = len(_asked(request))
    came = sum(1 for each in _asked(request) if day_of(each.facts, "advice_received", on))
    if not asked:
        return ""
    return f"{came} of {asked} have sent it." if came < asked else f"All {asked} have sent it."


def _refusal_note(readings: Readings, naming: Naming) -> str:
    no_plan = readings.get(NO_PLAN.code)
    if no_plan is None or not no_plan.is_open or no_plan.outer_on is None:
        return ""
    if no_plan.days_late:
        return f"If the answer was no, it had to tell {naming.family} by {said(no_plan.outer_on)}."
    return f"If the answer is no, it must tell {naming.family} by {said(no_plan.outer_on)}."


def _comment_note(readings: Readings, naming: Naming) -> str:
    comment = readings.get(COMMENT.code)
    if comment is None or not comment.is_open or comment.outer_on is None:
        return ""
    who = naming.family[:1].upper() + naming.family[1:]
    return f"{who} can say what is right or wrong in it until {said(comment.outer_on)}."


def _under_way(request: RequestFacts, naming: Naming, on: date) -> tuple[Stage, str]:
    facts = request.facts
    after_all = day_of(facts, "plan_after_all", on)
    if day_of(facts, "draft_served", on) or request.assessment_outcome == "Y" or after_all:
        return Stage.DRAFTING, f"The council is writing {naming.whose} plan."
    if facts.get("assess_decision") == "yes" or day_of(facts, "assess_after_all", on):
        return Stage.ASSESSING, f"The council is finding out what help {naming.needs}."
    return Stage.DECIDING, f"The council is deciding if it will assess what help {naming.needs}."


def _ended(request: RequestFacts, naming: Naming, on: date) -> tuple[Stage, str, date | None, str, str] | None:
    """(stage, title of the last step, its day, where things are, a note); None while it is under way."""
    facts = request.facts
    if gone_on := day_of(facts, "moved_away", on):
        where = f"{naming.family[:1].upper() + naming.family[1:]} moved to a new area."
        return Stage.MOVED, "Moved to a new area", gone_on, where, "The council in the new area takes it from there."
    withdrawn_on = day_of(facts, "request_withdrawn", on)
    if withdrawn_on or "W" in (request.outcome, request.assessment_outcome):
        where = "The request was taken back, so it has stopped."
        return Stage.WITHDRAWN, "The request was taken back", withdrawn_on, where, "It can be made again at any time."
    if facts.get("assess_decision") == "no" and not day_of(facts, "assess_after_all", on):
        day = day_of(facts, "assess_decision_notified", on)
        return Stage.REFUSED, "The council said no", day, f"The council said no to an assessment for {naming.whom}.", ""
    no_plan_on = day_of(facts, "no_plan_notified", on)
    if (no_plan_on or request.assessment_outcome == "N") and not day_of(facts, "plan_after_all", on):
        where = f"The council assessed {naming.whom}. It then said it will not make a plan."
        return Stage.NO_PLAN, "The council said it will not make a plan", no_plan_on, where, ""
    return None
