"""Advice that comes as a Word file or a PDF, for those who must: kept as it came, received the day it was sent."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction

from goldenthread.features.casework.models import Advice, AdviceReport
from goldenthread.features.casework.operations.advice_submitting import hold_back, hold_child, lock_report
from goldenthread.features.casework.operations.advice_writing import draft_of
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.files import Sent
from goldenthread.foundation import journal
from goldenthread.foundation.documents import keeping
from goldenthread.foundation.documents.checking import NotKept, checked
from goldenthread.foundation.documents.keeping import PDF, WORD

PURPOSE: Final = "advice"


def submit_document(
    *, advice: Advice, sent: Sent, by: journal.Author, on: date, withheld_because: str = ""
) -> AdviceReport:
    """The document is the advice, received today. Raises NotKept, NotNow. `withheld_because`: as for advice in rows.

    Nothing is read out of it: whoever writes the plan reads it, and cites it whole.
    """
    file = checked(sent.name, sent.data)
    if file.media_type not in (PDF, WORD):
        raise NotKept("Advice must be a PDF or a Word file (.docx)")
    with transaction.atomic():
        hold_child(advice)
        report = draft_of(advice, by)
        if report.entries.exists():
            raise NotNow("Advice has been begun here. Submit it, or first remove what is written in it.")
        title = f"Advice: {Advice.Kind(advice.kind).label}"
        report.document = keeping.keep_sent_in(
            child=advice.child, file=file, purpose=PURPOSE, title=title, by=by, on=on
        )  # fmt: skip
        report.form, report.written_by = AdviceReport.Form.DOCUMENT, sent.says.strip()[:200] or by.name
        hold_back(report, withheld_because)
        return lock_report(report, by, on)
