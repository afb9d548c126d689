"""Areas of Wrenbury and Marle and the places commissioned there, about as many as are filled."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from goldenthread.domain.calendars.school_years import school_year_start
from goldenthread.domain.money.setting_kinds import Phase, phase_of
from goldenthread.domain.places.settings import Kind
from goldenthread.features.commissioning.models import PlanningArea
from goldenthread.features.commissioning.operations.commissions import Commission, add_area, commission
from goldenthread.features.commissioning.queries.caseload import area_finder, caseload
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.people.models import Organisation

# Invented children live in the nine sectors of ZZ99, which no real place has; the points lie in the sea.
AREAS: Final = (
    ("Wrenbury Central", 620_000, 400_000), ("Wrenbury Heath", 624_000, 403_500), ("Saltersford", 629_500, 401_000),
    ("Priors Ferry", 617_000, 407_000), ("Heron Bridge", 623_000, 410_500), ("Millbeck", 630_000, 408_000),
    ("Marle Town", 619_500, 416_000), ("Upper Marle", 625_500, 418_500), ("Larkmead", 632_000, 415_000),
)  # fmt: skip
# A place and a top-up, pounds a year: place funding as national, top-ups as invented as everything here.
COST: Final = {Kind.BASE: 17_000, Kind.SPECIAL: 26_000, Kind.ALTERNATIVE: 19_000}
SHARE: Final = (95, 100, 110, 120)  # places in a hundred children, in turn: some settings are over-full
NEEDS: Final = (("ASD",), ("ASD", "SLCN"), ("SEMH",), ("MLD", "SLCN"), ())
SOURCE: Final = "Invented for the demonstration"


def make_commissioned(at: datetime) -> None:
    """Areas, then places at every base, special school and alternative provision somebody attends."""
    on = at.date()
    areas = [
        add_area(name=name, postcodes=[f"ZZ99 {number}"], easting=east, northing=north, by=SYSTEM, on=on)
        for number, (name, east, north) in enumerate(AREAS, start=1)
    ]
    attend: Counter[tuple[int, Kind, Phase]] = Counter()
    for each in caseload(areas, on=on):
        if each.kind in COST and each.body is not None:
            attend[each.body, each.kind, phase_of(each.age(school_year_start(on)))] += each.count
    bodies = Organisation.objects.in_bulk({body for body, _, _ in attend})
    finder, by_name = area_finder(areas), {area.name: area for area in areas}
    for turn, ((body, kind, phase), children) in enumerate(sorted(attend.items())):
        school = bodies[body]
        _commission(school, by_name.get(finder(school.postcode), areas[0]), kind, phase, children, turn, on)


def _commission(
    school: Organisation, area: PlanningArea, kind: Kind, phase: Phase, children: int, turn: int, on: date
) -> None:
    entered = Commission(
        kind, phase, max(4, children * SHARE[turn % len(SHARE)] // 100), Decimal(COST[kind]),
        date(school_year_start(on), 9, 1), SOURCE, NEEDS[school.pk % len(NEEDS)] if kind is Kind.BASE else (),
    )  # fmt: skip
    # Not all in one spot: a kilometre or so about the middle of the area.
    east, north = area.easting + school.pk * 637 % 2400 - 1200, area.northing + school.pk * 911 % 2400 - 1200
    commission(organisation=school, area=area, entered=entered, by=SYSTEM, on=on, easting=east, northing=north)
