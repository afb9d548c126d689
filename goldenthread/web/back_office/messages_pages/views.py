"""Messages in trouble. A manager sees whom they are about; whoever keeps the system running sees only what is wrong."""

from __future__ import annotations

from django.contrib import messages as banners
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.notify import by_hand, govuk, queries
from goldenthread.web.back_office.messages_pages import presenters
from goldenthread.web.components.presenters.phrases import count_phrase


@opens_to(Power.SEE_MESSAGES)
def messages(request: HttpRequest) -> HttpResponse:
    """What needs a person, what failed so far, and how many stand how. A form tries again what could not be sent."""
    viewer = request.viewer  # type: ignore[attr-defined]
    sees_children = viewer.may(Power.SEE_TEAM_CASELOADS)
    found = queries.in_trouble(viewer, on=clock.today()) if sees_children else queries.in_trouble_nameless()
    if request.method == "POST":
        return _try_again(request, [each.id for each in found if each.state == queries.State.GIVEN_UP])
    if sees_children:
        journal.look(by=viewer, children=[each.child_id for each in found], page="messages in trouble")
    groups = (
        ("Could not be sent", [each for each in found if each.state == queries.State.GIVEN_UP]),
        ("Wait for a person to post or call", [each for each in found if each.state == queries.State.BY_HAND]),
        ("Failed so far", [each for each in found if each.state in queries.FAILED_SO_FAR]),
    )
    context = {
        "counts": presenters.count_rows(queries.counts()),
        "tables": [
            presenters.trouble_table(group, caption=caption, with_child=sees_children)
            for caption, group in groups
            if group
        ],
        "can_try_again": bool(groups[0][1]),
        "is_set_up": govuk.configured() is not None,
    }
    return render(request, "back_office/messages.html", context)


def _try_again(request: HttpRequest, given_up: list[str]) -> HttpResponse:
    tried = 0
    for public_id in given_up:
        message = queries.find(public_id)
        try:
            if message is not None:
                by_hand.try_again(message=message, by=request.viewer)  # type: ignore[attr-defined]
                tried += 1
        except by_hand.NotNow:
            continue  # somebody else did it first
    banners.success(request, f"{count_phrase(tried, 'message', 'messages')} will be tried again.")
    return redirect("messages")
