"""A child's case for their own family: where we are, what is next, who has it, what is late and why, each date
explained.

For pages a family reads. The children have been found for the viewer by the page gate or `visible_to`; nothing here
shows one adult anything about another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.domain.clocks.needs_assessment import NO_PLAN
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.status import Status
from goldenthread.features.casework.queries import child_people, child_plan, child_rows, child_timeline
from goldenthread.features.casework.queries.child_people import Identity, Rights
from goldenthread.features.casework.queries.child_plan import PlanShown
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.facts import ChildProcesses, assembled, facts_of
from goldenthread.features.casework.queries.family_disputes import FamilyDispute, family_disputes
from goldenthread.features.casework.queries.holders import Holder, holder_in
from goldenthread.features.casework.queries.journeys import journeys_of
from goldenthread.features.casework.queries.late_reasons import limit_of, reasons_of
from goldenthread.features.casework.queries.open_decisions import Decision, open_decisions
from goldenthread.features.casework.queries.readings import Read, readings_of
from goldenthread.features.casework.queries.steps import Journey, Naming, Step
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer, tie_facts
from goldenthread.foundation.people.models import Child, Tie

NOTHING_YET = "We hold no request and no plan here."


Contact = Holder  # who has the case


@dataclass(frozen=True, slots=True)
class DateExplained:
    """One clock for a family: the sentence, whom it is about (of several asked for advice), and its reading.

    `why` it is late and by when it is expected, where the team has said so.
    """

    sentence: str
    about: str
    reading: Reading
    limit: str = ""
    why: str = ""
    hoped_by: date | None = None


@dataclass(frozen=True, slots=True)
class FamilyCard:
    """One child on the family's first page."""

    child_id: str
    naming: Naming
    full_name: str
    born_on: date | None
    school: str
    where: str
    next: Step | None
    late: int


@dataclass(frozen=True, slots=True)
class FamilyStory:
    """Everything the family's page about one child says. `late` are duties in law only; `dates` open ones first."""

    identity: Identity
    naming: Naming
    rights: Rights
    school: str
    contact: Contact
    where: str
    journeys: tuple[Journey, ...]
    late: tuple[DateExplained, ...]
    expected: tuple[DateExplained, ...]
    dates: tuple[DateExplained, ...]
    past_dates: tuple[DateExplained, ...]
    appeals: tuple[Decision, ...]
    disputes: tuple[FamilyDispute, ...]
    plan: PlanShown | None
    puzzled: bool

    @property
    def next(self) -> Step | None:
        """The first step with a day still to come."""
        return next((step for journey in self.journeys if (step := journey.next_dated)), None)


def cards_for(viewer: Viewer, *, on: date, due_soon_days: int = 14) -> list[FamilyCard]:
    """The viewer's own family, eldest first; eight queries however many children."""
    # The few children first, by number: joined in one query, PostgreSQL without statistics of a table just filled tries
    # every tie against every tie.
    ours = list(Child.objects.visible_to(viewer, Verb.FAMILY_PAGE, on=on).values_list("pk", flat=True))
    # By their ties, which bring the children with them: a family reaches a child only through a tie.
    rows = Tie.objects.filter(child_id__in=ours).select_related("child", "adult", "organisation")
    ties: dict[Child, list[Tie]] = {}
    for tie in rows.order_by("child__born_on", "child_id", "id"):
        ties.setdefault(tie.child, []).append(tie)
    processes = facts_of([child.pk for child in ties]) if ties else {}
    return [_card(child, viewer, around, processes[child.pk], on, due_soon_days) for child, around in ties.items()]


def story_of(child: Child, viewer: Viewer, *, on: date, due_soon_days: int = 14) -> FamilyStory:
    """Read it all, in three queries."""
    ties, rows = child_people.ties_of(child.pk, on=on), child_rows.rows_of(child.pk)
    allowed = child_people.may(viewer, child, ties, on=on)
    naming = _naming(child, viewer, ties, on)
    processes = assembled([child.pk], rows.for_clocks())[child.pk]
    reads = readings_of(processes, born_on=child.born_on, on=on, due_soon_days=due_soon_days)
    journeys = journeys_of(processes, reads, naming, on=on)
    dates = [
        _explained(read, read.reading, rows, naming) for read in reads if read.reading and _worth_saying(read.reading)
    ]
    running = [each for each in dates if _is_running(each.reading)]
    late = with_reasons(child.pk, [each for each in running if each.reading.status is Status.LATE])
    identity = child_people.identity_of(child, allowed, on=on)
    plans = child_plan.plans_of(rows, on=on)
    return FamilyStory(
        identity=identity,
        naming=naming,
        rights=child_people.rights_of(identity, on=on),
        school=_body(ties, Tie.Kind.ATTENDS, on),
        contact=contact_of(ties, on),
        where=journeys[0].where if journeys else NOTHING_YET,
        journeys=tuple(journeys),
        late=tuple(each for each in late if each.reading.is_legal_duty),
        expected=tuple(each for each in late if not each.reading.is_legal_duty),
        dates=tuple(sorted(running, key=_when)),
        past_dates=tuple(sorted((each for each in dates if not _is_running(each.reading)), key=_when, reverse=True)),
        appeals=tuple(each for each in open_decisions(processes, on=on) if not each.disputed),
        disputes=tuple(family_disputes(processes, reads, naming, on=on)),
        plan=next((plan for plan in plans if plan.is_active), plans[0] if plans else None),
        puzzled=any(read.contradiction for read in reads),
    )


def with_reasons(child_id: int, late: list[DateExplained]) -> list[DateExplained]:
    """The same with what the team has said of why. One query, and none where nothing is late."""
    said = reasons_of(child_id) if late else {}
    return [
        replace(each, why=said[each.limit].why, hoped_by=said[each.limit].hoped_by) if each.limit in said else each
        for each in late
    ]


def children_of(viewer: Viewer, *, on: date) -> list[str]:
    """Public ids of the children whose family pages the viewer has."""
    return list(Child.objects.visible_to(viewer, Verb.FAMILY_PAGE, on=on).values_list("public_id", flat=True))


def naming_for(child: Child, viewer: Viewer, *, on: date) -> Naming:
    """Whether the viewer reads about themself or about their child, and what to call the child. One query."""
    return _naming(child, viewer, child_people.ties_of(child.pk, on=on), on)


def to_the_reader(sentence: str, naming: Naming) -> str:
    """A clock's sentence about "you", as one would say it: "the final plan for you" becomes "your final plan"."""
    if not naming.is_self:
        return sentence
    for said_so, better in _YOURS:
        sentence = said_so.sub(better, sentence)
    return sentence


_YOURS = (
    (re.compile(r"\bthe ((?:final |draft |changed )*plan) for you\b"), r"your \1"),
    (
        re.compile(r"\bthe plan that names the next (school or college|school|college) for you\b"),
        r"the plan that names your next \1",
    ),
    (re.compile(r"\bthe meeting about you\b"), "your meeting"),
)  # fmt: skip


def _card(
    child: Child, viewer: Viewer, ties: Sequence[Tie], processes: ChildProcesses, on: date, due_soon_days: int
) -> FamilyCard:
    naming = _naming(child, viewer, ties, on)
    reads = readings_of(processes, born_on=child.born_on, on=on, due_soon_days=due_soon_days)
    journeys = journeys_of(processes, reads, naming, on=on)
    late = sum(1 for read in reads if read.reading and _worth_saying(read.reading) and _breaks_the_law(read.reading))
    upcoming = next((step for journey in journeys if (step := journey.next_dated)), None)
    where = journeys[0].where if journeys else NOTHING_YET
    school = _body(ties, Tie.Kind.ATTENDS, on)
    return FamilyCard(child.public_id, naming, child.full_name, child.born_on, school, where, upcoming, late)


def _naming(child: Child, viewer: Viewer, ties: Sequence[Tie], on: date) -> Naming:
    own = any(tie.kind == Tie.Kind.SELF and tie.adult_id == viewer.adult_id for tie in _holding(ties, on))
    return Naming(child.calling_name or "your child", is_self=own and viewer.adult_id is not None)


def _explained(read: Read, reading: Reading, rows: ChildRows, naming: Naming) -> DateExplained:
    sentence = to_the_reader(reading.for_a_parent(naming.whom), naming)
    about = child_timeline.about("advice", read.advice_id, rows) if read.advice_id else ""
    return DateExplained(sentence, about, reading, limit_of(read))


def _worth_saying(reading: Reading) -> bool:
    """Clocks with a day that started or will: not those whose case went another way, which would only puzzle.

    Nor a refusal's sixteen weeks once they have passed: they bind only if the answer is no, and it may yet be yes.
    """
    if reading.rule == NO_PLAN.code and reading.status is Status.LATE:
        return False
    return reading.original_outer_on is not None and reading.status is not Status.NO_LONGER_RUNS


def _breaks_the_law(reading: Reading) -> bool:
    return reading.status is Status.LATE and reading.is_legal_duty


def _is_running(reading: Reading) -> bool:
    return reading.is_open or reading.status is Status.NOT_STARTED


def _when(each: DateExplained) -> tuple[date, str]:
    return each.reading.original_outer_on or date.max, each.reading.rule


def contact_of(ties: Sequence[Tie], on: date) -> Contact:
    """The team and the coordinator on that day, and who stands in while they are away."""
    return holder_in(ties, on)


def _body(ties: Sequence[Tie], kind: str, on: date) -> str:
    names = [tie.organisation.name for tie in _holding(ties, on) if tie.kind == kind and tie.organisation]
    return names[-1] if names else ""


def _holding(ties: Sequence[Tie], on: date) -> list[Tie]:
    return [tie for tie, facts in zip(ties, tie_facts(ties), strict=True) if facts.holds(on)]
