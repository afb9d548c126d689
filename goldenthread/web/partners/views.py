"""Which of our children need something this week, and each child's page as a partner sees it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.features.casework.queries.consultations import waiting_for
from goldenthread.features.casework.queries.draft_for_advisers import to_agree
from goldenthread.features.casework.queries.draft_for_advisers import waiting_for as drafts_waiting_for
from goldenthread.features.casework.queries.files import chosen, files_for_advisers
from goldenthread.features.casework.queries.intake_asking import under_way
from goldenthread.features.casework.queries.partner_quiet import helped_with_nothing_due
from goldenthread.features.casework.queries.partner_record import partner_record_of
from goldenthread.features.casework.queries.partner_work import partner_work_visible_to
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.documents.keeping import content_of
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.web.components.files import file_answer
from goldenthread.web.components.presenters.pagination import pagination
from goldenthread.web.partners import presenters
from goldenthread.web.partners.consultations import asked_table
from goldenthread.web.partners.drafts import drafts_table
from goldenthread.web.partners.forms import PartnerFilters


@opens_to(Power.SEE_PARTNER_WORKLIST)
def work(request: HttpRequest) -> HttpResponse:
    """Their own children, what will do most harm if late first. Records a look at the children shown."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = PartnerFilters(request.GET)
    filters, whose = form.chosen()
    on, number = clock.today(), request.GET.get("page", "1")
    page = partner_work_visible_to(
        viewer,
        on=on,
        filters=filters,
        whose=whose,
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,
        due_soon_days=partnership.current().due_soon_days,
    )
    narrowed = any(value for name, value in request.GET.items() if name != "page")
    quiet = () if narrowed or page.number < page.pages else helped_with_nothing_due(viewer, on=on)
    asked = [] if narrowed or page.number > 1 else waiting_for(viewer, on=on)
    drafts = [] if narrowed or page.number > 1 else drafts_waiting_for(viewer, on=on)
    agreeing = [] if narrowed or page.number > 1 else to_agree(viewer, on=on)
    journal.look(
        by=viewer,
        children={
            *(row.child_id for row in page.rows),
            *(each.child_id for each in quiet),
            *(each.row.child.public_id for each in asked),
            *(each.child.public_id for each in (*drafts, *agreeing)),
        },
        page="our children",
    )
    query = [(name, value) for name, values in request.GET.lists() for value in values]
    bodies = sorted({held.organisation_name for held in viewer.held if held.organisation_name})
    context = {
        "form": None,  # the filters are not a form to be corrected: no error summary
        "filters": form,
        "page": page,
        "bodies": bodies,
        "narrowed": narrowed,
        "asked": asked_table(asked, on=on) if asked else None,
        "drafts": drafts_table(drafts, agreeing) if drafts or agreeing else None,
        "quiet": presenters.quiet_table(quiet) if quiet else None,
        "figures": presenters.figures(page.counts, request.GET),
        "table": presenters.work_table(page.rows, on=on, several_schools=len(bodies) != 1),
        "pages": pagination(page.number, page.pages, query),
    }
    return render(request, "partners/work.html", context)


work.records_look = True  # type: ignore[attr-defined]


@child_page(Verb.OPEN_RECORD, page="partner child record")
def child(request: HttpRequest, child: Any) -> HttpResponse:
    """One child: their words, what is asked of this partner, where the case is, the plan, whom to call."""
    viewer = request.viewer  # type: ignore[attr-defined]
    record = partner_record_of(child, viewer, on=clock.today(), due_soon_days=partnership.current().due_soon_days)
    files = files_for_advisers(child, viewer) if record.sees_all_advice else []
    if request.method != "POST" and request.GET.get("file"):
        return _open(chosen(files, request.GET["file"]))
    context = {
        "record": record,
        "files": files,
        "may_send": bool(viewer.bodies_for(Verb.SEND_FILES)),
        "may_ask": record.may_ask and not under_way(child),
        "who": presenters.identity_rows(record),
        "plan": presenters.plan_rows(record.plan) if record.plan else [],
        "advice": presenters.advice_table(record.advice) if record.advice else None,
        "breadcrumbs": [("Our children", reverse("partner_work")), (record.identity.full_name, "")]
        if viewer.may(Power.SEE_PARTNER_WORKLIST)
        else [],
    }
    return render(request, "partners/child.html", context)


def _open(file: Any) -> HttpResponse:
    if file is None:
        raise Http404("No such file.")
    return file_answer(content_of(file.document), file.document.media_type, file.document.file_name)
