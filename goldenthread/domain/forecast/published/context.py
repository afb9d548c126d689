"""All that one document says, gathered for the checks of its words: tables judged, real units, claims, short forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goldenthread.domain.forecast.published.claims import LEVEL, Claim
from goldenthread.domain.forecast.published.figures import plain
from goldenthread.domain.forecast.published.judging import Judged
from goldenthread.domain.forecast.published.periods import Period
from goldenthread.domain.forecast.published.sheet import Series
from goldenthread.domain.forecast.published.subjects import head_of, series_meant
from goldenthread.domain.forecast.published.units import COUNT, MONEY

NEAR = 60  # lines between a table and words about it


@dataclass(frozen=True, slots=True)
class Told:
    """A table with the real scale of its series of money, by series."""

    judged: Judged
    scales: Mapping[int, int]

    @property
    def series(self) -> Sequence[Series]:
        """The table's series."""
        return self.judged.sheet.series

    def positions(self) -> list[int]:
        """Positions that are no totals."""
        return [at for at in range(len(self.judged.sheet.labels)) if at not in self.judged.sheet.totals]

    def whole(self, series: int, at: int) -> Fraction | None:
        """A cell in pounds, or the number itself."""
        cell = self.series[series].cells[at]
        return cell.figure.value * self.scales.get(series, 1) if cell is not None else None

    def kind(self, series: int) -> str:
        """Money, percent or count."""
        unit = self.series[series].unit
        return unit.kind if unit is not None else MONEY if series in self.scales else COUNT

    def at(self, period: Period) -> int | None:
        """The position of a year, or of the financial year that ends then; None where the table has none of it."""
        meant = (period, period.closing())
        return next(
            (at for at in self.positions() if (one := self.judged.sheet.periods[at]) is not None and one in meant), None
        )


@dataclass(frozen=True, slots=True)
class Earlier:
    """A number known from elsewhere: in pounds or as it is, where it stands, and the sum as quoted."""

    number: Fraction
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Context:
    """One document."""

    tables: Sequence[Told]
    claims: Sequence[Claim]
    acronyms: Mapping[str, str]

    def meant(self, claim: Claim, told: Told) -> int | None:
        """Which series of a table a claim is about, where the claim stands near the table."""
        lines = told.judged.sheet.table
        if not lines.line - NEAR <= claim.line <= lines.rows[-1].line + NEAR:
            return None
        if claim.mark:
            marked = [at for at, series in enumerate(told.series) if claim.mark in series.marks]
            return marked[0] if len(marked) == 1 else None
        return series_meant(claim.subject, [series.name for series in told.series], self.acronyms)

    def before(self, told: Told, series: int, at: int) -> list[Earlier]:
        """What a series was the year before a position: by the table itself, the text, another table, or its base."""
        place = told.positions().index(at)
        if place:
            number = told.whole(series, told.positions()[place - 1])
            return [Earlier(number, "the table", told.judged.sheet.table.line)] if number is not None else []
        period = told.judged.sheet.periods[at]
        found = list(self._told_of(told, series, period.before())) if period is not None else []
        fit = told.judged.rules.get(series)
        if fit is not None and fit.rule == "growth.unrounded" and at in fit.exact:
            base = fit.exact[at] / (1 + Fraction(str(fit.parameters["rate_percent"])) / 100)
            found.append(Earlier(base, f"{plain(base)}, the base of its growth", told.judged.sheet.table.line))
        return found

    def _told_of(self, told: Told, series: int, period: Period) -> Iterator[Earlier]:
        for claim in self.claims:
            quantity = claim.quantity
            if claim.kind != LEVEL or claim.period != period or quantity is None or claim.doubt:
                continue
            if quantity.kind == told.kind(series) and self.meant(claim, told) == series:
                yield Earlier(quantity.whole, quantity.text, claim.line)
        for other in self.tables:
            if other is told or (at := other.at(period)) is None:
                continue
            same = series_meant(
                head_of(told.series[series].name),
                [each.name for each in other.series],
                self.acronyms,
                enough=Fraction(1),
            )
            if (
                same is not None
                and other.kind(same) == told.kind(series)
                and (number := other.whole(same, at)) is not None
            ):
                cell = other.judged.named(same, at)
                yield Earlier(abs(number), f"{cell.text} in the table on line {cell.table}", cell.table)
