"""Write `decisions.csv` beside this module from the published open data.

    python -m goldenthread.features.casework.published.extract FOLDER

FOLDER holds `education-health-and-care-plans_2025_corrected.zip` (Department for Education, "Education, health and care
plans", reporting year 2025). Open Government Licence v3.0.
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from pathlib import Path

ARCHIVE, YEAR, ENGLAND = "education-health-and-care-plans_2025_corrected.zip", "2024", "ENG"
COLUMNS = ("la_code", "name", "year", "assess_yes", "assess_no", "plan_yes", "plan_no", "neighbours")
# File, the column of each answer: yes, then no.
ASSESS = ("requests.csv", "requests_decided_to_assess", "requests_decided_not_to_assess")
PLAN = ("assessments.csv", "assess_issued", "assess_not_issued")
# What the list of neighbours calls an authority, where the other files have another name.
SAME = {"Bedford Borough": "Bedford", "Durham": "County Durham", "Herefordshire": "Herefordshire, County of"}


def rows(folder: Path, name: str) -> list[list[str]]:
    """One published file, as lists of cells."""
    with zipfile.ZipFile(folder / ARCHIVE) as zipped, zipped.open(name) as handle:
        return list(csv.reader(io.TextIOWrapper(handle, "utf-8-sig")))


def counts(folder: Path, file: str, yes: str, no: str) -> dict[str, tuple[str, str, str]]:
    """By authority's code: its name and the two counts, '' where one is not published."""
    head, *body = rows(folder, file)
    found = {}
    for cells in body:
        row = dict(zip(head, cells, strict=True))
        if row["time_period"] != YEAR or not row["breakdown_topic"].startswith("All "):
            continue
        if row["geographic_level"] == "Regional":
            continue
        national = row["geographic_level"] == "National"
        code, name = (ENGLAND, "England") if national else (row["old_la_code"], row["la_name"])
        agreed, refused = (cell if cell.isdigit() else "" for cell in (row[yes], row[no]))
        found[code] = (name, agreed, refused)
    return found


def neighbours(folder: Path) -> dict[str, list[str]]:
    """By authority's name: the names of its ten nearest, nearest first."""
    head, *body = rows(folder, "stat_neighbours.csv")
    lists = {name: [line[place] for line in body if line[place]] for place, name in enumerate(head) if name}
    return {SAME.get(name, name): [SAME.get(other, other) for other in near] for name, near in lists.items()}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    assess, plan, near = counts(folder, *ASSESS), counts(folder, *PLAN), neighbours(folder)
    code_of = {name.casefold(): code for code, (name, _, _) in assess.items()}
    with Path(__file__).with_name("decisions.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        by_name = {name.casefold(): names for name, names in near.items()}
        for code, (name, *asked) in sorted(assess.items()):
            codes = [code_of[other.casefold()] for other in by_name.get(name.casefold(), ())]
            issued = plan.get(code, ("", "", ""))[1:]
            writer.writerow([code, name, YEAR, *asked, *issued, " ".join(codes)])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
