"""Adds a person's translation of a sent plan, a file or typed, and takes one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from goldenthread.features.casework.models import PlanCopy, PlanTranslation
from goldenthread.features.casework.operations.own_versions import CannotSave
from goldenthread.features.casework.queries.plan_look_over import paper_key, refused
from goldenthread.features.casework.queries.plan_translations import LANGUAGES
from goldenthread.foundation import clock, journal
from goldenthread.foundation.documents import keeping
from goldenthread.foundation.documents.checking import checked
from goldenthread.foundation.documents.keeping import PDF, WORD, File
from goldenthread.foundation.documents.words import words_by_page
from goldenthread.foundation.people.models import Child

PURPOSE: Final = "translation"
LONGEST: Final = 200_000


@dataclass(frozen=True, slots=True)
class Given:
    """A translation as it came: `language` is a tag of LANGUAGES; a file by its name and bytes, or text."""

    language: str
    translated_by: str
    text: str = ""
    file_name: str = ""
    data: bytes = b""


def add_translation(*, child: Child, copy: PlanCopy, given: Given, by: journal.Author, on: date) -> PlanTranslation:
    """Keep it, of this very copy; the family sees it from now. Raises CannotSave, also where its words seem to name
    another child or show a home kept hidden, and NotKept (foundation/documents/checking.py) for a file that is not fit
    to be kept. Of a file that holds pictures of words, nothing is looked over."""
    text = given.text.replace("\r\n", "\n").replace("\x00", "").strip()
    _is_whole(given, text)
    file = checked(given.file_name, given.data) if given.data else None
    if file is not None and file.media_type not in (PDF, WORD):
        raise CannotSave("The file must be PDF or Word")
    pages = _words(file) if file else [text]
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=child.pk)
        copy = PlanCopy.rows.select_related("request").get(pk=copy.pk)
        if copy.taken_back_on or copy.child_id != child.pk:
            raise CannotSave("That plan was taken back. Choose another")
        if why := refused(child, pages, paper=paper_key(copy.request.public_id), on=on):
            raise CannotSave(why)
        return _kept(child, copy, given, text, file, by, on)


def _is_whole(given: Given, text: str) -> None:
    if given.language not in LANGUAGES:
        raise CannotSave("Choose a language from the list")
    if not given.translated_by.strip():
        raise CannotSave("Say who translated it")
    if bool(given.data) == bool(text):
        raise CannotSave("Choose a file, or type the translation: one of the two")
    if len(text) > LONGEST:
        raise CannotSave(f"The text can have {LONGEST:,} letters")


def _words(file: File) -> list[str]:
    try:
        return words_by_page(file)
    except Exception as fault:  # two libraries that read strangers' files, each with errors of its own
        raise CannotSave("The words in the file cannot be read. Save it again as PDF or Word, then send it") from fault


def _kept(
    child: Child, copy: PlanCopy, given: Given, text: str, file: File | None, by: journal.Author, on: date
) -> PlanTranslation:  # fmt: skip
    title = f"Plan in {LANGUAGES[given.language][0]}"
    document = (
        keeping.keep_sent_in(child=child, file=file, purpose=PURPOSE, title=title, by=by, on=on) if file else None
    )
    row = PlanTranslation.rows.create(
        child=child, copy=copy, fingerprint=copy.fingerprint, language=given.language, text=text,
        translated_by=given.translated_by.strip()[:200], document=document, added_at=clock.now(),
        added_by=by.public_id, added_by_name=by.name,
    )  # fmt: skip
    _record("translation.added", row, by, on)
    return row


def take_back(*, row: PlanTranslation, by: journal.Author, on: date) -> None:
    """It was added by mistake, or is wrong: nobody is shown it from now. The row stays."""
    with transaction.atomic():
        row = PlanTranslation.rows.select_for_update().get(pk=row.pk)
        if row.taken_back_on is None:
            row.taken_back_on = on
            row.save(update_fields=["taken_back_on"])
            _record("translation.taken_back", row, by, on)


def _record(kind: str, row: PlanTranslation, by: journal.Author, on: date) -> None:
    data = {"translation": row.public_id, "copy": row.copy.public_id, "language": row.language}
    journal.record(kind, by=by, about=row.child.public_id, on=on, data=data)
