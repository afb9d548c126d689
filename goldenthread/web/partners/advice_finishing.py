"""Checking and submitting advice, saying that a child is not known, and correcting what was submitted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from goldenthread.domain.advice.not_known import STILL_OWED
from goldenthread.features.casework.operations import advice_documents as documents
from goldenthread.features.casework.operations import advice_submitting as submitting
from goldenthread.features.casework.operations.advice_writing import ChangedBySomebody
from goldenthread.features.casework.operations.changes import NotNow, TooEarly
from goldenthread.features.casework.operations.files import Sent
from goldenthread.foundation.documents.checking import LARGEST, NotKept
from goldenthread.web.partners.advice_desk import CONFLICT, FINE, WRONG, Desk, desk_of
from goldenthread.web.partners.advice_forms import (
    HOLD_BACK,
    HOLD_BACK_HINT,
    LONGEST_TEXT,
    CorrectForm,
    DocumentForm,
    NotKnownForm,
)

HERE = "Check and submit"


def check(desk: Desk, status: int = FINE, **more: Any) -> HttpResponse:
    """What is written, what the rules say of it, and the button that submits it."""
    found = desk.findings()
    whole = [each for each in found if not each.entry]
    rows = [
        (row, part.part, [each for each in found if each.entry == row.id])
        for part in (desk.draft.parts if desk.draft else ())
        for row in part.rows
    ]
    withheld = desk.request.POST.get("withheld_because", desk.draft.withheld_because if desk.draft else "")
    context = {"hold_back": HOLD_BACK, "hold_back_hint": HOLD_BACK_HINT, "withheld": withheld, **more}
    return desk.draw("partners/advice_check.html", HERE, status, found=found, whole=whole, rows=rows, **context)


def submit(desk: Desk) -> HttpResponse:
    """Submit the draft as it was shown; if somebody saved it meanwhile, show it again."""
    edition = desk.request.POST.get("edition", "")
    warned = [finding.rule.id for finding in desk.findings()]
    try:
        submitting.submit(
            advice=desk.item.row, edition=int(edition) if edition.isdecimal() and len(edition) < 9 else -1,
            warned=warned, by=desk.viewer, on=desk.on,
            withheld_because=desk.request.POST.get("withheld_because", "")[:LONGEST_TEXT],
        )  # fmt: skip
    except submitting.NothingWritten:
        if desk.standing:
            messages.info(desk.request, "This advice has been submitted already.")
            return desk.back()
        return check(desk, WRONG, refused="Nothing is written yet. Add at least one row.")
    except ChangedBySomebody:
        now = desk_of(desk.request, desk.child, desk.item, desk.on)
        return check(now, CONFLICT, changed=True)
    except (NotNow, TooEarly) as refused:
        return check(desk, WRONG, refused=str(refused))
    messages.success(desk.request, "Submitted. The council has your advice from today.")
    return desk.back()


def not_known(desk: Desk, form: NotKnownForm | None = None, status: int = FINE) -> HttpResponse:
    """The three questions."""
    context = {"form": form or NotKnownForm(), "still_owed": STILL_OWED}
    return desk.draw("partners/advice_not_known.html", "Not known to us", status, **context)


def answer_not_known(desk: Desk) -> HttpResponse:
    """Their three answers are the advice."""
    form = NotKnownForm(desk.request.POST)
    if not form.is_valid():
        return not_known(desk, form, WRONG)
    try:
        submitting.answer_not_known(
            advice=desk.item.row, answers=form.cleaned_data, by=desk.viewer, on=desk.on,
            withheld_because=form.cleaned_data["withheld_because"],
        )  # fmt: skip
    except (NotNow, TooEarly) as refused:
        form.add_error(None, str(refused))
        return not_known(desk, form, WRONG)
    messages.success(desk.request, "Submitted. The council has your answer from today.")
    return desk.back()


def document(desk: Desk, form: DocumentForm | None = None, status: int = FINE) -> HttpResponse:
    """The file that is to be the advice."""
    return desk.draw("partners/advice_document.html", "Send a document", status, form=form or DocumentForm())


def submit_document(desk: Desk) -> HttpResponse:
    """The file is the advice, received today."""
    form = DocumentForm(desk.request.POST, desk.request.FILES)
    if not form.is_valid():
        return document(desk, form, WRONG)
    given = form.cleaned_data["file"]
    try:
        if given.size > LARGEST:
            raise NotKept(f"The file must be {LARGEST // 1024 // 1024} MB or smaller")
        sent = Sent(str(given.name), given.read(), form.cleaned_data["written_by"])
        documents.submit_document(
            advice=desk.item.row, sent=sent, by=desk.viewer, on=desk.on,
            withheld_because=form.cleaned_data["withheld_because"],
        )  # fmt: skip
    except NotKept as refused:
        form.add_error("file", str(refused))
        return document(desk, form, WRONG)
    except (NotNow, TooEarly) as refused:
        form.add_error(None, str(refused))
        return document(desk, form, WRONG)
    messages.success(desk.request, "Submitted. The council has your advice from today.")
    return desk.back()


def correct(desk: Desk, form: CorrectForm | None = None, status: int = FINE) -> HttpResponse:
    """Why what was submitted is to be corrected."""
    return desk.draw("partners/advice_correct.html", "Correct this advice", status, form=form or CorrectForm())


def start_correction(desk: Desk) -> HttpResponse:
    """Begin the next version."""
    form = CorrectForm(desk.request.POST)
    if not form.is_valid():
        return correct(desk, form, WRONG)
    try:
        submitting.start_correction(
            advice=desk.item.row, reason=form.cleaned_data["reason"], by=desk.viewer, on=desk.on
        )  # fmt: skip
    except NotNow as refused:
        form.add_error(None, str(refused))
        return correct(desk, form, WRONG)
    return desk.back()


def drop_correction(desk: Desk) -> HttpResponse:
    """Throw the correction away."""
    try:
        submitting.drop_correction(advice=desk.item.row, by=desk.viewer, on=desk.on)
    except NotNow as refused:
        messages.warning(desk.request, str(refused))
    else:
        messages.success(desk.request, "Thrown away. The version submitted before stands.")
    return desk.back()
