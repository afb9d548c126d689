"""Emergency accesses to review; a person's activity."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.operations import emergency
from goldenthread.foundation.access.queries import notices, staff
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.journal import reading

PAGE = 50


class ReviewForm(forms.Form):
    """What the review of one emergency access found."""

    note = forms.CharField(
        label="What did you find?",
        help_text="Say whether the access was needed, who you spoke to, and what follows.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Say what you found"},
    )


class PersonForm(forms.Form):
    """Whose activity."""

    person = forms.CharField(label="Name or email of a person with an account", required=False, max_length=200)


@opens_to(Power.SEE_EMERGENCY_NOTICES)
def notices_page(request: HttpRequest) -> HttpResponse:
    """Every emergency access, those not yet reviewed first."""
    listed = notices.notices_visible_to(request.viewer)  # type: ignore[attr-defined]
    waiting = sum(notice.reviewed_at is None for notice in listed)
    return render(request, "back_office/emergency_notices.html", {"notices": listed, "waiting": waiting})


@opens_to(Power.SEE_EMERGENCY_NOTICES)
def review(request: HttpRequest, notice_id: str) -> HttpResponse:
    """One of them, and a place to say what the review found."""
    viewer = request.viewer  # type: ignore[attr-defined]
    access = notices.find_notice(viewer, notice_id)
    if access is None:
        raise Http404
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        emergency.review(access=access, by=viewer, note=form.cleaned_data["note"], at=clock.now())
        messages.success(request, "Your review is noted.")
        return redirect("emergency_notices")
    context = {
        "form": form,
        "access": access,
        "breadcrumbs": [("Emergency access", "/office/emergency-access/"), ("Review", "")],
    }
    return render(request, "back_office/review_emergency_access.html", context)


@opens_to(Power.SEE_JOURNAL)
def activity(request: HttpRequest) -> HttpResponse:
    """What one person did and opened. Shows record ids, never a child's name."""
    form = PersonForm(request.GET or None)
    typed = request.GET.get("person", "").strip()[:200]
    people = staff.accounts_like(typed) if typed else []
    chosen = people[0] if len(people) == 1 else None
    page = request.GET.get("page", "1")
    number = max(1, min(int(page), 500)) if page.isdecimal() and len(page) < 6 else 1
    lines = reading.activity_of(chosen.public_id, limit=PAGE + 1, offset=(number - 1) * PAGE) if chosen else []
    context = {
        "form": form, "typed": typed, "people": people, "chosen": chosen, "lines": lines[:PAGE], "number": number,
        "more": len(lines) > PAGE,
    }  # fmt: skip
    return render(request, "back_office/activity.html", context)
