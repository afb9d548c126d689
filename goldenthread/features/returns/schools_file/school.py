"""One establishment as the register has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OPEN = frozenset({"1", "3"})  # open; open but proposed to close


@dataclass(frozen=True, slots=True)
class School:
    """An establishment. Codes are the register's; `None` and "" are what it leaves blank.

    `status_code`: 1 open, 2 closed, 3 open but proposed to close, 4 proposed to open. Capacities are places.
    `section_41`: approved under section 41 of the Children and Families Act 2014; None where it does not apply.
    """

    urn: str
    name: str
    ukprn: str | None = None
    la_code: str = ""
    la_name: str = ""
    establishment_number: str = ""
    type_code: str = ""
    type_name: str = ""
    group_code: str = ""
    group_name: str = ""
    status_code: str = ""
    status: str = ""
    phase_code: str = ""
    phase: str = ""
    open_on: date | None = None
    close_on: date | None = None
    low_age: int | None = None
    high_age: int | None = None
    street: str = ""
    locality: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    telephone: str = ""
    website: str = ""
    sen_provision: tuple[str, ...] = ()
    resourced_provision_type: str = ""
    resourced_provision_capacity: int | None = None
    resourced_provision_on_roll: int | None = None
    sen_unit_capacity: int | None = None
    sen_unit_on_roll: int | None = None
    section_41: bool | None = None
    pupils: int | None = None
    capacity: int | None = None
    line: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is open now; one proposed to close still is."""
        return self.status_code in OPEN

    def was_open_on(self, day: date) -> bool:
        """Whether it was open on a day, by its dates."""
        opened = self.open_on is None or self.open_on <= day
        return opened and (self.close_on is None or self.close_on > day) and self.status_code != "4"
