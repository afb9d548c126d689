"""What came in as a table, and one item as facts a person decides on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.features.casework.queries.intake import Item, Waiting
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import ago_phrase, due_phrase, uk_date, uk_moment
from goldenthread.web.components.presenters.tables import Column, Table

QUESTIONS = {
    "about_me": "The child’s own words",
    "worries": "What worries them",
    "helps": "What helps now",
    "others": "Who else knows the child",
    "needed": "What they think is needed",
}
WHY = {
    "parent": "The child’s parent or carer asked for an assessment.",
    "young_person": "The young person asked for an assessment.",
    "school": "The child’s school or college asked for an assessment.",
    "health": "A health body told the council under section 23 of the Children and Families Act 2014.",
    "social_care": "Social care brought the child to the council’s attention (section 24).",
    "anyone": "The child was brought to the council’s attention (section 24).",
}


def waiting_table(waiting: Sequence[Waiting], on: date) -> Table:
    """One row an item. The six weeks are those there would be, counted from the day of receipt."""
    columns = [Column("About"), Column("Who asked"), Column("Received"), Column("If the clock starts")]
    rows = [(_about(each), _asked(each), _received(each, on), _six_weeks(each, on)) for each in waiting]
    return Table("Waiting for a decision, oldest first", columns, rows, caption_hidden=True, cards=True)


def item_context(item: Item, on: date) -> dict[str, Any]:
    """Everything item.html draws."""
    return {
        "item": item,
        "waiting": item.waiting,
        "facts": _facts(item, on),
        "said": [(QUESTIONS[each.question], each) for each in item.said],
        "matches": [_match(match) for match in item.matches.found],
        "why": why_said(item),
        "decided": _decided(item),
    }


def why_said(item: Item) -> str:
    """The usual reason, for the person to keep or change."""
    return WHY.get(item.row.who, "")


def _about(each: Waiting) -> Any:
    born = f"born {uk_date(each.born_on)}" if each.born_on else "date of birth not recorded"
    new = "" if each.child_id else ", not on record yet"
    # Where the child is on record the row says so with a link the looks can be held against.
    return format_html(
        '<a class="govuk-link" href="{}">{}</a><br><span class="gt-quiet govuk-!-font-weight-regular">{}{}</span>',
        reverse("intake_item", args=[each.id]), each.name or "No name recorded", born, new,
    )  # fmt: skip


def _asked(each: Waiting) -> Any:
    return format_html('{}<br><span class="gt-quiet">{}</span>', each.who, each.channel)


def _received(each: Waiting, on: date) -> Any:
    return format_html(
        '{}<br><span class="gt-quiet">{}</span>', uk_date(each.received_on), ago_phrase(each.received_on, on)
    )


def _six_weeks(each: Waiting, on: date) -> Any:
    last = each.reading.original_outer_on
    late = last is not None and last < on
    tag = SafeString(' <strong class="govuk-tag govuk-tag--red">Past</strong>') if late else ""
    phrase = due_phrase(last, on) if last else ""
    return format_html('Decide by {}{}<br><span class="gt-quiet">{}</span>', uk_date(last), tag, phrase)


def _facts(item: Item, on: date) -> list[SummaryRow]:
    row, told = item.row, item.row.told
    asked = ", ".join(part for part in (row.asked_by, row.relation) if part)
    rows = [
        SummaryRow("Child", item.waiting.name),
        SummaryRow("Date of birth", uk_date(item.waiting.born_on)),
        SummaryRow("Who asked", f"{item.waiting.who}: {asked}" if asked else item.waiting.who),
        SummaryRow("How it came", item.waiting.channel),
        SummaryRow("Received", f"{uk_date(row.received_on)} ({ago_phrase(item.waiting.received_on, on)})"),
        SummaryRow("Six weeks would end", _six_weeks(item.waiting, on)),
    ]
    for key, words in (("upn", "UPN told"), ("urn", "School’s URN told"), ("postcode", "Postcode told")):
        if told.get(key):
            rows.append(SummaryRow(words, told[key]))
    if told.get("address"):
        rows.append(SummaryRow("Address told", linebreaksbr(told["address"])))
    parent = ", ".join(told[key] for key in ("parent", "parent_phone", "parent_email") if told.get(key))
    if parent:
        rows.append(SummaryRow("Parent or carer told", parent))
    return rows


def _match(match: Any) -> dict[str, Any]:
    child = match.child
    why = ", ".join(match.why)
    rows = [
        SummaryRow("Date of birth", uk_date(child.born_on)),
        SummaryRow("Why it may be the same", why[:1].upper() + why[1:]),
    ]
    return {
        "name": child.full_name or child.calling_name,
        "url": reverse("child", args=[child.public_id]),
        "rows": rows,
    }


def _decided(item: Item) -> list[SummaryRow]:
    row = item.row
    if not item.is_decided:
        return []
    return [
        SummaryRow("Decision", row.get_state_display()),
        SummaryRow("Decided by", f"{row.decided_by_name}, {uk_moment(row.decided_at)}"),
        SummaryRow("Why", linebreaksbr(row.reason)),
    ]
