"""For whoever asks for an assessment: in what capacity, their draft, and what they have sent.

The child has been found for the viewer by the page gate; a draft and a receipt are looked for as this viewer's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Q, QuerySet

from goldenthread.domain.clocks.needs_assessment import DECIDE
from goldenthread.domain.clocks.register import read as read_rule
from goldenthread.features.casework.models import CaseSummary, Intake
from goldenthread.foundation.access.queries.children import may
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer, tie_facts
from goldenthread.foundation.partnership.calendar import working_calendar
from goldenthread.foundation.people.models import Child, Organisation, Tie

TEAM_NAME = "SEN team"  # the team new children go to where none is named otherwise, as imports have it


@dataclass(frozen=True, slots=True)
class Asker:
    """In what capacity somebody asks. `school_id` is the school's row where a school asks."""

    who: str
    relation: str = ""
    school_id: int | None = None
    school_name: str = ""

    @property
    def is_self(self) -> bool:
        """A young person asks for themselves."""
        return self.who == Intake.Who.YOUNG_PERSON


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as saved. `version` goes back with a change to it, so that nobody's is overwritten unseen."""

    text: str = ""
    how: str = ""
    by: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What somebody sent: when the council had it, the last day for its first answer, who has it, what was decided."""

    id: str
    child: Child
    who: str
    sent_at: datetime | None
    received_on: date
    decide_by: date | None
    state: str
    team: str
    phone: str
    email: str

    @property
    def is_waiting(self) -> bool:
        """Nobody has decided about it yet."""
        return self.state == Intake.State.SENT


def asker_of(child: Child, viewer: Viewer, *, on: date) -> Asker:
    """Family before school: a SENCO whose own child goes to their school asks as a parent. One query."""
    ties = list(Tie.objects.filter(child_id=child.pk).select_related("organisation").order_by("id"))
    holding = [tie for tie, facts in zip(ties, tie_facts(ties), strict=True) if facts.holds(on)]
    own = [tie for tie in holding if tie.adult_id is not None and tie.adult_id == viewer.adult_id]
    if any(tie.kind == Tie.Kind.SELF for tie in own):
        return Asker(Intake.Who.YOUNG_PERSON, "The young person")
    for tie in own:
        if tie.kind in (Tie.Kind.PARENT, Tie.Kind.CARER):
            return Asker(Intake.Who.PARENT, tie.relationship or str(Tie.Kind(tie.kind).label))
    schools = viewer.bodies_for(Verb.ASK_FOR_ASSESSMENT)
    for tie in holding:
        if tie.kind == Tie.Kind.ATTENDS and tie.organisation_id in schools and tie.organisation is not None:
            return Asker(Intake.Who.SCHOOL, tie.organisation.name[:80], tie.organisation_id, tie.organisation.name)
    raise LookupError("The gate let through somebody who may not ask.")


def may_ask(child: Child, viewer: Viewer, *, on: date) -> bool:
    """Whether this viewer may ask for an assessment of this child."""
    if not viewer.bodies_for(Verb.ASK_FOR_ASSESSMENT) and viewer.adult_id is None:
        return False
    return may(viewer, Verb.ASK_FOR_ASSESSMENT, child.pk, on=on)


def under_way(child: Child) -> Literal["", "assessment", "plan"]:
    """What a new request would meet: a request or assessment already going on, or a plan, which is reassessed instead.

    For saying so before somebody writes a page in vain. It never stops a request: anyone may ask at any time.
    """
    stage = CaseSummary.objects.filter(child=child).values_list("stage", flat=True).first()
    if stage == "plan":
        return "plan"
    return "assessment" if stage in ("requested", "assessing", "drafting") else ""


def draft_rows(child: Child, asker: Asker, viewer: Viewer) -> QuerySet[Intake]:
    """The one draft this person (or, for a school, this school) is writing about this child."""
    whose = Q(school_id=asker.school_id) if asker.school_id else Q(school=None, writer_id=viewer.user_id)
    return Intake.rows.filter(whose, child=child, state=Intake.State.DRAFT, writer__isnull=False)


def asked_so_far(
    child: Child, asker: Asker, viewer: Viewer, *, on: date
) -> tuple[dict[str, Answer] | None, list[Receipt]]:
    """The answers of the draft (None where nothing has been begun) and what was sent, newest first, at once."""
    whose = Q(school_id=asker.school_id) if asker.school_id else Q(school=None, writer_id=viewer.user_id)
    rows = list(Intake.rows.filter(whose, child=child, writer__isnull=False).order_by("-sent_at"))
    draft = next((row for row in rows if row.state == Intake.State.DRAFT), None)
    answers = {question: _answer(each) for question, each in draft.answers.items()} if draft else None
    sent = [row for row in rows if row is not draft]
    team = team_of(child, on) if sent else None
    return answers, [_receipt(row, child, team, on) for row in sent]


def answers_of(child: Child, asker: Asker, viewer: Viewer) -> dict[str, Answer] | None:
    """What has been saved so far, by question; None where nothing has been begun."""
    kept = draft_rows(child, asker, viewer).values_list("answers", flat=True).first()
    return None if kept is None else {question: _answer(each) for question, each in kept.items()}


def receipt_of(viewer: Viewer, item_id: str, *, on: date) -> Receipt | None:
    """One thing sent, for whoever sent it while they may still ask for that child; None otherwise."""
    schools = viewer.bodies_for(Verb.ASK_FOR_ASSESSMENT)
    whose = Q(school=None, writer_id=viewer.user_id, writer__isnull=False) | Q(school_id__in=schools)
    may = viewer.children_filter(Verb.ASK_FOR_ASSESSMENT, on=on, path="child")
    rows = Intake.rows.exclude(state=Intake.State.DRAFT).filter(whose, may, public_id=item_id)
    row = rows.select_related("child").first()
    if row is None or row.child is None:
        return None
    return _receipt(row, row.child, team_of(row.child, on), on)


def decide_by(who: str, received_on: date, on: date) -> date | None:
    """The last of the six weeks (rule B1), counted from the day of receipt."""
    return read_rule(DECIDE.code, {fact_of(who): received_on}, on, calendar=working_calendar()).original_outer_on


def fact_of(who: str) -> str:
    """What starts the clock: a request was received, or (s.24) the authority became responsible."""
    asks = (Intake.Who.PARENT, Intake.Who.YOUNG_PERSON, Intake.Who.SCHOOL)
    return "request_received" if who in asks else "became_responsible"


def default_team() -> Organisation | None:
    """The council team new children go to, as imports have it: the one of that name, else the oldest."""
    teams = list(Organisation.objects.filter(kind=Organisation.Kind.COUNCIL_TEAM).order_by("id"))
    return next((team for team in teams if team.name == TEAM_NAME), teams[0] if teams else None)


def team_of(child: Child, on: date) -> Organisation | None:
    """The council team whose child this is; else the one new children go to."""
    held = Q(started_on=None) | Q(started_on__lte=on)
    ties = Tie.objects.filter(held, Q(ended_on=None) | Q(ended_on__gte=on), child=child, kind=Tie.Kind.CASE_TEAM)
    tie = ties.select_related("organisation").order_by("-started_on", "-id").first()
    return tie.organisation if tie else default_team()


def _answer(kept: dict[str, Any]) -> Answer:
    return Answer(kept.get("text", ""), kept.get("how", ""), kept.get("by", ""), kept.get("version", 0))


def _receipt(row: Intake, child: Child, team: Organisation | None, on: date) -> Receipt:
    assert row.received_on is not None  # a constraint holds it for whatever was sent
    last = decide_by(row.who, row.received_on, on)
    named = (team.name, team.phone, team.email) if team else ("", "", "")
    return Receipt(row.public_id, child, row.who, row.sent_at, row.received_on, last, row.state, *named)
