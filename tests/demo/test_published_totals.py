"""An invented partnership's own returns, counted as the Department counts, agree with the figures it was made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.demo.population import Partnership, partnership
from goldenthread.demo.population.published import Published, published_style
from goldenthread.demo.population.returns import in_return
from goldenthread.demo.targets.reading import LIKES, UnknownArea, targets
from tests.demo.published_targets import comparisons
from tests.demo.sampling import Comparison, beyond_chance, binomial, poisson

ON = date(2026, 11, 22)
YEARS = (2024, 2025, 2026)


def told_by(made: Partnership) -> dict[int, Published]:
    """The returns of every year counted in one pass over the people."""
    told = {year: Published(year) for year in YEARS}
    for person in made.people():
        for year in YEARS:
            if (said := in_return(person, year)) is not None:
                one = published_style([said], year, made.schools)
                for name in ("totals", "ages", "needs", "placements", "sexes", "ethnicities", "ceased", "sources"):
                    getattr(told[year], name).update(getattr(one, name))
    return told


def compared(like: str, size: int | None, seed: int) -> list[Comparison]:
    figures = targets(like)
    scale = 1.0 if size is None else size / figures["plans_in_force"]["2026"]
    return comparisons(figures, told_by(partnership(like, size, seed, on=ON)), scale)


@pytest.mark.parametrize("seed", [1, 7])
def test_a_partnership_like_kingston_comes_within_sampling_error_of_every_figure(seed: int) -> None:
    found = compared("kingston", None, seed)
    assert len(found) > 120
    assert beyond_chance(found) == []
    assert sum(item.chance < 0.05 for item in found) <= 0.12 * len(found)


def test_a_partnership_like_kensington_and_chelsea_does_too() -> None:
    assert beyond_chance(compared("kensington-and-chelsea", None, 1)) == []


@pytest.mark.slow
@pytest.mark.parametrize(("like", "size"), [("kent", None), ("england", 8_000)])
def test_a_partnership_of_kents_size_and_a_sample_of_england_do_too(like: str, size: int | None) -> None:
    assert beyond_chance(compared(like, size, 1)) == []


def test_size_sets_the_plans_in_force_and_the_rest_in_proportion() -> None:
    told = told_by(partnership("kingston", 1_000, 3, on=ON))
    assert abs(told[2026].totals["plans"] - 1_000) <= 10
    share = 356 / 2159
    assert poisson(told[2026].totals["requests"], 1_000 * share) > 0.01


def test_the_comparison_would_notice_a_share_eight_points_out() -> None:
    found = compared("kingston", None, 1)
    wrong = [replace(item, expected=item.expected + 0.08) if item.name == "need number_asd" else item for item in found]
    assert len(beyond_chance(wrong)) == 1


def test_exact_chances_agree_with_worked_ones() -> None:
    assert binomial(0, 10, 0.5) == pytest.approx(2 / 1024)
    assert poisson(0, 3.0) == pytest.approx(2 * 0.049787, rel=1e-4)


def test_every_packaged_area_has_its_figures_and_says_where_they_came_from() -> None:
    for like in LIKES:
        assert "Open Government Licence v3.0" in targets(like)["attribution"]
        assert targets(like)["plans_in_force"]["2026"] > 800


def test_an_area_without_figures_is_refused_with_the_names_that_would_do() -> None:
    with pytest.raises(UnknownArea, match="choose one of kingston"):
        partnership("atlantis", on=ON)
