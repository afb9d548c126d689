"""A coordinator of the first team is away and covered; a few cases were handed over last week, with notes."""

from __future__ import annotations

from datetime import datetime, timedelta

from goldenthread.demo.construction.bodies import COORDINATORS, Bodies
from goldenthread.features.casework.models import CaseSummary
from goldenthread.features.casework.operations import absences, handovers, summaries
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.ids import new_id
from goldenthread.foundation.people.models import Adult, Tie

MANAGER = "Ngozi Umeh"
HANDED = 3
NOTE = "I move to the Marle team. Each family knows, and has the team’s number."
NOTES = (
    "Mum works nights: ring after 2pm. She asked for letters in large print.",
    "The school is waiting to hear about the review. Ask for Mrs Bell in the office.",
    "He would rather be asked than spoken about. Start with him.",
)


def make_cover(bodies: Bodies, at: datetime) -> None:
    """Both, through the real operations. Nothing where the first team has too few children to show it."""
    on = at.date()
    manager = viewer_for(User.objects.get(name=MANAGER), at=at)
    here, away = bodies.coordinators[0], _colleague(bodies)
    team = bodies.team_of(0)
    theirs = CaseSummary.objects.filter(coordinator=here, team=team, stage="plan", child__sensitivity="standard")
    children = [row.child for row in theirs.select_related("child").order_by("-child_id")[: HANDED + 1]]
    if len(children) <= HANDED:
        return
    # As if they had been the colleague's; one stays so.
    Tie.objects.filter(child__in=children, kind=Tie.Kind.ALLOCATED, adult=here).update(adult=away)
    notes = {child.public_id: note for child, note in zip(children, NOTES, strict=False)}
    handovers.hand_over(
        notes=notes, from_adult=away, to=[here], as_of=on - timedelta(days=6), note=NOTE, by=manager, on=on
    )  # fmt: skip
    summaries.refresh([child.pk for child in children], on=on)
    monday = on - timedelta(days=on.weekday())
    absences.record(
        adult=away, away_from=monday, away_to=monday + timedelta(days=11), covered_by=here, by=manager, on=on
    )  # fmt: skip


def _colleague(bodies: Bodies) -> Adult:
    """The second coordinator of the first team; made where the partnership is too small to have one."""
    place = len(bodies.teams)
    if place < len(bodies.coordinators):
        return bodies.coordinators[place]
    return Adult.objects.create(
        public_id=new_id(), kind="professional", name=COORDINATORS[2], job_title="EHC coordinator",
        email="coordinator3@wrenbury-marle.example", phone="01632 960202",
    )  # fmt: skip
