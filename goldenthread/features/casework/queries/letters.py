"""Reads letters: of a child for staff, to one of the family, and those to print."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.features.casework.models import Letter, PrintBatch
from goldenthread.foundation.access.queries.children import may
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Child

CHANNELS = Letter.Channel.choices


def letters_of(child: Child) -> list[Letter]:
    """Drafts first, then what was sent, newest first. One query."""
    rows = _with(Letter.rows.filter(child=child).exclude(state=Letter.State.THROWN_AWAY))
    return sorted(rows.order_by("-made_at", "-id"), key=lambda letter: letter.state != Letter.State.DRAFT)


def letter_of(child: Child, public_id: str) -> Letter | None:
    """One letter of this child, thrown away or not; None for what is no id."""
    if not is_id(public_id):
        return None
    return _with(Letter.rows.filter(child=child, public_id=public_id)).first()


def may_open(letter: Letter, viewer: Viewer, *, on: date) -> bool:
    """Whether this viewer, who works on the child, may open the letter itself: the receiver's home may be hidden."""
    if letter.state == Letter.State.DRAFT:
        hidden = bool(letter.adult and letter.adult.address_hidden)
    else:
        hidden = letter.shows_hidden_address
    if not hidden:
        return True
    return may(viewer, Verb.SEE_HIDDEN_ADDRESS, letter.child_id, on=on)


def letters_to(child: Child, viewer: Viewer) -> list[Letter]:
    """What was sent to this very person about this child, newest first. One query."""
    if viewer.adult_id is None:
        return []
    rows = Letter.rows.filter(child=child, adult_id=viewer.adult_id, state=Letter.State.SENT)
    return list(_with(rows).order_by("-sent_on", "-id"))


def to_print(viewer: Viewer, *, on: date) -> list[Letter]:
    """Sent by post and not printed yet, of children this viewer works on, oldest first. One query."""
    if not viewer.may(Power.PRINT_LETTERS):
        return []
    rows = Letter.rows.filter(
        _openable(viewer, on), state=Letter.State.SENT, channel=Letter.Channel.POST, batch=None
    )  # fmt: skip
    return list(_with(rows).order_by("sent_on", "id")[:500])


def batch_of(viewer: Viewer, public_id: str, *, on: date) -> tuple[PrintBatch, list[Letter]] | None:
    """One batch, with those of its letters this viewer may open; None where there is none of them."""
    if not viewer.may(Power.PRINT_LETTERS) or not is_id(public_id):
        return None
    rows = Letter.rows.filter(_openable(viewer, on), batch__public_id=public_id)
    letters = list(_with(rows).select_related("batch").order_by("sent_on", "id"))
    return (letters[0].batch, letters) if letters and letters[0].batch else None


def batches(viewer: Viewer, *, on: date) -> list[tuple[PrintBatch, int]]:
    """The last twenty batches with letters this viewer may open, newest first, with how many. One query."""
    rows = Letter.rows.filter(_openable(viewer, on), batch__isnull=False).select_related("batch")
    found: dict[PrintBatch, int] = {}
    for letter in rows.order_by("-batch__made_at", "id")[:2_000]:
        assert letter.batch is not None
        found[letter.batch] = found.get(letter.batch, 0) + 1
    return list(found.items())[:20]


def _openable(viewer: Viewer, on: date) -> Q:
    works = viewer.children_filter(Verb.WORK_ON, on=on, path="child")
    sees = viewer.children_filter(Verb.SEE_HIDDEN_ADDRESS, on=on, path="child")
    return works & (Q(shows_hidden_address=False) | sees)


def _with(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    return rows.select_related("child", "adult", "organisation", "request", "document")
