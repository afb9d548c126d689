"""Disagreements on the child's page, the managers' list and the family's page: good answers and wrong ones."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.features.casework.models import Dispute, ExceptionClaim, Milestone
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from tests import builders as a

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


def boxes(name: str, ago: int) -> dict[str, str]:
    on = day(ago)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@pytest.fixture
def case() -> SimpleNamespace:
    team = a.a_team("North team")
    priya = a.an_account(Role.EHC_COORDINATOR, at=team, name="Priya Shah")
    manager = a.an_account(Role.TEAM_MANAGER, at=team, name="Ngozi Umeh")
    mother = a.an_account(Role.PARENT, name="Sana Khan")
    amira = a.a_child("Amira", "Khan", born_on=date(clock.today().year - 8, 3, 4))
    a.tie(amira, "case_team", at=team)
    a.tie(amira, "parent", who=mother, parental_responsibility=True)
    request = a.a_request(
        amira, fields={"outcome": "N"}, request_received=day(90), assess_decision_notified=day(50)
    )  # fmt: skip
    a.reckon(amira)
    return SimpleNamespace(priya=priya, manager=manager, mother=mother, amira=amira, request=request, team=team)


def page(case: SimpleNamespace, **query: Any) -> HttpResponse:
    return a.signed_in(case.priya).get(reverse("child_disputes", args=[case.amira.public_id]), query)


def send(case: SimpleNamespace, **data: Any) -> HttpResponse:
    given = {"version": version_of(case.amira.pk), **data}
    return a.signed_in(case.priya).post(reverse("child_disputes", args=[case.amira.public_id]), given)


def decision(case: SimpleNamespace) -> str:
    return f"request-{case.request.pk}-a-{day(50):%Y%m%d}"


def open_one(case: SimpleNamespace) -> Dispute:
    response = send(case, decision=decision(case), **boxes("known_on", 45))
    assert response.status_code == 302, response.content.decode()
    return Dispute.rows.get()


def step(case: SimpleNamespace, dispute: Dispute, fact: str, ago: int, **more: Any) -> HttpResponse:
    return send(case, item=dispute.public_id, step=fact, **boxes("happened_on", ago), **more)


def text(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def test_an_open_decision_says_its_windows_and_how_they_are_counted(case: SimpleNamespace) -> None:
    shown = text(page(case))
    assert "The decision not to assess, sent on" in shown and "A mediation adviser can be contacted until" in shown
    assert "How the days are counted" in shown and "Record that the family disagrees" in shown
    assert page(case, decision=decision(case)).status_code == 200


def test_from_refusal_to_agreement_and_the_assessment(case: SimpleNamespace) -> None:
    dispute = open_one(case)
    for fact, ago in (("adviser_contacted", 44), ("mediation_requested", 43), ("mediation_held", 30)):
        assert step(case, dispute, fact, ago).status_code == 302
    agreed = step(case, dispute, "mediation_agreed", 30, came=["assess"], extent="whole", agreed="To assess Amira.")
    assert agreed.status_code == 302
    shown = text(page(case))
    assert "Agreed at mediation" in shown and "To assess Amira." in shown and "After agreeing to assess" in shown
    record = text(a.signed_in(case.priya).get(reverse("child_record", args=[case.amira.public_id])))
    assert "The family was told that we will assess after all" in record
    mother = text(a.signed_in(case.mother).get(reverse("family_child", args=[case.amira.public_id])))
    assert "You do not agree: the decision not to assess" in mother and "You and the council agreed." in mother
    assert "You agreed: to assess." in mother
    child = text(a.signed_in(case.priya).get(reverse("child", args=[case.amira.public_id])))
    assert "An agreement was reached at mediation" in child and "What it says" in child


def test_the_family_reads_whose_turn_it_is_and_what_it_needs(case: SimpleNamespace) -> None:
    where = reverse("family_child", args=[case.amira.public_id])
    assert "You can appeal if you do not agree" in text(a.signed_in(case.mother).get(where))
    dispute = open_one(case)
    told = text(a.signed_in(case.mother).get(where))
    assert "You told the council that you do not agree." in told
    assert "You need a mediation certificate before you can appeal." in told
    assert "You can appeal if you do not agree" not in told
    step(case, dispute, "adviser_contacted", 44)
    step(case, dispute, "mediation_requested", 10)
    told = text(a.signed_in(case.mother).get(where))
    assert "It is the council’s turn. It must set up the meeting." in told
    assert "arrange a mediation meeting about Amira" in told


def test_a_plans_decision_says_a_school_alone_needs_no_certificate(case: SimpleNamespace) -> None:
    plan = a.a_plan(case.amira, plan_made=day(40), plan_started=day(40))
    review = a.a_review(plan, meeting_held=day(60), review_decided=day(50), amended_plan_sent=day(20))
    a.reckon(case.amira)
    assert "An appeal about the school or college alone needs no certificate." in text(page(case))
    code = f"plan-{review.plan_id}-c-{day(20):%Y%m%d}"
    missing = send(case, decision=code, **boxes("known_on", 10))
    assert missing.status_code == 400 and "Choose what the family disagrees with" in text(missing)
    assert send(case, decision=code, rights=["c(iii)"], **boxes("known_on", 10)).status_code == 302
    assert "Not needed: this is about the school or college alone" in text(page(case))


def test_a_refusal_to_assess_again_asks_for_its_notice(case: SimpleNamespace) -> None:
    plan = a.a_plan(case.amira, plan_made=day(400), plan_started=day(400))
    code = f"reassess-{plan.pk}"
    assert "refusal to assess again" in text(page(case))
    assert "Enter the date the notice was sent" in text(send(case, decision=code, **boxes("known_on", 10)))
    sent = send(case, decision=code, **boxes("known_on", 10), **boxes("notice_on", 20))
    assert sent.status_code == 302 and Dispute.rows.get().rights == "d"


def test_mistakes_are_said_plainly_and_nothing_typed_is_lost(case: SimpleNamespace) -> None:
    assert "cannot be before it" in text(send(case, decision=decision(case), **boxes("known_on", 60)))
    dispute = open_one(case)
    early = step(case, dispute, "adviser_contacted", 70)
    assert early.status_code == 400 and "cannot be before it" in text(early)
    step(case, dispute, "appeal_received", 30)
    unsaid = step(case, dispute, "order_made", 10)
    assert unsaid.status_code == 400 and "Choose what came of it" in text(unsaid)
    both = step(case, dispute, "order_made", 10, came=["assess", "dismissed"])
    assert both.status_code == 400 and "cannot all be true" in text(both)
    assert not Milestone.rows.filter(fact="order_made").exists()
    late = page(case, item=dispute.public_id, step="mediation_held")
    assert late.status_code == 200 and "cannot be recorded as it stands now" in text(late)


@pytest.mark.parametrize(
    "query",
    [
        {"decision": "nonsense"}, {"decision": "request-999999-a-20260101"}, {"decision": "\x00"},
        {"decision": "reassess-1\x00"}, {"item": "\x00", "step": "order_made"}, {"item": "x", "step": "\x00"},
    ],
)  # fmt: skip
def test_what_there_is_not_is_not_found(case: SimpleNamespace, query: dict[str, str]) -> None:
    assert page(case, **query).status_code in (400, 404)
    assert send(case, **query).status_code in (400, 404)


def test_another_childs_disagreement_is_not_found(case: SimpleNamespace) -> None:
    other = a.a_child("Ben", "Other")
    request = a.a_request(other, fields={"outcome": "N"}, assess_decision_notified=day(50))
    dispute = Dispute.rows.create(child=other, request=request, rights="a", notice_on=day(50))
    a.a_milestone(dispute, "disagreement_opened", day(40))
    assert page(case, item=dispute.public_id, step="adviser_contacted").status_code == 404
    assert page(case, decision=f"request-{request.pk}-a-{day(50):%Y%m%d}").status_code == 404


def test_of_two_people_the_second_sees_what_changed(case: SimpleNamespace) -> None:
    dispute = open_one(case)
    old = version_of(case.amira.pk)
    step(case, dispute, "adviser_contacted", 44)
    second = step(case, dispute, "mediation_requested", 43, version=old)
    assert second.status_code == 409 and "Someone else changed this case first" in text(second)
    assert str(day(43).day) in text(second)


def test_a_step_is_corrected_and_taken_back_like_any_date(case: SimpleNamespace) -> None:
    dispute = open_one(case)
    step(case, dispute, "adviser_contacted", 44)
    row = Milestone.rows.get(fact="adviser_contacted")
    where = reverse("child_correct", args=[case.amira.public_id])
    given = {
        "milestone": row.pk,
        "what": "never",
        "reason": "It was another family.",
        "version": version_of(case.amira.pk),
    }
    assert a.signed_in(case.priya).post(where, given).status_code == 302
    assert "Taken back" in text(page(case))


def test_a_manager_sees_the_teams_disagreements_and_sums_that_add_up(case: SimpleNamespace) -> None:
    dispute = open_one(case)
    shown = text(a.signed_in(case.manager).get(reverse("disputes")))
    assert "Amira Khan" in shown and "1 disagreement, soonest due first" in shown and "How they were settled" in shown
    for query in ({"standing": "decided"}, {"decision": "b"}):
        assert "None under these filters" in text(a.signed_in(case.manager).get(reverse("disputes"), query))
    assert a.signed_in(case.manager).get(reverse("disputes"), {"standing": "x", "page": "9"}).status_code == 200
    step(case, dispute, "disagreement_dropped", 1)
    assert "Amira Khan" not in text(a.signed_in(case.manager).get(reverse("disputes")))
    assert a.signed_in(case.priya).get(reverse("disputes")).status_code in (403, 404)


def test_my_work_says_what_a_disagreement_makes_due(case: SimpleNamespace) -> None:
    dispute = open_one(case)
    step(case, dispute, "mediation_requested", 20)
    work = text(a.signed_in(case.manager).get(reverse("work"), {"officer": "all"}))
    assert "Arrange mediation" in work and "Disagreement about the decision not to assess" in work


def test_why_a_duty_in_it_is_late_can_be_said(case: SimpleNamespace) -> None:
    step(case, open_one(case), "mediation_requested", 40)
    shown = a.signed_in(case.priya).get(reverse("child_late", args=[case.amira.public_id]))
    assert shown.status_code == 200 and "Arrange mediation" in text(shown)


def test_partners_are_shown_nothing_of_it(case: SimpleNamespace) -> None:
    school = a.a_school("Marle Primary")
    senco = a.an_account(Role.SENCO, at=school)
    a.tie(case.amira, "attends", at=school)
    step(case, open_one(case), "mediation_requested", 20)
    shown = text(a.signed_in(senco).get(reverse("partner_child", args=[case.amira.public_id])))
    assert "ediation" not in shown


def test_the_pages_stay_within_fifteen_queries(case: SimpleNamespace) -> None:
    step(case, open_one(case), "mediation_requested", 20)
    for who, where in (
        (case.priya, reverse("child_disputes", args=[case.amira.public_id])), (case.manager, reverse("disputes"))
    ):  # fmt: skip
        browser = a.signed_in(who)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(where).status_code == 200
        assert len(asked) <= MOST_QUERIES, len(asked)


def test_an_exception_to_the_time_after_an_order_is_recorded_and_withdrawn_on_the_page_of_exceptions(
    case: SimpleNamespace,
) -> None:
    dispute = open_one(case)
    for fact, ago in (("appeal_received", 40), ("appeal_sent", 39)):
        step(case, dispute, fact, ago)
    step(case, dispute, "order_made", 20, came="assess")
    here = reverse("child_exceptions", args=[case.amira.public_id])
    shown = a.signed_in(case.priya).get(here).content.decode()
    limit = f"E2-dispute-{dispute.pk}"
    assert limit in shown and "Disagreement about" in shown
    sent = {
        "version": version_of(case.amira.pk), "limit": limit, "category": "ABSENT_2W", "fact": "They were in Lahore.",
        "reason": "No visit could be made.", **boxes("away_from", 19), **boxes("away_to", 6),
        **boxes("next_look_on", -28),
    }  # fmt: skip
    short = a.signed_in(case.priya).post(here, {**sent, **boxes("away_to", 10)})
    assert short.status_code == 400 and "needs 2 weeks away in a row" in short.content.decode()
    assert "ABSENT_2W needs" not in short.content.decode()
    assert a.signed_in(case.priya).post(here, sent).status_code == 302
    claim = ExceptionClaim.rows.get(dispute=dispute)
    assert (claim.rule, claim.request_id) == ("E2", None)
    family = a.signed_in(case.mother).get(reverse("family_child", args=[case.amira.public_id])).content.decode()
    assert "because the child or family was away from the area for at least 2 weeks" in " ".join(family.split())
    away = reverse("child_exception_withdraw", args=[case.amira.public_id])
    given = {"version": version_of(case.amira.pk), "claim": claim.pk, "reason": "They came back."}
    assert a.signed_in(case.priya).post(away, given).status_code == 302
    claim.refresh_from_db()
    assert claim.withdrawn_on == clock.today()
