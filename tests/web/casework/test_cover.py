"""The pages of cover and handover: whoever leads a team hands cases over, and nothing typed is lost."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from goldenthread.features.casework.models import Absence, HandedOver, Handover
from goldenthread.features.casework.queries.holders import holder_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.operations import grants
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.models import LookedAt
from goldenthread.foundation.journal.writing import SYSTEM
from goldenthread.foundation.notify.models import Message
from tests import builders as a

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> SimpleNamespace:
    team = a.a_team("North team")
    priya, owen = (a.an_account(Role.EHC_COORDINATOR, at=team, name=name) for name in ("Priya Shah", "Owen Bell"))
    mel = a.an_account(Role.TEAM_MANAGER, at=team, name="Mel Frost")
    children = [a.a_child(name, "Khan") for name in ("Amira", "Ben")]
    for child in children:
        a.tie(child, "case_team", at=team)
        a.tie(child, "allocated", who=priya, started_on=clock.today() - timedelta(days=50))
        a.a_request(child, request_received=clock.today() - timedelta(days=60))
    a.reckon(*children)
    return SimpleNamespace(team=team, priya=priya, owen=owen, mel=mel, children=children)


def in_boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def typed(office: SimpleNamespace, **more: Any) -> dict[str, Any]:
    first = office.children[0]
    return {
        "from": office.priya.adult.public_id, "to": [office.owen.adult.public_id], "note": "Read the file.",
        "children": [child.public_id for child in office.children], f"note-{first.public_id}": "Ring after two.",
        **in_boxes("as_of", clock.today()), **more,
    }  # fmt: skip


def test_a_manager_hands_a_caseload_over_and_the_next_person_reads_the_notes(office: SimpleNamespace) -> None:
    mel = a.signed_in(office.mel)
    chooser = mel.get(reverse("handover")).content.decode()
    assert "Hand over<span" in chooser and "Priya Shah" in chooser
    page = mel.get(reverse("handover"), {"from": office.priya.adult.public_id}).content.decode()
    assert "Amira Khan" in page and "Ben Khan" in page and page.count(" checked") == 2
    answer = mel.post(reverse("handover"), typed(office), follow=True)
    assert "Handed over: 2 children." in answer.content.decode()
    owen = a.signed_in(office.owen)
    assert "2 cases were handed to you" in owen.get(reverse("work")).content.decode()
    listed = owen.get(reverse("handed_to_you")).content.decode()
    assert "Ring after two." in listed and "Read the file." in listed
    child = owen.get(reverse("child", args=[office.children[0].public_id])).content.decode()
    assert "Ring after two." in child
    line = HandedOver.rows.get(child=office.children[0])
    assert owen.post(reverse("handed_to_you"), {"line": str(line.pk)}).status_code == 302
    line.refresh_from_db()
    assert line.read_on == clock.today()


def test_nothing_typed_is_lost_to_a_mistake_or_to_somebody_quicker(office: SimpleNamespace) -> None:
    mel, first = a.signed_in(office.mel), office.children[0]
    wrong = mel.post(reverse("handover"), typed(office, to=[]))
    assert wrong.status_code == 400
    assert "Choose who is to have the cases" in wrong.content.decode() and "Ring after two." in wrong.content.decode()
    none = mel.post(reverse("handover"), typed(office, children=[]))
    assert none.status_code == 400 and "Choose at least one child" in none.content.decode()
    mel.post(reverse("handover"), typed(office, children=[office.children[1].public_id]))
    late = mel.post(reverse("handover"), typed(office))
    page = late.content.decode()
    assert late.status_code == 409 and "Ben Khan: with Owen Bell now" in page and "Ring after two." in page
    assert holder_of(first, on=clock.today()).coordinator == "Priya Shah"


def test_a_handover_is_handed_back(office: SimpleNamespace) -> None:
    mel = a.signed_in(office.mel)
    mel.post(reverse("handover"), typed(office))
    row = Handover.objects.get()
    assert "Hand 2 children back to Priya Shah" in mel.get(reverse("handover")).content.decode()
    answer = mel.post(reverse("handover_back"), {"handover": row.public_id}, follow=True)
    assert "Handed back: 2." in answer.content.decode()
    again = mel.post(reverse("handover_back"), {"handover": row.public_id}, follow=True)
    assert "handed back already" in again.content.decode() or "Hand cases over" in again.content.decode()


def test_when_somebody_leaves_one_click_leads_to_sharing_their_cases_out(office: SimpleNamespace) -> None:
    grants.end(grant=office.priya.grants.get(), by=SYSTEM, on=clock.today())
    mel = a.signed_in(office.mel)
    link = f"{reverse('handover')}?from={office.priya.adult.public_id}"
    for name in ("team", "team_inbox", "handover"):
        page = mel.get(reverse(name)).content.decode()
        assert "Priya Shah has left" in page and link in page, name
    assert "Amira Khan" in mel.get(link).content.decode()
    both = [office.owen.adult.public_id, office.mel.adult.public_id]
    assert mel.post(reverse("handover"), typed(office, to=both)).status_code == 302
    assert {holder_of(child, on=clock.today()).coordinator for child in office.children} == {"Owen Bell", "Mel Frost"}


def test_a_coordinator_records_their_own_absence_and_the_family_is_told(office: SimpleNamespace) -> None:
    parent, child = a.an_account(Role.PARENT, name="Pat"), office.children[0]
    a.tie(child, "parent", who=parent, parental_responsibility=True)
    priya = a.signed_in(office.priya)
    until = clock.today() + timedelta(days=4)
    given = {"who": office.priya.adult.public_id, "covered_by": office.owen.adult.public_id,
             **in_boxes("away_from", clock.today()), **in_boxes("away_to", until)}  # fmt: skip
    assert priya.post(reverse("away"), given).status_code == 302
    page = a.signed_in(parent).get(reverse("family_child", args=[child.public_id])).content.decode()
    assert "Until then, ask for Owen Bell" in page
    assert "You cover for Priya Shah" in a.signed_in(office.owen).get(reverse("work")).content.decode()
    again = priya.post(reverse("away"), given)
    assert again.status_code == 400 and "away on some of these days already" in again.content.decode()
    row = Absence.objects.get()
    a.signed_in(office.owen).post(reverse("away_end"), {"absence": row.public_id})
    assert Absence.objects.count() == 1, "not another's to end"
    priya.post(reverse("away_end"), {"absence": row.public_id})
    assert not Absence.objects.exists()


def test_a_coordinator_records_nobody_elses(office: SimpleNamespace) -> None:
    given = {"who": office.owen.adult.public_id, "covered_by": "", **in_boxes("away_from", clock.today()),
             **in_boxes("away_to", clock.today())}  # fmt: skip
    assert a.signed_in(office.priya).post(reverse("away"), given).status_code == 400
    assert a.signed_in(office.mel).post(reverse("away"), given).status_code == 302


def test_whoever_leads_says_how_the_team_is_reached(office: SimpleNamespace) -> None:
    mel = a.signed_in(office.mel)
    given = {"team": office.team.public_id, "email": "north@example.org", "phone": "01632 960111"}
    wrong = mel.post(reverse("team_inbox"), {**given, "email": "north"})
    assert wrong.status_code == 400 and "right form" in wrong.content.decode()
    assert mel.post(reverse("team_inbox"), given).status_code == 302
    holder = holder_of(office.children[0], on=clock.today())
    assert (holder.email, holder.phone) == ("north@example.org", "01632 960111")
    a.signed_in(office.priya).post(reverse("team_inbox"), {**given, "email": "mine@example.org"})
    assert holder_of(office.children[0], on=clock.today()).email == "north@example.org"


def test_what_is_typed_by_hand_finds_nothing_and_breaks_nothing(office: SimpleNamespace) -> None:
    mel = a.signed_in(office.mel)
    assert mel.get(reverse("handover"), {"from": "x☃"}).status_code == 404
    assert mel.post(reverse("handover_back"), {"handover": "x☃"}).status_code == 302
    assert mel.post(reverse("away_end"), {"absence": "x☃"}).status_code == 302
    assert mel.post(reverse("handed_to_you"), {"line": "99999999999999999999"}).status_code == 302
    assert mel.post(reverse("team_inbox"), {"team": "☃"}).status_code == 200
    odd = mel.post(reverse("handover"), typed(office, children=["☃", "zz"]))
    assert odd.status_code == 400 and "no longer with your team" in odd.content.decode()


def test_the_pages_take_few_queries(office: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    mel = a.signed_in(office.mel)
    for name, query in (
        ("team_inbox", {}), ("away", {}), ("handover", {}), ("handed_to_you", {}), ("team", {}),
        ("handover", {"from": office.priya.adult.public_id}),
    ):  # fmt: skip
        mel.get(reverse(name), query)
        with django_assert_max_num_queries(18):  # as elsewhere, four are the test's own and the look's
            assert mel.get(reverse(name), query).status_code == 200


def test_messages_that_need_a_person_are_in_the_inbox_of_the_childs_team_alone(office: SimpleNamespace) -> None:
    mother = a.an_adult("Sana Khan")
    made = {"child": office.children[0], "adult": mother, "kind": "late", "subject": "Late", "body": "It is late."}
    now = {"not_before": clock.now(), "queued_at": clock.now()}
    for state, error in (("given_up", "No such mailbox"), ("by_hand", ""), ("fell", "Goes by text"), ("sent", "")):
        Message.rows.create(once_key=state, state=state, error=error, channel="email", **made, **now)
    priya = a.signed_in(office.priya)
    page = priya.get(reverse("team_inbox")).content.decode()
    assert "Sana Khan" in page and "Could not be sent. Email. No such mailbox" in page and "Waits for a person" in page
    assert "Goes by text" not in page
    failed = Message.rows.get(state="given_up")
    link = f"{reverse('child_messages', args=[office.children[0].public_id])}?item={failed.public_id}"
    assert f'href="{link}"' in page and priya.get(link).status_code == 200
    assert page.count("Sana Khan") == 2
    LookedAt.objects.all().delete()
    priya.get(reverse("team_inbox"))
    assert office.children[0].public_id in set(LookedAt.objects.values_list("child", flat=True))
    other = a.signed_in(a.an_account(Role.EHC_COORDINATOR, at=a.a_team("South team")))
    assert "Sana Khan" not in other.get(reverse("team_inbox")).content.decode()


def test_the_inbox_asks_no_more_of_the_database_however_much_waits(
    office: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    now = {"not_before": clock.now(), "queued_at": clock.now(), "kind": "late", "subject": "Late", "body": "Late."}
    for number in range(5):
        who = a.an_adult(f"Adult {number}")
        Message.rows.create(once_key=str(number), state="given_up", child=office.children[1], adult=who, **now)
    priya = a.signed_in(office.priya)
    priya.get(reverse("team_inbox"))
    with django_assert_max_num_queries(22):
        priya.get(reverse("team_inbox"))
