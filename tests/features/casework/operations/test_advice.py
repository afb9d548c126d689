"""Advice written, submitted, corrected, answered as not known, and reused: what is kept and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.domain.advice.kinds import BY_CODE
from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION
from goldenthread.features.casework.models import Advice, AdviceReport, ClockCopy, Milestone
from goldenthread.features.casework.operations import advice_reusing as reusing
from goldenthread.features.casework.operations import advice_submitting as submitting
from goldenthread.features.casework.operations import advice_writing as writing
from goldenthread.features.casework.operations.assessment_steps import ask_for_advice
from goldenthread.features.casework.operations.changes import ChangedMeanwhile, NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.queries.advice_due import advice_due, total_figures, visible_advice
from goldenthread.features.casework.queries.advice_items import advice_of_child
from goldenthread.features.casework.queries.advice_reminders import advice_reminders
from goldenthread.features.casework.queries.advice_reports import reports_of
from goldenthread.features.casework.queries.facts import ADVISERS
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.people.models import Child, Tie
from tests.builders import (
    a_child,
    a_health_service,
    a_request,
    a_team,
    an_account,
    an_advice,
    reckon,
    tie,
    viewer,
)

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": SYSTEM}
ANSWERS = {"searched_by": "Name and date of birth", "last_known": "Never", "ask_others": "Nobody; no concern"}


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def being_assessed(**advice: Any) -> Advice:
    """A child whose assessment waits for one advice asked for three weeks ago."""
    child = a_child()
    request = a_request(
        child, fields={"outcome": "Y", "has_assessment": True}, request_received=ago(80),
        assess_decision_notified=ago(40),
    )  # fmt: skip
    return an_advice(request, advice_requested=ago(21), **advice)


def written(advice: Advice) -> AdviceReport:
    """A need, an outcome for it, a provision for that."""
    on = clock.today()
    need = writing.save_entry(
        advice=advice, part=NEED, given={"text": "Cannot sit", "area": "physical"}, on=on, **BY
    )  # fmt: skip
    goal = writing.save_entry(
        advice=advice, part=OUTCOME, given={"text": "Sits", "serves": [need.public_id]}, on=on, **BY
    )  # fmt: skip
    writing.save_entry(
        advice=advice, part=PROVISION, given={"text": "A chair", "serves": [goal.public_id]}, on=on, **BY
    )  # fmt: skip
    return AdviceReport.rows.get(advice=advice, state="draft")


def submitted(advice: Advice) -> AdviceReport:
    draft = written(advice)
    return submitting.submit(advice=advice, edition=draft.edition, warned=["a"], on=clock.today(), **BY)


def received_on(advice: Advice) -> date | None:
    fact = Milestone.rows.filter(advice=advice, fact="advice_received", is_current=True).first()
    return fact.happened_on if fact else None


def test_submitting_records_the_day_locks_the_version_and_says_who() -> None:
    advice = being_assessed()
    report = submitted(advice)
    assert (report.state, report.number, report.submitted_on) == ("submitted", 1, clock.today())
    assert report.written_by == SYSTEM.name and report.warned == ["a"]
    assert received_on(advice) == clock.today()
    assert ClockCopy.rows.get(advice=advice).state == "met"
    with pytest.raises(NotNow, match="submitted"):
        writing.save_entry(advice=advice, part=NEED, given={"text": "More"}, on=clock.today(), **BY)


def test_nothing_written_is_not_submitted_and_a_newer_save_is_shown_first() -> None:
    advice, on = being_assessed(), clock.today()
    with pytest.raises(submitting.NothingWritten):
        submitting.submit(advice=advice, edition=1, warned=[], on=on, **BY)
    draft = written(advice)
    writing.save_entry(advice=advice, part=NEED, given={"text": "Another"}, on=on, **BY)
    with pytest.raises(writing.ChangedBySomebody):
        submitting.submit(advice=advice, edition=draft.edition, warned=[], on=on, **BY)
    assert received_on(advice) is None


def test_two_people_at_one_row_lose_nothing() -> None:
    advice, on = being_assessed(), clock.today()
    row = writing.save_entry(advice=advice, part=NEED, given={"text": "First"}, on=on, **BY)
    common: dict[str, Any] = {"advice": advice, "part": NEED, "entry_id": row.public_id, "on": on, **BY}
    writing.save_entry(**common, given={"text": "Hers"}, version=1)
    with pytest.raises(writing.ChangedBySomebody) as changed:
        writing.save_entry(**common, given={"text": "His"}, version=1)
    assert changed.value.now.text == "Hers"  # type: ignore[union-attr]
    writing.save_entry(**common, given={"text": "Hers"}, version=1)  # the same words are no conflict
    with pytest.raises(writing.ChangedBySomebody):
        writing.remove_entry(advice=advice, entry_id=row.public_id, version=1, on=on, **BY)
    row.refresh_from_db()
    writing.remove_entry(advice=advice, entry_id=row.public_id, version=row.edition, on=on, **BY)
    with pytest.raises(writing.ChangedBySomebody) as gone:
        writing.save_entry(**common, given={"text": "His"}, version=3)
    assert gone.value.now is None


@pytest.mark.parametrize("typed", ["", "x", "\x00" * 14, "' OR 1=1", "zzzzzzzzzzzzzz"])
def test_an_id_that_is_none_finds_nothing(typed: str) -> None:
    advice = being_assessed()
    with pytest.raises(writing.ChangedBySomebody):
        writing.remove_entry(advice=advice, entry_id=typed, version=1, on=clock.today(), **BY)


def test_a_correction_is_the_next_version_and_the_old_is_kept_with_its_links() -> None:
    advice, on = being_assessed(), clock.today()
    first = submitted(advice)
    with pytest.raises(ReasonNeeded):
        submitting.start_correction(advice=advice, reason=" ", on=on, **BY)
    draft = submitting.start_correction(advice=advice, reason="A wrong age", on=on, **BY)
    with pytest.raises(NotNow):
        submitting.start_correction(advice=advice, reason="Again", on=on, **BY)
    assert AdviceReport.rows.get(pk=first.pk).state == "submitted"
    copied = draft.entries.get(part=PROVISION)
    assert copied.carried_from and copied.carried_from.report_id == first.pk
    assert [each.text for each in copied.serves.all()] == ["Sits"]
    assert copied.serves.get().report_id == draft.pk
    submitting.submit(advice=advice, edition=draft.edition, warned=[], on=on, **BY)
    versions = reports_of([advice.pk], drafts=True)[advice.pk]
    assert [(each.number, each.state, each.reason) for each in versions] == [
        (2, "submitted", "A wrong age"), (1, "superseded", ""),
    ]  # fmt: skip
    assert [row.text for row in versions[1].entries] == ["Cannot sit", "Sits", "A chair"]
    assert Milestone.rows.filter(advice=advice, fact="advice_received").count() == 1


def test_a_correction_can_be_thrown_away() -> None:
    advice, on = being_assessed(), clock.today()
    submitted(advice)
    submitting.start_correction(advice=advice, reason="Typo", on=on, **BY)
    submitting.drop_correction(advice=advice, on=on, **BY)
    assert [each.state for each in advice.reports.all()] == ["submitted"]
    with pytest.raises(NotNow):
        submitting.drop_correction(advice=advice, on=on, **BY)


def test_not_known_is_an_answer_only_with_its_three_answers() -> None:
    advice, on = being_assessed(), clock.today()
    with pytest.raises(submitting.Unanswered) as missing:
        submitting.answer_not_known(advice=advice, answers={**ANSWERS, "ask_others": " "}, on=on, **BY)
    assert missing.value.codes == ("ask_others",)
    report = submitting.answer_not_known(advice=advice, answers=ANSWERS, on=on, **BY)
    assert report.form == "not_known" and received_on(advice) == on
    shown = reports_of([advice.pk], drafts=False)[advice.pk][0]
    assert [answer for _, answer in shown.answers] == list(ANSWERS.values())


def test_not_known_does_not_throw_away_what_a_colleague_wrote() -> None:
    advice = being_assessed()
    written(advice)
    with pytest.raises(NotNow, match="begun"):
        submitting.answer_not_known(advice=advice, answers=ANSWERS, on=clock.today(), **BY)


def test_after_the_case_ended_nothing_is_submitted() -> None:
    child = a_child()
    request = a_request(child, fields={"outcome": "Y"}, request_received=ago(80), request_withdrawn=ago(5))
    advice = an_advice(request, advice_requested=ago(21))
    draft = written(advice)
    with pytest.raises(NotNow):
        submitting.submit(advice=advice, edition=draft.edition, warned=[], on=clock.today(), **BY)
    assert AdviceReport.rows.get(advice=advice).state == "draft"


def test_it_is_the_bodys_whoever_takes_it() -> None:
    service = a_health_service()
    advice = being_assessed(fields={"organisation": service})
    account = an_account(Role.HEALTH_ADVISER, at=service, name="Sunita Rao")
    submitting.take(advice=advice, takes=True, by=viewer(account), on=clock.today())
    advice.refresh_from_db()
    assert (advice.taken_by_name, advice.organisation) == ("Sunita Rao", service)
    submitting.take(advice=advice, takes=False, by=viewer(account), on=clock.today())
    advice.refresh_from_db()
    assert (advice.taken_by, advice.taken_by_name) == ("", "")


def agreed(**days: date) -> reusing.Agreements:
    held = {"adviser_agreed_on": ago(3), "family_agreed_on": ago(2), "council_agreed_on": ago(1), **days}
    return reusing.Agreements(adviser="Dr Hughes", family="Farah Aziz", council="Priya Nair", **held)


def reuse(advice: Advice, **more: Any) -> Any:
    given = {"kind": "medical", "described": "Paediatric report", "given_on": ago(200), "agreements": agreed(), **more}
    version = given.pop("version", version_of(advice.child_id))
    return reusing.reuse_advice(request=advice.request, on=clock.today(), version=version, **given, **BY)


def test_earlier_advice_stands_when_all_three_agree_and_is_not_asked_for() -> None:
    asked = being_assessed()
    row = reuse(asked)
    fact = Milestone.rows.get(advice=row.advice)
    assert (fact.fact, fact.happened_on) == ("advice_not_needed", ago(1))
    item = next(each for each in advice_of_child(asked.child, on=clock.today()) if each.row == row.advice)
    assert (item.state, item.asked_on, item.reuse) == ("not_needed", None, row)
    reuse(asked, awaited=asked)
    assert ClockCopy.rows.get(advice=asked).state == "ended"


def test_without_all_three_it_is_asked_for() -> None:
    asked = being_assessed()
    for wrong in ({"family_agreed_on": ago(-1)}, {"adviser_agreed_on": ago(300)}):
        with pytest.raises(reusing.NotAllAgreed):
            reuse(asked, agreements=agreed(**wrong))
    with pytest.raises(NotNow, match="family"):
        reuse(asked, kind="family")
    with pytest.raises(ChangedMeanwhile):
        reuse(asked, version="0.0.0")
    submitted(asked)
    with pytest.raises(NotNow):
        reuse(asked, awaited=asked)


def test_every_kind_says_where_the_law_asks_for_it_and_who_gives_it() -> None:
    assert set(BY_CODE) == set(Advice.Kind.values) == set(ADVISERS)


def test_any_health_service_asked_may_open_the_record() -> None:
    advice = being_assessed()
    service = a_health_service()
    ask_for_advice(
        request=advice.request, kind="requested", organisation=service, received_on=ago(1), on=clock.today(),
        version=version_of(advice.child_id), **BY,
    )  # fmt: skip
    assert Tie.objects.filter(child=advice.child, kind="health", organisation=service).exists()


@pytest.mark.parametrize("kind", ["sensory", "preparing", "requested", "other"])
@pytest.mark.parametrize("role", [Role.SPECIALIST_ADVISER, Role.SOCIAL_CARE_ADVISER, Role.EDUCATIONAL_PSYCHOLOGIST])
def test_who_gives_advice_in_a_council_team_that_is_asked_may_give_it_and_nobody_of_another_team(
    kind: str, role: Role
) -> None:
    advice, team = being_assessed(), a_team("Sensory service")
    theirs, elsewhere = viewer(an_account(role, at=team)), viewer(an_account(role, at=a_team("Another service")))
    may_give = ("give_advice", "see_advice", "open_record", "send_files")

    def can(who: Viewer) -> list[str]:
        rows = Child.objects.visible_to
        return [verb for verb in Verb if rows(who, verb, on=clock.today()).filter(pk=advice.child_id).exists()]

    assert can(theirs) == []
    ask_for_advice(
        request=advice.request, kind=kind, organisation=team, received_on=ago(1), on=clock.today(),
        version=version_of(advice.child_id), **BY,
    )  # fmt: skip
    assert set(can(theirs)) == {*may_give, "see_people"}
    assert can(elsewhere) == []
    Tie.objects.filter(child=advice.child, kind="adviser").update(started_on=ago(3), ended_on=ago(1))
    assert can(theirs) == []


def test_what_is_due_adds_up_and_reminders_go_once() -> None:
    team, service = a_team(), a_health_service("Marle Therapies")
    manager, adviser = an_account(Role.TEAM_MANAGER, at=team), an_account(Role.HEALTH_ADVISER, at=service)
    days = ({}, {"advice_received": ago(10)}, {"advice_received": ago(0)}, {"advice_not_needed": ago(2)}, {})
    for number, more in enumerate(days):
        child = a_child()
        tie(child, "case_team", at=team)
        tie(child, "health", at=service)
        request = a_request(child, fields={"outcome": "Y"}, request_received=ago(90))
        asked = ago(49) if number in (0, 2) else ago(28)
        advice = an_advice(request, fields={"organisation": service}, advice_requested=asked, **more)
        an_advice(request, "psychology", advice_requested=ago(14))
        reckon(advice.child)
    on = clock.today()
    for who, services in ((manager, 2), (adviser, 1)):
        page = advice_due(viewer(who), on=on)
        assert len(page.figures) == services
        every = total_figures(page.figures)
        assert every.asked == every.came + every.not_needed + every.waiting
        assert sum(each.total for each in page.load) == every.waiting == page.total == len(page.rows)
    ours = next(each for each in page.figures if each.name == "Marle Therapies")
    assert (ours.asked, ours.came, ours.not_needed, ours.waiting, ours.past, ours.in_time) == (5, 2, 1, 2, 1, 1)
    assert (ours.timely.count, ours.timely.total) == (1, 3)
    assert [row.service for row in page.rows] == ["Marle Therapies"] * 2
    told = [(each.reminder.code, each.reminder.weeks_late) for each in advice_reminders(on=on) if each.body_name]
    assert told == [("late", 1), ("four_weeks", 0)]
    assert visible_advice(viewer(an_account(Role.PARENT)), on=on).count() == 0
