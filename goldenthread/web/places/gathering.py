"""What every page of places is made from: read once a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.domain.calendars.school_years import school_year_start
from goldenthread.domain.places.sufficiency import Attending, Places
from goldenthread.features.commissioning.queries import caseload as counting
from goldenthread.features.commissioning.queries import places as queries


@dataclass(frozen=True)
class Gathered:
    """The areas, places that run now or later, the caseload counted, and both as the sums read them."""

    on: date
    areas: list
    later: list
    running: list
    counted: list[counting.Counted]
    children: list[Attending]
    places: list[Places]


def gather(on: date) -> Gathered:
    """Five queries, whatever the caseload."""
    areas, later = queries.areas(), queries.commissioned(since=on)
    running = queries.running(later, on)
    counted = counting.caseload(areas, on=on)
    children = counting.attending(counted, running, school_year=school_year_start(on))
    return Gathered(on, areas, later, running, counted, children, [queries.as_places(row) for row in running])
