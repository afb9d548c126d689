"""Handing cases over: ties, access, summaries, notes, the journal; two people at once; the way back; who has left."""

from __future__ import annotations

import time
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from goldenthread.features.casework.models import CaseSummary, HandedOver, Handover
from goldenthread.features.casework.operations import handovers
from goldenthread.features.casework.operations.handovers import MovedMeanwhile, NotAHandover
from goldenthread.features.casework.queries import handovers as queries
from goldenthread.features.casework.queries.cover import colleague, receivers
from goldenthread.features.casework.queries.holders import holder_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.operations import grants
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.journal import reading
from goldenthread.foundation.journal.writing import SYSTEM
from goldenthread.foundation.people.models import Child, Tie
from tests import builders as a

pytestmark = pytest.mark.django_db


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


@pytest.fixture
def office() -> SimpleNamespace:
    """Priya has three children, one of them restricted; Owen and Mel, who leads the team, have none."""
    team = a.a_team("North team", phone="01632 960111", email="north@example.org")
    people = {name: a.an_account(Role.EHC_COORDINATOR, at=team, name=name) for name in ("Priya", "Owen")}
    mel = a.an_account(Role.TEAM_MANAGER, at=team, name="Mel")
    children = []
    for number in range(3):
        child = a.a_child(f"Child{number}", "Khan", sensitivity="restricted" if number == 2 else "standard")
        a.tie(child, "case_team", at=team)
        a.tie(child, "allocated", who=people["Priya"], started_on=day(100))
        a.a_request(child, request_received=day(60))
        children.append(child)
    a.reckon(*children)
    return SimpleNamespace(team=team, priya=people["Priya"], owen=people["Owen"], mel=mel, children=children)


def hand(office: SimpleNamespace, **more: Any) -> Handover:
    given: dict[str, Any] = {
        "notes": {child.public_id: "" for child in office.children}, "from_adult": office.priya.adult,
        "to": [office.owen.adult], "as_of": clock.today(), "note": "", **more,
    }  # fmt: skip
    return handovers.hand_over(**given, by=a.viewer(office.mel), on=clock.today())


def opens(account: Any) -> set[str]:
    rows = Child.objects.visible_to(a.viewer(account), Verb.SEE_HIDDEN_ADDRESS, on=clock.today())
    return set(rows.values_list("forename", flat=True))


def test_ties_access_summaries_notes_and_journal_move_together(office: SimpleNamespace) -> None:
    notes = {child.public_id: f"Ring before {number}." for number, child in enumerate(office.children)}
    row = hand(office, notes=notes, note="I leave on Friday.")
    assert opens(office.owen) == {"Child0", "Child1", "Child2"} and opens(office.priya) == set()
    restricted = office.children[2]
    assert not Child.objects.visible_to(a.viewer(office.priya), Verb.OPEN_RECORD, on=clock.today()).filter(
        pk=restricted.pk
    )
    old, new = restricted.ties.filter(kind="allocated").order_by("started_on")
    assert (old.ended_on, new.started_on, new.ended_on) == (day(1), clock.today(), None)
    assert set(CaseSummary.objects.values_list("coordinator__name", flat=True)) == {"Owen"}
    assert holder_of(restricted, on=clock.today()).coordinator == "Owen"
    assert holder_of(restricted, on=day(1)).coordinator == "Priya"
    shown = queries.note_about(restricted, on=clock.today())
    assert shown and (shown.note, shown.note_for_all, shown.from_name) == (
        "Ring before 2.",
        "I leave on Friday.",
        "Priya",
    )
    for child in office.children:
        told = [each.what for each in reading.story_of(child.public_id, limit=9, offset=0)]
        assert told.count("handed the case over") == 1
    assert row.children.count() == 3


def test_what_was_handed_to_you_is_listed_until_you_say_you_read_it(office: SimpleNamespace) -> None:
    hand(office, note="Read me.")
    owen = a.viewer(office.owen)
    assert queries.unread(owen, on=clock.today()) == 3 and queries.unread(a.viewer(office.priya), on=clock.today()) == 0
    line = queries.line_of(owen, str(HandedOver.rows.first().pk), on=clock.today())  # type: ignore[union-attr]
    assert line is not None
    handovers.mark_read(line=line, by=a.viewer(office.mel), on=clock.today())
    assert queries.unread(owen, on=clock.today()) == 3, "another person cannot say so"
    handovers.mark_read(line=line, by=owen, on=clock.today())
    assert queries.unread(owen, on=clock.today()) == 2
    assert [each.read_on for each in queries.handed_to(owen, on=clock.today())].count(None) == 2


def test_a_day_to_come_moves_access_on_that_day(office: SimpleNamespace) -> None:
    soon = clock.today() + timedelta(days=5)
    hand(office, as_of=soon)
    assert opens(office.priya) == {"Child0", "Child1", "Child2"} and opens(office.owen) == set()
    child = office.children[0]
    assert holder_of(child, on=soon).coordinator == "Owen"
    assert queries.to_hand_over(a.viewer(office.mel), office.priya.adult, on=clock.today()) == []
    assert CaseSummary.objects.get(child=child).coordinator == office.priya.adult
    handovers.refresh_of_the_day(on=soon, since=soon - timedelta(days=7))
    assert CaseSummary.objects.get(child=child).coordinator == office.owen.adult


def test_the_second_of_two_people_is_told_who_moved_and_nothing_is_done(office: SimpleNamespace) -> None:
    first = office.children[0]
    hand(office, notes={first.public_id: ""})
    ties = Tie.objects.count()
    with pytest.raises(MovedMeanwhile) as told:
        hand(office, to=[office.mel.adult])
    assert told.value.moved == [("Child0 Khan", "Owen")]
    assert Tie.objects.count() == ties and Handover.objects.count() == 1


def test_handed_back_the_same_day_it_is_as_if_it_had_not_been(office: SimpleNamespace) -> None:
    before = list(Tie.objects.order_by("pk").values_list("child_id", "adult_id", "started_on", "ended_on"))
    row = hand(office)
    done = handovers.hand_back(handover=row, by=a.viewer(office.mel), on=clock.today())
    assert (done.back, done.stayed) == (3, 0)
    assert list(Tie.objects.order_by("pk").values_list("child_id", "adult_id", "started_on", "ended_on")) == before
    assert set(CaseSummary.objects.values_list("coordinator__name", flat=True)) == {"Priya"}
    assert queries.unread(a.viewer(office.owen), on=clock.today()) == 0
    with pytest.raises(NotAHandover, match="already"):
        handovers.hand_back(handover=row, by=a.viewer(office.mel), on=clock.today())


def test_handed_back_later_they_go_back_from_then_and_those_that_went_on_stay(office: SimpleNamespace) -> None:
    row = hand(office, as_of=day(10))
    gone_on = office.children[1]
    hand(office, notes={gone_on.public_id: ""}, from_adult=office.owen.adult, to=[office.mel.adult])
    done = handovers.hand_back(handover=row, by=a.viewer(office.mel), on=clock.today())
    assert (done.back, done.stayed) == (2, 1)
    assert holder_of(gone_on, on=clock.today()).coordinator == "Mel"
    child = office.children[0]
    assert holder_of(child, on=clock.today()).coordinator == "Priya"
    assert holder_of(child, on=day(5)).coordinator == "Owen"


def test_shared_out_by_how_many_each_has(office: SimpleNamespace) -> None:
    for number in range(2):
        child = a.a_child(f"Busy{number}", "Khan")
        a.tie(child, "case_team", at=office.team)
        a.tie(child, "allocated", who=office.owen)
        a.a_request(child, request_received=day(5))
        a.reckon(child)
    hand(office, to=[office.owen.adult, office.mel.adult])
    counts = [CaseSummary.objects.filter(coordinator=each.adult).count() for each in (office.owen, office.mel)]
    assert counts in ([3, 2], [2, 3])


def test_children_of_somebody_who_left_have_nobody_named_until_they_are_shared_out(office: SimpleNamespace) -> None:
    mel = a.viewer(office.mel)
    assert queries.unnamed(mel, on=clock.today()) == []
    grants.end(grant=office.priya.grants.get(), by=SYSTEM, on=clock.today())
    (empty,) = queries.unnamed(mel, on=clock.today())
    assert (empty.name, empty.children) == ("Priya", 3)
    holder = holder_of(office.children[0], on=clock.today())
    assert (holder.coordinator, holder.team, holder.phone) == ("", "North team", "01632 960111")
    assert receivers(mel, [office.priya.adult.public_id], on=clock.today()) == []
    assert colleague(mel, office.priya.adult.public_id, on=clock.today()) == office.priya.adult
    row = hand(office)
    assert queries.unnamed(mel, on=clock.today()) == []
    with pytest.raises(NotAHandover, match="has left"):
        handovers.hand_back(handover=row, by=mel, on=clock.today())


def test_a_closed_account_names_nobody_either(office: SimpleNamespace) -> None:
    office.priya.is_active = False
    office.priya.save()
    assert holder_of(office.children[0], on=clock.today()).coordinator == ""
    assert [each.children for each in queries.unnamed(a.viewer(office.mel), on=clock.today())] == [3]


def test_nobodys_children_are_given_to_somebody(office: SimpleNamespace) -> None:
    child = a.a_child("New", "Khan")
    a.tie(child, "case_team", at=office.team)
    a.a_request(child, request_received=day(2))
    a.reckon(child)
    assert [each.name for each in queries.to_hand_over(a.viewer(office.mel), None, on=clock.today())] == ["New Khan"]
    hand(office, notes={child.public_id: ""}, from_adult=None)
    assert holder_of(child, on=clock.today()).coordinator == "Owen"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"notes": {}}, "at least one child"), ({"to": []}, "who is to have"),
        ({"as_of": date(2020, 1, 1)}, "31 days ago"), ({"notes": {"nobody-at-all": ""}}, "no longer with your team"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(office: SimpleNamespace, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(NotAHandover, match=said):
        hand(office, **wrong)
    with pytest.raises(NotAHandover, match="somebody other"):
        hand(office, to=[office.priya.adult])


def test_another_teams_children_cannot_be_handed_over(office: SimpleNamespace) -> None:
    office.mel = a.an_account(Role.TEAM_MANAGER, at=a.a_team("South team"))
    with pytest.raises(NotAHandover, match="no longer with your team"):
        hand(office)


def test_two_hundred_children_take_less_than_two_seconds(office: SimpleNamespace) -> None:
    office.children = [a.a_child(f"Many{number}", "Khan") for number in range(200)]
    for child in office.children:
        a.tie(child, "case_team", at=office.team)
        a.tie(child, "allocated", who=office.priya)
        a.a_request(child, request_received=day(60))
    a.reckon(*office.children)
    started = time.perf_counter()
    row = hand(office, to=[office.owen.adult, office.mel.adult])
    handed = time.perf_counter() - started
    handovers.hand_back(handover=row, by=a.viewer(office.mel), on=clock.today())
    back = time.perf_counter() - started - handed
    print(f"200 handed over in {handed:.2f} s, handed back in {back:.2f} s")
    assert handed < 2 and back < 2
