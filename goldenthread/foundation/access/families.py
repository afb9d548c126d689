"""Whom of a family may be told about a child today, and what an adult of a family may see without an account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.domain.rights import youngest_birth_date_past_compulsory_school_age
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import ChildFacts, Held, TieFacts, Viewer
from goldenthread.foundation.people.models import Adult, Child, Tie

_FAMILY = (Tie.Kind.SELF, Tie.Kind.PARENT, Tie.Kind.CARER)


def family_viewer(adult: Adult) -> Viewer:
    """This adult as the matrix sees them through their ties alone, whether or not they have an account."""
    account = adult.account if adult.account_id else None
    return Viewer(
        public_id=account.public_id if account else adult.public_id, name=adult.name, adult_id=adult.pk,
        held=(Held(Role.PARENT), Held(Role.YOUNG_PERSON)),
    )  # fmt: skip


def to_be_told(child: Child, ties: Sequence[TieFacts], *, on: date) -> list[int]:
    """Row numbers of the adults who are told: those with parental responsibility, until the rights are the young
    person's own; then the young person, or where nobody is recorded as such, whom they agreed to.

    Nobody where the child has died: a person writes to that family.
    """
    if child.died_on is not None:
        return []
    facts = ChildFacts(child.pk, child.sensitivity == Child.Sensitivity.RESTRICTED, child.born_on, tuple(ties))
    held = [tie for tie in ties if tie.adult_id is not None and tie.kind in _FAMILY and tie.holds(on)]
    grown = child.born_on is not None and child.born_on <= youngest_birth_date_past_compulsory_school_age(on)
    themselves = [tie for tie in held if tie.kind == Tie.Kind.SELF]
    if grown and themselves:
        held = themselves
    elif not grown:
        held = [tie for tie in held if tie.kind != Tie.Kind.SELF]
    adults = dict.fromkeys(tie.adult_id for tie in held if tie.adult_id is not None)
    return [adult_id for adult_id in adults if _sees(adult_id, facts, on)]


def _sees(adult_id: int, facts: ChildFacts, on: date) -> bool:
    viewer = Viewer(adult_id=adult_id, held=(Held(Role.PARENT), Held(Role.YOUNG_PERSON)))
    return viewer.allows(Verb.FAMILY_PAGE, facts, on=on)
