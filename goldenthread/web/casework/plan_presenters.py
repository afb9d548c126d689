"""A plan being drafted as tasks, tables and facts for staff's pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.plan.for_advisers import HEALTH_CARE
from goldenthread.domain.statute.plan_sections import SETTING, Section, plan_sections
from goldenthread.features.casework.queries import draft_answers
from goldenthread.features.casework.queries.health_agreements import agreement_on
from goldenthread.features.casework.queries.plan_drafts import Drafting
from goldenthread.web.components.presenters.lists import SummaryRow, Task
from goldenthread.web.components.presenters.phrases import count_phrase, due_phrase, uk_date, uk_moment
from goldenthread.web.components.presenters.tables import Column, Table

DRAFT, SHOWN = "draft", "shown"


def section_url(child: Any, code: str) -> str:
    """The page on which a section is typed."""
    return f"{reverse('child_draft', args=[child.public_id])}?{urlencode({'section': code})}"


def address(name: str, child: Any) -> str:
    """A page about this child, by its name."""
    return reverse(name, args=[child.public_id])


def draft_url(child: Any) -> str:
    """The page about the whole draft."""
    return address("child_draft", child)


def section_tasks(child: Any, texts: Mapping[str, Any], *, may_write: bool) -> list[Task]:
    """One row a section: whether it is written, by whom last."""
    return [_section(child, each, texts.get(each.code), may_write) for each in plan_sections().values()]


def _section(child: Any, section: Section, row: Any, may_write: bool) -> Task:
    written = row is not None and bool(row.text.strip())
    hint = f"{row.saved_by_name}, {uk_moment(row.saved_at)}" if row is not None else ""
    if written:
        status, colour = ("Made from its parts" if row.from_items else "Written"), ""
    elif section.code == SETTING:
        status, colour = "Blank in a draft", ""
    else:
        status, colour = ("Empty", "grey") if section.needed else ("Only if used", "")
    return Task(section.title, section_url(child, section.code) if may_write else "", hint, status, colour)


def step_tasks(
    child: Any, drafting: Drafting, copies: Sequence[Any], texts: Mapping[str, Any], *, on: date
) -> list[Task]:
    """What comes after the text: send it, hear the family, ask schools, decide, send the final plan."""
    served = next((each for each in copies if each.kind == DRAFT and not each.taken_back_on), None)
    left = draft_answers.to_answer(drafting.pk)
    comments = left.comments + left.of_advisers
    waiting = [count_phrase(comments, "comment")] if comments else []
    waiting += [count_phrase(left.meetings, "meeting")] if left.meetings else []
    over = drafting.stage == "maintained"

    def task(title: str, name: str, hint: str = "", status: str = "", colour: str = "", *, ready: bool = True) -> Task:
        url = reverse(name, args=[child.public_id]) if ready else ""
        return Task(title, url, hint, status, colour, cannot_start_yet=not ready)

    sent = f"Draft {served.number} sent {uk_date(served.sent_on)}" if served else ""
    send = "Look through it and send it to the family" if not served else "Send an amended draft"
    health = agreement_on(drafting.pk, texts[HEALTH_CARE].text if HEALTH_CARE in texts else "")
    return [
        task("Show advisers their parts of the draft", "child_draft_advisers", ready=not over),
        task("Health’s agreement to section G", "child_health_agreement", "", health.said if health else "",
             {"Agreed": "green", "Not agreed": "red"}.get(health.said, "yellow") if health else ""),
        task(send, "child_draft_serve", sent, "Sent" if served else "To do", "green" if served else "grey",
             ready=not over),
        task("What the family and advisers say", "child_draft_answers", "",
             f"{' and '.join(waiting)} to answer" if waiting else "", "yellow" if waiting else "",
             ready=bool(served or waiting)),
        task("Schools and colleges asked about a place", "child_consultations", ready=bool(served)),
        task("Which school or college the plan names", "child_placement", ready=bool(served)),
        task("The final plan", "child_final_plan", "", "Sent" if over else "", "green" if over else "",
             ready=bool(served) or over),
        task("The child’s own version, in Easy Read", "child_own_version", ready=bool(served) or over),
        task("One-page profile", "child_profile"),
        task("The plan in other languages", "child_translations", ready=bool(served) or over),
    ]  # fmt: skip


def window_of(copies: Sequence[Any], drafting: Drafting, *, on: date) -> dict[str, Any] | None:
    """The family's time to answer the draft sent last; None where it is over or none was sent."""
    served = next((each for each in copies if each.kind == DRAFT and not each.taken_back_on), None)
    if served is None or drafting.stage != "draft_served":
        return None
    return {
        "copy": served, "is_open": on <= served.answer_by, "phrase": due_phrase(served.answer_by, on),
        "answered_on": drafting.facts.get("representations_made"),
    }  # fmt: skip


def copies_table(child: Any, copies: Sequence[Any]) -> Table:
    """Everything that was sent, newest first."""
    here = reverse("child_draft", args=[child.public_id])
    rows = [
        (
            format_html('<a class="govuk-link" href="{}?{}">{}</a>', here, urlencode({"copy": each.public_id}),
                        copy_name(each)),
            uk_date(each.sent_on),
            each.made_by_name,
            f"Taken back on {uk_date(each.taken_back_on)}" if each.taken_back_on else "Stands",
        )
        for each in copies
    ]  # fmt: skip
    columns = [Column("What"), Column("Sent"), Column("By"), Column("Now")]
    return Table("What has been sent", columns, rows, cards=True)


def copy_name(copy: Any) -> str:
    """`Draft plan 2`, or `Final plan`."""
    if copy.kind == SHOWN:
        return f"Draft {copy.number} as advisers were shown it"
    return f"Draft plan {copy.number}" if copy.kind == DRAFT else "Final plan"


def copy_rows(copy: Any) -> list[SummaryRow]:
    """The facts of one copy."""
    return [
        SummaryRow("Shown" if copy.kind == SHOWN else "Sent", uk_date(copy.sent_on)),
        *([SummaryRow("Shown because", copy.shown_because)] if copy.shown_because else []),
        *([SummaryRow("The family may answer until the end of", uk_date(copy.answer_by))] if copy.answer_by else []),
        *(SummaryRow(f"Sent to: {each['role']}", each["name"]) for each in copy.sent_to),
        *([SummaryRow("Signed by", copy.signed_by)] if copy.signed_by else []),
        *([SummaryRow("Health care provision agreed by", copy.health_agreed_by)] if copy.health_agreed_by else []),
        *([SummaryRow("How that was agreed", copy.health_agreed_how)] if copy.health_agreed_how else []),
        SummaryRow("Recorded by", f"{copy.made_by_name}, {uk_moment(copy.made_at)}"),
        *([SummaryRow("Taken back", uk_date(copy.taken_back_on))] if copy.taken_back_on else []),
        SummaryRow("Fingerprint (SHA-256)", copy.fingerprint),
    ]


def neighbours(child: Any, code: str) -> list[tuple[str, str]]:
    """(title, address) of the section before and the one after, where there is one."""
    codes = list(plan_sections())
    place = codes.index(code)
    near = [codes[at] for at in (place - 1, place + 1) if 0 <= at < len(codes)]
    return [(plan_sections()[each].title, section_url(child, each)) for each in near]
