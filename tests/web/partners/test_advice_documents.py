"""Advice as a document: kept as it came, received that day, opened by whoever may read that advice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.features.casework.models import AdviceReport, Milestone
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.documents.models import Document
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.operations import name_tokens
from goldenthread.foundation.typesetting import Paper, Paragraph, pdf
from tests.builders import a_child, a_school, a_team, an_account, signed_in, tie
from tests.foundation.documents.scanners import a_scanner, nobody_there
from tests.foundation.documents.test_checking import a_photo, a_word
from tests.web.partners.test_advice import Case
from tests.web.partners.test_advice import case as case  # the fixture

pytestmark = pytest.mark.django_db


def a_report(words: str = "Amira finds loud rooms hard.") -> bytes:
    return pdf(Paper("Advice", date(2026, 11, 16), (Paragraph(words),)))


def send(case: Case, data: bytes, name: str = "report.pdf", written_by: str = "Sunita Rao, therapist") -> object:
    return case.post("document", file=SimpleUploadedFile(name, data), written_by=written_by)


def test_a_document_is_the_advice_received_today_and_kept_byte_for_byte(case: Case) -> None:
    assert b"Submit this document" in case.get(document=1).content
    data = a_report()
    assert send(case, data).status_code == 302  # type: ignore[attr-defined]
    assert Milestone.rows.get(advice=case.advice, fact="advice_received").happened_on == clock.today()
    report = AdviceReport.rows.get()
    assert b"report.pdf" in case.get().content
    assert case.get(open=report.public_id).content == data
    for wrong in ("\x01", "2" * 14, "x"):
        assert case.get(open=wrong).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [("a.jpg", a_photo(), "PDF or a Word file"), ("a.pdf", b"%PDF-no", "damaged"), ("a.pdf", b"", "empty")],
)
def test_what_is_no_document_is_refused_with_why(case: Case, name: str, data: bytes, says: str) -> None:
    answer = send(case, data, name)
    assert answer.status_code == 400 and says in answer.content.decode()  # type: ignore[attr-defined]
    assert not Milestone.rows.filter(fact="advice_received").exists()
    assert b"Say who wrote it" in send(case, a_word(), "a.docx", " ").content  # type: ignore[attr-defined]


def test_advice_begun_here_is_not_thrown_over_by_a_document(case: Case) -> None:
    case.row("need", "Loud rooms hurt.")
    assert b"has been begun here" in send(case, a_report()).content  # type: ignore[attr-defined]


def test_the_team_and_the_family_open_it_and_another_school_does_not(case: Case) -> None:
    team, school = a_team(), a_school()
    staff, parent = an_account(Role.EHC_COORDINATOR, at=team), an_account(Role.PARENT)
    tie(case.child, "case_team", at=team)
    tie(case.child, "parent", who=parent, parental_responsibility=True)
    send(case, a_report())
    asked = {"advice": case.advice.public_id, "open": AdviceReport.rows.get().public_id}
    child = case.child.public_id
    assert signed_in(staff).get(f"/children/{child}/advice/", asked).content == a_report()
    assert signed_in(parent).get(f"/family/children/{child}/advice/", asked).content == a_report()
    other = signed_in(an_account(Role.SENCO, at=school))
    assert other.get(f"/partners/children/{child}/advice/", asked).status_code == 404


def test_a_hidden_address_in_a_document_keeps_it_from_whoever_may_not_see_it(case: Case) -> None:
    parent = an_account(Role.PARENT)
    tie(case.child, "parent", who=parent, parental_responsibility=True)
    Child.rows.filter(pk=case.child.pk).update(address="9 Quiet Close", postcode="WM9 9ZZ", address_hidden=True)
    send(case, a_report("The taxi goes to 9 Quiet Close."))
    asked = {"advice": case.advice.public_id, "open": AdviceReport.rows.get().public_id}
    answer = signed_in(parent).get(f"/family/children/{case.child.public_id}/advice/", asked)
    assert answer.status_code == 409 and b"Quiet" not in answer.content


def test_a_document_that_names_another_child_says_so_to_the_team(case: Case) -> None:
    other = a_child("Oisín", "Healy")
    name_tokens.refresh([other.pk])
    team = a_team()
    tie(case.child, "case_team", at=team)
    send(case, a_report("Oisín Healy sits beside her."))
    staff = signed_in(an_account(Role.EHC_COORDINATOR, at=team))
    shown = staff.get(f"/children/{case.child.public_id}/advice/", {"advice": case.advice.public_id})
    assert b"This seems to name somebody else" in shown.content
    parent = an_account(Role.PARENT)
    tie(case.child, "parent", who=parent, parental_responsibility=True)
    family = f"/family/children/{case.child.public_id}/advice/"
    assert b"report.pdf" not in signed_in(parent).get(family).content
    page, looked = f"/children/{case.child.public_id}/advice/", {"advice": case.advice.public_id, "do": "let_go"}
    assert b"Say why they may stand" in staff.post(page, looked).content
    assert staff.post(page, {**looked, "reason": "A place name, not the child"}).status_code == 302
    assert b"report.pdf" in signed_in(parent).get(family).content


def test_advice_is_refused_while_the_scanner_is_away_with_what_was_typed_kept_and_says_when_it_was_scanned(
    case: Case, settings: Any
) -> None:
    team = a_team()
    tie(case.child, "case_team", at=team)
    settings.CLAMD = nobody_there()
    shown = send(case, a_report()).content.decode()  # type: ignore[attr-defined]
    assert "We could not check this file for viruses just now" in shown and "Sunita Rao, therapist" in shown
    assert not AdviceReport.rows.exists() and not Milestone.rows.filter(fact="advice_received").exists()
    with a_scanner() as scanner:
        settings.CLAMD = scanner.at
        send(case, a_report())
        assert scanner.seen == [a_report()]
    staff, page = signed_in(an_account(Role.EHC_COORDINATOR, at=team)), f"/children/{case.child.public_id}/advice/"
    shown = staff.get(page, {"advice": case.advice.public_id}).content.decode()
    assert "Scanned for malware when it came: nothing found." in shown
    Document.rows.update(scanned_at=None)
    assert "Not scanned for malware." in staff.get(page, {"advice": case.advice.public_id}).content.decode()
