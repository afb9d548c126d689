"""Two panels of the first team: one next week with cases to read, one that met last week and advised.

Arranged and heard through the real operations, so that nothing here is kept otherwise than in use.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from goldenthread.demo.construction import panel_children
from goldenthread.demo.construction.bodies import OTHER_SERVICES, PSYCHOLOGY, SOCIAL_CARE, Bodies
from goldenthread.domain.lifecycle.assessment_steps import stage_of
from goldenthread.domain.lifecycle.hearing import Asked, questions_of
from goldenthread.features.casework.models import PanelCase, PanelMeeting, PanelMember, Request
from goldenthread.features.casework.operations import panel_cases
from goldenthread.features.casework.operations import panels as operations
from goldenthread.features.casework.operations.panels import Arranged, Seat
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.operations.professionals import adult_of

CHAIR, KEEPER = "Ruth Calder", "Priya Nair"
MEMBERS = (
    (CHAIR, ""), ("Dr Ines Duarte", PSYCHOLOGY), ("Sunita Rao", OTHER_SERVICES[0]), ("Kwame Mensah", SOCIAL_CARE),
    ("Helen Marsh", "Secondary SENCOs"),
)  # fmt: skip
CONFLICTED = "Helen Marsh"
CONFLICT = "I taught this child’s older sister and know the family well."
STAGES = {Asked.ASSESS: "requested", Asked.ISSUE: "assessing"}
NEXT, PAST = ((Asked.ASSESS, 3), (Asked.ISSUE, 2)), ((Asked.ASSESS, 2), (Asked.ISSUE, 1))
NEEDS = ("SLCN", "ASD", "SEMH", "MLD", "ASD", "SLCN", "SEMH", "PD")
# What members of the past panel thought alone, case by case and member by member; then what the panel came to.
ALONE = (
    ("met", "met", "met", "met", "met"), ("met", "not_met", "met", "more", "met"), ("met", "met", "met", "more", "met"),
)  # fmt: skip
TOGETHER = (
    ("met", "The school’s records and the family’s account say the same. Two terms of support have changed little."),
    ("more", "The school has not said what it tried. Its SENCO can, within a week."),
    ("met", "Every advice names provision that no mainstream school here makes from its own means."),
)
SAID = {
    "met": "The evidence in the pack shows it.",
    "not_met": "What is in place now has begun to help.",
    "more": "I should like to know what was tried and for how long.",
}


def make_panels(bodies: Bodies, at: datetime) -> None:
    """Both, each with its cases: in a small partnership some are of children invented for it."""
    on = at.date()
    waiting = {asked: _waiting(bodies, stage) for asked, stage in STAGES.items()}
    for asked, count in NEXT:
        count += dict(PAST)[asked]
        waiting[asked] = waiting[asked][:count]
        waiting[asked] += panel_children.more(asked, count - len(waiting[asked]), bodies, at)
    panel_children.write_what_was_said([request for each in waiting.values() for request in each], at)
    past = _arrange(bodies, on - timedelta(days=5), on - timedelta(days=19), at)
    for order, case in enumerate(_list(past, PAST, waiting, on - timedelta(days=16), at, 5)):
        _hear(case, order, on - timedelta(days=5), at)
    coming = _arrange(bodies, on + timedelta(days=7), on - timedelta(days=2), at)
    cases = _list(coming, NEXT, waiting, on - timedelta(days=1), at, 0)
    _before_it_meets(cases, on, at)


def _waiting(bodies: Bodies, stage: str) -> list[Request]:
    """The team's standard records whose newest request stands at a stage, in the order they were made."""
    rows = Request.rows.filter(
        child__case_summary__stage=stage, child__sensitivity="standard", child__ties__kind="case_team",
        child__ties__organisation=bodies.teams[0], child__ties__ended_on=None,
    ).distinct()  # fmt: skip
    return [row for row in rows.order_by("id")[:40] if stage_of(case_of(row)) == stage]


def _viewer(name: str, at: datetime) -> Viewer:
    return viewer_for(User.objects.get(name=name, in_demo_cast=True), at=at)


def _arrange(bodies: Bodies, held_on: date, on: date, at: datetime) -> PanelMeeting:
    while held_on.weekday() > 4:
        held_on -= timedelta(days=1)
    team = bodies.teams[0]
    seats = tuple(
        Seat(adult_of(User.objects.get(name=name, in_demo_cast=True)), body or team.name, name == CHAIR)
        for name, body in MEMBERS
    )
    plan = Arranged(held_on, time(9, 30), False, "Committee room 2, Wrenbury Town Hall", seats)
    return operations.arrange(team=team, plan=plan, by=_viewer(CHAIR, at), on=on)


def _list(
    meeting: PanelMeeting, wanted: tuple[tuple[Asked, int], ...], waiting: dict[Asked, list[Request]], on: date,
    at: datetime, first: int,
) -> list[PanelCase]:  # fmt: skip
    by, found = _viewer(KEEPER, at), []
    for asked, count in wanted:
        for request in [waiting[asked].pop(0) for _ in range(count)]:
            need = NEEDS[(first + len(found)) % len(NEEDS)]
            found.append(
                panel_cases.list_case(
                    meeting=meeting, child=request.child, asked=asked, request=request, main_need=need, by=by, on=on
                )
            )
    return found


def _hear(case: PanelCase, order: int, on: date, at: datetime) -> None:
    """Everybody said they had no conflict, gave a view alone, and the panel came to its advice."""
    questions = questions_of(case.asked, case.question)
    for member, answer in zip(_members(case), ALONE[order], strict=True):
        by = _viewer(member.adult.name, at)
        panel_cases.declare(case=case, member=member, has_conflict=False, conflict="", by=by, on=on)
        given = {each.code: (answer, SAID[answer]) for each in questions}
        panel_cases.give_view(case=case, member=member, answers=given, by=by, on=on)
    answer, reasons = TOGETHER[order]
    panel_cases.advise(
        case=case, answers={each.code: (answer, reasons) for each in questions}, reasons=reasons,
        by=_viewer(CHAIR, at), on=on, version=0,
    )  # fmt: skip


def _before_it_meets(cases: list[PanelCase], on: date, at: datetime) -> None:
    """One child's own words are not written down; one member has a conflict, and two have said nothing yet."""
    if not cases:
        return
    if not any(not case.child.in_their_words for case in cases):
        Child.rows.filter(pk=cases[-1].child_id).update(
            in_their_words="", in_their_words_on=None, in_their_words_how=""
        )
    for number, case in enumerate(cases):
        for member in _members(case):
            name = member.adult.name
            conflict = CONFLICT if number == 1 and name == CONFLICTED else ""
            if conflict or (number < 2 and name in (CHAIR, "Dr Ines Duarte")):
                panel_cases.declare(
                    case=case, member=member, has_conflict=bool(conflict), conflict=conflict, by=_viewer(name, at),
                    on=on,
                )  # fmt: skip


def _members(case: PanelCase) -> list[PanelMember]:
    return list(PanelMember.objects.filter(meeting=case.meeting).select_related("adult").order_by("id"))
