"""A paper as a file: PDF, PDF in large print, or Word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.foundation import typesetting
from goldenthread.foundation.documents.keeping import PDF, WORD
from goldenthread.foundation.typesetting import NoFontFor, Paper, TooLong
from goldenthread.web.components import errors
from goldenthread.web.components.files import file_answer

LARGE = "large"
_SETS = {"pdf": (typesetting.pdf, PDF), LARGE: (typesetting.pdf, PDF), "docx": (typesetting.docx, WORD)}


def as_file(request: HttpRequest, paper: Paper, form: str, name: str = "", *, opens: bool = False) -> HttpResponse:
    """The paper as `pdf`, `large` (a PDF in letters of 18 points) or `docx`, named by its title where no name is given;
    a PDF is saved, or `opens` in the browser. Raises Http404 for any other form.

    One that cannot be printed, as it has letters no font here can write, is answered in words with the way back.
    """
    if form not in _SETS:
        raise Http404("No such form.")
    make, media_type = _SETS[form]
    name, ending = name or _file_name(paper.title), form
    if form == LARGE:
        paper, name, ending = replace(paper, large_print=True), f"{name}-large-print", "pdf"
    try:
        return file_answer(make(paper), media_type, f"{name}.{ending}", opens=opens)
    except (NoFontFor, TooLong) as wrong:
        return errors.conflict(request, str(wrong), back_url=request.path)


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80] or "paper"
