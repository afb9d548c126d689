"""Saves a one-page profile: each save is a row of its own, so nothing anybody wrote is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from goldenthread.features.casework.models import OnePageProfile
from goldenthread.features.casework.operations.own_versions import CannotSave
from goldenthread.features.casework.queries.own_versions import plan_that_stands
from goldenthread.features.casework.queries.plan_look_over import refused
from goldenthread.features.casework.queries.profiles import HEADINGS, LONGEST, MOST_LINES
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child

PAPER = "profile"


class ProfileChanged(Exception):
    """Somebody saved the profile after this page was made: `row` is theirs."""

    def __init__(self, row: OnePageProfile) -> None:
        super().__init__("saved meanwhile")
        self.row = row


def save_profile(
    *, child: Child, texts: Mapping[str, str], number: int, by: journal.Author, on: date
) -> OnePageProfile:
    """The three texts by the names of LONGEST, as a person wrote them; `number` is that of the profile they wrote on
    top of (0: none). Raises CannotSave, ProfileChanged."""
    given = {name: texts.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip() for name in LONGEST}
    for name, text in given.items():
        if len(text) > LONGEST[name] or len(text.split("\n")) > MOST_LINES[name]:
            told = f"“{HEADINGS[name]}” must fit one page: {LONGEST[name]} letters and {MOST_LINES[name]} lines at most"
            raise CannotSave(told)
    if not any(given.values()):
        raise CannotSave("Write something first")
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=child.pk)
        last = OnePageProfile.rows.filter(child=child).order_by("-number").first()
        if last is not None and last.number != number:
            raise ProfileChanged(last)
        if why := refused(child, list(given.values()), paper=PAPER, on=on):
            raise CannotSave(why)
        row = OnePageProfile.rows.create(
            child=child, number=(last.number if last else 0) + 1, copy=plan_that_stands(child), saved_at=clock.now(),
            saved_by=by.public_id, saved_by_name=by.name, **given,
        )  # fmt: skip
        journal.record(
            "profile.saved", by=by, about=child.public_id, on=on,
            data={"profile": row.public_id, "number": row.number},
        )  # fmt: skip
        return row
