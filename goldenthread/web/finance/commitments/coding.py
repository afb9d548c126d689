"""Where each part of a placement's cost is coded in the section 251 return, as a sheet: the rule, and no child."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.money.amounts import NOTHING
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.placements import WHOLE_FEE, Part, Payer, Placement, yearly_cost
from goldenthread.domain.money.section_251 import Coding, coding, lines
from goldenthread.domain.money.setting_kinds import NO_COST, Phase, SettingKind
from goldenthread.web.finance.sheets import Cell, Sheet

_HEADINGS = ("Kind of setting", "Part", "Who runs it", "Ages", "Line", "Column", "In the outturn")
_RUN_BY = {False: "Not an academy", True: "An academy"}
_AGES = {
    Phase.EARLY_YEARS: "early years", Phase.PRIMARY: "primary", Phase.SECONDARY: "secondary",
    Phase.POST_16: "16 and over",
}  # fmt: skip


def coding_sheet(year: FinancialYear) -> Sheet:
    """A row for each way a part of a cost is coded, of the parts the block bears in the year."""
    rows: list[tuple[Cell, ...]] = []
    for kind in SettingKind:
        for part in _parts(kind, year):
            for run_by, ages, found in _ways(part, kind):
                line = f"{found.line} {lines()[found.line].name}"
                held = "Yes" if found.in_outturn else "No"
                rows.append((kind.said, part.said, run_by, ages, line, found.column.said, held))
    return Sheet("Where each part is coded", _HEADINGS, rows)


def _parts(kind: SettingKind, year: FinancialYear) -> list[Part]:
    """What the block pays for there."""
    if kind in NO_COST:
        return []
    whole = kind in WHOLE_FEE
    placement = Placement(kind, None if whole else NOTHING, NOTHING if whole else None, on_roll=True)
    return [line.part for line in yearly_cost(placement, year.starts_on) if line.payer is Payer.HIGH_NEEDS]


def _ways(part: Part, kind: SettingKind) -> Iterator[tuple[str, str, Coding]]:
    """Who runs it, of which ages, and how it is then coded; what makes no difference is not told apart."""
    by_runner = {academy: _by_coding(part, kind, academy) for academy in _RUN_BY}
    told_apart = by_runner[True] != by_runner[False]
    for academy, by_coding in by_runner.items():
        if told_apart or not academy:
            for found, phases in by_coding.items():
                ages = "all" if len(phases) == len(Phase) else ", ".join(_AGES[phase] for phase in phases)
                yield _RUN_BY[academy] if told_apart else "Anyone", ages.capitalize(), found


def _by_coding(part: Part, kind: SettingKind, academy: bool) -> dict[Coding, list[Phase]]:
    found: dict[Coding, list[Phase]] = {}
    for phase in Phase:
        found.setdefault(coding(part, kind, phase, academy=academy), []).append(phase)
    return found
