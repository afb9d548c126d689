"""Each step of a disagreement is told to the family: what happened, whose turn it is, what is next, what it can do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.lifecycle.dispute_outcomes import Came, outcomes_for
from goldenthread.domain.lifecycle.dispute_steps import BY_FACT, may_follow
from goldenthread.domain.messages.dispute_news import NOT_TOLD, dispute_news
from goldenthread.features.casework.models import Dispute, Request
from goldenthread.features.casework.operations import assessment_steps, corrections, disputes
from goldenthread.features.casework.queries.disputes import so_far_of
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.journal.writing import SYSTEM
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.foundation.partnership.models import Partnership
from tests import builders as a
from tests.web.family.families import a_family
from tests.web.family.readability import reading_age

pytestmark = pytest.mark.django_db


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


def how(of: Any) -> dict[str, Any]:
    return {"by": SYSTEM, "on": clock.today(), "version": version_of(of.child_id)}


@pytest.fixture
def dispute() -> Dispute:
    """The family does not agree with a refusal to assess, sent twenty days ago; nothing has been told yet."""
    Partnership.objects.update_or_create(id=1, defaults={"mediation_service": "Clear Talk on 01632 960222"})
    partnership.forget()
    child, _ = a_family()
    request = a.a_request(child, request_received=day(60))
    a.reckon(child)
    assessment_steps.record_step(request=request, step="decide", happened_on=day(20), detail="N", **how(request))
    made = disputes.open_dispute(
        about=request, rights=("a",), notice_on=day(20), known_on=day(15), **how(request)
    )  # fmt: skip
    return made


def record(dispute: Dispute, fact: str, ago: int, *came: str) -> Any:
    chosen = Came(came) if came else None
    return disputes.record_dispute_step(dispute=dispute, fact=fact, happened_on=day(ago), came=chosen, **how(dispute))


def last() -> Message:
    found = Message.rows.order_by("id").last()
    assert found is not None
    return found


def test_every_step_is_told_or_said_not_to_be() -> None:
    told = {fact for fact in BY_FACT if dispute_news(fact, day(1))}
    assert told.isdisjoint(NOT_TOLD)
    assert told | NOT_TOLD == set(BY_FACT)


def test_that_the_family_does_not_agree_says_what_it_can_do_and_by_when(dispute: Dispute) -> None:
    row = last()
    assert row.kind == "dispute_step"
    assert row.subject == "The council knows the family does not agree about Amira"
    assert "Marle SEND team has it. Ask for Priya Nair." in row.body
    assert "Talk to a mediation adviser" in row.body and "960222" in row.body
    assert "You can appeal to the tribunal. It must have your appeal by" in row.body
    assert "You need a mediation certificate before you can appeal." in row.body
    assert "You choose what comes next. Your own days are below." in row.body
    assert row.carries_link and "Talk to a mediation adviser" in row.text


def test_mediation_asked_for_says_what_the_council_must_do_by_when(dispute: Dispute) -> None:
    record(dispute, "mediation_requested", 10)
    row = last()
    assert row.subject == "Mediation has been asked for about Amira"
    assert "It is the council’s turn. It must set up the meeting." in row.body
    coming = row.body.split("# What comes next\n\n")[1].split("\n\n")[0]
    assert "The council must" in coming and " by " in coming
    assert "Tell the team which days suit you." in row.body


def test_an_order_says_what_the_tribunal_ordered_and_the_last_day(dispute: Dispute) -> None:
    for fact, ago in (("certificate_issued", 14), ("appeal_received", 12), ("appeal_sent", 11), ("response_sent", 8)):
        record(dispute, fact, ago)
    record(dispute, "order_made", 2, "assess")
    row = last()
    assert f"The tribunal made its order on {said(day(2))}: to assess." in row.body
    assert "No day is set for what comes next" not in row.body
    assert "You can appeal" not in row.body


def test_the_end_of_it_is_told_and_no_turn_is_left(dispute: Dispute) -> None:
    record(dispute, "disagreement_dropped", 1)
    row = last()
    assert row.subject == "The disagreement about Amira has ended"
    assert "so it has ended" in row.body


def test_a_young_person_is_told_as_you() -> None:
    child = a.a_child(born_on=day(18 * 366))
    a.tie(child, "self", who=a.an_adult("Amira Khan", "young_person", email="amira@example.org"))
    request = a.a_request(child, request_received=day(60))
    a.reckon(child)
    assessment_steps.record_step(request=request, step="decide", happened_on=day(20), detail="N", **how(request))
    made = disputes.open_dispute(about=request, rights=("a",), notice_on=day(20), known_on=day(5), **how(request))
    record(made, "mediation_requested", 1)
    assert last().subject == "Mediation has been asked for about you"
    assert "This is about you." in last().body and "Amira’s" not in last().body


def test_a_step_taken_back_stops_what_has_not_left_and_owns_up_to_what_has(dispute: Dispute) -> None:
    step = record(dispute, "mediation_requested", 10)
    Message.rows.filter(subject__startswith="Mediation has").update(state="delivered")
    corrections.take_back(milestone=step, reason="Typed of the wrong child.", **how(dispute))
    assert last().kind == "correction"
    assert "That was a mistake. It has not happened. We are sorry." in last().body
    record(dispute, "mediation_requested", 9)
    assert last().subject == "Mediation has been asked for about Amira"


def test_what_happened_long_ago_is_no_news(dispute: Dispute) -> None:
    before = Message.rows.count()
    old = Dispute.rows.get(pk=dispute.pk)
    with clock.frozen(clock.today() + timedelta(days=60)):
        disputes.record_dispute_step(
            dispute=old, fact="adviser_contacted", happened_on=day(65), by=SYSTEM, on=clock.today(),
            version=version_of(old.child_id),
        )  # fmt: skip
    assert Message.rows.count() == before


def test_whatever_way_it_goes_each_message_is_whole_and_plain(dispute: Dispute) -> None:
    """Every step that may follow is taken once, each choosing the first that may come of it."""
    for _ in range(40):
        so_far = so_far_of(Dispute.rows.get(pk=dispute.pk))
        steps = [each for each in may_follow(so_far) if not each.ends]
        if not steps:
            break
        step = steps[0]
        came = [outcomes_for(step.fact, so_far.rights)[0].code] if step.chooses else []
        record(dispute, step.fact, 0, *came)
    rows = list(Message.rows.filter(kind="dispute_step"))
    assert len(rows) > 8
    for row in rows:
        for heading in ("# What has happened", "# What is happening now", "# Who has it", "# What you can do"):
            assert heading in row.body, row.subject
        for left in ("{", "}", "None", "new information"):
            assert left not in row.body + row.subject + row.text
        assert reading_age(row.body.replace("#", "").replace("* ", "").replace("\n\n", ". ")) <= 11, row.body
    assert Request.rows.count() == 1
