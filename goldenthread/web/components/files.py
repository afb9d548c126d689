"""A file as an answer: to be saved or looked at, never run."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

LOOKED_AT: Final = ("application/pdf", "image/jpeg")


def file_answer(data: bytes, media_type: str, name: str) -> HttpResponse:
    """PDF and photos open in the browser; anything else is saved. The name is cut to plain letters for the header."""
    answer = HttpResponse(data, content_type=media_type)
    plain = name.encode("ascii", "replace").decode().replace("?", "-").replace('"', "-")
    how = "inline" if media_type in LOOKED_AT else "attachment"
    answer["Content-Disposition"] = f'{how}; filename="{plain}"'
    return answer
