"""A draft or final plan, and the answers to a family's comments, as a family's page shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.domain.clocks.register import read as read_rule
from goldenthread.domain.statute.naming_a_setting import NOT_AS_ASKED, grounds
from goldenthread.domain.statute.plan_sections import SETTING, plan_sections
from goldenthread.domain.statute.recipients import recipients
from goldenthread.features.casework.queries.plan_papers import sections_said
from goldenthread.foundation.partnership.calendar import working_calendar
from goldenthread.web.components.presenters.phrases import uk_date
from goldenthread.web.family.draft_forms import AnswerForm

# Said to the young person themself.
_YOURS = (("{name} and the family say", "you say"), ("{name} finds", "you find"), ("{name}", "you"))


def parts_of(copy: Any, form: AnswerForm | None, naming: Any) -> list[dict[str, Any]]:
    """Each section in plain words, its text, and the box to comment in (None for a final plan and for section I)."""
    return [
        {
            **each, "plain": plain(each["code"], naming),
            "box": form.box(each["code"]) if form is not None and each["code"] != SETTING else None,
        }
        for each in sections_said(copy)
    ]  # fmt: skip


def plain(code: str, naming: Any) -> str:
    """A section's name as a family would say it."""
    words = plan_sections()[code].plain
    if naming.is_self:
        for theirs, yours in _YOURS:
            words = words.replace(theirs, yours)
    return words.replace("{name}", naming.name)


def comments_of(answer: Any, naming: Any) -> list[dict[str, Any]]:
    """Each comment sent, what it is about, our answer, and the new text of what changed because of it."""
    order = ["", *plan_sections()]
    return [
        {
            "about": f"Section {each.code}: {plain(each.code, naming)}" if each.code else "The whole plan",
            "comment": each,
            "changed": [(f"Section {code}: {plain(code, naming)}", text) for code, text in each.changed.items()],
        }
        for each in sorted(answer.comments.all(), key=lambda comment: order.index(comment.code))
    ]


def advisers_said(comments: Any, naming: Any) -> list[dict[str, Any]]:
    """Which services commented on the draft, on which part, when, and whether it was changed; not what they wrote."""
    return [
        {
            "who": each.answer.organisation.name if each.answer.organisation else "Somebody asked for advice",
            "about": f"section {each.code}, {plain(each.code, naming)}" if each.code else "the whole plan",
            "on": each.answer.sent_on,
            "answered": each.replied_at is not None,
            "changed": [f"section {code}" for code in each.changed],
        }
        for each in comments
    ]


def told_us(answer: Any, naming: Any) -> tuple[str, Any, list[dict[str, Any]]]:
    """One answer that was sent: what it is called, itself, and its comments."""
    title = f"Sent on {uk_date(answer.sent_on)}, about draft {answer.copy.number}"
    return title, answer, comments_of(answer, naming)


def changed_in(comparison: Any, naming: Any) -> list[tuple[str, str, Any]]:
    """(section, what it is in plain words, its changes) of what changed since the draft the family saw."""
    return [(each.code, plain(each.code, naming), each.told) for each in comparison.sections]


def refused(decision: Any) -> dict[str, Any] | None:
    """Where the family asked for another place than the plan names: which, on what grounds in plain words, and why."""
    if decision is None or decision.route != NOT_AS_ASKED:
        return None
    grounds_said = [grounds()[code].plain for code in decision.grounds if code in grounds()]
    return {"asked_for": decision.asked_for, "grounds": grounds_said, "why": decision.reasons}


def others_sent_to(copy: Any) -> list[str]:
    """Who got the final plan besides the family: one adult of a family is told nothing of another."""
    family = recipients("final_plan")[0]
    return [each["name"] for each in copy.sent_to if each["role"] != family]


def appeal_of(copy: Any, *, on: date) -> dict[str, Any]:
    """The last days to appeal against what a final plan says, and whether they have passed."""
    facts = {"notice_sent": copy.sent_on}
    contact = read_rule("D1", facts, on, calendar=working_calendar()).original_outer_on
    appeal = read_rule("D6", facts, on, calendar=working_calendar()).original_outer_on
    return {"contact_by": contact, "appeal_by": appeal, "is_open": appeal is not None and on <= appeal}
