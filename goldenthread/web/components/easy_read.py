"""Easy Read on a page: each idea beside its symbol, and the symbols' drawings where the partnership has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.domain.plan.easy_read import Line, Part
from goldenthread.domain.plan.symbols import symbols
from goldenthread.foundation.access.gate import SIGNED_IN, opens_to
from goldenthread.foundation.typesetting import drawing


@opens_to(SIGNED_IN)
def symbol(request: HttpRequest, name: str) -> HttpResponse:
    """One drawing, by its file's name; about no child."""
    drawn = drawing(name) if any(each.file == name for each in symbols().values()) else ""
    if not drawn:
        raise Http404("No such symbol.")
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    response["Cache-Control"] = "private, max-age=86400"
    return response


def drawings(lines: Iterable[Line]) -> dict[str, str]:
    """The drawing of each symbol the lines have, by its word; those that cannot be had are left out."""
    words = {line.symbol for line in lines if line.symbol in symbols()}
    return {word: drawn for word in words if (drawn := drawing(symbols()[word].file))}


def shown(parts: Sequence[tuple[Part, Sequence[Line]]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """(title, ideas) of each part; an idea's `picture` is the address of its drawing, blank where the word stands for
    it."""
    have = drawings(line for _, lines in parts for line in lines)
    return [
        (
            part.title,
            [
                {
                    "line": line,
                    "picture": reverse("components:symbol", args=[symbols()[line.symbol].file])
                    if line.symbol in have
                    else "",
                }
                for line in lines
            ],
        )
        for part, lines in parts
    ]
