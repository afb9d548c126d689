"""Who may open a family's pages, what is recorded when they do, and what a family with several children sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.domain.rights import youngest_birth_date_past_compulsory_school_age
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Child
from tests.builders import a_child, a_plan, a_school, a_team, an_account, signed_in, tie
from tests.web.family import families
from tests.web.family.families import a_family, ago
from tests.web.family.readability import reading_age, words_of

pytestmark = pytest.mark.django_db


def paths(child: Child) -> tuple[str, str]:
    return f"/family/children/{child.public_id}/", f"/family/children/{child.public_id}/looks/"


def codes(browser: Client, child: Child) -> list[int]:
    return [browser.get(path).status_code for path in paths(child)]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.PARENT, Role.YOUNG_PERSON)])
def test_no_other_role_opens_a_familys_page_or_home_however_tied(role: Role) -> None:
    child, _ = a_family()
    body = a_school()
    worker = an_account(role, at=body)
    for kind in ("attends", "health", "social_care", "psychology", "adviser", "advocate"):
        tie(child, kind, who=worker, at=body)
    browser = signed_in(worker)
    assert browser.get(paths(child)[0]).status_code == 404
    assert browser.get("/family/").status_code == 404


def test_a_parent_opens_their_own_child_and_no_other() -> None:
    child, parent = a_family()
    stranger, _ = a_family("Kofi")
    browser = signed_in(parent)
    assert codes(browser, child) == [200, 200]
    assert codes(browser, stranger) == [404, 404]
    assert browser.get("/family/children/nobody/").status_code == 404


def test_signed_out_people_are_asked_to_sign_in() -> None:
    child, _ = a_family()
    for path in (*paths(child), "/family/"):
        answer = Client().get(path)
        assert answer.status_code == 302 and "login" in answer.url


def test_a_parent_without_parental_responsibility_finds_no_such_page() -> None:
    child, _ = a_family()
    other = an_account(Role.PARENT)
    tie(child, "parent", who=other, relationship="Stepdad")
    browser = signed_in(other)
    assert codes(browser, child) == [404, 404]
    home = browser.get("/family/")
    assert home.status_code == 200
    assert "We cannot show you a child’s page yet." in home.content.decode()
    assert child.public_id not in home.content.decode() and "Amira" not in home.content.decode()


def test_a_parent_whose_tie_has_ended_finds_no_such_page() -> None:
    child, parent = a_family()
    child.ties.filter(kind="parent").update(ended_on=ago(1))
    assert codes(signed_in(parent), child) == [404, 404]


def test_after_school_leaving_age_the_page_is_the_young_persons_unless_they_agree() -> None:
    child, parent = a_family(born_on=youngest_birth_date_past_compulsory_school_age(clock.today()))
    young_person = an_account(Role.YOUNG_PERSON)
    tie(child, "self", who=young_person)
    browser = signed_in(parent)
    assert codes(browser, child) == [404, 404]
    own = signed_in(young_person)
    assert codes(own, child) == [200, 200]
    assert "Who has looked at your record" in own.get(paths(child)[1]).content.decode()
    child.ties.filter(kind="parent").update(young_person_agrees=True)
    answer = browser.get(paths(child)[0])
    assert answer.status_code == 200
    assert "So the rights are Amira’s. Amira said that you can see this page." in answer.content.decode()


def test_a_young_person_one_day_younger_is_still_their_parents_to_see() -> None:
    day = youngest_birth_date_past_compulsory_school_age(clock.today()) + timedelta(days=1)
    child, parent = a_family(born_on=day)
    assert codes(signed_in(parent), child) == [200, 200]


def test_a_restricted_record_is_still_its_own_familys() -> None:
    child, parent = a_family(sensitivity="restricted")
    assert codes(signed_in(parent), child) == [200, 200]


def test_one_child_opens_at_once_and_several_are_cards() -> None:
    child, parent = a_family()
    browser = signed_in(parent)
    assert browser.get("/family/").url == paths(child)[0]
    sister = a_child("Zara", born_on=ago(2000))
    tie(sister, "parent", who=parent, parental_responsibility=True)
    a_plan(sister, plan_made=ago(460), plan_started=ago(460))
    home = browser.get("/family/")
    text = home.content.decode()
    assert "Open Amira’s page" in text and "Open Zara’s page" in text
    assert text.count("Something is late") == 1
    assert "Zara has a plan." in text
    assert reading_age(words_of(text)) <= 11
    assert reading.looks_at(child.public_id)[0].what == "family home"
    assert reading.looks_at(sister.public_id)[0].what == "family home"


def test_opening_the_page_is_recorded_and_a_refused_opening_is_not() -> None:
    child, parent = a_family()
    signed_in(parent).get(paths(child)[0])
    stranger = an_account(Role.PARENT)
    signed_in(stranger).get(paths(child)[0])
    assert [(look.by, look.what) for look in reading.looks_at(child.public_id)] == [(parent.public_id, "family page")]


def test_who_has_looked_names_workers_by_role_and_nobody_in_the_family() -> None:
    child, parent = a_family()
    other = an_account(Role.PARENT, name="Bilal Khan")
    tie(child, "parent", who=other, parental_responsibility=True)
    team = a_team("Wrenbury SEND team")
    coordinator = an_account(Role.EHC_COORDINATOR, at=team, name="Grace Adeyemi")
    tie(child, "case_team", at=team)
    signed_in(other).get(paths(child)[0])
    worker = signed_in(coordinator)
    for _ in range(3):
        assert worker.get(f"/children/{child.public_id}/").status_code == 200
    text = signed_in(parent).get(paths(child)[1]).content.decode()
    assert "Grace Adeyemi" in text and "EHC coordinator, Wrenbury SEND team" in text
    assert "The whole record, 3 times" in text
    assert "Someone in the family" in text and "Bilal" not in text
    assert "You" in text and "This list of who has looked" in text


@pytest.mark.parametrize("asked", ["0", "-1", "abc", "99999999999", "2"])
def test_a_page_of_looks_that_does_not_exist_is_the_nearest_that_does(asked: str) -> None:
    child, parent = a_family()
    assert signed_in(parent).get(paths(child)[1], {"page": asked}).status_code == 200


def test_the_pages_stay_within_twenty_queries_however_much_there_is() -> None:
    child, parent = a_family()
    for situation in (families.assessing, families.issued, families.in_review):
        situation(child)
    for name in ("Zara", "Omar", "Lina"):
        more = a_child(name)
        tie(more, "parent", who=parent, parental_responsibility=True)
        families.issued(more)
    browser = signed_in(parent)
    for path in ("/family/", *paths(child)):
        browser.get(path)
        with CaptureQueriesContext(
            connection,
        ) as made:
            assert browser.get(path).status_code == 200
        asked = [each["sql"] for each in made if "SAVEPOINT" not in each["sql"]]
        assert len(asked) <= 20, "\n".join(asked)
