"""Writing advice: a draft of the body asked, saved row by row. Nothing typed is lost when two people write at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from goldenthread.domain.advice.report import BY_CODE, COLUMNS
from goldenthread.features.casework.models import Advice, AdviceEntry, AdviceReport, Milestone
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.foundation import clock, journal
from goldenthread.foundation.ids import is_id

_ABOUT = ("written_by", "based_on")
_SUBMITTED = "This advice has been submitted. To change it, correct it: the version before is kept."


class ChangedBySomebody(Exception):
    """Somebody saved it after it was read. `now` is the row or report as it stands; None where it was removed."""

    def __init__(self, now: AdviceEntry | AdviceReport | None) -> None:
        super().__init__("changed meanwhile")
        self.now = now


def save_entry(
    *, advice: Advice, part: str, given: Mapping[str, Any], by: journal.Author, on: date, entry_id: str = "",
    version: int = 0,
) -> AdviceEntry:  # fmt: skip
    """Add a row to a part of the draft, or change the one with `entry_id` as it was at `version`.

    `given`: `text`, the part's columns, and `serves` as public ids of rows of the same draft; others are left out.
    Raises NotNow, ChangedBySomebody.
    """
    names = ("text", *COLUMNS[part])
    values = {name: _clean(given[name]) for name in names if name in given}
    with transaction.atomic():
        report = draft_of(advice, by)
        if entry_id:
            entry = _entry(report, entry_id, part)
            same = all(getattr(entry, name) == value for name, value in values.items())
            if entry.edition != version and not same:
                raise ChangedBySomebody(entry)
        else:
            last = report.entries.filter(part=part).aggregate(last=Max("position"))["last"] or 0
            entry = AdviceEntry(report=report, child_id=advice.child_id, part=part, position=last + 1, edition=0)
        for name, value in values.items():
            setattr(entry, name, value)
        entry.edition, entry.saved_by_name = entry.edition + 1, by.name
        entry.save()
        _link(report, entry, part, given.get("serves", ()))
        touch(report, by)
        _record("advice.written", report, by, on, entry=entry.public_id)
        return entry


def remove_entry(*, advice: Advice, entry_id: str, version: int, by: journal.Author, on: date) -> None:
    """Take a row out of the draft. Raises NotNow, ChangedBySomebody."""
    with transaction.atomic():
        report = draft_of(advice, by)
        entry = _entry(report, entry_id)
        if entry.edition != version:
            raise ChangedBySomebody(entry)
        _record("advice.row_removed", report, by, on, entry=entry.public_id)
        entry.delete()
        touch(report, by)


def save_about(
    *, advice: Advice, given: Mapping[str, str], read: Mapping[str, str], by: journal.Author, on: date
) -> AdviceReport:
    """Who wrote it and what it is based on. `read`: the same two as they were when the form was made.

    Raises NotNow, ChangedBySomebody.
    """
    with transaction.atomic():
        report = draft_of(advice, by)
        values = {name: _clean(given.get(name, "")) for name in _ABOUT}
        held = {name: getattr(report, name) for name in _ABOUT}
        if held not in (values, {name: _clean(read.get(name, "")) for name in _ABOUT}):
            raise ChangedBySomebody(report)
        report.written_by, report.based_on = values["written_by"], values["based_on"]
        touch(report, by, *_ABOUT)
        _record("advice.written", report, by, on)
        return report


def draft_of(advice: Advice, by: journal.Author) -> AdviceReport:
    """The draft, held until the transaction ends; begun where there is none. Raises NotNow where none may be begun."""
    rows = AdviceReport.rows.filter(advice=advice, state=AdviceReport.State.DRAFT).select_for_update()
    found = rows.first()
    if found is not None:
        return found
    if advice.reports.exists():
        raise NotNow(_SUBMITTED)
    if Milestone.rows.filter(advice=advice, fact="advice_not_needed", is_current=True, happened_on__isnull=False):
        raise NotNow("This advice is no longer needed.")
    try:
        with transaction.atomic():
            return AdviceReport.rows.create(
                advice=advice, child_id=advice.child_id, saved_at=clock.now(), saved_by=by.public_id,
                saved_by_name=by.name,
            )  # fmt: skip
    except IntegrityError:  # a colleague began it a moment before
        return rows.get()


def touch(report: AdviceReport, by: journal.Author, *fields: str) -> None:
    """Something in the draft was saved: by whom, when, and a new edition."""
    report.edition += 1
    report.saved_at, report.saved_by, report.saved_by_name = clock.now(), by.public_id, by.name
    report.save(update_fields=["edition", "saved_at", "saved_by", "saved_by_name", *fields])


def _entry(report: AdviceReport, entry_id: str, part: str = "") -> AdviceEntry:
    rows = report.entries.filter(public_id=entry_id, **({"part": part} if part else {})) if is_id(entry_id) else None
    found = rows.select_for_update().first() if rows is not None else None
    if found is None:
        raise ChangedBySomebody(None)
    return found


def _link(report: AdviceReport, entry: AdviceEntry, part: str, wanted: Any) -> None:
    serves = BY_CODE[part].serves
    if serves:
        ids = [each for each in wanted if is_id(each)]
        entry.serves.set(report.entries.filter(part=serves, public_id__in=ids))


def _clean(value: Any) -> Any:
    return value.replace("\x00", "").replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _record(kind: str, report: AdviceReport, by: journal.Author, on: date, **data: str) -> None:
    told = {"advice": report.advice.public_id, "report": report.public_id, **data}
    journal.record(kind, by=by, about=report.child.public_id, on=on, data=told)
