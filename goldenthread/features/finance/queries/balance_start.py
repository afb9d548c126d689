"""What a forecast of the balance starts from: the deficit carried in, income, and spending that is not on
placements.
"""

from __future__ import annotations

from typing import Any

from goldenthread.domain.money.block_table import Kind
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.features.finance.queries.block import Line, block
from goldenthread.features.finance.queries.commitments import commitments


def balance_start(first: int) -> dict[str, Any]:
    """Plain pounds for a forecast whose first financial year begins in April of `first`; or {"why": ...} without.

    Income and other blocks are those of the newest budget or outturn up to that year; other spending is its whole
    spending less what the caseload commits in it. The deficit carried in is the newest outturn's, and a year
    between is added at its budget.
    """
    found = block()
    outturns = [line for table in found.of(Kind.OUTTURN) if table.begins_known for line in table.lines]
    budgets = [line for table in found.of(Kind.BUDGET) for line in table.lines]
    if not outturns:
        return {"why": "no outturn of the high-needs block with a known balance is entered"}
    newest = max(outturns, key=_year)
    between = {_year(line): line for line in budgets if _year(newest) < _year(line) < first}
    missing = [year for year in range(_year(newest) + 1, first) if year not in between]
    if missing:
        return {"why": f"neither outturn nor budget of {FinancialYear(missing[0]).said} is entered"}
    carried = newest.worked_out.cumulative.pounds + sum(
        line.worked_out.entered.in_year.pounds for line in between.values()
    )
    base = max((line for line in (*outturns, *budgets) if _year(line) <= first), key=_year).worked_out.entered
    placed = commitments(base.year).whole.cost.pounds
    return {
        "carried_in": str(carried), "income": str(base.income.pounds + base.other_blocks.pounds),
        "other_spending": str(base.spending.pounds - placed), "base_year": base.year.start,
        "outturn_year": _year(newest),
    }  # fmt: skip


def _year(line: Line) -> int:
    return line.worked_out.entered.year.start
