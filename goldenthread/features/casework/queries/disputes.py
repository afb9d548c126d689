"""Disagreements of one child as pages show them. For a child already found for the viewer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.lifecycle.dispute_outcomes import AGREED, CONCEDED, ORDERED
from goldenthread.domain.lifecycle.dispute_steps import (
    DisputeSoFar,
    DisputeStep,
    Standing,
    may_follow,
    stage_of,
    standing_of,
)
from goldenthread.domain.lifecycle.process import Stage
from goldenthread.domain.statute.appeals import appeal_rights, certificate_needed
from goldenthread.features.casework.models import Dispute, Milestone, Plan, Request
from goldenthread.features.casework.queries.assessment_cases import dispute_in
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.child_timeline import Happening, decisions_said, timeline_of
from goldenthread.features.casework.queries.facts import ChildProcesses
from goldenthread.features.casework.queries.readings import Read
from goldenthread.foundation.people.models import Child


@dataclass(frozen=True, slots=True)
class DisputeShown:
    """One disagreement: what it is about, where it stands and whose turn it is, what happened, what may be recorded.

    `came` are (fact, words) of what was agreed, given way on or ordered; `agreed` the words of an agreement.
    """

    public_id: str
    about: str
    notice_on: date
    so_far: DisputeSoFar
    stage: Stage
    standing: Standing
    certificate: bool
    steps: tuple[DisputeStep, ...]
    clocks: tuple[Reading, ...]
    lines: tuple[Happening, ...]
    came: tuple[tuple[str, str], ...]
    agreed: str

    @property
    def next_due(self) -> Reading | None:
        """The first of its clocks that runs to a day."""
        running = [each for each in self.clocks if each.is_open and each.outer_on]
        return min(running, key=lambda each: each.outer_on or date.max, default=None)


def disputes_in(rows: ChildRows, reads: Sequence[Read]) -> list[DisputeShown]:
    """Every disagreement among a child's rows that was not taken back, newest first."""
    lines = timeline_of(rows)
    owners = {row.id: row.of for row in rows.milestones}
    found = []
    for row in reversed(rows.parts["dispute"]):
        so_far = dispute_in(rows, row)
        if so_far.is_void:
            continue
        clocks = [read.reading for read in reads if read.dispute_id == row["id"] and read.reading]
        own = [line for line in lines if owners[line.id] == ("dispute", row["id"])]
        found.append(_shown(row, so_far, clocks, own))
    return found


def _shown(
    row: Mapping[str, Any], so_far: DisputeSoFar, clocks: Sequence[Reading], lines: Sequence[Happening]
) -> DisputeShown:
    came = [(fact, each.said) for fact in (AGREED, CONCEDED, ORDERED) if (each := so_far.came(fact))]
    shown = [each for each in clocks if each.original_outer_on and each.is_open]
    return DisputeShown(
        row["public_id"], decisions_said(so_far.rights), so_far.notice_on, so_far, stage_of(so_far),
        standing_of(so_far), certificate_needed(so_far.rights), may_follow(so_far),
        tuple(sorted(shown, key=lambda each: (each.original_outer_on or date.max, each.rule))), tuple(lines),
        tuple(came), row["agreed"] or "",
    )  # fmt: skip


def so_far_of(dispute: Dispute) -> DisputeSoFar:
    """What is recorded of one stored disagreement, read afresh."""
    current = Milestone.rows.filter(dispute=dispute, is_current=True, happened_on__isnull=False)
    rows = list(current.values_list("fact", "happened_on", "detail"))
    days = {fact: day for fact, day, _ in rows if day}
    rights = tuple(dispute.rights.split(","))
    return DisputeSoFar(rights, dispute.notice_on, days, {fact: detail for fact, _, detail in rows if detail})


def dispute_of(child: Child, public_id: str) -> Dispute | None:
    """A disagreement of this child."""
    return Dispute.rows.filter(child=child, public_id=public_id).select_related("request", "plan__request").first()


def subject_of(child: Child, of: tuple[str, int]) -> Request | Plan | None:
    """The request or plan of this child with that row number."""
    model: Any = Request if of[0] == "request" else Plan
    found: Request | Plan | None = model.rows.filter(child=child, pk=of[1]).first()
    return found


def plans_in_force(processes: ChildProcesses) -> list[int]:
    """Row numbers of the plans a refusal to assess again may be about."""
    return [plan.id for plan in processes.plans if plan.is_active]


def rights_said(rights: Sequence[str]) -> list[tuple[str, str]]:
    """(reference, what one may disagree with), for a choice."""
    known = appeal_rights()
    return [(right, f"{known[right].decision[:1].upper()}{known[right].decision[1:]}") for right in rights]
