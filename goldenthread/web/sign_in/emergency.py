"""Asking for emergency access, and ending it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.operations import emergency
from goldenthread.foundation.access.queries import notices
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.web.components.forms import DateField


class EmergencyForm(forms.Form):
    """Who, and why. The date of birth must agree with the number, so that nobody can browse."""

    identifier = forms.CharField(label="Child’s UPN, ULN or record id", max_length=60)
    born_on = DateField(label="Child’s date of birth", noun="the date of birth", latest=clock.today)
    reason = forms.CharField(
        label="Why do you need to see this record now?",
        help_text="The data protection officer reads every reason. "
        "Say what has happened and what you need to find out.",
        widget=forms.Textarea(attrs={"rows": 4}),
        min_length=emergency.SHORTEST_REASON,
        max_length=2000,
        error_messages={"min_length": "Say more: the reason must be at least 20 letters long"},
    )


@opens_to(Power.ASK_EMERGENCY_ACCESS)
def ask(request: HttpRequest) -> HttpResponse:
    """The form, and any emergency access of one's own still open."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            access = emergency.take(by=viewer, at=clock.now(), **form.cleaned_data)
        except emergency.NoSuchChild:
            form.add_error("identifier", "No child has both this number and this date of birth. Check both")
        else:
            messages.success(
                request, "The record is open to you for a short time. The data protection officer has been told."
            )
            return redirect(reverse("child", args=[access.child.public_id]))
    context = {
        "form": form,
        "hours": partnership.current().emergency_access_hours,
        "open_now": notices.own_accesses(viewer, at=clock.now()),
    }
    return render(request, "sign_in/emergency.html", context, status=200)


@opens_to(Power.ASK_EMERGENCY_ACCESS)
@require_POST
def end(request: HttpRequest, access_id: str) -> HttpResponse:
    """Give back one's own access early."""
    viewer = request.viewer  # type: ignore[attr-defined]
    access = notices.find_notice(viewer, access_id)
    if access is None or access.user_id != viewer.user_id:
        raise Http404
    emergency.end(access=access, by=viewer, at=clock.now())
    messages.success(request, "Your emergency access has ended.")
    return redirect("emergency_access")
