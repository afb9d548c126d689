"""Asking for an assessment: a list of short tasks, each saved as it is done, then checked and sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.features.casework.operations import intake_asking as writing
from goldenthread.features.casework.queries import intake_asking as asking
from goldenthread.features.casework.queries.files import files_from
from goldenthread.features.casework.queries.intake_questions import ABOUT_ME, NEEDED_TO_SEND, QUESTIONS
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.web.asking import presenters
from goldenthread.web.asking.forms import AnswerForm
from goldenthread.web.asking.words import all_words, words_for

MAY_ASK = (Power.SEE_FAMILY_HOME, Power.SEE_PARTNER_WORKLIST)


@child_page(Verb.ASK_FOR_ASSESSMENT, page="asking for an assessment")
def ask(request: HttpRequest, child: Any) -> HttpResponse:
    """What there is to say, and how much of it has been said."""
    context = _about(request, child)
    viewer, asker = request.viewer, context["asker"]  # type: ignore[attr-defined]
    answers, receipts = asking.asked_so_far(child, asker, viewer, on=clock.today())
    context |= {
        "begun": answers is not None,
        "under_way": asking.under_way(child),
        "tasks": presenters.tasks(child, all_words(asker, context["name"]), answers or {}),
        "check": presenters.check_task(child, answers or {}),
        "held": presenters.held(child, asker),
        "receipts": receipts,
        "back_url": context["home_url"],
        "back_text": "Back to your page" if asker.is_self else f"Back to {context['name']}’s page",
    }
    return render(request, "asking/ask.html", context)


@child_page(Verb.ASK_FOR_ASSESSMENT, page="asking for an assessment")
def answer(request: HttpRequest, child: Any, question: str = QUESTIONS[0]) -> HttpResponse:
    """One question. Saving leads to the next that is not answered, or back to the list."""
    if question not in QUESTIONS:
        raise Http404("No such page.")
    context = _about(request, child)
    viewer, asker, name = request.viewer, context["asker"], context["name"]  # type: ignore[attr-defined]
    kept = (asking.answers_of(child, asker, viewer) or {}).get(question, asking.Answer())
    form = AnswerForm(
        request.POST if request.method == "POST" else None, question=question, asker=asker, name=name, kept=kept
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            try:
                writing.save_answer(
                    child=child, asker=asker, question=question, text=given["text"], how=given.get("how", ""),
                    version=given.get("version") or 0, by=viewer, on=clock.today(),
                )  # fmt: skip
            except writing.ChangedMeanwhile as changed:
                context["theirs"], status = changed, 409
                form.data = {**request.POST.dict(), "version": str(changed.version)}
                form.add_error(
                    "text", "Somebody else changed this answer while you were writing. Save again to keep yours"
                )
            else:
                return redirect(_after(request, child, question))
    context |= {
        "form": form,
        "words": words_for(question, asker, name),
        "held_words": child.in_their_words if question == ABOUT_ME else "",
        "back_url": reverse("ask", args=[child.public_id]),
        "back_text": "Back to the list",
    }
    return render(request, "asking/answer.html", context, status=status)


@child_page(Verb.ASK_FOR_ASSESSMENT, page="asking for an assessment")
def check(request: HttpRequest, child: Any) -> HttpResponse:
    """Everything said, each with a way to change it; and sending."""
    context = _about(request, child)
    viewer, asker = request.viewer, context["asker"]  # type: ignore[attr-defined]
    if request.method == "POST":
        try:
            item = writing.send(child=child, asker=asker, by=viewer, on=clock.today())
        except writing.NotYetEnough:
            return redirect("ask_answer", child_id=child.public_id, question=NEEDED_TO_SEND)
        except writing.NothingToSend:  # sent already: by a second press, another window or a colleague
            _, sent_before = asking.asked_so_far(child, asker, viewer, on=clock.today())
            if not sent_before:
                return redirect("ask", child_id=child.public_id)
            return redirect("ask_sent", item_id=sent_before[0].id)
        return redirect("ask_sent", item_id=item.public_id)
    answers = asking.answers_of(child, asker, viewer) or {}
    context |= {
        "rows": presenters.answer_rows(child, all_words(asker, context["name"]), answers, asker, context["name"]),
        "held": presenters.held(child, asker),
        "files": [each for each in files_from(child, viewer) if each.intake and each.intake.state == "draft"],
        "ready": bool(answers.get(NEEDED_TO_SEND, asking.Answer()).text),
        "first": reverse("ask_answer", args=[child.public_id, NEEDED_TO_SEND]),
        "back_url": reverse("ask", args=[child.public_id]),
        "back_text": "Back to the list",
    }
    return render(request, "asking/check.html", context)


@child_page(Verb.ASK_FOR_ASSESSMENT, page="asking for an assessment")
@require_http_methods(["GET", "HEAD", "POST"])
def throw_away(request: HttpRequest, child: Any) -> HttpResponse:
    """Asks whether they are sure; then it is gone."""
    context = _about(request, child)
    if request.method == "POST":
        viewer = request.viewer  # type: ignore[attr-defined]
        if writing.throw_away(child=child, asker=context["asker"], by=viewer, on=clock.today()):
            messages.success(request, "We have thrown away what you wrote. Nothing was sent.")
        return redirect("ask", child_id=child.public_id)
    context |= {"back_url": reverse("ask", args=[child.public_id]), "back_text": "Back to the list"}
    return render(request, "asking/throw_away.html", context)


@opens_to(*MAY_ASK)
def sent(request: HttpRequest, item_id: str) -> HttpResponse:
    """What happens next, who has it, and by when."""
    viewer = request.viewer  # type: ignore[attr-defined]
    receipt = asking.receipt_of(viewer, item_id, on=clock.today())
    if receipt is None:
        raise Http404("No such page.")
    journal.look(by=viewer, children=[receipt.child.public_id], page="asking for an assessment")
    context = _about(request, receipt.child) | {"receipt": receipt}
    return render(request, "asking/sent.html", context)


sent.records_look = True  # type: ignore[attr-defined]


def _about(request: HttpRequest, child: Any) -> dict[str, Any]:
    asker = asking.asker_of(child, request.viewer, on=clock.today())  # type: ignore[attr-defined]
    home = "partner_child" if asker.school_id else "family_child"
    name = child.calling_name or "this child"
    return {
        "child": child,
        "asker": asker,
        "name": name,
        "whom": "you" if asker.is_self else name,
        "home_url": reverse(home, args=[child.public_id]),
    }


def _after(request: HttpRequest, child: Any, question: str) -> str:
    if "list" in request.POST:
        return reverse("ask", args=[child.public_id])
    place = QUESTIONS.index(question) + 1
    if place < len(QUESTIONS):
        return reverse("ask_answer", args=[child.public_id, QUESTIONS[place]])
    return reverse("ask_check", args=[child.public_id])
