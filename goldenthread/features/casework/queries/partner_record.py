"""A child's record for a partner: their words, what is asked of this partner, where the case is, the plan, whom to
call.

The child has been found for the viewer by the page gate; each part is there only where the viewer's verbs give it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.domain.clocks.advice import GIVE
from goldenthread.domain.clocks.annual_review import CYCLE, DECISION
from goldenthread.domain.clocks.needs_assessment import NO_PLAN
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.features.casework.models import Advice
from goldenthread.features.casework.queries import child_people, child_plan, child_rows, child_timeline, partner_work
from goldenthread.features.casework.queries.child_people import HIDDEN, Identity, May, Person, Rights
from goldenthread.features.casework.queries.child_plan import PlanShown
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.facts import assembled
from goldenthread.features.casework.queries.family_story import Contact, contact_of
from goldenthread.features.casework.queries.journeys import journeys_of
from goldenthread.features.casework.queries.late_reasons import limit_of, reasons_of
from goldenthread.features.casework.queries.readings import Read, readings_of
from goldenthread.features.casework.queries.steps import Journey, Naming
from goldenthread.features.casework.queries.work_filters import team_ids
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import ChildFacts, Viewer, tie_facts
from goldenthread.foundation.people.models import Child, Tie


@dataclass(frozen=True, slots=True)
class PartnerClock:
    """One clock: what is to be done, of what, the reading behind it; `work_by` as in the list of work."""

    task: str
    about: str
    reading: Reading
    is_ours: bool
    work_by: date | None
    why: str = ""
    hoped_by: date | None = None


@dataclass(frozen=True, slots=True)
class AdviceShown:
    """One advice asked for: kind, of whom, its days, and the reading of its clock where it has one."""

    kind: str
    of: str
    asked_on: date | None
    received_on: date | None
    reading: Reading | None
    is_ours: bool


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """What the partner's page about one child shows. `people` and `address` are None where they may not be seen."""

    identity: Identity
    may: May
    rights: Rights
    people: tuple[Person, ...] | None
    address: str | None
    contact: Contact
    school: str
    journeys: tuple[Journey, ...]
    ours: tuple[PartnerClock, ...]
    others: tuple[PartnerClock, ...]
    advice: tuple[AdviceShown, ...]
    sees_all_advice: bool
    gives_advice: bool
    may_ask: bool
    plan: PlanShown | None
    puzzled: bool


def partner_record_of(child: Child, viewer: Viewer, *, on: date, due_soon_days: int = 14) -> PartnerRecord:
    """Read it all, in four queries."""
    ties, rows = child_people.ties_of(child.pk, on=on), child_rows.rows_of(child.pk)
    allowed = child_people.may(viewer, child, ties, on=on)
    identity = child_people.identity_of(child, allowed, on=on)
    processes = assembled([child.pk], rows.for_clocks())[child.pk]
    # What a family disputes with the council is between the two of them.
    processes.disputes.clear()
    reads = readings_of(processes, born_on=child.born_on, on=on, due_soon_days=due_soon_days)
    sees_advice = viewer.allows(Verb.SEE_ADVICE, _facts(child, ties), on=on)
    asked = _asked(child, viewer, ties, reads, on)
    advice = _advice(rows, reads, asked)
    open_clocks = [_clock(read, read.reading, rows, asked) for read in reads if read.reading and _shows(read.reading)]
    if any(each.reading.status is Status.LATE for each in open_clocks):
        open_clocks = _with_reasons(child.pk, open_clocks, reads)
    if not sees_advice:
        advice = [each for each in advice if each.is_ours]
        open_clocks = [each for each in open_clocks if each.is_ours or each.reading.rule != GIVE.code]
    people = child_people.people_around(ties, allowed, on=on)
    plans = child_plan.plans_of(rows, on=on)
    naming = Naming(identity.calling_name or "The child", family="the family")
    return PartnerRecord(
        identity=identity, may=allowed, rights=child_people.rights_of(identity, on=on),
        people=tuple(people) if people is not None else None,
        address=_address(child, identity, ties, allowed, on),
        contact=contact_of(ties, on), school=_school(ties, on),
        journeys=tuple(journeys_of(processes, reads, naming, on=on)),
        ours=tuple(sorted((each for each in open_clocks if each.is_ours), key=_when)),
        others=tuple(sorted((each for each in open_clocks if not each.is_ours), key=_when)),
        advice=tuple(advice), sees_all_advice=sees_advice,
        gives_advice=viewer.allows(Verb.GIVE_ADVICE, _facts(child, ties), on=on),
        may_ask=viewer.allows(Verb.ASK_FOR_ASSESSMENT, _facts(child, ties), on=on),
        plan=next((plan for plan in plans if plan.is_active), plans[0] if plans else None),
        puzzled=any(read.contradiction for read in reads),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Asked:
    """What makes an advice or a clock this viewer's own to do."""

    bodies: frozenset[int]
    by_name: frozenset[int]  # row numbers of advice asked of them by name
    is_the_school: bool
    meetings: tuple[date, ...]  # of reviews the council has not decided yet


def _asked(child: Child, viewer: Viewer, ties: Sequence[Tie], reads: Sequence[Read], on: date) -> _Asked:
    bodies = frozenset(team_ids(viewer))
    named = Advice.rows.filter(child_id=child.pk, adult_id=viewer.adult_id or 0).values_list("id", flat=True)
    attends = any(tie.kind == Tie.Kind.ATTENDS and tie.organisation_id in bodies for tie in _holding(ties, on))
    undecided = [read.reading for read in reads if read.reading and read.reading.rule == DECISION.code]
    meetings = tuple(reading.started_on for reading in undecided if reading.is_open and reading.started_on)
    return _Asked(bodies, frozenset(named) if viewer.adult_id is not None else frozenset(), attends, meetings)


def _shows(reading: Reading) -> bool:
    """Open clocks; not a refusal's sixteen weeks once passed, which bind only if the answer is no."""
    return reading.is_open and not (reading.rule == NO_PLAN.code and reading.status is Status.LATE)


def _facts(child: Child, ties: Sequence[Tie]) -> ChildFacts:
    return ChildFacts(child.pk, child.sensitivity == Child.Sensitivity.RESTRICTED, child.born_on, tie_facts(ties))


def _clock(read: Read, reading: Reading, rows: ChildRows, asked: _Asked) -> PartnerClock:
    kind, id = next(
        (kind, id)
        for kind, id in (
            ("request", read.request_id),
            ("advice", read.advice_id),
            ("plan", read.plan_id),
            ("review", read.review_id),
        )
        if id is not None
    )
    about = child_timeline.about(kind, id, rows)
    met = reading.rule == CYCLE.code and any(
        held >= reading.started_on for held in asked.meetings if reading.started_on
    )
    a_schools = asked.is_the_school and reading.rule in partner_work.A_SCHOOLS and not met
    ours = _is_asked(rows, id, asked) if kind == "advice" else a_schools
    work_by = (
        partner_work.meeting_by(reading.rule, reading.started_on, reading.outer_on)
        if ours and reading.outer_on
        else None
    )
    task = partner_work.task_said(reading.rule, is_ours=ours, advice=about)
    return PartnerClock(task, about, reading, ours, work_by)


def _with_reasons(child_id: int, clocks: list[PartnerClock], reads: Sequence[Read]) -> list[PartnerClock]:
    """What the council's team has said of why each is late. One query."""
    said = reasons_of(child_id)
    limits = {id(read.reading): limit_of(read) for read in reads}
    reasons = [said.get(limits.get(id(each.reading), "")) for each in clocks]
    return [
        replace(each, why=row.why, hoped_by=row.hoped_by) if row and each.reading.status is Status.LATE else each
        for each, row in zip(clocks, reasons, strict=True)
    ]


def _is_asked(rows: ChildRows, advice_id: int, asked: _Asked) -> bool:
    """As the list of work decides it: asked of a body of theirs, of them by name, or of a pupil's school unnamed."""
    part = next(part for part in rows.parts["advice"] if part["id"] == advice_id)
    if advice_id in asked.by_name:
        return True
    if part["organisation_id"] is not None:
        return part["organisation_id"] in asked.bodies
    return part["kind"] == Advice.Kind.SETTING and asked.is_the_school


def _advice(rows: ChildRows, reads: Sequence[Read], asked: _Asked) -> list[AdviceShown]:
    days = {(row.of, row.fact): row.happened_on for row in rows.milestones if row.is_current}
    readings = {read.advice_id: read.reading for read in reads if read.advice_id}
    return [
        AdviceShown(
            kind=str(Advice.Kind(part["kind"]).label),
            of=part["organisation__name"] or part["adult__name"] or "",
            asked_on=days.get((("advice", part["id"]), "advice_requested")),
            received_on=days.get((("advice", part["id"]), "advice_received")),
            reading=reading
            if (reading := readings.get(part["id"])) and reading.status is not Status.NOT_STARTED
            else None,
            is_ours=_is_asked(rows, part["id"], asked),
        )
        for part in reversed(rows.parts["advice"])
    ]


def _address(child: Child, identity: Identity, ties: Sequence[Tie], allowed: May, on: date) -> str | None:
    """The child's own, unless it is hidden, or a parent or carer hides theirs: it may be the same door."""
    if identity.address is None or allowed.see_hidden_address:
        return identity.address
    family = (Tie.Kind.SELF, Tie.Kind.PARENT, Tie.Kind.CARER)
    hides = any(tie.adult and tie.adult.address_hidden for tie in _holding(ties, on) if tie.kind in family)
    return HIDDEN if child.address_hidden or hides else identity.address


def _school(ties: Sequence[Tie], on: date) -> str:
    names = [tie.organisation.name for tie in _holding(ties, on) if tie.kind == Tie.Kind.ATTENDS and tie.organisation]
    return names[-1] if names else ""


def _holding(ties: Sequence[Tie], on: date) -> list[Tie]:
    return [tie for tie, facts in zip(ties, tie_facts(ties), strict=True) if facts.holds(on)]


def _when(clock: PartnerClock) -> tuple[date, str]:
    return clock.reading.outer_on or date.max, clock.reading.rule
