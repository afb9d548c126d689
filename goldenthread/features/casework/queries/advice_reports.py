"""Reports of advice as pages show them: each version with its rows and links. For a child already found for a viewer.

A hidden address is taken out of what was typed, for whoever may not see it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.domain.advice.not_known import QUESTIONS
from goldenthread.domain.advice.report import AREAS, COLUMNS, PARTS, Entry, Part
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.withheld import without_addresses
from goldenthread.features.casework.models import AdviceEntry, AdviceReport
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import ChildFacts, Viewer, tie_facts
from goldenthread.foundation.people.models import Child, Tie

DRAFT, SUBMITTED = AdviceReport.State.DRAFT, AdviceReport.State.SUBMITTED
_FAMILY = (Tie.Kind.SELF, Tie.Kind.PARENT, Tie.Kind.CARER)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `entry` as the rules read it, `facts` as (label, value), `serves` the words of what it points back to.

    `version` goes back with a change to it."""

    entry: Entry
    facts: tuple[tuple[str, str], ...]
    serves: tuple[str, ...]
    version: int
    saved_by: str

    @property
    def id(self) -> str:
        """Its public id: what a plan cites."""
        return self.entry.id


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of a report with its rows in order."""

    part: Part
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One version. `answers`: the three questions of one who does not know the child, else empty. `document`: the
    name of its file, where it came as one."""

    id: str
    number: int
    state: str
    is_not_known: bool
    edition: int
    written_by: str
    based_on: str
    reason: str
    answers: tuple[tuple[str, str], ...]
    parts: tuple[PartShown, ...]
    warnings: int
    saved_at: datetime
    saved_by: str
    submitted_on: date | None
    withheld_because: str
    document: str = ""
    document_scanned: bool = False

    @property
    def is_draft(self) -> bool:
        """It is still being written."""
        return self.state == DRAFT

    @property
    def stands(self) -> bool:
        """It is the version submitted last."""
        return self.state == SUBMITTED

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every row, as the rules read them."""
        return tuple(row.entry for part in self.parts for row in part.rows)

    def row(self, entry_id: str) -> Row | None:
        """One row by its public id."""
        return next((row for part in self.parts for row in part.rows if row.id == entry_id), None)

    def part(self, code: str) -> PartShown:
        """One part."""
        return next(each for each in self.parts if each.part.code == code)


def reports_of(advice_ids: Sequence[int], *, drafts: bool, hidden: Sequence[str] = ()) -> dict[int, tuple[Report, ...]]:
    """By advice's row number, its versions, newest first. `hidden`: addresses to take out. Three queries."""
    rows = AdviceReport.rows.filter(advice_id__in=list(advice_ids))
    if not drafts:
        rows = rows.exclude(state=DRAFT)
    reports = list(rows.select_related("document").order_by("-number"))
    entries: dict[int, list[AdviceEntry]] = defaultdict(list)
    if reports:
        wanted = AdviceEntry.rows.filter(report__in=[report.pk for report in reports])
        for entry in wanted.order_by("position", "id").prefetch_related("serves"):
            entries[entry.report_id].append(entry)
    found: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        found[report.advice_id].append(_report(report, entries[report.pk], hidden))
    return {advice_id: tuple(versions) for advice_id, versions in found.items()}


def hidden_from(viewer: Viewer, child: Child, *, on: date) -> tuple[str, ...]:
    """The addresses this viewer must not come upon: the child's and the family's, where anybody's is to be hidden.

    The child's own goes with a parent's: it may be the same door. One query.
    """
    ties = list(Tie.objects.filter(child_id=child.pk).select_related("adult"))
    kept = hidden_by(child, ties)
    return () if kept and viewer.allows(Verb.SEE_HIDDEN_ADDRESS, child_facts(child, ties), on=on) else kept


def kept_hidden(child: Child) -> tuple[str, ...]:
    """The same addresses whoever looks: for words that go to everybody of the family. One query."""
    return hidden_by(child, list(Tie.objects.filter(child_id=child.pk).select_related("adult")))


def hidden_by(child: Child, ties: Iterable[Tie]) -> tuple[str, ...]:
    """The same addresses from all ties of the child, read already with their adults."""
    kept = [tie.adult for tie in ties if tie.kind in _FAMILY and tie.adult and tie.adult.address_hidden]
    if not kept and not child.address_hidden:
        return ()
    own = [child.address, child.postcode]
    return tuple(part for part in (*own, *(part for each in kept for part in (each.address, each.postcode))) if part)


def child_facts(child: Child, ties: Iterable[Tie]) -> ChildFacts:
    """What the access rule needs of this child."""
    return ChildFacts(child.pk, child.sensitivity == Child.Sensitivity.RESTRICTED, child.born_on, tie_facts(ties))


def _report(report: AdviceReport, entries: Sequence[AdviceEntry], hidden: Sequence[str]) -> Report:
    words = {entry.public_id: without_addresses(entry.text, hidden) for entry in entries}
    rows = [_row(entry, words, hidden) for entry in entries]
    answers = tuple(
        (question.asks, without_addresses(getattr(report, question.code), hidden)) for question in QUESTIONS
    )
    not_known = report.form == AdviceReport.Form.NOT_KNOWN
    return Report(
        id=report.public_id, number=report.number, state=report.state, is_not_known=not_known, edition=report.edition,
        written_by=report.written_by, based_on=without_addresses(report.based_on, hidden),
        reason=without_addresses(report.reason, hidden),
        answers=answers if not_known else (),
        parts=tuple(PartShown(part, tuple(row for row in rows if row.entry.part == part.code)) for part in PARTS),
        warnings=len(report.warned), saved_at=report.saved_at, saved_by=report.saved_by_name,
        submitted_on=report.submitted_on, withheld_because=report.withheld_because,
        document=report.document.file_name if report.document else "",
        document_scanned=bool(report.document and report.document.scanned_at),
    )  # fmt: skip


def _row(stored: AdviceEntry, words: Mapping[str, str], hidden: Sequence[str]) -> Row:
    serves = tuple(each.public_id for each in stored.serves.all())
    values = {name: getattr(stored, name) for name in ("area", "by_when", *_TEXTS)}
    values |= {name: without_addresses(values[name], hidden) for name in _TEXTS}
    entry = Entry(stored.public_id, stored.part, words[stored.public_id], serves=serves, **values)
    facts = [(label, _value(name, values[name])) for name, label in COLUMNS[stored.part].items()]
    return Row(
        entry, tuple((label, value) for label, value in facts if value),
        tuple(words[each] for each in serves if each in words), stored.edition, stored.saved_by_name,
    )  # fmt: skip


def _value(name: str, value: Any) -> str:
    if name == "area":
        return AREAS.get(value, "")
    return said(value) if isinstance(value, date) else str(value or "")


_TEXTS = tuple(name for names in COLUMNS.values() for name in names if name not in ("area", "by_when"))
