"""Letters about a child: the list, beginning one, and one letter from draft to sent."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.domain.statute.letters import letter_kinds
from goldenthread.features.casework.operations import letters as operations
from goldenthread.features.casework.queries import letters as queries
from goldenthread.features.casework.queries.letter_receivers import receivers_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, letter_drafts, letter_presenters
from goldenthread.web.casework.letter_forms import KindForm, ReceiversForm

HERE = "Letters"


@child_page(Verb.OPEN_RECORD, Verb.SEE_PEOPLE, Verb.WORK_ON, page="letters")
def letters(request: HttpRequest, child: Any) -> HttpResponse:
    """The list; with `kind`, whom to write to; with `letter`, that letter."""
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("letter"):
        return _one(request, child, asked["letter"])
    kind = letter_kinds().get(asked.get("kind", ""))
    if kind is not None:
        return _begin(request, child, kind)
    rows = letter_presenters.letters_table(child, queries.letters_of(child))
    return changing.draw(
        request, child, "casework/letters.html", HERE, rows=rows, form=KindForm(), kinds=letter_kinds().values()
    )


def address_of(child: Any, letter: Any = None, **query: str) -> str:
    """The page of a child's letters, or of one of them."""
    base = reverse("child_letters", args=[child.public_id])
    asked = {**({"letter": letter.public_id} if letter else {}), **query}
    return base + ("?" + "&".join(f"{name}={value}" for name, value in asked.items()) if asked else "")


def _begin(request: HttpRequest, child: Any, kind: Any) -> HttpResponse:
    receivers = receivers_of(child, kind, on=clock.today())
    initial = {"to": [each.key for each in receivers.found]}
    form = ReceiversForm(request.POST if request.method == "POST" else None, receivers=receivers, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = operations.write_letters(
            child=child, kind=kind, receivers=receivers.chosen(form.cleaned_data["to"]), by=request.viewer,  # type: ignore[attr-defined]
            on=clock.today(),
        )  # fmt: skip
        return redirect(address_of(child, made[0]) if len(made) == 1 else address_of(child))
    status = changing.WRONG if form.errors else 200
    return changing.draw(
        request, child, "casework/letter_new.html", kind.name, status, kind=kind, form=form, receivers=receivers,
        needs=[each for each in receivers.found if each.needs],
        homeless=[each for each in receivers.found if not each.has_an_address],
    )  # fmt: skip


def _one(request: HttpRequest, child: Any, public_id: str) -> HttpResponse:
    letter = queries.letter_of(child, public_id)
    if letter is None or not queries.may_open(letter, request.viewer, on=clock.today()):  # type: ignore[attr-defined]
        raise Http404("No such letter.")
    if request.method != "POST" and request.GET.get("as"):
        return letter_drafts.as_file(request, letter, request.GET["as"])
    if letter.state == "draft" or request.method == "POST":
        return letter_drafts.draft(request, child, letter)
    return changing.draw(
        request, child, "casework/letter_sent.html", letter.title, letter=letter,
        blocks=letter_presenters.blocks_shown(letter.text), facts=letter_presenters.sent_facts(letter),
        pdf_url=address_of(child, letter, **{"as": "pdf"}), word_url=address_of(child, letter, **{"as": "docx"}),
    )  # fmt: skip
