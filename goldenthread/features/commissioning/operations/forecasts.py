"""Records what a forecast expects of places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from goldenthread.domain.places.sufficiency import Expected
from goldenthread.features.commissioning.models import PlacesForecast, ProjectedChildren
from goldenthread.features.finance.operations.refusals import Refused
from goldenthread.foundation import clock, journal


def record_forecast(*, rows: Sequence[Expected], source: str, by: journal.Author, on: date) -> PlacesForecast:
    """Keep it; from then on it is the one shown. Raises Refused: no rows, one twice, or a middle outside its range."""
    if not rows:
        raise Refused("rows", "The forecast has no rows")
    seen: set[tuple[int, str, str]] = set()
    for each in rows:
        state = each.year, each.kind.value, each.phase.value
        if state in seen:
            raise Refused("rows", f"{each.year}, {each.kind.value}, {each.phase.value} is given twice")
        if not 0 <= each.low <= each.middle <= each.high:
            raise Refused(
                "rows", f"{each.year}, {each.kind.value}, {each.phase.value}: the middle is outside its range"
            )
        seen.add(state)
    with transaction.atomic():
        kept = PlacesForecast.objects.create(
            source=source, made_on=on, recorded_at=clock.now(), recorded_by=by.public_id, recorded_by_name=by.name
        )
        ProjectedChildren.objects.bulk_create(
            ProjectedChildren(
                forecast=kept, year=each.year, kind=each.kind.value, phase=each.phase.value, middle=each.middle,
                low=each.low, high=each.high,
            )
            for each in rows
        )  # fmt: skip
        journal.record(
            "places_forecast.recorded", by=by, on=on, data={"id": kept.public_id, "source": source, "rows": len(rows)}
        )
    return kept
