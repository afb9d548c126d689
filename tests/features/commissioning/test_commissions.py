"""Places commissioned, the caseload counted against them, and what opening a base would do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import Kind
from goldenthread.domain.places.sufficiency import Balance, Expected, by_area, by_phase_and_kind, without_placement
from goldenthread.features.commissioning.models import CommissionedPlaces, PlanningArea
from goldenthread.features.commissioning.operations.commissions import (
    Commission,
    add_area,
    commission,
    end,
)
from goldenthread.features.commissioning.operations.forecasts import record_forecast
from goldenthread.features.commissioning.queries import caseload as counting
from goldenthread.features.commissioning.queries import places as queries
from goldenthread.features.commissioning.queries.opening import Asked, independent_price, opening
from goldenthread.features.finance.operations.refusals import Refused
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.people.models import Organisation
from tests import builders as a

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
BASE, SPECIAL = "34", "7"  # types of establishment: an academy; a community special school


def an_area(name: str = "North", *postcodes: str, at: tuple[int, int] = (0, 0)) -> PlanningArea:
    return add_area(name=name, postcodes=postcodes or ("ZZ99 1",), easting=at[0], northing=at[1], by=SYSTEM, on=TODAY)


def places(at: Organisation, area: PlanningArea, kind: Kind, number: int = 2, **more: object) -> CommissionedPlaces:
    usual = {"phase": Phase.PRIMARY, "cost": Decimal(17_000), "started_on": date(2026, 9, 1), "source": "Contract"}
    return commission(
        organisation=at, area=area, entered=Commission(kind=kind, number=number, **{**usual, **more}), by=SYSTEM,
        on=TODAY,
    )  # type: ignore[arg-type]  # fmt: skip


def pupil(
    at: Organisation | None, born: int = 2018, need: str = "ASD", postcode: str = "ZZ99 1AB", **more: object
) -> None:
    plan = a.a_plan(a.a_child(born_on=date(born, 5, 1), postcode=postcode), needs=(need,))
    if at is not None:
        a.a_placement(plan, at, **more)


def test_the_caseload_is_counted_by_area_phase_and_kind_in_three_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    north, south = an_area(), an_area("South", "ZZ98", "ZZ99 2")
    school, special, private = a.a_school(type_code=BASE), a.a_school(type_code=SPECIAL), a.a_school(type_code="10")
    base = places(school, north, Kind.BASE)
    places(special, south, Kind.SPECIAL, 10, phase=Phase.SECONDARY)
    for _ in range(3):
        pupil(school, resourced_provision=True)
    pupil(school, postcode="ZZ98 4AB")
    pupil(special, born=2013, postcode="ZZ99 2AB")
    pupil(special, born=2013, postcode="ZZ99 2AB", leaving_on=date(2026, 10, 1))
    pupil(private, born=2013, postcode="ZZ97 2AB")
    areas, held = queries.areas(), queries.running(queries.commissioned(since=TODAY), TODAY)
    with django_assert_num_queries(3):
        counted = counting.caseload(areas, on=TODAY)
    found = counting.attending(counted, held, school_year=2026)
    rows = [queries.as_places(row) for row in held]
    assert by_phase_and_kind(found, rows) == {
        (Phase.PRIMARY, Kind.MAINSTREAM): Balance(1, 0, 0), (Phase.PRIMARY, Kind.BASE): Balance(3, 2, 3),
        (Phase.SECONDARY, Kind.SPECIAL): Balance(1, 10, 1), (Phase.SECONDARY, Kind.INDEPENDENT): Balance(1, 0, 0),
    }  # fmt: skip
    assert without_placement(found) == 1
    assert by_area(found, rows) == {
        "Elsewhere or not known": Balance(1, 0, 0), "North": Balance(3, 2, 3), "South": Balance(3, 10, 1),
    }  # fmt: skip
    assert base.public_id in {row.code for row in rows}


def test_a_base_takes_who_needs_a_place_and_moves_nobody() -> None:
    north, south = an_area(at=(0, 0)), an_area("South", "ZZ98", at=(10_000, 0))
    school = a.a_school(type_code=BASE)
    places(school, north, Kind.BASE, 1, phase=Phase.SECONDARY)
    for _ in range(2):
        pupil(None, born=2013, postcode="ZZ98 1AB")  # no placement, secondary
    pupil(None, born=2018)  # primary still in September 2027
    pupil(a.a_school(type_code="10"), born=2016, postcode="ZZ98 1AB")  # in an independent primary; moves on in 2027
    pupil(a.a_school(type_code="1"), born=2016)  # from a mainstream primary to a mainstream secondary
    pupil(school, born=2013, resourced_provision=True)  # settled
    pupil(None, born=2013, postcode="AB1 2CD")  # lives nowhere we know
    areas, held = queries.areas(), queries.commissioned(since=TODAY)
    asked = Asked(south, Phase.SECONDARY, ("ASD",), 2, date(2027, 9, 1), Decimal(18_000), Decimal(60_000), Decimal(100))
    found = opening(asked, counting.caseload(areas, on=TODAY), held, areas, on=TODAY)
    assert (found.waiting, found.left_out) == (3, 1)
    assert (found.effect.independent_without, found.effect.independent_with, found.effect.filled) == (3, 1, 2)
    assert found.effect.saved_a_year == 2 * (60_000 - 18_000) * 100
    assert found.effect.with_it.by_setting[held[0].public_id] == 1


def test_the_price_of_an_independent_place_is_asked_for_where_nobody_entered_it() -> None:
    assert independent_price(on=TODAY) is None


def test_places_are_recorded_once_and_end() -> None:
    north, school = an_area(), a.a_school(type_code=SPECIAL)
    row = places(school, north, Kind.SPECIAL)
    with pytest.raises(Refused, match="run there already"):
        places(school, north, Kind.SPECIAL)
    with pytest.raises(Refused, match="on or after the first"):
        end(row=row, last_day=date(2026, 8, 31), by=SYSTEM, on=TODAY)
    end(row=row, last_day=date(2027, 8, 31), by=SYSTEM, on=TODAY)
    newer = places(school, north, Kind.SPECIAL, 12, started_on=date(2027, 9, 1))
    held = queries.commissioned(since=TODAY)
    assert [each.pk for each in queries.running(held, date(2027, 8, 31))] == [row.pk]
    assert [each.pk for each in queries.running(held, date(2027, 9, 1))] == [newer.pk]
    end(row=row, last_day=date(2027, 7, 31), by=SYSTEM, on=TODAY)
    ended = Entry.objects.filter(kind="places.ended").order_by("number")
    assert [(entry.on, entry.data["last_day"], entry.data["was"]) for entry in ended] == [
        (TODAY, "2027-08-31", None), (TODAY, "2027-07-31", "2027-08-31"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": 0}, "number"), ({"cost": Decimal(-1)}, "cost"), ({"source": " "}, "source"),
        ({"needs": ("XYZ",)}, "needs"),
    ],
)  # fmt: skip
def test_places_that_cannot_be_are_refused(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        places(a.a_school(), an_area(), Kind.BASE, **wrong)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_areas_do_not_share_a_postcode_and_a_longer_one_goes_first() -> None:
    an_area("North", "KT1", "KT2 5")
    with pytest.raises(Refused, match="KT1 is in another area"):
        an_area("South", "KT1")
    with pytest.raises(Refused, match="no postcode district"):
        an_area("South", "Kingston")
    with pytest.raises(Refused, match="of that name"):
        an_area("North", "KT3")
    an_area("South", "KT1 2", "KT12")
    find = counting.area_finder(queries.areas())
    assert [find(code) for code in ("KT1 1AA", "kt12aa", "KT12 1AA", "KT2 5AA", "KT2 6AA", "")] == [
        "North", "South", "South", "North", "Elsewhere or not known", "Elsewhere or not known",
    ]  # fmt: skip


def test_the_newest_forecast_is_the_one_shown() -> None:
    assert queries.projection() == queries.Projection()
    row = Expected(2027, Phase.PRIMARY, Kind.BASE, 10, 8, 12)
    record_forecast(rows=[row], source="Run of last year", by=SYSTEM, on=date(2025, 11, 2))
    newer = Expected(2027, Phase.PRIMARY, Kind.BASE, 11, 9, 14)
    record_forecast(rows=[newer], source="Run of this year", by=SYSTEM, on=TODAY)
    assert queries.projection() == queries.Projection((newer,), "Run of this year", TODAY)
    for rows in ([], [row, row], [Expected(2027, Phase.PRIMARY, Kind.BASE, 10, 11, 12)]):
        with pytest.raises(Refused):
            record_forecast(rows=rows, source="No", by=SYSTEM, on=TODAY)
