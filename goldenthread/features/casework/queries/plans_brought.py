"""Plans from elsewhere that were brought into a draft: what their files held, and what became of each row.

For a child already found for somebody who works on the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from goldenthread.domain.plan.existing.rows import CARE, UNDIVIDED, BroughtRow, paragraphs_of
from goldenthread.domain.statute.plan_sections import SETTING
from goldenthread.features.casework.models import BroughtPlan, BroughtPlanRow, PlanItem, PlanSection, PlanSectionBefore
from goldenthread.features.casework.queries.plan_brought import Offered
from goldenthread.foundation.ids import is_id

_WAITS = Q(item=None) | Q(item__removed_on__isnull=False)


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One row as kept, and what became of it: `item` is the id of the item made of it that stands, else blank;
    `was_item`: one was made of it once."""

    id: str
    row: BroughtRow
    item: str
    is_set_aside: bool
    set_aside_by: str = ""
    was_item: bool = False

    @property
    def waits(self) -> bool:
        """A person has still to say what becomes of it."""
        return not (self.item or self.is_set_aside or self.row.why_not)


@dataclass(frozen=True, slots=True)
class PlaceBrought:
    """A school, college or type that section I of a plan brought in names. `find`: what to look it up by."""

    said: str
    find: str
    plan: BroughtPlan


def plans_brought(request_id: int) -> list[BroughtPlan]:
    """Every plan brought into this draft, newest first, each with `waiting`: how many rows wait. One query."""
    waits = Q(rows_of__why_not="", rows_of__set_aside_on=None) & (
        Q(rows_of__item=None) | Q(rows_of__item__removed_on__isnull=False)
    )
    rows = BroughtPlan.rows.filter(request_id=request_id).annotate(waiting=Count("rows_of", filter=waits))
    return list(rows.order_by("-id").defer("sections", "unplaced"))


def plan_brought(request_id: int, public_id: str) -> BroughtPlan | None:
    """One of them, by its id as typed."""
    return BroughtPlan.rows.filter(request_id=request_id, public_id=public_id).first() if is_id(public_id) else None


def rows_brought(plan: BroughtPlan) -> list[KeptRow]:
    """Its rows in the order of the file. One query."""
    return [_kept(row) for row in BroughtPlanRow.rows.filter(plan=plan).select_related("item").order_by("place")]


def row_brought(request_id: int, public_id: str) -> KeptRow | None:
    """One row of a plan brought into this draft, by its id as typed."""
    if not is_id(public_id):
        return None
    rows = BroughtPlanRow.rows.filter(plan__request_id=request_id, public_id=public_id)
    return next((_kept(row) for row in rows.select_related("item")), None)


def waiting_rows(plan: BroughtPlan) -> QuerySet[BroughtPlanRow]:
    """Rows of a plan that are no item now, may be one, and are not set aside."""
    return BroughtPlanRow.rows.filter(_WAITS, plan=plan, why_not="", set_aside_on=None)


def still_filled(plan: BroughtPlan) -> list[str]:
    """The codes of sections filled in from this plan in which a line of it still stands, as typed. One query."""
    rows = PlanSection.rows.filter(request_id=plan.request_id, code__in=plan.filled, from_items=False).order_by("code")
    return [row.code for row in rows if _has_a_line(plan, row.code, row.text)]


def kept_before_from(plan: BroughtPlan) -> list[str]:
    """The codes of sections that say a line of this plan in what they said before. One query."""
    rows = PlanSectionBefore.rows.filter(section__request_id=plan.request_id, section__code__in=plan.filled)
    found = rows.order_by("section__code").values_list("section__code", "text")
    return list(dict.fromkeys(code for code, text in found if _has_a_line(plan, code, text)))


def named(codes: Iterable[str]) -> str:
    """`section B`, `sections B and F`."""
    *most, last = codes
    return f"sections {', '.join(most)} and {last}" if most else f"section {last}"


def items_served(request_id: int, kept: KeptRow) -> list[str]:
    """The ids of items that stand and were made of the rows this one serves."""
    rows = BroughtPlanRow.rows.filter(
        plan__rows_of__public_id=kept.id, plan__request_id=request_id, ref__in=kept.row.serves,
        item__isnull=False, item__removed_on=None,
    )  # fmt: skip
    return list(rows.values_list("item__public_id", flat=True))


def in_the_plan_already(request_id: int, offered: Offered) -> set[str]:
    """The refs of rows that are items of this draft now: brought in before from the same file, or sent from here."""
    before = BroughtPlanRow.rows.filter(
        plan__request_id=request_id, plan__fingerprint=offered.fingerprint, item__isnull=False, item__removed_on=None
    )
    return {*before.values_list("ref", flat=True), *standing_ids(request_id, (row.ref for row in offered.rows))}


def standing_ids(request_id: int, refs: Iterable[str]) -> set[str]:
    """Which of these are ids of items of this draft that stand."""
    ids = [each for each in refs if is_id(each)]
    rows = PlanItem.rows.filter(request_id=request_id, removed_on=None, public_id__in=ids)
    return set(rows.values_list("public_id", flat=True))


def places_brought(request_id: int) -> list[PlaceBrought]:
    """What each plan brought in names in its section I, newest first. One query."""
    found = []
    for plan in BroughtPlan.rows.filter(request_id=request_id).order_by("-id").defer("unplaced"):
        named = "; ".join(", ".join(_place_said(each)) for each in plan.placements if _place_said(each))
        if said := plan.sections.get(SETTING, "").strip() or named:
            first = next(iter(plan.placements), {})
            place = str(first.get("urn") or first.get("name") or said).strip().splitlines()[0]
            found.append(PlaceBrought(said, place[:100], plan))
    return found


def _place_said(place: dict[str, str]) -> list[str]:
    urn = [f"URN {place['urn']}"] if place.get("urn") else []
    return [place[name] for name in ("name", "type") if place.get(name)] + urn


def _has_a_line(plan: BroughtPlan, code: str, text: str) -> bool:
    held = [plan.sections.get(each, "") for each in ((code, UNDIVIDED) if code in CARE else (code,))]
    lines = {_plain(line) for each in held for line in paragraphs_of(each)}
    return any(_plain(line) in lines for line in paragraphs_of(text))


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()


def _kept(row: BroughtPlanRow) -> KeptRow:
    stands = row.item is not None and row.item.removed_on is None
    plain = BroughtRow(
        row.ref, row.section, row.part, row.said, tuple(row.serves), tuple(row.sources), row.line,
        {name: (start, end) for name, (start, end) in row.quotes.items()}, row.promises, tuple(row.left), row.why_not,
    )  # fmt: skip
    item = row.item.public_id if row.item is not None and stands else ""
    return KeptRow(row.public_id, plain, item, bool(row.set_aside_on), row.set_aside_by_name, row.was_item)
