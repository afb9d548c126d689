"""One invented child or young person: what a SEN2 return would say of them, and the dated history it does not carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.domain.sen2.records import Need, Person, Placement


@dataclass(frozen=True, slots=True)
class School:
    """An invented school, college or provider. `kind` is the placement column of the published statistics it
    counts in."""

    urn: str | None
    ukprn: str
    name: str
    kind: str
    type_code: str  # GIAS establishment type
    phase: str  # nursery, primary, secondary, all_through, post16
    low_age: int
    high_age: int
    postcode: str
    sen_unit: bool = False
    resourced_provision: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """One request for advice in an assessment. Kinds follow the SEND Regulations 2014, reg 6(1)."""

    kind: str
    asked_of: str
    requested_on: date
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecordedException:
    """Why a time limit need not be met: category, the facts, and why keeping the limit was impractical."""

    category: str  # school_closed, early_years_closed, exceptional, absent_4_weeks
    facts: str
    reason: str
    recorded_on: date
    days: tuple[tuple[str, str], ...] = ()  # the days the category turns on, as domain/statute names them


@dataclass(frozen=True, slots=True)
class RequestHistory:
    """A request for an EHC needs assessment and what followed. `decision` Y, N, W; `outcome` (of the assessment)
    Y, N, W.

    `plan_on` is the day the plan was first issued, when one was. None means not yet, on the day the life is told.
    """

    received_on: date
    source: str
    in_youth_accommodation: bool = False
    decided_on: date | None = None
    decision: str | None = None
    mediation_on: date | None = None
    tribunal_on: date | None = None
    overturned_on: date | None = None
    exported_on: date | None = None
    exported_to: str | None = None
    advice: tuple[Advice, ...] = ()
    draft_served_on: date | None = None
    outcome_on: date | None = None
    outcome: str | None = None
    outcome_mediation_on: date | None = None
    outcome_tribunal_on: date | None = None
    exceptions: tuple[RecordedException, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """One annual review: meeting, report (reg 20(8)), decision (reg 20(10)), notice and amended plan (reg 22)."""

    meeting_on: date
    report_sent_on: date | None = None
    decided_on: date | None = None
    outcome: str | None = None
    amendment_notice_on: date | None = None
    amended_plan_on: date | None = None


@dataclass(frozen=True, slots=True)
class PhaseTransfer:
    """A move between phases. `due_on` is the day the return gives (15 February, 31 March); the plan is due before
    it."""

    phase: str
    transfer_on: date
    due_on: date
    final_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanHistory:
    """An EHC plan from its start to its end. `placements` cover the whole time, oldest first."""

    start_on: date
    transferred_from: str | None = None
    transferred_on: date | None = None
    placements: tuple[Placement, ...] = ()
    needs: tuple[Need, ...] = ()
    personal_budget: bool = False
    organised_arrangements: bool = False
    direct_payments: str | None = None
    reviews: tuple[Review, ...] = ()
    phase_transfers: tuple[PhaseTransfer, ...] = ()
    cease_decided_on: date | None = None
    ceased_on: date | None = None
    cease_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """A circumstance that makes lateness worse: looked_after, child_protection, child_in_need, youth_justice,
    out_of_school, medical."""

    kind: str
    since: date


@dataclass(frozen=True, slots=True)
class Carer:
    """Someone with parental responsibility or care. A hidden address is never shown to the other parent."""

    forename: str
    surname: str
    relation: str  # mother, father, stepfather, grandmother, foster carer ...
    lives_with_child: bool = True
    address_hidden: bool = False
    language: str = "English"
    prefers: str = "email"  # email, phone, text, letter


@dataclass(frozen=True, slots=True)
class Life:
    """Everything invented about one child or young person, as known on the day the partnership was asked for.

    `person` is the SEN2 shape of all of it on that day, every date kept (no H, nothing out of scope);
    `returns.in_return` gives what a given year's return would say.
    """

    key: str
    person: Person
    known_as: str
    requests: tuple[RequestHistory, ...]
    plan: PlanHistory | None
    words: str
    carers: tuple[Carer, ...]
    coordinator: int
    health_service: str
    first_language: str
    communication: str
    vulnerabilities: tuple[Vulnerability, ...] = ()
    address_hidden: bool = False
