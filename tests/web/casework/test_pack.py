"""The pack: the child's own page first, said plainly where there is none, nothing hidden and nobody else in it."""

from __future__ import annotations

from types import SimpleNamespace

import pypdfium2
import pytest
from django.http import HttpResponse

from goldenthread.features.casework.models import AdviceEntry, AdviceReport, DecisionToAssess, Intake, PanelCase
from goldenthread.features.casework.queries.similar_decisions import similar
from goldenthread.foundation import clock
from goldenthread.foundation.people.operations import name_tokens
from tests import builders as a
from tests.web.casework.panel_cases import a_panel, a_world, ask, day, listed, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SimpleNamespace:
    return a_world()


def pages_of(answer: HttpResponse) -> list[str]:
    with pypdfium2.PdfDocument(answer.content) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def told(world: SimpleNamespace, who: str, **answers: str) -> None:
    Intake.rows.create(
        child=world.child, state=Intake.State.STARTED, who=who, asked_by="Sana Khan", relation="Mother",
        received_on=day(-60), begun_at=clock.now(), saved_at=clock.now(), decided_at=clock.now(),
        answers={key: {"text": text, "by": "x", "version": 1} for key, text in answers.items()},
    )  # fmt: skip


def test_the_childs_own_words_are_the_first_page_and_alone_on_it(world: SimpleNamespace) -> None:
    told(world, "parent", worries="Mornings are hard.", about_me="I like maps.")
    told(world, "school", worries="She leaves the room.")
    case = listed(world, a_panel(world.team, world.ruth, world.ines), main_need="ASD")
    query = {"item": case.public_id, "as": "pdf"}
    made = ask(world.ines, "child_pack", world.child.public_id, **query)
    assert made["Content-Type"] == "application/pdf" and "Amira" not in made["Content-Disposition"]
    first, *rest = pages_of(made)
    assert "About me: Amira" in first and "I like maps." in first
    assert "Mornings are hard." not in first and "The case" not in first
    whole = " ".join(rest)
    for part in (
        "Should the council assess?", "Mornings are hard.", "She leaves the room.", "20 weeks", "s.36(8)(a)",
        "What has happened", "Advice", "A rate is no reason", "Open Government Licence", "England",
    ):  # fmt: skip
        assert part in whole, part
    assert whole.index("What the family says") < whole.index("What the school or college says")
    page = text_of(ask(world.ines, "child_pack", world.child.public_id))
    assert page.index("I like maps.") < page.index("Mornings are hard.")
    assert "autistic spectrum disorder" in page.lower()


def test_a_pack_without_the_childs_own_words_says_so_on_its_first_page(world: SimpleNamespace) -> None:
    world.child.in_their_words = "  "
    world.child.save()
    first = pages_of(ask(world.priya, "child_pack", world.child.public_id, **{"as": "pdf"}))[0]
    assert "This pack has no “About me”" in first and "ask how Amira can tell us" in first
    assert "This pack has no “About me”" in text_of(ask(world.priya, "child_pack", world.child.public_id))


def test_no_hidden_address_and_no_other_child_is_in_it(world: SimpleNamespace) -> None:
    world.child.address, world.child.postcode, world.child.address_hidden = "14 Ferry Street\nWrenbury", "WX1 4AB", True
    world.child.in_their_words = "I live at 14 ferry street."
    world.child.save()
    mother = a.an_adult("Sana Khan", address="9 Refuge Lane", address_hidden=True)
    a.tie(world.child, "parent", who=mother, parental_responsibility=True)
    told(world, "parent", worries="He must not know that we moved to 9 Refuge Lane, WX14AB.")
    sister = a.a_child("Zebedee", "Okonjo", in_their_words="I am somebody else.")
    a.tie(sister, "case_team", at=world.team)
    listed(world, a_panel(world.team, world.ruth, world.ines))
    for who in (world.ines, world.priya, world.manager):
        pdf = " ".join(pages_of(ask(who, "child_pack", world.child.public_id, **{"as": "pdf"})))
        page = text_of(ask(who, "child_pack", world.child.public_id))
        for text in (pdf, page):
            assert "[address withheld]" in text
            for hidden in ("Ferry", "ferry", "Refuge", "WX1", "Zebedee", "Okonjo", "somebody else"):
                assert hidden not in text, hidden


def test_like_decisions_are_counted_with_the_need_written_down_then(world: SimpleNamespace) -> None:
    """A plan's own need is not used: only those who were given a plan have one."""
    made = ((True, "ASD", 8), (False, "ASD", 8), (False, "ASD", 9), (True, "MLD", 8), (True, "ASD", 13))
    for yes, need, years in made:
        child = a.a_child("Other", "Child", born_on=day(-years * 365))
        request = a.a_request(child, request_received=day(-200))
        a.a_milestone(request, "assess_decision_notified", day(-150), detail="Y" if yes else "N")
        DecisionToAssess.rows.create(
            child=child, request=request, will_assess=yes, may_have_needs=True, may_need_plan=yes, needs_evidence="x",
            plan_evidence="x", views="x", participation="x", information="x", outcomes="x", decided_by="x",
            decided_on=day(-151), conflicts_declared=False, reasons="x", recorded_at=clock.now(), recorded_by="x",
            main_need=need,
        )  # fmt: skip
    old = a.a_request(a.a_child("Old"), request_received=day(-900))
    a.a_milestone(old, "assess_decision_notified", day(-800), detail="Y")
    planned = a.a_child("Planned", born_on=day(-8 * 365))
    a.a_plan(planned, needs=("ASD",), plan_started=day(-100))
    a.a_milestone(a.a_request(planned, request_received=day(-200)), "assess_decision_notified", day(-150), detail="Y")
    listed(world, a_panel(world.team, world.ruth), main_need="ASD")
    shown = text_of(ask(world.ruth, "child_pack", world.child.public_id))
    assert "primary (Reception to year 6), last 24 months 33.3% 3 6.1% to 79.2%" in shown
    assert "Here, primary (Reception to year 6), last 24 months 60.0% 5" in shown
    assert "Here, everyone, last 24 months 66.7% 6" in shown
    assert "same phase: 5. With a main need: 4. With none, so not compared by need: 1." in shown
    assert PanelCase.rows.count() == 1


def test_where_no_past_decision_says_its_need_there_is_none_to_compare_and_not_none_decided(
    world: SimpleNamespace,
) -> None:
    request = a.a_request(a.a_child("Other", born_on=day(-8 * 365)), request_received=day(-200))
    a.a_milestone(request, "assess_decision_notified", day(-150), detail="Y")
    listed(world, a_panel(world.team, world.ruth), main_need="ASD")
    shown = text_of(ask(world.ruth, "child_pack", world.child.public_id))
    assert "last 24 months None to compare 0 Cannot be said" in shown and "None decided" not in shown
    assert "same phase: 1. With a main need: 0. With none, so not compared by need: 1." in shown


def test_a_need_written_after_the_answer_says_nothing_of_that_answer(world: SimpleNamespace) -> None:
    """Only a case that was assessed comes before a panel about a plan: counted, its need would look like a yes."""
    child = a.a_child("Other", "Child", born_on=day(-8 * 365))
    request = a.a_request(child, request_received=day(-200))
    a.a_milestone(request, "assess_decision_notified", day(-150), detail="Y")
    a.a_milestone(request, "plan_agreed", day(-100))
    meeting = a_panel(world.team, world.ruth)
    row = {"meeting": meeting, "child": child, "request": request, "listed_by": "x", "main_need": "ASD"}
    PanelCase.rows.create(asked="issue", listed_on=day(-110), **row)
    asked = {"born_on": child.born_on, "main_need": "ASD", "on": clock.today()}
    to_assess, to_issue = similar("assess", **asked), similar("issue", **asked)
    assert to_assess.same_need and to_assess.same_need.total == 0 and to_assess.without_need == 1
    assert to_issue.same_need and to_issue.same_need.total == 1 and to_issue.without_need == 0
    a.a_milestone(a.a_request(a.a_child("Nn", born_on=None)), "assess_decision_notified", day(-20), detail="N")
    assert similar("assess", **asked).without_age == 1
    none = similar("assess", **{**asked, "main_need": ""})
    assert none.same_need is None and none.without_need == 1


def test_it_is_set_as_a_pdf_quickly_however_much_was_written(world: SimpleNamespace) -> None:
    told(world, "parent", worries="Mornings. " * 450, helps="<script>alert(1)</script> #set page()")
    made = ask(world.priya, "child_pack", world.child.public_id, **{"as": "pdf"})
    assert "<script>alert(1)</script> #set page()" in " ".join(pages_of(made))
    assert "<script>alert(1)" not in ask(world.priya, "child_pack", world.child.public_id).content.decode()


def test_a_pack_that_names_another_child_is_the_teams_alone_until_somebody_has_looked(world: SimpleNamespace) -> None:
    other = a.a_child("Oisín", "Healy")
    name_tokens.refresh([other.pk])
    told(world, "parent", worries="He fights with Oisin Healy.")
    case = listed(world, a_panel(world.team, world.ruth, world.ines))
    query = {"item": case.public_id}
    stopped = ask(world.ines, "child_pack", world.child.public_id, **query)
    assert stopped.status_code == 409 and b"Healy" not in stopped.content
    shown = ask(world.priya, "child_pack", world.child.public_id, **query)
    assert "This seems to name somebody else" in text_of(shown) and "He fights with" in text_of(shown)
    held = ask(world.priya, "child_pack", world.child.public_id, **query, **{"as": "pdf"})
    assert held["Content-Type"] != "application/pdf"
    looked = {**query, "do": "let_go"}
    assert "Say why they may stand" in text_of(send(world.priya, "child_pack", world.child.public_id, **looked))
    assert send(world.ines, "child_pack", world.child.public_id, **looked, reason="x").status_code == 409
    assert send(world.priya, "child_pack", world.child.public_id, **looked, reason="Her own words").status_code == 302
    assert ask(world.ines, "child_pack", world.child.public_id, **query).status_code == 200
    another = listed(world, a_panel(world.team, world.ruth, world.ines, on=9), asked="other", question="What else?")
    again = ask(world.ines, "child_pack", world.child.public_id, item=another.public_id)
    assert again.status_code == 409  # another paper: looked at afresh


def test_the_pack_holds_what_advisers_wrote(world: SimpleNamespace) -> None:
    advice = a.an_advice(world.request, "psychology", advice_requested=day(-30))
    report = AdviceReport.rows.create(
        child=world.child, advice=advice, state="submitted", written_by="Dr Duarte", saved_at=clock.now(),
        saved_by_name="x", submitted_at=clock.now(), submitted_on=day(-3),
    )  # fmt: skip
    AdviceEntry.rows.create(child=world.child, report=report, part="need", position=1, text="Loud rooms are hard.")
    case = listed(world, a_panel(world.team, world.ruth, world.ines))
    assert "Loud rooms are hard." in text_of(ask(world.ines, "child_pack", world.child.public_id, item=case.public_id))
