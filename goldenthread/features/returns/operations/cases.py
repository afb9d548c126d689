"""A row of the cases spreadsheet as a person of a return, with what a return has no place for."""

from __future__ import annotations

from dataclasses import dataclass, fields

from goldenthread.domain.sen2.records import Person
from goldenthread.features.returns.cases_file import CaseRow
from goldenthread.foundation.people.models import Adult, VulnerabilityFlag

_FLAGS = {
    "looked_after": VulnerabilityFlag.Kind.LOOKED_AFTER,
    "child_protection": VulnerabilityFlag.Kind.CHILD_PROTECTION,
    "child_in_need": VulnerabilityFlag.Kind.CHILD_IN_NEED,
    "not_in_school": VulnerabilityFlag.Kind.OUT_OF_SCHOOL,
    "youth_custody": VulnerabilityFlag.Kind.YOUTH_JUSTICE,
}


@dataclass(frozen=True, slots=True)
class Case(Person):
    """`vulnerable`: kinds of VulnerabilityFlag the row says yes to; what it leaves blank it does not deny."""

    officer_email: str | None = None
    vulnerable: str | None = None  # kinds between commas


def case_of(row: CaseRow) -> Case:
    """The row as a case."""
    person = row.to_person()
    kinds = ",".join(_FLAGS[name].value for name in row.vulnerable_groups if name in _FLAGS)
    copied = {each.name: getattr(person, each.name) for each in fields(person)}
    return Case(**copied, officer_email=row.officer_email, vulnerable=kinds or None)


class Officers:
    """Who has which email address, asked once for each."""

    def __init__(self) -> None:
        self._known: dict[str, int | None] = {}
        self.unknown: list[str] = []

    def find(self, email: str) -> int | None:
        """The adult whose account has this address; None (and noted) where there is none."""
        key = email.casefold()
        if key not in self._known:
            adult = Adult.objects.filter(account__email__iexact=email, account__is_active=True).values_list(
                "id", flat=True
            )
            self._known[key] = adult.first()
            if self._known[key] is None:
                self.unknown.append(email)
        return self._known[key]
