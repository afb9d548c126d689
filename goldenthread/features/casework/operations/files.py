"""Keeps what people send in, lets advisers see it once somebody has looked, and takes away what came by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from goldenthread.features.casework.models import CaseFile, Intake
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.documents import keeping
from goldenthread.foundation.documents.checking import checked
from goldenthread.foundation.documents.words import words_by_page
from goldenthread.foundation.people.models import Child
from goldenthread.foundation.people.queries.others_named import others_named

PURPOSE: Final = "sent_in"
MOST_A_DAY: Final = 40  # by one person about one child


class TooMany(Exception):
    """One person has sent MOST_A_DAY files about this child today."""


class NotTheirs(Exception):
    """The file is not this person's, or it has been sent and only the team can take it away."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came: its name, its bytes, what it shows in the sender's words, for whom it is typed in."""

    name: str
    data: bytes
    says: str = ""
    sent_for: str = ""


def send_file(*, child: Child, sent: Sent, by: Viewer, on: date, intake: Intake | None = None) -> CaseFile:
    """Keep one file. Raises NotKept (foundation/documents/checking.py) and TooMany."""
    file = checked(sent.name, sent.data)
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=child.pk)
        today = CaseFile.rows.filter(child=child, sender_id=by.user_id, document__kept_at__date=clock.today())
        if today.count() >= MOST_A_DAY:
            raise TooMany
        document = keeping.keep_sent_in(
            child=child, file=file, purpose=PURPOSE, title=sent.says or file.name, by=by, on=on
        )
        return CaseFile.rows.create(
            child=child, document=document, intake=intake, sender_id=by.user_id or 0, sent_for=sent.sent_for[:200],
            says=sent.says[:300], may_name_another=bool(others_named(words_of_file(file), child=child)),
            **({"looked_at_on": on, "looked_at_by_name": by.name} if sent.sent_for else {}),
        )  # fmt: skip


def look_at(*, file: CaseFile, by: Viewer, on: date) -> None:
    """Somebody of the team has opened it: it waits for nobody any more. The first to do so is kept."""
    with transaction.atomic():
        rows = CaseFile.rows.filter(pk=file.pk, looked_at_on=None)
        if rows.update(looked_at_on=on, looked_at_by_name=by.name):
            journal.record(
                "file.looked_at", by=by, about=file.child.public_id, on=on, data={"document": file.document.public_id}
            )


def show_to_advisers(*, file: CaseFile, shown: bool, by: Viewer, on: date) -> None:
    """Those asked for advice about this child may open it from now, or no longer."""
    with transaction.atomic():
        row = CaseFile.rows.select_for_update().get(pk=file.pk)
        row.shown_to_advisers_on, row.shown_by_name = (on, by.name) if shown else (None, "")
        row.save(update_fields=["shown_to_advisers_on", "shown_by_name"])
        look_at(file=row, by=by, on=on)
        journal.record(
            "file.shown" if shown else "file.hidden", by=by, about=row.child.public_id, on=on,
            data={"document": row.document.public_id},
        )  # fmt: skip


def take_away(*, file: CaseFile, reason: str, by: Viewer, on: date) -> None:
    """By the team: the file goes, the reason stays. Raises ReasonNeeded (foundation/documents/keeping.py)."""
    keeping.take_away(document=file.document, reason=reason, by=by, on=on)


def take_back(*, file: CaseFile, by: Viewer, on: date) -> None:
    """By whoever sent it, while the request it goes with has not been sent. Raises NotTheirs."""
    with transaction.atomic():
        row = CaseFile.rows.select_for_update(of=("self",)).select_related("intake", "document").get(pk=file.pk)
        if row.sender_id != by.user_id or row.intake is None or row.intake.state != Intake.State.DRAFT:
            raise NotTheirs
        keeping.take_away(document=row.document, reason="Taken back before it was sent", by=by, on=on)


def words_of_file(file: keeping.File) -> list[str]:
    """Its words, where they can be read: a file whose words cannot is kept all the same, and looked at by a person."""
    try:
        return words_by_page(file)
    except Exception:  # two libraries that read strangers' files, each with errors of its own
        return []
