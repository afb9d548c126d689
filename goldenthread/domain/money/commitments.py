"""What a caseload commits in a financial year: groups of placements of one kind, priced, and added by kind of setting
and by line of the section 251 return.

A commitment is what placements in force will charge the block if they go on as they are: no joiners, no leavers, no
empty places. It is not a forecast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from goldenthread.domain.indicators.suppression import hidden_parts, is_small
from goldenthread.domain.money.amounts import NOTHING, Amount, total
from goldenthread.domain.money.financial_years import MONTHS, FinancialYear
from goldenthread.domain.money.placements import WHOLE_FEE, CostUnknown, Part, Payer, Placement, yearly_cost
from goldenthread.domain.money.section_251 import coding
from goldenthread.domain.money.setting_kinds import Phase, SettingKind

# Yearly top-up or fee for a kind of setting and a primary need on a day; None where none is entered.
PriceOn = Callable[[SettingKind, str, date], Amount | None]


@dataclass(frozen=True, slots=True)
class Group:
    """Placements that cost the same. `early`: months in force from April to August, `late`: from September.

    `children` are opaque numbers, to count each child once; how many placements there are is their length.
    """

    kind: SettingKind
    need: str
    phase: Phase
    academy: bool
    early: int
    late: int
    children: tuple[int, ...]


@dataclass(slots=True)
class Row:
    """A row of a table: children counted once, children without a price, the kinds of setting in it, pounds by part."""

    children: set[int] = field(default_factory=set)
    kinds: set[SettingKind] = field(default_factory=set)
    unpriced: set[int] = field(default_factory=set)
    parts: dict[Part, Amount] = field(default_factory=dict)

    @property
    def cost(self) -> Amount:
        """All parts."""
        return total(self.parts.values())


@dataclass(frozen=True, slots=True)
class Commitments:
    """By kind of setting and by line of the return, in the order of the kinds and lines; `whole` of everything.

    `left_out`: children whose kind of setting nothing tells.
    """

    year: FinancialYear
    by_kind: dict[SettingKind, Row]
    by_line: dict[str, Row]
    whole: Row
    left_out: int


def part_costs(group: Group, year: FinancialYear, price_on: PriceOn) -> dict[Part, Amount]:
    """What one placement of a group charges the block in the year, by part. Raises CostUnknown, rates.NoRate.

    A pupil in a base is taken to be on roll, as nearly all are.
    """
    found: dict[Part, Amount] = {}
    for months, day in ((group.early, year.starts_on), (group.late, date(year.start, 9, 1))):
        if not months:
            continue
        price = price_on(group.kind, group.need, day)
        whole = group.kind in WHOLE_FEE
        placement = Placement(group.kind, None if whole else price, price if whole else None, on_roll=True)
        for line in yearly_cost(placement, day):
            if line.payer is Payer.HIGH_NEEDS:
                found[line.part] = found.get(line.part, NOTHING) + line.amount * Fraction(months, MONTHS)
    return found


def commitments(groups: Iterable[Group], year: FinancialYear, price_on: PriceOn, left_out: int) -> Commitments:
    """Price every group and add."""
    by_kind: dict[SettingKind, Row] = {}
    by_line: dict[str, Row] = {}
    whole = Row()
    known: dict[tuple[SettingKind, str, int, int], dict[Part, Amount] | None] = {}
    for group in groups:
        rows = [by_kind.setdefault(group.kind, Row()), whole]
        for row in rows:
            row.children.update(group.children)
        key = group.kind, group.need, group.early, group.late
        if key not in known:
            known[key] = _costs_or_none(group, year, price_on)
        costs = known[key]
        if costs is None:
            for row in rows:
                row.unpriced.update(group.children)
            continue
        for part, amount in costs.items():
            line = by_line.setdefault(coding(part, group.kind, group.phase, academy=group.academy).line, Row())
            line.children.update(group.children)
            line.kinds.add(group.kind)
            for row in (*rows, line):
                row.parts[part] = row.parts.get(part, NOTHING) + amount * len(group.children)
    kinds = {kind: by_kind[kind] for kind in SettingKind if kind in by_kind}
    return Commitments(year, kinds, {code: by_line[code] for code in sorted(by_line)}, whole, left_out)


def _costs_or_none(group: Group, year: FinancialYear, price_on: PriceOn) -> dict[Part, Amount] | None:
    try:
        return part_costs(group, year, price_on)
    except CostUnknown:
        return None


def hidden(found: Commitments) -> tuple[frozenset[SettingKind], frozenset[str]]:
    """The kinds of setting and the lines not shown to a reader who may see figures and no child: kinds of 1 to 5
    children, a second kind where one alone could be worked out, and every line that a hidden kind is part of, for the
    rest of such a line is shown by kind.
    """
    kinds = list(found.by_kind)
    gone = frozenset(kinds[place] for place in hidden_parts([len(found.by_kind[kind].children) for kind in kinds]))
    lines = {code for code, row in found.by_line.items() if row.kinds & gone or is_small(len(row.children))}
    return gone, frozenset(lines)
