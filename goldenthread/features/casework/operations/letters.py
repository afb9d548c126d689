"""Writes, saves and sends letters. A letter is sent once, as a paper that never changes.

Before it leaves, the paper itself is read: it must have what the law requires, no blank to be filled, no home that is
kept hidden from its receiver, and nobody else's name, number or home unless a person says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from goldenthread.domain.lifecycle.assessment_steps import BY_CODE, may_follow
from goldenthread.domain.statute.letters import PARENT, Item, LetterKind, blanks, filled, letter_kinds, missing
from goldenthread.features.casework.models import Letter, Request
from goldenthread.features.casework.operations import assessment_steps
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.letter_papers import paper_of
from goldenthread.features.casework.queries.letter_receivers import (
    Receiver,
    hidden_from,
    receiver_of,
    ties_holding,
)
from goldenthread.features.casework.queries.letter_values import request_for, values_for, wording_of
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.documents.keeping import PDF, File, keep_made
from goldenthread.foundation.documents.words import words_by_page
from goldenthread.foundation.people.models import Child, Tie
from goldenthread.foundation.people.queries.others_named import Found, addresses_on, others_named
from goldenthread.foundation.typesetting import pdf

PURPOSE: Final = "letter"
LONGEST: Final = 20_000
LARGE_PRINT: Final = "large print"


class ChangedBySomebody(Exception):
    """Somebody saved, sent or threw away this letter after the form was made. `now` is the letter as it stands."""

    def __init__(self, now: Letter) -> None:
        super().__init__("Changed meanwhile.")
        self.now = now


class NotReady(Exception):
    """It cannot go: blanks to fill, items the law requires (`values` are what must stand there), nowhere to post it."""

    def __init__(self, blanks: Sequence[str], items: Sequence[Item], values: Mapping[str, str], homeless: bool) -> None:
        super().__init__("The letter is not ready.")
        self.blanks, self.items, self.values, self.homeless = tuple(blanks), tuple(items), dict(values), homeless


class NamesSomebody(Exception):
    """It seems to name another child or another family's home. It can go with a reason."""

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__("The letter seems to name somebody else.")
        self.found = tuple(found)


class ShowsHiddenHome(Exception):
    """It has an address that is kept hidden from its receiver. It cannot go."""

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__("The letter shows a hidden address.")
        self.found = tuple(found)


@dataclass(frozen=True, slots=True)
class Sending:
    """How it goes: the channel, who signs (name, post), and why it may name somebody else, if it does."""

    channel: str
    signed_by: tuple[str, ...]
    release: str = ""


def write_letters(
    *, child: Child, kind: LetterKind, receivers: Sequence[Receiver], by: journal.Author, on: date
) -> list[Letter]:
    """A draft to each receiver, filled from the case."""
    request, ties, wording = request_for(child), ties_holding(child, on=on), wording_of(kind)
    made = []
    with transaction.atomic():
        for receiver in receivers:
            values = values_for(child, kind, recipient=receiver.name, request=request, ties=ties, on=on)
            made.append(_write(child, kind, receiver, request, filled(wording.text, values), values, by))
            journal.record(
                "letter.written", by=by, about=child.public_id, on=on,
                data={"letter": made[-1].public_id, "kind": kind.code, "wording": wording.version},
            )  # fmt: skip
    return made


def _write(
    child: Child, kind: LetterKind, receiver: Receiver, request: Request | None, text: str, values: dict[str, str],
    by: journal.Author,
) -> Letter:  # fmt: skip
    now = clock.now()
    return Letter.rows.create(
        child=child, kind=kind.code, title=filled(kind.title, values)[:200], role=receiver.role, request=request,
        adult_id=receiver.adult_id, organisation_id=receiver.organisation_id, text=text,
        large_print=LARGE_PRINT in receiver.needs.lower(), made_at=now, saved_at=now, saved_by=by.public_id,
        saved_by_name=by.name,
    )  # fmt: skip


def save(*, letter: Letter, text: str, saves: int, by: journal.Author, on: date) -> Letter:
    """Keep the text of a draft. Raises ChangedBySomebody."""
    with transaction.atomic():
        row = _hold(letter, saves)
        if row.text == text:
            return row
        row.text, row.saves, row.saved_at = text, row.saves + 1, clock.now()
        row.saved_by, row.saved_by_name = by.public_id, by.name
        row.save(update_fields=["text", "saves", "saved_at", "saved_by", "saved_by_name"])
        journal.record(
            "letter.saved", by=by, about=row.child.public_id, on=on,
            data={"letter": row.public_id, "saves": row.saves},
        )  # fmt: skip
    return row


def throw_away(*, letter: Letter, saves: int, by: journal.Author, on: date) -> None:
    """A draft that is not wanted. The row stays, out of the lists. Raises ChangedBySomebody."""
    with transaction.atomic():
        row = _hold(letter, saves)
        row.state = Letter.State.THROWN_AWAY
        row.save(update_fields=["state"])
        journal.record(
            "letter.thrown_away", by=by, about=row.child.public_id, on=on, data={"letter": row.public_id}
        )  # fmt: skip


def send(*, letter: Letter, saves: int, sending: Sending, by: journal.Author, on: date) -> Letter:
    """It goes today. Raises ChangedBySomebody, NotReady, ShowsHiddenHome, NamesSomebody."""
    with transaction.atomic():
        row = _hold(letter, saves)
        child, receiver = row.child, receiver_of(row)
        ties = ties_holding(child, on=on)
        _ready(row, receiver, sending, ties, on)
        row.channel = sending.channel
        paper = paper_of(row, lines=receiver.lines, ties=ties, signed_by=sending.signed_by, dated=on)
        file = File(f"{letter_kinds()[row.kind].name}.pdf", PDF, pdf(paper))
        pages = words_by_page(file)
        _look_over(pages, child, receiver, ties, sending)
        row.document = keep_made(child=child, file=file, purpose=PURPOSE, title=row.title, by=by, on=on)
        _mark_sent(row, receiver, sending, by, on)
        _record_step(row, receiver, by, on)
    return row


def why_not(letter: Letter, *, on: date) -> NotReady | None:
    """What would stop this draft from going today, by any way; None where nothing would."""
    return _lacks(letter, receiver_of(letter), ties_holding(letter.child, on=on), on)


def _ready(row: Letter, receiver: Receiver, sending: Sending, ties: list[Tie], on: date) -> None:
    lacks = _lacks(row, receiver, ties, on)
    if lacks:
        raise lacks
    if sending.channel == Letter.Channel.POST and not receiver.has_an_address:
        raise NotReady((), (), {}, homeless=True)


def _lacks(row: Letter, receiver: Receiver, ties: list[Tie], on: date) -> NotReady | None:
    kind = letter_kinds()[row.kind]
    values = values_for(row.child, kind, recipient=receiver.name, request=row.request, ties=ties, on=on)
    empty, lacking = blanks(row.text), missing(kind, row.text, values)
    if empty or lacking or not row.text.strip():
        return NotReady(empty, lacking, values, homeless=False)
    return None


def _look_over(pages: list[str], child: Child, receiver: Receiver, ties: list[Tie], sending: Sending) -> None:
    hidden = addresses_on(pages, hidden_from(child, receiver, ties))
    if hidden:
        raise ShowsHiddenHome(hidden)
    allowed = {receiver.name, *sending.signed_by, *(tie.adult.name for tie in ties if tie.adult)}
    found = others_named(pages, child=child, allowed=sorted(allowed))
    if found and not sending.release.strip():
        raise NamesSomebody(found)


def _mark_sent(row: Letter, receiver: Receiver, sending: Sending, by: journal.Author, on: date) -> None:
    row.state, row.sent_on, row.sent_by_name = Letter.State.SENT, on, by.name
    row.lines, row.signed_by, row.shows_hidden_address = list(receiver.lines), list(sending.signed_by), receiver.hidden
    row.released_because = sending.release.strip()
    row.save()
    about: dict[str, Any] = {"by": by, "about": row.child.public_id, "on": on}
    if row.released_because:
        journal.record("letter.released", reason=row.released_because, data={"letter": row.public_id}, **about)
    journal.record("letter.sent", data={"letter": row.public_id, "kind": row.kind, "how": row.channel}, **about)


def _record_step(row: Letter, receiver: Receiver, by: journal.Author, on: date) -> None:
    """What sending it to the family is in the case, where that may follow and is not recorded yet."""
    code = letter_kinds()[row.kind].step
    if not code or row.request is None or receiver.role != PARENT:
        return
    if BY_CODE[code] in may_follow(case_of(row.request)):
        assessment_steps.record_step(
            request=row.request, step=code, happened_on=on, by=by, on=on, version=version_of(row.child_id)
        )


def _hold(letter: Letter, saves: int) -> Letter:
    """The letter's row, locked until the transaction ends, if it is the draft the form was made from."""
    Child.rows.select_for_update().only("id").get(pk=letter.child_id)
    rows = Letter.rows.select_for_update(of=("self",)).select_related("child", "adult", "organisation", "request")
    row = rows.get(pk=letter.pk)
    if row.state != Letter.State.DRAFT or row.saves != saves:
        raise ChangedBySomebody(row)
    return row
