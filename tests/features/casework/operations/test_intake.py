"""From the first word to the clock: drafts, what was told, and the decision; two people at once; nothing lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goldenthread.features.casework.models import CaseSummary, ClockCopy, Intake, Milestone, Request
from goldenthread.features.casework.operations import intake_asking as writing
from goldenthread.features.casework.operations import intake_deciding as deciding
from goldenthread.features.casework.operations import intake_telling as telling
from goldenthread.features.casework.queries import intake
from goldenthread.features.casework.queries.intake_asking import answers_of, asker_of, receipt_of
from goldenthread.features.casework.queries.intake_questions import LONGEST
from goldenthread.features.casework.queries.open_requests import open_requests
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Child, Tie
from tests.builders import (
    a_child,
    a_request,
    a_school,
    a_team,
    an_account,
    grant,
    reckon,
    tie,
    viewer,
)

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def family() -> dict[str, Any]:
    """A child with a parent, a school with a SENCO, a team with a coordinator."""
    child, team, school = a_child(), a_team("North team"), a_school("Marle Primary")
    parent, senco = an_account(Role.PARENT, name="Salma Khan"), an_account(Role.SENCO, school, name="Helen Marsh")
    coordinator = an_account(Role.EHC_COORDINATOR, team, name="Priya Nair")
    tie(child, "parent", who=parent, relationship="Mum", parental_responsibility=True)
    tie(child, "attends", at=school)
    tie(child, "case_team", at=team)
    return {"child": child, "team": team, "parent": viewer(parent), "senco": viewer(senco), "school": school,
            "coordinator": viewer(coordinator)}  # fmt: skip


def write(child: Child, by: Any, **answers: str) -> Any:
    asker = asker_of(child, by, on=TODAY)
    for question, text in answers.items():
        how = "helped" if question == "about_me" else ""
        writing.save_answer(child=child, asker=asker, question=question, text=text, how=how, by=by, on=TODAY)
    return asker


def sent_by(child: Child, by: Any, **answers: str) -> Intake:
    asker = write(child, by, **{"worries": "She cannot sleep before school.", **answers})
    return writing.send(child=child, asker=asker, by=by, on=TODAY)


def item_of(row: Intake, by: Any) -> intake.Item:
    found = intake.item_of(by, row.public_id, on=TODAY)
    assert found is not None
    return found


def told(by: Any, **more: Any) -> Intake:
    given = {
        "child": None, "told": {"forename": "Noor", "surname": "Haddad", "born_on": "2016-05-04"}, "who": "parent",
        "channel": "phone", "asked_by": "Rami Haddad", "relation": "Dad", "received_on": TODAY - timedelta(days=9),
        "said": "He is lost in class.", "by": by, "on": TODAY, **more,
    }  # fmt: skip
    return telling.tell(**given)


def test_a_draft_is_kept_at_each_step_and_is_the_writers_alone(family: dict[str, Any]) -> None:
    child, parent = family["child"], family["parent"]
    asker = write(child, parent, worries="She is sad.", helps="Her sister.")
    kept = answers_of(child, asker, parent)
    assert kept is not None and (kept["worries"].text, kept["helps"].text) == ("She is sad.", "Her sister.")
    other = an_account(Role.PARENT, name="Bilal Khan")
    tie(child, "parent", who=other, parental_responsibility=True)
    for stranger in (viewer(other), family["senco"]):
        assert answers_of(child, asker_of(child, stranger, on=TODAY), stranger) is None
    assert intake.to_look_at(family["coordinator"], on=TODAY) == []
    assert reading.story_of(child.public_id) == [], "the trail tells staff of a draft"


def test_there_is_one_draft_a_writer_and_child_whatever_happens_at_once(family: dict[str, Any]) -> None:
    child, parent = family["child"], family["parent"]
    write(child, parent, worries="One", helps="Two")
    assert Intake.rows.count() == 1
    now = clock.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.rows.create(child=child, who="parent", writer_id=parent.user_id, begun_at=now, saved_at=now)


def test_a_schools_draft_is_shared_by_its_sencos_and_a_change_meanwhile_is_shown(family: dict[str, Any]) -> None:
    child, senco = family["child"], family["senco"]
    colleague = viewer(an_account(Role.SENCO, family["school"], name="Jo Bell"))
    asker = write(child, senco, worries="First words")
    kept = answers_of(child, asker_of(child, colleague, on=TODAY), colleague)
    assert kept is not None and kept["worries"].version == 1
    common: dict[str, Any] = {"child": child, "asker": asker, "question": "worries", "on": TODAY}
    writing.save_answer(**common, text="Second words", by=colleague, version=1)
    with pytest.raises(writing.ChangedMeanwhile) as changed:
        writing.save_answer(**common, text="Third words", by=senco, version=1)
    assert (changed.value.theirs, changed.value.by) == ("Second words", "Jo Bell")
    writing.save_answer(**common, text="Third words", by=senco, version=changed.value.version)
    leader = viewer(an_account(Role.SCHOOL_LEADER, family["school"]))
    with pytest.raises(LookupError):
        asker_of(child, leader, on=TODAY)


def test_a_senco_elsewhere_who_leads_the_childs_school_does_not_come_to_its_drafts(family: dict[str, Any]) -> None:
    account = an_account(Role.SENCO, a_school("Other School"))
    grant(account, Role.SCHOOL_LEADER, family["school"])
    with pytest.raises(LookupError):
        asker_of(family["child"], viewer(account), on=TODAY)


def test_too_long_an_answer_is_refused_and_what_was_kept_stays(family: dict[str, Any]) -> None:
    child, parent = family["child"], family["parent"]
    asker = write(child, parent, worries="Short")
    common: dict[str, Any] = {"child": child, "asker": asker, "by": parent, "on": TODAY, "version": 1}
    with pytest.raises(writing.TooLong):
        writing.save_answer(question="worries", text="x" * (LONGEST + 1), **common)
    with pytest.raises(writing.NoSuchQuestion):
        writing.save_answer(question="secrets", text="x", **common)
    kept = answers_of(child, asker, parent)
    assert kept is not None and kept["worries"].text == "Short"


def test_a_draft_thrown_away_is_gone_and_cannot_be_sent(family: dict[str, Any]) -> None:
    child, parent = family["child"], family["parent"]
    asker = write(child, parent, worries="No")
    assert writing.throw_away(child=child, asker=asker, by=parent, on=TODAY)
    assert not writing.throw_away(child=child, asker=asker, by=parent, on=TODAY)
    with pytest.raises(writing.NothingToSend):
        writing.send(child=child, asker=asker, by=parent, on=TODAY)
    assert Intake.rows.count() == 0


def test_only_what_worries_them_is_needed_and_it_is_sent_once(family: dict[str, Any]) -> None:
    child, parent = family["child"], family["parent"]
    asker = write(child, parent, helps="Her sister.")
    with pytest.raises(writing.NotYetEnough):
        writing.send(child=child, asker=asker, by=parent, on=TODAY)
    row = sent_by(child, parent)
    with pytest.raises(writing.NothingToSend):
        writing.send(child=child, asker=asker, by=parent, on=TODAY)
    receipt = receipt_of(parent, row.public_id, on=TODAY)
    assert receipt is not None and receipt.team == "North team"
    assert receipt.decide_by == TODAY + timedelta(weeks=6)
    other = viewer(an_account(Role.PARENT))
    assert receipt_of(other, row.public_id, on=TODAY) is None


def test_starting_the_clock_counts_from_the_day_it_was_received_and_keeps_the_childs_words(
    family: dict[str, Any],
) -> None:
    child, by = family["child"], family["coordinator"]
    Child.rows.filter(pk=child.pk).update(in_their_words="Old words", in_their_words_on=TODAY - timedelta(days=400))
    child.refresh_from_db()
    row = sent_by(child, family["parent"], about_me="I like trains.")
    request = deciding.start(item=row, child=None, seen_requests=[], reason="She asked.", by=by, on=TODAY)
    assert request.source == "1"
    milestone = Milestone.rows.get(request=request)
    assert (milestone.fact, milestone.happened_on) == ("request_received", TODAY)
    child.refresh_from_db()
    assert (child.in_their_words, child.in_their_words_on) == ("I like trains.", TODAY)
    assert child.in_their_words_how == "said by them and written down by a parent or carer"
    row.refresh_from_db()
    assert row.state == "started" and row.words_before["text"] == "Old words"
    assert ClockCopy.rows.filter(child=child, rule="B1", state="open").exists()
    assert CaseSummary.objects.get(child=child).stage == "requested"
    kinds = {each.what for each in reading.story_of(child.public_id)}
    assert {"sent a request for an assessment", "started the clock of an assessment request"} <= kinds


def test_older_words_do_not_replace_newer(family: dict[str, Any]) -> None:
    child = family["child"]
    row = sent_by(child, family["parent"], about_me="I like trains.")
    Child.rows.filter(pk=child.pk).update(in_their_words="Newer", in_their_words_on=TODAY + timedelta(days=1))
    deciding.start(item=row, child=None, seen_requests=[], reason="x", by=family["coordinator"], on=TODAY)
    child.refresh_from_db()
    assert child.in_their_words == "Newer"


@pytest.mark.parametrize(
    ("who", "fact", "source"),
    [
        ("parent", "request_received", "1"), ("young_person", "request_received", "1"),
        ("school", "request_received", "2"), ("health", "became_responsible", "3"),
        ("social_care", "became_responsible", "4"), ("anyone", "became_responsible", "5"),
    ],
)  # fmt: skip
def test_who_asked_settles_what_starts_the_clock_and_the_returns_code(
    who: str, fact: str, source: str, family: dict[str, Any]
) -> None:
    by = family["coordinator"]
    row = told(by, who=who)
    request = deciding.start(item=row, child=None, seen_requests=[], reason="Told.", by=by, on=TODAY)
    milestone = Milestone.rows.get(request=request)
    assert (milestone.fact, milestone.happened_on, request.source) == (fact, TODAY - timedelta(days=9), source)
    copy = ClockCopy.rows.get(request=request, rule="B1")
    assert copy.started_on == TODAY - timedelta(days=9)


def test_a_new_child_comes_on_record_with_the_team_and_a_parent_whose_rights_nobody_has_shown(
    family: dict[str, Any],
) -> None:
    by = family["coordinator"]
    about = {"forename": "Noor", "surname": "Haddad", "born_on": "2016-05-04", "parent": "Rami Haddad",
             "urn": "", "upn": "T999000000001"}  # fmt: skip
    request = deciding.start(item=told(by, told=about), child=None, seen_requests=[], reason="Asked.", by=by, on=TODAY)
    child = request.child
    assert (child.full_name, child.upn) == ("Noor Haddad", "T999000000001")
    ties = {each.kind: each for each in Tie.objects.filter(child=child)}
    assert ties["case_team"].organisation_id == family["team"].pk
    assert ties["parent"].parental_responsibility is False
    assert [match.child.pk for match in item_of(told(by), by).matches.found] == [child.pk]


def test_of_two_who_decide_the_second_is_told_what_the_first_decided(family: dict[str, Any]) -> None:
    row = sent_by(family["child"], family["parent"])
    first, second = family["coordinator"], viewer(an_account(Role.EHC_COORDINATOR, family["team"], name="Tom Ashdown"))
    stale = Intake.rows.get(pk=row.pk)
    deciding.start(item=row, child=None, seen_requests=[], reason="Asked.", by=first, on=TODAY)
    for again in (
        lambda: deciding.start(item=stale, child=None, seen_requests=[], reason="x", by=second, on=TODAY),
        lambda: deciding.set_aside(item=stale, reason="x", by=second, on=TODAY),
    ):
        with pytest.raises(deciding.AlreadyDecided) as told_so:
            again()
        assert told_so.value.item.decided_by_name == "Priya Nair"
    assert Request.rows.filter(child=family["child"]).count() == 1


def test_a_request_that_was_not_on_the_page_is_not_passed_over(family: dict[str, Any]) -> None:
    child, by = family["child"], family["coordinator"]
    row = sent_by(child, family["parent"])
    running = a_request(child, request_received=TODAY - timedelta(days=3))
    with pytest.raises(deciding.RequestAppeared):
        deciding.start(item=row, child=None, seen_requests=[], reason="x", by=by, on=TODAY)
    row.refresh_from_db()
    assert row.state == "sent"
    seen = [running.public_id]
    deciding.start(item=row, child=None, seen_requests=seen, reason="A second one, knowingly.", by=by, on=TODAY)
    assert len(open_requests(child)) == 2


def test_joining_starts_no_clock_and_is_only_to_a_request_that_runs(family: dict[str, Any]) -> None:
    child, by = family["child"], family["coordinator"]
    ended = a_request(child, fields={"outcome": "N"}, request_received=TODAY - timedelta(days=90))
    running = a_request(child, request_received=TODAY - timedelta(days=3))
    elsewhere = a_request(a_child("Zed", "Else"), request_received=TODAY)
    row = sent_by(child, family["parent"], about_me="I like newts.")
    for wrong in (ended, elsewhere):
        with pytest.raises(deciding.NotRunning):
            deciding.join(item=row, request=wrong, reason="x", by=by, on=TODAY)
    deciding.join(item=row, request=running, reason="The same worry.", by=by, on=TODAY)
    child.refresh_from_db()
    assert child.in_their_words == "I like newts." and Request.rows.filter(child=child).count() == 2


def test_what_is_not_a_request_says_why(family: dict[str, Any]) -> None:
    by = family["coordinator"]
    row = told(by)
    with pytest.raises(deciding.ReasonNeeded):
        deciding.set_aside(item=row, reason="  ", by=by, on=TODAY)
    deciding.set_aside(item=row, reason="They asked for a bus pass.", by=by, on=TODAY)
    row.refresh_from_db()
    assert (row.state, row.reason, row.child) == ("not_a_request", "They asked for a bus pass.", None)
    assert intake.to_look_at(by, on=TODAY) == []


def test_told_from_the_future_or_of_nobody_is_refused(family: dict[str, Any]) -> None:
    by = family["coordinator"]
    with pytest.raises(telling.InTheFuture):
        told(by, received_on=TODAY + timedelta(days=1))
    with pytest.raises(telling.NobodyNamed):
        told(by, told={"parent": "Rami"})
    with pytest.raises(telling.TooLong):
        told(by, said="x" * (LONGEST + 1))
    assert Intake.rows.count() == 0


def test_the_list_is_the_teams_own_oldest_first_with_the_six_weeks(family: dict[str, Any]) -> None:
    by = family["coordinator"]
    newer = sent_by(family["child"], family["parent"])
    older = told(by)
    waiting = intake.to_look_at(by, on=TODAY)
    assert [each.id for each in waiting] == [older.public_id, newer.public_id]
    assert waiting[0].days == 9 and waiting[0].reading.original_outer_on == TODAY + timedelta(days=42 - 9)
    another = viewer(an_account(Role.EHC_COORDINATOR, a_team("South team")))
    assert [each.id for each in intake.to_look_at(another, on=TODAY)] == [older.public_id]
    assert intake.to_look_at(family["senco"], on=TODAY) == []
    nobodys = a_child("Unheld", "Child")
    held_by_none = told(by, child=nobodys)
    Child.rows.filter(pk=nobodys.pk).update(sensitivity="restricted")
    ids = {each.id for each in intake.to_look_at(another, on=TODAY)}
    assert held_by_none.public_id not in ids
    manager = viewer(an_account(Role.TEAM_MANAGER, a_team("West team")))
    assert held_by_none.public_id in {each.id for each in intake.to_look_at(manager, on=TODAY)}


def test_an_assessment_in_the_six_months_before_is_shown_and_stops_nothing(family: dict[str, Any]) -> None:
    child, by = family["child"], family["coordinator"]
    ended = {"outcome": "Y", "assessment_outcome": "N"}
    a_request(
        child, fields=ended, request_received=TODAY - timedelta(days=200), no_plan_notified=TODAY - timedelta(days=100)
    )
    row = sent_by(child, family["parent"])
    item = item_of(row, by)
    assert item.bar is not None and item.assessed_on == TODAY - timedelta(days=100)
    assert "s.36(3)" in item.bar.citation
    deciding.start(item=row, child=None, seen_requests=[], reason="It must be considered.", by=by, on=TODAY)
    Milestone.rows.filter(fact="no_plan_notified").update(happened_on=TODAY - timedelta(days=200))
    assert item_of(sent_by(child, family["parent"]), by).bar is None


def test_nothing_is_changed_where_the_last_step_fails(family: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    by = family["coordinator"]
    row = told(by)

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("the server was killed")

    monkeypatch.setattr(deciding, "_decide", fails)
    with pytest.raises(RuntimeError):
        deciding.start(item=row, child=None, seen_requests=[], reason="x", by=by, on=TODAY)
    assert Request.rows.count() == 0 and not Child.rows.filter(forename="Noor").exists()
    row.refresh_from_db()
    assert row.state == "sent"


def test_the_clocks_are_as_a_recomputation_would_leave_them(family: dict[str, Any]) -> None:
    by = family["coordinator"]
    request = deciding.start(item=told(by, who="health"), child=None, seen_requests=[], reason="x", by=by, on=TODAY)
    names = ("rule", "state", "started_on", "outer_on", "safe_on", "harm_base")
    before = list(ClockCopy.rows.filter(child=request.child).order_by("rule").values(*names))
    reckon(request.child)
    assert before == list(ClockCopy.rows.filter(child=request.child).order_by("rule").values(*names)) != []
