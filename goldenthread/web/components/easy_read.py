"""Easy Read on a page: each idea beside its symbol, Mulberry's drawing where the partnership has it, else ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.domain.plan.easy_read import Line, Part
from goldenthread.domain.plan.symbols import MULBERRY, own_drawing, symbols
from goldenthread.foundation.access.gate import SIGNED_IN, opens_to
from goldenthread.foundation.typesetting import drawing


@opens_to(SIGNED_IN)
def symbol(request: HttpRequest, name: str) -> HttpResponse:
    """One drawing, by its file's name; about no child."""
    word = next((each.word for each in symbols().values() if each.file == name), "")
    if not word:
        raise Http404("No such symbol.")
    response = HttpResponse(_drawn(word), content_type="image/svg+xml; charset=utf-8")
    response["Cache-Control"] = "private, max-age=86400"
    return response


def drawings(lines: Iterable[Line]) -> dict[str, str]:
    """The drawing of each symbol the lines have, by its word; a word that is no symbol any more is left out."""
    return {word: _drawn(word) for word in _words(lines)}


def credit(lines: Iterable[Line]) -> str:
    """Whose drawings are shown beside the lines; blank where all are ours."""
    return MULBERRY if any(drawing(symbols()[word].file) for word in _words(lines)) else ""


def _words(lines: Iterable[Line]) -> set[str]:
    return {line.symbol for line in lines if line.symbol in symbols()}


def _drawn(word: str) -> str:
    return drawing(symbols()[word].file) or own_drawing(word)


def shown(parts: Sequence[tuple[Part, Sequence[Line]]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """(title, ideas) of each part; an idea's `picture` is the address of its drawing, blank where the word stands for
    it."""
    return [
        (
            part.title,
            [
                {
                    "line": line,
                    "picture": reverse("components:symbol", args=[symbols()[line.symbol].file])
                    if line.symbol in symbols()
                    else "",
                }
                for line in lines
            ],
        )
        for part, lines in parts
    ]
