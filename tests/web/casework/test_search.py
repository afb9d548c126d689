"""Search: forgiving of spelling, never showing a child the viewer may not open."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.models import LookedAt
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.foundation.people.operations import name_tokens
from tests import builders as a

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> SimpleNamespace:
    """Two children of one name in one team, and a third the coordinator may not open."""
    team, other = a.a_team("North team"), a.a_team("South team")
    priya = a.an_account(Role.EHC_COORDINATOR, at=team, name="Priya Shah")
    older = a.a_child("Amira", "Khan", born_on=date(2012, 5, 6), upn="A123456789012")
    younger = a.a_child("Amira", "Khan", born_on=date(2018, 1, 2))
    elsewhere = a.a_child("Amira", "Khan", born_on=date(2011, 1, 1))
    for child, where in ((older, team), (younger, team), (elsewhere, other)):
        a.tie(child, "case_team", at=where)
    a.tie(older, "attends", at=a.a_school("Wrenbury Academy"))
    name_tokens.refresh([older.pk, younger.pk, elsewhere.pk])
    a.reckon(older, younger, elsewhere)
    return SimpleNamespace(priya=priya, older=older, younger=younger, elsewhere=elsewhere)


def search(account: object, text: str) -> str:
    answer = a.signed_in(account).get(reverse("search"), {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_children_of_one_name_can_be_told_apart(two: SimpleNamespace) -> None:
    page = search(two.priya, "Amira Khan")
    assert "2 children found" in page
    assert "6 May 2012" in page and "2 January 2018" in page
    assert "Wrenbury Academy" in page
    assert two.elsewhere.public_id not in page


def test_a_misspelt_name_and_a_date_of_birth_find_the_child(two: SimpleNamespace) -> None:
    assert two.older.public_id in search(two.priya, "Ameera Kahn 6/5/2012")
    assert "1 child found" in search(two.priya, "6 May 2012")


def test_a_upn_and_an_id_find_one_child_and_the_upn_is_not_shown(two: SimpleNamespace) -> None:
    page = search(two.priya, "A123456789012")
    assert two.older.public_id in page and two.younger.public_id not in page
    assert "Found by UPN" in page
    assert "1 child found" in search(two.priya, two.younger.public_id)
    assert "A123456789012" not in search(two.priya, "Amira Khan")


def test_only_the_children_shown_are_recorded_as_looked_at(two: SimpleNamespace) -> None:
    search(two.priya, "6 May 2012")
    assert set(LookedAt.objects.values_list("child", flat=True)) == {two.older.public_id}


def test_nothing_found_says_so_in_words_and_escapes_what_was_typed(two: SimpleNamespace) -> None:
    page = search(two.priya, "<script>zzzzqq</script>")
    assert "No child you may open matches" in page
    assert "<script>zzzzqq" not in page


def test_an_empty_search_finds_nobody(two: SimpleNamespace) -> None:
    page = search(two.priya, "  ")
    assert "found" not in page
    assert not LookedAt.objects.exists()


def test_search_is_no_page_for_those_without_the_power() -> None:
    assert a.signed_in(a.an_account(Role.FINANCE_OFFICER)).get(reverse("search")).status_code == 404


def test_the_page_asks_at_most_15_questions_of_the_database(two, django_assert_max_num_queries) -> None:
    client = a.signed_in(two.priya)
    client.get(reverse("search"), {"q": "Amira"})
    partnerships.current()
    with django_assert_max_num_queries(15):
        assert client.get(reverse("search"), {"q": "Ameera Kahn"}).status_code == 200
