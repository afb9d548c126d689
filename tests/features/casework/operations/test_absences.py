"""Somebody is away: who is named instead, on every page that names them, and what cannot be recorded."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from goldenthread.features.casework.models import Absence
from goldenthread.features.casework.operations import absences
from goldenthread.features.casework.operations.absences import NotAnAbsence
from goldenthread.features.casework.queries import cover
from goldenthread.features.casework.queries.family_story import contact_of, story_of
from goldenthread.features.casework.queries.holders import holder_of
from goldenthread.features.casework.queries.summaries import lines_of
from goldenthread.features.casework.queries.team_inbox import team_inbox_of
from goldenthread.features.casework.queries.work_filters import WorkFilters
from goldenthread.features.casework.queries.worklist import worklist_visible_to
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.writing import SYSTEM
from tests import builders as a

pytestmark = pytest.mark.django_db


def day(ahead: int) -> date:
    return clock.today() + timedelta(days=ahead)


@pytest.fixture
def office() -> SimpleNamespace:
    team = a.a_team("North team", phone="01632 960111")
    priya, owen = (a.an_account(Role.EHC_COORDINATOR, at=team, name=name) for name in ("Priya", "Owen"))
    child, parent = a.a_child(), a.an_account(Role.PARENT, name="Pat")
    a.tie(child, "case_team", at=team)
    a.tie(child, "allocated", who=priya)
    a.tie(child, "parent", who=parent, parental_responsibility=True)
    a.a_request(child, request_received=day(-60))
    a.reckon(child)
    return SimpleNamespace(team=team, priya=priya, owen=owen, child=child, parent=parent)


def away(office: SimpleNamespace, **more: Any) -> Absence:
    given: dict[str, Any] = {
        "adult": office.priya.adult, "away_from": day(-1), "away_to": day(3), "covered_by": office.owen.adult, **more,
    }  # fmt: skip
    return absences.record(**given, by=SYSTEM, on=clock.today())


def test_the_family_is_told_who_covers_for_as_long_as_they_are_away(office: SimpleNamespace) -> None:
    away(office)
    contact = story_of(office.child, a.viewer(office.parent), on=clock.today()).contact
    assert (contact.coordinator, contact.away_until, contact.covered_by) == ("Priya", day(3), "Owen")
    assert contact.in_a_line == "Priya (away, Owen covers)"
    assert holder_of(office.child, on=day(4)).away_until is None
    assert contact_of([], clock.today()).team == ""


def test_without_a_person_the_team_covers_and_its_inbox_has_the_work(office: SimpleNamespace) -> None:
    owen = a.viewer(office.owen)
    assert team_inbox_of(owen, on=clock.today()).waits == ()
    away(office, covered_by=None)
    assert holder_of(office.child, on=clock.today()).in_a_line == "Priya (away, the team covers)"
    (waits,) = team_inbox_of(owen, on=clock.today()).waits[:1]
    assert waits.child_id == office.child.public_id and waits.why == "away" and waits.is_late


def test_nobody_is_named_who_may_not_open_a_restricted_record(office: SimpleNamespace) -> None:
    office.child.sensitivity = "restricted"
    office.child.save()
    away(office)
    holder = holder_of(office.child, on=clock.today())
    assert (holder.coordinator, holder.away_until, holder.covered_by) == ("Priya", day(3), "")


def test_whoever_covers_sees_for_whom(office: SimpleNamespace) -> None:
    away(office)
    assert [each.name for each in cover.covering(a.viewer(office.owen), on=clock.today())] == ["Priya"]
    (shown,) = cover.absences_of(a.viewer(office.owen), on=clock.today())
    assert (shown.name, shown.covered_by, shown.children, shown.is_now, shown.is_mine) == (
        "Priya",
        "Owen",
        1,
        True,
        False,
    )
    assert cover.absences_of(a.viewer(a.an_account(Role.TEAM_MANAGER, at=a.a_team())), on=clock.today()) == []


def test_back_early_or_not_away_after_all(office: SimpleNamespace) -> None:
    absences.end(absence=away(office), by=SYSTEM, on=clock.today())
    assert holder_of(office.child, on=clock.today()).away_until is None
    assert Absence.objects.get().away_to == day(-1)
    absences.end(absence=away(office, away_from=day(10), away_to=day(12)), by=SYSTEM, on=clock.today())
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"away_to": day(-2)}, "away_to", "on or after the first"),
        ({"away_from": day(-9), "away_to": day(-2)}, "away_to", "today or later"),
        ({"away_to": day(800)}, "away_to", "at most a year"),
    ],
)  # fmt: skip
def test_days_that_cannot_be(office: SimpleNamespace, more: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(NotAnAbsence, match=said) as wrong:
        away(office, **more)
    assert wrong.value.field == field


def test_nobody_covers_for_themselves_or_while_they_are_away(office: SimpleNamespace) -> None:
    with pytest.raises(NotAnAbsence, match="themselves"):
        away(office, covered_by=office.priya.adult)
    away(office)
    with pytest.raises(NotAnAbsence, match="already"):
        away(office, away_from=day(2), away_to=day(9))
    with pytest.raises(NotAnAbsence, match="away on some of these days too"):
        away(office, adult=office.owen.adult, covered_by=office.priya.adult)


def test_lists_of_work_and_search_say_who_covers(office: SimpleNamespace) -> None:
    away(office)
    page = worklist_visible_to(a.viewer(office.owen), on=clock.today(), filters=WorkFilters(officer="all"))
    assert {row.officer for row in page.rows} == {"Priya (away, Owen covers)"}
    assert lines_of([office.child.pk], on=clock.today())[office.child.pk].coordinator == "Priya (away, Owen covers)"
    assert lines_of([office.child.pk], on=day(9))[office.child.pk].coordinator == "Priya"
