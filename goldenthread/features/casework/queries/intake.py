"""For staff: what was sent or told and nobody has decided about yet, and everything a person needs to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.domain.clocks.needs_assessment import BAR, DECIDE
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.register import read as read_rule
from goldenthread.domain.statute.right_holder import right_holder
from goldenthread.features.casework.models import Intake, Milestone, Request
from goldenthread.features.casework.queries.intake_asking import fact_of
from goldenthread.features.casework.queries.intake_questions import QUESTIONS, how_said
from goldenthread.features.casework.queries.open_requests import open_requests_of
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.partnership.calendar import working_calendar
from goldenthread.foundation.people.models import Child, Tie
from goldenthread.foundation.people.queries.matches import Match, Matches, possible_matches

ASSESSED = ("final_plan_sent", "no_plan_notified")  # either ends an assessment that was carried out
WHO, CHANNELS = Intake.Who.choices, [each for each in Intake.Channel.choices if each[0] != Intake.Channel.HERE]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list. `reading` is rule B1 as it stands if this starts the clock on the day it was received."""

    id: str
    child_id: str
    name: str
    born_on: date | None
    who: str
    channel: str
    received_on: date
    days: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: which question, the words, who typed it, and for a child's own how they were given."""

    question: str
    text: str
    by: str
    on: str
    how: str


@dataclass(frozen=True, slots=True)
class Running:
    """A request already open, of the child or of one who may be the same."""

    id: str
    child: Child
    received_on: date | None


@dataclass(frozen=True, slots=True)
class Item:
    """Everything one page shows. `bar` is rule A4 where the child was assessed in the six months before receipt."""

    row: Intake
    waiting: Waiting
    said: tuple[Said, ...]
    matches: Matches
    running: tuple[Running, ...]
    assessed_on: date | None
    bar: Reading | None
    rights_are_theirs: bool

    @property
    def is_decided(self) -> bool:
        """Somebody has decided about it."""
        return self.row.state != Intake.State.SENT

    @property
    def decided_at(self) -> datetime | None:
        """When."""
        return self.row.decided_at


def visible_to(viewer: Viewer, *, on: date) -> QuerySet[Intake]:
    """What was sent or told, about children this viewer works on, about none on record yet, or about one no team has.

    Where no team has a restricted record, only those see it who lead a team.
    """
    rows = Intake.rows.exclude(state=Intake.State.DRAFT)
    if not viewer.may(Power.DECIDE_INTAKE):
        return rows.none()
    held = (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
    team = Tie.objects.filter(held, child=OuterRef("child"), kind=Tie.Kind.CASE_TEAM)
    nobodys = Q(~Exists(team), child__isnull=False)
    if not viewer.may(Power.SEE_TEAM_CASELOADS):
        nobodys &= Q(child__sensitivity=Child.Sensitivity.STANDARD)
    return rows.filter(Q(child=None) | viewer.children_filter(Verb.WORK_ON, on=on, path="child") | nobodys)


def to_look_at(viewer: Viewer, *, on: date) -> list[Waiting]:
    """Undecided, oldest first. One query, and no more than a partnership's week of it."""
    rows = visible_to(viewer, on=on).filter(state=Intake.State.SENT).select_related("child")
    return [_waiting(row, on) for row in rows.order_by("received_on", "id")[:500]]


def item_of(viewer: Viewer, item_id: str, *, on: date) -> Item | None:
    """One item, decided or not; None where there is none this viewer may see."""
    row = visible_to(viewer, on=on).filter(public_id=item_id).select_related("child", "request", "school").first()
    if row is None:
        return None
    matches = _matches(row, viewer, on)
    children = [*([row.child] if row.child else []), *(match.child for match in matches.found)]
    assessed_on = _last_assessed(row)
    bar = None
    if assessed_on and row.received_on and assessed_on <= row.received_on:
        reading = read_rule(BAR.code, {"assessment_made": assessed_on}, row.received_on)
        bar = reading if reading.is_open else None
    born_on = row.child.born_on if row.child else _told_birth(row)
    return Item(
        row, _waiting(row, on), _said(row), matches, _running(children), assessed_on if bar else None, bar,
        rights_are_theirs=born_on is not None and right_holder(born_on, on) == "young_person",
    )  # fmt: skip


def taken_by_another_team(viewer: Viewer, item_id: str) -> Intake | None:
    """An item every team could see, for its child was on nobody's record, that one has decided about since.

    For the answer to a decision that came second, and nothing else.
    """
    if not viewer.may(Power.DECIDE_INTAKE):
        return None
    decided = Intake.rows.exclude(state__in=[Intake.State.DRAFT, Intake.State.SENT]).exclude(told={})
    return decided.filter(public_id=item_id).first()


def child_chosen(item: Item, child_id: str, viewer: Viewer, *, on: date) -> Child | None:
    """A child the viewer works on, of those the page offered."""
    offered = [match.child.pk for match in item.matches.found]
    rows = Child.objects.visible_to(viewer, Verb.WORK_ON, on=on).filter(pk__in=offered, public_id=child_id)
    return rows.first()  # type: ignore[no-any-return]


def request_chosen(item: Item, request_id: str, viewer: Viewer, *, on: date) -> Request | None:
    """An open request the page offered, of a child the viewer works on (or of the item's own)."""
    if request_id not in {each.id for each in item.running}:
        return None
    own = Q(child_id=item.row.child_id) if item.row.child_id else Q(pk__in=[])
    may = own | viewer.children_filter(Verb.WORK_ON, on=on, path="child")
    return Request.rows.filter(may, public_id=request_id).select_related("child").first()


def open_ids(item: Item, child: Child | None) -> list[str]:
    """Public ids of the open requests of this child the page showed."""
    return [each.id for each in item.running if child is not None and each.child.pk == child.pk]


def _matches(row: Intake, viewer: Viewer, on: date) -> Matches:
    if row.state != Intake.State.SENT:
        return Matches(())
    if row.child:
        child = row.child
        named = {"forename": child.forename, "surname": child.surname, "born_on": child.born_on}
        return possible_matches(viewer, **named, upn=child.upn or "", on=on, but=child.pk)  # type: ignore[arg-type]
    told = row.told
    return possible_matches(
        viewer, forename=told.get("forename", ""), surname=told.get("surname", ""), born_on=_told_birth(row),
        upn=told.get("upn", ""), on=on,
    )  # fmt: skip


def _waiting(row: Intake, on: date) -> Waiting:
    assert row.received_on is not None
    told = f"{row.told.get('forename', '')} {row.told.get('surname', '')}".strip()
    reading = read_rule(DECIDE.code, {fact_of(row.who): row.received_on}, on, calendar=working_calendar())
    return Waiting(
        row.public_id, row.child.public_id if row.child else "", row.child.full_name if row.child else told,
        row.child.born_on if row.child else _told_birth(row), str(Intake.Who(row.who).label),
        str(Intake.Channel(row.channel).label), row.received_on, (on - row.received_on).days, reading,
    )  # fmt: skip


def _told_birth(row: Intake) -> date | None:
    return date.fromisoformat(row.told["born_on"]) if row.told.get("born_on") else None


def _said(row: Intake) -> tuple[Said, ...]:
    given = ((question, row.answers.get(question, {})) for question in QUESTIONS)
    return tuple(
        Said(question, kept["text"], kept.get("by", ""), kept.get("on", ""), _how(row, kept))
        for question, kept in given
        if kept.get("text")
    )


def _how(row: Intake, kept: dict[str, str]) -> str:
    return how_said(row.who, kept["how"]) if "how" in kept else ""


def _last_assessed(row: Intake) -> date | None:
    if row.child_id is None or row.received_on is None:
        return None
    days = Milestone.rows.filter(
        child_id=row.child_id, fact__in=ASSESSED, is_current=True, happened_on__lte=row.received_on
    )
    return days.order_by("-happened_on").values_list("happened_on", flat=True).first()


def _running(children: Sequence[Child]) -> tuple[Running, ...]:
    by_child = open_requests_of([child.pk for child in children])
    ids = [request.pk for requests in by_child.values() for request in requests]
    if not ids:
        return ()
    began = Milestone.rows.filter(
        request_id__in=ids, is_current=True, fact__in=("request_received", "became_responsible")
    )
    days = dict(began.order_by("-happened_on").values_list("request_id", "happened_on"))
    return tuple(
        Running(request.public_id, child, days.get(request.pk))
        for child in children
        for request in by_child.get(child.pk, [])
    )


__all__ = ["CHANNELS", "WHO", "Item", "Match", "Said", "Waiting", "child_chosen", "item_of", "open_ids",
           "request_chosen", "taken_by_another_team", "to_look_at", "visible_to"]  # fmt: skip
