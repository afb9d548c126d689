"""The link in a message: one child's story for one adult, without an account, after the date of birth.

Whatever is wrong (no such link, too old, used up, the wrong date, no longer theirs) is answered with the same words.
Nothing is kept in the browser: the story is the answer to the form, and the next look asks again.
"""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.features.casework.queries.family_story import story_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import EVERYONE, opens_to
from goldenthread.foundation.notify import links
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.web.components import errors
from goldenthread.web.components.forms import DateField
from goldenthread.web.family import presenters

WRONG = 400
# The form's page says where it comes from and never its address: with no referrer at all a browser sends the form from
# "null", which is taken for a forgery. The story sends nothing anywhere.
ASKS, SHOWS = "strict-origin", "no-referrer"
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store, private",
}


class BornOnForm(forms.Form):
    """Shown that the reader knows the child."""

    born_on = DateField(
        label="What is the date of birth?", noun="the date of birth", latest=clock.today,
        help_text="Of the child or young person the message is about. For example, 27 3 2016",
    )  # fmt: skip


@opens_to(EVERYONE)
def family_link(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for the date of birth; then where things are, who has it, what is late, what comes next."""
    if request.method != "POST":
        return _answer(request, {"form": BornOnForm()})
    if not ratelimit.consume(request, action="family_link", key=token[: links.LONGEST_TOKEN]):
        return _with_headers(errors.too_many(request))
    form = BornOnForm(request.POST)
    if not form.is_valid():
        return _answer(request, {"form": form}, WRONG)
    try:
        child, viewer = links.open_with(token, form.cleaned_data["born_on"], at=clock.now())
    except links.NotOpened:
        return _answer(request, {"form": BornOnForm(), "refused": True}, WRONG)
    journal.look(by=viewer, children=[child.public_id], page="link in a message")
    settings = partnership.current()
    story = story_of(child, viewer, on=clock.today(), due_soon_days=settings.due_soon_days)
    context = {
        "story": story, "naming": story.naming, "actions": presenters.next_actions(story, settings.council_name),
    }  # fmt: skip
    return _answer(request, context)


def _answer(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    template = "family/link_story.html" if "story" in context else "family/link.html"
    answer = render(request, template, {**context, "navigation": []}, status=status)
    return _with_headers(answer, SHOWS if "story" in context else ASKS)


def _with_headers(response: HttpResponse, referrer: str = SHOWS) -> HttpResponse:
    response["Referrer-Policy"] = referrer
    for name, value in HEADERS.items():
        response[name] = value
    return response
