"""One case as a panel hears it: who has said what, and what this viewer may see of it. For a child already found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.domain.lifecycle.hearing import ANSWER_SAID, Answer, CaseQuestion, questions_of
from goldenthread.features.casework.models import PanelCase, PanelDeclaration, PanelMember, PanelView
from goldenthread.features.casework.queries.panel_advice import AdviceShown, shown
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child


@dataclass(frozen=True, slots=True)
class ViewOf:
    """One member's answer to one question."""

    name: str
    body: str
    answer: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the views this viewer may see, and how many gave each answer ('' while they may not)."""

    question: CaseQuestion
    views: tuple[ViewOf, ...]
    counted: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """`opens`: whether the viewer may see others' views: once they gave their own, or the panel has advised."""

    case: PanelCase
    members: tuple[PanelMember, ...]
    seat: PanelMember | None
    declared: dict[int, PanelDeclaration]
    viewed: tuple[int, ...]
    opens: bool
    leads: bool
    asked: tuple[Asked, ...]
    advice: AdviceShown

    @property
    def own(self) -> PanelDeclaration | None:
        """What the viewer declared."""
        return self.declared.get(self.seat.pk) if self.seat else None

    @property
    def has_viewed(self) -> bool:
        """Whether the viewer gave their own view."""
        return self.seat is not None and self.seat.pk in self.viewed

    @property
    def silent(self) -> tuple[PanelMember, ...]:
        """Members who have not said whether they have a conflict."""
        return tuple(each for each in self.members if each.pk not in self.declared)


def is_barred(child: Child, viewer: Viewer, case_id: str = "") -> bool:
    """Whether the viewer declared a conflict of interest in this child's case on any panel they sit on, whichever way
    they come to the child."""
    if viewer.adult_id is None:
        return False
    rows = PanelDeclaration.rows.filter(
        child=child, has_conflict=True, member__adult_id=viewer.adult_id, member__left_on=None, case__taken_off_on=None
    )
    return (rows.filter(case__public_id=case_id) if case_id else rows).exists()


def cases_of(child: Child, viewer: Viewer, *, on: date) -> list[PanelCase]:
    """Of this child, the cases on panels the viewer sits on, or all for those who work on the child; newest first."""
    rows = PanelCase.rows.filter(child=child, taken_off_on=None).select_related("meeting__team", "request")
    if not Child.rows.filter(Q(pk=child.pk) & viewer.children_filter(Verb.WORK_ON, on=on)).exists():
        seats = PanelMember.objects.filter(adult_id=viewer.adult_id or 0, left_on=None)
        rows = rows.filter(meeting__in=seats.values("meeting_id"))
    return list(rows.order_by("-meeting__held_on", "-id"))


def hearing_of(case: PanelCase, viewer: Viewer, *, on: date) -> Hearing:
    """Everything about one case's hearing that this viewer may see. Five queries."""
    members = tuple(
        PanelMember.objects.filter(meeting=case.meeting_id, left_on=None)
        .select_related("adult")
        .order_by("-is_chair", "id")
    )
    seat = next((each for each in members if each.adult_id == viewer.adult_id), None)
    declared = {row.member_id: row for row in PanelDeclaration.rows.filter(case=case)}
    views = list(PanelView.rows.filter(case=case, member__isnull=False).select_related("member__adult").order_by("id"))
    given = tuple(sorted({row.member_id for row in views if row.member_id is not None}))
    heard = case.heard_on is not None
    opens = heard or (seat is not None and seat.pk in given)
    leads = (seat is not None and seat.is_chair) or case.meeting.team_id in viewer.bodies_with(Power.KEEP_PANELS)
    asked = tuple(_asked(each, views if opens else []) for each in questions_of(case.asked, case.question))
    return Hearing(case, members, seat, declared, given, opens, leads, asked, shown(case))


def _asked(question: CaseQuestion, views: Sequence[PanelView]) -> Asked:
    rows = [row for row in views if row.question == question.code and row.member]
    counts = Counter(row.answer for row in rows)
    told = ", ".join(f"{counts[each]} said “{ANSWER_SAID[each].lower()}”" for each in Answer if counts[each])
    return Asked(
        question,
        tuple(ViewOf(row.member.adult.name, row.member.body, ANSWER_SAID[Answer(row.answer)], row.reasons)
              for row in rows if row.member),
        f"Of {len(rows)}: {told}." if rows else "",
    )  # fmt: skip


def case_again(case: PanelCase) -> PanelCase:
    """The same case, read afresh."""
    return PanelCase.rows.select_related("meeting__team", "request").get(pk=case.pk)


def member_of(case: PanelCase, number: str) -> PanelMember | None:
    """A member of the case's panel by the number a form carries."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    rows = PanelMember.objects.filter(meeting_id=case.meeting_id, left_on=None, pk=int(number))
    return rows.select_related("adult").first()
