"""The list of work as people use it: whose children it shows, in what order, narrowed how, and as a file."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from goldenthread.features.casework.models import Absence
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.models import Entry, LookedAt
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.foundation.people.models import Child
from tests import builders as a

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> SimpleNamespace:
    """A team with a coordinator, a colleague and a manager; three children with work at different points."""
    team = a.a_team("North team")
    priya = a.an_account(Role.EHC_COORDINATOR, at=team, name="Priya Shah")
    owen = a.an_account(Role.EHC_COORDINATOR, at=team, name="Owen Bell")
    manager = a.an_account(Role.TEAM_MANAGER, at=team, name="Mel Frost")
    today = clock.today()
    children = {}
    for name, who, days_ago in (("Amira", priya, 60), ("Ben", priya, 20), ("Cora", owen, 150)):
        child = children[name.lower()] = a.a_child(name, "Khan")
        a.tie(child, "case_team", at=team)
        a.tie(child, "allocated", who=who)
        a.a_request(child, request_received=today - timedelta(days=days_ago))
    a.reckon(*children.values())
    return SimpleNamespace(team=team, priya=priya, owen=owen, manager=manager, **children)


def work(account: object, **query: str) -> str:
    answer = a.signed_in(account).get(reverse("work"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_coordinator_starts_with_their_own_children(office: SimpleNamespace) -> None:
    page = work(office.priya)
    assert "Amira Khan" in page and "Ben Khan" in page
    assert "Cora Khan" not in page


def test_a_coordinator_can_turn_to_the_whole_team(office: SimpleNamespace) -> None:
    assert "Cora Khan" in work(office.priya, officer="all")


def test_a_manager_starts_with_everyone_and_can_choose_one_person(office: SimpleNamespace) -> None:
    assert all(name in work(office.manager) for name in ("Amira Khan", "Ben Khan", "Cora Khan"))
    one = work(office.manager, officer=office.owen.adult.public_id)
    assert "Cora Khan" in one and "Amira Khan" not in one


def test_a_child_of_another_team_is_in_nobody_elses_list(office: SimpleNamespace) -> None:
    elsewhere = a.an_account(Role.EHC_COORDINATOR, at=a.a_team("South team"))
    assert "Khan" not in work(elsewhere, officer="all")


def test_a_restricted_child_is_hidden_from_the_team_and_shown_to_their_coordinator(office: SimpleNamespace) -> None:
    office.amira.sensitivity = "restricted"
    office.amira.save()
    assert "Amira Khan" not in work(office.owen, officer="all")
    assert "Amira Khan" in work(office.priya)
    assert "Amira Khan" in work(office.manager)


@pytest.mark.parametrize("role", [Role.PARENT, Role.SENCO, Role.FINANCE_OFFICER])
def test_people_without_the_power_find_no_such_page(role: Role) -> None:
    account = a.an_account(role)
    assert a.signed_in(account).get(reverse("work")).status_code == 404
    assert a.signed_in(account).get(reverse("team")).status_code == 404


def test_the_list_says_why_the_first_is_first(office: SimpleNamespace) -> None:
    page = work(office.priya)
    assert page.count("Why is this first?") == 1
    assert "nothing begins, and a refusal cannot be appealed, until it is decided" in page


def test_each_figure_is_a_link_to_its_own_rows(office: SimpleNamespace) -> None:
    page = work(office.priya, status="late")
    assert "Amira Khan" in page
    assert "Ben Khan" not in page
    assert "Late" in page


def test_a_filter_in_force_is_shown_with_a_link_that_removes_it(office: SimpleNamespace) -> None:
    page = work(office.priya, clock="B1", year="6")
    assert "Remove this filter: </span>What is due: Decide whether to assess" in page
    assert 'href="?year=6"' in page


def test_a_filter_that_is_no_choice_is_explained_and_narrows_nothing(office: SimpleNamespace) -> None:
    page = work(office.priya, clock="ZZ9", page="frog", sort="sideways")
    assert "<title>Error: " in page
    assert "Amira Khan" in page


def test_every_child_shown_has_been_looked_at_and_no_other(office: SimpleNamespace) -> None:
    LookedAt.objects.all().delete()
    work(office.priya)
    assert set(LookedAt.objects.values_list("child", flat=True)) == {office.amira.public_id, office.ben.public_id}


def test_the_page_asks_at_most_16_questions_of_the_database(office, django_assert_max_num_queries) -> None:
    client = a.signed_in(office.priya)
    client.get(reverse("work"))  # the journal's first look of all opens its chain
    with django_assert_max_num_queries(16):
        assert client.get(reverse("work")).status_code == 200


def exported(account: object, **query: str) -> list[dict[str, str]]:
    client = a.signed_in(account)
    answer = client.post(reverse("work_export", query=query) if query else reverse("work_export"))
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_holds_what_the_page_holds(office: SimpleNamespace) -> None:
    rows = exported(office.priya)
    assert {row["Name"] for row in rows} == {"Amira Khan", "Ben Khan"}
    first = rows[0]
    assert (first["Clock"], first["Status"], first["Legal duty"]) == ("B1", "Late", "yes")
    due = clock.today() - timedelta(days=60) + timedelta(weeks=6)
    assert (first["Last day"], first["Days late"]) == (due.isoformat(), str((clock.today() - due).days))


def test_a_name_that_is_a_formula_comes_out_as_text(office: SimpleNamespace) -> None:
    office.amira.forename, office.amira.surname = '=HYPERLINK("http://example.org")', "@Khan"
    office.amira.known_as = "+1"
    office.amira.save()
    row = next(row for row in exported(office.priya) if row["Id"] == office.amira.public_id)
    assert row["Name"] == '\'=HYPERLINK("http://example.org") @Khan'
    assert row["Known as"] == "'+1"


def test_the_file_says_who_covers_while_the_coordinator_is_away(office: SimpleNamespace) -> None:
    assert {(row["Away until"], row["Covered by"]) for row in exported(office.priya)} == {("", "")}
    until = clock.today() + timedelta(days=5)
    stand_in = a.an_adult("=Grace Adeyemi", "professional")
    away = Absence.objects.create(
        adult=office.priya.adult, away_from=clock.today(), away_to=until, covered_by=stand_in, recorded_at=clock.now(),
        recorded_by="x",
    )  # fmt: skip
    rows = exported(office.priya)
    assert {row["Coordinator"] for row in rows} == {office.priya.name}
    assert {(row["Away until"], row["Covered by"]) for row in rows} == {(until.isoformat(), "'=Grace Adeyemi")}
    Child.rows.filter(pk=office.amira.pk).update(sensitivity="restricted")
    covered = {row["Name"]: row["Covered by"] for row in exported(office.priya)}
    assert covered == {"Amira Khan": "the team", "Ben Khan": "'=Grace Adeyemi"}
    away.covered_by = None
    away.save()
    assert {row["Covered by"] for row in exported(office.priya)} == {"the team"}


def test_taking_the_file_is_recorded_with_every_child_in_it(office: SimpleNamespace) -> None:
    exported(office.priya)
    entry = Entry.objects.get(kind="work.exported")
    assert (entry.by, entry.data["children"]) == (office.priya.public_id, 2)
    assert set(LookedAt.objects.values_list("child", flat=True)) == {office.amira.public_id, office.ben.public_id}


def test_the_file_is_never_had_by_following_a_link(office: SimpleNamespace) -> None:
    assert a.signed_in(office.priya).get(reverse("work_export")).status_code == 405


def test_a_saved_view_can_be_opened_again_and_deleted(office: SimpleNamespace) -> None:
    client = a.signed_in(office.priya)
    saved = client.post(reverse("saved_views"), {"name": "Late reviews", "query": "clock=F1&status=late&evil=1"})
    assert saved.status_code == 302
    assert saved.url == f"{reverse('work')}?clock=F1&status=late"
    assert "Late reviews" in client.get(reverse("work")).content.decode()
    assert "Late reviews" not in a.signed_in(office.owen).get(reverse("work")).content.decode()
    client.post(reverse("delete_saved_view"), {"name": "Late reviews"})
    client.get(reverse("work"))  # shows the message that it was deleted
    assert "Late reviews" not in client.get(reverse("work")).content.decode()
    views = Entry.objects.filter(kind__startswith="view.").order_by("number").values_list("kind", flat=True)
    assert list(views) == ["view.saved", "view.deleted"]


def test_nobody_deletes_somebody_elses_view(office: SimpleNamespace) -> None:
    a.signed_in(office.priya).post(reverse("saved_views"), {"name": "Mine", "query": "clock=F1"})
    a.signed_in(office.owen).post(reverse("delete_saved_view"), {"name": "Mine"})
    assert "Mine" in a.signed_in(office.priya).get(reverse("work")).content.decode()


def test_a_view_needs_a_name(office: SimpleNamespace) -> None:
    answer = a.signed_in(office.priya).post(reverse("saved_views"), {"name": "", "query": "clock=F1"})
    assert answer.status_code == 400
    assert "Enter a name for this view" in answer.content.decode()


def test_the_team_page_counts_each_persons_work_and_leads_to_it(office, django_assert_max_num_queries) -> None:
    client = a.signed_in(office.manager)
    partnerships.current()
    with django_assert_max_num_queries(16):
        page = client.get(reverse("team")).content.decode()
    assert f"/my-work/?officer={office.owen.adult.public_id}" in page
    assert "Priya Shah" in page and "Owen Bell" in page
    assert "Khan" not in page


def test_a_page_past_the_last_shows_the_last(office: SimpleNamespace) -> None:
    assert "Amira Khan" in work(office.priya, page="99")


def test_a_date_of_birth_is_written_out(office: SimpleNamespace) -> None:
    office.amira.born_on = date(2014, 3, 4)
    office.amira.save()
    assert "born 4 March 2014" in work(office.priya)
