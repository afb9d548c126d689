"""Where somebody lands after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.foundation.access.gate import SIGNED_IN, opens_to
from goldenthread.foundation.access.roles import DESCRIBED
from goldenthread.web.sign_in.navigation import places


@opens_to(SIGNED_IN)
def start(request: HttpRequest) -> HttpResponse:
    """Straight to the first place the viewer's roles open; or a page that says what their account is for."""
    viewer = request.viewer  # type: ignore[attr-defined]
    reachable = places(viewer)
    if reachable:
        return redirect(reachable[0][1])
    roles = [(DESCRIBED[held.role], held.organisation_name) for held in viewer.held]
    return render(request, "sign_in/start.html", {"roles": roles})
