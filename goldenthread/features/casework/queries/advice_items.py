"""Every advice of one child: of whom, where it stands, its last day, and who may write it.

For a child already found for the viewer. Where each stands follows from its dates alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q

from goldenthread.domain.advice.kinds import BY_CODE, AdviceKind
from goldenthread.domain.clocks.advice import GIVE
from goldenthread.domain.withheld import without_addresses
from goldenthread.features.casework.models import Advice, AdviceReuse, ClockCopy, Intake, Milestone
from goldenthread.features.casework.queries.intake_questions import QUESTIONS
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Child, Tie

AWAITED, IN, NOT_NEEDED, NEVER_ASKED = "awaited", "in", "not_needed", "never_asked"
_WORDS: Final = {AWAITED: "Awaited", IN: "In", NOT_NEEDED: "Not needed", NEVER_ASKED: "Taken back"}


@dataclass(frozen=True, slots=True)
class AdviceItem:
    """One advice. `due_on` is the last of the six weeks, by law or (`is_legal_duty` false) as the Code expects."""

    row: Advice
    kind: AdviceKind
    kind_name: str
    body_name: str
    asked_on: date | None
    received_on: date | None
    not_needed_on: date | None
    state: str
    due_on: date | None
    is_legal_duty: bool
    reuse: AdviceReuse | None

    @property
    def id(self) -> str:
        """Its public id."""
        return self.row.public_id

    @property
    def name(self) -> str:
        """Its kind and body in words."""
        return f"{self.kind_name}: {self.body_name}" if self.body_name else self.kind_name

    @property
    def state_said(self) -> str:
        """Where it stands, in words."""
        return _WORDS[self.state]

    def is_late(self, on: date) -> bool:
        """Still awaited after its last day."""
        return self.state == AWAITED and self.due_on is not None and self.due_on < on


@dataclass(frozen=True, slots=True)
class Represented:
    """One thing the family or school said when they asked: the question, the words, who said it."""

    question: str
    text: str
    by: str


def advice_of_child(child: Child, *, on: date) -> tuple[AdviceItem, ...]:
    """Every advice of the child, newest first. Three queries."""
    rows = list(
        Advice.rows.filter(child=child).select_related("organisation", "adult", "request", "reuse").order_by("-id")
    )
    current = Milestone.rows.filter(child=child, advice__isnull=False, is_current=True)
    days: dict[tuple[int | None, str], date | None] = {
        (advice, fact): day for advice, fact, day in current.values_list("advice_id", "fact", "happened_on")
    }
    clocks = ClockCopy.rows.filter(child=child, rule=GIVE.code, advice__isnull=False)
    last = {copy.advice_id: copy for copy in clocks}
    return tuple(_item(row, days, last.get(row.pk)) for row in rows)


def one_of(items: Sequence[AdviceItem], public_id: str) -> AdviceItem | None:
    """The one with this id, as typed."""
    return next((item for item in items if item.id == public_id), None) if is_id(public_id) else None


def given_by(viewer: Viewer, child: Child, items: Sequence[AdviceItem], *, on: date) -> tuple[AdviceItem, ...]:
    """Those asked of a body where the viewer may give advice; a setting's without a body is its own school's."""
    bodies = viewer.bodies_for(Verb.GIVE_ADVICE)
    unnamed = any(item.row.organisation_id is None and item.kind.code == Advice.Kind.SETTING for item in items)
    theirs = unnamed and _attends(child, bodies, on)
    return tuple(
        item for item in items
        if item.row.organisation_id in bodies
        or (theirs and item.row.organisation_id is None and item.kind.code == Advice.Kind.SETTING)
    )  # fmt: skip


def representations_of(item: AdviceItem, hidden: Sequence[str]) -> tuple[Represented, ...]:
    """What the family and the school said in the request this advice is for: enclosed with it (regulation 6(3))."""
    rows = Intake.rows.filter(request_id=item.row.request_id).exclude(state=Intake.State.DRAFT).order_by("id")
    return tuple(
        Represented(_asked(question), without_addresses(kept["text"], hidden), kept.get("by", "") or row.asked_by)
        for row in rows
        for question in QUESTIONS
        if (kept := row.answers.get(question, {})).get("text")
    )


def _item(row: Advice, days: dict[tuple[int | None, str], date | None], copy: ClockCopy | None) -> AdviceItem:
    asked, received = days.get((row.pk, "advice_requested")), days.get((row.pk, "advice_received"))
    not_needed = days.get((row.pk, "advice_not_needed"))
    ended = copy is not None and copy.state == ClockCopy.State.ENDED
    taken_back = (row.pk, "advice_requested") in days and asked is None
    state = (
        IN if received else NOT_NEEDED if not_needed or ended else NEVER_ASKED if taken_back else AWAITED
    )  # fmt: skip
    body = row.organisation or row.adult
    return AdviceItem(
        row=row, kind=BY_CODE[row.kind], kind_name=str(Advice.Kind(row.kind).label),
        body_name=body.name if body else "", asked_on=asked, received_on=received, not_needed_on=not_needed,
        state=state,
        due_on=copy.outer_on if copy else None, is_legal_duty=bool(copy and copy.is_legal_duty),
        reuse=getattr(row, "reuse", None) if not_needed else None,
    )  # fmt: skip


def _attends(child: Child, bodies: frozenset[int], on: date) -> bool:
    begun, not_over = Q(started_on=None) | Q(started_on__lte=on), Q(ended_on=None) | Q(ended_on__gte=on)
    ties: Any = Tie.objects.filter(begun, not_over, child=child, kind=Tie.Kind.ATTENDS, organisation_id__in=bodies)
    return bool(ties.exists())


def _asked(question: str) -> str:
    return _QUESTION_WORDS.get(question, question.replace("_", " ").capitalize())


_QUESTION_WORDS: Final = {
    "about_me": "In the child’s own words",
    "worries": "What the worry is",
    "helps": "What helps",
    "others": "Who else helps or knows",
    "needed": "What they ask for",
}
