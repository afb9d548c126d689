"""The pages people see when something goes wrong: what happened, what to do, a reference. Never a name or a trace."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from goldenthread.web.components.headers import new_id

LAST_RESORT = (
    "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Sorry, there is a problem</title></head><body>"
    "<main><h1>Sorry, there is a problem</h1><p>Try again later. What you had saved is safe.</p>"
    "<p>Reference: {reference}</p>"
    "</main></body></html>"
)


def reference(request: HttpRequest) -> str:
    """Return the request's id, or a new one where the request never got that far."""
    return getattr(request, "id", "") or new_id()


def page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """Return the error page of a status: in the ordinary frame if that can be drawn, else in a bare one."""
    context |= {"reference": reference(request), "navigation": []}
    try:
        return render(request, f"components/errors/{status}.html", context, status=status)
    except Exception:  # an error page that fails must still be a page
        return _bare(status, context)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page whether a thing does not exist or is not for this person: the difference would be a disclosure."""
    return page(request, 404)


@requires_csrf_token
def conflict(request: HttpRequest, what: str = "", back_url: str = "") -> HttpResponse:
    """For a view to return when somebody else changed the same thing first. `what` says what, in a sentence."""
    return page(request, 409, what=what, back_url=back_url)


@requires_csrf_token
def too_large(request: HttpRequest, limit: str = "") -> HttpResponse:
    """For a view to return when a file is too big. `limit` is written as people read it: "2 GB"."""
    return page(request, 413, limit=limit)


@requires_csrf_token
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 429)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Setting CSRF_FAILURE_VIEW. `reason` is for developers and is not shown."""
    return page(request, 403, stale_form=True)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the request's context: the database or the session may be what is broken."""
    return _bare(500, {"reference": reference(request)})


def _bare(status: int, context: dict[str, Any]) -> HttpResponse:
    try:
        body: str = render_to_string("components/errors/500.html", context)
    except Exception:  # the last page there is: it must not depend on templates or static files
        body = LAST_RESORT.format(reference=context["reference"])
    return HttpResponse(body, status=status)
