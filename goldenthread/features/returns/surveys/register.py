"""The kind of setting a return's place is at, by the register of schools: a return gives numbers, not types."""

from __future__ import annotations

from pathlib import Path

from goldenthread.domain.forecast.surveyed import UNKNOWN_SETTING, kind_name
from goldenthread.domain.sen2.records import Setting
from goldenthread.features.returns.schools_file import open_schools


class Register:
    """Types of establishment by URN and UKPRN. Without a register (`Register()`), every numbered place is of unknown
    kind.
    """

    def __init__(self) -> None:
        self._by_urn: dict[str, str] = {}
        self._by_ukprn: dict[str, str] = {}
        self.is_read = False

    @classmethod
    def of(cls, path: Path) -> Register:
        """From a download of the register (GIAS). Raises ReturnUnreadable, naming file and line."""
        found = cls()
        with open_schools(path, name=path.name) as file:
            for school in file.schools():
                found._by_urn[school.urn.lstrip("0")] = school.type_code
                if school.ukprn:
                    found._by_ukprn.setdefault(school.ukprn, school.type_code)
        found.is_read = True
        return found

    def kind_of(self, setting: Setting) -> str:
        """The kind, by the caseload's rules. A provider that the register does not list under its UKPRN is a
        specialist post-16 institution.
        """
        named = bool(setting.urn or setting.ukprn)
        if named and not self.is_read:
            return UNKNOWN_SETTING
        type_code = (
            self._by_urn.get(setting.urn.lstrip("0"), "")
            if setting.urn
            else self._by_ukprn.get(setting.ukprn or "", "")
        )
        return kind_name(
            type_code, setting.sen_setting or "", in_a_base=bool(setting.sen_unit or setting.resourced_provision),
            named=named, has_urn=bool(setting.urn),
        )  # fmt: skip
