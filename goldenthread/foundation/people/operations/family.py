"""Keeps the family members on a child's record: who they are, how they stand to the child, how to reach them.

Who holds parental responsibility decides who may see the record and who is told, so it is never recorded without how
it is known (Children Act 1989, ss.2 to 4ZA), and a change of it leaves the earlier tie in place, ended the day before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from goldenthread.foundation import journal
from goldenthread.foundation.people.models import Adult, Child, Tie
from goldenthread.foundation.people.queries.family import OF_ADULT, OF_TIE, Member, member_of, version_of

_DECIDES_ACCESS = ("parental_responsibility", "young_person_agrees")


class ChangedBySomebody(Exception):
    """Somebody changed this family member after the form was made. `now` is what is recorded; None: ended."""

    def __init__(self, now: Member | None) -> None:
        super().__init__("Changed meanwhile.")
        self.now = now


class HowKnownNeeded(Exception):
    """Parental responsibility, or a young person's agreement, is recorded or taken away without how it is known."""


class EndsTooEarly(Exception):
    """It cannot end before it began, nor after today."""


def add(*, child: Child, given: Mapping[str, Any], how_known: str, by: journal.Author, on: date) -> Tie:
    """A parent or carer who is not on the record. `given`: the names of OF_ADULT and OF_TIE. Raises HowKnownNeeded."""
    if any(given.get(name) for name in _DECIDES_ACCESS) and not how_known.strip():
        raise HowKnownNeeded
    with transaction.atomic():
        adult = Adult.objects.create(kind=Adult.Kind.FAMILY, **{name: given[name] for name in OF_ADULT})
        tie = Tie.objects.create(
            child=child, adult=adult, started_on=on, **{name: given[name] for name in OF_TIE}
        )  # fmt: skip
        _enter("family.added", tie, by, on, how_known, [name for name in (*OF_ADULT, *OF_TIE) if given[name]])
    return tie


def change(
    *, child: Child, adult_id: str, given: Mapping[str, Any], how_known: str, version: str, by: journal.Author, on: date
) -> Tie:
    """Put right what is held of a family member; names left out of `given` stay as they are.

    Raises ChangedBySomebody, HowKnownNeeded.
    """
    with transaction.atomic():
        tie = _hold(child, adult_id, version, on)
        adult = tie.adult
        assert adult is not None
        of_adult = [name for name in OF_ADULT if name in given and given[name] != getattr(adult, name)]
        of_tie = [name for name in OF_TIE if name in given and given[name] != getattr(tie, name)]
        access = [name for name in of_tie if name in _DECIDES_ACCESS]
        if access and not how_known.strip():
            raise HowKnownNeeded
        if not of_adult and not of_tie:
            return tie
        for name in of_adult:
            setattr(adult, name, given[name])
        adult.save(update_fields=of_adult) if of_adult else None
        if access and (tie.started_on is None or tie.started_on < on):
            tie = _superseded(tie, on)
        for name in of_tie:
            setattr(tie, name, given[name])
        tie.save()
        _enter("family.changed", tie, by, on, how_known, [*of_adult, *of_tie])
    return tie


def end(
    *, child: Child, adult_id: str, ended_on: date, reason: str, version: str, by: journal.Author, on: date
) -> None:
    """They no longer stand so to the child: that day was the last. The record stays; they can open it no longer.

    Raises ChangedBySomebody, HowKnownNeeded without a reason, EndsTooEarly.
    """
    if not reason.strip():
        raise HowKnownNeeded
    with transaction.atomic():
        tie = _hold(child, adult_id, version, on)
        if ended_on > on or (tie.started_on and ended_on < tie.started_on):
            raise EndsTooEarly
        tie.ended_on = ended_on
        tie.save(update_fields=["ended_on"])
        _enter("family.ended", tie, by, ended_on, reason, ["ended_on"])


def _hold(child: Child, adult_id: str, version: str, on: date) -> Tie:
    """The tie, with the child's row locked until the transaction ends."""
    Child.rows.select_for_update().only("id").get(pk=child.pk)
    now = member_of(child.pk, adult_id, on=on)
    if now is None or version_of(now.tie) != version:
        raise ChangedBySomebody(now)
    return now.tie


def _superseded(tie: Tie, on: date) -> Tie:
    """The tie as it was ends yesterday; the one that begins today is given back."""
    kept = {name: getattr(tie, name) for name in OF_TIE}
    tie.ended_on = on - timedelta(days=1)
    tie.save(update_fields=["ended_on"])
    return Tie(child_id=tie.child_id, adult=tie.adult, organisation_id=tie.organisation_id, started_on=on, **kept)


def _enter(kind: str, tie: Tie, by: journal.Author, on: date, reason: str, names: list[str]) -> None:
    # Which particulars, never what they are: the trail outlives an address that must not be found.
    data: dict[str, object] = {"adult": tie.adult.public_id if tie.adult else "", "particulars": sorted(names)}
    if "parental_responsibility" in names:
        data["parental_responsibility"] = tie.parental_responsibility
    journal.record(kind, by=by, about=tie.child.public_id, on=on, reason=reason.strip(), data=data)
