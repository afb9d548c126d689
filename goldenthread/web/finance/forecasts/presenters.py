"""Forecasts in words: what a change supposes, what was assumed, the headline figures."""

from __future__ import annotations

from typing import Any

from goldenthread.domain.forecast.kept import KEPT, inputs_from_plain
from goldenthread.domain.forecast.scenarios import Capacity, Edit, Fee, Joining, Leaving, NewPlaces
from goldenthread.domain.money.financial_years import FinancialYear
from goldenthread.domain.money.placements import Part
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.domain.sen2.codes import codes
from goldenthread.web.components.presenters.phrases import thousands, uk_date
from goldenthread.web.finance.forecasts.total_followed import total_followed

OLDER = {"no_cost": "At home by choice, or not in education"}  # of earlier forecasts; told apart since
TREND = "joining has a trend that fades"
MEDIAN = KEPT.index(0.5)
BANDS = {
    30: (KEPT.index(0.35), KEPT.index(0.65)),
    60: (KEPT.index(0.2), KEPT.index(0.8)),
    90: (KEPT.index(0.05), KEPT.index(0.95)),
    95: (KEPT.index(0.025), KEPT.index(0.975)),
}


def need_said(code: str) -> str:
    """A need as its return's code says it."""
    return str(codes("SENtype").get(code, "Need not recorded"))


def setting_said(code: str) -> str:
    """A kind of setting in words."""
    return SettingKind(code).said if code in set(SettingKind) else OLDER.get(code, "Setting not recorded")


def change_said(edit: Edit) -> dict[str, str]:
    """One change supposed: its name and one sentence."""
    effect = edit.effect
    parts = [f"from {uk_date(effect.starts)}"]
    if effect.lag_months:
        parts.append(f"first felt after {effect.lag_months} months")
    if effect.phase_months:
        parts.append(f"whole after {effect.phase_months} months more")
    if edit.touched.youngest is not None or edit.touched.oldest is not None:
        low, high = edit.touched.youngest, edit.touched.oldest
        parts.append(f"school years {'youngest' if low is None else low} to {'oldest' if high is None else high}")
    if edit.touched.needs:
        parts.append("needs: " + ", ".join(need_said(each) for each in edit.touched.needs))
    if edit.touched.settings:
        parts.append("settings: " + ", ".join(setting_said(each) for each in edit.touched.settings))
    if edit.cost_a_year:
        parts.append(f"costs £{edit.cost_a_year:,.0f} a year")
    return {"name": edit.name, "what": _what(edit), "how": "; ".join(parts)}


def _what(edit: Edit) -> str:
    if isinstance(edit, NewPlaces):
        return f"{edit.places} places open in: {setting_said(edit.opens_in)}"
    if isinstance(edit, Capacity):
        return (
            f"No more than {thousands(edit.places)} in: {setting_said(edit.setting)}; "
            f"whoever comes past that goes to: {setting_said(edit.goes_to)}"
        )
    if isinstance(edit, Joining | Leaving | Fee):
        subject = {Joining: "New plans", Leaving: "Plans that end", Fee: "Prices"}[type(edit)]
        percent = round((edit.factor - 1) * 100, 2)
        return f"{subject}: {abs(percent):g}% {'fewer or less' if percent < 0 else 'more'}"
    return edit.name


def headlines(row: Any) -> list[dict[str, str]]:
    """Plans known, plans in the last January forecast, the money of the last year."""
    answer = row.answer
    total = answer["children"]["total"]
    years, last = answer["years"], total["quantiles"][-1][0]
    low, high = BANDS[90]
    found = [
        {"figure": thousands(round(total["mean"][0][0])), "words": f"plans in January {years[0]}, counted"},
        {
            "figure": thousands(round(last[MEDIAN])),
            "words": f"plans in January {years[-1]}, the middle of {row.simulations:,} simulations; "
            f"90 in 100 of them lie from {thousands(round(last[low]))} to {thousands(round(last[high]))}",
        },
    ]
    if answer["pounds"]:
        money = answer["pounds"]["quantiles"][-1][0]
        year = answer["financial_years"][-1]
        found.append(
            {
                "figure": millions(money[MEDIAN]),
                "words": f"charged to the block for placements in {year}/{(year + 1) % 100:02}; "
                f"90 in 100 lie from {millions(money[low])} to {millions(money[high])}",
            }
        )
    return found


def millions(pounds: float) -> str:
    """£12.3m; a saving has a minus sign."""
    return f"{'−' if pounds < 0 else ''}£{abs(pounds) / 1_000_000:,.2f}m"


def overlap(row: Any) -> str:
    """What the changes alone would add up to, beside what they do together."""
    changes = row.answer["changes"]
    if not changes or len(changes["alone"]) < 2 or changes["together"]["pounds"] is None:
        return ""
    alone = sum(each["pounds"]["mean"][-1][0] for each in changes["alone"])
    together = changes["together"]["pounds"]["mean"][-1][0]
    if abs(alone - together) < 5_000:
        said = millions(together)
        return f"Added up one by one, the changes come to what they do together, {said}: none is counted twice."
    return (
        f"Added up one by one, the changes would come to {millions(alone)} in the last year. Together they come to "
        f"{millions(together)}: the difference, {millions(alone - together)}, would have been counted twice."
    )


def assumptions(row: Any) -> list[tuple[str, str]]:
    """What the forecast rests on."""
    ours = row.law == "ours"
    found = [
        (
            "Law",
            "Rates are drawn once a simulation from what was seen here, pooled with England; "
            f"{'joining grows as the total below needs' if (row.inputs or {}).get('target') else TREND}; "
            "nobody is lost."
            if ours
            else "The open model’s: years are pooled without trend, rates are drawn anew each year, and "
            "children in a state without rates are lost, and counted as lost.",
        ),
        *total_followed(row),
        (
            "Prices",
            "Places, top-ups and fees by kind of setting and need, from the unit costs"
            + _growths_said(row)
            + _priced_in(row),
        ),
        ("Income", f"Of the newest year of the block entered, growing by {row.income_growth:g}% a year."),
        (
            "The year",
            "Joiners come evenly over the year, moves are made in September, most who leave do so when the summer "
            "term ends.",
        ),
        (
            "Chance",
            f"{row.simulations:,} simulations, seed {row.seed}. "
            "Medians of parts do not add up to the median of the whole.",
        ),
    ]
    if row.inputs:
        found.append(
            ("Made from", f"The caseload on survey days in January {', '.join(_years(row))}; mark {row.mark[:12]}.")
        )
        under_way = row.inputs.get("under_way") or []
        if row.law == "ours" and under_way and not row.inputs.get("target"):
            year, number = under_way[-1]
            words = f"{thousands(number)} requests and assessments were under way in January {year}"
            found.append(("Pipeline", f"{words}; how many plans so many led to in years before pulls the first year."))
        sources = row.inputs["notes"]
        found += [("Note", note[0].upper() + note[1:] + ".") for note in sources]
    if row.made_with:
        found.append(
            ("Worked out with", ", ".join(f"{name} {number}" for name, number in sorted(row.made_with.items())))
        )
    return found


def _growths_said(row: Any) -> str:
    if not row.price_growth and not row.growths:
        return ": no inflation is added."
    own = [f"{Part(part).said.lower()}s by {float(rate):g}%" for part, rate in sorted(row.growths.items())]
    return f", growing by {row.price_growth:g}% a year" + (f"; {', '.join(own)}" if own else "") + "."


def _priced_in(row: Any) -> str:
    """Which financial year the prices are of, and what was done with those not known for the first one forecast."""
    if not row.inputs:
        return ""
    inputs = inputs_from_plain(row.inputs)
    if not inputs.costs:
        return ""
    first = FinancialYear(inputs.start)
    if not inputs.priced_in:
        return f" They are those known when it was made, used for {first} as they were."
    older = sum(year < first.start for year in inputs.priced_in.values())
    if not older:
        return f" They are those known for {first}, the first year forecast."
    which = "All" if older == len(inputs.priced_in) else f"{older} of the {len(inputs.priced_in)}"
    grown = "grown by a year" if row.price_growth or row.growths else "used as they were"
    rest = "" if older == len(inputs.priced_in) else f" The others are those known for {first}."
    return (
        f" {which} prices of a kind and need are not known for {first}, the first year forecast: those of "
        f"{first.after(-1)} are {grown}.{rest}"
    )


def _years(row: Any) -> list[str]:
    years = sorted({move[0] for move in row.inputs["moves"]})
    return [str(year) for year in (*years, years[-1] + 1)] if years else []
