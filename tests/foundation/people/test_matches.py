"""Children who may be the same: found in spite of spelling, said why, never in the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.features.casework.models import Request
from goldenthread.features.casework.operations import intake_deciding, intake_telling
from goldenthread.features.casework.queries import intake
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.operations import name_tokens
from goldenthread.foundation.people.queries.matches import possible_matches
from tests.builders import a_child, a_team, an_account, tie, viewer

pytestmark = pytest.mark.django_db
BORN = date(2015, 3, 4)


@pytest.fixture
def staff() -> Any:
    """A coordinator of the team that has Catherine Smith, born 4 March 2015."""
    team = a_team()
    child = a_child("Catherine", "Smith", BORN, upn="A123456789012")
    tie(child, "case_team", at=team)
    name_tokens.refresh([child.pk])
    return viewer(an_account(Role.EHC_COORDINATOR, team))


def why(staff: Any, forename: str, surname: str, born_on: date | None = None, upn: str = "") -> list[tuple[str, ...]]:
    found = possible_matches(staff, forename=forename, surname=surname, born_on=born_on, upn=upn, on=clock.today())
    return [match.why for match in found.found]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("Catherine", "Smith", BORN), ("same name", "same date of birth")),
        (("Kathryn", "Smyth", BORN), ("similar name", "same date of birth")),
        (("Smith", "Catherine", None), ("same name",)),
        (
            ("Catherine", "Smith", date(2015, 4, 3)),
            ("same name", "date of birth with day and month the other way round"),
        ),
        (("Catherine", "Okonkwo-Bell", BORN), ("same date of birth", "one name the same")),
        (("Nobody", "Atall", None, "A123456789012"), ("same UPN",)),
    ],
)
def test_each_way_of_being_the_same_is_found_and_said(staff: Any, told: Any, expected: tuple[str, ...]) -> None:
    assert why(staff, *told) == [expected]


@pytest.mark.parametrize("told", [("", "", None), ("Ivor", "Pring", BORN), ("Ivor", "Pring", None)])
def test_what_has_nothing_in_common_matches_nobody(staff: Any, told: Any) -> None:
    assert why(staff, *told) == []


def test_of_another_teams_children_only_their_number_is_told_and_of_restricted_ones_nothing(staff: Any) -> None:
    other = a_child("Catherine", "Smith", BORN)
    hidden = a_child("Catherine", "Smith", BORN, sensitivity="restricted")
    name_tokens.refresh([other.pk, hidden.pk])
    found = possible_matches(staff, forename="Catherine", surname="Smith", born_on=BORN, on=clock.today())
    assert [match.child.forename for match in found.found] == ["Catherine"] and found.elsewhere == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    forename=st.one_of(st.just("Catherine"), st.text(max_size=30)),
    surname=st.one_of(st.just("Smith"), st.text(max_size=30)),
    born_on=st.one_of(st.just(BORN), st.none(), st.dates(date(2000, 1, 1), date(2026, 1, 1))),
    upn=st.sampled_from(["", "A123456789012", "B000000000000"]),
)
def test_no_likeness_ever_stops_a_new_child_or_their_clock(
    staff: Any, forename: str, surname: str, born_on: date | None, upn: str
) -> None:
    forename, surname = forename.replace("\x00", ""), surname.replace("\x00", "")
    if not (forename.strip() or surname.strip()):
        forename = "X"
    today, before = clock.today(), Child.rows.count()
    told = {"forename": forename, "surname": surname, "upn": upn, "born_on": born_on.isoformat() if born_on else ""}
    row = intake_telling.tell(
        child=None, told=told, who="anyone", channel="phone", asked_by="A neighbour", relation="",
        received_on=today - timedelta(days=2), said="Worried", by=staff, on=today,
    )  # fmt: skip
    item = intake.item_of(staff, row.public_id, on=today)
    assert item is not None
    request = intake_deciding.start(item=row, child=None, seen_requests=[], reason="Told.", by=staff, on=today)
    assert Child.rows.count() == before + 1 and Request.rows.filter(pk=request.pk).exists()
