"""A child's record for staff: their words first; then their story, and who looked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.features.casework.queries import child_record, handovers
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.journal import reading
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.web.casework import case_pages, record_presenters, work_presenters
from goldenthread.web.components.presenters.pagination import Pagination, pagination

LOOKS_ON_THE_RECORD = 10
PAGE_SIZE = 50


@child_page(Verb.OPEN_RECORD, page="child record")
def record(request: HttpRequest, child: Any) -> HttpResponse:
    """Everything this viewer may see of the child, on one page that prints."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    shown = child_record.record_of(
        child,
        viewer,
        on=on,
        due_soon_days=partnerships.current().due_soon_days,
        nhs_number_shown=settings.NHS_NUMBER_ENABLED,
    )
    looks = reading.looks_at(child.public_id, limit=LOOKS_ON_THE_RECORD) if shown.may.see_looks else None
    context = {
        "record": shown,
        "name": shown.identity.calling_name or "This child",
        "on": on,
        "who": record_presenters.identity_rows(shown),
        "timeline": record_presenters.timeline_entries(
            shown.timeline, correct_url=reverse("child_correct", args=[child.public_id]) if shown.may.work_on else ""
        ),
        "plans": [record_presenters.plan_shown(plan) for plan in shown.plans],
        "closed": record_presenters.closed_clocks(shown.closed),
        "people": record_presenters.people_table(shown.people or ()),
        "looks": record_presenters.looks_table(looks) if looks is not None else None,
        "handover_note": handovers.note_about(child, on=on) if shown.may.work_on and shown.newly_allocated else None,
        "case_pages": case_pages.pages_for(shown.may, child.public_id),
        "record_url": reverse("child_record", args=[child.public_id]),
        "emergency": child.pk in viewer.emergency,
        "breadcrumbs": _way_back(viewer, child, ""),
    }
    return render(request, "casework/child.html", context)


@child_page(Verb.OPEN_RECORD, Verb.SEE_LOOKS, page="child story")
def story(request: HttpRequest, child: Any) -> HttpResponse:
    """What was done about this child, by whom and why, newest first."""
    number = _number(request)
    told = reading.story_of(child.public_id, limit=PAGE_SIZE + 1, offset=(number - 1) * PAGE_SIZE)
    context = {
        "child": child,
        "entries": record_presenters.story_entries(told[:PAGE_SIZE]),
        "numbers": Pagination(
            previous=f"?page={number - 1}" if number > 1 else "", next=f"?page={number + 1}" if told[PAGE_SIZE:] else ""
        ),
        "breadcrumbs": _way_back(request.viewer, child, "Story"),  # type: ignore[attr-defined]
    }
    return render(request, "casework/story.html", context)


@child_page(Verb.OPEN_RECORD, Verb.SEE_LOOKS, page="who looked")
def looks(request: HttpRequest, child: Any) -> HttpResponse:
    """Everyone who opened this record or saw the child in a list, newest first."""
    number = _number(request)
    total = reading.count_looks_at(child.public_id)
    found = reading.looks_at(child.public_id, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    context = {
        "child": child,
        "total": total,
        "looks": record_presenters.looks_table(found),
        "numbers": pagination(number, max(1, -(-total // PAGE_SIZE))),
        "breadcrumbs": _way_back(request.viewer, child, "Who looked"),  # type: ignore[attr-defined]
    }
    return render(request, "casework/looks.html", context)


def _way_back(viewer: Any, child: Any, here: str) -> list[tuple[str, str]]:
    start = work_presenters.first_page(viewer)
    name = child.full_name or child.calling_name
    if not here:
        return [*start, (name, "")]
    return [*start, (name, reverse("child", args=[child.public_id])), (here, "")]


def _number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
