"""Holds a child's case still while it is changed, and refuses a change made from what is no longer there."""

from __future__ import annotations

from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.features.casework.queries.child_timeline import said_of
from goldenthread.features.casework.queries.versions import Change, changes_since, version_of
from goldenthread.foundation.people.models import Child


class ChangedMeanwhile(Exception):
    """Somebody changed the case after the form was made. `changes` is what they recorded."""

    def __init__(self, changes: list[Change]) -> None:
        super().__init__("The case changed meanwhile.")
        self.changes = changes


class NotNow(Exception):
    """This cannot be recorded as the case stands; the message says why."""


class TooEarly(Exception):
    """The day is before a day it cannot be before; the message says which."""

    def __init__(self, fact: str, day: date) -> None:
        happened = said_of(fact)
        super().__init__(f"{happened} on {said(day)}, and this cannot be before it")


class OutOfOrder(Exception):
    """The day would stand the wrong way round to another; the message names it."""


def hold(child_id: int, version: str) -> None:
    """Lock the child's row until the transaction ends. Raises ChangedMeanwhile if `version` is not the case's now."""
    Child.rows.select_for_update().only("id").get(pk=child_id)
    if version != version_of(child_id):
        raise ChangedMeanwhile(changes_since(child_id, version))
