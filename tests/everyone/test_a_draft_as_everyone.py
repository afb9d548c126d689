"""A draft shown to advisers, asked for by every member of the cast: each reads what rests on their own advice alone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse

from goldenthread.domain.advice.report import NEED
from goldenthread.features.casework.models import AdviceReport
from goldenthread.features.casework.operations.plan_assembling import take_advice
from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Child, Organisation
from tests import builders as a
from tests.drafting import day
from tests.everyone.asking import body_of, browser_of
from tests.everyone.specimens import AROUND, Everyone
from tests.everyone.who_may import ADVISING, EVERYONE, SIGNED_OUT, WORKING
from tests.plan_advice import a_row
from tests.plan_advisers import show, typed

pytestmark = pytest.mark.django_db
# Of the child "ours": whose service was asked, for advice of which kind, and the words that came.
ASKED = {
    "Sunita Rao": ("health", "medical", "Zephyrine coughs at night."),
    "Kwame Mensah": ("social_care", "social_care", "Quillwort is known to the team."),
    "Dr Ines Duarte": ("psychology", "psychology", "Bramblewick reads by ear."),
    "Maeve Corrigan": ("adviser", "sensory", "Tanglefoot sees to one metre."),
}
OF_SOCIAL_CARE = "Nothing falls under the Act of 1970 for Wilhelmina."


def a_draft(everyone: Everyone, child: Child) -> None:
    """A plan being drafted from the advice of the four services, shown to them."""
    request = child.request_rows.get()
    for fact, ago in (("assess_decision_notified", 60), ("plan_agreed", 20)):
        a.a_milestone(request, fact, day(ago))
    request.outcome, request.has_assessment, request.assessment_outcome = "Y", True, "Y"
    request.save()
    bodies, entries = dict(AROUND), []
    for tied, kind, words in ASKED.values():
        body = Organisation.objects.get(name=bodies[tied])
        days = {"advice_requested": day(50), "advice_received": day(30)}
        report = AdviceReport.rows.create(
            child=child, advice=a.an_advice(request, kind, fields={"organisation": body}, **days), state="submitted",
            submitted_at=clock.now(), submitted_on=day(30), saved_at=clock.now(), saved_by="system",
        )  # fmt: skip
        area = {"medical": "health", "social_care": "care"}.get(kind, "cognition")
        entries.append(a_row(report, NEED, words, area=area).public_id)
    priya = everyone.accounts["Priya Nair"]
    case = SimpleNamespace(request=request, amira=child, priya=priya)
    take_advice(request=request, entries=entries, by=a.viewer(priya), on=clock.today())
    typed(case, "A", "Marzipan is what Wilhelmina hopes for.")
    typed(case, "H1", OF_SOCIAL_CARE)
    show(case)
    a.reckon(child)


def test_each_of_the_cast_reads_their_own_words_and_nobody_elses(everyone: Everyone) -> None:
    child = everyone.specimens["ours"]
    a_draft(everyone, child)
    wrong = []
    for name in sorted(EVERYONE):
        response = browser_of(everyone, name).get(reverse("partner_draft", args=[child.public_id]))
        body, may = body_of(response), name in ADVISING["ours"]
        expected = 200 if may else 302 if name == SIGNED_OUT else 404
        if response.status_code != expected:
            wrong.append(f"{name} was answered {response.status_code}, expected {expected}")
        wrong += [
            f"{name} {'reads' if words in body else 'misses'} the words of {whose}"
            for whose, (_, _, words) in ASKED.items()
            if (words in body) is not (whose == name)
        ]
        if (OF_SOCIAL_CARE in body) is not (name == "Kwame Mensah"):
            wrong.append(f"section H1 is wrongly shown or not to {name}")
        if "Marzipan" in body:
            wrong.append(f"{name} reads section A")
    assert wrong == []


def test_nobody_but_the_team_comes_to_the_drafting_by_any_page_of_it(everyone: Everyone) -> None:
    child = everyone.specimens["ours"]
    a_draft(everyone, child)
    wrong = []
    for name in sorted(EVERYONE):
        browser = browser_of(everyone, name)
        for page in ("child_draft", "child_draft_advisers", "child_health_agreement", "child_draft_answers"):
            body = body_of(browser.get(reverse(page, args=[child.public_id])))
            if name not in WORKING["ours"] and any(words in body for _, _, words in ASKED.values()):
                wrong.append(f"{name} reads the draft on {page}")
        family = body_of(browser.get(reverse("family_draft", args=[child.public_id])))
        if any(words in family for _, _, words in ASKED.values()):
            wrong.append(f"{name} reads on the family's page a draft that was not sent")
    assert wrong == []
