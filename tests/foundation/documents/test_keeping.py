"""Files are kept as they came, given back as they were, and leave a trace when they go."""

from __future__ import annotations

import pytest

from goldenthread.foundation import clock, journal
from goldenthread.foundation.documents.keeping import (
    PDF,
    File,
    NotAsKept,
    ReasonNeeded,
    content_of,
    keep_made,
    keep_sent_in,
    safe_name,
    take_away,
)
from goldenthread.foundation.documents.models import DocumentContent
from goldenthread.foundation.documents.queries import document_of, documents_of
from goldenthread.foundation.journal.reading import story_of
from goldenthread.foundation.people.models.scoped import UnscopedRead
from tests.builders import a_child

pytestmark = pytest.mark.django_db
BYTES = b"%PDF-1.7 \x00\xff not really"
COMMON = {"purpose": "letter", "title": "A letter", "by": journal.SYSTEM}


def test_what_is_kept_comes_back_byte_for_byte_and_is_in_the_journal() -> None:
    child = a_child()
    row = keep_made(child=child, file=File("a letter.pdf", PDF, BYTES, 1), on=clock.today(), **COMMON)
    assert content_of(row) == BYTES
    assert documents_of(child.pk) == [row] == documents_of(child.pk, purposes=["letter"])
    assert documents_of(child.pk, purposes=["request"]) == []
    assert document_of(child.pk, row.public_id) == row
    assert document_of(a_child("Bo").pk, row.public_id) is None
    assert document_of(child.pk, "\x00") is None
    assert [entry.what for entry in story_of(child.public_id, limit=5)] == ["kept a file that was made here"]
    with pytest.raises(UnscopedRead):
        type(row).objects.count()


def test_bytes_that_changed_on_the_way_are_not_given() -> None:
    row = keep_made(child=a_child(), file=File("a.pdf", PDF, BYTES), on=clock.today(), **COMMON)
    DocumentContent.objects.filter(pk=row.pk).update(data=b"other")
    with pytest.raises(NotAsKept):
        content_of(row)


def test_a_file_taken_away_leaves_its_row_and_the_reason() -> None:
    child = a_child()
    row = keep_sent_in(child=child, file=File("a.pdf", PDF, BYTES), on=clock.today(), **COMMON)
    with pytest.raises(ReasonNeeded):
        take_away(document=row, reason=" ", by=journal.SYSTEM, on=clock.today())
    for _ in range(2):
        take_away(document=row, reason="About another child", by=journal.SYSTEM, on=clock.today())
    row.refresh_from_db()
    assert row.taken_away_because == "About another child"
    assert not DocumentContent.objects.exists()
    assert documents_of(child.pk) == []
    kinds = [entry.what for entry in story_of(child.public_id, limit=5)]
    assert kinds == ["took away a file that was added by mistake", "added a file"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\My report.PDF", "My report.PDF"),
        ('a"; filename=evil.exe\r\nX: y.pdf', "a-- filename-evil.exe--X- y.pdf"),
        ("", "file"),
        ("....", "file"),
        (".pdf", "file.pdf"),
        ("Zoë’s plan.pdf", "Zoë-s plan.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        ("name\u202efdp.exe", "name-fdp.exe"),
    ],
)  # fmt: skip
def test_names_of_files_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
