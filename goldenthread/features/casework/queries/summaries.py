"""What a list says of a child beside their name: where they go and who coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.features.casework.models import CaseSummary


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


def lines_of(child_ids: Sequence[int]) -> dict[int, CaseLine]:
    """By row number, of children already found for a viewer. One query."""
    rows = CaseSummary.objects.filter(child_id__in=child_ids).values_list(
        "child_id", "school__name", "school_label", "coordinator__name", "stage"
    )
    return {id: CaseLine(school or label, who or "", _STAGES.get(stage, "")) for id, school, label, who, stage in rows}
