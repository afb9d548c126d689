"""The invented partnership's money: a block history that ends where its own caseload stands, unit costs, a register.

Calibrated to the published section 251 outturn of 2020/21 of one London borough (Kingston upon Thames, in the
Department's high needs benchmarking tool) and its SEN2 numbers: what an independent place, a state special top-up and a
mainstream top-up cost, and how far spending ran ahead of income.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from goldenthread.domain.money.amounts import Amount, pounds
from goldenthread.domain.money.block_table import Kind
from goldenthread.domain.money.financial_years import FinancialYear, containing
from goldenthread.domain.money.placements import WHOLE_FEE, Part
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.features.finance.models import Opportunity, OpportunityValue
from goldenthread.features.finance.operations import block, opportunities, unit_costs
from goldenthread.features.finance.operations.block import Entered
from goldenthread.features.finance.operations.opportunities import Written
from goldenthread.features.finance.operations.unit_costs import Price
from goldenthread.features.finance.queries.commitments import commitments
from goldenthread.foundation.journal import SYSTEM

_IMPLIED: Final = "Implied by a London borough’s published section 251 outturn of 2020/21 and its SEN2 return"
_INVENTED: Final = "Invented for the demonstration"
# Pounds a year: the first three are implied by published figures, the rest are set beside them.
_PRICES: Final = (
    (SettingKind.INDEPENDENT, "", 59_000, _IMPLIED), (SettingKind.SPECIAL, "", 16_100, _IMPLIED),
    (SettingKind.MAINSTREAM, "", 10_900, _IMPLIED), (SettingKind.SUPPORT_BASE, "", 12_400, _INVENTED),
    (SettingKind.NON_MAINTAINED, "", 34_000, _INVENTED), (SettingKind.INDEPENDENT, "SEMH", 68_000, _INVENTED),
    (SettingKind.ALTERNATIVE, "", 11_500, _INVENTED), (SettingKind.HOSPITAL, "", 31_000, _INVENTED),
    (SettingKind.COLLEGE, "", 6_200, _INVENTED), (SettingKind.SPECIALIST_COLLEGE, "", 42_000, _INVENTED),
    (SettingKind.EARLY_YEARS, "", 5_100, _INVENTED), (SettingKind.ELSEWHERE, "", 24_000, _INVENTED),
)  # fmt: skip
# Placements were about four fifths of that outturn; services, therapies and empty places the rest.
_PLACEMENTS_PART: Final = Decimal("0.80")
_GROWTH: Final = Decimal("0.08")
_INCOME_GROWTH: Final = Decimal("0.06")
_SHORT: Final = Decimal("0.86")
_PAST, _FUTURE, _PLAN_MADE_YEARS_AGO = 4, 4, 2
# Number in the register: who leads it, how far it is, expected and realised as parts of a thousand of spending.
_KEPT: Final = (
    (6, "Head of commissioning", "under_way", 9, 5), (7, "Head of commissioning", "under_way", 6, 0),
    (8, "School funding manager", "agreed", 2, 0), (11, "Director of integrated care", "agreed", 4, 1),
    (18, "Head of inclusion", "under_way", 8, 0), (23, "SEND team manager", "under_way", 3, 1),
    (25, "SEND team manager", "agreed", 4, 0), (26, "SEND team manager", "under_way", 2, 0),
)  # fmt: skip


def make_money(at: datetime) -> None:
    """Unit costs, the block's history, budget and forecast, the register with values; all as of a moment."""
    on = at.date()
    this = containing(on)
    for kind, need, amount, source in _PRICES:
        part = Part.FEE if kind in WHOLE_FEE else Part.TOP_UP
        price = Price(kind, part, pounds(amount), this.after(-2).starts_on, source, source is _IMPLIED, need)
        unit_costs.add(price=price, by=SYSTEM, on=on)
    placed = commitments(this).whole.cost
    spending = _to_thousands(placed * (1 / _PLACEMENTS_PART))
    _block(this, spending, on)
    _register(this, spending, on)


def _block(this: FinancialYear, spending: Amount, on: date) -> None:
    """Outturns of the past years, budgets of the last two, one forecast made two years ago."""
    for ago in range(_PAST, 0, -1):
        year = this.after(-ago)
        carried = _income(spending, ago + 1) * Decimal("-0.27") if ago == _PAST else None
        first = None if carried is None else _to_thousands(carried)
        published = date(year.start + 1, 9, 1)
        spent, income = _spent(spending, ago), _income(spending, ago)
        _add(year, Kind.OUTTURN, "", spent, income, published, "Section 251 outturn", on, first)
    for ago in (1, 0):
        year = this.after(-ago)
        budget = _to_thousands(_spent(spending, ago) * Decimal("0.97"))
        agreed = date(year.start, 3, 1)
        _add(year, Kind.BUDGET, "", budget, _income(spending, ago), agreed, "Report to Schools Forum", on)
    made = this.after(-_PLAN_MADE_YEARS_AGO)
    for ahead in range(_FUTURE + 1):
        # The plan hoped for growth of 5% a year.
        hoped = _to_thousands(_spent(spending, _PLAN_MADE_YEARS_AGO + 1) * Decimal("1.05") ** (ahead + 1))
        income = _income(spending, _PLAN_MADE_YEARS_AGO - ahead)
        series = f"Deficit management plan, {made.start}"
        _add(made.after(ahead), Kind.FORECAST, series, hoped, income, date(made.start, 6, 1), series, on)


def _register(this: FinancialYear, spending: Amount, on: date) -> None:
    opportunities.begin_register(by=SYSTEM, on=on)
    for number, owner, state, expected, realised in _KEPT:
        row = Opportunity.objects.get(number=number)
        written = Written(row.title, row.workstream, row.flow, row.line, row.group, owner, state)  # type: ignore[arg-type]
        opportunities.change(row=row, written=written, version=row.version, by=SYSTEM, on=on)
        kinds = OpportunityValue.Kind
        for kind, part, evidence in (
            (kinds.EXPECTED, expected, "Business case agreed by the partnership board"),
            (kinds.REALISED, realised, "Placements compared with the year before, month by month"),
        ):
            if part:
                opportunities.record_value(
                    row=row, year=this, kind=kind.value, amount=_to_thousands(spending * (Decimal(part) / 1000)),
                    evidence=evidence, evidence_on=max(this.starts_on, date(on.year, on.month, 1)), by=SYSTEM, on=on,
                )  # fmt: skip


def _add(
    year: FinancialYear, kind: Kind, series: str, spent: Amount, income: Amount, published: date, source: str, on: date,
    carried: Amount | None = None,
) -> None:  # fmt: skip
    entered = Entered(
        year, kind, series, income, spent, _to_thousands(income * Decimal("0.02")), f"{source} (invented)",
        min(published, on), carried,
    )  # fmt: skip
    block.add(entered=entered, by=SYSTEM, on=on)


def _spent(now: Amount, years_ago: int) -> Amount:
    return _to_thousands(now * (1 / (1 + _GROWTH) ** years_ago))


def _income(spending: Amount, years_ago: int) -> Amount:
    return _to_thousands(spending * _SHORT * (1 / (1 + _INCOME_GROWTH) ** years_ago))


def _to_thousands(amount: Amount) -> Amount:
    """To the nearest thousand, as such documents print them."""
    return pounds(amount.rounded() // 1000 * 1000)
