"""Check a plan's words: paste a section or a plan, and read what is vague, missing or in the wrong place.

Nothing typed is kept. It comes by POST, so that it is in no address and no log of addresses; no session is made; no
cookie is set (the pages need no token against forged requests, because nothing can be changed by one).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.domain.plan.checker.check import check as find
from goldenthread.domain.plan.checker.check import check_paragraph
from goldenthread.domain.plan.checker.document import Person, PlanDocument, Stage
from goldenthread.domain.plan.checker.labelled import published
from goldenthread.domain.plan.checker.text import plan_from_text
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.foundation.access.gate import EVERYONE, opens_to
from goldenthread.foundation.partnership.checker_tuning import tuning
from goldenthread.web.components.errors import too_large
from goldenthread.web.wording import presenters
from goldenthread.web.wording.forms import WHOLE, WordsForm

MOST_TYPED: Final = 2_400_000  # bytes: 300 pages, whatever alphabet they are in
LONGEST_PARAGRAPH: Final = 5_000  # characters answered while somebody types


@csrf_exempt
@opens_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def check(request: HttpRequest) -> HttpResponse:
    """The form; by POST, what was found in what was pasted."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_TYPED:
        return _unkept(too_large(request, "2 MB"))
    form = WordsForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "breadcrumbs": _trail()}
    if form.is_bound and form.is_valid():
        try:
            document = _document(form.cleaned_data)
        except ValueError as fault:
            form.add_error("text", str(fault))
        else:
            context["result"] = presenters.result(document, find(document, tuning=tuning()))
    status = 400 if form.is_bound and form.errors else 200
    return _unkept(render(request, "wording/check.html", context, status=status))


@csrf_exempt
@opens_to(EVERYONE)
@require_POST
@sensitive_post_parameters()
def as_you_type(request: HttpRequest) -> HttpResponse:
    """What is found in one paragraph: {"html": ..., "count": n}. Too long or of no section: nothing."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > 8 * LONGEST_PARAGRAPH:
        return _unkept(JsonResponse({"html": "", "count": 0}))
    section, text = request.POST.get("section", ""), request.POST.get("text", "")[:LONGEST_PARAGRAPH]
    if section not in plan_sections() or not text.strip():
        return _unkept(JsonResponse({"html": "", "count": 0}))
    stage = request.POST.get("stage", "")
    about = PlanDocument(
        (), Stage(stage) if stage in {each.value for each in Stage} else Stage.UNKNOWN,
        Person(request.POST.get("name", "")[:60]),
    )  # fmt: skip
    found = check_paragraph(section, text.replace("\x00", ""), plan=about, tuning=tuning())
    html = render_to_string("wording/findings.html", {"findings": presenters.coloured(found[:20])})
    return _unkept(JsonResponse({"html": html, "count": len(found)}))


@opens_to(EVERYONE)
@require_safe
def every_rule(request: HttpRequest) -> HttpResponse:
    """Every rule with its reason, authority and example; and how often the checker is right."""
    context = {
        "levels": presenters.by_level(), "figures": presenters.figures_tables(published()),
        "breadcrumbs": _trail(("Every rule", "")),
    }  # fmt: skip
    return render(request, "wording/rules.html", context)


def _document(given: dict[str, Any]) -> PlanDocument:
    section = "" if given["section"] == WHOLE else given["section"]
    read = plan_from_text(given["text"], stage=Stage(given["stage"] or Stage.UNKNOWN), section=section)
    if not given["name"]:
        return read
    return PlanDocument(read.sections, read.stage, Person(given["name"]), read.others, read.whole, read.preamble)


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _trail(*after: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Start", "/"), ("Check a plan’s words", reverse("wording:check") if after else ""), *after]
