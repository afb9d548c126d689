"""The family members on a child's record, for whoever keeps it. The child has been found for the viewer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Tie

KINDS = (Tie.Kind.PARENT, Tie.Kind.CARER, Tie.Kind.SELF)
STANDS_AS = [(kind.value, str(kind.label)) for kind in (Tie.Kind.PARENT, Tie.Kind.CARER)]
OF_ADULT = ("name", "phone", "email", "address", "postcode", "address_hidden", "needs")
OF_TIE = ("kind", "relationship", "parental_responsibility", "young_person_agrees")


@dataclass(frozen=True, slots=True)
class Member:
    """One family member as recorded. `version` changes whenever anything here does; `also` counts other children."""

    tie: Tie
    version: str
    also: int = 0

    @property
    def adult_id(self) -> str:
        """Public id of the adult."""
        return self.tie.adult.public_id if self.tie.adult else ""

    @property
    def is_self(self) -> bool:
        """The young person, on their own record."""
        return self.tie.kind == Tie.Kind.SELF

    def values(self) -> dict[str, object]:
        """What a form about them starts from."""
        return {name: getattr(self.tie.adult, name) for name in OF_ADULT} | {
            name: getattr(self.tie, name) for name in OF_TIE
        }


def family_of(child_id: int, *, on: date) -> list[Member]:
    """Everybody of the family tied to the child on that day, in the order they came. One query."""
    return [Member(tie, version_of(tie)) for tie in _held(child_id, on)]


def member_of(child_id: int, adult_id: str, *, on: date) -> Member | None:
    """One of them, by the adult's public id. Two queries; none for what is no id."""
    if not is_id(adult_id):
        return None
    tie = _held(child_id, on).filter(adult__public_id=adult_id).last()
    if tie is None or tie.adult_id is None:
        return None
    others = Tie.objects.filter(adult_id=tie.adult_id, kind__in=KINDS).exclude(child_id=child_id)
    return Member(tie, version_of(tie), others.values("child_id").distinct().count())


def version_of(tie: Tie) -> str:
    """What a form about this tie was made from."""
    values = [tie.pk, *(getattr(tie, name) for name in OF_TIE), *(getattr(tie.adult, name) for name in OF_ADULT)]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def _held(child_id: int, on: date) -> QuerySet[Tie]:
    held = (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))
    rows = Tie.objects.filter(held, child_id=child_id, kind__in=KINDS, adult__isnull=False)
    return rows.select_related("adult").order_by("id")
