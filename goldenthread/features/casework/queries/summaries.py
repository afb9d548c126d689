"""What a list says of a child beside their name: where they go and who coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.features.casework.models import CaseSummary
from goldenthread.features.casework.queries.holders import cover_of, named


@dataclass(frozen=True, slots=True)
class CaseLine:
    """School (or what stands in its place), coordinator's name, stage in words; each may be empty."""

    school: str
    coordinator: str
    stage: str


_STAGES = {
    "requested": "Assessment requested", "assessing": "Being assessed", "drafting": "Plan being written",
    "plan": "Has a plan", "ceased": "Plan ended", "no_plan": "No plan", "moved": "Moved away",
}  # fmt: skip


def stage_said(stage: str) -> str:
    """A stage of a summary in words; blank where it has none."""
    return _STAGES.get(stage, "")


def lines_of(child_ids: Sequence[int], *, on: date) -> dict[int, CaseLine]:
    """By row number, of children already found for a viewer, with who stands in on that day. One query."""
    names = ("child_id", "school__name", "school_label", "coordinator__name", "stage")
    rows = CaseSummary.objects.filter(child_id__in=child_ids).values(*names, **cover_of("coordinator_id", on=on))
    return {
        row["child_id"]: CaseLine(
            row["school__name"] or row["school_label"],
            named(row["coordinator__name"] or "", row["away_until"], row["covered_by"] or ""),
            stage_said(row["stage"]),
        )
        for row in rows
    }
