"""Hands cases from one coordinator to another, or shares them out: one act, one transaction, and a way back.

Access follows the ties, so it moves with them: whoever had a restricted record only by being allocated loses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from goldenthread.domain.lifecycle.sharing_out import share_out
from goldenthread.features.casework.models import CaseSummary, HandedOver, Handover
from goldenthread.features.casework.operations import summaries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.queries.staff import has_left
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Adult, Child, Tie

EARLIEST, LATEST = timedelta(days=31), timedelta(days=60)
BATCH = 1000
WORKING = ("requested", "assessing", "drafting", "plan")


class NotAHandover(Exception):
    """It cannot be done so; `field` is where, the message says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class MovedMeanwhile(Exception):
    """Some of these children are with somebody else by now; nothing was done. `moved`: (child's name, who has them)."""

    def __init__(self, moved: list[tuple[str, str]]) -> None:
        super().__init__("Some of these cases have moved meanwhile.")
        self.moved = moved


@dataclass(frozen=True, slots=True)
class HandedBack:
    """How many went back, and how many had gone on to somebody else and stayed."""

    back: int
    stayed: int


def hand_over(
    *, notes: Mapping[str, str], from_adult: Adult | None, to: Sequence[Adult], as_of: date, note: str, by: Viewer,
    on: date,
) -> Handover:  # fmt: skip
    """The children whose public ids `notes` has, each with the note about that child alone, go to the one person in
    `to`, or are shared out among several. `from_adult` None: they were nobody's. Raises NotAHandover, MovedMeanwhile.
    """
    _sound(notes, from_adult, to, as_of, on)
    with transaction.atomic():
        children = _held(notes, by, on)
        ties = _open_ties(children)
        _still_theirs(notes, children, ties, from_adult, on)
        receivers = _receivers(children, to, from_adult)
        ended = [tie for found in ties.values() for tie in found]
        _end(ended, as_of)
        opened = _open(receivers, as_of)
        row = Handover.objects.create(
            from_adult=from_adult, as_of=as_of, note=note.strip(), made_at=clock.now(), made_by=by.public_id,
            made_by_name=by.name,
        )  # fmt: skip
        HandedOver.rows.bulk_create(
            [
                HandedOver(
                    handover=row, child_id=child.pk, to_adult=receivers[child.pk], tie=opened[child.pk],
                    note=notes[child.public_id].strip(),
                )
                for child in children
            ],
            batch_size=BATCH,
        )  # fmt: skip
        _journal("case.handed_over", row, children, receivers, by, as_of)
        _refresh([child.pk for child in children], on)
    return row


def hand_back(*, handover: Handover, by: Viewer, on: date) -> HandedBack:
    """Undo it: every child still where the handover put them goes back; those that went on stay. Raises NotAHandover.

    Before its day, or on it, it is as if it had not been; later, they go back from today.
    """
    with transaction.atomic():
        row = Handover.objects.select_for_update(of=("self",)).select_related("from_adult").get(pk=handover.pk)
        if row.handed_back_on is not None:
            raise NotAHandover("", "This was handed back already.")
        if row.from_adult and Adult.objects.filter(has_left(on=on), pk=row.from_adult.pk).exists():
            raise NotAHandover("", f"{row.from_adult.name} has left. Hand the cases over to somebody else.")
        lines = list(row.children.filter(handed_back_on=None).select_related("tie"))
        seen = set(
            Child.objects.visible_to(by, Verb.WORK_ON, on=on)
            .filter(pk__in=[line.child_id for line in lines]).values_list("pk", flat=True)
        )  # fmt: skip
        if any(line.child_id not in seen for line in lines):
            raise NotAHandover("", "Some of these children are not with your team. Ask the manager of theirs.")
        children = list(Child.rows.select_for_update().filter(pk__in=sorted(seen)).order_by("pk"))
        standing = [line for line in lines if line.tie is not None and line.tie.ended_on is None]
        back = {line.child_id: line for line in standing}
        _return(row, standing, on)
        row.handed_back_on = on
        row.save(update_fields=["handed_back_on"])
        HandedOver.rows.filter(pk__in=[line.pk for line in standing]).update(handed_back_on=on)
        moved = [child for child in children if child.pk in back]
        to = {child.pk: row.from_adult for child in moved}
        _journal("case.handed_back", row, moved, to, by, on)
        _refresh(list(back), on)
    return HandedBack(len(standing), len(lines) - len(standing))


def mark_read(*, line: HandedOver, by: Viewer, on: date) -> None:
    """The one to whom the child was handed has read what was written. Nothing where it is another's, or read before."""
    with transaction.atomic():
        done = HandedOver.rows.filter(pk=line.pk, to_adult_id=by.adult_id, read_on=None).update(read_on=on)
        if done:
            journal.record(
                "handover.read", by=by, about=line.child.public_id, on=on, data={"handover": line.handover.public_id}
            )  # fmt: skip


def _sound(
    notes: Mapping[str, str], from_adult: Adult | None, to: Sequence[Adult], as_of: date, on: date
) -> None:  # fmt: skip
    if not notes:
        raise NotAHandover("children", "Choose at least one child")
    if not to:
        raise NotAHandover("to", "Choose who is to have the cases")
    if from_adult is not None and from_adult.pk in {each.pk for each in to}:
        raise NotAHandover("to", "Choose somebody other than the person who has the cases now")
    if not on - EARLIEST <= as_of <= on + LATEST:
        raise NotAHandover("as_of", "The day must be from 31 days ago to 60 days from now")


def _held(notes: Mapping[str, str], by: Viewer, on: date) -> list[Child]:
    """The children, locked, if the viewer works on every one."""
    found = Child.objects.visible_to(by, Verb.WORK_ON, on=on).filter(public_id__in=list(notes))
    ids = sorted(found.values_list("pk", flat=True))
    if len(ids) != len(notes):
        raise NotAHandover("children", "Some of these children are no longer with your team. Look at the list again")
    return list(Child.rows.select_for_update().filter(pk__in=ids).order_by("pk"))


def _open_ties(children: Sequence[Child]) -> dict[int, list[Tie]]:
    """By child, the ties to coordinators that have no end yet."""
    found: dict[int, list[Tie]] = {child.pk: [] for child in children}
    rows = Tie.objects.filter(child_id__in=list(found), kind=Tie.Kind.ALLOCATED, adult__isnull=False, ended_on=None)
    for tie in rows.select_related("adult").order_by("started_on", "id"):
        found[tie.child_id].append(tie)
    return found


def _still_theirs(
    notes: Mapping[str, str], children: Sequence[Child], ties: Mapping[int, Sequence[Tie]], from_adult: Adult | None,
    on: date,
) -> None:  # fmt: skip
    wanted = from_adult.pk if from_adult else None
    moved = [child for child in children if (ties[child.pk][-1].adult_id if ties[child.pk] else None) != wanted]
    if moved:
        raise MovedMeanwhile([(child.full_name, _name_of(ties[child.pk])) for child in moved])


def _name_of(ties: Sequence[Tie]) -> str:
    return ties[-1].adult.name if ties and ties[-1].adult else "nobody"


def _receivers(children: Sequence[Child], to: Sequence[Adult], from_adult: Adult | None) -> dict[int, Adult]:
    if len(to) == 1:
        return dict.fromkeys((child.pk for child in children), to[0])
    held = CaseSummary.objects.filter(coordinator__in=to, stage__in=WORKING).values_list("coordinator_id", flat=True)
    loads = {adult.pk: 0 for adult in to}
    for coordinator_id in held:
        loads[coordinator_id or 0] += 1
    by_id = {adult.pk: adult for adult in to}
    shared = share_out([child.pk for child in children], loads)
    return {child_id: by_id[adult_id] for child_id, adult_id in shared.items()}


def _end(ties: Sequence[Tie], as_of: date) -> None:
    """They hold until the day before. One that would end before it began never held, and goes."""
    never = [tie.pk for tie in ties if tie.started_on and tie.started_on >= as_of]
    Tie.objects.filter(pk__in=never).delete()
    rest = [tie.pk for tie in ties if tie.pk not in set(never)]
    Tie.objects.filter(pk__in=rest).update(ended_on=as_of - timedelta(days=1))


def _open(receivers: Mapping[int, Adult], as_of: date) -> dict[int, Tie]:
    rows = [
        Tie(child_id=child_id, kind=Tie.Kind.ALLOCATED, adult=adult, started_on=as_of)
        for child_id, adult in receivers.items()
    ]
    return {tie.child_id: tie for tie in Tie.objects.bulk_create(rows, batch_size=BATCH)}


def _return(row: Handover, lines: Sequence[HandedOver], on: date) -> None:
    ties = [line.tie for line in lines if line.tie is not None]
    since = on if on > row.as_of else row.as_of
    _end(ties, since)
    if row.from_adult is None:
        return
    children = {line.child_id for line in lines}
    reopened: set[int] = set()
    if since == row.as_of:  # as if it had not been
        before = Tie.objects.filter(
            child_id__in=children, kind=Tie.Kind.ALLOCATED, adult=row.from_adult,
            ended_on=row.as_of - timedelta(days=1),
        )  # fmt: skip
        reopened = set(before.values_list("child_id", flat=True))
        before.update(ended_on=None)
    _open(dict.fromkeys(sorted(children - reopened), row.from_adult), since)


def _journal(
    kind: str, row: Handover, children: Sequence[Child], to: Mapping[int, Adult | None], by: Viewer, on: date
) -> None:  # fmt: skip
    def public(adult: Adult | None) -> str:
        return adult.public_id if adult else ""

    journal.record_many([
        journal.Draft(
            kind, by, about=child.public_id, on=on,
            data={"handover": row.public_id, "to": public(to[child.pk]),
                  **({"from": public(row.from_adult)} if kind == "case.handed_over" else {})},
        )
        for child in children
    ])  # fmt: skip


def _refresh(child_ids: Sequence[int], on: date) -> None:
    for start in range(0, len(child_ids), BATCH):
        summaries.refresh(child_ids[start : start + BATCH], on=on)


def refresh_of_the_day(*, on: date, since: date) -> int:
    """Bring the summaries up to date of children whose ties began or ended by themselves between two days."""
    began = Q(started_on__gt=since, started_on__lte=on)
    ended = Q(ended_on__gte=since, ended_on__lt=on)
    kinds = (Tie.Kind.ALLOCATED, Tie.Kind.CASE_TEAM, Tie.Kind.ATTENDS)
    moved = Tie.objects.filter(began | ended, kind__in=kinds).order_by()
    ids = list(moved.values_list("child_id", flat=True).distinct())
    with transaction.atomic():
        _refresh(ids, on)
    return len(ids)
