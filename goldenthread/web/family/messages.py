"""What we told somebody about their child, as it was sent; and how they want to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages as banners
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.features.casework.queries.family_story import children_of, naming_for
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.notify import preferences, queries
from goldenthread.foundation.notify.translations import shown
from goldenthread.web.components.presenters.message_text import parts_of

CONFLICT, WRONG = 409, 400
# Said to the reader, in the order of the choice.
CHANNELS = [
    ("email", "Email"), ("text", "Text message"), ("letter", "Letter by post"), ("call", "A phone call from a person"),
]  # fmt: skip
FORMATS = [
    ("standard", "Normal print"), ("large_print", "Large print letters"),
    ("easy_read", "Easy Read, which a person makes and posts"),
]  # fmt: skip


@child_page(Verb.FAMILY_PAGE, page="family messages page")
def family_messages(request: HttpRequest, child: Any) -> HttpResponse:
    """The messages this reader was sent about this child, newest first; nobody else's."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.told_to(viewer.adult_id, child.pk)
    context = {
        "naming": naming_for(child, viewer, on=clock.today()),
        "told": [(row, parts_of(row.body), shown(row.language, row.translated)) for row in found],
        "back_url": reverse("family_child", args=[child.public_id]),
    }
    return render(request, "family/messages.html", context)


class PreferencesForm(forms.Form):
    """How somebody wants to be told."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label="How should we tell you things?", choices=CHANNELS, widget=forms.RadioSelect,
        help_text="If it does not work, we try the next way: email, then a text, then a letter.",
        error_messages={"required": "Say how we should tell you things"},
    )  # fmt: skip
    format = forms.ChoiceField(
        label="How should letters look?", choices=FORMATS, widget=forms.RadioSelect,
        error_messages={"required": "Say how letters should look"},
    )  # fmt: skip
    language = forms.ChoiceField(
        label="Do you need another language?", required=False,
        choices=[("", "No, English is fine"), *[(each, each) for each in preferences.LANGUAGES]],
        help_text="If a person has translated a message, it starts in your language. If not, it is in English. "
        "Each message says how to ask for someone who speaks your language.",
    )  # fmt: skip


@opens_to(Power.SEE_FAMILY_HOME)
def family_preferences(request: HttpRequest) -> HttpResponse:
    """How this reader is told, for all their children."""
    viewer = request.viewer  # type: ignore[attr-defined]
    now = preferences.of_adult(viewer.adult_id)
    if now is None:
        raise Http404("No such page.")
    first = {"version": now.version, "channel": now.channel, "format": now.format, "language": now.language}
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method != "POST":
        return _draw(request, form, now)
    if not form.is_valid():
        return _draw(request, form, now, WRONG)
    try:
        preferences.choose(
            adult=now.adult, **form.cleaned_data, about=children_of(viewer, on=clock.today()), by=viewer,
            on=clock.today(),
        )  # fmt: skip
    except preferences.ChangedBySomebody as changed:
        typed = {**form.cleaned_data, "version": changed.now.version}
        return _draw(request, PreferencesForm(initial=typed), changed.now, CONFLICT, changed=True)
    banners.success(request, "Saved. We will tell you things this way.")
    return redirect("family_preferences")


def _draw(request: HttpRequest, form: PreferencesForm, now: Any, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "adult": now.adult, "now": now, "back_url": reverse("family_home"), **more}
    return render(request, "family/preferences.html", context, status=status)
