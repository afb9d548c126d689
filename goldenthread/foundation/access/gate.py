"""The page gate: every page says who may open it. Pages about one child: child_gate.py.

    @opens_to(EVERYONE)                      anyone, signed in or not
    @opens_to(SIGNED_IN)                     any account
    @opens_to(Power.IMPORT_RETURNS)          accounts with that power (any of several)

A page somebody may not open answers 404, as if it were not there; signed-out people are asked to sign in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from goldenthread.foundation.access.verbs import Power

View = Callable[..., HttpResponseBase]
EVERYONE = "everyone"
SIGNED_IN = "signed in"

# Pages of the sign-in library: it guards them itself. A test compares this list with the urls that exist.
THIRD_PARTY_URLS: dict[str, str] = {
    "account_": "sign-in pages: each asks for a session or a password itself",
    "mfa_": "second factors: the library asks for a recent sign-in",
    "usersessions_": "one's own sessions",
}


def opens_to(*who: str | Power) -> Callable[[View], View]:
    """Guards a view. Several powers mean any of them."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if EVERYONE not in who:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                powers = request.viewer.powers  # type: ignore[attr-defined]
                if SIGNED_IN not in who and not powers.intersection(who):
                    raise Http404("No such page.")
            return view(request, *args, **kwargs)

        guarded.opens_to = who  # type: ignore[attr-defined]
        return guarded

    return guard
