"""The one-page profile as staff write it: three short texts that fill one side of A4."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.features.casework.operations import profiles as operations
from goldenthread.features.casework.operations.own_versions import CannotSave
from goldenthread.features.casework.queries import profiles as queries
from goldenthread.features.casework.queries.profiles import HEADINGS, LONGEST, Profile
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.web.casework import changing
from goldenthread.web.components.papers import as_file

HERE = "One-page profile"
HINTS = {
    "about_me": "The child’s own words, as they said, signed or showed them. Do not put words in their mouth.",
    "matters": "People, things, places and routines. From section A and from asking.",
    "support": "What a good day looks like, and what to do on a bad one. One idea a line.",
}


class ProfileForm(forms.Form):
    """The three texts; `number` is that of the profile they were written on top of."""

    number = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name, heading in HEADINGS.items():
            self.fields[name] = forms.CharField(
                label=heading, help_text=HINTS[name], required=False, max_length=LONGEST[name],
                widget=forms.Textarea(attrs={"rows": 6}),
            )  # fmt: skip


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="one-page profile")
def profile(request: HttpRequest, child: Any) -> HttpResponse:
    """The form, filled from the record until somebody has written one; `?as=pdf`, `large` or `docx` as a file."""
    found = queries.profile_of(child)
    if request.method != "POST" and (wanted := request.GET.get("as")):
        name = child.calling_name or child.full_name
        return as_file(request, queries.profile_paper(found, name, partnership.current().council_name), wanted)
    if request.method != "POST":
        first = {name: getattr(found, name) for name in HEADINGS}
        return _draw(
            request, child, found, ProfileForm(initial={**first, "number": found.row.number if found.row else 0})
        )
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _draw(request, child, found, form, changing.WRONG)
    given = form.cleaned_data
    try:
        operations.save_profile(
            child=child, texts={name: given[name] for name in HEADINGS}, number=given["number"],
            by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
        )  # fmt: skip
    except CannotSave as refused:
        form.add_error(None, str(refused))
        return _draw(request, child, found, form, changing.WRONG)
    except operations.ProfileChanged as changed:
        typed = request.POST.copy()
        typed["number"] = str(changed.row.number)
        return _draw(
            request, child, queries.profile_of(child), ProfileForm(typed), changing.CONFLICT, theirs=changed.row
        )
    messages.success(request, "Saved. The family can read it now.")
    return redirect("child_profile", child_id=child.public_id)


def _draw(
    request: HttpRequest, child: Any, found: Profile, form: ProfileForm, status: int = 200, **more: Any
) -> HttpResponse:
    return changing.draw(
        request, child, "casework/profile.html", HERE, status, profile=found, form=form, headings=HEADINGS, **more
    )
