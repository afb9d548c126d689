"""A copy of a plan that was sent, in the interchange form, so that it can move with the child."""

from __future__ import annotations

from typing import Any

from goldenthread.domain.plan.interchange.making import as_json, plan_in_form
from goldenthread.domain.plan.interchange.reading import plan_of
from goldenthread.domain.statute.plan_sections import SETTING
from goldenthread.features.casework.models import PlanCopy
from goldenthread.foundation.people.models import Child


def exported(child: Child, copy: PlanCopy, *, for_family: bool = False) -> str:
    """The copy as one JSON document, from what was frozen; the child's numbers as they are held today.

    Who else it was sent to is left out for a family: one adult of a family is told nothing of another. What was taken
    back is not among the copies named for a family.
    """
    copies = PlanCopy.rows.filter(request=copy.request_id).exclude(kind=PlanCopy.Kind.SHOWN)
    copies = copies.order_by("id").defer("sections", "items")
    if for_family:
        copies = copies.filter(taken_back_on=None)
    about = copy.about
    plan = plan_in_form(
        stage=copy.kind, sections=copy.sections, items=_items(copy.items, for_family),
        child={
            "name": about.get("name", ""), "known_as": child.known_as, "pronouns": child.pronouns,
            "born_on": about.get("born_on", ""), "upn": child.upn, "uln": child.uln,
        },
        council=about.get("council", ""), reference=about.get("reference", ""), sent_on=copy.sent_on.isoformat(),
        answer_by=copy.answer_by.isoformat() if copy.answer_by else "", signed_by=copy.signed_by,
        health_agreed_by=copy.health_agreed_by, fingerprint=copy.fingerprint,
        other_people=[] if for_family else [dict(each) for each in copy.sent_to], placements=_placements(copy),
        copies=[
            {
                "kind": each.kind, "number": each.number, "sent_on": each.sent_on.isoformat(),
                "fingerprint": each.fingerprint,
            }
            for each in copies
        ],
    )  # fmt: skip
    return as_json(plan_of(plan))


def file_name(copy: PlanCopy) -> str:
    """`plan-draft-2.json`; no name of a child in the name of a file."""
    return f"plan-{copy.kind}-{copy.number}.json"


def _items(items: list[dict[str, Any]], for_family: bool) -> list[dict[str, Any]]:
    """An item that was brought in leaves under the id it came with, where no other has it.

    A family is shown advice on its own page, where what must be withheld is; its rows are not named here.
    """
    hidden = ("came_as", "sources", "changed_because") if for_family else ("came_as",)
    names, taken = {each["id"]: each["id"] for each in items}, {each["id"] for each in items}
    for each in items:
        came_as = each.get("came_as", "")
        if came_as and came_as not in taken:
            names[each["id"]] = came_as
            taken.add(came_as)
    return [
        {
            name: value if name not in ("id", "serves") else _renamed(value, names)
            for name, value in each.items() if value not in ("", None, []) and name not in hidden
        }
        for each in items
    ]  # fmt: skip


def _renamed(value: Any, names: dict[str, str]) -> Any:
    return names.get(value, value) if isinstance(value, str) else [names.get(each, each) for each in value]


def _placements(copy: PlanCopy) -> list[dict[str, str]]:
    """What section I says: the place on its first line, and the type after `Type:`."""
    text = next((each["text"].strip() for each in copy.sections if each["code"] == SETTING), "")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    kinds = [line.removeprefix("Type:").strip() for line in lines if line.startswith("Type:")]
    place = {"name": lines[0] if lines and not lines[0].startswith("Type:") else "", "type": kinds[0] if kinds else ""}
    filled = {name: value for name, value in place.items() if value}
    return [filled] if filled else []
