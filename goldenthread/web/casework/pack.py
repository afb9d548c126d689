"""The pack of a case: what a panel, or whoever decides, reads; as a page and as a PDF, one description of both."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.features.casework.queries import hearing, panel_pack
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.typesetting import NoFontFor, TooLong, pdf
from goldenthread.web.casework import panel_frame, rates
from goldenthread.web.casework.pack_paper import paper_of, parts_of


@child_page(Verb.SEE_PACK, page="panel pack")
def pack(request: HttpRequest, child: Any) -> HttpResponse:
    """For the case named by `item`, or the newest of this child's; `as=pdf` for the PDF.

    Nobody with a conflict of interest in the child's case opens it, whatever else lets them open the record.
    """
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    if hearing.is_barred(child, viewer):
        raise Http404("No such page.")
    asked_for = request.GET.get("item", "")
    cases = hearing.cases_of(child, viewer, on=on)
    case = next((each for each in cases if asked_for in ("", each.public_id)), None)
    if asked_for and (case is None or not is_id(asked_for)):
        raise Http404("No such case.")
    asked = Asked(case.asked) if case else Asked.ASSESS
    shown = panel_pack.pack_of(child, viewer, case, on=on)
    beside = rates.rates_for(asked, child.born_on, case.main_need if case else "") if asked != Asked.OTHER else None
    paper = paper_of(shown, case, beside, on)
    here = reverse("child_pack", args=[child.public_id]) + (f"?item={case.public_id}" if case else "")
    if request.GET.get("as") == "pdf":
        try:
            made = pdf(paper)
        except (NoFontFor, TooLong) as wrong:
            messages.error(request, str(wrong))
            return redirect(here)
        response = HttpResponse(made, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="panel-pack-{child.public_id}.pdf"'
        return response
    return panel_frame.draw(
        request, child, case, "casework/pack.html", "Pack", paper=paper, parts=parts_of(paper),
        pdf_url=f"{here}{'&' if case else '?'}as=pdf",
    )  # fmt: skip
