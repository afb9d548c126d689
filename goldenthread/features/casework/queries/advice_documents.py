"""The file of advice that came as a document, for whoever may read that advice and nothing hidden in it."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.features.casework.models import AdviceReport
from goldenthread.foundation.documents.keeping import File, HasHiddenAddress, content_of
from goldenthread.foundation.documents.words import words_by_page
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.queries.others_named import addresses_on


def file_of(advice_id: int, report_id: str, hidden: Sequence[str]) -> File | None:
    """The file of one submitted version (public id) of an advice found for this viewer; None where it has none.

    `hidden`: addresses and postcodes as advice_reports.hidden_from gives them. Raises HasHiddenAddress.
    """
    if not is_id(report_id):
        return None
    rows = AdviceReport.rows.exclude(state=AdviceReport.State.DRAFT).filter(document__taken_away_at=None)
    row = rows.filter(advice_id=advice_id, public_id=report_id).select_related("document").first()
    if row is None or row.document is None:
        return None
    kept = row.document
    file = File(kept.file_name, kept.media_type, content_of(kept), kept.pages)
    if hidden and addresses_on(words_by_page(file), [(part, part) for part in hidden]):
        raise HasHiddenAddress
    return file
