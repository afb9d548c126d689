"""The list of work as a query: the order, the numbers, every filter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.domain.clocks.harm import harm_base, harm_score
from goldenthread.features.casework.models import ClockCopy
from goldenthread.features.casework.queries.caseloads import caseloads_visible_to
from goldenthread.features.casework.queries.work_filters import WorkFilters
from goldenthread.features.casework.queries.worklist import worklist_visible_to
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.viewer import NOBODY
from tests import builders as a

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 16)


@pytest.fixture
def manager():
    team = a.a_team()
    account = a.an_account(Role.TEAM_MANAGER, at=team)
    account.team = team
    return account


def child_of(account, forename: str, *, asked_days_ago: int | None = None, **more):
    child = a.a_child(forename, "Marsh", **more)
    a.tie(child, "case_team", at=account.team)
    if asked_days_ago is not None:
        a.a_request(child, request_received=ON - timedelta(days=asked_days_ago))
    a.reckon(child, on=ON)
    return child


def names(account, *, sort: str = "harm", **filters: str) -> list[str]:
    page = worklist_visible_to(a.viewer(account), on=ON, filters=WorkFilters(**filters), sort=sort)
    return [row.name.split()[0] for row in page.rows]


def test_the_order_is_that_of_the_harm_function_with_the_longest_overdue_first_among_equals(manager) -> None:
    for number, days in enumerate((1, 35, 43, 60, 100, 103, 110, 150, 200, 400)):
        child = child_of(manager, f"Child{number}", asked_days_ago=days)
        if number % 3 == 0:
            a.a_vulnerability(child, "looked_after")
            a.reckon(child, on=ON)
    rows = worklist_visible_to(a.viewer(manager), on=ON, filters=WorkFilters(), page=1).rows
    assert len(rows) == 25
    ranked = sorted(
        ClockCopy.rows.filter(state="open"),
        key=lambda copy: (-harm_score(copy.harm_base, (ON - copy.outer_on).days), copy.outer_on, copy.pk),
    )
    assert [(row.rule, row.outer_on) for row in rows] == [(copy.rule, copy.outer_on) for copy in ranked[:25]]
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)


@pytest.mark.parametrize("sort", ["harm", "-harm", "due", "-due", "name", "school"])
@pytest.mark.parametrize("standing", ["", "late", "due_soon", "on_time"])
def test_one_persons_list_is_the_teams_list_without_the_others(manager, sort: str, standing: str) -> None:
    officer = a.an_account(Role.EHC_COORDINATOR, at=manager.team)
    for number, days in enumerate((1, 27, 30, 43, 60, 103, 141, 150)):
        child = a.a_child(f"Child{number}", "Marsh")
        a.tie(child, "case_team", at=manager.team)
        a.tie(child, "allocated", who=officer)
        a.a_request(child, request_received=ON - timedelta(days=days))
        a.reckon(child, on=ON)
    viewer = a.viewer(manager)
    wanted = [WorkFilters(officer=each, standing=standing) for each in ("", officer.adult.public_id)]
    team, one = (worklist_visible_to(viewer, on=ON, filters=each, sort=sort) for each in wanted)
    assert (team.rows, team.counts, team.total) == (one.rows, one.counts, one.total)
    assert one.rows


def test_a_looked_after_child_comes_before_another_with_the_same_dates(manager) -> None:
    child_of(manager, "Ann", asked_days_ago=50)
    looked_after = child_of(manager, "Zed", asked_days_ago=50)
    a.a_vulnerability(looked_after, "looked_after")
    a.reckon(looked_after, on=ON)
    rows = worklist_visible_to(a.viewer(manager), on=ON, filters=WorkFilters(rule="B1")).rows
    assert [row.name for row in rows] == ["Zed Marsh", "Ann Marsh"]
    assert rows[0].score == harm_base("B1", ["looked_after"]) + 8 == rows[1].score + 15
    assert "is looked after" in rows[0].why or "looked after by a council" in rows[0].why


def test_every_open_clock_is_late_due_soon_or_on_time_and_only_one_of_them(manager) -> None:
    for number, days in enumerate((1, 27, 28, 29, 41, 42, 43, 44, 139, 140, 141)):
        child_of(manager, f"Child{number}", asked_days_ago=days)
    viewer = a.viewer(manager)
    whole = worklist_visible_to(viewer, on=ON, filters=WorkFilters())
    totals = {
        s: worklist_visible_to(viewer, on=ON, filters=WorkFilters(standing=s)).total
        for s in ("late", "due_soon", "on_time")
    }
    assert sum(totals.values()) == whole.counts.total == whole.total == ClockCopy.rows.filter(state="open").count()
    assert totals == {"late": whole.counts.late, "due_soon": whole.counts.due_soon, "on_time": whole.counts.on_time}
    assert min(totals.values()) > 0


def test_the_standing_is_the_status_the_clock_itself_would_say(manager) -> None:
    from goldenthread.domain.clocks.register import read  # the words of the law beside the stored copy

    for days in (1, 26, 27, 28, 41, 42, 43):
        child_of(manager, f"Child{days}", asked_days_ago=days)
    rows = worklist_visible_to(a.viewer(manager), on=ON, filters=WorkFilters(rule="B1")).rows
    assert len(rows) == 7
    for row in rows:
        assert row.standing.value == read("B1", {"request_received": row.started_on}, ON).status.value


def test_the_last_day_itself_is_not_late(manager) -> None:
    child_of(manager, "Ann", asked_days_ago=42)
    assert worklist_visible_to(a.viewer(manager), on=ON, filters=WorkFilters(rule="B1")).rows[0].standing == "due_soon"
    after = ON + timedelta(days=1)
    assert worklist_visible_to(a.viewer(manager), on=after, filters=WorkFilters(rule="B1")).rows[0].standing == "late"


def test_filters_narrow_by_clock_need_group_and_year(manager) -> None:
    autistic = child_of(manager, "Ann", born_on=date(2014, 9, 1))
    a.a_plan(autistic, needs=("ASD", "SLCN"), plan_started=date(2026, 1, 5))
    young = child_of(manager, "Bea", asked_days_ago=10, born_on=date(2023, 1, 1))
    a.a_vulnerability(autistic, "medical")
    a.reckon(autistic, young, on=ON)
    assert names(manager, rule="F1") == ["Ann"]
    assert names(manager, need="ASD") == ["Ann"]
    assert names(manager, need="SLCN") == []
    assert names(manager, group="medical") == ["Ann"]
    assert names(manager, group="looked_after") == []
    assert set(names(manager, group="under_five")) == {"Bea"}
    assert set(names(manager, group="any")) == {"Ann", "Bea"}
    assert names(manager, year_group="7") == ["Ann"]
    assert names(manager, year_group="6") == []
    assert set(names(manager, year_group="before")) == {"Bea"}


@pytest.mark.parametrize(
    ("born_on", "year"), [(date(2022, 8, 31), "0"), (date(2021, 9, 1), "0"), (date(2021, 8, 31), "1")]
)
def test_a_year_group_runs_from_1_september_to_31_august(manager, born_on: date, year: str) -> None:
    child_of(manager, "Ann", asked_days_ago=10, born_on=born_on)
    assert set(names(manager, year_group=year)) == {"Ann"}


def test_a_child_past_year_13_is_found_as_such(manager) -> None:
    child_of(manager, "Old", asked_days_ago=10, born_on=date(2008, 8, 31))
    child_of(manager, "Young", asked_days_ago=10, born_on=date(2008, 9, 1))
    assert set(names(manager, year_group="after")) == {"Old"}
    assert set(names(manager, year_group="13")) == {"Young"}


def test_school_is_found_by_part_of_its_name_or_its_urn(manager) -> None:
    school = a.a_school("Wrenbury Academy", urn="123456")
    child = child_of(manager, "Ann", asked_days_ago=10)
    a.tie(child, "attends", at=school)
    child_of(manager, "Bea", asked_days_ago=10)
    a.reckon(child, on=ON)
    assert set(names(manager, school="wrenbury")) == set(names(manager, school="123456")) == {"Ann"}
    assert names(manager, school="999999") == []


def test_sorting_by_name_by_school_and_by_day(manager) -> None:
    later = child_of(manager, "Ann", asked_days_ago=10)
    child_of(manager, "Bea", asked_days_ago=30)
    a.tie(later, "attends", at=a.a_school("Zenith"))
    a.reckon(later, on=ON)
    assert names(manager, sort="name", rule="B1") == ["Ann", "Bea"]
    assert names(manager, sort="-name", rule="B1") == ["Bea", "Ann"]
    assert names(manager, sort="due", rule="B1") == ["Bea", "Ann"]
    assert names(manager, sort="-due", rule="B1") == ["Ann", "Bea"]


def test_pages_follow_one_another_without_repeating_or_dropping_a_row(manager) -> None:
    for number in range(10):
        child_of(manager, f"Child{number}", asked_days_ago=50)
    viewer = a.viewer(manager)
    pages = [worklist_visible_to(viewer, on=ON, filters=WorkFilters(), page=number) for number in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [25, 5, 5]
    assert (pages[2].number, pages[2].pages) == (2, 2)
    seen = [(row.child_id, row.rule) for page in pages[:2] for row in page.rows]
    assert len(set(seen)) == 30


def test_advice_says_which_and_from_whom(manager) -> None:
    child = child_of(manager, "Ann", asked_days_ago=30)
    request = child.request_rows.get()
    service = a.a_health_service("Marle Health")
    a.an_advice(request, "medical", fields={"organisation": service}, advice_requested=ON - timedelta(days=20))
    a.reckon(child, on=ON)
    row = worklist_visible_to(a.viewer(manager), on=ON, filters=WorkFilters(rule="B3")).rows[0]
    assert row.detail == "Health: Marle Health"


def test_a_stranger_and_nobody_have_no_work(manager) -> None:
    child_of(manager, "Ann", asked_days_ago=50)
    stranger = a.viewer(a.an_account(Role.TEAM_MANAGER, at=a.a_team()))
    for viewer in (stranger, NOBODY):
        page = worklist_visible_to(viewer, on=ON, filters=WorkFilters())
        assert (page.rows, page.counts.total, page.pages) == ((), 0, 1)


def test_caseloads_add_up_to_the_worklist_and_show_what_nobody_has(manager) -> None:
    officer = a.an_account(Role.EHC_COORDINATOR, at=manager.team, name="Priya Shah")
    for number in range(3):
        child = child_of(manager, f"Child{number}", asked_days_ago=60)
        if number:
            a.tie(child, "allocated", who=officer)
            a.reckon(child, on=ON)
    viewer = a.viewer(manager)
    loads = caseloads_visible_to(viewer, on=ON)
    assert [(load.name, load.children) for load in loads] == [("Priya Shah", 2), ("Nobody yet", 1)]
    counts = worklist_visible_to(viewer, on=ON, filters=WorkFilters()).counts
    assert sum(load.open_clocks for load in loads) == counts.total
    assert sum(load.late for load in loads) == counts.late
    best = worklist_visible_to(viewer, on=ON, filters=WorkFilters()).rows[0].score
    assert max(load.worst for load in loads) == best
    assert {row.officer for row in worklist_visible_to(viewer, on=ON, filters=WorkFilters(officer="nobody")).rows} == {
        ""
    }
