"""Every message about a child: what it said, to whom it went and how, what failed; letters to post, calls to make."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as banners
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.queries.children import may
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.notify import by_hand, queries
from goldenthread.foundation.notify.translations import shown
from goldenthread.foundation.typesetting import NoFontFor, pdf
from goldenthread.web.casework import changing, message_presenters
from goldenthread.web.components.papers import as_file
from goldenthread.web.components.presenters.message_text import parts_of

HERE = "Messages"


@child_page(Verb.OPEN_RECORD, Verb.SEE_PEOPLE, Verb.WORK_ON, page="messages about a child")
def child_messages(request: HttpRequest, child: Any) -> HttpResponse:
    """The list; with `item`, one of them, and what may be done with it. `as=letter` gives it as a page to print."""
    asked = request.POST if request.method == "POST" else request.GET
    found = queries.one_about(child.pk, asked.get("item", ""))
    if found is None:
        return _list(request, child)
    if request.method == "POST":
        return _act(request, child, found)
    if request.GET.get("as") == "letter":
        return _letter(request, child, found)
    return changing.draw(
        request, child, "casework/message.html", HERE, message=queries.seen(found), parts=parts_of(found.body),
        rows=message_presenters.rows_of(found), tries=message_presenters.tries_table(queries.tries_of(found)),
        can_try_again=found.state in (queries.State.GIVEN_UP, queries.State.BY_HAND),
        can_be_done=found.state == queries.State.BY_HAND, is_letter=found.channel != "call", text=found.text,
        translated=shown(found.language, found.translated), is_easy_read=queries.wants_easy_read(found),
    )  # fmt: skip


def _list(request: HttpRequest, child: Any) -> HttpResponse:
    found = [queries.seen(row) for row in queries.about(child.pk)]
    return changing.draw(
        request, child, "casework/messages.html", HERE, table=message_presenters.messages_table(found),
        nobody=not queries.anybody_to_tell(child, on=clock.today()),
    )  # fmt: skip


def _act(request: HttpRequest, child: Any, found: Any) -> HttpResponse:
    act, said = (
        (by_hand.done, "Recorded.") if "done" in request.POST else (by_hand.try_again, "It will be tried again.")
    )
    try:
        act(message=found, by=request.viewer)  # type: ignore[attr-defined]
    except by_hand.NotNow as changed:
        banners.error(request, f"Somebody else was first. {changed}")
    else:
        banners.success(request, said)
    return redirect(f"{reverse('child_messages', args=[child.public_id])}?item={found.public_id}")


def _letter(request: HttpRequest, child: Any, found: Any) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    hidden = found.adult and found.adult.address_hidden
    shows = not hidden or may(viewer, Verb.SEE_HIDDEN_ADDRESS, child.pk, on=clock.today())
    paper = message_presenters.paper_of(found, shows_address=shows, on=clock.today())
    if found.translated:
        try:
            pdf(paper)
        except NoFontFor:  # the English can be posted today; the page of the message has the translation to copy
            paper = message_presenters.paper_of(found, shows_address=shows, on=clock.today(), in_english_only=True)
    return as_file(request, paper, "pdf", f"letter-{found.public_id}", opens=True)
