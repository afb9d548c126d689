"""Pages for everyone: what this is, and the promises it makes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.foundation.access.gate import EVERYONE, opens_to


@opens_to(EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html", {"demo": settings.DEMO})


@opens_to(EVERYONE)
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about.html", {"breadcrumbs": _trail("What this system is")})


@opens_to(EVERYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html", {"breadcrumbs": _trail("Accessibility")})


@opens_to(EVERYONE)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html", {"breadcrumbs": _trail("Privacy")})


@opens_to(EVERYONE)
def cookies(request: HttpRequest) -> HttpResponse:
    rows = [
        (
            settings.SESSION_COOKIE_NAME,
            "Keeps you signed in",
            f"{settings.SESSION_COOKIE_AGE // 3600} hours, or until you close the browser",
        ),
        (settings.CSRF_COOKIE_NAME, "Checks that a form was sent by you", "1 year"),
        ("messages", "Holds a short note to show you on the next page", "Until you have seen it"),
    ]
    return render(request, "public/cookies.html", {"breadcrumbs": _trail("Cookies"), "cookies": rows})


def _trail(here: str) -> list[tuple[str, str]]:
    return [("Start", "/"), (here, "")]
