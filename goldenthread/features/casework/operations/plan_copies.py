"""Sends a draft or final plan: freezes what is sent as a copy that never changes, and records the step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.register import count_dates
from goldenthread.domain.lifecycle.assessment_steps import stage_of
from goldenthread.domain.plan.stops import Stop, draft_stops
from goldenthread.features.casework.models import NamedSetting, Plan, PlanCopy, Request
from goldenthread.features.casework.operations import clocks, summaries, telling
from goldenthread.features.casework.operations.assessment_steps import check, put, send_final_plan
from goldenthread.features.casework.operations.changes import NotNow, TooEarly, hold
from goldenthread.features.casework.operations.milestones import InTheFuture
from goldenthread.features.casework.queries.assessment_cases import case_of
from goldenthread.features.casework.queries.health_agreements import Agreement
from goldenthread.features.casework.queries.plan_drafts import (
    as_sections,
    checked_text,
    fingerprint_of,
    latest_draft,
    texts_of,
)
from goldenthread.features.casework.queries.plan_final import to_be_final
from goldenthread.features.casework.queries.plan_items import items_kept
from goldenthread.features.casework.queries.plan_look_over import not_yet
from goldenthread.foundation import clock, journal
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.foundation.partnership.calendar import working_calendar


class Stopped(Exception):
    """The law asks for something first: `stops` says what."""

    def __init__(self, stops: tuple[Stop, ...]) -> None:
        super().__init__("; ".join(each.text for each in stops))
        self.stops = stops


class TextChanged(Exception):
    """Somebody saved a section after this page was made: what would be sent is not what was checked."""


class TooShort(Exception):
    """The family would have less time to answer than the law gives; the message says the first day allowed."""


def serve_draft(
    *, request: Request, served_on: date, answer_by: date, checked: str, by: journal.Author, on: date, version: str
) -> PlanCopy:
    """The draft was served on the family that day, with until `answer_by` to answer; `checked` is the fingerprint of
    the text that was looked through. A second draft, sent because the text changed, is the next number.

    Raises Stopped, TextChanged, TooShort, and what every step raises.
    """
    with transaction.atomic():
        fact = _may_serve(request, served_on, on, version)
        texts = {code: row.text for code, row in texts_of(request.pk).items()}
        if stops := (*draft_stops(texts), *not_yet(request, texts, on=on)):
            raise Stopped(stops)
        as_checked(texts, checked)
        first = count_dates("C2", {"draft_served": served_on}, working_calendar()).outer.last_on
        if answer_by < first:
            raise TooShort(f"The last day to answer must be {said(first)} or later: the law gives at least 15 days")
        copy = freeze(request, PlanCopy.Kind.DRAFT, texts, by, sent_on=served_on, answer_by=answer_by)
        journal.record(
            "plan.draft_served", by=by, about=request.child.public_id, on=served_on,
            data={"copy": copy.public_id, "number": copy.number, "fingerprint": copy.fingerprint},
        )  # fmt: skip
        if fact:
            put(request, fact, served_on, by=by, on=on)
        else:  # the first day is on record already: the time to answer starts anew, and the family is told
            clocks.refresh([request.child_id], on=on)
            summaries.refresh([request.child_id], on=on)
            telling.of_fact(request, "draft_served", served_on, by=by, on=on, again=f":{copy.public_id}")
        return copy


def send_plan(
    *, request: Request, sent_on: date, sent_to: Sequence[Mapping[str, str]], signed_by: str, health_agreed_by: str,
    main_need: str, checked: str, by: journal.Author, on: date, version: str, health_agreed_how: str = "",
) -> PlanCopy:  # fmt: skip
    """The final plan was sent that day to everybody in `sent_to` ({"role", "name"}); the plan names what was decided.
    Where health agreed section G as it stands, as a step of its own, that is who agreed it, whatever else is given.

    Raises Stopped, TextChanged, and what every step raises.
    """
    with transaction.atomic():
        check(request, "send_plan", sent_on, on=on, version=version)
        final = to_be_final(request.pk)
        if stops := (*final.stops(on=sent_on), *not_yet(request, final.texts, on=on)):
            raise Stopped(stops)
        as_checked(final.texts, checked)
        copy = freeze(
            request, PlanCopy.Kind.FINAL, final.texts, by, sent_on=sent_on, sent_to=[dict(each) for each in sent_to],
            signed_by=signed_by, **_agreed(final.health, health_agreed_by, health_agreed_how),
        )  # fmt: skip
        plan = send_final_plan(
            request=request, sent_on=sent_on, by=by, on=on, version=version, main_need=main_need
        )  # fmt: skip
        _name(plan, final.decision)
        journal.record(
            "plan.final_sent", by=by, about=request.child.public_id, on=sent_on,
            data={"copy": copy.public_id, "fingerprint": copy.fingerprint, "plan": plan.public_id},
        )  # fmt: skip
        return copy


def _agreed(health: Agreement | None, by: str, how: str) -> dict[str, str]:
    """Who agreed section G, and how: by the step of its own, else as it was told when the plan was sent."""
    if health is not None and health.agrees_now:
        by, how = health.by, health.means
    return {"health_agreed_by": by, "health_agreed_how": how}


def take_back_copies(*, request: Request, kind: str, reason: str, by: journal.Author, on: date) -> None:
    """What was recorded as sent was not: the copies stay, marked. Run inside the transaction that takes the step
    back."""
    for copy in PlanCopy.rows.filter(request=request, kind=kind, taken_back_on=None):
        copy.taken_back_on = on
        copy.save(update_fields=["taken_back_on"])
        journal.record(
            "plan.copy_taken_back", by=by, about=request.child.public_id, on=on, reason=reason,
            data={"copy": copy.public_id},
        )  # fmt: skip


def _may_serve(request: Request, served_on: date, on: date, version: str) -> str:
    """The fact to record: blank for a further draft, for the first has its day."""
    hold(request.child_id, version)
    request.refresh_from_db()
    case = case_of(request)
    if stage_of(case) != "draft_served":
        return check(request, "serve_draft", served_on, on=on, version=version).fact
    if served_on > on:
        raise InTheFuture
    before = latest_draft(request.pk)  # read once the child is held: no version counts a further draft
    last = before.sent_on if before else case.facts.get("draft_served")
    if last and served_on < last:
        raise TooEarly("draft_served", last)
    if before and before.sections == as_sections({code: row.text for code, row in texts_of(request.pk).items()}):
        raise NotNow("The family has been sent this very text already.")
    return ""


def as_checked(texts: Mapping[str, str], checked: str) -> None:
    """Raises TextChanged where these are not the texts that were looked through."""
    if checked_text(texts) != checked:
        raise TextChanged


def freeze(request: Request, kind: str, texts: Mapping[str, str], by: journal.Author, **more: Any) -> PlanCopy:
    """Keep these texts, and the items as they stand, as the next copy of this kind."""
    child, sections, items = request.child, as_sections(texts), items_kept(request)
    about = {
        "name": child.full_name or child.calling_name, "born_on": child.born_on.isoformat() if child.born_on else "",
        "council": partnership.current().council_name, "reference": request.public_id,
    }  # fmt: skip
    last = PlanCopy.rows.filter(request=request, kind=kind).aggregate(last=Max("number"))["last"] or 0
    return PlanCopy.rows.create(
        request=request, child_id=request.child_id, kind=kind, number=last + 1, sections=sections, about=about,
        items=items, fingerprint=fingerprint_of(sections, about, items), made_at=clock.now(), made_by=by.public_id,
        made_by_name=by.name, **more,
    )  # fmt: skip


def _name(plan: Plan, decision: Any) -> None:
    if decision is None:  # section I was typed, and names a type or a place not on record
        return
    body = decision.organisation
    NamedSetting.rows.create(
        plan=plan, child_id=plan.child_id, organisation=body, urn=(body.urn or "") if body else "",
        ukprn=(body.ukprn or "") if body else "", sen_setting_other="" if body else decision.setting_type[:300],
    )  # fmt: skip
