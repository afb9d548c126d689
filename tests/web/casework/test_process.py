"""The figures of the process: who sees what, that the list behind a figure is the figure, and that they agree with the
sums the demonstration was calibrated by."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goldenthread.domain.indicators.periods import Period
from goldenthread.features.casework.queries.process_figures import process_figures
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal.models import LookedAt
from tests import builders as a

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> SimpleNamespace:
    """Two teams; nine plans of this year made in time and two late in one, one late in the other."""
    ours, other = a.a_team("North team"), a.a_team("South team")
    manager = a.an_account(Role.TEAM_MANAGER, at=ours)
    received = clock.today() - timedelta(days=200)
    children = []
    for number in range(12):
        child = a.a_child(f"Child{number}", "Khan")
        a.tie(child, "case_team", at=other if number == 11 else ours)
        codes = {"outcome": "Y", "has_assessment": True, "assessment_outcome": "Y", "week20_exception": False}
        a.a_request(
            child, fields=codes, request_received=received, assess_decision_notified=received + timedelta(days=40),
            final_plan_sent=received + timedelta(days=130 if number < 9 else 180),
        )  # fmt: skip
        children.append(child)
    a.reckon(*children)
    year = (received + timedelta(days=130)).year
    return SimpleNamespace(manager=manager, children=children, year=year)


def page(account: User, **query: object) -> str:
    answer = a.signed_in(account).get(reverse("process"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_manager_sees_every_figure_with_its_range_and_the_books(office: SimpleNamespace) -> None:
    shown = page(office.manager, year=office.year)
    assert "75.0%" in shown and "Not shown" not in shown
    assert "= 9 + 3 + 0 + 0." in shown
    assert "Open Government Licence" in shown and "Khan" not in shown


@pytest.mark.parametrize("role", [Role.BOARD_CHAIR, Role.FINANCE_OFFICER, Role.COMMISSIONER, Role.PANEL_CHAIR])
def test_a_board_sees_no_small_number_and_no_way_to_a_case(office: SimpleNamespace, role: Role) -> None:
    account = a.an_account(role)
    shown = page(account, year=office.year)
    assert "Not shown" in shown and "75.0%" not in shown and "9 + 3" not in shown
    assert reverse("process_cases") not in shown
    assert a.signed_in(account).get(reverse("process_cases")).status_code == 404


def test_the_cases_behind_a_figure_are_those_one_may_open_and_each_look_is_kept(office: SimpleNamespace) -> None:
    query = {"year": office.year, "measure": "twenty_to_year"}
    answer = a.signed_in(office.manager).get(reverse("process_cases"), query).content.decode()
    assert "3 cases, of which you may open 2" in answer
    assert "Child9 Khan" in answer and "Child10 Khan" in answer and "Child11 Khan" not in answer
    looked = set(LookedAt.objects.values_list("child", flat=True))
    assert {office.children[9].public_id, office.children[10].public_id} <= looked
    rest = a.signed_in(office.manager).get(reverse("process_cases"), {**query, "rest": "1"}).content.decode()
    assert "9 cases, of which you may open 9" in rest


def test_anything_typed_gives_a_page_or_says_that_there_is_none(office: SimpleNamespace) -> None:
    assert "The assessment process" in page(office.manager, year="x", kind="☃")
    client = a.signed_in(office.manager)
    assert client.get(reverse("process_cases"), {"measure": "☃"}).status_code == 404
    assert client.get(reverse("process_cases"), {"page": "99999999"}).status_code == 200


def test_a_page_of_figures_takes_few_queries(office: SimpleNamespace, django_assert_max_num_queries: object) -> None:
    client = a.signed_in(office.manager)
    client.get(reverse("process"))
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get(reverse("process"), {"year": office.year})


def test_the_books_of_the_year_balance(office: SimpleNamespace) -> None:
    found = process_figures(Period.calendar_year(office.year), on=clock.today())
    assert found.books and all(books.balance for books in found.books.values())


def test_figures_are_counted_again_as_soon_as_anything_is_done(
    office: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    period = Period.calendar_year(office.year)
    journal.record("role.granted", by=journal.SYSTEM, on=clock.today())
    first = process_figures(period, on=clock.today())
    with django_assert_num_queries(1):
        assert process_figures(period, on=clock.today()) is first
    journal.record("role.granted", by=journal.SYSTEM, on=clock.today())
    assert process_figures(period, on=clock.today()) is not first
