"""Advice asked of this partner: the list for a child, and one advice with everything written so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.domain.advice.report import PARTS
from goldenthread.features.casework.operations import advice_submitting as submitting
from goldenthread.features.casework.queries import advice_items
from goldenthread.features.casework.queries.advice_documents import file_of
from goldenthread.features.casework.queries.advice_reports import PartShown
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.components.files import found_answer
from goldenthread.web.partners import advice_finishing, advice_rows
from goldenthread.web.partners.advice_desk import Desk, desk_of, draw

Answer = Callable[[Desk], HttpResponse]


@child_page(Verb.OPEN_RECORD, Verb.GIVE_ADVICE, page="advice")
def advice(request: HttpRequest, child: Any) -> HttpResponse:
    """The advice asked of the viewer's bodies; with `advice`, one of them, and with more, a part of writing it."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    items = advice_items.given_by(viewer, child, advice_items.advice_of_child(child, on=on), on=on)
    asked = request.POST if request.method == "POST" else request.GET
    public_id = asked.get("advice", "")
    if not public_id and request.method != "POST":
        told = {"items": items, "on": on}
        return draw(request, child, viewer, "partners/advice_list.html", "Advice asked of you", told=told)
    item = advice_items.one_of(items, public_id)
    if item is None:
        raise Http404("No such advice.")
    desk = desk_of(request, child, item, on)
    if request.method == "POST":
        return POSTS.get(request.POST.get("do", ""), overview)(desk)
    return next((page for name, page in PAGES.items() if name in request.GET), overview)(desk)


def overview(desk: Desk) -> HttpResponse:
    """Where this advice stands and what is written of it."""
    parts = [PartShown(part, ()) for part in PARTS]
    return desk.draw("partners/advice.html", desk.item.name, found=len(desk.findings()), parts=parts)


def open_document(desk: Desk) -> HttpResponse:
    """The file of a version that came as one."""
    wanted = desk.request.GET.get("open", "")
    return found_answer(desk.request, lambda: file_of(desk.item.row.pk, wanted, desk.hidden))


def version(desk: Desk) -> HttpResponse:
    """One submitted version, to read."""
    wanted = desk.request.GET.get("version", "")
    report = next((each for each in desk.reports if str(each.number) == wanted and not each.is_draft), None)
    if report is None:
        raise Http404("No such version.")
    return desk.draw("partners/advice_version.html", f"Version {report.number}", report=report)


def _take(desk: Desk) -> HttpResponse:
    takes = desk.request.POST.get("do") == "take"
    submitting.take(advice=desk.item.row, takes=takes, by=desk.viewer, on=desk.on)
    messages.success(desk.request, "Noted: you have this advice." if takes else "Noted: nobody has this advice yet.")
    return desk.back()


PAGES: Final[dict[str, Answer]] = {
    "part": advice_rows.form,
    "remove": advice_rows.ask_to_remove,
    "about": advice_rows.about,
    "check": advice_finishing.check,
    "not_known": advice_finishing.not_known,
    "correct": advice_finishing.correct,
    "version": version,
    "document": advice_finishing.document,
    "open": open_document,
}
POSTS: Final[dict[str, Answer]] = {
    "row": advice_rows.save,
    "remove": advice_rows.remove,
    "about": advice_rows.save_about,
    "submit": advice_finishing.submit,
    "not_known": advice_finishing.answer_not_known,
    "correct": advice_finishing.start_correction,
    "document": advice_finishing.submit_document,
    "drop": advice_finishing.drop_correction,
    "take": _take,
    "let_go": _take,
}
