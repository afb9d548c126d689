"""Letters to print: what was sent by post and lies nowhere yet, printed together and each once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from goldenthread.features.casework.operations import letter_printing as operations
from goldenthread.features.casework.queries import letters as queries
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.documents.keeping import PDF
from goldenthread.web.components.files import file_answer
from goldenthread.web.components.presenters.phrases import uk_date, uk_moment
from goldenthread.web.components.presenters.tables import Column, Table


@opens_to(Power.PRINT_LETTERS)
def to_print(request: HttpRequest) -> HttpResponse:
    """The letters that wait, and the last batches. A POST prints all that wait (at most 200)."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    waiting = queries.to_print(viewer, on=on)
    journal.look(by=viewer, children=sorted({each.child.public_id for each in waiting}), page="letters to print")
    if request.method == "POST":
        wanted = set(request.POST.getlist("letter"))
        try:
            made = operations.print_letters(
                letters=[each for each in waiting if each.public_id in wanted], by=viewer, on=on
            )  # fmt: skip
        except operations.NothingToPrint:
            messages.error(request, "Nothing was printed. Choose a letter; somebody may have printed these already.")
            return redirect("letters_to_print")
        return redirect(f"{reverse('letters_batch')}?batch={made.public_id}")
    context = {
        "waiting": waiting,
        "most": operations.MOST,
        "batches": [
            (batch.public_id, f"{uk_moment(batch.made_at)}, {batch.made_by_name}", count)
            for batch, count in queries.batches(viewer, on=on)
        ],
        "may_edit": viewer.may(Power.EDIT_TEMPLATES),
    }
    return render(request, "casework/letters_to_print.html", context)


to_print.records_look = True  # type: ignore[attr-defined]


@opens_to(Power.PRINT_LETTERS)
def batch(request: HttpRequest) -> HttpResponse:
    """One batch, as a list to check envelopes against; `as=pdf` is the file for the printer."""
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    asked = request.GET.get("batch", "")
    if not asked:
        return redirect("letters_to_print")
    found = queries.batch_of(viewer, asked, on=on)
    if found is None:
        raise Http404("No such batch.")
    made, letters = found
    journal.look(by=viewer, children=sorted({each.child.public_id for each in letters}), page="letters printed")
    if request.GET.get("as") == "pdf":
        return file_answer(operations.one_file(letters), PDF, f"Letters {uk_date(made.made_at)}.pdf")
    context = {
        "batch": made,
        "letters": _table(letters),
        "breadcrumbs": [("Letters", reverse("letters_to_print")), ("Batch", "")],
    }
    return render(request, "casework/letters_batch.html", context)


batch.records_look = True  # type: ignore[attr-defined]


def _table(letters: list[Any]) -> Table:
    rows = [
        (format_html("{}", each.lines[0] if each.lines else ""), each.title, each.document.pages or "")
        for each in letters
    ]
    return Table(
        caption="In this batch, in order", columns=[Column("To"), Column("Letter")], rows=[r[:2] for r in rows]
    )
