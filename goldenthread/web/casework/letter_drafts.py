"""One letter being written: saved, looked over, sent or thrown away; and any letter as a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.domain.statute.letters import blanks, left_out, letter_kinds
from goldenthread.features.casework.operations import letters as operations
from goldenthread.features.casework.queries.letter_papers import paper_of
from goldenthread.features.casework.queries.letter_receivers import receiver_of, ties_holding
from goldenthread.features.casework.queries.letter_values import VALUES
from goldenthread.foundation import clock
from goldenthread.foundation.documents.keeping import PDF, content_of, safe_name
from goldenthread.foundation.typesetting import NoFontFor, TooLong
from goldenthread.web.casework import changing, letter_presenters
from goldenthread.web.casework.letter_forms import LetterForm
from goldenthread.web.components import papers
from goldenthread.web.components.files import file_answer


def draft(request: HttpRequest, child: Any, letter: Any) -> HttpResponse:
    """The form of a draft, and what was asked of it."""
    if request.method != "POST":
        viewer = request.viewer  # type: ignore[attr-defined]
        initial = {"saves": letter.saves, "text": letter.text, "channel": "post", "signed_name": viewer.name}
        return _draw(request, child, letter, LetterForm(initial=initial))
    form = LetterForm(request.POST)
    action = request.POST.get("action", "save")
    try:
        if action == "throw_away":
            saves = request.POST.get("saves", "")
            operations.throw_away(letter=letter, saves=int(saves) if saves.isdecimal() else -1, **_by(request))
            return _to_the_list(request, child, "The draft is thrown away.")
        if not form.is_valid():
            return _draw(request, child, letter, form, changing.WRONG)
        kept = operations.save(
            letter=letter, text=form.cleaned_data["text"], saves=form.cleaned_data["saves"], **_by(request)
        )  # fmt: skip
        return _send(request, child, kept, form) if action == "send" else _saved(request, child, kept)
    except operations.ChangedBySomebody as changed:
        return _changed(request, child, changed.now, form)


def as_file(request: HttpRequest, letter: Any, form: str) -> HttpResponse:
    """The letter as PDF or Word: as it was sent, or as the draft would look."""
    if form == "pdf" and letter.document:
        return file_answer(content_of(letter.document), PDF, safe_name(f"{letter.title}.pdf"))
    return papers.as_file(request, _paper(letter), form, opens=True)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.viewer, "on": clock.today()}  # type: ignore[attr-defined]


def _paper(letter: Any) -> Any:
    ties = ties_holding(letter.child, on=clock.today())
    sent = letter.sent_on is not None
    lines = tuple(letter.lines) if sent else receiver_of(letter).lines
    dated = letter.sent_on or clock.today()
    paper = paper_of(letter, lines=lines, ties=ties, signed_by=tuple(letter.signed_by), dated=dated)
    return paper if sent else replace(paper, reference="Draft, not sent")


def _send(request: HttpRequest, child: Any, letter: Any, form: LetterForm) -> HttpResponse:
    if form.needs_sending_details():
        return _draw(request, child, letter, _again(form, letter), changing.WRONG)
    sending = operations.Sending(form.cleaned_data["channel"], form.signed_by, form.cleaned_data["release"])
    try:
        operations.send(letter=letter, saves=letter.saves, sending=sending, **_by(request))
    except operations.NotReady as stopped:
        if stopped.homeless:
            form.add_error(
                "channel", "No address is recorded, so it cannot be posted. Choose another way, or record one"
            )
        else:
            form.add_error("text", "The letter is not ready. See what is missing below")
    except operations.ShowsHiddenHome as shown:
        form.add_error("text", "The letter shows an address that is kept hidden from this person. Take it out")
        return _draw(request, child, letter, _again(form, letter), changing.CONFLICT, found=shown.found)
    except operations.NamesSomebody as named:
        form.add_error("release", "The letter seems to name somebody else. Look at each place below")
        return _draw(
            request, child, letter, _again(form, letter), changing.CONFLICT, found=named.found, may_release=True
        )  # fmt: skip
    except (NoFontFor, TooLong) as fault:
        form.add_error("text", str(fault))
    else:
        return _to_the_list(request, child, "The letter is sent and kept as it was sent.")
    return _draw(request, child, letter, _again(form, letter), changing.WRONG)


def _saved(request: HttpRequest, child: Any, letter: Any) -> HttpResponse:
    messages.success(request, "Saved.")
    return redirect(f"{reverse('child_letters', args=[child.public_id])}?letter={letter.public_id}")


def _to_the_list(request: HttpRequest, child: Any, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("child_letters", child_id=child.public_id)


def _again(form: LetterForm, letter: Any) -> LetterForm:
    """The same form, made from what is saved now."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)  # type: ignore[arg-type]
    typed["saves"] = str(letter.saves)
    form.data = typed
    return form


def _changed(request: HttpRequest, child: Any, now: Any, form: LetterForm) -> HttpResponse:
    form.errors.clear()
    return _draw(request, child, now, _again(form, now), changing.CONFLICT, theirs=now)


def _draw(
    request: HttpRequest, child: Any, letter: Any, form: LetterForm, status: int = 200, **more: Any
) -> HttpResponse:  # fmt: skip
    kind, receiver = letter_kinds()[letter.kind], receiver_of(letter)
    stopped = operations.why_not(letter, on=clock.today()) if letter.state == "draft" else None
    base = f"{reverse('child_letters', args=[child.public_id])}?letter={letter.public_id}"
    context = {
        "letter": letter, "kind": kind, "receiver": receiver, "form": form,
        "items": letter_presenters.items_shown(kind, stopped),
        "blanks": [VALUES[name][0] if name in VALUES else name for name in blanks(letter.text)],
        "expected": left_out(kind, letter.text, stopped.values if stopped else {}) if stopped else (),
        "pdf_url": f"{base}&as=pdf", "word_url": f"{base}&as=docx", **more,
    }  # fmt: skip
    return changing.draw(request, child, "casework/letter.html", letter.title, status, **context)
