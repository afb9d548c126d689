"""What may be recorded of a request for an assessment now, and after what day: possibility, not permission.

A record tells what happened, so a step is never refused for being late; only for not following from what is recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from goldenthread.domain.clocks.order_of_facts import ORDER
from goldenthread.domain.lifecycle.needs_assessment import NEEDS_ASSESSMENT, OPEN
from goldenthread.domain.lifecycle.order import first_clash

STARTED: Final = ("request_received", "became_responsible")
_DECIDED: Final = (*STARTED, "assess_decision_notified", "assess_after_all")
_AGREED: Final = (*_DECIDED, "plan_agreed", "plan_after_all")
_SERVED: Final = (*_AGREED, "draft_served")
_ASSESSED: Final = ("assessing", "drafting", "draft_served")
WRITING: Final = ("drafting", "draft_served")  # the stages in which a plan is written
BEFORE_THE_PERIOD: Final = "H"  # the return's code for what was decided before its own year


@dataclass(frozen=True, slots=True)
class AssessmentStep:
    """One step: the fact it writes, the stages it may be recorded in, and the facts its day cannot come before.

    `needs` must be recorded first. `asks` is what its day is called in a question; `hint` says what it does.
    `reopens`: it follows a refusal, once an order, mediation or the council itself has made that possible.
    """

    code: str
    name: str
    fact: str
    stages: tuple[str, ...]
    follows: tuple[str, ...]
    asks: str
    hint: str = ""
    needs: str = ""
    ends: bool = False
    reopens: str = ""


STEPS: Final = (
    AssessmentStep(
        "ask_views", "The family was asked for its views", "views_invited", ("requested",), STARTED,
        "the date the family was asked", "The law says to consult the family before deciding whether to assess.",
    ),
    AssessmentStep(
        "views_given", "The family gave its views", "views_given", ("requested", "assessing"),
        (*STARTED, "views_invited"), "the date the views reached us", needs="views_invited",
    ),
    AssessmentStep(
        "decide", "The family was told whether we will assess", "assess_decision_notified", ("requested",), STARTED,
        "the date the family was told", "The legal test, what was considered, who decided and why.",
    ),
    AssessmentStep(
        "ask_advice", "Advice was asked for", "advice_requested", ("assessing", "drafting"), _DECIDED,
        "the date they received the request", "Starts the six weeks of whoever gives it.",
    ),
    AssessmentStep(
        "receive_advice", "Advice reached us", "advice_received", _ASSESSED, ("advice_requested",),
        "the date the advice reached us",
    ),
    AssessmentStep(
        "agree_plan", "We decided to make a plan", "plan_agreed", ("assessing",), _DECIDED, "the date of the decision",
    ),
    AssessmentStep(
        "no_plan", "The family was told that there will be no plan", "no_plan_notified", ("assessing",), _DECIDED,
        "the date the family was told", "Ends the case here, with a right of appeal.", ends=True,
    ),
    AssessmentStep(
        "serve_draft", "The draft plan was sent to the family", "draft_served", ("drafting",), _AGREED,
        "the date the family received the draft", "Starts the family’s 15 days to answer.",
    ),
    AssessmentStep(
        "draft_answered", "The family answered the draft", "representations_made", ("draft_served",), _SERVED,
        "the date the answer reached us",
    ),
    AssessmentStep(
        "send_plan", "The final plan was sent", "final_plan_sent", ("draft_served",), _SERVED,
        "the date the final plan was sent", "The plan starts on that day.",
    ),
    AssessmentStep(
        "assess_after_all", "The family was told that we will assess after all", "assess_after_all",
        ("refused_to_assess",), _DECIDED, "the date the family was told",
        "After an order, an agreement at mediation, or giving way on an appeal. The refusal stays on record.",
        reopens="assess",
    ),
    AssessmentStep(
        "plan_after_all", "We decided to make a plan after all", "plan_after_all", ("refused_to_issue",),
        (*_DECIDED, "no_plan_notified", "no_plan_notified_again"), "the date of the decision",
        "After an order, an agreement at mediation, or giving way on an appeal. The refusal stays on record.",
        reopens="plan",
    ),
    AssessmentStep(
        "no_plan_again", "The family was told again that there will be no plan", "no_plan_notified_again",
        ("refused_to_issue",), (*_DECIDED, "no_plan_notified"), "the date the family was told",
        "After the case was sent back to us to decide again. This decision can be appealed too.", ends=True,
        reopens="again",
    ),
    AssessmentStep(
        "withdraw", "The request was withdrawn", "request_withdrawn", OPEN, STARTED, "the date it was withdrawn",
        "Ends the case here.", ends=True,
    ),
    AssessmentStep(
        "move_away", "The family moved to another area", "moved_away", OPEN, STARTED, "the date they moved",
        "Ends the case here.", ends=True,
    ),
)  # fmt: skip
BY_CODE: Final[Mapping[str, AssessmentStep]] = {step.code: step for step in STEPS}
BY_FACT: Final[Mapping[str, AssessmentStep]] = {step.fact: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class CaseSoFar:
    """What is recorded of one request: its facts' days, the return's codes, whether it led to a plan, the days on
    which advice still to come was asked for, and what a disagreement let happen again (`assess`, `plan`, `again`), from
    what day."""

    facts: Mapping[str, date] = field(default_factory=dict)
    outcome: str = ""
    assessment_outcome: str = ""
    has_plan: bool = False
    advice_awaited: tuple[date | None, ...] = ()
    reopened: Mapping[str, date] = field(default_factory=dict)


def stage_of(case: CaseSoFar) -> str:
    """The stage a request has reached, by its code; blank for one decided before anything was recorded here.

    By how far it has come, not by the latest day: a return often gives a step without its day.
    """
    facts, codes = case.facts, (case.outcome, case.assessment_outcome)
    if BEFORE_THE_PERIOD in codes:
        return ""
    reached = (
        ("moved_away", "moved_away" in facts),
        ("withdrawn", "request_withdrawn" in facts or "W" in codes),
        ("maintained", "final_plan_sent" in facts or case.has_plan),
        ("refused_to_issue", _no_plan(case) and "plan_after_all" not in facts),
        ("refused_to_assess", case.outcome == "N" and "assess_after_all" not in facts),
        ("draft_served", "draft_served" in facts),
        ("drafting", "plan_agreed" in facts or "plan_after_all" in facts or case.assessment_outcome == "Y"),
        ("assessing", case.outcome == "Y" or "assess_after_all" in facts),
    )
    return next((code for code, there in reached if there), "requested")


def _no_plan(case: CaseSoFar) -> bool:
    return "no_plan_notified" in case.facts or case.assessment_outcome == "N"


def is_open(case: CaseSoFar) -> bool:
    """Whether anything may still be recorded of it: also of one refused, once a disagreement has reopened it."""
    return stage_of(case) in OPEN or bool(may_follow(case))


def may_follow(case: CaseSoFar) -> tuple[AssessmentStep, ...]:
    """The steps that may be recorded now, in the order a case usually takes them."""
    stage = stage_of(case)
    return tuple(step for step in STEPS if stage in step.stages and _fits(step, case))


def _fits(step: AssessmentStep, case: CaseSoFar) -> bool:
    if step.fact == "advice_requested":
        return True  # of several bodies
    if step.fact == "advice_received":
        return bool(case.advice_awaited)
    if step.reopens and not _reopened(step, case):
        return False
    return step.fact not in case.facts and (not step.needs or step.needs in case.facts)


def _reopened(step: AssessmentStep, case: CaseSoFar) -> bool:
    """Told to decide again, the council may decide either way."""
    wanted = {"plan", "again"} if step.reopens == "plan" else {step.reopens}
    return not wanted.isdisjoint(case.reopened)


def why_not(step: AssessmentStep, case: CaseSoFar) -> str:
    """In a sentence, why this step cannot be recorded now."""
    stage = stage_of(case)
    if step.fact in case.facts:
        return "It is recorded already. Correct its date if it is wrong."
    if step.reopens and stage in step.stages:
        return "Record first what came of the family’s disagreement: what was agreed, ordered or given way on."
    if stage not in OPEN:
        where = NEEDS_ASSESSMENT.stage(stage).name.lower() if stage else "decided before anything was recorded here"
        return f"The case has ended ({where}), so nothing more can follow."
    if step.fact == "advice_received":
        return "No advice is awaited."
    if stage in step.stages:
        return f"First record that this happened: {BY_FACT[step.needs].name.lower()}."
    wanted = " or ".join(f"“{NEEDS_ASSESSMENT.stage(each).name.lower()}”" for each in step.stages)
    return f"The case stands at “{NEEDS_ASSESSMENT.stage(stage).name.lower()}”. This follows from {wanted}."


def not_before_reopening(step: AssessmentStep, case: CaseSoFar) -> date | None:
    """The day of the agreement, concession or order that reopened the case, for a step that follows from it."""
    if not step.reopens:
        return None
    wanted = ("plan", "again") if step.reopens == "plan" else (step.reopens,)
    return min((case.reopened[what] for what in wanted if what in case.reopened), default=None)


def not_before(step: AssessmentStep, facts: Mapping[str, date]) -> tuple[str, date] | None:
    """The latest recorded fact this step's day cannot come before; None where none is dated."""
    days = [(day, fact) for fact in step.follows if (day := facts.get(fact))]
    if not days:
        return None
    day, fact = max(days)
    return fact, day


def resting_on(fact: str, recorded: Collection[str]) -> tuple[str, ...]:
    """Recorded facts that could not have happened without this one, so that it cannot be taken back before them."""
    later = {step.fact for step in STEPS if fact in step.follows} | {after for before, after in ORDER if before == fact}
    return tuple(name for name in recorded if name in later and name != fact)


def clashes(fact: str, day: date, facts: Mapping[str, date]) -> tuple[str, str] | None:
    """The first pair (earlier, later) that would stand the wrong way round if `fact` happened on that day."""
    return first_clash(fact, day, facts, _comes_first)


def _comes_first(earlier: str, later: str) -> bool:
    """Whether the law or the case's own order puts the first no later than the second."""
    step = BY_FACT.get(later)
    return (earlier, later) in ORDER or (step is not None and earlier in step.follows)
