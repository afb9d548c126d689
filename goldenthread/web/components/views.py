"""The partnership's colours, and a page that shows every component."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition

from goldenthread.foundation.access.gate import EVERYONE, opens_to
from goldenthread.web.components.context import current_colours
from goldenthread.web.components.presenters import colours


def _etag(request: HttpRequest) -> str:
    return '"' + hashlib.sha256(colours.stylesheet(current_colours()).encode()).hexdigest()[:16] + '"'


@opens_to(EVERYONE)
@condition(etag_func=_etag)
def partnership_css(request: HttpRequest) -> HttpResponse:
    """The partnership's colours as custom properties. A file: the content security policy allows no inline style."""
    response = HttpResponse(colours.stylesheet(current_colours()), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response
