"""What changed between two copies of a plan that were sent: for staff and for the family, and for nobody else."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.features.casework.models import PlanCopy
from goldenthread.features.casework.operations.plan_copies import take_back_copies
from goldenthread.features.casework.queries import plan_changes
from goldenthread.foundation import clock
from goldenthread.foundation.journal.reading import count_looks_at
from tests import builders as a
from tests.drafting import a_case, serve, write

pytestmark = pytest.mark.django_db
THERAPY = "Amira has speech therapy from a speech and language therapist for 30 minutes weekly."


@pytest.fixture
def case() -> SimpleNamespace:
    case = a_case()
    write(case, F=THERAPY, E="By July 2027 Amira reads ten words.")
    case.first = serve(case, 40)
    write(case, F=THERAPY.replace("weekly", "fortnightly"), E="By July 2028 Amira reads ten <b>words</b>.")
    case.second = serve(case, 20)
    return case


def page(case: SimpleNamespace, name: str, who: object = None, **query: str) -> str:
    response = a.signed_in(who or case.priya).get(reverse(name, args=[case.amira.public_id]), query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_staff_and_family_read_the_same_changes_in_words(case: SimpleNamespace) -> None:
    for name, who in (("child_plan_changes", case.priya), ("family_plan_changes", case.mother)):
        looks = count_looks_at(case.amira.public_id)
        text = page(case, name, who)
        assert "Speech therapy went from 30 minutes weekly to 30 minutes fortnightly." in text
        assert "That is less: 3 hours 15 minutes a term; it was 6 hours 30 minutes" in text
        assert "<del>2027</del>" in text and "<ins>2028</ins>" in text
        assert "&lt;b&gt;words&lt;/b&gt;" in text and "<b>words" not in text
        assert "2 say something else." in text
        assert count_looks_at(case.amira.public_id) == looks + 1


def test_the_pages_of_the_plan_lead_to_it(case: SimpleNamespace) -> None:
    assert reverse("child_plan_changes", args=[case.amira.public_id]) in page(case, "child_draft")
    assert reverse("family_plan_changes", args=[case.amira.public_id]) in page(case, "family_draft", case.mother)


def test_a_copy_of_another_child_or_none_is_not_found(case: SimpleNamespace) -> None:
    other = a_case(upn="A123456789012")
    write(other)
    theirs = serve(other, 20)
    for name, who in (("child_plan_changes", case.priya), ("family_plan_changes", case.mother)):
        address, browser = reverse(name, args=[case.amira.public_id]), a.signed_in(who)
        for was in (theirs.public_id, "nobody", "' or 1=1", case.second.public_id):
            response = browser.get(address, {"was": was, "now": case.second.public_id})
            assert response.status_code == 404, was
    stranger = a.signed_in(other.mother).get(reverse("family_plan_changes", args=[case.amira.public_id]))
    assert stranger.status_code == 404
    assert Client().get(reverse("child_plan_changes", args=[case.amira.public_id])).status_code == 302


def test_a_copy_taken_back_is_compared_by_staff_and_not_shown_to_the_family(case: SimpleNamespace) -> None:
    take_back_copies(
        request=case.request, kind="draft", reason="Sent by mistake", by=a.viewer(case.priya), on=clock.today()
    )
    assert len(plan_changes.comparable(case.amira)) == 2
    assert plan_changes.comparable(case.amira, for_family=True) == []
    assert "When we send another" in page(case, "family_plan_changes", case.mother)


def test_one_copy_has_nothing_to_be_compared_with() -> None:
    case = a_case()
    write(case)
    serve(case, 20)
    assert "Two copies of the plan" in page(case, "child_plan_changes")


def test_the_final_plan_says_what_changed_since_the_draft(case: SimpleNamespace) -> None:
    """The sections are compared as they were frozen, whatever stands in the draft now."""
    final = [
        {**each, "text": "Type: mainstream school" if each["code"] == "I" else each["text"]}
        for each in case.second.sections
    ]
    copy = PlanCopy(kind="final", number=1, sections=final, sent_on=clock.today())
    comparison = plan_changes.compared(case.second, copy)
    assert [each.code for each in comparison.sections] == ["I"]
    assert comparison.summary == "1 part is new."
