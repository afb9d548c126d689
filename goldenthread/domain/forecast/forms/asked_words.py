"""What tables of requests and assessments rest on, in words for the assumptions of a form."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any, Final

from goldenthread.domain.forecast.forms.asked import ASSESSMENTS, FEWEST, PLANS, REQUESTS

LEAD: Final = (
    "A plan comes about 20 weeks after its request, so about 4 in 10 plans of a calendar year come from requests of "
    "the year before. The same year is used for both all the same: each share is a count of a calendar year divided by "
    "another of that year, so the lead is in it as it was then. Should requests grow by 10 in 100 a year more than "
    "they did, table 10 would be about 4 in 100 too low."
)


def asked_words(kept: Mapping[str, Any], asked: Container[int], *, in_full: bool) -> Iterator[tuple[str, str]]:
    """Names and words, of what `flows_kept` kept of a run. `asked`: the calendar years of the form."""
    shares = kept["shares"]
    yield "Requests and assessments", _from_where(shares, in_full)
    yield "Lead of requests", LEAD
    if any(year in asked for year in kept["flow_years"][: kept["flows_counted"]]):
        years = ", ".join(str(year) for year in kept["flow_years"][: kept["flows_counted"]] if year in asked)
        yield (
            "Requests counted",
            (
                f"{years}: the caseload’s own counts of requests received, assessments ended and plans sent in the "
                "year. An assessment may end in the year after its request, so an age can have more of them than "
                "requests."
            ),
        )
    if shares["left_out"]:
        years = ", ".join(str(year) for year in shares["left_out"])
        yield (
            "Requests not whole",
            (
                f"{years}: not shown and not read, because what this forecast was made from has fewer requests than "
                "assessments, or no assessment for most of the children who joined."
            ),
        )
    yield "Range of requests", _range(kept, asked, in_full)


def _from_where(shares: Mapping[str, Any], in_full: bool) -> str:
    england = f"England’s of {shares['england']} at each age"
    words = (
        "A run forecasts new plans. Assessments are those divided by the share of assessments that end in a plan; "
        "requests are assessments divided by the share of requests that are assessed. "
    )
    if not shares["years"]:
        few = f"What this forecast was made from has fewer than {FEWEST} requests in years whose record is whole"
        return f"{words}{few}: the shares are {england} alone."
    requests, assessments, plans = (_about(each, in_full) for each in shares["counted"])
    years = ", ".join(str(year) for year in shares["years"])
    return (
        f"{words}The shares are this caseload’s of {years} ({requests} requests, {assessments} assessments, "
        f"{plans} plans), pooled at each age with {england}, which count as {shares['worth']:g} requests. For 100 "
        f"children who join the January count, {shares['here'] * 100:.0f} plans were sent after an assessment here: "
        "some move in with one, and some plans end before January."
    )


def _range(kept: Mapping[str, Any], asked: Container[int], in_full: bool) -> str:
    parts = []
    for year, bands in zip(kept["flow_years"][kept["flows_counted"] :], kept["flow_bands"], strict=True):
        if year not in asked:
            continue
        said = [f"{name} {_about(bands[at][0], in_full)} to {_about(bands[at][2], in_full)}" for name, at in
                (("requests", REQUESTS), ("assessments", ASSESSMENTS), ("plans", PLANS))]  # fmt: skip
        parts.append(f"{year}: {', '.join(said)}")
    return (
        "The form has one figure a cell. Of all ages together 90 in 100 simulations, each with shares of its own "
        f"drawn, lie between these. {'; '.join(parts)}."
    )


def _about(value: float, in_full: bool) -> str:
    return f"{round(value) if in_full else 5 * round(value / 5):,}"
