"""The wrong-child guard: what a page that is about to leave must not name."""

from __future__ import annotations

import pytest

from goldenthread.foundation.people.models import Adult, Child
from goldenthread.foundation.people.operations import name_tokens
from goldenthread.foundation.people.queries.others_named import addresses_on, others_named
from tests.builders import a_child, an_adult, tie

pytestmark = pytest.mark.django_db


def named(forename: str, surname: str, **more: object) -> Child:
    child = a_child(forename, surname, **more)
    name_tokens.refresh([child.pk])
    return child


@pytest.fixture
def child() -> Child:
    return named("Amira", "Khan", upn="A123456789012", address="4 Ferry Street\nWrenbury", postcode="WM1 2AB")


@pytest.mark.parametrize(
    "written",
    ["Oisín O’Neill", "OISIN ONEILL", "O'Neill, Oisín", "Oisín\nO’Neill", "Oisín  O’Neill’s", "Ossie O’Neill"],
)
def test_another_childs_name_is_found_however_it_is_written(child: Child, written: str) -> None:
    named("Oisín", "O’Neill", known_as="Ossie")
    found = others_named(["Dear Ms Khan", f"We wrote about {written.removesuffix('’s')} on Monday."], child=child)
    assert {(each.page, each.what) for each in found} == {(2, "name")}
    assert "We wrote about" in found[0].around


def test_the_childs_own_names_the_family_and_who_signs_may_stand_there(child: Child) -> None:
    named("Grace", "Adeyemi")
    named("Amira", "Khan")  # a namesake: the page says no more than this child's own name
    page = "Amira Khan. Dear Farah Khan. Yours sincerely, Grace Adeyemi"
    assert others_named([page], child=child, allowed=["Grace Adeyemi", "Farah Khan"]) == []
    assert [each.text for each in others_named([page], child=child)] == ["Grace Adeyemi"]


def test_one_name_alone_is_no_name_for_pages_are_full_of_first_names(child: Child) -> None:
    named("Rose", "Bank")
    assert others_named(["The rose garden at the bank. Rose came too."], child=child) == []
    assert others_named(["At Rose Bank School"], child=child)[0].what == "name"  # stopped, and a person decides


def test_two_long_names_and_hyphens(child: Child) -> None:
    named("Ann-Marie", "Reeves-Holt")
    assert others_named(["See Ann Marie Reeves Holt."], child=child)
    assert others_named(["See Ann-Marie Reeves."], child=child) == []


def test_any_upn_but_the_childs_own_is_found_on_record_or_not(child: Child) -> None:
    found = others_named(["A123456789012 and Z999999999999"], child=child)
    assert [(each.what, each.text) for each in found] == [("UPN", "Z999999999999")]


def test_another_childs_home_is_found_and_a_siblings_is_the_same_home(child: Child) -> None:
    named("Bo", "Lee", address="9 Hill Road\nMarle", postcode="WM33XY")
    named("Zara", "Khan", address="4 Ferry Street", postcode="WM1 2AB")
    pages = ["4 Ferry Street, WM1 2AB", "The meeting is at 9 Hill Road, Marle, WM3 3XY."]
    found = others_named(pages, child=child)
    assert [(each.page, each.what, each.text) for each in found] == [(2, "address", "9 Hill Road")]
    assert others_named(["The school at WM3 3XY"], child=child) == []  # a postcode alone is many homes'


def test_an_adults_home_is_found_unless_they_are_this_childs_family(child: Child) -> None:
    mother = an_adult("Farah Khan", address="7 Mill Lane", postcode="WM4 4ZZ")
    assert others_named(["7 Mill Lane WM4 4ZZ"], child=child)
    tie(child, "parent", who=mother)
    assert others_named(["7 Mill Lane WM4 4ZZ"], child=child) == []


def test_a_given_address_is_found_by_its_first_line_or_its_postcode() -> None:
    home = [("12 Quiet Close\nMarle", "WM5 5AA")]
    assert addresses_on(["Sent to 12 quiet close"], home)[0].what == "address"
    assert addresses_on(["", "somewhere, wm55aa"], home)[0].page == 2
    assert addresses_on(["Nothing here"], [*home, ("", "")]) == []
    assert Adult.objects.count() == 0


def test_a_page_without_words_and_a_page_of_strange_ones(child: Child) -> None:
    assert others_named([], child=child) == others_named([""], child=child) == []
    assert others_named(["\x00 ‮ 名前 " + "X" * 100_000, "Ü" * 50], child=child) == []
