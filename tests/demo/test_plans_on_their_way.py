"""The invented partnership has plans being written, drafts that were sent, and schools of the cast asked."""

from __future__ import annotations

import pytest

from goldenthread.demo.construction.build import build
from goldenthread.demo.construction.drafts import COORDINATORS
from goldenthread.features.casework.models import Consultation, Milestone, PlanCopy, PlanSection
from goldenthread.features.casework.queries.plan_drafts import is_sound
from goldenthread.foundation import clock

pytestmark = pytest.mark.django_db


def test_drafts_and_consultations_are_there_and_whole() -> None:
    build(like="kingston", size=300, seed=7, at=clock.now())
    copies = list(PlanCopy.rows.all())
    served = Milestone.rows.filter(fact="draft_served", is_current=True, child__case_summary__stage="assessing")
    ours = served.filter(child__ties__organisation__grants__user__name__in=COORDINATORS)
    assert bool(copies) == ours.exists()  # on some days so small a partnership has nobody with a draft to answer
    assert all(is_sound(copy) and copy.kind == "draft" for copy in copies)
    asked = Consultation.rows.filter(answered_on=None)
    assert {row.organisation.grants.filter(user__in_demo_cast=True).exists() for row in asked} <= {True}
    assert bool(copies) == bool(asked)
    written = set(PlanSection.rows.values_list("request_id", flat=True))
    assert len(written) > len(copies), "none is half written"
