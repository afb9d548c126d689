"""Reads the register's CSV as a stream. Columns are found by heading, so that new or moved ones do no harm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any, Self
from zipfile import ZipFile

from goldenthread.domain.sen2.problem_log import ProblemLog
from goldenthread.features.returns.cases_file.british_dates import read_british_date
from goldenthread.features.returns.schools_file.school import School
from goldenthread.features.returns.sen2.readers.archives import is_zip, open_archive, open_member
from goldenthread.features.returns.sen2.readers.csv_rows import CsvRows, opener_of
from goldenthread.features.returns.sen2.readers.errors import too_large, unreadable
from goldenthread.features.returns.sen2.readers.limits import Limits

_TEXT = {
    "name": "EstablishmentName",
    "la_code": "LA (code)",
    "la_name": "LA (name)",
    "establishment_number": "EstablishmentNumber",
    "type_code": "TypeOfEstablishment (code)",
    "type_name": "TypeOfEstablishment (name)",
    "group_code": "EstablishmentTypeGroup (code)",
    "group_name": "EstablishmentTypeGroup (name)",
    "status_code": "EstablishmentStatus (code)",
    "status": "EstablishmentStatus (name)",
    "phase_code": "PhaseOfEducation (code)",
    "phase": "PhaseOfEducation (name)",
    "street": "Street",
    "locality": "Locality",
    "town": "Town",
    "county": "County (name)",
    "postcode": "Postcode",
    "telephone": "TelephoneNum",
    "website": "SchoolWebsite",
    "resourced_provision_type": "TypeOfResourcedProvision (name)",
}
_NUMBERS = {
    "low_age": "StatutoryLowAge",
    "high_age": "StatutoryHighAge",
    "resourced_provision_capacity": "ResourcedProvisionCapacity",
    "resourced_provision_on_roll": "ResourcedProvisionOnRoll",
    "sen_unit_capacity": "SenUnitCapacity",
    "sen_unit_on_roll": "SenUnitOnRoll",
    "pupils": "NumberOfPupils",
    "capacity": "SchoolCapacity",
}
_DATES = {"open_on": "OpenDate", "close_on": "CloseDate"}
_SEN = tuple(f"SEN{number} (name)" for number in range(1, 14))
_NEEDED = ("URN", "EstablishmentName")
_EXPECTED = ("EstablishmentStatus (code)", "TypeOfEstablishment (code)", "UKPRN", "Postcode")
_NOTHING = frozenset({"not applicable", "not recorded", "does not apply"})
_LONGEST = 300


class SchoolsFile:
    """One download, a CSV or a zip with one CSV in it. `problems` grows while schools are read."""

    def __init__(self, path: str | Path, *, name: str | None = None, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self.name = name or Path(path).name
        self.problems = ProblemLog(limit=limits.problems)
        self._archive: ZipFile | None = None
        self._table = CsvRows(self._opener(Path(path), limits), file=self.name)
        self._places = {_plain(heading): at for at, heading in reversed(list(enumerate(self._table.headings)))}
        self._note_headings()

    def _opener(self, path: Path, limits: Limits) -> Callable[[], IO[bytes]]:
        if not path.is_file():
            raise unreadable(f"There is no file {path}.", file=self.name)
        if path.stat().st_size > limits.csv_bytes:
            raise too_large(f"The file is larger than {limits.csv_bytes >> 20} MB.", file=self.name)
        if not is_zip(path):
            return opener_of(path)
        self._archive, members = open_archive(path, name=self.name, limits=limits, total=limits.csv_bytes)
        tables = [member for member in members if member.filename.casefold().endswith(".csv")]
        establishments = [member for member in tables if "edubasealldata" in member.filename.casefold()] or tables
        if len(establishments) != 1:
            self.close()
            raise unreadable("The zip does not hold one CSV of establishments; give that file.", file=self.name)
        return partial(open_member, self._archive, establishments[0], name=self.name)

    def close(self) -> None:
        """Close the zip, where there is one."""
        if self._archive is not None:
            self._archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _note_headings(self) -> None:
        missing = [heading for heading in _NEEDED if _plain(heading) not in self._places]
        if missing:
            self.close()
            message = f"The file has no column {' and no column '.join(missing)}; it is not the register's download."
            raise unreadable(message, file=self.name, line=1)
        for heading in _EXPECTED:
            if _plain(heading) not in self._places:
                message = f"The file has no column {heading}; what it holds stays blank."
                self.problems.add("warning", message, file=self.name, line=1, field=heading)

    def schools(self) -> Iterator[School]:
        """The establishments in the file's order.

        One without a URN, or with one already read, is an error and left out.
        """
        seen: dict[str, int] = {}
        for line, cells in self._table:
            urn = self._cell(cells, "URN")
            if not re.fullmatch(r"[0-9]{5,7}", urn):
                self._note("error", line, "URN", f"Line {line} has no URN that can be read; it was left out.")
                continue
            if urn in seen:
                self._note("error", line, "URN", f"URN {urn} was already on line {seen[urn]}; only the first was read.")
                continue
            seen[urn] = line
            if len(cells) > len(self._table.headings):
                message = f"Line {line} has more cells than headings, so its columns may have moved; it was left out."
                self._note("error", line, "URN", message)
                continue
            yield self._school(urn, line, cells)

    def _school(self, urn: str, line: int, cells: list[str]) -> School:
        values: dict[str, Any] = {name: self._cell(cells, heading)[:_LONGEST] for name, heading in _TEXT.items()}
        if values["resourced_provision_type"].casefold() in _NOTHING:
            values["resourced_provision_type"] = ""
        for name, heading in _NUMBERS.items():
            values[name] = self._number(line, heading, cells)
        for name, heading in _DATES.items():
            values[name] = self._date(line, heading, cells)
        sen = (self._cell(cells, heading) for heading in _SEN)
        values["sen_provision"] = tuple(text for text in sen if text and text.casefold() not in _NOTHING)
        approved = self._cell(cells, "Section41Approved (name)").casefold()
        values["section_41"] = {"approved": True, "not approved": False}.get(approved)
        return School(urn=urn, ukprn=self._ukprn(line, cells), line=line, **values)

    def _cell(self, cells: list[str], heading: str) -> str:
        at = self._places.get(_plain(heading))
        return cells[at] if at is not None and at < len(cells) else ""

    def _number(self, line: int, heading: str, cells: list[str]) -> int | None:
        text = self._cell(cells, heading)
        if not text:
            return None
        if re.fullmatch(r"[0-9]{1,6}(\.0+)?", text):
            return int(float(text))
        self._note("warning", line, heading, f"{heading}: {text[:40]!r} is not a number; it was left blank.")
        return None

    def _date(self, line: int, heading: str, cells: list[str]) -> date | None:
        text = self._cell(cells, heading)
        if not text:
            return None
        try:
            # Some schools opened centuries ago; the register writes those years in full.
            if match := re.fullmatch(r"([0-9]{2})[-/]([0-9]{2})[-/](1[0-8][0-9]{2})", text):
                return date(int(match[3]), int(match[2]), int(match[1]))
            return read_british_date(text)
        except ValueError:
            self._note("warning", line, heading, f"{heading}: {text[:40]!r} is not a date; it was left blank.")
            return None

    def _ukprn(self, line: int, cells: list[str]) -> str | None:
        text = self._cell(cells, "UKPRN")
        if not text or re.fullmatch(r"[0-9]{8}", text):
            return text or None
        self._note("warning", line, "UKPRN", f"UKPRN: {text[:40]!r} is not eight digits; it was left blank.")
        return None

    def _note(self, level: str, line: int, field: str, message: str) -> None:
        self.problems.add(level, message, file=self.name, line=line, field=field)


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.casefold())


def open_schools(path: str | Path, *, name: str | None = None, limits: Limits | None = None) -> SchoolsFile:
    """Open a download of the register. Raises ReturnUnreadable where it is none."""
    return SchoolsFile(path, name=name, limits=limits)
