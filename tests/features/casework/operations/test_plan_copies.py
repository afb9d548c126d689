"""Drafts and final plans as they were sent: what stops them, what is kept, and what is taken back with the step."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db.models import Q

from goldenthread.domain.clocks.reading import Reading
from goldenthread.features.casework.models import ClockCopy, Milestone, NamedSetting, Plan, PlanCopy
from goldenthread.features.casework.operations import consultations, corrections, placements, plan_copies
from goldenthread.features.casework.operations import draft_answers as answering
from goldenthread.features.casework.operations import plan_sections as writing
from goldenthread.features.casework.operations.changes import ChangedMeanwhile, NotNow, TooEarly
from goldenthread.features.casework.queries.caseload_readings import caseload_readings
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.facts import assembled, facts_of
from goldenthread.features.casework.queries.plan_drafts import (
    agreed_texts,
    checked_text,
    is_sound,
    latest_draft,
    placement_of,
    setting_text,
    text_in,
    texts_of,
    unseen_in,
)
from goldenthread.features.casework.queries.plan_papers import paper_of
from goldenthread.features.casework.queries.readings import readings_of
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.people.models import Tie
from goldenthread.foundation.typesetting import plain
from tests import builders as a
from tests.drafting import a_case, day, serve, write

pytestmark = pytest.mark.django_db
SENT_TO = [{"role": "parent or young person", "name": "Sana Khan"}]


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case()
    write(made)
    return made


def decide(case: SimpleNamespace, **more: object) -> None:
    given = {
        "organisation": case.other, "setting_type": "Special school", "route": "not_asked", "reasons": "It fits.",
        "decided_by": "Ngozi Umeh", "decided_on": clock.today(), **more,
    }  # fmt: skip
    placements.decide_placement(
        request=case.request, placement=placements.Placement(**given), by=a.viewer(case.priya),  # type: ignore[arg-type]
        on=clock.today(), version=version_of(case.amira.pk),
    )  # fmt: skip


def finish(case: SimpleNamespace, ago: int = 0, **more: object) -> PlanCopy:
    texts = {code: row.text for code, row in texts_of(case.request.pk).items()}
    texts["I"] = setting_text(placement_of(case.request.pk), texts.get("I", ""))
    given: dict[str, object] = {
        "request": case.request, "sent_on": day(ago), "sent_to": SENT_TO, "signed_by": "N. Umeh, manager",
        "health_agreed_by": "Marle ICB", "main_need": "ASD", "checked": checked_text(texts), "by": a.viewer(case.priya),
        "on": clock.today(), "version": version_of(case.amira.pk), **more,
    }  # fmt: skip
    return plan_copies.send_plan(**given)  # type: ignore[arg-type]


def ask(case: SimpleNamespace) -> consultations.Consultation:
    return consultations.consult(
        request=case.request, organisation=case.other, received_on=clock.today(), asked_by_family=False, note="",
        by=a.viewer(case.priya), on=clock.today(), version=version_of(case.amira.pk),
    )  # fmt: skip


def test_serving_freezes_the_text_and_records_the_step(case: SimpleNamespace) -> None:
    copy = serve(case)
    assert (copy.number, copy.kind, is_sound(copy)) == (1, "draft", True)
    assert text_in(copy)["B"] == "What section B says." and text_in(copy)["I"] == "" and "J" not in text_in(copy)
    assert Milestone.rows.get(request=case.request, fact="draft_served").happened_on == day(20)


def test_what_was_sent_does_not_change_when_the_text_does(case: SimpleNamespace) -> None:
    copy = serve(case)
    write(case, B="Something else.")
    copy.refresh_from_db()
    assert text_in(copy)["B"] == "What section B says."
    copy.sections = []
    with pytest.raises(ValueError, match="never changes"):
        copy.save()


def test_a_changed_letter_shows(case: SimpleNamespace) -> None:
    copy = serve(case)
    changed = [{**each, "text": each["text"].replace("says", "said")} for each in copy.sections]
    PlanCopy.rows.filter(pk=copy.pk).update(sections=changed)
    assert not is_sound(PlanCopy.rows.get())


def test_an_empty_section_or_a_named_school_stops_a_draft(case: SimpleNamespace) -> None:
    write(case, D=" ", I="Marle Primary")
    with pytest.raises(plan_copies.Stopped) as stopped:
        serve(case)
    assert [stop.section for stop in stopped.value.stops] == ["D", "I"]
    assert not PlanCopy.rows.exists()


def test_a_text_changed_since_it_was_looked_through_is_not_sent(case: SimpleNamespace) -> None:
    checked = checked_text({code: row.text for code, row in texts_of(case.request.pk).items()})
    write(case, B="Newer.")
    with pytest.raises(plan_copies.TextChanged):
        serve(case, checked=checked)
    with pytest.raises(ChangedMeanwhile):
        serve(case, version="0.0.0")


def test_the_family_has_no_less_than_15_days_beginning_with_the_day_it_was_served(case: SimpleNamespace) -> None:
    with pytest.raises(plan_copies.TooShort):
        serve(case, answer_by=day(7))  # the fourteenth day, counting the day of service
    assert serve(case, answer_by=day(6)).answer_by == day(6)


def test_an_amended_draft_is_another_copy_with_its_own_days(case: SimpleNamespace) -> None:
    first = serve(case)
    with pytest.raises(NotNow):
        serve(case, ago=3)
    write(case, F="More help.")
    with pytest.raises(TooEarly):
        serve(case, ago=30)
    second = serve(case, ago=3)
    assert (second.number, second.answer_by) == (2, day(-11))
    assert latest_draft(case.request.pk) == second and PlanCopy.rows.get(pk=first.pk).sections == first.sections
    assert Milestone.rows.filter(fact="draft_served", is_current=True).count() == 1


def test_the_family_is_told_of_an_amended_draft_as_of_the_first(case: SimpleNamespace) -> None:
    serve(case, ago=5)
    told = Message.rows.filter(child=case.amira, kind="draft_sent").count()
    write(case, F="More help.")
    serve(case, ago=1)
    assert told and Message.rows.filter(child=case.amira, kind="draft_sent").count() == 2 * told


def test_taking_the_step_back_keeps_the_copy_and_a_new_draft_gets_the_next_number(case: SimpleNamespace) -> None:
    copy = serve(case)
    ask(case)
    milestone = Milestone.rows.get(request=case.request, fact="draft_served")
    corrections.take_back(
        milestone=milestone, reason="Sent to the wrong family", by=a.viewer(case.priya), on=clock.today(),
        version=version_of(case.amira.pk),
    )  # fmt: skip
    copy.refresh_from_db()
    assert copy.taken_back_on == clock.today() and is_sound(copy) and latest_draft(case.request.pk) is None
    assert not Tie.objects.filter(kind="consulted", ended_on=None).exists()
    assert serve(case, ago=1).number == 2


def test_the_final_plan_waits_for_the_last_day_the_place_and_the_familys_eyes(case: SimpleNamespace) -> None:
    serve(case, ago=5)
    write(case, F="Less help.")
    with pytest.raises(plan_copies.Stopped) as stopped:
        finish(case)
    assert [stop.section for stop in stopped.value.stops] == ["I", "", "F"]


def test_the_final_plan_names_the_place_and_closes_the_way_of_those_asked(case: SimpleNamespace) -> None:
    serve(case)
    ask(case)
    decide(case)
    copy = finish(case)
    plan = Plan.rows.get(request=case.request)
    assert text_in(copy)["I"] == "Sallow Bank School\nType: Special school"
    assert NamedSetting.rows.get(plan=plan).organisation == case.other
    assert (copy.kind, copy.number, copy.sent_to, is_sound(copy)) == ("final", 1, SENT_TO, True)
    assert not Tie.objects.filter(kind="consulted", ended_on=None).exists()
    with pytest.raises(NotNow):
        writing.save_section(
            request=case.request, code="B", text="x", version=1, by=a.viewer(case.priya), on=clock.today()
        )


def test_the_final_plan_taken_back_keeps_the_copy_and_opens_the_way_again(case: SimpleNamespace) -> None:
    serve(case)
    ask(case)
    decide(case)
    copy = finish(case)
    milestone = Milestone.rows.get(request=case.request, fact="final_plan_sent")
    corrections.take_back(
        milestone=milestone, reason="Not posted", by=a.viewer(case.priya), on=clock.today(),
        version=version_of(case.amira.pk),
    )  # fmt: skip
    copy.refresh_from_db()
    assert copy.taken_back_on and not Plan.rows.exists() and placement_of(case.request.pk)
    assert Tie.objects.filter(kind="consulted", ended_on=None).exists()
    assert finish(case).number == 2


def test_a_change_the_family_asked_for_and_was_shown_needs_no_new_draft(case: SimpleNamespace) -> None:
    copy = serve(case)
    mother = a.viewer(case.mother)
    answering.save_answer(
        copy=copy, comments={"F": "He needs more."}, said=answering.Said(agrees="no"), by=mother, on=clock.today()
    )
    answer = answering.send_answer(copy=copy, by=mother, on=clock.today())
    write(case, F="More help.")
    served, texts = latest_draft(case.request.pk), {c: r.text for c, r in texts_of(case.request.pk).items()}
    assert [each.section for each in unseen_in(served, texts, agreed_texts(case.request.pk))] == ["F"]
    answering.reply(
        comment=answer.comments.get(), text="Yes.", changed=["F"], was="", by=a.viewer(case.priya), on=clock.today()
    )
    assert unseen_in(served, texts, agreed_texts(case.request.pk)) == ()
    decide(case)
    assert text_in(finish(case))["F"] == "More help."


def test_a_place_not_as_asked_needs_a_ground_and_a_reason(case: SimpleNamespace) -> None:
    serve(case)
    with pytest.raises(placements.GroundNeeded):
        decide(case, route="not_as_asked", asked_for="Elm School")
    decide(case, route="not_as_asked", asked_for="Elm School", grounds=("resources", "nonsense"))
    decision = placement_of(case.request.pk)
    assert decision is not None and decision.grounds == ["resources"]
    with pytest.raises(NotNow):
        decide(case)
    placements.take_back_placement(request=case.request, reason="Wrong", by=a.viewer(case.priya), on=clock.today())
    assert placement_of(case.request.pk) is None
    decide(case, organisation=None, setting_type="Mainstream primary school")


def test_the_paper_says_all_that_was_sent_and_nothing_else(case: SimpleNamespace) -> None:
    copy = serve(case)
    write(case, B="Newer words.")
    words = "\n".join(plain(paper_of(PlanCopy.rows.get(pk=copy.pk))))
    assert "What section B says." in words and "Newer words." not in words
    assert "left empty in a draft" in words and "Amira Khan" in words


def _window(case: SimpleNamespace, on: date) -> Reading:
    reads = readings_of(facts_of([case.amira.pk])[case.amira.pk], born_on=case.amira.born_on, on=on)
    [found] = [read.reading for read in reads if read.reading and read.reading.rule == "C2"]
    return found


def _kept(case: SimpleNamespace) -> ClockCopy:
    return ClockCopy.rows.get(child=case.amira, rule="C2")


def test_a_draft_served_again_gives_fifteen_days_of_its_own(case: SimpleNamespace) -> None:
    serve(case, ago=20)
    write(case, F="Another text of section F.")
    second = serve(case, ago=3)
    now = _window(case, clock.today())
    assert (now.started_on, now.outer_on, now.is_open) == (day(3), day(3 - 14), True)
    assert (_kept(case).started_on, _kept(case).outer_on, _kept(case).state) == (day(3), day(3 - 14), "open")
    earlier = _window(case, day(10))  # before the second was served, the first draft's own
    assert (earlier.started_on, earlier.outer_on) == (day(20), day(20 - 14))
    assert second.number == 2 and PlanCopy.rows.get(request=case.request, number=1).answer_by == day(20 - 14)
    assert Milestone.rows.get(request=case.request, fact="draft_served", is_current=True).happened_on == day(20)


def test_an_answer_to_the_first_draft_does_not_use_up_the_time_of_the_second(case: SimpleNamespace) -> None:
    first = serve(case, ago=10)
    mother = a.viewer(case.mother)
    said = answering.Said(agrees="no")
    answering.save_answer(copy=first, comments={}, said=said, by=mother, on=day(8))
    answering.send_answer(copy=first, by=mother, on=day(8))
    assert _window(case, clock.today()).met_on == day(8)
    write(case, F="Another text of section F.")
    second = serve(case, ago=5)
    assert (_window(case, clock.today()).met_on, _kept(case).state) == (None, "open")
    answering.save_answer(copy=second, comments={}, said=said, by=mother, on=day(1))
    answering.send_answer(copy=second, by=mother, on=day(1))
    assert (_window(case, clock.today()).met_on, _kept(case).met_on, _kept(case).state) == (day(1), day(1), "met")


def test_many_children_at_once_are_read_by_their_latest_drafts_too(case: SimpleNamespace) -> None:
    serve(case, ago=20)
    write(case, F="Another text of section F.")
    serve(case, ago=3)
    read = caseload_readings(Q(child_id__in=[case.amira.pk]), on=clock.today())
    assert read.unusual.tolist() == [case.amira.pk]  # and is then read one at a time
    rows = rows_of(case.amira.pk).for_clocks()
    assert assembled([case.amira.pk], rows) == facts_of([case.amira.pk])
