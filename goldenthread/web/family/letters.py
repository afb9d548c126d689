"""The letters sent to this person about this child, to read here, to keep or to print."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.features.casework.queries.family_story import naming_for
from goldenthread.features.casework.queries.letter_papers import blocks_of
from goldenthread.features.casework.queries.letters import letters_to
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.documents.keeping import content_of
from goldenthread.foundation.typesetting import Bullets, Heading
from goldenthread.web.components.files import file_answer


@child_page(Verb.FAMILY_PAGE, page="family letters")
def letters(request: HttpRequest, child: Any) -> HttpResponse:
    """The list; with `letter`, its words; with `as=pdf` too, the letter as it was sent."""
    viewer = request.viewer  # type: ignore[attr-defined]
    sent = letters_to(child, viewer)
    asked = request.GET.get("letter", "")
    chosen = next((each for each in sent if each.public_id == asked), None)
    if asked and chosen is None:
        raise Http404("No such letter.")
    if chosen is not None and chosen.document and chosen.sent_on and request.GET.get("as") == "pdf":
        name = f"letter-{chosen.sent_on.isoformat()}.pdf"
        return file_answer(content_of(chosen.document), chosen.document.media_type, name)
    here = reverse("family_letters", args=[child.public_id])
    context = {
        "child": child,
        "naming": naming_for(child, viewer, on=clock.today()),
        "letters": sent,
        "letter": chosen,
        "blocks": [_shown(block) for block in blocks_of(chosen.text)] if chosen else [],
        "back_url": here if chosen else reverse("family_child", args=[child.public_id]),
    }
    return render(request, "family/letters.html", context)


def _shown(block: Any) -> tuple[str, Any]:
    if isinstance(block, Heading):
        return "heading", block.text
    return ("list", block.items) if isinstance(block, Bullets) else ("words", getattr(block, "text", ""))
