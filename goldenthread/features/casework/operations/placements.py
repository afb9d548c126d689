"""Records which school, college or type of one the plan will name, by which route of the Act and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from goldenthread.domain.lifecycle.assessment_steps import stage_of
from goldenthread.domain.statute.naming_a_setting import grounds, routes
from goldenthread.features.casework.models import PlacementDecision, Request
from goldenthread.features.casework.operations.changes import NotNow, hold
from goldenthread.features.casework.operations.milestones import InTheFuture, ReasonNeeded
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.plan_drafts import placement_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Organisation


class GroundNeeded(Exception):
    """A place the family asked for is not named only on a ground of section 39(4)."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What was decided: see models/placing.py. `organisation` is None where only a type is named."""

    organisation: Organisation | None
    setting_type: str
    route: str
    reasons: str
    decided_by: str
    decided_on: date
    asked_for: str = ""
    grounds: tuple[str, ...] = ()


def decide_placement(
    *, request: Request, placement: Placement, by: journal.Author, on: date, version: str
) -> PlacementDecision:
    """Which place section I will name, decided once a draft has been served. Raises GroundNeeded, ReasonNeeded, NotNow,
    InTheFuture, ChangedMeanwhile."""
    route = routes()[placement.route]
    if route.needs_ground and not set(placement.grounds) & set(grounds()):
        raise GroundNeeded
    if not placement.reasons.strip():
        raise ReasonNeeded
    if placement.decided_on > on:
        raise InTheFuture
    with transaction.atomic():
        hold(request.child_id, version)
        if stage_of(case_of(request)) != "draft_served":
            raise NotNow("The place is decided after the family was sent the draft, and before the final plan.")
        if placement_of(request.pk) is not None:
            raise NotNow("A decision is recorded already. Take it back first.")
        given = asdict(placement) | {"organisation": placement.organisation}
        given["grounds"] = [code for code in grounds() if code in placement.grounds] if route.needs_ground else []
        row = PlacementDecision.rows.create(
            request=request, child_id=request.child_id, recorded_at=clock.now(), recorded_by=by.public_id, **given
        )
        journal.record(
            "placement.decided", by=by, about=request.child.public_id, on=placement.decided_on,
            reason=placement.reasons, data={"decision": row.public_id, "route": row.route, "grounds": row.grounds},
        )  # fmt: skip
        return row


def take_back_placement(*, request: Request, reason: str, by: journal.Author, on: date) -> None:
    """The decision no longer stands; it is kept. Raises ReasonNeeded, NotNow."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        hold_request = Request.rows.select_for_update().get(pk=request.pk)
        row = placement_of(hold_request.pk)
        if row is None or stage_of(case_of(hold_request)) != "draft_served":
            raise NotNow("There is no decision to take back, or the final plan has been sent.")
        row.taken_back_on = on
        row.save(update_fields=["taken_back_on"])
        journal.record(
            "placement.taken_back", by=by, about=request.child.public_id, on=on, reason=reason.strip(),
            data={"decision": row.public_id},
        )  # fmt: skip
