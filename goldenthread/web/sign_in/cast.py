"""Step into any member of the demonstration's cast, without a password.

Three locks: these urls exist only when GOLDENTHREAD_ENV=demo; the partnership in the database must be marked as a
demonstration; and only accounts made as cast can be stepped into.
"""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import EVERYONE, opens_to
from goldenthread.foundation.access.queries import cast as people
from goldenthread.foundation.partnership import queries as partnership


def _only_in_a_demonstration() -> None:
    if not (settings.DEMO and partnership.current().is_demo):
        raise Http404


@opens_to(EVERYONE)
def cast(request: HttpRequest) -> HttpResponse:
    """Everyone in the cast, what they do and what they ask in the morning."""
    _only_in_a_demonstration()
    return render(request, "sign_in/cast.html", {"groups": people.cast_by_place()})


@opens_to(EVERYONE)
@require_POST
def step_in(request: HttpRequest, person_id: str) -> HttpResponse:
    """Become this member of the cast."""
    _only_in_a_demonstration()
    user = people.cast_member(person_id)
    if user is None:
        raise Http404
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.create_from_request(request)  # as signing in does, so that it is on the list of devices
    journal.record("account.stepped_into", by=user, on=clock.today())
    return redirect("start")
