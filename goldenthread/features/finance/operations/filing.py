"""A statutory form seen in full by whoever files it: it holds groups of one to four children, so each look is kept."""

from __future__ import annotations

from datetime import date

from goldenthread.features.finance.models import Forecast
from goldenthread.foundation import journal


def seen_in_full(*, row: Forecast, form: str, saved: bool, by: journal.Author, on: date) -> None:
    """Keep that they saw it, on the page or saved as a file. No child is named in it, so none is in the entry."""
    data = {"id": row.public_id, "form": form, "as": "file" if saved else "page"}
    journal.record("forecast.form_seen", by=by, on=on, data=data)
