"""How the process works, and the same in Easy Read. Both are drawn from the stages and the rows of law."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.foundation import clock as day
from goldenthread.foundation.access.gate import EVERYONE, opens_to
from goldenthread.web.law import easy_words, process_words

HERE = "How the process works"


@opens_to(EVERYONE)
@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    """The steps of each process, who acts next, by when, and where there is a right of appeal."""
    context = {
        "processes": process_words.processes(day.today()),
        "duties": process_words.duties_without_a_date(day.today()),
        "others": process_words.other_limits(day.today()),
        "breadcrumbs": [("Start", "/"), (HERE, "")],
    }
    return render(request, "law/how_it_works.html", context)


@opens_to(EVERYONE)
@require_safe
def easy_read(request: HttpRequest) -> HttpResponse:
    """The same in Easy Read: one idea a sentence, each with a picture."""
    context = {
        "chapters": easy_words.chapters(day.today()),
        "key_words": easy_words.KEY_WORDS,
        "breadcrumbs": [("Start", "/"), (HERE, reverse("law:how_it_works")), ("Easy Read", "")],
    }
    return render(request, "law/easy_read.html", context)
