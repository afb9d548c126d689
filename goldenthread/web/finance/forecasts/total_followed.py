"""What a forecast's total of plans follows, in words: a tested forecast with its errors, or nothing tested and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from goldenthread.domain.forecast.kept import KEPT, inputs_from_plain
from goldenthread.domain.forecast.laws import OURS
from goldenthread.domain.forecast.target import Target
from goldenthread.web.components.presenters.phrases import thousands

TERM = "The total"
_YEARS = {1: "one year", 2: "two years", 3: "three years"}


def total_followed(row: Any) -> list[tuple[str, str]]:
    """Terms and words; none while it is not known."""
    if row.law != OURS:
        return [(TERM, "It follows no tested forecast: the open model’s law goes on from what was seen here alone.")]
    if not row.inputs:
        return []
    inputs = inputs_from_plain(row.inputs)
    if inputs.target is None:
        words = (
            f"It does not follow a tested forecast: {inputs.untied or 'none was made'}. How far a total found from "
            "this area’s own few years is likely to be out has not been tested."
        )
        return [(TERM, words)]
    to = replace(inputs.target, years=inputs.target.years[: row.years])
    found = [(TERM, _follows(to) + _middle(to, row.answer)), ("How far it may be out", _errors(to, row.years))]
    found += [(f"{TERM}: not met", f"{note[0].upper()}{note[1:]}.") for note in (row.answer or {}).get("tied", ())]
    return found


def _follows(to: Target) -> str:
    expected = _listed([f"{thousands(round(each.expected))} in January {to.january + each.ahead}" for each in to.years])
    older = to.january - to.figures
    lag = f", {older} year{'s' if older > 1 else ''} older than the start" if older else ""
    return (
        f"The average of all simulations follows the forecast tested on {to.authorities} authorities: {expected}, "
        f"before any change supposed. It is made of {thousands(to.plans)} plans in January {to.january}, "
        f"{thousands(to.asked)} requests of {to.january - 1} not refused, and national figures to January "
        f"{to.figures}{lag}."
    )


def _middle(to: Target, answer: Mapping[str, Any] | None) -> str:
    """How far the middle of the simulations, which the tables show, is from what the average follows."""
    if not answer:
        return ""
    kept = answer.get("base_children") or answer["children"]["total"]
    last = to.years[-1]
    apart = 100 * (kept["quantiles"][last.ahead][0][KEPT.index(0.5)] / last.expected - 1)
    return (
        " The middle of the simulations, which the tables show, is not the average, as the bands are wider above than "
        f"below: before any change it is {abs(apart):.1f}% {'below' if apart < 0 else 'above'} that forecast in "
        f"January {to.january + last.ahead}."
    )


def _errors(to: Target, years: int) -> str:
    errors = _listed([f"{each.wape:.1f}% {_YEARS[each.ahead]} on (n {each.n})" for each in to.years])
    as_old = ", made with national figures as old as these" if to.january > to.figures else ""
    last = to.years[-1]
    after = ""
    if years > last.ahead:
        after = f" After {_YEARS[last.ahead]} it is untested: growth fades from there as it did before."
    return (
        f"When such forecasts were made again from past Januaries{as_old}, their weighted error was {errors}; n are "
        f"authorities times Januaries. Bands are at least as wide as the tested ones.{after} Which children, needs and "
        f"places make up the total is not tested. Source: {to.source}."
    )


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
