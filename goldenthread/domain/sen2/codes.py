"""Code sets of the SEN2 return: which codes an item may hold, and what each means.

`data/codes_2026.csv` is the 2026 table; the same codes are read in every year, but for those `years.toml` dates.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

from goldenthread.domain.sen2.specification import code_extras

ABROAD = "XXX"  # unknown, or outside England; allowed only in Exported and TransferLA
NOT_IN_EDUCATION = frozenset({"NEET", "NIEC", "NIEO"})  # settings of a placement, never of a named plan

GENDER_TO_SEX = {"0": "U", "1": "M", "2": "F", "9": "U"}
SEX_TO_GENDER = {"U": "0", "M": "1", "F": "2"}

MAIN_ETHNICITIES = (
    *("WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND"),
    *("APKN", "ABAN", "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT"),
)


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("data", "codes_2026.csv").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        for name in row["elements"].split("|"):
            tables.setdefault(name, {})[row["code"]] = row["label"].strip()
    tables.update(code_extras()[0])
    return tables


def codes(name: str) -> dict[str, str]:
    """The codes and labels of a set, named by its element; settings are `PlanDetail.SENSetting`.

    `PlacementDetail.SENSetting`.

    Raises KeyError for a name that is not a set.
    """
    return _tables()[name]


def label(name: str, code: str | None) -> str:
    """What a code means; the code itself where the set does not have it; empty for None."""
    return "" if code is None else codes(name).get(code, code)


def in_year(name: str, code: str, year: int) -> bool:
    """Whether a set had this code in a collection year."""
    return code in codes(name) and code_extras()[1].get(f"{name}.{code}", 0) <= year


def english_authorities() -> dict[str, str]:
    """Three-digit numbers and names of the 153 English local authorities of 2026 (CBDS code set CS003)."""
    return codes("LEA")
