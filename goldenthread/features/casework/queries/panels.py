"""Panels and their agendas, for a viewer: the meetings they sit on or their team holds, and what they may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from goldenthread.domain.agreement import Agreement, agreement
from goldenthread.domain.lifecycle.hearing import ASKED_SAID, Asked, advice_from
from goldenthread.features.casework.models import (
    PanelCase,
    PanelDeclaration,
    PanelMeeting,
    PanelMember,
    PanelView,
)
from goldenthread.features.casework.queries.panel_advice import came_to
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child

LOOKS_BACK = timedelta(days=365)
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Silence:
    """Of one case: members who have not declared, those who have no conflict, and (name, what) of those who have."""

    silent: tuple[str, ...]
    free: tuple[str, ...]
    conflicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One case. `child` is None where this viewer may not see whose it is: then `why_not` says so. `declared`: of the
    viewer, None where they have said nothing. `own_words`: whether the child's own words are on record."""

    number: int
    case_id: str
    child: Child | None
    why_not: str
    asked: str
    listed_on: date
    declared: bool | None
    conflict: str
    viewed: bool
    views: int
    own_words: bool
    advice: str
    said: Silence


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as its page shows it. `seat` is the viewer's own, `keeps` whether they may change the meeting."""

    row: PanelMeeting
    members: tuple[PanelMember, ...]
    seat: PanelMember | None
    keeps: bool
    agenda: tuple[AgendaRow, ...] = ()


def meetings_for(viewer: Viewer, *, on: date) -> list[PanelMeeting]:
    """Those to come and those of the past year, latest first, each with `cases_listed`. One query."""
    rows = _visible(viewer).filter(held_on__gte=on - LOOKS_BACK).select_related("team")
    counted = rows.annotate(cases_listed=Count("cases", filter=Q(cases__taken_off_on=None)))
    return list(counted.order_by("-held_on", "-id")[:MOST_LISTED])


def coming(team_ids: Collection[int], *, on: date) -> list[PanelMeeting]:
    """Meetings still to come on which a case may be listed, those of these teams first."""
    rows = PanelMeeting.objects.filter(held_on__gte=on, cancelled_on=None).select_related("team")
    return sorted(rows[:MOST_LISTED], key=lambda each: (each.team_id not in team_ids, each.held_on, each.pk))


def meeting_of(viewer: Viewer, panel_id: str) -> Meeting | None:
    """The meeting with that id, without its agenda; None where there is none for this viewer."""
    row = _visible(viewer).filter(public_id=panel_id).select_related("team").first()
    if row is None:
        return None
    members = tuple(
        PanelMember.objects.filter(meeting=row, left_on=None).select_related("adult").order_by("-is_chair", "id")
    )
    seat = next((each for each in members if each.adult_id == viewer.adult_id), None)
    keeps = row.team_id in viewer.bodies_with(Power.KEEP_PANELS)
    return Meeting(row, members, seat, keeps)


def with_agenda(meeting: Meeting, viewer: Viewer, *, on: date) -> Meeting:
    """The same with its cases: those the viewer may not see are rows without a name. Four queries."""
    cases = list(PanelCase.rows.filter(meeting=meeting.row, taken_off_on=None).select_related("child").order_by("id"))
    may_see = viewer.children_filter(Verb.SEE_PACK, on=on)
    seen = set(Child.rows.filter(may_see, pk__in=[case.child_id for case in cases]).values_list("pk", flat=True))
    declared: dict[int, dict[int, PanelDeclaration]] = {}
    for row in PanelDeclaration.rows.filter(case__meeting=meeting.row):
        declared.setdefault(row.case_id, {})[row.member_id] = row
    views: dict[int, dict[int | None, dict[str, str]]] = {}
    given = PanelView.rows.filter(case__meeting=meeting.row).values_list("case_id", "member_id", "question", "answer")
    for case_id, member_id, question, answer in given:
        views.setdefault(case_id, {}).setdefault(member_id, {})[question] = answer
    agenda = tuple(
        _row(number, case, meeting, case.child_id in seen, declared.get(case.pk, {}), views.get(case.pk, {}))
        for number, case in enumerate(cases, start=1)
    )
    return Meeting(meeting.row, meeting.members, meeting.seat, meeting.keeps, agenda)


def _row(
    number: int, case: PanelCase, meeting: Meeting, seen: bool, declared: Mapping[int, PanelDeclaration],
    views: Mapping[int | None, Mapping[str, str]],
) -> AgendaRow:  # fmt: skip
    own = declared.get(meeting.seat.pk) if meeting.seat else None
    barred = own is not None and own.has_conflict
    why_not = "You have a conflict of interest" if barred else "You cannot open this case"
    said = Silence(
        tuple(seat.adult.name for seat in meeting.members if seat.pk not in declared),
        tuple(
            seat.adult.name for seat in meeting.members if seat.pk in declared and not declared[seat.pk].has_conflict
        ),
        tuple(
            (seat.adult.name, declared[seat.pk].conflict)
            for seat in meeting.members
            if seat.pk in declared and declared[seat.pk].has_conflict
        ),
    )
    shown = seen and not barred
    return AgendaRow(
        number, case.public_id, case.child if shown else None, "" if shown else why_not,
        case.question if case.asked == Asked.OTHER and shown else ASKED_SAID[Asked(case.asked)], case.listed_on,
        None if own is None else own.has_conflict, own.conflict if own else "",
        meeting.seat is not None and meeting.seat.pk in views, len([seat for seat in views if seat is not None]),
        bool(case.child.in_their_words.strip()),
        came_to(case.asked, advice_from(views.get(None, {}))) if shown else "", said,
    )  # fmt: skip


def agreement_of(team_id: int, *, on: date) -> Agreement:
    """How members' own views agreed, before they saw each other's, in cases this team's panels heard in the year to a
    day. Counts alone: it names no child."""
    rows = PanelView.rows.filter(
        member__isnull=False, case__meeting__team_id=team_id, case__heard_on__gt=on - LOOKS_BACK, case__heard_on__lte=on
    )
    by_question: dict[tuple[int, str], list[str]] = {}
    for case_id, question, answer in rows.values_list("case_id", "question", "answer"):
        by_question.setdefault((case_id, question), []).append(answer)
    return agreement(by_question.values())


def _visible(viewer: Viewer) -> QuerySet[PanelMeeting]:
    """Meetings one sits on, and those of teams whose cases one works or whose panels one keeps."""
    teams = viewer.bodies_for(Verb.WORK_ON) | viewer.bodies_with(Power.KEEP_PANELS)
    sits = Q(pk__in=[])
    if viewer.adult_id is not None:
        seats = PanelMember.objects.filter(adult_id=viewer.adult_id, left_on=None)
        sits = Q(pk__in=seats.values("meeting_id"))
    return PanelMeeting.objects.filter(sits | Q(team_id__in=teams))
