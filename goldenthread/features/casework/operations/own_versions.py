"""Makes the child's own version of a plan: a first proposal, a person's sentences, and the check before it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.db import transaction

from goldenthread.domain.plan.easy_read import (
    LONGEST_SENTENCE,
    LONGEST_TITLE,
    MOST_A_PART,
    PARTS,
    Line,
    carried,
    changed_sections,
    proposal,
)
from goldenthread.domain.plan.symbols import symbols
from goldenthread.features.casework.models import OwnVersion, PlanCopy
from goldenthread.features.casework.queries import own_versions as queries
from goldenthread.features.casework.queries.plan_drafts import text_in
from goldenthread.features.casework.queries.plan_look_over import refused
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child

PAPER: Final = "own-version"


class CannotSave(Exception):
    """It cannot be kept or shown like this; the message says why, in words for whoever wrote it."""


class SavedMeanwhile(Exception):
    """Somebody saved it after this page was made: `row` is what stands, with who and when."""

    def __init__(self, row: OwnVersion) -> None:
        super().__init__("saved meanwhile")
        self.row = row


def begin(*, child: Child, copy: PlanCopy, by: journal.Author, on: date) -> OwnVersion:
    """The version made from this copy: what was begun already, else the one before carried over, else a first proposal
    from the plan's own sentences. Raises CannotSave where the copy is not the plan that stands."""
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=child.pk)
        row = OwnVersion.rows.filter(copy=copy).first()
        if row is not None:
            return row
        _stands(child, copy)
        older, texts = queries.before(child, copy), text_in(copy)
        if older is not None:
            changed = changed_sections(text_in(older.copy), texts)
            lines = carried(queries.lines_of(older.lines), changed, _proposed(copy))
        else:
            lines = _proposed(copy)
        row = OwnVersion.rows.create(
            child=child, copy=copy, fingerprint=copy.fingerprint, lines=queries.as_kept(lines), saved_at=clock.now(),
            saved_by=by.public_id, saved_by_name=by.name,
        )  # fmt: skip
        _record("own_version.begun", row, by, on)
        return row


def save_part(
    *, row: OwnVersion, part: str, lines: Sequence[Line], version: int, by: journal.Author, on: date
) -> OwnVersion:
    """A person's lines of one part, in place of those there were: whoever saves has looked at each. What is shown to
    the family stays as it was until it is checked again. Raises SavedMeanwhile, CannotSave."""
    if part not in PARTS or len(lines) > MOST_A_PART:
        raise CannotSave(f"A part can have {MOST_A_PART} sentences")
    for line in lines:
        _may_keep(line)
    with transaction.atomic():
        row = _held(row, version)
        others = [each for each in queries.lines_of(row.lines) if each.part != part]
        kept = [*others, *(replace(line, part=part, proposed=False) for line in lines)]
        order = list(PARTS)
        row.lines = queries.as_kept(sorted(kept, key=lambda each: order.index(each.part)))
        row.version, row.saved_at, row.saved_by, row.saved_by_name = version + 1, clock.now(), by.public_id, by.name
        row.save(update_fields=["lines", "version", "saved_at", "saved_by", "saved_by_name"])
        _record("own_version.saved", row, by, on, part=part)
        return row


def check(*, row: OwnVersion, version: int, by: journal.Author, on: date) -> OwnVersion:
    """A person has checked it against the plan: the child and the family see it from now. Raises SavedMeanwhile, and
    CannotSave while a sentence is only proposed, nothing is written, or it names another child or a hidden home."""
    with transaction.atomic():
        row = _held(row, version)
        lines = queries.lines_of(row.lines)
        _stands(row.child, row.copy)
        waiting = sorted({PARTS[each.part].title for each in lines if each.proposed})
        if waiting:
            raise CannotSave(f"Nobody has looked at all of this yet. Open and save: {'; '.join(waiting)}")
        if not lines:
            raise CannotSave("Write at least one sentence first")
        _names_nobody_else(row.child, lines, on)
        row.shown, row.checked_at, row.checked_by, row.checked_by_name = row.lines, clock.now(), by.public_id, by.name
        row.save(update_fields=["shown", "checked_at", "checked_by", "checked_by_name"])
        _record("own_version.checked", row, by, on)
        return row


def _proposed(copy: PlanCopy) -> tuple[Line, ...]:
    return proposal(text_in(copy), queries.next_steps(copy))


def _stands(child: Child, copy: PlanCopy) -> None:
    standing = queries.plan_that_stands(child)
    if standing is None or standing.pk != copy.pk:
        raise CannotSave("A newer plan was sent. Begin from that one")


def _held(row: OwnVersion, version: int) -> OwnVersion:
    Child.rows.select_for_update().only("id").get(pk=row.child_id)
    row = OwnVersion.rows.select_related("copy", "child").get(pk=row.pk)
    if row.version != version:
        raise SavedMeanwhile(row)
    return row


def _may_keep(line: Line) -> None:
    if not line.sentence.strip():
        raise CannotSave("A sentence is empty")
    if len(line.sentence) > LONGEST_SENTENCE or len(line.title) > LONGEST_TITLE:
        raise CannotSave(f"A sentence can have {LONGEST_SENTENCE} letters, a title {LONGEST_TITLE}")
    if line.symbol and line.symbol not in symbols():
        raise CannotSave("Choose a symbol from the list")


def _names_nobody_else(child: Child, lines: Sequence[Line], on: date) -> None:
    if why := refused(child, [queries.words_in(lines)], paper=PAPER, on=on):
        raise CannotSave(why)


def _record(kind: str, row: OwnVersion, by: journal.Author, on: date, **more: str) -> None:
    data = {"own_version": row.public_id, "copy": row.copy.public_id, "version": row.version, **more}
    journal.record(kind, by=by, about=row.child.public_id, on=on, data=data)
