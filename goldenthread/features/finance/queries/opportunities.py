"""The register of opportunities, with what each counts for in a year once nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.domain.money.amounts import NOTHING, Amount, total
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.opportunities import Claim, Counted, Overlap, overlaps, waterfall
from goldenthread.domain.money.opportunity_list import MoneyLine
from goldenthread.features.finance.models import Opportunity, OpportunityValue
from goldenthread.foundation.ids import is_id

EXPECTED, REALISED = OpportunityValue.Kind.EXPECTED.value, OpportunityValue.Kind.REALISED.value
STATES = tuple(Opportunity.State.choices)


@dataclass(frozen=True, slots=True)
class Entry:
    """One opportunity in a year: what it claims and what of that counts, expected and realised; None: none given."""

    row: Opportunity
    expected: Counted | None
    realised: Counted | None


@dataclass(frozen=True, slots=True)
class Register:
    """The opportunities in order, in a year. `overlaps`: pairs that change the same money in it, expected or had."""

    year: FinancialYear
    entries: tuple[Entry, ...]
    overlaps: tuple[Overlap, ...]

    def claimed(self, kind: str) -> Amount:
        """Everything claimed, added as if nothing overlapped."""
        return total(each.claim.value for each in self._counted(kind))

    def counts(self, kind: str) -> Amount:
        """What they are worth together, nothing twice."""
        return total(each.counts for each in self._counted(kind))

    def _counted(self, kind: str) -> list[Counted]:
        found = [entry.expected if kind == EXPECTED else entry.realised for entry in self.entries]
        return [each for each in found if each is not None]


def register(year: FinancialYear) -> Register:
    """Read it for a year. Those not pursued are listed and count for nothing. Two queries."""
    rows = list(Opportunity.objects.order_by("number"))
    values = list(OpportunityValue.objects.filter(year=year.start, is_current=True).order_by("opportunity__number"))
    counted, met = {}, set()
    for kind in (EXPECTED, REALISED):
        claims = _claims(rows, (value for value in values if value.kind == kind), year)
        counted |= {(each.claim.opportunity, kind): each for each in waterfall(claims)}
        met |= set(overlaps(claims))
    entries = tuple(
        Entry(row, counted.get((row.public_id, EXPECTED)), counted.get((row.public_id, REALISED))) for row in rows
    )
    place = {row.public_id: row.number for row in rows}
    return Register(year, entries, tuple(sorted(met, key=lambda each: (place[each.first], place[each.second]))))


def opportunity_of(public_id: str) -> Opportunity | None:
    """One by its public id."""
    return Opportunity.objects.filter(public_id=public_id).first() if is_id(public_id) else None


def values_of(row: Opportunity) -> list[OpportunityValue]:
    """Every value ever said of it, the newest year first, what is current before what was."""
    return list(row.values_by_year.order_by("-year", "kind", "-is_current", "-recorded_at", "-id"))


def years_with_values() -> list[FinancialYear]:
    """The years any value is given for."""
    found = OpportunityValue.objects.filter(is_current=True).values_list("year", flat=True)
    return [FinancialYear(year) for year in sorted(set(found))]


def workstreams() -> list[str]:
    """Those in use, in the order of the register."""
    return list(dict.fromkeys(Opportunity.objects.order_by("number").values_list("workstream", flat=True)))


def _claims(rows: list[Opportunity], values: Iterable[OpportunityValue], year: FinancialYear) -> list[Claim]:
    pursued = {row.pk: row for row in rows if row.state != Opportunity.State.NOT_PURSUED}
    found = [
        Claim(row.public_id, year, MoneyLine(row.line), row.group, Amount(value.amount))
        for value in values
        if (row := pursued.get(value.opportunity_id)) is not None
    ]
    return [claim for claim in found if claim.value > NOTHING]
