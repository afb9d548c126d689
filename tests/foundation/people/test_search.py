"""Search forgives spelling and finds only whom the viewer may open."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.viewer import Held, Viewer
from goldenthread.foundation.people.models import Child, NameToken, Organisation, Tie
from goldenthread.foundation.people.operations.name_tokens import tokens_of
from goldenthread.foundation.people.queries.search import find

ON = date(2026, 11, 16)
pytestmark = pytest.mark.django_db


def make(
    forename: str, surname: str, born_on: date = date(2016, 4, 9), team: Organisation | None = None, **more: object
) -> Child:
    child = Child.rows.create(forename=forename, surname=surname, born_on=born_on, **more)
    for token, sounds in tokens_of(forename, surname, more.get("known_as", "")):
        NameToken.objects.create(child=child, token=token, sounds=sounds)
    if team:
        Tie.objects.create(child=child, kind="case_team", organisation=team)
    return child


@pytest.fixture
def team() -> Organisation:
    return Organisation.objects.create(kind="council_team", name="SEN team")


@pytest.fixture
def viewer(team: Organisation) -> Viewer:
    return Viewer(user_id=1, held=(Held(Role.EHC_COORDINATOR, team.pk),))


@pytest.mark.parametrize(
    ("forename", "surname", "typed"),
    [
        ("Katherine", "O’Brien", "katherine obrien"), ("Katherine", "O’Brien", "Catherine O'Brien"), ("Katherine",
        "O’Brien", "obrien"),
        ("Zoë", "Łukaszewska", "zoe lukaszewska"), ("Mohammed", "Al-Hashimi", "muhammad alhashimi"),
        ("Mohammed", "Al-Hashimi", "Hashimi, Mohamed"), ("Siobhán", "Ní Dhomhnaill", "siobhan ni dhomhnaill"),
        ("Suparman", "", "suparman"), ("Xiu", "Nguyễn", "nguyen"), ("Stephen", "Phillips", "steven philips"),
        ("Amelia", "Thompson", "ameila thompson"), ("Amelia", "Thompson", "thomspon"),
    ],
)  # fmt: skip
def test_a_name_is_found_as_people_type_it(
    forename: str, surname: str, typed: str, viewer: Viewer, team: Organisation
) -> None:
    child = make(forename, surname, team=team)
    make("Bartholomew", "Quigg", team=team)
    assert [found.child for found in find(viewer, typed, on=ON).found][:1] == [child]


@pytest.mark.parametrize(
    "typed", ["9/4/2016", "9 4 2016", "09-04-2016", "2016-04-09", "9 April 2016", "9th apr 2016", "Ada 9/4/2016"]
)
def test_a_date_of_birth_is_understood_in_the_usual_shapes(typed: str, viewer: Viewer, team: Organisation) -> None:
    child = make("Ada", "Example", team=team)
    make("Ada", "Other", born_on=date(2015, 4, 9), team=team)
    assert [found.child for found in find(viewer, typed, on=ON).found] == [child]


def test_numbers_and_ids_are_found_exactly(viewer: Viewer, team: Organisation) -> None:
    child = make("Ada", "Example", team=team, upn="A950000178301", uln="1234567890", local_id="SEN 42")
    for typed in ("a950000178301", "1234567890", "SEN 42", child.public_id, f" {child.public_id.upper()} "):
        assert [found.child for found in find(viewer, typed, on=ON).found] == [child]


@pytest.mark.parametrize("typed", ["Ada", "9/4/2016", "A950000178301", "1234567890"])
def test_nobody_outside_the_team_finds_anyone(typed: str, team: Organisation) -> None:
    make("Ada", "Example", team=team, upn="A950000178301", uln="1234567890")
    stranger = Viewer(user_id=2, held=(Held(Role.EHC_COORDINATOR, team.pk + 1),))
    page = find(stranger, typed, on=ON)
    assert (page.found, page.total) == ((), 0)


def test_a_role_that_may_not_see_numbers_cannot_search_by_them(team: Organisation) -> None:
    make("Ada", "Example", team=team, upn="A950000178301")
    chair = Viewer(user_id=3, held=(Held(Role.SCHOOL_LEADER, team.pk),))
    Tie.objects.create(child=Child.rows.get(), kind="attends", organisation=team)
    assert find(chair, "Ada", on=ON).total == 1
    assert find(chair, "A950000178301", on=ON).total == 0


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "'; DROP TABLE people_child; --", "\x00", "31/2/2016", "a" * 100_000, "(((", "😀"]
)
def test_nonsense_finds_nothing_and_breaks_nothing(typed: str, viewer: Viewer, team: Organisation) -> None:
    make("Ada", "Example", team=team)
    assert find(viewer, typed, on=ON).total == 0
