"""Who answers for each service: a manager records it, sees where nobody is, and nobody's work is lost."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse

from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.people.models import ServiceContact
from tests import builders as a
from tests.features.casework.operations.test_reminders_of_advice import late_advice

pytestmark = pytest.mark.django_db
PARTS = ("manager_of_the_body", "designated_officer")


@pytest.fixture
def office() -> SimpleNamespace:
    child, service, _ = late_advice(2)
    team = child.ties.get(kind="case_team").organisation  # type: ignore[attr-defined]
    manager = a.an_account(Role.TEAM_MANAGER, at=team, name="Mel Frost")
    return SimpleNamespace(
        service=service, mel=a.signed_in(manager), url=reverse("service_contact", args=[service.public_id])
    )


def typed(**more: str) -> dict[str, str]:
    blank = {f"{was}{what}_{part}": "" for was in ("", "was_") for what in ("name", "email") for part in PARTS}
    return {**blank, **more}


def test_what_is_missing_is_said_and_can_be_put_right(office: SimpleNamespace) -> None:
    page = office.mel.get(reverse("service_contacts")).content.decode()
    assert "1 service has late advice and no manager we can tell" in page and "Marle Therapies" in page
    saved = office.mel.post(
        office.url, typed(name_manager_of_the_body="Mo Bright", email_manager_of_the_body="mo@therapies.example"),
        follow=True,
    )  # fmt: skip
    page = saved.content.decode()
    assert "Saved who answers for Marle Therapies." in page and "mo@therapies.example" in page
    assert "no manager we can tell" not in page
    assert [entry.data["changed"] for entry in Entry.objects.filter(kind="service.contacts_changed")] == [
        ["manager_of_the_body"]
    ]


def test_half_of_a_contact_is_refused_and_what_was_typed_stays(office: SimpleNamespace) -> None:
    answer = office.mel.post(office.url, typed(name_manager_of_the_body="Mo Bright"))
    assert answer.status_code == 400 and "Mo Bright" in answer.content.decode()
    assert "Enter the email of the manager of the service" in answer.content.decode()
    answer = office.mel.post(office.url, typed(email_designated_officer="dco@example"))
    assert answer.status_code == 400 and "Enter an email address in the right form" in answer.content.decode()
    assert not ServiceContact.objects.exists()


def test_of_two_who_save_the_second_sees_what_the_first_saved(office: SimpleNamespace) -> None:
    first = typed(name_manager_of_the_body="Mo Bright", email_manager_of_the_body="mo@therapies.example")
    office.mel.post(office.url, first)
    second = typed(name_manager_of_the_body="Ada Lane", email_manager_of_the_body="ada@therapies.example")
    answer = office.mel.post(office.url, second)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Mo Bright mo@therapies.example" in page and "Ada Lane" in page
    again = {
        **second,
        "was_name_manager_of_the_body": "Mo Bright",
        "was_email_manager_of_the_body": "mo@therapies.example",
    }
    assert office.mel.post(office.url, again).status_code == 302
    assert ServiceContact.objects.get().name == "Ada Lane"


def test_somebody_is_taken_away_by_leaving_both_empty(office: SimpleNamespace) -> None:
    held = typed(name_designated_officer="Dr Hughes", email_designated_officer="dco@icb.example")
    office.mel.post(office.url, held)
    was = {"was_name_designated_officer": "Dr Hughes", "was_email_designated_officer": "dco@icb.example"}
    assert office.mel.post(office.url, typed(**was)).status_code == 302
    assert not ServiceContact.objects.exists()


def test_a_service_there_is_not_is_not_found(office: SimpleNamespace) -> None:
    assert office.mel.get(reverse("service_contact", args=["zzzzzzzzzzzzzz"])).status_code == 404
    assert office.mel.get(reverse("service_contact", args=["x"])).status_code == 404
