"""A return becomes children, requests, plans and dates; the same file again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goldenthread.domain.sen2.records import Assessment, Setting
from goldenthread.features.casework.models import (
    CaseSummary,
    ClockCopy,
    ExceptionClaim,
    Milestone,
    NamedSetting,
    Need,
    Placement,
    Plan,
    Request,
    Review,
)
from goldenthread.features.returns.models import Import, StagedPerson
from goldenthread.features.returns.operations import imports
from goldenthread.foundation import clock, journal
from goldenthread.foundation.journal import checking
from goldenthread.foundation.people.models import Child, NameToken, Organisation, Tie
from tests.features.returns.made_up import (
    OTHER_UPN,
    UPN,
    a_file,
    a_person,
    active,
    applied,
    brought_in,
    everything,
    historical,
    issued,
    pending,
    read,
)

pytestmark = pytest.mark.django_db


def facts(**owner: object) -> dict[str, date | None]:
    rows = Milestone.rows.filter(is_current=True, **owner)
    return dict(rows.values_list("fact", "happened_on"))


def test_one_person_of_a_return_becomes_a_child_with_a_request_a_plan_and_its_dates(tmp_path: Path) -> None:
    held = {"review_meeting_on": date(2025, 11, 3), "review_outcome": "A", "last_review_on": date(2025, 11, 28)}
    request = issued(active_plan=active(**held, phase_due_on=date(2026, 2, 15)))
    row = brought_in(tmp_path, [a_person(requests=(request,))])
    assert (row.state, row.effects["new"], row.counts["plans"]) == ("applied", 1, 1)
    child = Child.rows.get()
    assert (child.full_name, child.upn, child.born_on) == ("Amira Khan", UPN, date(2015, 3, 4))
    made, plan = Request.rows.get(), Plan.rows.get()
    assert (made.outcome, made.assessment_outcome, plan.request_id, plan.is_active) == ("Y", "Y", made.pk, True)
    assert facts(request=made) == {
        "request_received": date(2025, 2, 3),
        "assess_decision_notified": date(2025, 3, 14),
        "final_plan_sent": date(2025, 6, 20),
    }
    assert facts(plan=plan) == {"plan_started": date(2025, 6, 20), "plan_made": date(2025, 6, 20)}
    annual, phase = Review.rows.get(kind="annual"), Review.rows.get(kind="phase")
    assert facts(review=annual) == {"meeting_held": date(2025, 11, 3), "review_decided": date(2025, 11, 28)}
    assert (annual.outcome, facts(review=phase)) == ("A", {"phase_due": date(2026, 2, 15)})
    assert [(need.type, need.rank) for need in Need.rows.all()] == [("ASD", 1)]
    assert (
        NamedSetting.rows.get().organisation
        == Placement.rows.get().organisation
        == Organisation.objects.get(urn="100001")
    )
    assert {tie.kind for tie in Tie.objects.filter(child=child)} == {"attends", "case_team"}
    assert NameToken.objects.filter(child=child, token="amira").exists()
    assert CaseSummary.objects.get(child=child).stage == "plan"
    assert ClockCopy.rows.filter(child=child).exists()
    assert not StagedPerson.objects.exists()


def test_an_exception_a_return_only_says_applies_is_kept_as_one_without_its_reason(tmp_path: Path) -> None:
    request = issued()
    assert request.assessment
    brought_in(tmp_path, [a_person(requests=(replace(request, assessment=replace(request.assessment, week20=True)),))])
    claim = ExceptionClaim.rows.get()
    assert (claim.category, claim.rule, claim.source) == ("NOT_STATED", "C4", "import")


def test_a_school_we_do_not_hold_is_stood_for_by_a_placeholder_and_said(tmp_path: Path) -> None:
    row = read(a_file(tmp_path, [a_person(requests=(issued(),))]))
    assert any("URN 100001" in problem["message"] for problem in row.problems if problem["level"] == "warning")
    assert not Organisation.objects.filter(urn="100001").exists()
    imports.apply(row, by=journal.SYSTEM, at=clock.now())
    assert Organisation.objects.get(urn="100001").name == "School with URN 100001"


def test_reading_changes_nothing_about_anybody(tmp_path: Path) -> None:
    before = everything()
    row = read(a_file(tmp_path, [a_person(requests=(issued(),))]))
    assert (row.state, row.effects["new"]) == ("ready", 1)
    assert everything() == before


def test_a_dry_run_writes_nothing_at_all(tmp_path: Path) -> None:
    path = a_file(tmp_path, [a_person(requests=(issued(),))])
    before = everything()
    row, found = imports.dry_run(path, name=path.name, kind="sen2", at=clock.now())
    assert (row.effects["new"], found.counts["persons"]) == (1, 1)
    assert everything() == before
    assert not Import.objects.exists() and not StagedPerson.objects.exists()


def test_the_same_file_again_changes_nothing_and_is_told_to_have_been_applied(tmp_path: Path) -> None:
    path = a_file(tmp_path, [a_person(requests=(issued(), pending(date(2025, 12, 1))))])
    first = applied(path)
    before = everything()
    again = read(path)
    assert again.effects["applied_before"] == first.public_id
    again = imports.apply(again, by=journal.SYSTEM, at=clock.now())
    assert (again.effects["new"], again.effects["changed"], again.effects["unchanged"]) == (0, 0, 1)
    assert everything() == before


def test_the_same_content_written_another_way_changes_nothing(tmp_path: Path) -> None:
    person = a_person(requests=(issued(),))
    brought_in(tmp_path, [person])
    before = everything()
    row = applied(a_file(tmp_path, [person], name="other.xml", serial_no="002", software_code="Another"))
    assert row.effects["changed"] == row.effects["new"] == 0
    assert everything() == before


def test_two_persons_with_one_upn_are_both_left_out_and_the_others_come_in(tmp_path: Path) -> None:
    twice = [
        a_person(requests=(pending(),)),
        a_person(forename="Zara", born_on=date(2014, 1, 1), requests=(pending(),)),
    ]
    other = a_person(forename="Kofi", surname="Mensah", upn=OTHER_UPN, born_on=date(2012, 5, 6), requests=(pending(),))
    row = brought_in(tmp_path, [*twice, other])
    errors = [problem for problem in row.problems if problem["check"] == "OUR-P4"]
    assert len(errors) == 2 and all(problem["line"] for problem in errors)
    assert (row.effects["new"], row.effects["left_out"]) == (1, 2)
    assert [child.forename for child in Child.rows.all()] == ["Kofi"]


def test_a_person_nothing_tells_from_others_is_left_out(tmp_path: Path) -> None:
    row = brought_in(tmp_path, [a_person(upn=None, born_on=None, requests=(pending(),))])
    assert (row.effects["new"], row.effects["left_out"], Child.rows.count()) == (0, 1, 0)


def test_a_file_cut_short_is_refused_with_the_place_and_nothing_waits(tmp_path: Path) -> None:
    path = a_file(tmp_path, [a_person(upn=None, uln=str(1000000000 + n), requests=(issued(),)) for n in range(700)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 9 // 10])
    row = read(path)
    assert (row.state, StagedPerson.objects.count(), Child.rows.count()) == ("refused", 0, 0)
    assert row.problems[0]["line"] and row.error
    with pytest.raises(imports.NotPossible):
        imports.apply(row, by=journal.SYSTEM, at=clock.now())


def test_a_child_absent_from_a_newer_return_stays_and_is_counted(tmp_path: Path) -> None:
    other = a_person(forename="Kofi", surname="Mensah", upn=OTHER_UPN, requests=(pending(),))
    brought_in(tmp_path, [a_person(requests=(issued(),)), other], year=2025)
    row = brought_in(tmp_path, [other], year=2026)
    assert (row.effects["not_in_file"], Child.rows.count()) == (1, 2)


def test_an_application_that_fails_midway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = read(a_file(tmp_path, [a_person(requests=(issued(),))]))
    before = everything()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the machine was switched off")

    with monkeypatch.context() as broken:
        broken.setattr(imports, "journal_changes", fail)
        with pytest.raises(RuntimeError):
            imports.apply(row, by=journal.SYSTEM, at=clock.now())
    assert everything() == before
    row.refresh_from_db()
    assert row.state == "ready"
    assert imports.apply(row, by=journal.SYSTEM, at=clock.now()).effects["new"] == 1


def test_every_child_changed_has_an_entry_and_the_chain_holds(tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(issued(),))])
    child = Child.rows.get()
    from goldenthread.foundation.journal import reading

    assert [told.what for told in reading.story_of(child.public_id)] == ["was changed by a return or spreadsheet"]
    assert all(not verdict.faults for verdict in checking.check())


def test_a_discarded_file_can_no_longer_be_applied(tmp_path: Path) -> None:
    row = imports.discard(read(a_file(tmp_path, [a_person(requests=(pending(),))])), by=journal.SYSTEM, at=clock.now())
    assert (row.state, StagedPerson.objects.count()) == ("discarded", 0)
    with pytest.raises(imports.NotPossible):
        imports.apply(row, by=journal.SYSTEM, at=clock.now())


def test_of_two_people_who_ask_to_apply_a_file_the_one_who_waited_while_it_was_applied_is_told(tmp_path: Path) -> None:
    row = read(a_file(tmp_path, [a_person(requests=(issued(),))]))
    as_the_second_saw_it = Import.objects.get(pk=row.pk)
    imports.apply(row, by=journal.SYSTEM, at=clock.now())
    with pytest.raises(imports.NotPossible, match="is applied"):
        imports.start(as_the_second_saw_it, "apply_import", by=journal.SYSTEM, at=clock.now())


def test_a_setting_without_a_number_is_kept_by_its_code(tmp_path: Path) -> None:
    at_home = Setting(sen_setting="EHE", rank=1)
    brought_in(tmp_path, [a_person(requests=(historical(active_plan=active(at_home)),))])
    assert (Placement.rows.get().sen_setting, Placement.rows.get().organisation) == ("EHE", None)
    assert not Tie.objects.filter(kind="attends").exists()


def test_an_assessment_that_ended_without_a_plan_has_the_day_the_family_was_told(tmp_path: Path) -> None:
    request = issued(assessment=Assessment("N", date(2025, 5, 20)), active_plan=None)
    brought_in(tmp_path, [a_person(requests=(request,))])
    assert facts(request=Request.rows.get())["no_plan_notified"] == date(2025, 5, 20)
    assert not Plan.rows.exists()
