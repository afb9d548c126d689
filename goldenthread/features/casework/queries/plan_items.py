"""The items of a plan being drafted, as the rules read them and as a sent copy keeps them.

For a child already found for somebody who works on the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from goldenthread.domain.advice.report import COLUMNS as ADVISED
from goldenthread.domain.advice.report import Entry
from goldenthread.domain.plan.items import COLUMNS, DUTIES, Item, differs, in_order, numbers_of
from goldenthread.domain.plan.outcome_frameworks import tags_said
from goldenthread.domain.withheld import without_addresses
from goldenthread.features.casework.models import AdviceEntry, PlanItem, PlanItemBefore, Request
from goldenthread.features.casework.queries.advice_reports import kept_hidden
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_here

_PLAIN: Final = (
    "part", "section", "text", "area", "by_when", "measure", "who", "expertise", "how_often", "how_long", "ratio",
    "place", "reviewed", "starts_on", "funded_by", "duty", "changed_because",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """The row of advice an item rests on: whose, which version of the report, and its words as submitted."""

    id: str
    advice: str
    report: int
    name: str
    entry: Entry
    is_withheld: bool = False
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class BroughtSource:
    """What of a plan brought in an item was made of: the plan, the row's own id or (of a document) line and words.

    `sources` are the rows of advice that plan says it rests on, as {"id", "advice", "report", "name"}.
    """

    plan: str
    name: str
    brought_on: date
    row: str
    ref: str
    section: str
    line: int
    text: str
    sources: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item as it stands: `number` in the plan, what it rests on, whether its words are not those of its source."""

    item: Item
    number: str
    sources: tuple[Source, ...]
    is_changed: bool
    version: int
    saved_at: datetime
    saved_by: str
    brought: BroughtSource | None = None

    @property
    def id(self) -> str:
        """Its public id."""
        return self.item.id


def items_of(request_id: int, hidden: Sequence[str] = ()) -> list[ItemShown]:
    """Every item that stands, as the plan reads. `hidden`: addresses taken out of the words of its sources.

    Seven queries; one where there is none.
    """
    return as_shown(_standing(request_id), hidden)


def plain_items(request_id: int) -> list[Item]:
    """The same for the rules alone, in the order they were put. Three queries."""
    rows = PlanItem.rows.filter(request_id=request_id, removed_on=None).order_by("position", "id")
    return [item_from(row) for row in rows.prefetch_related("serves", "sources")]


def numbers_now(request_id: int) -> dict[str, str]:
    """By the id of each item that stands, the number it carries in the plan. One query."""
    rows = PlanItem.rows.filter(request_id=request_id, removed_on=None).order_by("position", "id")
    columns = ("public_id", "part", "section", "text", "area")
    items = [Item(*values) for values in rows.values_list(*columns)]
    return {each.id: "" for each in items} | numbers_of(items)


def item_of(request_id: int, public_id: str) -> PlanItem | None:
    """One that stands, by its id as typed."""
    if not is_id(public_id):
        return None
    return PlanItem.rows.filter(request_id=request_id, public_id=public_id, removed_on=None).first()


def written_from_items(request_id: int) -> set[str]:
    """The codes of sections that have items. One query."""
    rows = PlanItem.rows.filter(request_id=request_id, removed_on=None)
    return set(rows.order_by().values_list("section", flat=True).distinct())


def removed_items(request_id: int) -> list[PlanItem]:
    """What was taken out, newest first."""
    rows = PlanItem.rows.filter(request_id=request_id, removed_on__isnull=False)
    return list(rows.order_by("-removed_on", "-id"))


def item_before(item_id: str, request_id: int) -> list[PlanItemBefore]:
    """What one item said before, newest first; at most ten."""
    rows = PlanItemBefore.rows.filter(item__request_id=request_id, item__public_id=item_id)
    return list(rows.order_by("-id")[:10])


def as_shown(rows: Sequence[PlanItem], hidden: Sequence[str] = ()) -> list[ItemShown]:
    """Stored items with their numbers and sources."""
    by_id = {row.public_id: row for row in rows}
    items = in_order(item_from(row) for row in rows)
    numbers = numbers_of(items)
    found = []
    for item in items:
        row = by_id[item.id]
        sources = tuple(source_from(entry, hidden) for entry in row.sources.all())
        brought = _brought(row, hidden)
        found.append(
            ItemShown(
                replace(item, brought=brought.text if brought else ""), numbers.get(item.id, ""), sources,
                differs(item, [each.entry for each in sources]), row.version, row.saved_at, row.saved_by_name, brought,
            )
        )  # fmt: skip
    return found


def item_from(row: PlanItem) -> Item:
    """A stored item as the rules read it; what it served that was taken out is left out."""
    plain: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    return Item(
        id=row.public_id, hopes=tuple(row.hopes), tags=tuple(row.tags),
        serves=tuple(
            each.public_id for each in sorted(row.serves.all(), key=lambda served: (served.position, served.pk))
            if each.removed_on is None
        ),
        sources=tuple(each.public_id for each in row.sources.all()), **plain,
    )  # fmt: skip


def entry_from(row: AdviceEntry, hidden: Sequence[str] = ()) -> Entry:
    """A stored row of advice as the rules read it, without its links; `hidden` addresses are taken out."""
    values = {name: getattr(row, name) for name in ("text", *ADVISED[row.part])}
    told: dict[str, Any] = {
        name: without_addresses(value, hidden) if isinstance(value, str) else value for name, value in values.items()
    }
    return Entry(row.public_id, row.part, **told)


def source_from(row: AdviceEntry, hidden: Sequence[str] = ()) -> Source:
    """A row of advice as what an item rests on; its report, advice and body are read already."""
    report = row.report
    advice = report.advice
    body = advice.organisation or advice.adult
    name = f"{advice.get_kind_display()}{f': {body.name}' if body else ''}"
    return Source(
        row.public_id, advice.public_id, report.number, without_addresses(name, hidden), entry_from(row, hidden),
        bool(report.withheld_because), report.state == report.State.SUPERSEDED,
    )  # fmt: skip


def _brought(row: PlanItem, hidden: Sequence[str]) -> BroughtSource | None:
    kept = getattr(row, "brought_row", None)
    if kept is None:
        return None
    return BroughtSource(
        kept.plan.public_id, kept.plan.name, kept.plan.brought_on, kept.public_id, kept.ref, kept.section, kept.line,
        without_addresses(str(kept.said.get("text", "")), hidden),
        tuple(
            {**each, "name": without_addresses(each["name"], hidden)} if "name" in each else each
            for each in kept.sources
        ),
    )  # fmt: skip


def items_kept(request: Request) -> list[dict[str, Any]]:
    """The items as a copy of this plan made now keeps them; a hidden home is out of what they rest on."""
    return as_kept(items_of(request.pk, kept_hidden(request.child)))


def as_kept(shown: Sequence[ItemShown]) -> list[dict[str, Any]]:
    """Items as a sent copy keeps them: what is blank is left out, days as `2026-09-02`.

    Each has `id`, `number` (strengths none), `part`, `section`, `text`, its columns by name, `serves` (ids), `tags`
    with what they say, and `sources`: {"id", "advice", "report", "name"}. `came_as`: the id it had in the plan it was
    brought in from.
    """
    return [_kept(each) for each in shown]


def _kept(shown: ItemShown) -> dict[str, Any]:
    item = shown.item
    values = {name: getattr(item, name) for name in COLUMNS[item.part]}
    told: dict[str, Any] = {
        "id": item.id, "number": shown.number, "part": item.part, "section": item.section, "text": item.text,
        **{name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()},
        "duty_says": DUTIES.get(item.duty, ""), "hopes": list(item.hopes), "tags": list(item.tags),
        "tags_say": tags_said(item.tags, frameworks_here(item.tags)), "serves": list(item.serves),
        "sources": _sources_kept(shown), "changed_because": item.changed_because,
        "came_as": shown.brought.ref if shown.brought and not shown.brought.line else "",
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in ("", None, [])}


def _sources_kept(shown: ItemShown) -> list[dict[str, Any]]:
    """Those the plan brought in names and nobody here has are kept as it names them, in its order."""
    named = list(shown.brought.sources) if shown.brought else []
    known = {
        each.id: {"id": each.id, "advice": each.advice, "report": each.report, "name": each.name}
        for each in shown.sources
    }
    return [dict(known.pop(each["id"], each)) for each in named] + list(known.values())


def _standing(request_id: int) -> list[PlanItem]:
    rows = PlanItem.rows.filter(request_id=request_id, removed_on=None).order_by("position", "id")
    return list(
        rows.select_related("brought_row__plan").prefetch_related(
            "serves", "sources__report__advice__organisation", "sources__report__advice__adult"
        )
    )  # fmt: skip
