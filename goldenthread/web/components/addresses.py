"""Addresses nobody types: refused before any page sees them."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase


class PlainAddressMiddleware:
    """Answers 400 to an address that holds a null character: PostgreSQL takes none in text, and a page would fail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = (each for values in request.GET.lists() for each in (values[0], *values[1]))
        if "\x00" in request.path or any("\x00" in each for each in asked):
            raise BadRequest("The address holds a null character.")
        return self.get_response(request)
