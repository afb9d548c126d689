"""A file as an answer: to be saved or looked at, never run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.foundation.documents.keeping import File, HasHiddenAddress
from goldenthread.web.components import errors

LOOKED_AT: Final = ("application/pdf", "image/jpeg")


def file_answer(data: bytes, media_type: str, name: str, *, opens: bool = True) -> HttpResponse:
    """PDF and photos open in the browser, where `opens`; anything else is saved. The name is cut to plain letters for
    the header."""
    answer = HttpResponse(data, content_type=media_type)
    plain = name.encode("ascii", "replace").decode().replace("?", "-").replace('"', "-")
    how = "inline" if opens and media_type in LOOKED_AT else "attachment"
    answer["Content-Disposition"] = f'{how}; filename="{plain}"'
    return answer


def found_answer(request: HttpRequest, find: Callable[[], File | None]) -> HttpResponse:
    """The file `find` gives, which looks only among those this viewer may open. Raises Http404 where it finds none."""
    try:
        file = find()
    except HasHiddenAddress:
        said = "The document has an address in it that is kept hidden, so it cannot be opened here. Ask the team."
        return errors.conflict(request, said, back_url=request.path)
    if file is None:
        raise Http404("No such file.")
    return file_answer(file.data, file.media_type, file.name)
