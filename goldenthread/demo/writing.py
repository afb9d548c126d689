"""Writes the invented partnership as the files a council would have. Needs no database."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from goldenthread.demo.population.life import School
from goldenthread.demo.population.partnership import partnership
from goldenthread.features.returns.sen2.writers import write_collect_csv, write_template, write_xml

WRITERS = {"xml": write_xml, "csv": write_collect_csv, "template": write_template}
# Real headings of the establishment register's full extract; the rest of its columns are left out.
_SCHOOL_COLUMNS = (
    "URN", "LA (code)", "LA (name)", "EstablishmentName", "TypeOfEstablishment (code)", "TypeOfEstablishment (name)",
    "EstablishmentStatus (code)", "EstablishmentStatus (name)", "PhaseOfEducation (code)", "PhaseOfEducation (name)",
    "StatutoryLowAge", "StatutoryHighAge", "UKPRN", "Street", "Town", "Postcode", "Section41Approved (name)",
    "ResourcedProvisionCapacity", "SenUnitCapacity",
)  # fmt: skip


def write_out(*, like: str, size: int | None, seed: int, on: date, year: int, shape: str, out: Path) -> int:
    """Write a return of `year` as 'xml', 'csv' or 'template', or the 'schools', as known on the day `on`; how many
    persons or schools there were. Raises ValueError where the survey day of `year` is later than `on`.
    """
    invented = partnership(like, size, seed, on=on)
    if shape == "schools":
        return _write_schools(invented.schools, invented.world.lea, out)
    return WRITERS[shape](out, invented.header(year), invented.sen2_return(year), year=year)


def _write_schools(schools: Sequence[School], lea: str, out: Path) -> int:
    registered = [school for school in schools if school.urn]
    with out.open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, _SCHOOL_COLUMNS, restval="", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        for school in registered:
            writer.writerow(
                {
                    "URN": school.urn, "LA (code)": lea, "LA (name)": "Wrenbury and Marle",
                    "EstablishmentName": school.name, "TypeOfEstablishment (code)": school.type_code,
                    "EstablishmentStatus (code)": "1", "EstablishmentStatus (name)": "Open",
                    "PhaseOfEducation (name)": school.phase.replace("_", " ").capitalize(),
                    "StatutoryLowAge": school.low_age,
                    "StatutoryHighAge": school.high_age, "UKPRN": school.ukprn, "Town": "Wrenbury",
                    "Postcode": school.postcode, "Section41Approved (name)": "Not applicable",
                    "ResourcedProvisionCapacity": 15 if school.resourced_provision else "",
                    "SenUnitCapacity": 12 if school.sen_unit else "",
                }
            )  # fmt: skip
    return len(registered)
