"""The back-test as one document a program can read."""

from __future__ import annotations

from typing import Any

from goldenthread.domain.forecast.backtest.one_authority import with_figures
from goldenthread.domain.forecast.backtest.panel import SOURCE, Authority
from goldenthread.domain.forecast.backtest.results import DEFAULT, MARK, MARK_BY_JANUARY, Backtest
from goldenthread.domain.forecast.backtest.rolling import HORIZONS
from goldenthread.domain.forecast.backtest.scoring import Score
from goldenthread.domain.forecast.backtest.words import DEFINITIONS, LIMITS, METHOD, NAMES, says


def document(found: Backtest) -> dict[str, Any]:
    """Everything found, errors, coverage and widths in percent; years ahead and Januaries as text keys."""
    scored = [each for each, used in zip(found.panel.authorities, found.panel.complete, strict=True) if used]
    others = [each for each in with_figures(found) if each not in scored]
    return {
        "says": says(found),
        "origins": list(found.scored),
        "earlier_origins": list(found.earlier),
        "horizons": list(HORIZONS),
        "authorities": [_named(each) for each in scored],
        "forecast_but_not_scored": [_named(each) for each in others],
        "methods": {name: _by_ahead(scores) for name, scores in found.together.items()},
        "by_origin": {
            str(january): {name: _by_ahead(scores) for name, scores in methods.items()}
            for january, methods in found.by_january.items()
        },
        "beats_reference": {str(ahead): beats for ahead, beats in found.beats_mark.items()},
        "reference": {str(ahead): mark for ahead, mark in MARK.items()},
        "beats_reference_by_origin": [
            {"origin": january, "horizon": ahead, "reference": mark, "wape": mine, "beats": mine < mark}
            for (january, ahead), mark in MARK_BY_JANUARY.items()
            for mine in [round(found.by_january[january][DEFAULT][ahead].wape, 2)]
        ],
        "best_simple_rule": {
            str(ahead): {
                "method": name,
                "beaten": found.beats_simple[ahead],
                "nearer_than_it": found.nearer_than_simple[ahead].count,
                "of": found.nearer_than_simple[ahead].total,
            }
            for ahead, name in found.best_simple.items()
        },
        "names": NAMES,
        "definitions": DEFINITIONS,
        "method": METHOD,
        "limits": list(LIMITS),
        "source": SOURCE,
        "newest_figures": f"January {found.panel.last_january}",
    }


def _named(authority: Authority) -> dict[str, str]:
    return {"code": authority.code, "number": authority.number, "name": authority.name}


def _by_ahead(scores: dict[int, Score]) -> dict[str, dict[str, float | int | list[float]]]:
    return {str(ahead): _scored(each) for ahead, each in scores.items()}


def _scored(each: Score) -> dict[str, float | int | list[float]]:
    row: dict[str, float | int | list[float]] = {
        "n": each.n, "wape": round(each.wape, 3), "median_ape": round(each.median_ape, 3), "bias": round(each.bias, 3),
    }  # fmt: skip
    for band in each.coverage:
        low, high = band.inside.interval() or (0.0, 1.0)
        row[f"coverage_{band.nominal}"] = round(band.percent, 2)
        row[f"coverage_{band.nominal}_interval"] = [round(100 * low, 2), round(100 * high, 2)]
        row[f"width_{band.nominal}"] = round(band.width, 2)
    return row
