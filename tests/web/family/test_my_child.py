"""The family's page: what it says at each point of a case, in words a child can read, and what it never shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from lxml import html

from goldenthread.domain.calendars.wording import said
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.people.models import Child
from tests.builders import a_child, an_account, signed_in, tie
from tests.web.family import families
from tests.web.family.families import WORDS, a_family, ago
from tests.web.family.readability import reading_age, words_of

pytestmark = pytest.mark.django_db


def address(child: Child) -> str:
    return f"/family/children/{child.public_id}/"


def page(browser: Client, child: Child) -> str:
    answer = browser.get(address(child))
    assert answer.status_code == 200
    return answer.content.decode()


def told(text: str) -> str:
    """All a page says, on one line."""
    return re.sub(r"\s+", " ", html.fromstring(text).xpath("//main")[0].text_content())


def page_of(situation: Callable[[Child], None], **child: object) -> str:
    made, parent = a_family(**child)
    situation(made)
    return page(signed_in(parent), made)


SAYS = {
    families.nothing: "We hold no request and no plan here. ",
    families.asked: "The council is deciding if it will assess what help Amira needs.",
    families.refused: "The council said no to an assessment for Amira.",
    families.withdrawn: "The request was taken back, so it has stopped.",
    families.moved_away: "You moved to a new area.",
    families.assessing: "The council is finding out what help Amira needs.",
    families.drafting: "The council is writing Amira’s plan.",
    families.no_plan: "The council assessed Amira. It then said it will not make a plan.",
    families.issued: "Amira has a plan.",
    families.in_review: "Amira has a plan. It is being checked in a review now.",
    families.amending: "Amira has a plan. It is being checked in a review now.",
    families.ceased: "Amira’s plan has ended.",
}


def test_the_menu_shows_that_a_childs_page_belongs_to_my_family() -> None:
    made, parent = a_family()
    tree = html.fromstring(page(signed_in(parent), made))
    (current,) = tree.xpath("//header//a[@aria-current]")
    assert (current.text_content(), current.get("aria-current")) == ("My family", "true")


@pytest.mark.parametrize("situation", SAYS, ids=lambda situation: situation.__name__)
def test_the_page_says_where_things_are(situation: Callable[[Child], None]) -> None:
    assert SAYS[situation] in told(page_of(situation))


@pytest.mark.parametrize("situation", families.SITUATIONS, ids=lambda situation: situation.__name__)
def test_the_page_is_whole_plain_and_never_a_dead_end(situation: Callable[[Child], None]) -> None:
    shown = page_of(situation)
    text = told(shown)
    assert len(html.fromstring(shown).xpath("//h1")) == 1
    assert text.index(WORDS) < text.index("Where we are now") < text.index("Who has it") < text.index("What you can do")
    assert "Marle SEND team has it. The person to ask for is Priya Nair." in text
    assert "01632 960100" in text and "marle@example.org" in text and "If Priya Nair is away" in text
    assert reading_age(words_of(shown)) <= 11, words_of(shown)
    assert not re.search(r"None|\{\{|  ,|\bnan\b| \.", text.replace("None yet", ""))


@pytest.mark.parametrize("situation", families.SITUATIONS, ids=lambda situation: situation.__name__)
def test_a_young_person_reads_about_themself_as_you(situation: Callable[[Child], None]) -> None:
    child, _ = a_family(born_on=ago(17 * 366 + 200))
    situation(child)
    young_person = an_account(Role.YOUNG_PERSON, name="Amira Khan")
    tie(child, "self", who=young_person)
    shown = page(signed_in(young_person), child)
    text = told(shown)
    assert "My page" in text and "My child" not in text and "your child" not in text
    assert not re.search(r"the [a-z ]*plan for you|Amira’s plan|you needs|you has|about Amira|parents have", text)
    assert "The rights about your plan are yours." in text
    assert reading_age(words_of(shown)) <= 11


def test_a_late_plan_is_said_to_be_late_with_the_day_the_law_set_and_what_can_be_done() -> None:
    text = told(page_of(families.final_late))
    due = said(ago(160 - 140))
    assert f"The council had to send you the final plan for Amira by {due}. It is 20 days late." in text
    assert "The law set this day, and the council broke the rule. It must still do this as soon as it can." in text
    assert "Ask why it is late" in text and "Complain if you need to" in text
    assert "Ombudsman on 0300 061 0614, or go to www.lgo.org.uk" in text


def test_what_only_guidance_expects_is_never_called_a_broken_rule() -> None:
    text = told(page_of(families.assessing))
    late, slow = text.index("Why it is late"), text.index("Slower than we hoped")
    assert "Health advice from Marle Community Paediatrics" in text[late:slow]
    assert "School or setting advice" not in text[late:slow]
    assert "School or setting advice" in text[slow : text.index("What you can do next")]
    assert "The law does not set these dates." in text
    assert "1 of 3 have sent it." in text


def test_on_time_nothing_is_said_to_be_late() -> None:
    for situation in (families.asked, families.issued, families.nothing):
        assert "Why it is late" not in told(page_of(situation))


def test_an_exception_says_why_there_is_no_set_date_and_that_the_duty_stays() -> None:
    text = told(page_of(families.excepted))
    assert "because something exceptional happened in the life of the child or family" in text
    assert "The council must still do it as soon as possible." in text
    assert "Why it is late" not in text


def test_a_refusal_gives_the_days_for_mediation_and_appeal() -> None:
    with clock.frozen(date(2026, 11, 16)):
        text = told(page_of(families.refused))
    assert "You have until 6 January 2027 to send an appeal." in text
    assert "Do that by 6 January 2027." in text


def test_a_draft_plan_says_until_when_to_answer() -> None:
    text = told(page_of(families.drafting))
    assert f"You can say what is right or wrong in it until {said(ago(5 - 14))}." in text


def test_each_date_can_be_opened_and_shows_its_count_and_its_law() -> None:
    tree = html.fromstring(page_of(families.asked))
    explained = [re.sub(r"\s+", " ", each.text_content()) for each in tree.xpath("//details")]
    assert any("The law gives 6 weeks for this." in each and "reg 5(1)" in each for each in explained)
    assert any("The law gives 20 weeks for this." in each and "How we counted" in each for each in explained)


def test_the_plan_names_needs_school_and_the_next_review() -> None:
    text = told(page_of(families.issued))
    assert "Autistic spectrum disorder" in text and "Marle Primary School" in text
    assert "Next review must end by" in text


def test_nothing_about_the_other_parent_or_a_hidden_address_is_shown() -> None:
    child, parent = a_family()
    families.a_parent_in_hiding(child)
    families.issued(child)
    browser = signed_in(parent)
    for path in (address(child), f"{address(child)}looks/", "/family/"):
        shown = browser.get(path, follow=True).content.decode()
        for secret in ("Refuge", "WX1", "900999", "bilal@", "Bilal"):
            assert secret not in shown, (path, secret)


def test_two_children_of_one_name_are_told_apart_by_their_birthdays() -> None:
    child, parent = a_family(born_on=date(2015, 3, 4))
    twins = ("Sam", date(2016, 7, 8))
    for name, born_on in (("Amira", date(2017, 5, 6)), ("Zak", date(2012, 1, 2)), twins, twins):
        tie(a_child(name, born_on=born_on), "parent", who=parent, parental_responsibility=True)
    shown = html.fromstring(signed_in(parent).get("/family/").content)
    names = {each.get("id"): " ".join(each.text_content().split()) for each in shown.xpath("//h2")}
    regions = [names[each.get("aria-labelledby")] for each in shown.xpath("//main//section")]
    assert sorted(regions) == [
        "Amira, born 4 March 2015", "Amira, born 6 May 2017", "Sam, born 8 July 2016, number 1 on this page",
        "Sam, born 8 July 2016, number 2 on this page", "Zak",
    ]  # fmt: skip
    links = [" ".join(each.text_content().split()) for each in shown.xpath("//main//section//a")]
    assert len(set(links)) == 5 and "Open Zak’s page" in links
    assert "Open Amira’s page (born 4 March 2015)" in links


def test_words_not_yet_given_are_asked_for() -> None:
    text = told(page_of(families.asked, in_their_words=""))
    assert "We do not have Amira’s own words yet." in text and "Help Amira tell us" in text


def test_without_a_team_or_coordinator_there_is_still_somebody_to_ask() -> None:
    child, parent = a_family()
    child.ties.filter(kind__in=["case_team", "allocated"]).delete()
    text = told(page(signed_in(parent), child))
    assert "No one person is named yet. Anyone in the team can help you." in text
    assert "Ask The council for the SEND team." in text or "Call" in text


def test_what_a_child_writes_is_shown_as_text() -> None:
    shown = page_of(families.asked, in_their_words="<script>alert(1)</script>", forename="<b>Amira")
    assert "<script>alert" not in shown and "<b>Amira" not in shown
