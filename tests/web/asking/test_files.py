"""Files sent by a family, a school and the team: kept, seen only by those who may, taken back before they are sent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from goldenthread.features.casework.models import CaseFile, Intake
from goldenthread.features.casework.operations import files as operations
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.documents.models import Document, DocumentContent
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.people.operations import name_tokens
from tests.builders import a_child, a_health_service, a_school, a_team, an_account, reckon, signed_in, tie
from tests.foundation.documents.scanners import HARMFUL, a_scanner, nobody_there
from tests.foundation.documents.test_checking import a_pdf, a_photo, a_word

pytestmark = pytest.mark.django_db


class Case:
    """A child with two parents, a school, a health service and a team."""

    def __init__(self) -> None:
        self.child = a_child("Amira", "Khan", born_on=date(2017, 3, 4))
        self.team, school, health = a_team(), a_school(), a_health_service()
        self.mother, self.father = an_account(Role.PARENT), an_account(Role.PARENT)
        self.senco = an_account(Role.SENCO, at=school)
        self.nurse = an_account(Role.HEALTH_ADVISER, at=health)
        self.staff = an_account(Role.EHC_COORDINATOR, at=self.team)
        for parent in (self.mother, self.father):
            tie(self.child, "parent", who=parent, parental_responsibility=True)
        tie(self.child, "attends", at=school)
        tie(self.child, "health", at=health)
        tie(self.child, "case_team", at=self.team)

    def url(self, name: str = "send_files") -> str:
        return reverse(name, args=[self.child.public_id])

    def send(self, browser: Client, *files: tuple[str, bytes], **more: Any) -> Any:
        given = [SimpleUploadedFile(name, data) for name, data in files]
        return browser.post(self.url(), {"sent": given, **more})


@pytest.fixture
def case() -> Case:
    return Case()


def only() -> str:
    return CaseFile.rows.get().document.public_id


def test_a_parent_sends_two_and_opens_them_and_nobody_else_of_the_family_does(case: Case) -> None:
    mother = signed_in(case.mother)
    answer = case.send(mother, ("letter.pdf", a_pdf()), ("IMG.JPG", a_photo()), says="From the hospital")
    assert answer.status_code == 302
    assert b"2 files from you" in mother.get(case.url()).content
    first = CaseFile.rows.order_by("id")[0].document
    assert mother.get(case.url(), {"file": first.public_id}).content == a_pdf()
    assert signed_in(case.father).get(case.url(), {"file": first.public_id}).status_code == 404
    assert b"letter.pdf" not in signed_in(case.father).get(case.url()).content


def test_the_team_sees_all_and_lets_advisers_see_one_until_it_says_no_longer(case: Case) -> None:
    case.send(signed_in(case.mother), ("letter.pdf", a_pdf()))
    staff, nurse, where = (
        signed_in(case.staff),
        signed_in(case.nurse),
        reverse("partner_child", args=[case.child.public_id]),
    )
    assert b"letter.pdf" in staff.get(case.url("child_files")).content
    assert staff.get(case.url("child_files"), {"file": only()}).content == a_pdf()
    assert b"letter.pdf" not in nurse.get(where).content
    assert nurse.get(where, {"file": only()}).status_code == 404
    staff.post(case.url("child_files"), {"file": only(), "action": "show"})
    assert nurse.get(where, {"file": only()}).content == a_pdf()
    staff.post(case.url("child_files"), {"file": only(), "action": "hide"})
    assert nurse.get(where, {"file": only()}).status_code == 404


def test_what_was_sent_waits_in_the_teams_inbox_until_somebody_of_the_team_has_opened_it(case: Case) -> None:
    reckon(case.child)
    case.send(signed_in(case.mother), ("letter.pdf", a_pdf()), says="From the hospital")
    staff, elsewhere = signed_in(case.staff), signed_in(an_account(Role.EHC_COORDINATOR, at=a_team()))

    def waiting(browser: Client = staff) -> bool:
        return b"letter.pdf. From the hospital" in browser.get(reverse("team_inbox")).content

    page = staff.get(reverse("team_inbox")).content.decode()
    assert waiting() and case.mother.name in page and f'{case.url("child_files")}#file-{only()}"' in page
    assert not waiting(elsewhere)
    assert b"Not looked at yet" in staff.get(case.url("child_files")).content
    assert waiting(), "the list of files is not the file"
    staff.get(case.url("child_files"), {"file": only()})
    assert not waiting()
    assert f"Looked at: {case.staff.name}" in staff.get(case.url("child_files")).content.decode()
    staff.get(case.url("child_files"), {"file": only()})
    assert Entry.objects.filter(kind="file.looked_at").count() == 1


def test_what_the_team_puts_in_or_takes_away_or_nobody_has_sent_yet_does_not_wait(case: Case) -> None:
    reckon(case.child)
    mother, staff = signed_in(case.mother), signed_in(case.staff)
    given = SimpleUploadedFile("paper.pdf", a_pdf())
    staff.post(case.url("child_files"), {"sent": given, "sent_for": "His aunt"})
    assert CaseFile.rows.get().looked_at_by_name == case.staff.name
    case.send(mother, ("wrong.pdf", a_pdf()))
    gone = CaseFile.rows.order_by("-id")[0].document.public_id
    staff.post(case.url("child_files"), {"file": gone, "action": "take_away", "reason": "About somebody else"})
    mother.post(reverse("ask_answer", args=[case.child.public_id, "worries"]), {"text": "He cannot sleep."})
    case.send(mother, ("with.pdf", a_pdf()), **{"with": "request"})
    inbox = staff.get(reverse("team_inbox")).content.decode()
    assert not any(name in inbox for name in ("paper.pdf", "wrong.pdf", "with.pdf"))
    mother.post(reverse("ask_check", args=[case.child.public_id]))
    assert "with.pdf" in staff.get(reverse("team_inbox")).content.decode()
    item, file = Intake.rows.get(), CaseFile.rows.order_by("-id")[0].document
    staff.get(reverse("intake_item", args=[item.public_id]), {"file": file.public_id})
    assert "with.pdf" not in staff.get(reverse("team_inbox")).content.decode()


def test_with_a_request_it_is_the_writers_own_until_that_is_sent(case: Case) -> None:
    mother, staff = signed_in(case.mother), signed_in(case.staff)
    mother.post(reverse("ask_answer", args=[case.child.public_id, "worries"]), {"text": "He cannot sleep."})
    case.send(mother, ("photo.png", a_photo("PNG")), **{"with": "request"})
    assert b"photo.jpg" not in staff.get(case.url("child_files")).content
    assert b"photo.jpg" in mother.get(reverse("ask_check", args=[case.child.public_id])).content
    mother.post(reverse("ask_check", args=[case.child.public_id]))
    item = Intake.rows.get()
    seen = staff.get(reverse("intake_item", args=[item.public_id]))
    assert b"photo.jpg" in seen.content
    assert staff.get(reverse("intake_item", args=[item.public_id]), {"file": only()})["Content-Type"] == "image/jpeg"
    late = mother.post(case.url(), {"take_back": only()}, follow=True)
    assert b"Ask the team to take it away" in late.content


def test_taken_back_or_thrown_away_before_it_is_sent_it_is_gone(case: Case) -> None:
    mother = signed_in(case.mother)
    mother.post(reverse("ask_answer", args=[case.child.public_id, "worries"]), {"text": "He cannot sleep."})
    for name in ("one.pdf", "two.pdf"):
        case.send(mother, (name, a_pdf()), **{"with": "request"})
    mother.post(case.url(), {"take_back": CaseFile.rows.order_by("id")[0].document.public_id})
    assert DocumentContent.objects.count() == 1
    mother.post(reverse("ask_throw_away", args=[case.child.public_id]))
    assert not DocumentContent.objects.exists()
    assert b"two.pdf" not in signed_in(case.staff).get(case.url("child_files")).content


def test_what_cannot_be_kept_is_named_and_the_others_are_kept(case: Case) -> None:
    mother = signed_in(case.mother)
    answer = case.send(mother, ("good.docx", a_word()), ("virus.exe", b"MZ"), ("empty.pdf", b" "))
    said = answer.content.decode()
    assert answer.status_code == 400
    assert "virus.exe: We cannot open this kind of file" in said and "good.docx" in said
    assert CaseFile.rows.count() == 1
    assert b"Choose a file or take a photo" in mother.post(case.url(), {}).content
    assert b"10 files or fewer" in case.send(mother, *[(f"{n}.pdf", a_pdf()) for n in range(11)]).content


def test_a_day_has_a_limit(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST_A_DAY", 1)
    answer = case.send(signed_in(case.mother), ("a.pdf", a_pdf()), ("b.pdf", a_pdf()))
    assert b"You have sent 1 files today" in answer.content
    assert CaseFile.rows.count() == 1


def test_a_file_whose_words_name_another_child_says_so_to_the_team_and_is_kept(case: Case) -> None:
    other = a_child("Oisín", "Healy")
    name_tokens.refresh([other.pk])
    case.send(signed_in(case.mother), ("a.txt", b"Oisin Healy was there."))
    assert CaseFile.rows.get().may_name_another
    assert b"seem to name another child" in signed_in(case.staff).get(case.url("child_files")).content


def test_the_team_adds_what_came_on_paper_and_takes_away_with_a_reason(case: Case) -> None:
    staff = signed_in(case.staff)
    given = {"sent": [SimpleUploadedFile("scan.pdf", a_pdf())], "sent_for": "Her grandmother", "says": "A letter"}
    assert b"Enter who gave it" in staff.post(case.url("child_files"), {**given, "sent_for": ""}).content
    given["sent"] = [SimpleUploadedFile("scan.pdf", a_pdf())]
    staff.post(case.url("child_files"), given)
    assert b"From Her grandmother" in staff.get(case.url("child_files")).content
    unsaid = staff.post(case.url("child_files"), {"file": only(), "action": "take_away", "reason": ""}, follow=True)
    assert b"Say why" in unsaid.content and DocumentContent.objects.count() == 1
    staff.post(case.url("child_files"), {"file": only(), "action": "take_away", "reason": "Another child’s"})
    assert not DocumentContent.objects.exists()


@pytest.mark.parametrize("asked", ["\x00", "x", "2" * 14])
def test_a_file_there_is_not_is_not_found(case: Case, asked: str) -> None:
    staff, mother = signed_in(case.staff), signed_in(case.mother)
    assert staff.post(case.url("child_files"), {"file": asked, "action": "show"}).status_code == 404
    assert mother.post(case.url(), {"take_back": asked}).status_code == 404
    for browser, name in ((staff, "child_files"), (mother, "send_files")):
        assert browser.get(case.url(name), {"file": asked}).status_code in (400, 404)


def test_a_school_sends_too_and_a_stranger_does_not(case: Case) -> None:
    assert case.send(signed_in(case.senco), ("a.pdf", a_pdf())).status_code == 302
    assert signed_in(an_account(Role.SENCO, at=a_school())).get(case.url()).status_code == 404
    assert signed_in(case.staff).get(case.url()).status_code == 404


def test_files_say_whether_they_were_scanned_and_the_page_says_where_nothing_is(case: Case, settings: Any) -> None:
    mother, staff = signed_in(case.mother), signed_in(case.staff)
    case.send(mother, ("before.pdf", a_pdf()))
    page = staff.get(case.url("child_files")).content.decode()
    assert "No malware scanner is set up here" in page and "Not scanned for malware." in page
    with a_scanner() as scanner:
        settings.CLAMD = scanner.at
        case.send(mother, ("after.txt", b"Words"))
        page = staff.get(case.url("child_files")).content.decode()
    assert "No malware scanner is set up here" not in page
    assert page.count("Not scanned for malware.") == page.count("Scanned for malware when it came: nothing found.") == 1
    scanned = Document.rows.get(file_name="after.txt")
    assert scanned.scanned_at == scanned.kept_at and Document.rows.get(file_name="before.pdf").scanned_at is None


def test_a_harmful_file_is_refused_and_the_others_are_kept(case: Case, settings: Any) -> None:
    with a_scanner() as scanner:
        settings.CLAMD = scanner.at
        answer = case.send(signed_in(case.mother), ("bad.txt", HARMFUL), ("good.pdf", a_pdf()), says="From school")
    shown = answer.content.decode()
    assert answer.status_code == 400 and "bad.txt: A virus scanner found something harmful in this file" in shown
    assert [each.document.file_name for each in CaseFile.rows.all()] == ["good.pdf"]


def test_while_the_scanner_is_away_a_file_is_refused_and_nothing_else_typed_is_lost(case: Case, settings: Any) -> None:
    settings.CLAMD = nobody_there()
    answer = case.send(signed_in(case.mother), ("letter.pdf", a_pdf()), says="From the hospital, about sleep")
    shown = answer.content.decode()
    assert answer.status_code == 400 and "We could not check this file for viruses just now" in shown
    assert 'value="From the hospital, about sleep"' in shown
    given = {"sent": SimpleUploadedFile("paper.pdf", a_pdf()), "sent_for": "His aunt", "says": "A form"}
    typed = signed_in(case.staff).post(case.url("child_files"), given)
    assert typed.status_code == 400 and 'value="His aunt"' in typed.content.decode()
    assert not Document.rows.exists() and not DocumentContent.objects.exists()
