"""Every published figure an invented partnership is held to, beside what its own returns say."""

from __future__ import annotations

from typing import Any

from goldenthread.demo.population.mixes import ETHNICITY_CODES
from goldenthread.demo.population.published import Published
from goldenthread.demo.targets.columns import CEASE_REASONS
from tests.demo.sampling import Comparison

Found = list[Comparison]


def flows_of(figures: dict[str, Any], told: Published, scale: float) -> Found:
    """Requests and decisions of a calendar year, and plans in force after it."""
    totals, year = told.totals, str(told.year - 1)
    row = (figures["requests"] | figures["release_2026"]["requests"])[year]
    received = row["requests_received_in_year"]
    in_time, late = row["request_outcome_six_weeks"], row["request_outcome_over_6_weeks"]
    return [
        Comparison(f"{told.year} plans in force", totals["plans"], scale * figures["plans_in_force"][str(told.year)]),
        Comparison(f"{year} requests", totals["requests"], scale * received),
        Comparison(
            f"{year} agreed", totals["requests_Y"], row["requests_decided_to_assess"] / received, totals["requests"]
        ),
        Comparison(
            f"{year} refused",
            totals["requests_N"],
            row["requests_decided_not_to_assess"] / received,
            totals["requests"],
        ),
        Comparison(
            f"{year} in six weeks", totals["decisions_in_time"], in_time / (in_time + late), totals["decisions"]
        ),
    ]


def plans_of_2024(figures: dict[str, Any], told: Published, scale: float) -> Found:
    """Assessments, timeliness and ends of 2024."""
    totals, row, ended = told.totals, figures["timeliness"]["2024"], figures["ceased"]["2024"]
    assessed = figures["assessments"]["2024"]
    made, plain = row["plans_issued_den"], row["plans_issued_den_ex"]
    finished = totals["issued"] + totals["issued_on_appeal"]
    refused_in_time = assessed["outcome_decision_within_time"]
    share = refused_in_time / (refused_in_time + assessed["outcome_decision_over_time"])
    issued = assessed["assess_issued"] / (assessed["assess_issued"] + assessed["assess_not_issued"])
    return [
        Comparison("2024 plans issued", totals["issued"], scale * made),
        Comparison("2024 of assessments", finished, issued, finished + totals["not_issued"]),
        Comparison("2024 in 20 weeks", totals["in_time"], row["plans_issued_within_20_weeks"] / made, totals["issued"]),
        Comparison(
            "2024 in 20 weeks, exceptions left out",
            totals["in_time_unexcepted"],
            row["plans_issued_20_weeks_ex"] / plain,
            totals["issued"] - totals["excepted"],
        ),
        Comparison("2024 exceptions", totals["excepted"], 1 - plain / made, totals["issued"]),
        Comparison("2024 over a year", totals["over_a_year"], row["plans_issued_gt_1_year"] / made, totals["issued"]),
        Comparison("2024 refused in 16 weeks", totals["not_issued_in_time"], share, totals["not_issued"]),
        Comparison("2024 ended", totals["ceased"], scale * ended["total_ceased"]),
        *(
            Comparison(
                f"2024 ended for {name}", told.ceased[str(code)], ended[name] / ended["total_ceased"], totals["ceased"]
            )
            for code, name in enumerate(CEASE_REASONS, start=1)
        ),
    ]


def plans_of_2025(figures: dict[str, Any], told: Published, scale: float) -> Found:
    """Plans, sources, reviews and phase transfers of the newest release."""
    totals, new = told.totals, figures["release_2026"]
    issued, review = new["timeliness_20_week"]["2025"], new["annual_reviews"]["2025"]
    moves, expected = new["phase_transfers"]["2026"], review["review_expected_2025"]
    decided = review["outcome_amend"] + review["outcome_cease"] + review["outcome_maintain"]
    in_four, over_four = review["decision_4_weeks"], review["decision_gt_4_weeks"]
    in_time = issued.get("pc_20w_incl_exceptions", issued.get("pc_20w")) / 100
    found = [
        Comparison("2025 plans issued", totals["issued"], scale * issued["plans_issued"]),
        Comparison("2025 in 20 weeks", totals["in_time"], in_time, totals["issued"]),
        Comparison(
            "reviews expected", totals["review_expected"], expected / review["total_ehc_plans"], totals["plans"]
        ),
        Comparison(
            "reviews in four weeks",
            totals["review_in_time"],
            in_four / (in_four + over_four),
            totals["review_completed"],
        ),
        Comparison("phase transfers due", totals["phase_due"], scale * moves["due_2026"]),
        Comparison(
            "phase transfers done", totals["phase_final"], moves["final_2025"] / moves["due_2026"], totals["phase_due"]
        ),
    ]
    for name, column in (("completed", "completed_2025"), ("before", "completed_prior"), ("none", "not_completed")):
        found.append(
            Comparison(
                f"reviews {name}",
                totals[f"review_{name}"],
                review[f"review_{column}"] / expected,
                totals["review_expected"],
            )
        )
    for code, column in (("A", "amend"), ("C", "cease"), ("M", "maintain")):
        found.append(
            Comparison(
                f"review {column}",
                totals[f"review_{code}"],
                review[f"outcome_{column}"] / decided,
                totals["review_completed"],
            )
        )
    return found + sources_of(figures, told)


def sources_of(figures: dict[str, Any], told: Published) -> Found:
    """Who asked, and the share of each that was refused; areas without figures are not compared."""
    rows = {
        code: (row["requests_decided_to_assess"], row["requests_decided_not_to_assess"])
        for code, row in figures["sources"].items()
    }
    whole, ours, found = sum(map(sum, rows.values())), sum(told.sources.values()), []
    for code, (agreed, refused) in rows.items():
        asked = told.sources[(code, "Y")] + told.sources[(code, "N")]
        found.append(Comparison(f"asked by {code}", asked, (agreed + refused) / whole, ours))
        if asked:
            found.append(
                Comparison(
                    f"asked by {code} and refused", told.sources[(code, "N")], refused / (agreed + refused), asked
                )
            )
    return found


def stock_of_2025(figures: dict[str, Any], told: Published) -> Found:
    """Who has a plan in January 2025, where they go, and why."""
    plans, published, totals = told.totals["plans"], figures["plans_in_force"]["2025"], told.totals
    people = figures["sexes"]["Male"] + figures["sexes"]["Female"]
    placed = {kind: count for kind, count in figures["placements"].items() if kind != "placement_unknown"}
    ours = sum(told.placements.values())
    return [
        *(
            Comparison(f"age {age}", told.ages[int(age)], count / sum(figures["ages"].values()), plans)
            for age, count in figures["ages"].items()
        ),
        *(
            Comparison(
                f"need {name}",
                told.needs[name.removeprefix("number_").upper()],
                count / sum(figures["needs"].values()),
                plans,
            )
            for name, count in figures["needs"].items()
        ),
        *(
            Comparison(kind, told.placements[kind], count / sum(placed.values()), ours)
            for kind, count in placed.items()
        ),
        *(
            Comparison(
                name, told.ethnicities[ETHNICITY_CODES[name]], count / sum(figures["ethnicities"].values()), plans
            )
            for name, count in figures["ethnicities"].items()
        ),
        Comparison("boys", told.sexes["M"], figures["sexes"]["Male"] / people, plans),
        Comparison(
            "personal budgets",
            totals["personal_budget"],
            figures["personal_budgets"]["personal_budget"] / published,
            plans,
        ),
        Comparison("residential", totals["residential"], sum(figures["residential"].values()) / published, plans),
        Comparison("work-based", totals["work_based"], sum(figures["work_based"].values()) / published, plans),
    ]


def comparisons(figures: dict[str, Any], told: dict[int, Published], scale: float) -> Found:
    """All of them, for returns of 2024 to 2026."""
    return [
        *(item for year in (2024, 2025, 2026) for item in flows_of(figures, told[year], scale)),
        *plans_of_2024(figures, told[2025], scale),
        *plans_of_2025(figures, told[2026], scale),
        *stock_of_2025(figures, told[2025]),
    ]
