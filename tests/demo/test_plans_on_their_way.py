"""The invented partnership has plans being written, drafts that were sent, and schools of the cast asked."""

from __future__ import annotations

import pytest

from goldenthread.demo.construction.build import build
from goldenthread.demo.construction.drafts import COORDINATORS
from goldenthread.demo.construction.drafts_from_advice import TOO_VAGUE, make_from_advice, reports_in
from goldenthread.features.casework.models import (
    Consultation,
    DroppedAdvice,
    Milestone,
    OwnVersion,
    PlanCopy,
    PlanItem,
    PlanSection,
)
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.plan_drafts import drafting_in, is_sound
from goldenthread.foundation import clock
from tests import builders as a
from tests.drafting import write
from tests.plan_advice import a_case_with_advice, a_row

pytestmark = pytest.mark.django_db


def test_drafts_and_consultations_are_there_and_whole() -> None:
    build(like="kingston", size=300, seed=7, at=clock.now())
    copies = list(PlanCopy.rows.all())
    served = Milestone.rows.filter(fact="draft_served", is_current=True, child__case_summary__stage="assessing")
    ours = served.filter(child__ties__organisation__grants__user__name__in=COORDINATORS)
    assert bool(copies) == ours.exists()  # on some days so small a partnership has nobody with a draft to answer
    assert all(is_sound(copy) and copy.kind == "draft" for copy in copies)
    own = list(OwnVersion.rows.all())
    assert len(own) == min(1, len(copies)) and all(
        row.checked_at and row.fingerprint == row.copy.fingerprint for row in own
    )
    asked = Consultation.rows.filter(answered_on=None)
    assert {row.organisation.grants.filter(user__in_demo_cast=True).exists() for row in asked} <= {True}
    assert bool(copies) == bool(asked)
    written = set(PlanSection.rows.values_list("request_id", flat=True))
    assert len(written) > len(copies), "none is half written"
    items = PlanItem.rows.all()
    assert all(item.sources.exists() for item in items)
    assert set(PlanSection.rows.filter(from_items=True).values_list("request_id", flat=True)) == set(
        items.values_list("request_id", flat=True)
    )


def test_a_plan_of_the_demonstration_is_made_from_the_advice_submitted() -> None:
    case = a_case_with_advice()
    a_row(case.report, "provision", TOO_VAGUE)
    write(case, A="I like maps.\n\nThe family want a friend near home.")
    make_from_advice(a.viewer(case.priya), drafting_in(rows_of(case.amira.pk)), clock.today())
    assert reports_in([case.amira.pk]) == {case.amira.pk: 1} and PlanItem.rows.count() == 4
    assert PlanItem.rows.get(part="outcome").hopes == ["The family want a friend near home."]
    assert DroppedAdvice.rows.get().entry.text == TOO_VAGUE
    assert "Funded by: The school" in PlanSection.rows.get(code="F").text
