"""Opens and closes the way by which a body asked for advice reaches the record."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from goldenthread.features.casework.models import Advice, Milestone
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Organisation, Tie

_TIES = {"medical": Tie.Kind.HEALTH, "social_care": Tie.Kind.SOCIAL_CARE, "psychology": Tie.Kind.PSYCHOLOGY}
_TIES_OF_OTHERS = {
    Organisation.Kind.HEALTH_SERVICE: Tie.Kind.HEALTH, Organisation.Kind.COUNCIL_TEAM: Tie.Kind.ADVISER,
    Organisation.Kind.OTHER: Tie.Kind.ADVISER,
}  # fmt: skip


def open_to_asked(advice: Advice, *, on: date) -> None:
    """From the day the asking was recorded. A tie that holds already is enough, and a school's pupils are its own."""
    kind = _kind(advice.kind, advice.organisation)
    if kind is None:
        return
    open_now = (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
    ends = {"child_id": advice.child_id, "kind": kind, "organisation": advice.organisation}
    if not Tie.objects.filter(open_now, **ends).exists():
        Tie.objects.create(started_on=on, **ends)


def close_to_asked(advice: Advice, *, on: date) -> None:
    """The asking never happened: the way it opened ends the day before `on`, unless the body was asked for other advice
    by the same way. A tie from before it was ever asked stays. One opened that very day never was."""
    kind = _kind(advice.kind, advice.organisation)
    if kind is None:
        return
    asked = _asked(advice, kind)
    besides = asked.filter(is_current=True, happened_on__isnull=False).exclude(advice=advice)
    first = asked.order_by("recorded_at").first()
    if first is None or besides.exists():
        return
    since = clock.day_of(first.recorded_at)
    ties = Tie.objects.filter(child_id=advice.child_id, kind=kind, organisation=advice.organisation, ended_on=None)
    for tie in ties.filter(source="person", started_on__gte=since):
        if tie.started_on and tie.started_on >= on:
            tie.delete()
        else:
            tie.ended_on = on - timedelta(days=1)
            tie.save(update_fields=["ended_on"])


def _asked(advice: Advice, kind: Tie.Kind) -> QuerySet[Milestone]:
    """Every time this body was asked about this child for advice that opens this way, taken back or not."""
    kinds = [code for code in Advice.Kind.values if _kind(code, advice.organisation) == kind]
    same = Advice.rows.filter(child_id=advice.child_id, organisation=advice.organisation, kind__in=kinds)
    return Milestone.rows.filter(advice__in=same, fact="advice_requested")


def _kind(advice: str, body: Organisation | None) -> Tie.Kind | None:
    """The tie that advice of this kind opens to this body; None for none."""
    if body is None:
        return None
    return _TIES.get(advice) or _TIES_OF_OTHERS.get(Organisation.Kind(body.kind))
