"""Families that disagree: one in mediation about a refusal, and one whose appeal the tribunal has decided.

Through the real operations, by a member of the cast, so that nothing here is kept otherwise than in use. The children
and the days follow from the partnership alone, so the same recipe gives the same disagreements.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.domain.lifecycle.dispute_outcomes import Came
from goldenthread.domain.lifecycle.dispute_steps import may_follow
from goldenthread.features.casework.models import Dispute, Milestone, Request
from goldenthread.features.casework.operations import assessment_steps, disputes
from goldenthread.features.casework.queries.disputes import so_far_of
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Child, Tie

PARENT, COORDINATORS = "Gareth Lomax", ("Priya Nair", "Tom Ashdown")  # of the cast: one of each team
# (fact, days after the notice or, below nought, before today; what came of it)
IN_MEDIATION = (("adviser_contacted", 9, ""), ("mediation_requested", -16, ""), ("mediation_place_told", -4, ""))
APPEALED = (
    ("mediation_declined", 20, ""), ("certificate_issued", 22, ""), ("appeal_received", 50, ""),
    ("appeal_sent", 54, ""), ("response_sent", 90, ""), ("order_made", 190, "assess"),
)  # fmt: skip
TOLD_AFTER_ALL = 198


def make_disputes(at: datetime) -> None:
    """Both; fewer where the partnership is too small to have whom they are about."""
    on = at.date()
    staff = [viewer_for(User.objects.get(name=name, in_demo_cast=True), at=at) for name in COORDINATORS]
    parents = Tie.objects.filter(kind=Tie.Kind.PARENT, adult__account__name=PARENT)
    refused = _refusals().filter(child_id__in=parents.values("child_id")).order_by("-happened_on", "id").first()
    if refused is not None and refused.request is not None:
        theirs = [viewer for viewer in staff if _works_with(viewer, on).filter(pk=refused.child_id).exists()]
        _walk(refused.request, refused.happened_on, IN_MEDIATION, (theirs or staff)[0], on)
    old = on - timedelta(days=TOLD_AFTER_ALL)
    kept = Tie.objects.filter(adult__account__in_demo_cast=True, kind__in=("parent", "advocate", "self"))
    by = staff[0]
    ours = _refusals().filter(child_id__in=_works_with(by, on).values("pk"), happened_on__lte=old)
    past = ours.exclude(child_id__in=kept.values("child_id"))
    decided = past.order_by("-happened_on", "id").first()
    if decided is not None and decided.request is not None and decided.happened_on is not None:
        _walk(decided.request, decided.happened_on, APPEALED, by, on)
        told_on = decided.happened_on + timedelta(days=TOLD_AFTER_ALL)
        assessment_steps.record_step(
            request=decided.request, step="assess_after_all", happened_on=told_on, **_how(decided.request, by, on)
        )


def _works_with(viewer: Viewer, on: date) -> Any:
    return Child.objects.visible_to(viewer, Verb.WORK_ON, on=on)


def _refusals() -> Any:
    """The notices of refusals to assess that stand, of requests that have led to nothing since."""
    notices = Milestone.rows.filter(fact="assess_decision_notified", is_current=True, happened_on__isnull=False)
    standing = Request.rows.filter(outcome="N", assessment_outcome="", exported_to="")
    return notices.filter(request__in=standing, child__case_summary__stage="no_plan").select_related("request")


def _walk(
    request: Request, notice_on: date | None, steps: tuple[tuple[str, int, str], ...], by: Any, on: date
) -> Dispute | None:
    """As many of the steps as have come to pass by the day, of a decision no younger than they are."""
    if notice_on is None:
        return None
    known_on = min(on, notice_on + timedelta(days=8))
    dispute = disputes.open_dispute(
        about=request, rights=("a",), notice_on=notice_on, known_on=known_on, **_how(request, by, on)
    )
    for fact, after, came in steps:
        happened_on = (notice_on if after >= 0 else on) + timedelta(days=after)
        if notice_on <= happened_on <= on:
            if not _may_follow(dispute, fact):
                break
            disputes.record_dispute_step(
                dispute=dispute, fact=fact, happened_on=happened_on, came=Came((came,)) if came else None,
                **_how(request, by, on),
            )  # fmt: skip
    return dispute


def _may_follow(dispute: Dispute, fact: str) -> bool:
    return any(step.fact == fact for step in may_follow(so_far_of(dispute)))


def _how(request: Request, by: Any, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "version": version_of(request.child_id)}
