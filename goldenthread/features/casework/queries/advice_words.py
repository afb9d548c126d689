"""The words of one report of advice, as they leave: for looking through before anybody else reads them."""

from __future__ import annotations

from goldenthread.features.casework.models import AdviceReport
from goldenthread.features.casework.queries.advice_reports import Report
from goldenthread.foundation.documents.keeping import File, content_of
from goldenthread.foundation.documents.words import words_by_page


def paper_key(report: Report) -> str:
    """What this report is called among the papers that were looked over."""
    return f"advice-{report.id}"


def pages_of(report: Report) -> list[str]:
    """Everything in it as one page; or the pages of its document."""
    if report.document:
        return _pages_of_document(report)
    answers = [f"{question} {answer}" for question, answer in report.answers]
    rows = [
        f"{row.entry.text} {' '.join(value for _, value in row.facts)}" for part in report.parts for row in part.rows
    ]
    return ["\n".join([report.based_on, report.reason, *answers, *rows])]


def _pages_of_document(report: Report) -> list[str]:
    row = AdviceReport.rows.filter(public_id=report.id, document__taken_away_at=None).select_related("document").first()
    if row is None or row.document is None:
        return []
    kept = row.document
    return words_by_page(File(kept.file_name, kept.media_type, content_of(kept), kept.pages))
