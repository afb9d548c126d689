"""Check a date: choose what happened, give the day, and read what the law makes of it.

Nothing typed is kept. Facts come by POST, so that they are in no address and no log of addresses; no session is made;
no cookie is set (the pages need no token against forged requests, because nothing can be changed by one); and no answer
is stored on the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.domain.clocks.reference import rows_of
from goldenthread.domain.clocks.register import clock_named
from goldenthread.domain.statute.duties import Duty, duties
from goldenthread.domain.statute.exceptions import admissions
from goldenthread.domain.statute.limits import UnknownRule
from goldenthread.foundation import clock as day
from goldenthread.foundation.access.gate import EVERYONE, opens_to
from goldenthread.web.components.errors import too_large
from goldenthread.web.law import answers, presenters
from goldenthread.web.law.calendar_file import calendar_file
from goldenthread.web.law.forms import FactsForm
from goldenthread.web.law.parts import part_named, parts
from goldenthread.web.law.questions import about_a_happening, about_a_rule

MOST_TYPED: Final = 100_000  # bytes: every box of the longest form filled in is under a tenth of it


@opens_to(EVERYONE)
@require_safe
def what_happened(request: HttpRequest) -> HttpResponse:
    """What can happen, by part of the process: each choice leads to its questions."""
    return render(request, "law/what_happened.html", {"parts": parts(), "breadcrumbs": _trail()})


@opens_to(EVERYONE)
@require_safe
def every_rule(request: HttpRequest) -> HttpResponse:
    """Every rule by its code, for people who work with them."""
    context = {"table": presenters.rules_table(), "breadcrumbs": _trail(("Every rule", ""))}
    return render(request, "law/every_rule.html", context)


@csrf_exempt
@opens_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def happened(request: HttpRequest, part: str, fact: str) -> HttpResponse:
    """The questions about one thing that happened, and the answer."""
    known = part_named(part)
    chosen = known.happening(fact) if known else None
    if chosen is None:
        raise Http404("Nothing of that name starts a clock.")
    questions = about_a_happening(chosen.fact, chosen.clocks)
    form = FactsForm(questions, chosen.clocks, _typed(request), "What is the date?", chosen.kinds)
    return _asked(request, form, {"heading": chosen.words, "breadcrumbs": _trail((chosen.words, ""))})


@csrf_exempt
@opens_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def one_rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule by its code: the law, every fact it reads, and the answer."""
    if code in duties():
        return _duty(request, duties()[code])
    try:
        clock = clock_named(code)
    except UnknownRule:
        raise Http404("There is no rule of that code.") from None
    row, code = clock.any_row(), clock.code
    context = {
        "heading": row.name,
        "code": code,
        "rules": [presenters.rule(each, admissions(each.key, on=each.checked_on)) for each in rows_of(code)],
        "breadcrumbs": _trail(("Every rule", reverse("law:rules")), (row.name, "")),
    }
    return _asked(request, FactsForm(about_a_rule(code), [clock], _typed(request)), context)


def _duty(request: HttpRequest, duty: Duty) -> HttpResponse:
    context = {
        "duty": presenters.duty(duty),
        "breadcrumbs": _trail(("Every rule", reverse("law:rules")), (duty.name, "")),
    }
    return render(request, "law/duty.html", context)


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _asked(request: HttpRequest, form: FactsForm, context: dict[str, Any]) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_TYPED:
        return _unkept(too_large(request, "100 KB"))
    context |= {"form": form, "want": request.POST.get("want", "")}
    if not form.is_bound or not form.is_valid() or context["want"] == "change":
        return _unkept(render(request, "law/questions.html", context))
    cards = answers.cards(form.governing_clocks, form.cleaned_facts, day.today())
    if context["want"] == "calendar":
        return _calendar(cards)
    context |= presenters.answer(cards, form) | {"everything": context["want"] == "everything"}
    return _unkept(render(request, "law/answer.html", context))


def _calendar(cards: Iterable[answers.Card]) -> HttpResponse:
    content = calendar_file((card.reading for card in cards if card.in_calendar), day.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dates.ics"'
    return _unkept(response)


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _trail(*after: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Start", "/"), ("Check a date", reverse("law:check") if after else ""), *after]
