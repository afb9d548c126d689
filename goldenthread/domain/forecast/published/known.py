"""All the series of one table as the search for rules reads them, and what every family of rules does with a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from goldenthread.domain.forecast.published.figures import plain
from goldenthread.domain.forecast.published.fits import Fit, Values, chance_of, held, most_misses, stands

SCALES: Final = tuple(Fraction(10) ** power for power in (0, 3, -3, 6, -6))
HUNDRED: Final = Fraction(100)


@dataclass(frozen=True, slots=True)
class Known:
    """All the series of a table: their figures by position, their names, the years, and what rules give them alone."""

    values: Sequence[Values]
    names: Sequence[str]
    times: Sequence[int] | None
    own: Mapping[int, Sequence[Fit]]
    floats: Sequence[Mapping[int, float]] = ()

    def others(self, *without: int) -> list[int]:
        """Every other series that holds figures."""
        return [at for at, values in enumerate(self.values) if at not in without and values]

    def shared(self, output: int, parts: Sequence[int]) -> list[int]:
        """Positions of a series at which all the others hold figures too."""
        mine = self.values[output]
        short = [one for one in parts if not mine.keys() <= self.values[one].keys()]
        return [at for at in mine if all(at in self.values[one] for one in short)] if short else list(mine)

    def may_be(self, output: int, near: Mapping[int, float], scale: Fraction, within: float = 0.0) -> bool:
        """Whether a rule is worth working out exactly: floating point sees no more misses than a rule may have."""
        y, times, left = self.values[output], float(scale), most_misses(len(near))
        for at, number in near.items():
            given = self.floats[output][at]
            reach = 0.5000001 * 10.0 ** -y[at].places + abs(given) * (within + 1e-11)
            if abs(number * times - given) > reach:
                left -= 1
                if left < 0:
                    return False
        return True


def direct(
    output: int, known: Known, exact: Mapping[int, Fraction], rule: str, tried: int, now: tuple[int, ...],
    scale: Fraction, *, costs: Sequence[float] = (), slack: Fraction = Fraction(0),
) -> Fit:  # fmt: skip
    """The rule as held against the series; its words are still to be given."""
    y = known.values[output]
    expected, misses = held(y, exact, slack)
    agreeing = [at for at in expected if at not in misses]
    chance = chance_of(y, agreeing, missed=len(misses), costs=costs, tried=tried)
    parameters = {} if scale == 1 else {"scale": scale}
    return Fit(output, rule, "", expected, misses, len(costs), chance, parameters, now=now, scale=scale)


def if_stands(fit: Fit, text: str) -> Iterator[Fit]:
    """The rule with its words, where it explains enough."""
    if stands(fit):
        yield replace(fit, text=text)


def scales_near(y: Mapping[int, float], near: Mapping[int, float]) -> Iterator[Fraction]:
    """The powers of ten that bring a rule near what is printed, judged by the middle of the ratios."""
    ratios = sorted(y[at] / number for at, number in near.items() if number)
    if ratios and (middle := ratios[len(ratios) // 2]) > 0:
        yield from (scale for scale in (*SCALES, HUNDRED) if 0.75 < middle / float(scale) < 1.34)


def times_in_words(scale: Fraction) -> str:
    """“ × 1,000”; nothing for one."""
    if scale == 1:
        return ""
    return f" × {plain(scale)}" if scale > 1 else f" ÷ {plain(1 / scale)}"


def named(known: Known, at: int) -> str:
    """A series' name in quotation marks, cut where it is long."""
    name = known.names[at] or f"column {at + 1}"
    return f"“{name if len(name) <= 60 else name[:57].rstrip() + '…'}”"
