"""Write the target files beside this module from the published open data.

    python -m goldenthread.demo.targets.extract FOLDER

FOLDER holds `education-health-and-care-plans_2025.zip`, `education-health-and-care-plans_2025_corrected.zip`
(Department for Education, "Education, health and care plans", reporting year 2025) and `benchmarks_selected.csv`
(figures of the 2026 release). Open Government Licence v3.0. Where a file stands in both zips the corrected one is
read.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from goldenthread.demo.targets.columns import AREAS, ATTRIBUTION, CEASE_REASONS, NEEDS, PLACEMENTS, SOURCES

Row = dict[str, str]
Numbers = dict[str, float]


def number(text: str | None) -> float:
    """A published cell as a number; 'x', 'z' and blanks (not available, not applicable) are nought."""
    try:
        value = float(text or "")
    except ValueError:
        return 0.0
    return int(value) if value == int(value) else value


def table(folder: Path, name: str) -> list[Row]:
    """All rows of one published file, from the corrected zip where it has the file."""
    for archive in ("education-health-and-care-plans_2025_corrected.zip", "education-health-and-care-plans_2025.zip"):
        with zipfile.ZipFile(folder / archive) as zipped:
            for member in zipped.namelist():
                if member.split("/")[-1] == f"{name}.csv":
                    with zipped.open(member) as handle:
                        return list(csv.DictReader(io.TextIOWrapper(handle, "utf-8-sig")))
    raise FileNotFoundError(f"{name}.csv is in neither zip of {folder}")


def of_area(rows: Iterable[Row], gss: str) -> list[Row]:
    if gss == "E92000001":
        return [row for row in rows if row["geographic_level"] == "National"]
    return [row for row in rows if row["new_la_code"] == gss]


def totals(rows: list[Row], columns: Iterable[str]) -> dict[str, Numbers]:
    """The 'All ...' row of each year: {year: {column: number}}; columns not available that year are left out."""
    found = [row for row in rows if row["breakdown_topic"].startswith(("All ", "New "))]
    return {
        row["time_period"]: {name: number(row[name]) for name in columns if row.get(name) not in (None, "x", "z", "")}
        for row in sorted(found, key=lambda row: row["time_period"])
    }


def breakdown(rows: list[Row], topic: str, columns: Iterable[str]) -> dict[str, Numbers]:
    """The latest year's rows of one breakdown: {breakdown: {column: number}}, columns that are nought left out."""
    found = [row for row in rows if row["breakdown_topic"] == topic]
    latest = max(row["time_period"] for row in found)
    return {
        row["breakdown"]: {name: number(row[name]) for name in columns if number(row.get(name))}
        for row in found
        if row["time_period"] == latest
    }


def one(rows: list[Row], topic: str, column: str) -> Numbers:
    return {name: cells.get(column, 0) for name, cells in breakdown(rows, topic, [column]).items()}


def by_age(cells: dict[str, Numbers] | Numbers) -> dict[str, Numbers]:
    """'age 10', 'Aged 10' and 'under 3' keyed '10' and '2'; 'age 20 and over' keyed '20'; unknown ages left out."""
    keyed: dict[str, Numbers] = {}
    for name, value in cells.items():
        digits = "".join(letter for letter in name if letter.isdigit())
        if digits:
            keyed["2" if "under" in name else digits] = value  # type: ignore[assignment]
    return dict(sorted(keyed.items(), key=lambda pair: int(pair[0])))


def by_placement(cells: dict[str, Numbers]) -> dict[str, Numbers]:
    """Rows of the needs file keyed by its placement label; totals of groups left out."""
    return {name: value for name, value in sorted(cells.items()) if not name.endswith("total")}


def newer(folder: Path, area: str) -> dict[str, dict[str, Numbers]]:
    """The 2026 release's figures: {file: {year: {measure: number}}}."""
    found: dict[str, dict[str, Numbers]] = defaultdict(lambda: defaultdict(dict))
    with (folder / "benchmarks_selected.csv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if row["area"] == area and "2026" in row["source"] and row["value"] not in ("x", "z", ""):
                found[row["ees_file"]][row["time_period"]][row["measure"]] = number(row["value"])
    return {name: dict(years) for name, years in found.items()}


def sources(files: dict[str, dict[str, Numbers]]) -> dict[str, Numbers]:
    """Requests of calendar year 2025 by who asked (code of RequestSource) and what was decided."""
    columns = ("requests_received_in_year", "requests_decided_to_assess", "requests_decided_not_to_assess")
    found = {}
    for name, years in files.items():
        label = name.partition("source of request: ")[2]
        if label in SOURCES:
            found[SOURCES[label]] = {column: years["2025"].get(column, 0) for column in columns}
    return dict(sorted(found.items()))


def stock(folder: Path, gss: str, files: dict[str, dict[str, Numbers]]) -> dict[str, object]:
    """Who has a plan each January, and what the plan is for."""
    plans = of_area(table(folder, "caseload"), gss)
    needs = of_area(table(folder, "sen_needs_all_plans"), gss)
    need_columns = [f"number_{need}" for need in NEEDS]
    in_force = {str(2000 + int(year[-2:])): cells["ehcplans"] for year, cells in totals(plans, ["ehcplans"]).items()}
    for name, years in files.items():
        if name.startswith("caseload (2026"):
            in_force["2026"] = next(iter(years.values()))["ehcplans"]
    return {
        "plans_in_force": in_force,
        "ages": by_age(one(plans, "Child or young persons age", "ehcplans")),
        "years_in_place": one(plans, "Years EHC plan in place", "ehcplans"),
        "sexes": one(plans, "Sex", "ehcplans"),
        "ethnicities": one(plans, "Ethnicity", "ehcplans"),
        "placements": totals(plans, PLACEMENTS)["202425"],
        "placements_by_age": by_age(breakdown(plans, "Child or young persons age", PLACEMENTS)),
        "needs": totals(needs, need_columns)["202425"],
        "needs_by_age": by_age(breakdown(needs, "Child or young persons age", need_columns)),
        "needs_by_sex": breakdown(needs, "Sex", need_columns),
        "needs_by_placement": by_placement(breakdown(needs, "Type of placement", need_columns)),
    }


def flow(folder: Path, gss: str) -> dict[str, object]:
    """What happens in each calendar year."""
    new_plans = of_area(table(folder, "newplans"), gss)
    ceased = of_area(table(folder, "ceased_plans"), gss)
    requests = of_area(table(folder, "requests"), gss)
    assessments = of_area(table(folder, "assessments"), gss)
    timeliness = of_area(table(folder, "timeliness_20_week"), gss)
    return {
        "new_plans": {year: cells["new_ehc_plans"] for year, cells in totals(new_plans, ["new_ehc_plans"]).items()},
        "start_ages": by_age(one(new_plans, "Age when plan started", "new_ehc_plans")),
        "ceased": totals(ceased, (*CEASE_REASONS, "not_rec", "total_ceased")),
        "ceased_by_age": by_age(breakdown(ceased, "Age plan ceased", CEASE_REASONS)),
        "requests": totals(
            requests, [name for name in requests[0] if name.startswith(("request", "mediation", "tribunal"))]
        ),
        "assessments": totals(
            assessments, [name for name in assessments[0] if name.startswith(("assess", "outcome", "number"))]
        ),
        "timeliness": totals(timeliness, [name for name in timeliness[0] if "plans_issued" in name]),
    }


def position(folder: Path, gss: str) -> dict[str, object]:
    """Reviews, budgets, residential and work-based placements on survey day 2025."""
    wanted = {
        "reviews": (
            "annual_reviews",
            (
                "total_ehc_plans",
                "review_expected",
                "total_review_meeting",
                "outcome_amend",
                "outcome_cease",
                "outcome_maintan",
                "number_decsion_4weeks",
                "number_decision_gt_4weeks",
            ),
        ),
        "personal_budgets": (
            "personal_budgets",
            ("personal_budget", "org_arrangments", "pb_health", "pb_education", "pb_social", "pb_integrated"),
        ),
        "residential": ("residential_settings", ("Res_3851", "Res_52")),
        "work_based": ("work_based_placements", ("open_supp_intern", "open_apprentice", "open_trainee")),
    }
    found = {}
    for name, (file, columns) in wanted.items():
        by_year = totals(of_area(table(folder, file), gss), columns)
        found[name] = by_year[max(by_year)]
    return dict(found)


def extract(folder: Path, like: str) -> dict[str, object]:
    """Everything the generator is calibrated to, for one area."""
    gss, area = AREAS[like]
    files = newer(folder, area)
    recent = {
        name.split(" (")[0]: years
        for name, years in files.items()
        if "source of request" not in name and not name.startswith("caseload")
    }
    return {
        "attribution": ATTRIBUTION,
        "area": area,
        "gss_code": gss,
        **stock(folder, gss, files),
        **flow(folder, gss),
        **position(folder, gss),
        "sources": sources(files),
        "release_2026": dict(sorted(recent.items())),
    }


def compact(figures: dict[str, object]) -> str:
    """JSON with one published table a line, so a change in a figure is a change in a line."""
    lines = [f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in figures.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    for like in AREAS:
        written = Path(__file__).with_name(f"{like}.json")
        written.write_text(compact(extract(folder, like)) + "\n", encoding="utf-8")
        print(f"{written.name}: {written.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
