"""A partner's list as a table, and their page about a child as facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.features.casework.queries.child_people import HIDDEN, Identity
from goldenthread.features.casework.queries.child_plan import PlanShown, Setting
from goldenthread.features.casework.queries.partner_quiet import QuietChild
from goldenthread.features.casework.queries.partner_record import AdviceShown, PartnerRecord
from goldenthread.features.casework.queries.partner_work import PartnerCounts, PartnerRow
from goldenthread.features.casework.queries.work_filters import Standing
from goldenthread.web.components.presenters.lists import SummaryRow
from goldenthread.web.components.presenters.phrases import due_phrase, uk_date
from goldenthread.web.components.presenters.status import status_words
from goldenthread.web.components.presenters.tables import Column, Table

NOT_RECORDED = "Not recorded"


def work_table(rows: Sequence[PartnerRow], *, on: date, several_schools: bool) -> Table:
    """One row a thing to do."""
    columns = [Column("Child"), Column("What is to be done"), Column("Due"), Column("Status")]
    return Table(
        caption="What children wait for",
        caption_hidden=True,
        columns=columns,
        rows=[(_child(row, several_schools), _task(row), _due(row, on), _status(row)) for row in rows],
        cards=True,
    )


def quiet_table(children: Sequence[QuietChild]) -> Table:
    """One row a child for whom nothing is due."""
    rows = [
        (
            _linked(each.child_id, each.name, each.known_as, [each.year_group] if each.year_group else []),
            each.school or NOT_RECORDED,
            "Nothing due",
        )
        for each in children
    ]
    columns = [Column("Child"), Column("School or college"), Column("Due")]
    return Table(caption="Children with nothing due", columns=columns, rows=rows, cards=True)


def figures(counts: PartnerCounts, query: QueryDict) -> list[tuple[int, str, str, bool]]:
    """(how many, word, address that shows only those, whether shown now)."""
    kept = [(name, value) for name, values in query.lists() for value in values if name not in ("status", "page")]
    chosen = query.get("status", "")
    words = (
        ("", "in all"),
        (Standing.LATE.value, "late"),
        (Standing.DUE_SOON.value, "due soon"),
        (Standing.ON_TIME.value, "later"),
    )
    return [
        (counts.of(status), word, "?" + urlencode([*kept, ("status", status)] if status else kept), status == chosen)
        for status, word in words
    ]


def identity_rows(record: PartnerRecord) -> list[SummaryRow]:
    """Who they are; numbers and address only where the viewer may see them."""
    who = record.identity
    rows = [
        SummaryRow("Full name", who.full_name),
        SummaryRow("Likes to be called", who.known_as or who.calling_name),
        *([SummaryRow("Pronouns", who.pronouns)] if who.pronouns else []),
        SummaryRow("Date of birth", _born(who)),
        SummaryRow("School or college", record.school),
        SummaryRow("First language", who.first_language),
        SummaryRow("Communicates by", who.communicates_by),
    ]
    if record.may.see_identifiers:
        rows += [SummaryRow("UPN", who.upn), SummaryRow("ULN", who.uln)]
    if record.address is not None:
        rows.append(SummaryRow("Address", _address(record.address)))
    rows.append(SummaryRow("Whose rights", record.rights.sentence))
    return rows


def plan_rows(plan: PlanShown) -> list[SummaryRow]:
    """The plan in short."""
    return [
        SummaryRow("Needs", _lines(plan.needs)),
        SummaryRow("Named in section I", _lines([_setting(each) for each in plan.named])),
        SummaryRow("Goes to", _lines([_setting(each) for each in plan.placements[:1]])),
        SummaryRow("Started", uk_date(plan.started_on)),
        *([SummaryRow("Ended", uk_date(plan.ceased_on))] if not plan.is_active else []),
        SummaryRow("Last review", _last_review(plan), empty="No review recorded"),
    ]


def advice_table(advice: Sequence[AdviceShown]) -> Table:
    """Who was asked for advice, and when it came."""
    rows = [
        (
            f"{each.kind}: {each.of}" if each.of else each.kind,
            uk_date(each.asked_on) or NOT_RECORDED,
            uk_date(each.received_on) or "Not yet",
            _tag(each.reading.status_said) if each.reading else "",
        )
        for each in advice
    ]
    columns = [Column("Advice from"), Column("Asked"), Column("Came"), Column("Status")]
    return Table(caption="Advice for the assessment", columns=columns, rows=rows, cards=True, caption_hidden=True)


def _child(row: PartnerRow, several_schools: bool) -> SafeString:
    facts = [fact for fact in (row.year_group, row.need, row.school if several_schools else "") if fact]
    return _linked(row.child_id, row.name, row.known_as, facts)


def _linked(child_id: str, name: str, known_as: str, facts: Sequence[str]) -> SafeString:
    known = format_html(" ({})", known_as) if known_as else ""
    url = reverse("partner_child", args=[child_id])
    return format_html(
        '<a class="govuk-link" href="{}">{}{}</a><br><span class="gt-quiet govuk-!-font-weight-regular">{}</span>',
        url,
        name or "No name recorded",
        known,
        ", ".join(facts),
    )


def _task(row: PartnerRow) -> SafeString:
    who = "Ours to do" if row.is_ours else "For you to know"
    return format_html('{}<br><span class="gt-quiet">{}</span>', row.task, who)


def _due(row: PartnerRow, on: date) -> SafeString:
    phrase = due_phrase(row.due_on, on)
    if not row.is_legal_duty:
        phrase = f"expected; {phrase.replace('late', 'past')}"
    if row.work_by and row.standing is not Standing.LATE:
        meet = "Meet by" if row.work_by >= on else "The day to meet was"
        review = f"The review must end by {uk_date(row.due_on)}"
        return format_html('{} {}<br><span class="gt-quiet">{}</span>', meet, uk_date(row.work_by), review)
    return format_html('{}<br><span class="gt-quiet">{}</span>', uk_date(row.due_on), phrase)


def _status(row: PartnerRow) -> SafeString:
    return _tag(row.status)


def _tag(status: str) -> SafeString:
    words, colour = status_words(status)
    return format_html(
        '<strong class="govuk-tag{} gt-nowrap">{}</strong>', f" govuk-tag--{colour}" if colour else "", words
    )


def _born(who: Identity) -> str:
    if who.born_on is None:
        return ""
    more = ", ".join(part for part in (f"aged {who.age}" if who.age is not None else "", who.year_group) if part)
    return f"{uk_date(who.born_on)} ({more})" if more else uk_date(who.born_on)


def _address(address: str) -> SafeString | str:
    return address if address == HIDDEN else _lines(address.splitlines())


def _lines(lines: Sequence[object]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines if line))


def _setting(setting: Setting) -> str:
    return f"{setting.name} ({', '.join(setting.notes)})" if setting.notes else setting.name


def _last_review(plan: PlanShown) -> str:
    for review in plan.reviews:
        if review.decided_on or review.held_on:
            day = (
                f"decided {uk_date(review.decided_on)}"
                if review.decided_on
                else f"meeting held {uk_date(review.held_on)}"
            )
            return f"{review.kind}, {day}. {review.outcome}".strip()
    return ""
