"""My child: where we are, what is next, who has it, what is late and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.features.casework.queries import intake_asking, plan_drafts
from goldenthread.features.casework.queries.family_advice import advice_told
from goldenthread.features.casework.queries.family_looks import looks_for
from goldenthread.features.casework.queries.family_story import cards_for, naming_for, story_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.notify import queries as messages
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.web.components.presenters.pagination import pagination
from goldenthread.web.family import presenters


@opens_to(Power.SEE_FAMILY_HOME)
def home(request: HttpRequest) -> HttpResponse:
    """A card a child. With one child, straight to their page."""
    viewer = request.viewer  # type: ignore[attr-defined]
    cards = cards_for(viewer, on=clock.today(), due_soon_days=partnership.current().due_soon_days)
    if len(cards) == 1:
        return redirect("family_child", child_id=cards[0].child_id)
    journal.look(by=viewer, children=[card.child_id for card in cards], page="family home")
    return render(request, "family/home.html", {"cards": presenters.told_apart(cards)})


home.records_look = True  # type: ignore[attr-defined]


@child_page(Verb.FAMILY_PAGE, page="family page")
def child(request: HttpRequest, child: Any) -> HttpResponse:
    """One child, for their own family or for themselves."""
    viewer = request.viewer  # type: ignore[attr-defined]
    settings = partnership.current()
    story = story_of(child, viewer, on=clock.today(), due_soon_days=settings.due_soon_days)
    asker = intake_asking.asker_of(child, viewer, on=clock.today())
    answers, receipts = intake_asking.asked_so_far(child, asker, viewer, on=clock.today())
    draft, final = plan_drafts.standing_of(child)
    context = {
        "draft": draft,
        "draft_open": bool(draft and draft.answer_by and clock.today() <= draft.answer_by),
        "final": final,
        "story": story,
        "told": messages.told_to(viewer.adult_id, child.pk, limit=3),
        "sent": [each for each in receipts if each.is_waiting],
        "begun": answers is not None,
        "under_way": intake_asking.under_way(child),
        "naming": story.naming,
        "advice": advice_told(child),
        "actions": presenters.next_actions(story, settings.council_name),
        "dates": [(each, presenters.rule_said(each.reading)) for each in story.dates],
        "last_review": presenters.last_review(story),
        "next_review": presenters.next_review_by(story),
        "rights": presenters.rights_said(story),
        "past_dates": [(each, presenters.rule_said(each.reading)) for each in story.past_dates],
    }
    return render(request, "family/child.html", context)


@child_page(Verb.FAMILY_PAGE, Verb.SEE_LOOKS, page="family looks page")
def looks(request: HttpRequest, child: Any) -> HttpResponse:
    """Who has looked at this record, newest first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    asked = request.GET.get("page", "1")
    page = looks_for(viewer, child.public_id, page=int(asked) if asked.isdecimal() and len(asked) < 6 else 1)
    context = {
        "naming": naming_for(child, viewer, on=clock.today()),
        "page": page,
        "looks": [(each, presenters.page_in_words(each.page)) for each in page.looks],
        "pages": pagination(page.number, page.pages),
        "back_url": reverse("family_child", args=[child.public_id]),
    }
    return render(request, "family/looks.html", context)
