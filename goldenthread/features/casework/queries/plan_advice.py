"""The advice a plan is assembled from: every submitted row, whether the plan carries it, and where advices differ.

For a child already found for somebody who works on the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from goldenthread.domain.advice.report import AREAS, NEED, OUTCOME, PROVISION, Entry
from goldenthread.domain.plan.conflicts import Conflict, Said, conflicts
from goldenthread.domain.plan.items import Item
from goldenthread.domain.plan.thread import Advised
from goldenthread.features.casework.models import Advice, AdviceEntry, AdviceReport, DroppedAdvice, PlanItem
from goldenthread.features.casework.queries.plan_items import Source, source_from


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """One row of submitted advice. `area`: its own, or that of the need it serves; `serves` ids of the same report.

    `taken`: ids of the items that rest on it, or on what it corrects (`earlier`: ids of those rows; `is_corrected`: its
    words are others now); `left_out`: why the plan does not carry it.
    """

    source: Source
    area: str
    serves: tuple[str, ...]
    taken: tuple[str, ...]
    left_out: str
    left_out_by: str = ""
    submitted_on: date | None = None
    earlier: tuple[str, ...] = ()
    is_corrected: bool = False

    @property
    def id(self) -> str:
        """The public id of the row of advice."""
        return self.source.id

    @property
    def entry(self) -> Entry:
        """Its words."""
        return self.source.entry

    @property
    def area_said(self) -> str:
        """The area in words; blank where unsaid."""
        return AREAS.get(self.area, "")

    @property
    def waits(self) -> bool:
        """Nobody has decided yet whether the plan carries it."""
        return not self.taken and not self.left_out


def advice_rows(request_id: int, hidden: Sequence[str] = ()) -> list[AdviceRow]:
    """Every row of the advice submitted for this plan, by advice in the order it came. `hidden`: addresses to take out.

    Six queries.
    """
    entries = list(entries_for(request_id))
    corrected = _corrected(entries)
    taken: dict[str, list[str]] = {}
    pairs = PlanItem.rows.filter(request_id=request_id, removed_on=None, sources__isnull=False)
    for source, item in pairs.order_by("position").values_list("sources__public_id", "public_id"):
        taken.setdefault(source, []).append(item)
    dropped = {row.entry_id: row for row in DroppedAdvice.rows.filter(request_id=request_id)}
    areas = _areas(entries)
    found = []
    for entry in entries:
        before = corrected.get(entry.pk, [])
        same = [each.pk for each in before if each.text == entry.text]
        out = next((dropped[each] for each in (entry.pk, *same) if each in dropped), None)
        items = [item for each in (entry, *before) for item in taken.get(each.public_id, ())]
        found.append(
            AdviceRow(
                source_from(entry, hidden), areas.get(entry.public_id, ""), _serves(entry), tuple(dict.fromkeys(items)),
                out.reason if out else "", out.dropped_by_name if out else "", entry.report.submitted_on,
                tuple(each.public_id for each in before), bool(items) and len(same) < len(before),
            )
        )  # fmt: skip
    return found


def entries_for(request_id: int, ids: Iterable[str] | None = None) -> Iterable[AdviceEntry]:
    """The stored rows of advice this plan may carry, of the version that stands, earlier advice agreed on included.

    Two queries.
    """
    of = Q(report__advice__request_id=request_id)
    reused = Advice.rows.filter(request_id=request_id, reuse__earlier__isnull=False).values("reuse__earlier_id")
    rows = AdviceEntry.rows.filter(of | Q(report__advice__in=reused), report__state=AdviceReport.State.SUBMITTED)
    if ids is not None:
        rows = rows.filter(public_id__in=list(ids))
    rows = rows.select_related("report__advice__organisation", "report__advice__adult")
    return rows.prefetch_related("serves").order_by("report__submitted_at", "report_id", "position", "id")


def conflicts_in(rows: Sequence[AdviceRow]) -> tuple[Conflict, ...]:
    """Where different advices do not agree."""
    return conflicts([Said(row.source.name, row.entry, row.area) for row in rows])


def advised_in(rows: Iterable[AdviceRow]) -> list[Advised]:
    """Rows as the thread reads them."""
    return [Advised(row.id, row.entry.part, row.entry.text, row.source.name, row.left_out) for row in rows]


def with_current_sources(items: Iterable[Item], rows: Iterable[AdviceRow]) -> list[Item]:
    """Items as resting on the version of each advice that stands, where it was corrected since they were taken."""
    now = {earlier: row.id for row in rows for earlier in row.earlier}
    return [
        replace(item, sources=tuple(dict.fromkeys(now.get(source, source) for source in item.sources)))
        for item in items
    ]  # fmt: skip


def _corrected(entries: Sequence[AdviceEntry]) -> dict[int, list[AdviceEntry]]:
    """By row number, the rows each was carried from through earlier versions of its report, newest first."""
    reports = {entry.report.advice_id for entry in entries if entry.carried_from_id}
    if not reports:
        return {}
    known = {row.pk: row for row in AdviceEntry.rows.filter(report__advice__in=reports).order_by("id")}
    found: dict[int, list[AdviceEntry]] = {}
    for entry in entries:
        row = known.get(entry.carried_from_id or 0)
        while row is not None and row not in found.setdefault(entry.pk, []):
            found[entry.pk].append(row)
            row = known.get(row.carried_from_id or 0)
    return found


def _serves(entry: AdviceEntry) -> tuple[str, ...]:
    return tuple(each.public_id for each in entry.serves.all())


def _areas(entries: Sequence[AdviceEntry]) -> dict[str, str]:
    """By id, the area a row belongs to: its own, or that of the one need it leads back to."""
    found = {each.public_id: each.area for each in entries if each.part == NEED}
    for part in (OUTCOME, PROVISION):
        for entry in entries:
            if entry.part == part:
                areas = {found.get(served, "") for served in _serves(entry)} - {""}
                found[entry.public_id] = areas.pop() if len(areas) == 1 else ""
    return found
