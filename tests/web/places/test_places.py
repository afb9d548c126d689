"""Pages of places: who sees which numbers, the map, the ten years, a new base, and recording what is commissioned."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.domain.places.settings import Kind
from goldenthread.domain.places.sufficiency import Expected
from goldenthread.features.commissioning.models import CommissionedPlaces, PlanningArea
from goldenthread.features.commissioning.operations.commissions import Commission, add_area, commission
from goldenthread.features.commissioning.operations.forecasts import record_forecast
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal import SYSTEM
from tests import builders as a

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SimpleNamespace:
    """Twenty in a base of eighteen places, three in independent schools, two waiting; all of secondary age in 2027."""
    today = clock.today()
    north = add_area(name="North", postcodes=["ZZ99 1"], easting=0, northing=0, by=SYSTEM, on=today)
    south = add_area(name="South", postcodes=["ZZ99 2"], easting=9000, northing=2000, by=SYSTEM, on=today)
    school, private = a.a_school("Alder School", type_code="34", urn="100001"), a.a_school(type_code="10")
    entered = Commission(Kind.BASE, Phase.SECONDARY, 18, Decimal(17_000), date(2026, 9, 1), "Agreement of 2026")
    row = commission(organisation=school, area=north, entered=entered, by=SYSTEM, on=today)
    born = today.year - 13
    for number in range(25):
        child = a.a_child("Hidden", "Name", born_on=date(born, 5, 1), postcode=f"ZZ99 {1 if number < 20 else 2}AB")
        plan = a.a_plan(child, needs=("ASD",))
        if number < 23:
            a.a_placement(plan, school if number < 20 else private, resourced_provision=number < 20)
    manager = a.an_account(Role.TEAM_MANAGER, at=a.a_team())
    return SimpleNamespace(
        manager=manager, commissioner=a.an_account(Role.COMMISSIONER), south=south, school=school, row=row, today=today
    )


def page(account: User, name: str = "places", **query: object) -> str:
    answer = a.signed_in(account).get(reverse(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def base(world: SimpleNamespace, **more: object) -> dict[str, object]:
    usual = {
        "area": world.south.public_id, "phase": "secondary", "needs": ["ASD", "SLCN"], "places": 8, "month": 9,
        "year": world.today.year + 1, "cost": 18_000, "independent_price": 60_000, "per_km": 100,
    }  # fmt: skip
    return {**usual, **more}


def test_a_manager_sees_every_number_and_no_name(world: SimpleNamespace) -> None:
    shown = page(world.manager)
    assert "111%" in shown and "-2" in shown and "Not shown" not in shown
    assert "12.0% is over the target of 5%" in shown and "3 of 25 children" in shown
    assert "Hidden" not in shown and "There is no forecast yet" in shown


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.FINANCE_OFFICER, Role.BOARD_CHAIR])
def test_who_sees_figures_only_sees_no_small_number(world: SimpleNamespace, role: Role) -> None:
    shown = page(a.an_account(role))
    assert "The share is not shown" in shown and "12.0%" not in shown
    # Three in independent schools; two without a placement are hidden with them; those in the base are not small.
    independent = re.search(r"Independent or non-maintained special school, secondary.*?</tr>", shown, re.S)
    assert independent and "Not shown" in independent[0] and ">3<" not in independent[0]
    assert "<strong>Not shown</strong> with a plan and no placement" in shown
    assert "111%" in shown


def test_the_map_is_a_picture_of_the_table_beside_it(world: SimpleNamespace) -> None:
    answer = a.signed_in(world.manager).get(reverse("places_map"))
    assert answer["Content-Type"] == "image/svg+xml"
    words = "".join(ElementTree.fromstring(answer.content).itertext())
    assert all(said in words for said in ("North", "South", "20 children", "5 children", "Kilometres east"))
    assert "<script" not in answer.content.decode()
    few = "".join(ElementTree.fromstring(page(world.commissioner, "places_map")).itertext())
    assert "5 children" not in few and "20 children" not in few and "children not shown" in few


def test_the_page_asks_the_database_few_questions(
    world: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = a.signed_in(world.manager)
    for name, query in (("places", {}), ("places_new_base", base(world)), ("places_commissioned", {})):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(name), query).status_code == 200


def test_the_ten_years_stand_beside_the_places_of_each(world: SimpleNamespace) -> None:
    year = world.today.year + 1
    rows = [
        Expected(year, Phase.SECONDARY, Kind.BASE, 30, 24.4, 37),
        Expected(year + 10, Phase.PRIMARY, Kind.BASE, 1, 1, 1),
    ]
    record_forecast(rows=rows, source="Run 7", by=SYSTEM, on=world.today)
    shown = page(world.commissioner)
    assert "Run 7" in shown and "24 to 37" in shown and "6 to 19" in shown
    assert f"Secondary, {year}" in shown and f"Primary, {year + 10}" not in shown


def test_a_new_base_in_full_for_who_may_see_the_cases(world: SimpleNamespace) -> None:
    shown = page(world.manager, "places_new_base", **base(world))
    assert "£84,000" in shown  # two waiting children, 60,000 - 18,000 each
    assert re.search(r"Of them in the new base.*?2</td>", shown, re.S)
    assert "Places left empty at first: 6" in shown


def test_a_new_base_for_who_sees_figures_tells_of_nobody(world: SimpleNamespace) -> None:
    shown = page(world.commissioner, "places_new_base", **base(world))
    assert "£84,000" not in shown and "about £100,000" in shown
    assert re.search(r"Of them in the new base.*?0</td>", shown, re.S)
    assert "nearest five" in shown


def test_what_is_wrong_with_a_base_is_said_beside_it(world: SimpleNamespace) -> None:
    wrong = base(world, year=world.today.year, month=1, places="many", area="", needs=[])
    shown = page(world.commissioner, "places_new_base", **wrong)
    for said in ("Choose a month that is still to come", "Enter a whole number", "Choose an area", "at least one need"):
        assert said in shown
    assert "With the base and without it" not in shown


def test_a_commissioner_records_an_area_and_places_and_ends_them(world: SimpleNamespace) -> None:
    client = a.signed_in(world.commissioner)
    sent = {"name": "East", "postcodes": "zz99 3, ZZ98", "easting": "5000", "northing": "5000"}
    assert client.post(reverse("places_area"), sent).status_code == 302
    east = PlanningArea.objects.get(name="East")
    assert east.postcodes == ["ZZ99 3", "ZZ98"]
    places = {
        "urn": "100001", "area": east.public_id, "kind": "special", "phase": "primary", "needs": ["SEMH"],
        "number": "12", "cost": "26000", "started_on_day": "1", "started_on_month": "9", "started_on_year": "2026",
        "source": "Cabinet, 3 June 2026",
    }  # fmt: skip
    assert client.post(reverse("places_commission"), places).status_code == 302
    row = CommissionedPlaces.objects.get(area=east)
    assert (row.organisation, row.number, row.needs) == (world.school, 12, ["SEMH"])
    assert "run there already" in client.post(reverse("places_commission"), places).content.decode()
    unknown = client.post(reverse("places_commission"), {**places, "urn": "999999"})
    assert "No setting here has that URN or UKPRN" in unknown.content.decode()
    last_day = date(clock.today().year + 2, 8, 31)
    last = {"ended_on_day": "31", "ended_on_month": "8", "ended_on_year": str(last_day.year)}
    assert client.post(reverse("places_end", args=[row.public_id]), last).status_code == 302
    row.refresh_from_db()
    assert row.ended_on == last_day
    assert client.get(reverse("places_end", args=[row.public_id])).status_code == 404
    assert "Cabinet, 3 June 2026" in page(world.commissioner, "places_commissioned")


def test_nothing_recorded_is_said_plainly() -> None:
    someone = a.an_account(Role.COMMISSIONER)
    assert "No places are recorded yet" in page(someone)
    assert "nowhere to put a base" in page(someone, "places_new_base")
    assert "No areas are recorded yet" in page(someone, "places_commissioned")
    assert a.signed_in(someone).get(reverse("places_map")).status_code == 200
