"""Panels: who may read a case and for how long, conflicts of interest, views given blind, advice, two at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.features.casework.models import PanelCase, PanelDeclaration, PanelMeeting, PanelView
from goldenthread.features.casework.operations import panel_cases, panels
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.foundation import clock
from goldenthread.foundation.journal.reading import looks_at, story_of
from goldenthread.foundation.people.models import Tie
from tests import builders as a
from tests.web.casework.panel_cases import (
    a_panel,
    a_world,
    ask,
    boxes,
    day,
    declare,
    heard,
    listed,
    seat,
    send,
    text_of,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
CHILD = ("child_pack", "child_hear")


@pytest.fixture
def world() -> SimpleNamespace:
    return a_world()


def opens(world: SimpleNamespace, who: Any) -> list[bool]:
    return [ask(who, name, world.child.public_id).status_code == 200 for name in CHILD]


def test_members_read_a_case_from_the_day_it_is_listed_until_two_weeks_after(world: SimpleNamespace) -> None:
    panel = a_panel(world.team, world.ruth, world.ines)
    assert opens(world, world.ines) == [False, False]
    listed(world, panel)
    assert opens(world, world.ines) == opens(world, world.ruth) == opens(world, world.priya) == [True, True]
    assert opens(world, world.kwame) == opens(world, world.tom) == [False, False]
    assert ask(world.ines, "child", world.child.public_id).status_code == 404  # the pack, not the record
    assert ask(world.ruth, "child", world.child.public_id).status_code == 200
    ends = Tie.objects.filter(kind="panel").values_list("ended_on", flat=True)
    assert set(ends) == {day(19)}


def test_another_child_of_the_team_stays_closed_to_the_chair_and_to_members(world: SimpleNamespace) -> None:
    other = a.a_child("Noor", "Haddad")
    a.tie(other, "case_team", at=world.team)
    listed(world, a_panel(world.team, world.ruth, world.ines))
    for who in (world.ruth, world.ines):
        for name in ("child", *CHILD):
            assert ask(who, name, other.public_id).status_code == 404


def test_a_member_with_a_conflict_cannot_open_the_pack_whichever_way_they_come(world: SimpleNamespace) -> None:
    panel = a_panel(world.team, world.ruth, world.ines, world.manager)
    case = listed(world, panel)
    declare(case, world.ines, "The mother is my cousin.")
    assert opens(world, world.ines) == [False, False]
    declare(case, world.manager, "I know the family.")
    assert ask(world.manager, "child_pack", world.child.public_id).status_code == 404
    shown = text_of(ask(world.ines, "panel", panel.public_id))
    assert "Amira" not in shown and "You have a conflict of interest" in shown and "my cousin" in shown
    told = text_of(ask(world.ruth, "panel", panel.public_id))
    assert "Ines Duarte: The mother is my cousin." in told
    declare(case, world.ines)
    assert opens(world, world.ines) == [True, True]


def test_the_agenda_says_who_has_not_declared_and_counts_a_look_at_each_child(world: SimpleNamespace) -> None:
    panel = a_panel(world.team, world.ruth, world.ines)
    case = listed(world, panel)
    declare(case, world.ruth)
    world.child.in_their_words = ""
    world.child.save()
    shown = text_of(ask(world.ines, "panel", panel.public_id))
    assert "Amira Khan" in shown and "Should the council assess?" in shown
    assert "Not said yet whether they have a conflict Ines Duarte" in shown
    assert "This pack has no “About me”" in shown
    assert [look.what for look in looks_at(world.child.public_id, limit=5)] == ["panel agenda"]
    for stranger in (world.kwame, world.tom, world.helen):
        assert ask(stranger, "panel", panel.public_id).status_code == 404
    assert "Panels" in text_of(ask(world.ruth, "panels"))


def test_taken_off_left_or_cancelled_the_case_closes_that_day(world: SimpleNamespace) -> None:
    panel = a_panel(world.team, world.ruth, world.ines)
    case = listed(world, panel)
    answer = send(world.priya, "child_panel", world.child.public_id, item=case.public_id, reason="")
    assert answer.status_code == 400 and "Say why" in text_of(answer)
    assert (
        send(world.priya, "child_panel", world.child.public_id, item=case.public_id, reason="Moved.").status_code == 302
    )
    assert opens(world, world.ines) == [False, False]
    listed(world, panel)
    send(world.ruth, "panel_change", panel.public_id, **meeting(world, 1, seat_2="Kwame Mensah, Social care"))
    assert opens(world, world.ines) == [False, False] and opens(world, world.kwame) == [True, True]
    assert send(world.ruth, "panel_change", panel.public_id, cancel="yes", version="2").status_code == 302
    assert opens(world, world.kwame) == [False, False]
    assert not PanelCase.rows.filter(taken_off_on=None).exists()


def meeting(world: SimpleNamespace, version: int, **more: Any) -> dict[str, Any]:
    return {
        "version": version, **boxes("held_on", 9), "online": "yes", "place": "A link", "begins_at": "2pm",
        "seat_1": "Ruth Calder, North team", "team": world.team.public_id, **more,
    }  # fmt: skip


def test_a_panel_is_arranged_and_two_changing_it_lose_nothing(world: SimpleNamespace) -> None:
    wrong = send(world.ruth, "panel_new", **{**meeting(world, 0), "begins_at": "noonish", "seat_2": "Nobody Here"})
    assert wrong.status_code == 400
    assert "Enter a time like 9:30 or 2pm" in text_of(wrong) and "can sit on a panel" in text_of(wrong)
    assert send(world.ruth, "panel_new", **meeting(world, 0)).status_code == 302
    panel = PanelMeeting.objects.get()
    assert (panel.team, panel.held_on, panel.is_online) == (world.team, day(9), True)
    assert send(world.manager, "panel_change", panel.public_id, **meeting(world, 1, place="Room 9")).status_code == 302
    second = send(world.ruth, "panel_change", panel.public_id, **meeting(world, 1, place="Room 1"))
    assert second.status_code == 409 and 'value="Room 1"' in second.content.decode()
    assert "changed this panel after you opened" in text_of(second)
    panel.refresh_from_db()
    assert panel.place == "Room 9"
    for twice in ("Ruth Calder, North team", "ruth calder,  north team"):
        again = send(world.ruth, "panel_change", panel.public_id, **meeting(world, 2, seat_2=twice))
        assert again.status_code == 400 and "named twice" in text_of(again)


def test_a_case_is_listed_only_where_the_question_can_be_asked(world: SimpleNamespace) -> None:
    panel = a_panel(world.team, world.ruth, world.ines)
    page = text_of(ask(world.priya, "child_panel", world.child.public_id))
    assert "Should the council assess?" in page and "Should the council make a plan?" not in page
    given = {"meeting": panel.public_id, "asked": "assess", "question": "", "main_need": "ASD"}
    sent = send(world.priya, "child_panel", world.child.public_id, **given)
    assert sent.status_code == 302 and PanelCase.rows.get().main_need == "ASD"
    twice = send(world.priya, "child_panel", world.child.public_id, **given)
    assert twice.status_code == 400 and "on that panel’s agenda already" in text_of(twice)
    other = send(world.priya, "child_panel", world.child.public_id, **{**given, "asked": "other"})
    assert other.status_code == 400 and "Write the question for the panel" in text_of(other)
    assert send(world.priya, "child_panel", world.child.public_id, meeting="\x00", asked="assess").status_code == 400
    with pytest.raises(NotNow):
        listed(world, panel, "issue")
    with pytest.raises(NotNow):
        panel_cases.list_case(
            meeting=a_panel(world.team, world.ruth, on=-3, made=-5), child=world.child, asked="assess",
            request=world.request, by=world.priya, on=day(0),
        )  # fmt: skip


def view(case: PanelCase, answer: str, **more: str) -> dict[str, str]:
    codes = ("may_have_needs", "may_need_plan")
    return {
        "item": case.public_id, "act": "view", **dict.fromkeys(codes, answer),
        **{f"{code}_reasons": f"Since {answer}." for code in codes}, **more,
    }  # fmt: skip


def test_a_member_sees_the_others_views_only_after_giving_their_own(world: SimpleNamespace) -> None:
    panel = a_panel(world.team, world.ruth, world.ines, world.kwame)
    case, child = listed(world, panel), world.child.public_id
    assert send(world.ines, "child_hear", child, **view(case, "met")).status_code == 404  # has not declared
    for who in (world.ines, world.ruth, world.kwame):
        assert send(who, "child_hear", child, item=case.public_id, act="declare", has_conflict="no").status_code == 302
    missing = send(world.ines, "child_hear", child, **view(case, "met", may_need_plan_reasons=""))
    assert missing.status_code == 400 and "Since met." in missing.content.decode()
    assert send(world.ines, "child_hear", child, **view(case, "met")).status_code == 302
    hidden = text_of(ask(world.ruth, "child_hear", child))
    assert "Since met." not in hidden and "said “met”" not in hidden
    assert "Since met." not in text_of(ask(world.priya, "child_hear", child))
    assert send(world.ruth, "child_hear", child, **view(case, "not_met")).status_code == 302
    shown = text_of(ask(world.ruth, "child_hear", child))
    assert "Since met." in shown and "Of 2: 1 said “met”, 1 said “not met”." in shown
    with pytest.raises(NotNow):
        panel_cases.give_view(
            case=case, member=seat(case, world.ines), by=world.ines, on=day(0),
            answers=dict.fromkeys(("may_have_needs", "may_need_plan"), ("more", "Changed.")),
        )  # fmt: skip
    declare(case, world.ines, "I treat the child.")
    assert not PanelView.rows.filter(member__adult=world.ines.adult).exists()


def advice(case: PanelCase, version: int, answer: str = "met", **more: str) -> dict[str, Any]:
    return {**view(case, answer), "act": "advise", "reasons": "All agreed.", "version": version, **more}


def test_the_chair_records_the_advice_once_everybody_has_declared(world: SimpleNamespace) -> None:
    panel = a_panel(world.team, world.ruth, world.ines, on=0)
    case, child = listed(world, panel), world.child.public_id
    declare(case, world.ruth)
    assert send(world.ines, "child_hear", child, **advice(case, 0)).status_code == 404
    early = send(world.ruth, "child_hear", child, **advice(case, 0))
    assert early.status_code == 400 and "conflict of interest: Ines Duarte" in text_of(early)
    sent = {"item": case.public_id, "act": "declare_for", "member": seat(case, world.ines).pk, "has_conflict": "no"}
    assert send(world.ruth, "child_hear", child, **sent).status_code == 302
    assert PanelDeclaration.rows.get(member__adult=world.ines.adult).declared_by == world.ruth.public_id
    assert send(world.ruth, "child_hear", child, **advice(case, 0)).status_code == 302
    second = send(world.manager, "child_hear", child, **advice(case, 0, "more", reasons="Another account."))
    assert second.status_code == 409 and "Another account." in second.content.decode()
    assert "Somebody recorded the panel’s advice first" in text_of(second)
    assert send(world.manager, "child_hear", child, **advice(case, 1, "more")).status_code == 302
    told = [entry.what for entry in story_of(child, limit=20)]
    assert told.count("recorded a panel's advice") == 2
    with pytest.raises(NotNow):
        declare(case, world.ines, "Too late.")


def test_advice_waits_for_the_meeting(world: SimpleNamespace) -> None:
    case = listed(world, a_panel(world.team, world.ruth))
    declare(case, world.ruth)
    assert "Record the panel’s advice" not in text_of(ask(world.ruth, "child_hear", world.child.public_id))
    with pytest.raises(NotNow):
        panel_cases.advise(case=case, answers={}, reasons="x", by=world.ruth, on=day(0), version=0)


def test_how_alike_views_were_is_counted_from_cases_heard(world: SimpleNamespace) -> None:
    case = heard(world)
    assert "nothing to compare" in text_of(ask(world.ruth, "panel", case.meeting.public_id))
    for who, answer in ((world.ruth, "met"), (world.ines, "more")):
        for code in ("may_have_needs", "may_need_plan"):
            PanelView.rows.create(
                case=case, child=world.child, member=seat(case, who), question=code, answer=answer, reasons="x",
                given_at=clock.now(),
            )  # fmt: skip
    shown = text_of(ask(world.ruth, "panel", case.meeting.public_id))
    assert "2 questions answered alone by two or more members: all agreed on 0" in shown
    assert "Too few for a kappa" in shown


def test_the_pages_ask_little_of_the_database(world: SimpleNamespace) -> None:
    panel = a_panel(world.team, world.ruth, world.ines, world.kwame, world.helen)
    case = listed(world, panel, main_need="ASD")
    for who in (world.ruth, world.ines, world.kwame):
        declare(case, who)
    child = world.child.public_id
    pages = (("panel", panel.public_id), ("panels",), ("child_pack", child), ("child_hear", child))
    for name, *args in pages:
        browser = a.signed_in(world.ruth)
        browser.get(reverse(name, args=args))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(reverse(name, args=args)).status_code == 200
        own = [each for each in asked if "journal" not in each["sql"] and "SAVEPOINT" not in each["sql"]]
        assert len(own) <= MOST_QUERIES, (name, [each["sql"][:120] for each in own])


@pytest.mark.parametrize("item", ["\x00", "x", "' OR 1=1", "zzzzzzzzzzzzzz"])
def test_an_item_that_is_none_of_the_childs_is_no_page(world: SimpleNamespace, item: str) -> None:
    listed(world, a_panel(world.team, world.ruth))
    for name in (*CHILD, "child_panel"):
        who = world.priya
        assert ask(who, name, world.child.public_id, item=item).status_code in (400, 404)
    assert ask(world.priya, "panel", "zzzzzzzzzzzzzz").status_code == 404


def test_a_panel_must_have_one_chair_and_a_day_to_come(world: SimpleNamespace) -> None:
    with pytest.raises(NotNow):
        panels.arrange(
            team=world.team, by=world.ruth, on=day(0), plan=panels.Arranged(day(3), None, False, "", ()),
        )  # fmt: skip
    with pytest.raises(NotNow):
        a_panel(world.team, world.ruth, on=-1)
