"""One's own account: roles, devices, what one did and opened."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import SIGNED_IN, opens_to
from goldenthread.foundation.access.roles import DESCRIBED
from goldenthread.foundation.journal import reading

PAGE = 50


@opens_to(SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    """Name, email, roles in words, and links to password, second factor and sessions."""
    viewer = request.viewer  # type: ignore[attr-defined]
    roles = [(DESCRIBED[held.role], held.organisation_name) for held in viewer.held]
    sessions = UserSession.objects.filter(user=request.user).count()
    return render(request, "sign_in/account.html", {"roles": roles, "sessions": sessions})


@opens_to(SIGNED_IN)
def activity(request: HttpRequest) -> HttpResponse:
    """What one did and opened, newest first: the same lines a data protection officer would see."""
    number = max(1, min(int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdigit() else 1, 200))
    viewer = request.viewer  # type: ignore[attr-defined]
    lines = reading.activity_of(viewer.public_id, limit=PAGE + 1, offset=(number - 1) * PAGE)
    context = {"lines": lines[:PAGE], "number": number, "more": len(lines) > PAGE, "whose": "you"}
    return render(request, "sign_in/activity.html", context)


@opens_to(SIGNED_IN)
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this account, this one too."""
    viewer = request.viewer  # type: ignore[attr-defined]
    journal.record("account.signed_out_everywhere", by=viewer, on=clock.today())
    for session in UserSession.objects.filter(user=request.user):
        session.end()
    logout(request)
    messages.success(request, "You have been signed out on every device.")
    return redirect("/")
