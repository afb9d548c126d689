"""Finds the school or other body a return names by URN or UKPRN; makes a placeholder where we hold none."""

from __future__ import annotations

from goldenthread.foundation.fast_rows import RowNumbers, RowWriter
from goldenthread.foundation.people.models import Organisation

DEFAULT_TEAM = "SEN team"


class Bodies:
    """All bodies by number, read once for a whole file. `made` lists the row numbers of placeholders; `unknown` the
    numbers.
    """

    def __init__(self, numbers: RowNumbers) -> None:
        self._numbers = numbers
        self.made: list[int] = []
        self.unknown: list[str] = []
        self._by_urn: dict[str, int] = {}
        self._by_ukprn: dict[str, int] = {}
        rows = Organisation.objects.exclude(urn=None, ukprn=None).order_by("id").values_list("id", "urn", "ukprn")
        for number, urn, ukprn in rows.iterator(chunk_size=5000):
            if urn:
                self._by_urn[urn.lstrip("0")] = number
            if ukprn:
                self._by_ukprn.setdefault(ukprn, number)

    def find(self, urn: str | None, ukprn: str | None, writer: RowWriter) -> int | None:
        """The body's row number; None where neither number is given."""
        if urn:
            key = urn.lstrip("0")
            if key not in self._by_urn:
                self._by_urn[key] = self._make(f"School with URN {urn}", writer, urn=urn)
                self.unknown.append(f"URN {urn}")
            return self._by_urn[key]
        if ukprn:
            if ukprn not in self._by_ukprn:
                self._by_ukprn[ukprn] = self._make(f"Provider with UKPRN {ukprn}", writer, ukprn=ukprn)
                self.unknown.append(f"UKPRN {ukprn}")
            return self._by_ukprn[ukprn]
        return None

    def team(self, writer: RowWriter) -> int:
        """The council team new children go to: the one called 'SEN team', else the oldest, else one made now."""
        teams = (
            Organisation.objects.filter(kind=Organisation.Kind.COUNCIL_TEAM).order_by("id").values_list("id", "name")
        )
        named = [number for number, name in teams if name == DEFAULT_TEAM]
        if named or teams:
            return named[0] if named else teams[0][0]
        return self._make(DEFAULT_TEAM, writer, kind=Organisation.Kind.COUNCIL_TEAM)

    def _make(self, name: str, writer: RowWriter, *, kind: str = Organisation.Kind.SCHOOL, **numbers: str) -> int:
        number = self._numbers.next(Organisation)
        writer.add(Organisation, id=number, kind=str(kind), name=name, **numbers)
        self.made.append(number)
        return number
