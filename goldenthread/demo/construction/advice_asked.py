"""Advice asked of the sensory service in a few assessments under way: so rare that in a small partnership chance gives
it none, and its teacher nothing to do."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.demo.construction.bodies import SENSORY, Bodies
from goldenthread.domain.lifecycle.assessment_steps import BY_CODE, may_follow
from goldenthread.features.casework.models import Advice, CaseSummary, Milestone, Request
from goldenthread.features.casework.operations.assessment_steps import ask_for_advice
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation.journal import SYSTEM

ASKED = 3


def ask_the_sensory_service(bodies: Bodies, on: date) -> int:
    """In the first assessments where it has not been asked; how many."""
    service, asked = bodies.by_name[SENSORY], 0
    known = Advice.rows.filter(organisation=service).values("child_id")
    children = CaseSummary.objects.filter(stage="assessing", child__sensitivity="standard").exclude(child_id__in=known)
    for child_id in children.order_by("child_id").values_list("child_id", flat=True)[: ASKED * 5]:
        request = Request.rows.filter(child_id=child_id, has_assessment=True).order_by("-id").first()
        if asked == ASKED or request is None or BY_CODE["ask_advice"] not in may_follow(case_of(request)):
            continue
        told = Milestone.rows.filter(request=request, fact="assess_decision_notified", is_current=True)
        decided_on = told.values_list("happened_on", flat=True).first() or on
        received_on = max(decided_on, on - timedelta(days=18 + 12 * asked))
        ask_for_advice(
            request=request, kind="sensory", organisation=service, received_on=received_on, by=SYSTEM, on=on,
            version=version_of(child_id),
        )  # fmt: skip
        asked += 1
    return asked
