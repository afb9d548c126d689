"""A data manager brings a file in, sees what it would do, applies it, decides what is disputed, undoes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from goldenthread.domain.sen2 import records
from goldenthread.features.casework.models import Milestone, Need, Request
from goldenthread.features.casework.operations import milestones
from goldenthread.features.returns.models import Conflict, Import
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.journal import reading
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.runs import wakers
from goldenthread.jobs import performing
from tests.builders import a_team, an_account, signed_in
from tests.features.returns.made_up import (
    a_file,
    a_person,
    active,
    brought_in,
    everything,
    historical,
    issued,
    pending,
)

# Not wrapped in one transaction: background work is claimed and committed as in use.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_queue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    monkeypatch.setattr(wakers, "_wakers", {})
    settings.UPLOADS = tmp_path / "uploads"


@pytest.fixture
def manager() -> Client:
    return signed_in(an_account(Role.DATA_MANAGER, name="Dana Price"))


def work_is_done() -> None:
    while held := performing.claim_next():
        performing.perform(held)


def sent(manager: Client, path: Path, kind: str = "sen2") -> Import:
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    answer = manager.post(reverse("import_send"), {"kind": kind, "file": upload})
    assert answer.status_code == 302
    work_is_done()
    return Import.objects.get(public_id=answer["Location"].rstrip("/").split("/")[-1])


def page(manager: Client, row: Import) -> str:
    answer = manager.get(reverse("import", args=[row.public_id]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def take(manager: Client, row: Import, step: str) -> int:
    address = reverse("import_step", args=[row.public_id, step])
    assert manager.get(address).status_code == 200
    status = manager.post(address).status_code
    work_is_done()
    return status


def test_a_return_is_sent_looked_at_applied_and_undone(manager: Client, tmp_path: Path) -> None:
    before = everything()
    row = sent(manager, a_file(tmp_path, [a_person(requests=(issued(),))]))
    text = page(manager, row)
    assert row.state == "ready" and "Ready to look at" in text and "New children" in text
    assert not Child.rows.exists()
    assert take(manager, row, "apply") == 302
    assert Child.rows.get().full_name == "Amira Khan"
    assert "Applied" in page(manager, row)
    assert take(manager, row, "undo") == 302
    assert not Child.rows.exists()
    assert {name: rows for name, rows in everything().items() if name.startswith("casework")} == {
        name: rows for name, rows in before.items() if name.startswith("casework")
    }
    assert "Undone" in page(manager, row)


def test_an_upload_is_kept_only_until_it_has_served(manager: Client, tmp_path: Path) -> None:
    row = sent(manager, a_file(tmp_path, [a_person(requests=(issued(),))]))
    kept = Path(row.stored_as)
    assert kept.exists() and kept.stat().st_mode & 0o077 == 0 and kept.parent == settings.UPLOADS
    take(manager, row, "apply")
    assert not kept.exists()


def test_a_file_that_cannot_be_read_says_why_and_where(manager: Client, tmp_path: Path) -> None:
    path = tmp_path / "broken.xml"
    path.write_text("<Message><Header>")
    row = sent(manager, path)
    text = page(manager, row)
    assert row.state == "refused" and "broken.xml" in text
    assert text.count(row.error) == 1
    assert "17 bytes" in text
    assert not Path(row.stored_as).exists()
    assert manager.get(reverse("import_step", args=[row.public_id, "apply"])).status_code == 409


def test_a_file_can_be_discarded(manager: Client, tmp_path: Path) -> None:
    row = sent(manager, a_file(tmp_path, [a_person(requests=(issued(),))]))
    assert take(manager, row, "discard") == 302
    row.refresh_from_db()
    assert (row.state, Path(row.stored_as).exists()) == ("discarded", False)


def test_a_file_with_the_wrong_ending_or_too_large_is_not_kept(manager: Client, tmp_path: Path) -> None:
    wrong = SimpleUploadedFile("photo.jpg", b"x")
    answer = manager.post(reverse("import_send"), {"kind": "sen2", "file": wrong})
    assert answer.status_code == 200 and "Choose a file that ends in" in answer.content.decode()
    assert "Choose a file" in manager.post(reverse("import_send"), {"kind": "sen2"}).content.decode()
    answer = manager.post(reverse("import_send"), {"kind": "sen2"}, CONTENT_LENGTH=str(3 * 1024**3))
    assert answer.status_code == 413
    assert not Import.objects.exists()


def test_a_form_from_another_site_is_refused(tmp_path: Path) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(an_account(Role.DATA_MANAGER))
    upload = SimpleUploadedFile("return.xml", b"<x/>")
    assert browser.post(reverse("import_send"), {"kind": "sen2", "file": upload}).status_code == 403
    assert not Import.objects.exists()


def test_some_of_the_changes_are_shown_by_name_and_the_look_is_recorded(manager: Client, tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    path = a_file(tmp_path, [a_person(postcode="ZZ99 1AA", requests=(pending(date(2024, 11, 4)),))], name="next.xml")
    text = page(manager, sent(manager, path))
    assert "Amira Khan" in text and "Postcode: ZZ99 3AA, to be ZZ99 1AA" in text
    assert [look.what for look in reading.looks_at(Child.rows.get().public_id)] == ["changes of an import"]


def a_conflict(folder: Path) -> Conflict:
    brought_in(folder, [a_person(requests=(pending(date(2024, 11, 4)),))], year=2025)
    milestones.correct(
        of=Request.rows.get(),
        fact="request_received",
        happened_on=date(2024, 11, 6),
        reason="Letter.",
        by=journal.SYSTEM,
        on=clock.today(),
    )
    brought_in(folder, [a_person(requests=(pending(date(2024, 11, 8)),))], year=2026)
    return Conflict.rows.get()


def test_a_conflict_is_listed_and_decided_with_a_reason(manager: Client, tmp_path: Path) -> None:
    conflict = a_conflict(tmp_path)
    assert "6 November 2024" in manager.get(reverse("import_conflicts")).content.decode()
    address = reverse("import_conflict", args=[conflict.public_id])
    assert "8 November 2024" in manager.get(address).content.decode()
    assert "Say why" in manager.post(address, {"decision": "take"}).content.decode()
    assert manager.post(address, {"decision": "take", "reason": "Seen on file."}).status_code == 302
    assert Milestone.rows.get(fact="request_received", is_current=True).happened_on == date(2024, 11, 8)
    assert manager.post(address, {"decision": "keep", "reason": "No."}).status_code == 409
    assert any(look.what == "facts to decide" for look in reading.looks_at(conflict.child.public_id))


def test_a_list_of_a_file_can_be_taken_and_the_page_says_what_that_does(manager: Client, tmp_path: Path) -> None:
    brought_in(tmp_path, [a_person(requests=(historical(),))], year=2025)
    Need.rows.update(type="SEMH")
    other = historical(active_plan=active(needs=(records.Need("SLCN", 1),)))
    brought_in(tmp_path, [a_person(requests=(other,))], year=2026)
    address = reverse("import_conflict", args=[Conflict.rows.get().public_id])
    assert "puts its whole list in place" in manager.get(address).content.decode()
    assert manager.post(address, {"decision": "take", "reason": "Seen on file."}).status_code == 302
    assert list(Need.rows.values_list("type", flat=True)) == ["SLCN"]


def test_a_conflict_about_a_restricted_child_is_not_shown(manager: Client, tmp_path: Path) -> None:
    conflict = a_conflict(tmp_path)
    Child.rows.update(sensitivity="restricted")
    assert "Amira" not in manager.get(reverse("import_conflicts")).content.decode()
    assert manager.get(reverse("import_conflict", args=[conflict.public_id])).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_empty_spreadsheet_can_be_fetched(manager: Client, kind: str) -> None:
    answer = manager.get(reverse("import_template", args=[kind]))
    assert answer.status_code == 200 and len(answer.content) > 300
    assert manager.get(reverse("import_template", args=["pdf"])).status_code == 404


def test_schools_come_in_from_the_page(manager: Client) -> None:
    row = sent(manager, Path("tests/data/gias/edubase_header_60_invented_rows.csv"), "schools")
    assert (row.state, row.effects["new"]) == ("applied", 60)
    assert manager.get(reverse("import_step", args=[row.public_id, "undo"])).status_code == 409


def test_the_list_shows_every_file(manager: Client, tmp_path: Path) -> None:
    sent(manager, a_file(tmp_path, [a_person(requests=(issued(),))]))
    text = manager.get(reverse("imports")).content.decode()
    assert "return.xml" in text and "SEN2 return 2026 (XML)" in text and "Dana Price" in text


@pytest.mark.parametrize("role", [Role.EHC_COORDINATOR, Role.TEAM_MANAGER, Role.SENCO, Role.PARENT])
def test_nobody_else_finds_these_pages(role: Role, tmp_path: Path) -> None:
    conflict = a_conflict(tmp_path)
    browser = signed_in(an_account(role, at=a_team()))
    row = conflict.source
    for address in (
        reverse("imports"),
        reverse("import_send"),
        reverse("import_conflicts"),
        reverse("import_template", args=["csv"]),
        reverse("import", args=[row.public_id]),
        reverse("import_step", args=[row.public_id, "undo"]),
        reverse("import_conflict", args=[conflict.public_id]),
    ):
        assert browser.get(address).status_code == 404
    assert browser.post(reverse("import_step", args=[row.public_id, "undo"])).status_code == 404
