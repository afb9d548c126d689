"""Bodies, for forms that offer them."""

from __future__ import annotations

from collections.abc import Collection

from goldenthread.foundation.people.models import Organisation


def bodies_numbered(numbers: Collection[int]) -> list[Organisation]:
    """Those with these row numbers, by name."""
    return list(Organisation.objects.filter(pk__in=numbers).order_by("name"))
