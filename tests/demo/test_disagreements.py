"""Of the invented partnership, one refusal is in mediation and one was appealed and ordered, the same each time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.demo.construction.build import build
from goldenthread.domain.lifecycle.dispute_steps import Standing, stage_of, standing_of
from goldenthread.features.casework.models import Dispute
from goldenthread.features.casework.operations import clocks
from goldenthread.features.casework.queries.disputes import so_far_of
from goldenthread.foundation.journal.writing import SYSTEM
from goldenthread.foundation.people.models import Tie

pytestmark = pytest.mark.django_db


def test_two_families_disagree() -> None:
    build(like="kingston", size=80, seed=7, at=datetime(2026, 11, 16, 9, tzinfo=UTC))
    found = {standing_of(so_far_of(each)): each for each in Dispute.rows.all()}
    assert set(found) == {Standing.OPEN, Standing.DECIDED}
    mediated = found[Standing.OPEN]
    assert stage_of(so_far_of(mediated)).code == "mediation_wanted"
    parents = Tie.objects.filter(child=mediated.child, adult__account__isnull=False)
    assert parents.filter(adult__name="Gareth Lomax").exists()
    ordered = found[Standing.DECIDED].request
    assert ordered is not None and (ordered.outcome, ordered.assessment_outcome, ordered.tribunal) == ("N", "A", True)
    assert clocks.refresh_all(by=SYSTEM, on=date(2026, 11, 16)).differed == 0
