"""Headers on every answer: who may embed or remember it, what the browser may use, and an id to quote."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Features no page uses are off; passkeys need the two credential ones.
PERMISSIONS_POLICY = ", ".join(
    [f"{feature}=()" for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
        "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone",
        "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb", "web-share",
        "xr-spatial-tracking",
    )]
    + ["publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]
)  # fmt: skip
HEADERS = {
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow",
}


class RequestIdMiddleware:
    """Gives every request an id, shown on error pages and written in logs, so that the two can be matched.

    An id from a proxy in front is kept when it is plain enough to be safe in a log.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        request.id = given if re.fullmatch(r"[A-Za-z0-9-]{8,64}", given) else new_id()  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response


class SecurityHeadersMiddleware:
    """Adds the headers Django and django-csp leave out. A header a view has set itself is left alone.

    Whatever is answered to a browser with a session is not to be kept by it or by anything on the way: the next person
    at a shared computer must not find a child's record with the back button.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies
        if signed_in and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


def new_id() -> str:
    """Return a short random id that can be read out over the phone: no letters that look alike."""
    alphabet = "23456789BCDFGHJKMNPQRSTVWXYZ"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3))
