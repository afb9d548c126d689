"""What the back-test found, in plain words, and what its terms mean."""

from __future__ import annotations

from typing import Final

from goldenthread.domain.forecast.backtest.bands import NOMINAL
from goldenthread.domain.forecast.backtest.results import DEFAULT, MARK, Backtest
from goldenthread.domain.forecast.backtest.rolling import HORIZONS
from goldenthread.domain.forecast.backtest.scoring import Score

YEARS: Final = {1: "one year", 2: "two years", 3: "three years"}
NEAR_ENOUGH: Final = 4.0  # points a band's coverage may be from its nominal percentage, one year on
NAMES: Final = {
    DEFAULT: "Default: nation and pipeline",
    "last_value": "As many as now",
    "plus_10_percent": "A tenth more each year",
    "own_growth_2": "Own growth, two years",
    "own_growth_3": "Own growth, three years",
    "national_growth": "National growth, two years",
    "pooled": "A fifth own growth, the rest national",
}
DEFINITIONS: Final = {
    "Weighted error": "All errors, too high or too low alike, as a percentage of all the plans that came: an authority "
    "counts by its plans.",
    "Middle error": "Half the forecasts were out by less than this percentage of what came.",
    "Bias": "All forecasts together less all that came, as a percentage of what came; below nought is too low.",
    "Inside the 80% and 95% band": "Of 100 forecasts, how many came true inside the band. A good band of 80% holds "
    "about 80: more means wider than need be, fewer that it promises too much.",
    "n": "Forecasts held against what came: authorities times Januaries. All authorities meet the same year, so n says "
    "more than it would of as many separate trials.",
}
METHOD: Final = (
    "The default takes the nation's growth of the last two years, and adds or takes away for how full an authority's "
    "own pipeline is: last year's requests not refused, for each plan in force, beside the nation's. How much a fuller "
    "pipeline adds is learnt from earlier Januaries only. A band is as wide as the default's own earlier errors, and "
    "is widened after a January in which too many authorities fell outside. The total of a forecast made here from a "
    "caseload follows the default, where the area's own requests are known."
)
LIMITS: Final = (
    "The two measures the default rests on were chosen with these years in view; how they are weighed was not.",
    "Figures are those published in 2025. First figures that were later corrected are not at hand, so a forecast made "
    "at the time may have been a little worse.",
    "Six Januaries are few, and in all of them plans grew. Nothing here shows how the default does when growth stops.",
)


def says(found: Backtest) -> str:
    """The finding in a few sentences: which mark is beaten and which not, and whether the bands hold."""
    return " ".join(sentences(found))


def sentences(found: Backtest) -> list[str]:
    """The same, sentence by sentence."""
    return [*_errors(found), *_bands(found.together[DEFAULT][1])]


def _errors(found: Backtest) -> list[str]:
    told = []
    for ahead in HORIZONS:
        mine, best = found.together[DEFAULT][ahead], found.best_simple[ahead]
        beats, beats_here = found.beats_mark[ahead], found.beats_simple[ahead]
        won = found.nearer_than_simple[ahead]
        told.append(
            f"{YEARS[ahead].capitalize()} on, the default's weighted error is {mine.wape:.1f}%: it "
            f"{'beats' if beats else 'does not beat'} the mark of {MARK[ahead]}%, and it "
            f"{'beats' if beats_here else 'does not beat'} the best simple rule of the same Januaries "
            f"({NAMES[best].lower()}, {found.together[best][ahead].wape:.1f}%), nearer than it in {won.count} of "
            f"{won.total} forecasts."
        )
    by_january = found.beats_mark_by_january
    told.append(
        f"Taken January by January, it beats the mark set for each in {sum(by_january.values())} of {len(by_january)}."
    )
    return told


def _bands(one_year: Score) -> list[str]:
    told = []
    for each in one_year.coverage:
        near = abs(each.percent - each.nominal) <= NEAR_ENOUGH
        told.append(
            f"One year on, {each.percent:.1f}% came inside the band of {each.nominal}%"
            + ("." if near else f": more than {NEAR_ENOUGH:.0f} points away, so the band does not hold.")
        )
    return told or [f"There are no bands of {' or '.join(map(str, NOMINAL))}% yet."]
