"""Staff show advisers a draft, record what health says of section G by other means, and the final plan reads it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from goldenthread.features.casework.models import DraftAnswer, HealthAgreement, PlanCopy
from goldenthread.features.casework.operations import draft_answers
from goldenthread.features.casework.queries.plan_drafts import latest_shown
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from tests import builders as a
from tests.drafting import day, serve
from tests.plan_advisers import a_case_of_many, fill, show, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    made = a_case_of_many()
    fill(made)
    return made


def boxes(name: str, on: Any) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def get(case: SimpleNamespace, name: str, **query: Any) -> Any:
    return a.signed_in(case.priya).get(reverse(name, args=[case.amira.public_id]), query)


def post(case: SimpleNamespace, name: str, **data: Any) -> Any:
    return a.signed_in(case.priya).post(reverse(name, args=[case.amira.public_id]), data)


def body(response: Any) -> str:
    return str(response.content.decode())


def hidden(response: Any, name: str) -> str:
    return str(response.context["form"][name].value())


def test_the_draft_leads_to_showing_it_with_what_each_would_see(case: SimpleNamespace) -> None:
    assert reverse("child_draft_advisers", args=[case.amira.public_id]) in body(get(case, "child_draft"))
    page = get(case, "child_draft_advisers")
    assert "Social care: Marle social_care" in body(page) and "3 items, and the whole of sections H1 and H2" in body(
        page
    )
    checked = hidden(page, "checked")
    assert post(case, "child_draft_advisers", checked=checked, because=" ").status_code == 400
    assert post(case, "child_draft_advisers", checked=checked, because="To be right.").status_code == 302
    assert "It has not changed since." in body(get(case, "child_draft_advisers"))
    copy = latest_shown(case.request.pk)
    assert copy is not None
    shown = body(get(case, "child_draft", copy=copy.public_id))
    assert "Draft 1 as advisers were shown it" in shown and "To be right." in shown


def test_a_text_changed_after_the_page_was_made_is_not_shown(case: SimpleNamespace) -> None:
    checked = hidden(get(case, "child_draft_advisers"), "checked")
    typed(case, "H1", "Newer.")
    answer = post(case, "child_draft_advisers", checked=checked, because="To be right.")
    assert answer.status_code == 409 and "To be right." in body(answer) and not PlanCopy.rows.exists()


def test_showing_it_is_stopped_with_a_reason(case: SimpleNamespace) -> None:
    assert post(case, "child_draft_advisers", stop="1").status_code == 400, "nothing is shown: the other form"
    show(case)
    was = hidden(get(case, "child_draft_advisers", stop="1"), "was")
    assert post(case, "child_draft_advisers", stop="1", was=was, reason="").status_code == 400
    typed(case, "H1", "Newer.")
    show(case)
    answer = post(case, "child_draft_advisers", stop="1", was=was, reason="A mistake")
    assert answer.status_code == 409 and "again meanwhile" in body(answer) and "A mistake" in body(answer)
    was = hidden(answer, "was")
    assert post(case, "child_draft_advisers", stop="1", was=was, reason="A mistake").status_code == 302
    assert latest_shown(case.request.pk) is None


def answer(case: SimpleNamespace, **more: Any) -> dict[str, Any]:
    page = get(case, "child_health_agreement")
    return {
        "checked": hidden(page, "checked"), "was": hidden(page, "was"), "agrees": "yes", "reason": "", "how": "email",
        "officer": "Dr Noor", "for_body": "Marle ICB", **boxes("said_on", clock.today()), **more,
    }  # fmt: skip


def test_an_agreement_by_other_means_is_recorded_and_the_final_plan_asks_no_more(case: SimpleNamespace) -> None:
    serve(case)
    post(case, "child_placement", organisation="", setting_type="Special school", route="not_asked",
         reasons="It fits.", decided_by="N. Umeh", version=version_of(case.amira.pk),
         **boxes("decided_on", clock.today()))  # fmt: skip
    asked = body(get(case, "child_final_plan"))
    assert "Who agreed section G" in asked and "How did that agreement reach you?" in asked
    assert post(case, "child_health_agreement", **answer(case)).status_code == 302
    page = get(case, "child_final_plan")
    assert "Section G is agreed by Dr Noor, for Marle ICB." in body(page) and "Who agreed section G" not in body(page)
    given = {f"sent_to_{number}": "Them" for number in range(len(page.context["form"].roles))}
    given |= {"checked": hidden(page, "checked"), "signed_by": "N. Umeh", "version": version_of(case.amira.pk)}
    early = post(case, "child_final_plan", **given, **boxes("happened_on", day(6)))
    assert early.status_code == 400 and "The family has until the end of" in body(early), "on the day it is told"
    assert post(case, "child_final_plan", **given, **boxes("happened_on", clock.today())).status_code == 302
    copy = PlanCopy.rows.get(kind="final")
    assert copy.health_agreed_by == "Dr Noor, for Marle ICB" and copy.health_agreed_how.startswith("By email on ")
    closed = body(get(case, "child_health_agreement"))
    assert "Record an answer that came by other means" not in closed and "By email" in closed


def test_a_refusal_stops_the_final_plan_until_the_section_changes(case: SimpleNamespace) -> None:
    serve(case)
    assert post(case, "child_health_agreement", **answer(case, agrees="no")).status_code == 400
    assert post(case, "child_health_agreement", **answer(case, agrees="no", reason="No clinic.")).status_code == 302
    assert "Health does not agree section G as it stands: No clinic." in body(get(case, "child_final_plan"))
    page = body(get(case, "child_draft"))
    assert "Not agreed" in page


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"how": "here"}, 400), ({"how": "pigeon"}, 400), ({"officer": ""}, 400), ({"checked": "0" * 64}, 409),
     ({"was": "99"}, 302), ({"said_on_day": "31", "said_on_month": "2"}, 400), ({"said_on_year": "2999"}, 400)],
)  # fmt: skip
def test_a_malformed_or_late_answer(case: SimpleNamespace, wrong: dict[str, str], status: int) -> None:
    assert post(case, "child_health_agreement", **answer(case, **wrong)).status_code == status
    assert HealthAgreement.rows.count() == (status == 302)


def test_the_second_of_two_is_shown_what_the_first_recorded(case: SimpleNamespace) -> None:
    mine, theirs = answer(case), answer(case, agrees="no", reason="No clinic.", officer="Dr Ito")
    assert post(case, "child_health_agreement", **mine).status_code == 302
    late = post(case, "child_health_agreement", **theirs)
    assert late.status_code == 409 and "Dr Noor" in body(late) and "Dr Ito" in body(late)
    assert HealthAgreement.rows.get().officer == "Dr Noor"


def test_the_second_of_two_who_arrange_the_meeting_is_shown_what_the_first_arranged(case: SimpleNamespace) -> None:
    about = {"copy": serve(case), "by": a.viewer(case.mother), "on": clock.today()}
    draft_answers.save_answer(**about, comments={}, said=draft_answers.Said(wants_meeting=True))
    meeting = draft_answers.send_answer(**about).public_id
    was = hidden(get(case, "child_draft_answers", meeting=meeting), "was")
    first = {"meeting": meeting, "said": "At school", "was": was}
    assert post(case, "child_draft_answers", **first).status_code == 302
    late = post(case, "child_draft_answers", **{**first, "said": "At home"})
    assert late.status_code == 409 and "At school" in body(late) and "At home" in body(late)
    assert "arranged this first" in body(late) and DraftAnswer.rows.get().meeting_said == "At school"
    again = post(case, "child_draft_answers", meeting=meeting, said="At home", was=hidden(late, "was"))
    assert again.status_code == 302 and DraftAnswer.rows.get().meeting_said == "At home"
