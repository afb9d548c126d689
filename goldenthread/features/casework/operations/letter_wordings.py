"""Saves the wording letters start from. One that has lost what the law requires is refused, naming what and where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from goldenthread.domain.statute.letters import Item, LetterKind, blanks, missing_from_template
from goldenthread.features.casework.models import LetterTemplate
from goldenthread.features.casework.queries.letter_values import VALUES, Wording, wording_of
from goldenthread.foundation import clock, journal


class Lacks(Exception):
    """Letters written from this wording would lack these items, which the law requires."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__("The wording lacks what the law requires.")
        self.items = tuple(items)


class UnknownValues(Exception):
    """The wording names values there are not."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("The wording names values there are not.")
        self.names = tuple(names)


class ChangedBySomebody(Exception):
    """Somebody saved this wording after the form was made. `now` is what it is."""

    def __init__(self, now: Wording) -> None:
        super().__init__("Changed meanwhile.")
        self.now = now


def check(kind: LetterKind, text: str) -> None:
    """Raises Lacks, UnknownValues."""
    unknown = [name for name in blanks(text) if name not in VALUES]
    if unknown:
        raise UnknownValues(unknown)
    lacking = missing_from_template(kind, text)
    if lacking:
        raise Lacks(lacking)


def save_wording(*, kind: LetterKind, text: str, version: int, by: journal.Author, on: date) -> Wording:
    """A new version from today. Older ones are kept. Raises Lacks, UnknownValues, ChangedBySomebody."""
    check(kind, text)
    try:
        with transaction.atomic():
            now = wording_of(kind)
            if now.version != version:
                raise ChangedBySomebody(now)
            if now.text == text:
                return now
            row = LetterTemplate.objects.create(
                kind=kind.code, version=version + 1, text=text, saved_at=clock.now(), saved_by=by.public_id,
                saved_by_name=by.name,
            )  # fmt: skip
            journal.record("template.saved", by=by, on=on, data={"kind": kind.code, "version": row.version})
    except IntegrityError:  # two saved in the same moment: the version can be taken once
        raise ChangedBySomebody(wording_of(kind)) from None
    return Wording(row.text, row.version, row.saved_by_name)
