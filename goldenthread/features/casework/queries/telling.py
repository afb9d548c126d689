"""How cases stand, for messages: read for many children at once, and put as whoever is told may know it.

For operations that write messages. Whom a child's message goes to is foundation/access/families.py's to say; nothing
here carries an address, another child, or what one adult may not know of another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.needs_assessment import DECIDE, NO_PLAN
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.clocks.register import read as read_rule
from goldenthread.domain.clocks.status import Status
from goldenthread.domain.messages import news as words
from goldenthread.domain.messages.content import Case, Content, Kind, Next, WhoHasIt
from goldenthread.domain.messages.news import Named, News
from goldenthread.domain.messages.plain_names import plain_line, plain_name
from goldenthread.features.casework.models import LateReason
from goldenthread.features.casework.queries.facts import ChildProcesses, facts_of
from goldenthread.features.casework.queries.family_story import contact_of, to_the_reader
from goldenthread.features.casework.queries.holders import with_cover
from goldenthread.features.casework.queries.journeys import journeys_of
from goldenthread.features.casework.queries.late_reasons import limit_of
from goldenthread.features.casework.queries.open_decisions import open_decisions
from goldenthread.features.casework.queries.readings import Read, readings_of
from goldenthread.features.casework.queries.steps import Journey, Naming, State, Step
from goldenthread.features.casework.queries.telling_disputes import DisputeStands, dispute_stands
from goldenthread.features.casework.queries.telling_short import in_their_words
from goldenthread.foundation.access.families import to_be_told
from goldenthread.foundation.access.viewer import tie_facts
from goldenthread.foundation.notify.translations import Current, current_in
from goldenthread.foundation.notify.ways import preference_of
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.foundation.people.models import Adult, Child, Tie

LONGEST_WHY = 600
_READ = "Someone in the team will read the request. The law gives the council 6 weeks to say if it will assess."


@dataclass(frozen=True, slots=True)
class Situation:
    """One child with everything a message about them is made from."""

    child: Child
    ties: tuple[Tie, ...]
    processes: ChildProcesses
    reads: tuple[Read, ...]
    reasons: Mapping[str, LateReason]  # what the team said of why each limit is late
    on: date
    translations: Current  # of the languages its family chose

    def family(self) -> list[Adult]:
        """Who of the family is told today."""
        adults = {tie.adult_id: tie.adult for tie in self.ties if tie.adult}
        return [adults[adult_id] for adult_id in to_be_told(self.child, tie_facts(self.ties), on=self.on)]


def situations_of(child_ids: Sequence[int], *, on: date) -> dict[int, Situation]:
    """By child row number: ten queries however many (call in batches of about five hundred)."""
    soon = partnership.current().due_soon_days
    ties: dict[int, list[Tie]] = {child_id: [] for child_id in child_ids}
    rows = with_cover(Tie.objects.filter(child_id__in=list(child_ids)), on=on).select_related("adult__preference")
    for tie in rows.order_by("kind", "started_on", "id"):
        ties[tie.child_id].append(tie)
    processes = facts_of(child_ids)
    reasons: dict[int, dict[str, LateReason]] = {child_id: {} for child_id in child_ids}
    for row in LateReason.rows.filter(child_id__in=list(child_ids)).order_by("id"):
        reasons[row.child_id][row.limit] = row
    chosen = {preference_of(tie.adult).language for theirs in ties.values() for tie in theirs if tie.adult}
    translations = current_in(chosen)
    return {
        child.pk: Situation(
            child, tuple(ties[child.pk]), processes[child.pk],
            tuple(readings_of(processes[child.pk], born_on=child.born_on, on=on, due_soon_days=soon)),
            reasons[child.pk], on, translations,
        )
        for child in Child.rows.filter(pk__in=list(child_ids))
    }  # fmt: skip


def for_family(situation: Situation, adult: Adult, news: News) -> Content:
    """The message to one adult of the family, the young person among them."""
    child, on = situation.child, situation.on
    naming = Naming(plain_name(child.calling_name) or "your child", is_self=is_self(situation, adult))
    named = Named(naming.whom, naming.whose)
    journeys = journeys_of(situation.processes, situation.reads, naming, on=on)
    late = late_said(situation, naming)
    appeal = next((each for each in open_decisions(situation.processes, on=on) if not each.disputed), None)
    step = _coming(journeys)
    now, following = journeys[0].where if journeys else "", _next(step)
    if news.kind is Kind.REQUEST_RECEIVED:
        now, following = _READ, _decision_by(news.on, on)
    can_do = words.can_do(
        news, stage=str(journeys[0].stage) if journeys else "deciding",
        appeal_by=appeal.appeal_by if appeal else None, mediation_by=appeal.mediation_by if appeal else None,
        late=bool(late),
    )  # fmt: skip
    if news.dispute_id and (stands := _disagreement(situation, news.dispute_id, naming)):
        now, following, can_do = stands.now, stands.next, stands.can_do
    case = Case(
        to=plain_name(adult.name), name=naming.name, about=naming.whom,
        subject=words.subject(news, named), news=words.news_said(news, named), now=now,
        who=who_of(situation), next=following, late=late, why=why_said(situation),
        can_do=can_do,
        advice_service=_advice_service(), language=preference_of(adult).language,
    )  # fmt: skip
    return in_their_words(case, news, preference_of(adult), situation.translations)


def _disagreement(situation: Situation, dispute_id: int, naming: Naming) -> DisputeStands | None:
    return dispute_stands(situation.processes, situation.reads, dispute_id, naming, on=situation.on)


def late_said(situation: Situation, naming: Naming) -> tuple[str, ...]:
    """A sentence for each duty in law that is late; not a refusal's sixteen weeks, which bind only if the answer is
    no."""
    return tuple(
        dict.fromkeys(
            to_the_reader(reading.for_a_parent(naming.whom), naming)
            for reading in (read.reading for read in situation.reads)
            if reading is not None and is_late(reading)
        )
    )


def why_said(situation: Situation) -> tuple[str, ...]:
    """What the team said of why what is late is late, and by when they hope to do it; empty where nothing is said."""
    limits = dict.fromkeys(limit_of(read) for read in situation.reads if read.reading and is_late(read.reading))
    found = []
    for row in (situation.reasons[limit] for limit in limits if limit in situation.reasons):
        found.append(f"The team says why: {plain_line(row.why, LONGEST_WHY).rstrip('.')}.")
        if row.hoped_by:
            found.append(f"They hope to do it by {said(row.hoped_by)}.")
    return tuple(dict.fromkeys(found))


def is_late(reading: Reading) -> bool:
    """Whether a duty in law is broken by this reading."""
    return reading.status is Status.LATE and reading.is_legal_duty and reading.rule != NO_PLAN.code


def is_self(situation: Situation, adult: Adult) -> bool:
    """Whether the adult is the young person, on their own record."""
    return any(
        tie.kind == Tie.Kind.SELF and tie.adult_id == adult.pk and facts.holds(situation.on)
        for tie, facts in zip(situation.ties, tie_facts(situation.ties), strict=True)
    )


def who_of(situation: Situation) -> WhoHasIt:
    """The team and the person who have the case, as a message says it."""
    here, contact = partnership.current(), contact_of(situation.ties, situation.on)
    return WhoHasIt(
        here.council_name, plain_line(contact.team), contact.phone or here.contact_phone,
        contact.email or here.contact_email, plain_name(contact.coordinator),
        contact.away_until, plain_name(contact.covered_by),
    )  # fmt: skip


def _advice_service() -> str:
    here = partnership.current()
    name = here.advice_service_name or "your local SENDIASS"
    return f"{name} on {here.advice_service_phone}" if here.advice_service_phone else name


def _coming(journeys: Sequence[Journey]) -> Step | None:
    """The first step with a day still to come; else the one whose turn it is."""
    dated = next((each for journey in journeys if (each := journey.next_dated)), None)
    return dated or next((each for journey in journeys for each in journey.steps if each.state is State.NOW), None)


def _next(step: Step | None) -> Next | None:
    return Next(step.title, step.by, binds=step.binds, late=step.late, note=step.note) if step else None


def _decision_by(received_on: date, on: date) -> Next:
    reading = read_rule(DECIDE.code, {"request_received": received_on}, on)
    late = reading.status is Status.LATE
    return Next("The council says if it will assess", reading.outer_on, late=late)
