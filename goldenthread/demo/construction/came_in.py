"""What waits for a person to look at: a parent who asks again, a health body's notice, a call about a child on record.

Sent and told through the real operations by members of the cast, so that nothing here is kept otherwise than in use.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.demo.construction.bodies import HEALTH_SERVICES, Bodies
from goldenthread.features.casework.operations import intake_asking, intake_telling
from goldenthread.features.casework.queries.intake_asking import asker_of
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Child

PARENT, COORDINATOR = "Gareth Lomax", "Priya Nair"  # of the cast: the one who was refused, and who takes the calls
ANSWERS = (
    ("about_me", "I like my dog and drawing maps. It is hard when lots of people talk.", "helped"),
    ("worries", "Since we asked last time it is worse. Mornings take two hours and most days end in tears.", ""),
    ("helps", "A quiet place to start the day. One adult who knows the plan.", ""),
    ("others", "Our health visitor, and the club on Saturdays.", ""),
    ("needed", "Somebody to find out why school hurts so much, and help that does not stop each term.", ""),
)


def make_intake(bodies: Bodies, at: datetime) -> None:
    """Three items; fewer where the partnership is too small to have whom they are about."""
    on = at.date()
    staff = _viewer(COORDINATOR, at)
    _a_parent_asks_again(_viewer(PARENT, at), on)
    _a_health_notice(staff, on)
    _a_call_about_a_child_on_record(staff, bodies, on)


def _viewer(name: str, at: datetime) -> Viewer:
    return viewer_for(User.objects.get(name=name, in_demo_cast=True), at=at)


def _a_parent_asks_again(parent: Viewer, on: date) -> None:
    sent_on = on - timedelta(days=4)
    child = Child.objects.visible_to(parent, Verb.ASK_FOR_ASSESSMENT, on=on).first()
    if child is None:
        return
    asker = asker_of(child, parent, on=on)
    common: dict[str, Any] = {"child": child, "asker": asker, "by": parent, "on": sent_on}
    for question, text, how in ANSWERS:
        intake_asking.save_answer(**common, question=question, text=text, how=how)
    intake_asking.send(**common)


def _a_health_notice(staff: Viewer, on: date) -> None:
    told = {
        "forename": "Idris", "surname": "Fenwick", "born_on": (on - timedelta(days=1_100)).isoformat(),
        "address": "14 Ferry Street\nWrenbury", "parent": "Carys Fenwick", "parent_phone": "07700 900418",
    }  # fmt: skip
    intake_telling.tell(
        child=None, told=told, who="health", channel="email", asked_by=HEALTH_SERVICES[0],
        relation="Community paediatrics", received_on=on - timedelta(days=12),
        said="Not yet using words at three. His mother has been told and has talked with us about this notice.",
        by=staff, on=on,
    )  # fmt: skip


def _a_call_about_a_child_on_record(staff: Viewer, bodies: Bodies, on: date) -> None:
    """As a grandparent might say it: the name as it sounds, the birthday right."""
    held = Child.objects.visible_to(staff, Verb.WORK_ON, on=on)
    child = held.filter(ties__kind="case_team", ties__organisation=bodies.teams[0]).order_by("id").first()
    if child is None:
        return
    told = {"forename": child.calling_name, "surname": child.surname}
    if child.born_on:
        told["born_on"] = child.born_on.isoformat()
    intake_telling.tell(
        child=None, told=told, who="anyone", channel="phone", asked_by="Maureen Pell", relation="Grandmother",
        received_on=on - timedelta(days=2), by=staff, on=on,
        said="She looks after the child after school and is worried about how tired and cross they are.",
    )  # fmt: skip
