"""Saves what is typed in a section of a plan being drafted: every few seconds, by several people, losing nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from goldenthread.domain.lifecycle.assessment_steps import WRITING, stage_of
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.models import PlanSection, PlanSectionBefore, Request
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child

LONGEST_SECTION: Final = 60_000
ONE_SITTING: Final = timedelta(minutes=10)  # saves of one person closer than this are one entry in the journal
NOT_WRITING: Final = "A plan is written after the decision to make one, and until the final plan is sent."
FROM_ITEMS: Final = "This section is written from its items. Change the items, and its text follows."
_MUCH = 200  # characters: a section this long that loses half is kept as it was


class NoSuchSection(Exception):
    """A plan has no such section."""


class SectionTooLong(Exception):
    """More than LONGEST_SECTION characters."""


class SectionChanged(Exception):
    """Somebody saved this section after it was read: `row` is what stands now, with who saved it and when."""

    def __init__(self, row: PlanSection) -> None:
        super().__init__("The section changed meanwhile.")
        self.row = row


def save_section(
    *, request: Request, code: str, text: str, version: int, by: journal.Author, on: date, keep: bool = False,
    from_items: bool | None = None,
) -> PlanSection:  # fmt: skip
    """Keep the text as typed. `version` is that of the section as it was read (0: it was empty).

    Saving what stands already changes nothing, whatever the version. What another person wrote is kept beside what
    replaces it; `keep` does so with one's own too, saved in another window. The journal has one entry for each sitting
    of a writer, not one for each few seconds. `from_items` (operations/plan_composing.py alone): the text was written
    from the plan's items, or False where its last item has gone; such a section is not typed in.

    Raises NoSuchSection, SectionTooLong, NotNow, SectionChanged.
    """
    text = _typed(code, text)
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=request.child_id)
        row = PlanSection.rows.filter(request=request, code=code).first()
        if row is not None and row.text == text:
            return _marked(row, from_items)
        _may_write(request, row, from_items)
        now = clock.now()
        row = row or PlanSection(request=request, child_id=request.child_id, code=code, saved_at=now)
        if row.version != version:
            raise SectionChanged(row)
        sitting = row.pk is not None and row.saved_by == by.public_id and now - row.saved_at < ONE_SITTING
        _keep_before(row, text, by, keep)
        row.from_items = bool(from_items)
        _write(row, text, by, now)
        if not sitting:
            journal.record(
                "plan.section_written", by=by, about=request.child.public_id, on=on,
                data={"request": request.public_id, "section": code, "version": row.version},
            )  # fmt: skip
        return row


def _typed(code: str, text: str) -> str:
    if code not in plan_sections():
        raise NoSuchSection
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST_SECTION:
        raise SectionTooLong
    return text


def _may_write(request: Request, row: PlanSection | None, from_items: bool | None) -> None:
    if stage_of(case_of(request)) not in WRITING:
        raise NotNow(NOT_WRITING)
    if row is not None and row.from_items and from_items is None:
        raise NotNow(FROM_ITEMS)


def _marked(row: PlanSection, from_items: bool | None) -> PlanSection:
    """The same text, from now on written from items or by hand."""
    if from_items is not None and row.from_items != from_items:
        row.from_items = from_items
        row.save(update_fields=["from_items"])
    return row


def _write(row: PlanSection, text: str, by: journal.Author, now: datetime) -> None:
    row.text, row.version = text, row.version + 1
    row.saved_at, row.saved_by, row.saved_by_name = now, by.public_id, by.name
    row.save()


def _keep_before(row: PlanSection, text: str, by: journal.Author, keep: bool) -> None:
    if row.pk is None or not row.text.strip():
        return
    mostly_gone = len(row.text) > _MUCH and len(text) < len(row.text) / 2
    if keep or mostly_gone or row.saved_by != by.public_id:
        PlanSectionBefore.rows.create(
            section=row, child_id=row.child_id, text=row.text, version=row.version, saved_at=row.saved_at,
            saved_by_name=row.saved_by_name,
        )  # fmt: skip
