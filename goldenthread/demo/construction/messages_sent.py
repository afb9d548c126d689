"""Messages as they would have gone: each step of some families' cases told on its day, one that failed and waits as a
letter, one nobody could be reached with. Through the real outbox and the real client, to the stand-in for Notify.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from goldenthread.demo.notify_stub import NotifyStub
from goldenthread.features.casework.models import Milestone
from goldenthread.features.casework.operations import telling
from goldenthread.foundation import clock
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.notify import receipts, sending
from goldenthread.foundation.notify.govuk import Account, Govuk
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.people.models import Adult, Child, Organisation, Tie

PARENTS = ("Farah Aziz", "Dawn Pritchard", "Gareth Lomax")
TOLD = ("request_received", "became_responsible", "assess_decision_notified", "draft_served", "final_plan_sent")
LOOKED_BACK = timedelta(days=400)
UNREACHABLE = (
    {"email": "perm-fail@simulator.notify", "phone": "", "address": "31 Chandler’s Row\nWrenbury"},
    {"email": "", "phone": "", "address": ""},
)


def make_messages(team: Organisation, at: datetime) -> None:
    """Told, sent and answered; fewer where the partnership is too small."""
    told = [child_id for name in PARENTS if (child_id := _child_of(name, at)) is not None]
    with NotifyStub() as stub:
        sender = Govuk(Account(**stub.settings()))
        for child_id in told:
            _tell(child_id, sender, at)
        for child_id, reach in zip(_others(team, told), UNREACHABLE, strict=False):
            Adult.objects.filter(ties__child_id=child_id, kind="family").update(**reach)
            _tell(child_id, sender, at, only_last=True)
        _hear(sender)
        with clock.frozen(at):
            sending.drain(sender)


def _tell(child_id: int, sender: Govuk, at: datetime, *, only_last: bool = False) -> None:
    current = Milestone.rows.filter(
        child_id=child_id, request__isnull=False, is_current=True, fact__in=TOLD,
        happened_on__gte=at.date() - LOOKED_BACK, happened_on__lte=at.date(),
    ).select_related("request__child")  # fmt: skip
    rows = list(current.order_by("happened_on", "id"))
    for row in rows[-1:] if only_last else rows:
        assert row.request is not None and row.happened_on is not None
        with clock.frozen(row.happened_on):
            telling.of_fact(row.request, row.fact, row.happened_on, by=SYSTEM, on=row.happened_on)
            sending.drain(sender)


def _hear(sender: Govuk) -> None:
    """What became of them, at once and not in five minutes."""
    Message.rows.filter(state=Message.State.SENT).update(receipt_at=clock.true_now())
    receipts.read(sender)


def _child_of(name: str, at: datetime) -> int | None:
    viewer = viewer_for(User.objects.get(name=name, in_demo_cast=True), at=at)
    child = Child.objects.visible_to(viewer, Verb.FAMILY_PAGE, on=at.date()).order_by("id").first()
    return child.pk if child else None


def _others(team: Organisation, told: Iterable[int]) -> list[int]:
    """Children of the team with a request lately and one parent who is told, and who is nobody of the cast."""
    parents = Tie.objects.filter(
        kind="parent", parental_responsibility=True, ended_on=None, adult__account=None,
        child__ties__kind="case_team", child__ties__organisation=team, child__sensitivity="standard",
        child__milestone_rows__fact="request_received",
    )  # fmt: skip
    found = parents.exclude(child_id__in=list(told)).order_by("-child__milestone_rows__happened_on", "child_id")
    return list(dict.fromkeys(found.values_list("child_id", flat=True)[:20]))[: len(UNREACHABLE)]
