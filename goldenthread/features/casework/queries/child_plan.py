"""A child's plans as pages show them: days, needs, what section I names, where they go, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.domain.sen2.codes import label
from goldenthread.features.casework.queries.child_rows import ChildRows

# The return's own labels run to several lines; these say the same shortly.
_SETTINGS = {
    "OLA": "Education arranged by the council, not in a school",
    "OPA": "Education arranged by the family",
    "EHE": "Elective home education",
    "EYP": "Early years provider",
    "OTH": "A type of setting, none by name",
    "NEET": "Not in education, employment or training",
    "NIEC": "Not in education; plan being ended",
    "NIEO": "Not in education",
}
_CEASED_BECAUSE = {
    "1": "Reached the oldest age a plan can last to",
    "2": "Needs met without a plan",
    "3": "Went to higher education",
    "4": "Went into paid work",
    "5": "Moved to another council in England",
    "6": "No longer wishes to be in education or training",
    "7": "Moved outside England",
    "8": "Died",
    "9": "Another reason",
}
_REVIEW_OUTCOMES = {"M": "Keep the plan as it is", "A": "Amend the plan", "C": "End the plan"}


@dataclass(frozen=True, slots=True)
class Setting:
    """A school, college or other setting; `from_on` and `to_on` for where they go."""

    name: str
    notes: tuple[str, ...]
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """One review: its kind, the day of its meeting, what was decided and when that was sent."""

    kind: str
    held_on: date | None
    outcome: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class PlanShown:
    """One plan. `needs` in rank order, primary first; `placements` current first; `reviews` newest first."""

    is_active: bool
    started_on: date | None
    made_on: date | None
    ceased_on: date | None
    ceased_because: str
    needs: tuple[str, ...]
    named: tuple[Setting, ...]
    placements: tuple[Setting, ...]
    reviews: tuple[ReviewShown, ...]
    personal_budget: bool | None


def plans_of(rows: ChildRows, *, on: date) -> list[PlanShown]:
    """Every plan, the one in force first, then the newest."""
    days = _days(rows)
    shown = [_plan(plan, rows, days, on) for plan in rows.parts["plan"]]
    return sorted(shown, key=lambda plan: (plan.is_active, plan.started_on or date.min), reverse=True)


def _days(rows: ChildRows) -> dict[tuple[str, int], dict[str, date]]:
    days: dict[tuple[str, int], dict[str, date]] = {}
    for row in rows.milestones:
        if row.is_current and row.happened_on:
            days.setdefault(row.of, {})[row.fact] = row.happened_on
    return days


def _plan(plan: dict[str, Any], rows: ChildRows, days: dict[tuple[str, int], dict[str, date]], on: date) -> PlanShown:
    def own(kind: str) -> list[dict[str, Any]]:
        return [part for part in rows.parts[kind] if part["plan_id"] == plan["id"]]

    dates = days.get(("plan", plan["id"]), {})
    needs = sorted(own("need"), key=lambda need: need["rank"] or 99)
    placements = [_setting(part, part["entry_on"], part["leaving_on"]) for part in own("placement")]
    reviews = [_review(part, days.get(("review", part["id"]), {})) for part in own("review")]
    return PlanShown(
        is_active=plan["is_active"],
        started_on=dates.get("plan_started") or dates.get("plan_made"),
        made_on=dates.get("plan_made"),
        ceased_on=dates.get("plan_ceased"),
        ceased_because=_CEASED_BECAUSE.get(plan["cease_reason"], ""),
        needs=tuple(label("SENtype", need["type"]) for need in needs),
        named=tuple(_setting(part) for part in own("named")),
        placements=tuple(sorted(placements, key=lambda place: _order(place, on), reverse=True)),
        reviews=tuple(sorted(reviews, key=lambda review: review.held_on or date.max, reverse=True)),
        personal_budget=plan["personal_budget"],
    )


def _order(place: Setting, on: date) -> tuple[bool, date]:
    return place.to_on is None or place.to_on >= on, place.from_on or date.min


def _setting(part: dict[str, Any], from_on: date | None = None, to_on: date | None = None) -> Setting:
    name = part["organisation__name"] or _SETTINGS.get(part["sen_setting"] or "", "") or part["sen_setting_other"]
    notes = []
    if part["organisation__name"] is None and part["sen_setting_other"] and name != part["sen_setting_other"]:
        notes.append(part["sen_setting_other"])
    notes += ["SEN unit"] if part["sen_unit"] else []
    notes += ["Resourced provision"] if part["resourced_provision"] else []
    return Setting(name or (f"URN {part['urn']}" if part["urn"] else "Not recorded"), tuple(notes), from_on, to_on)


def _review(part: dict[str, Any], dates: dict[str, date]) -> ReviewShown:
    kind = "Phase transfer review" if part["kind"] == "phase" else "Annual review"
    outcome = _REVIEW_OUTCOMES.get(part["outcome"] or "", "")
    return ReviewShown(kind, dates.get("meeting_held"), outcome, dates.get("review_decided"))
