"""The final plan as it would be sent now: one reading for the page that shows it and the step that sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.plan.differences import Difference
from goldenthread.domain.plan.for_advisers import HEALTH_CARE
from goldenthread.domain.plan.stops import Stop, final_stops
from goldenthread.domain.statute.plan_sections import SETTING
from goldenthread.features.casework.models import PlacementDecision, PlanCopy
from goldenthread.features.casework.queries.health_agreements import Agreement, agreement_on
from goldenthread.features.casework.queries.plan_drafts import (
    agreed_texts,
    latest_draft,
    placement_of,
    setting_text,
    texts_of,
    unseen_in,
)


@dataclass(frozen=True, slots=True)
class ToBeFinal:
    """`texts` by section code, with the place decided on in section I; `served`: the draft the family was sent last;
    `unseen`: what has changed since that they have not seen; `health`: its answer on section G as it stands."""

    texts: Mapping[str, str]
    served: PlanCopy | None
    decision: PlacementDecision | None
    unseen: tuple[Difference, ...]
    health: Agreement | None

    def stops(self, *, on: date) -> tuple[Stop, ...]:
        """What the law asks for before it is sent on that day. What stops it on a day stops it on every earlier one."""
        return final_stops(
            self.texts, served=self.served is not None, answer_by=self.served.answer_by if self.served else None,
            on=on, unseen=self.unseen, health_refuses=self.health.refuses_now if self.health else "",
        )  # fmt: skip


def to_be_final(request_id: int) -> ToBeFinal:
    """The final plan of this request as it would be now. At most six queries."""
    served, decision = latest_draft(request_id), placement_of(request_id)
    texts = {code: row.text for code, row in texts_of(request_id).items()}
    texts[SETTING] = setting_text(decision, texts.get(SETTING, ""))
    return ToBeFinal(
        texts, served, decision, unseen_in(served, texts, agreed_texts(request_id)),
        agreement_on(request_id, texts.get(HEALTH_CARE, "")),
    )  # fmt: skip
