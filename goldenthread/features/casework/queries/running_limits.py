"""Limits that run for a child now and which exceptions the law admits to each. For a child already found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.domain.statute.exceptions import Admission, admissions, lawful_exceptions
from goldenthread.features.casework.models import Advice, Dispute, ExceptionClaim, Request
from goldenthread.features.casework.queries import child_timeline
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.facts import assembled
from goldenthread.features.casework.queries.readings import Read, readings_of
from goldenthread.foundation.people.models import Child

NOT_STATED = "NOT_STATED"  # what a return says without its reason: nobody here may rely on it


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """An exception recorded and not withdrawn."""

    id: int
    name: str
    fact: str
    reason: str
    claimed_on: date | None
    next_look_on: date | None


@dataclass(frozen=True, slots=True)
class RunningLimit:
    """One limit nobody has met yet. `key` is its row of law; `of` the request, advice or disagreement, by kind and row
    number."""

    rule: str
    key: str
    name: str
    about: str
    of: tuple[str, int]
    started_on: date
    outer_on: date
    admits: tuple[Admission, ...]
    claim: ClaimStanding | None

    @property
    def code(self) -> str:
        """What a link calls it: `B1-request-17`."""
        return f"{self.claimed_as}-{self.of[0]}-{self.of[1]}"

    @property
    def claimed_as(self) -> str:
        """What a claim on it names: the rule; of a disagreement, where an agreement on part and an order on the rest
        may each start a limit of one rule, the row of law."""
        return _claimed_as(self.rule, self.key, self.of[0])

    def is_of(self, process: Request | Advice | Dispute) -> bool:
        """Whether it is this request's or advice's own."""
        return self.of == (type(process).__name__.lower(), process.pk)


def running_limits(child: Child, rows: ChildRows, *, on: date) -> list[RunningLimit]:
    """Those of requests, advice and disagreements that admit an exception, soonest first, from the child's rows."""
    processes = assembled([child.pk], rows.for_clocks())[child.pk]
    found = []
    for read in readings_of(processes, born_on=child.born_on, on=on):
        if limit := _limit(read, rows):
            found.append(limit)
    return sorted(found, key=lambda limit: (limit.outer_on, limit.rule))


def standing_claims(rows: ChildRows) -> list[tuple[str, ClaimStanding]]:
    """Every exception not withdrawn, with the rule it lifts, newest first."""
    return [(row["rule"], _standing(row)) for row in reversed(rows.parts["claim"])]


def process_of(child: Child, limit: RunningLimit) -> Request | Advice | Dispute | None:
    """The row a limit is of, if it is this child's."""
    models: dict[str, Any] = {"advice": Advice, "dispute": Dispute, "request": Request}
    found: Request | Advice | Dispute | None = models[limit.of[0]].rows.filter(child=child, pk=limit.of[1]).first()
    return found


def claim_of(child: Child, number: str) -> ExceptionClaim | None:
    """An exception of this child that has not been withdrawn, by its number as typed."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return ExceptionClaim.rows.filter(child=child, pk=int(number), withdrawn_on=None).first()


def _limit(read: Read, rows: ChildRows) -> RunningLimit | None:
    reading = read.reading
    of = ("advice", read.advice_id) if read.advice_id else ("request", read.request_id)
    of = ("dispute", read.dispute_id) if read.dispute_id else of
    if reading is None or of[1] is None or not reading.is_open:
        return None
    if reading.started_on is None or reading.original_outer_on is None:
        return None
    key, until = reading.limit.key, reading.original_outer_on
    admitted = admissions(key, on=reading.started_on, until=until)
    allowed = tuple(each for each in admitted if each.exception.code != NOT_STATED)
    if not allowed:
        return None
    name = child_timeline.about(of[0], of[1], rows)
    claim = next((each for each in rows.parts["claim"] if _lifts(each, reading.rule, key, of)), None)
    return RunningLimit(
        reading.rule, key, reading.name, name, (of[0], of[1]), reading.started_on, until, allowed,
        _standing(claim) if claim else None,
    )  # fmt: skip


def _lifts(claim: Mapping[str, Any], rule: str, key: str, of: tuple[str, int | None]) -> bool:
    own = ("advice", claim["advice_id"]) if claim["advice_id"] else ("request", claim["request_id"])
    own = ("dispute", claim["dispute_id"]) if claim["dispute_id"] else own
    return own == of and claim["rule"] in (_claimed_as(rule, key, of[0]), "")


def _claimed_as(rule: str, key: str, kind: str) -> str:
    return key if kind == "dispute" else rule


def _standing(row: Mapping[str, Any]) -> ClaimStanding:
    exception = lawful_exceptions().get(row["category"])
    name = exception.name if exception else row["category"]
    return ClaimStanding(row["id"], name, row["fact"], row["reason"], row["claimed_on"], row["next_review_on"])
