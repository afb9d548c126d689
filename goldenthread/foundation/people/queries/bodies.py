"""Bodies, for forms that offer them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from goldenthread.foundation.people.models import Organisation


def bodies_numbered(numbers: Collection[int]) -> list[Organisation]:
    """Those with these row numbers, by name."""
    return list(Organisation.objects.filter(pk__in=numbers).order_by("name"))


def body_by_number(typed: str) -> Organisation | None:
    """The body with this URN or UKPRN."""
    number = typed.strip()
    return Organisation.objects.filter(Q(urn=number) | Q(ukprn=number)).first() if number.isdecimal() else None
