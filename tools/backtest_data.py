"""Writes the small tables the back-test reads, from the published open data.

    python -m tools.backtest_data FOLDER

FOLDER holds education-health-and-care-plans_2022.zip, education-health-and-care-plans_2025.zip,
education-health-and-care-plans_2025_corrected.zip (Department for Education, "Education, health and care plans") and
benchmarks_selected.csv (headline figures of reporting year 2026). Where a file stands in both zips of 2025 the
corrected one is read. What is taken, left out and mended is said in the README beside the tables.
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

Row = dict[str, str]
Cells = dict[tuple[str, int], int]

DATA: Final = Path(__file__).resolve().parent.parent / "goldenthread" / "domain" / "forecast" / "backtest" / "data"
RELEASES: Final = {"2025": ("2025_corrected", "2025"), "2022": ("2022",)}
# the later release: file, the column, and what the row of totals is called
LATER: Final = {
    "plans": ("caseload", "ehcplans"),
    "requests": ("requests", "requests_received_in_year"),
    "refused": ("requests", "requests_decided_not_to_assess"),
    "new_plans": ("newplans", "new_ehc_plans"),
    "ceased": ("ceased_plans", "total_ceased"),
}
EARLIER: Final = {
    "plans": ("sen2_age_caseload", "Total_all"),  # statements too, which plans replaced by 2018
    "requests": ("sen2_mi", "InreqEHC"),
    "refused": ("sen2_mi", "AssRefusedEHC"),
    "new_plans": ("sen2_mi", "NewallEHC"),
}
FIRST_JANUARY, FIRST_YEAR = 2015, 2016
NATION_YEAR: Final = 2024  # of requests by age: the newest the release has


def table(folder: Path, release: str, name: str) -> list[Row]:
    """All rows of one published file of a release. Raises FileNotFoundError."""
    for archive in RELEASES[release]:
        with zipfile.ZipFile(folder / f"education-health-and-care-plans_{archive}.zip") as zipped:
            for member in zipped.namelist():
                if member.split("/")[-1] == f"{name}.csv":
                    with zipped.open(member) as handle:
                        return list(csv.DictReader(io.TextIOWrapper(handle, "utf-8-sig")))
    raise FileNotFoundError(f"{name}.csv is in no zip of the {release} release in {folder}")


def totals(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows that are a whole authority's, region's or nation's total."""
    for row in rows:
        of_all = (
            row.get("breakdown_topic", "").startswith(("All ", "New ")) and row["breakdown"] == row["breakdown_topic"]
        )
        if of_all or row.get("characteristic_age") == "Total" or "NewallEHC" in row:
            yield row


def year_of(row: Row) -> int:
    """The January or the calendar year a row is of: '202425' is January 2025."""
    period = row["time_period"]
    return int(period) if len(period) == 4 else int(period[:2] + period[4:])


def cells(rows: Iterable[Row], column: str) -> Cells:
    """Figures by authority and year. A figure that is not a number is left out, and so is one an authority shares with
    its whole region: where the release prints the region's total in place of its authorities'."""
    rows = list(rows)
    regions = {(row["region_code"], year_of(row), row[column]) for row in rows if row["geographic_level"] == "Regional"}
    authorities = [row for row in rows if row["geographic_level"] == "Local authority" and row[column].isdigit()]
    return {
        (row["la_name"], year_of(row)): int(row[column])
        for row in authorities
        if (row["region_code"], year_of(row), row[column]) not in regions
    }


def gathered(folder: Path) -> dict[str, Cells]:
    """Every measure from both releases; the later release wins where both have a figure."""
    found: dict[str, Cells] = {}
    for measure, (file, column) in LATER.items():
        found[measure] = {}
        if measure in EARLIER:
            found[measure] = cells(totals(table(folder, "2022", EARLIER[measure][0])), EARLIER[measure][1])
        found[measure] |= cells(totals(table(folder, "2025", file)), column)
    return found


def named(folder: Path) -> dict[str, tuple[str, str]]:
    """Codes of each authority of 2019 and after, by its name: the Office for National Statistics', the three-digit."""
    rows = [row for row in totals(table(folder, "2025", "caseload")) if row["geographic_level"] == "Local authority"]
    return {row["la_name"]: (row["new_la_code"], row["old_la_code"]) for row in sorted(rows, key=year_of)}


def plans_text(found: Mapping[str, Cells], codes: Mapping[str, tuple[str, str]]) -> str:
    """plans.csv: a row an authority, a column a January."""
    years = sorted({year for _, year in found["plans"] if year >= FIRST_JANUARY})
    rows = [
        [*codes[name], name, *(found["plans"].get((name, year), "") for year in years)]
        for name in sorted(codes, key=lambda name: codes[name][1])
    ]
    return _csv(["code", "number", "name", *years], rows)


def flow_text(found: Mapping[str, Cells], codes: Mapping[str, tuple[str, str]]) -> str:
    """flow.csv: a row an authority and calendar year that has any of the measures."""
    measures = [measure for measure in LATER if measure != "plans"]
    by_place: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for measure in measures:
        for (name, year), value in found[measure].items():
            if name in codes and year >= FIRST_YEAR:
                by_place[name, year][measure] = value
    rows = [
        [codes[name][0], year, *(values.get(measure, "") for measure in measures)]
        for (name, year), values in sorted(by_place.items(), key=lambda item: (codes[item[0][0]][1], item[0][1]))
    ]
    return _csv(["code", "year", *measures], rows)


def since_text(folder: Path, codes: Mapping[str, tuple[str, str]]) -> str:
    """since.csv: totals of January 2026 that were at hand, published after the method was fixed."""
    with (folder / "benchmarks_selected.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = [
            [codes[row["area"]][0], 2026, row["value"]]
            for row in csv.DictReader(handle)
            if row["measure"] == "total_ehc_plans"
            and row["ees_file"].startswith("annual_reviews (2026")
            and row["area"] in codes
        ]
    return _csv(["code", "january", "plans"], sorted(rows))


def asked_text(folder: Path) -> str:
    """nation/requests.csv: requests, assessments, and those with a plan issued, of England in a year by age."""
    columns = (("requests", "requests_received_in_year"), ("assessments", "assess_in_year"),
               ("assessments", "assess_issued"))  # fmt: skip
    found: dict[int, list[str]] = defaultdict(list)
    for name, column in columns:
        for row in table(folder, "2025", name):
            age = row["breakdown"].removeprefix("Aged ").split()[0]
            if row["geographic_level"] == "National" and year_of(row) == NATION_YEAR and age.isdigit():
                found[int(age)].append(row[column])
    return _csv(["age", "requests", "assessments", "plans"], [[age, *cells] for age, cells in sorted(found.items())])


def _csv(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    found, codes = gathered(folder), named(folder)
    for name, text in (
        ("plans.csv", plans_text(found, codes)),
        ("flow.csv", flow_text(found, codes)),
        ("since.csv", since_text(folder, codes)),
        ("../../nation/requests.csv", asked_text(folder)),
    ):
        (DATA / name).write_text(text, encoding="utf-8")
        print(f"wrote {name}, {len(text):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
