"""Keeps a plan from elsewhere beside the draft it is brought into, and makes items of its rows.

Only what a person chose is brought in; what is there already is neither replaced nor added twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from goldenthread.domain.plan.existing.rows import CARE, UNDIVIDED, paragraphs_of
from goldenthread.features.casework.models import BroughtPlan, BroughtPlanRow, PlanItem, Request
from goldenthread.features.casework.operations import plan_importing
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.plan_brought_items import made_of
from goldenthread.features.casework.operations.plan_composing import hold_plan, write_sections
from goldenthread.features.casework.queries.plan_brought import INTERCHANGE, Offered
from goldenthread.features.casework.queries.plans_brought import (
    kept_before_from,
    named,
    standing_ids,
    still_filled,
    waiting_rows,
)
from goldenthread.foundation import journal

GONE = "This plan was thrown away meanwhile. Bring the file in again."


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: the plan as kept, what became of its texts, and how many items were made of its rows."""

    plan: BroughtPlan
    texts: plan_importing.Came
    items: int = 0


def bring_in_plan(
    *, request: Request, offered: Offered, texts: Collection[str], rows: Collection[str], by: journal.Author, on: date,
    care: Mapping[int, str] | None = None,
) -> Brought:  # fmt: skip
    """Keep what a file holds, once; bring in the texts and the rows of the sections chosen, by code.

    `care`: of a section H that does not tell H1 and H2 apart, which of its paragraphs (from 0) go to which. A section
    whose rows are brought in is written from them; the file's own text of it stays with the plan that was brought in,
    and what was typed in the draft is kept beside what replaces it. Lines of a document are never brought in as a
    section: each is for a person to confirm. Raises NotNow and what saving a section raises, and
    then nothing is brought in.
    """
    with transaction.atomic():
        hold_plan(request)
        plan = _kept(request, offered, by, on)
        wanted = {code: text for code, text in plan.sections.items() if code in texts and code != UNDIVIDED}
        wanted |= _care_texts(plan.sections.get(UNDIVIDED, ""), care or {})
        came = plan_importing.bring_in(request=request, sections=wanted, origin=plan.origin, by=by, on=on)
        plan.filled = sorted({*plan.filled, *came.filled})
        plan.save(update_fields=["filled"])
        codes = [code for code in rows if code != UNDIVIDED] if plan.origin == INTERCHANGE else []
        here = waiting_rows(plan).filter(section__in=codes)
        standing = standing_ids(request.pk, here.values_list("ref", flat=True))
        fresh = here.exclude(ref__in=standing).order_by("place")
        made = _items(request, plan, [(row, row.section) for row in fresh], by, on)
        return Brought(plan, came, len(made))


def add_rows(
    *, request: Request, plan_id: str, rows: Mapping[str, str], by: journal.Author, on: date
) -> list[PlanItem]:  # fmt: skip
    """Make items of rows (public id: section; blank is the row's own) of one plan brought in. A row that is an item
    already, or was set aside meanwhile, stays as it is. Raises NotNow, also where H1 or H2 was not chosen.
    """
    with transaction.atomic():
        hold_plan(request)
        plan = _held(request, plan_id)
        found = []
        for row in waiting_rows(plan).filter(public_id__in=list(rows)).order_by("place"):
            chosen = rows[row.public_id]
            if row.section == UNDIVIDED and chosen not in CARE:
                raise NotNow("Say of each part of section H whether it is H1 or H2.")
            found.append((row, chosen if row.section == UNDIVIDED else row.section))
        return _items(request, plan, found, by, on)


def set_aside(
    *, request: Request, plan_id: str, rows: Collection[str], by: journal.Author, on: date, back: bool = False
) -> int:  # fmt: skip
    """Record that a person looked at these rows and does not want them as items, or (`back`) that they wait again; how
    many it was. They stay listed. Raises NotNow."""
    with transaction.atomic():
        hold_plan(request)
        plan = _held(request, plan_id)
        if back:
            found = BroughtPlanRow.rows.filter(plan=plan, public_id__in=list(rows), set_aside_on__isnull=False)
            count = found.update(set_aside_on=None, set_aside_by_name="")
        else:
            ids = list(waiting_rows(plan).filter(public_id__in=list(rows)).values_list("pk", flat=True))
            found = BroughtPlanRow.rows.filter(pk__in=ids)
            count = found.update(set_aside_on=on, set_aside_by_name=by.name, item=None)
        if count:
            journal.record(
                "plan.brought_aside", by=by, about=request.child.public_id, on=on,
                data={"request": request.public_id, "plan": plan.public_id, "rows": count, "back": back},
            )  # fmt: skip
        return count


def forget_plan(*, request: Request, plan_id: str, by: journal.Author, on: date) -> list[str]:
    """Throw a plan brought in away, as the wrong child's; the codes of sections that keep words of it among what they
    said before. Raises NotNow where an item was ever made of it, or a section still says what was filled in from it."""
    with transaction.atomic():
        hold_plan(request)
        plan = _held(request, plan_id)
        if BroughtPlanRow.rows.filter(plan=plan, was_item=True).exists():
            raise NotNow("Parts of the plan were made of it, and it is their source. It stays.")
        if filled := still_filled(plan):
            raise NotNow(f"Take out of the draft what was filled in from it first. It is still in {named(filled)}.")
        kept = kept_before_from(plan)
        journal.record(
            "plan.brought_forgotten", by=by, about=request.child.public_id, on=on,
            data={"request": request.public_id, "plan": plan.public_id, "fingerprint": plan.fingerprint},
        )  # fmt: skip
        plan.delete()
        return kept


def _kept(request: Request, offered: Offered, by: journal.Author, on: date) -> BroughtPlan:
    plan, is_new = BroughtPlan.rows.get_or_create(
        request=request, fingerprint=offered.fingerprint,
        defaults={
            "child_id": request.child_id, "name": offered.name, "origin": offered.origin,
            "sections": dict(offered.sections), "unplaced": list(offered.unplaced),
            "placements": [dict(each) for each in offered.placements], "brought_on": on, "brought_by": by.public_id,
            "brought_by_name": by.name,
        },
    )  # fmt: skip
    if is_new:
        BroughtPlanRow.rows.bulk_create(
            BroughtPlanRow(
                plan=plan, child_id=request.child_id, place=place, ref=row.ref, section=row.section, part=row.part,
                said=dict(row.said), serves=list(row.serves), sources=[dict(each) for each in row.sources],
                line=row.line, quotes={name: list(at) for name, at in row.quotes.items()}, promises=row.promises,
                left=list(row.left), why_not=row.why_not,
            )
            for place, row in enumerate(offered.rows)
        )  # fmt: skip
    return plan


def _held(request: Request, plan_id: str) -> BroughtPlan:
    plan = BroughtPlan.rows.filter(request=request, public_id=plan_id).first()
    if plan is None:
        raise NotNow(GONE)
    return plan


def _care_texts(text: str, care: Mapping[int, str]) -> dict[str, str]:
    paragraphs = list(enumerate(paragraphs_of(text)))
    parted = {code: "\n".join(said for place, said in paragraphs if care.get(place) == code) for code in CARE}
    return {code: said for code, said in parted.items() if said}


def _items(
    request: Request, plan: BroughtPlan, rows: list[tuple[BroughtPlanRow, str]], by: journal.Author, on: date
) -> list[PlanItem]:  # fmt: skip
    made = made_of(request, plan, rows, by)
    if made:
        write_sections(request, (), by=by, on=on)
        journal.record(
            "plan.brought_rows", by=by, about=request.child.public_id, on=on,
            data={"request": request.public_id, "plan": plan.public_id, "items": [row.public_id for row in made]},
        )  # fmt: skip
    return made
