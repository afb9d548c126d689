"""Requests for an assessment and what came of them, counted by calendar year and age: what the reform plan asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Min, Q

from goldenthread.domain.calendars.school_years import year_group
from goldenthread.domain.clocks.needs_assessment import STARTS
from goldenthread.domain.forecast.space import OLDEST, YOUNGEST
from goldenthread.features.casework.models import Milestone
from goldenthread.features.casework.queries.intake import ASSESSED

IN_A_PLAN, WITHOUT = ASSESSED


def asked_by_age(days: Sequence[date]) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Of the calendar years before each of these survey days but the first, by (calendar year, academic year on the
    survey day after): requests received, assessments that ended, and those that ended in a plan. One query.

    An assessment that ended without a plan and later with one counts when the plan was sent. Whoever was withdrawn or
    moved away was asked for and not assessed; somebody whose birth day is not known is left out.
    """
    after = {day.year - 1: day for day in days[1:]}
    rows = Milestone.rows.filter(
        is_current=True, request__isnull=False, happened_on__isnull=False, child__born_on__isnull=False,
        fact__in=(*STARTS, *ASSESSED),
    ).values_list("request_id", "child__born_on")  # fmt: skip
    dated = rows.order_by().annotate(
        received=Min("happened_on", filter=Q(fact__in=STARTS)),
        sent=Min("happened_on", filter=Q(fact=IN_A_PLAN)),
        refused=Min("happened_on", filter=Q(fact=WITHOUT)),
    )
    found: dict[tuple[int, int], list[int]] = {}
    for _, born_on, received, sent, refused in dated:
        for place, day in enumerate((received, sent or refused, sent)):
            if day is not None and born_on is not None and day.year in after:
                age = year_group(born_on, after[day.year])
                if YOUNGEST <= age <= OLDEST:
                    found.setdefault((day.year, age), [0, 0, 0])[place] += 1
    return {key: (counts[0], counts[1], counts[2]) for key, counts in found.items()}
