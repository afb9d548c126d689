"""A paper as a file a browser keeps: PDF or Word."""

from __future__ import annotations

import re
import unicodedata

from django.http import Http404, HttpResponse

from goldenthread.foundation import typesetting
from goldenthread.foundation.typesetting import Paper

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_file(paper: Paper, form: str) -> HttpResponse:
    """The paper as `pdf` or `docx`, named by its title. Raises Http404 for any other form."""
    if form == "pdf":
        content, kind = typesetting.pdf(paper), "application/pdf"
    elif form == "docx":
        content, kind = typesetting.docx(paper), _WORD
    else:
        raise Http404("No such form.")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(paper.title)}.{form}"'
    return response


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80] or "paper"
