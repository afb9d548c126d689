"""The pack of a case: what a panel, or whoever decides, reads; as a page and as a PDF, one description of both."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.outgoing import let_go
from goldenthread.features.casework.queries import hearing, panel_pack
from goldenthread.features.casework.queries.outgoing import stops
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.queries.children import may
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.typesetting import Paper, plain
from goldenthread.web.casework import panel_frame, rates
from goldenthread.web.casework.pack_paper import paper_of, parts_of
from goldenthread.web.components import errors
from goldenthread.web.components.papers import as_file


@child_page(Verb.SEE_PACK, page="panel pack")
def pack(request: HttpRequest, child: Any) -> HttpResponse:
    """For the case named by `item`, or the newest of this child's; `as=pdf` for the PDF.

    Nobody with a conflict of interest in the child's case opens it, whatever else lets them open the record. One that
    seems to name another child is for the team alone, until somebody has looked.
    """
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    if hearing.is_barred(child, viewer):
        raise Http404("No such page.")
    case, paper = _case_and_paper(request, child, on)
    stopped = stops(child, _key(case), plain(paper))
    here = _here(child, case)
    if stopped and not may(viewer, Verb.WORK_ON, child.pk, on=on):
        said = "The team is looking this pack over before anybody else reads it: it seems to name another child."
        return errors.conflict(request, said, back_url=reverse("panels"))
    missing = False
    if stopped and request.POST.get("do") == "let_go":
        missing = not _let_go(request, child, case, stopped)
        if not missing:
            return redirect(here)
    if request.GET.get("as") == "pdf" and not stopped:
        return as_file(request, paper, "pdf", f"panel-pack-{child.public_id}", opens=True)
    return panel_frame.draw(
        request, child, case, "casework/pack.html", "Pack", paper=paper, parts=parts_of(paper),
        pdf_url=f"{here}{'&' if case else '?'}as=pdf", stopped=stopped, look_action=_here(child, None),
        look_hidden=[("item", case.public_id)] if case else [], look_missing=missing,
    )  # fmt: skip


def _case_and_paper(request: HttpRequest, child: Any, on: Any) -> tuple[Any, Paper]:
    """The case asked for, None where the pack is read without a panel, and its pack."""
    viewer = request.viewer  # type: ignore[attr-defined]
    asked_for = request.POST.get("item", "") or request.GET.get("item", "")
    cases = hearing.cases_of(child, viewer, on=on)
    case = next((each for each in cases if asked_for in ("", each.public_id)), None)
    if asked_for and (case is None or not is_id(asked_for)):
        raise Http404("No such case.")
    asked = Asked(case.asked) if case else Asked.ASSESS
    shown = panel_pack.pack_of(child, viewer, case, on=on)
    beside = rates.rates_for(asked, child.born_on, case.main_need if case else "") if asked != Asked.OTHER else None
    return case, paper_of(shown, case, beside, on)


def _let_go(request: HttpRequest, child: Any, case: Any, stopped: list[Any]) -> bool:
    """Whether a reason was given, and so it is let go."""
    reason, viewer = request.POST.get("reason", "").replace("\x00", "")[:1_000], request.viewer  # type: ignore[attr-defined]
    try:
        let_go(child=child, paper=_key(case), found=stopped, reason=reason, by=viewer, on=clock.today())
    except ReasonNeeded:
        return False
    return True


def _key(case: Any) -> str:
    return f"pack-{case.public_id if case else 'none'}"


def _here(child: Any, case: Any) -> str:
    return reverse("child_pack", args=[child.public_id]) + (f"?item={case.public_id}" if case else "")
