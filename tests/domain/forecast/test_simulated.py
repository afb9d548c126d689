"""The simulation against the exact mean, against itself, and against what may never happen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from goldenthread.domain.forecast.effects import CannotApply, Effect
from goldenthread.domain.forecast.law import Diversion, Law, Limit
from goldenthread.domain.forecast.laws import COMPATIBLE, LAWS, OURS, law_for
from goldenthread.domain.forecast.mean import exact_mean
from goldenthread.domain.forecast.scenarios import Joining, with_edits
from goldenthread.domain.forecast.simulating import Simulated, simulated
from tests.forecasts import invented

YEARS = 4
ROADS = [pytest.param(True, id="compiled"), pytest.param(False, id="plainly")]
ARRAYS = ("counts", "kinds", "ages", "joined", "left", "dropped", "diverted", "passed_on")


def law(name: str, seed: int, children: int = 300) -> Law:
    return law_for(name, invented(seed, children).inputs, YEARS)


def scores(found: Simulated) -> np.ndarray:
    """How many standard errors each state and year is from the exact mean, where enough children are met to tell."""
    exact = exact_mean(found.law).counts[1:]
    counts = found.counts[:, 1:].astype(float)
    error = counts.std(axis=0, ddof=1) / np.sqrt(len(counts))
    tells = (exact * len(counts) > 200) & (error > 0)
    assert tells.sum() > 50
    return ((counts.mean(axis=0) - exact)[tells] / error[tells]).ravel()


def conserved(found: Simulated) -> None:
    """Exactly, in every simulation and year."""
    totals = found.counts.sum(axis=2, dtype=np.int64)
    gone = found.left.sum(axis=2) + found.dropped
    np.testing.assert_array_equal(totals[:, :-1] + found.joined.sum(axis=2) - gone, totals[:, 1:])
    np.testing.assert_array_equal(found.ages.sum(axis=2), totals)
    np.testing.assert_array_equal(found.kinds.sum(axis=2), totals)
    assert min(int(getattr(found, name).min(initial=0)) for name in ARRAYS) >= 0
    if found.law.drawn_once:
        assert not found.dropped.any()


@pytest.mark.parametrize("compiled", ROADS)
@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("seed", [1, 4])
def test_every_state_and_year_agrees_with_the_exact_mean(name: str, seed: int, compiled: bool) -> None:
    found = simulated(law(name, seed), 4000 if compiled else 800, seed=11, compiled=compiled)
    z = scores(found)
    assert 0.75 < np.sqrt((z**2).mean()) < 1.35
    assert np.abs(z).max() < 5.5
    conserved(found)
    lost = exact_mean(found.law).dropped
    np.testing.assert_allclose(found.dropped.mean(axis=0), lost, atol=5 * found.dropped.std() / 25 + 1e-9)


@pytest.mark.parametrize("name", LAWS)
def test_both_roads_spread_alike(name: str) -> None:
    rules = law(name, 4)
    one, other = (simulated(rules, 2000, seed=3, compiled=compiled) for compiled in (True, False))
    for year in range(1, YEARS + 1):
        spreads = [each.ages[:, year].sum(axis=1).std() for each in (one, other)]
        assert 0.88 < spreads[0] / spreads[1] < 1.14


@pytest.mark.parametrize("compiled", ROADS)
@pytest.mark.parametrize("name", LAWS)
def test_the_same_seed_gives_the_same_and_another_another(name: str, compiled: bool) -> None:
    rules = law(name, 2, 80)
    first, again, other = (simulated(rules, 20, seed, compiled=compiled) for seed in (5, 5, 6))
    for array in ARRAYS:
        np.testing.assert_array_equal(getattr(first, array), getattr(again, array))
    assert (first.counts != other.counts).any()
    assert (first.counts[0] != first.counts[1]).any()


@pytest.fixture
def threads() -> Iterator[None]:
    before = numba.get_num_threads()
    yield
    numba.set_num_threads(before)


@pytest.mark.skipif(numba.config.NUMBA_NUM_THREADS < 2, reason="one core")
@pytest.mark.parametrize("name", LAWS)
def test_the_answer_does_not_hang_on_the_number_of_threads(name: str, threads: None) -> None:
    rules = law(name, 4)
    found = []
    for number in (1, 2):
        numba.set_num_threads(number)
        found.append(simulated(rules, 50, seed=8))
    for array in ARRAYS:
        np.testing.assert_array_equal(getattr(found[0], array), getattr(found[1], array))


def test_fewer_simulations_are_the_first_of_more() -> None:
    rules = law(OURS, 4)
    few, many = (simulated(rules, number, seed=8) for number in (10, 30))
    np.testing.assert_array_equal(few.counts, many.counts[:10])


def test_counts_beyond_two_bytes() -> None:
    rules = law(OURS, 4)
    small = simulated(rules, 3, seed=1)
    at = int(rules.start.argmax())
    large = simulated(replace(rules, start=np.where(np.arange(len(rules.start)) == at, 40_000, rules.start)), 3, seed=1)
    assert small.counts.dtype == np.int16
    assert large.counts.dtype == np.int32
    assert (large.counts[:, 0, at] == 40_000).all()
    conserved(large)
    grows = replace(rules, population=rules.population * 4_000)  # small at the start, and not after a year
    later = simulated(grows, 3, seed=1)
    assert later.counts.dtype == np.int32
    assert later.counts.max() > np.iinfo(np.int16).max
    conserved(later)


def test_more_children_than_can_be_counted() -> None:
    rules = law(OURS, 4, 50)
    start, still = np.zeros_like(rules.start), np.zeros_like(rules.moves)
    start[np.flatnonzero(rules.start)[:3]] = 2**30
    never = np.tile([0.0, 1.0], (len(start), 1))
    settled = replace(rules, start=start, moves=still, must_move=still, change=never, leave=never)
    with pytest.raises(ValueError, match="two thousand million"):
        simulated(settled, 2, seed=1)


def test_what_cannot_be_asked() -> None:
    rules = law(OURS, 4, 50)
    for simulations, seed in ((0, 1), (10**6, 1), (1, -1)):
        with pytest.raises(ValueError):
            simulated(rules, simulations, seed)


@pytest.mark.parametrize("change", ["leave_factor", "join_factor"])
def test_an_edit_of_a_rate_is_refused_where_it_would_be_passed_over(change: str) -> None:
    rules = law(COMPATIBLE, 4, 50)
    with pytest.raises(ValueError, match="takes no edit"):
        simulated(replace(rules, **{change: np.full_like(rules.leave_factor, 0.5)}), 2, 1)
    fewer = Joining("Fewer", Effect(date(rules.first_year, 1, 1)), factor=0.5)
    with pytest.raises(CannotApply, match="Fewer: the open model's law takes no edit"):
        with_edits(rules, [fewer])
    assert (with_edits(law(OURS, 4, 50), [fewer]).join_factor < 1).any()


@settings(max_examples=15, deadline=None)
@given(some.integers(0, 10**6), some.sampled_from(LAWS), some.booleans())
def test_nobody_is_made_or_lost(seed: int, name: str, compiled: bool) -> None:
    conserved(simulated(law(name, seed, 60), 5, seed, compiled=compiled))


def test_rates_drawn_once_leave_more_unknown_than_drawn_anew() -> None:
    """The same rates and no trend: only whether a simulation keeps its own. A year on there is no difference."""
    rules = replace(law_for(OURS, invented(4).inputs, 6), growth=np.ones(6), growth_spread=np.zeros(6))
    kept, anew = (simulated(replace(rules, drawn_once=once), 3000, seed=2, compiled=False) for once in (True, False))
    first, last = ([each.ages[:, year].sum(axis=1).std() for each in (kept, anew)] for year in (1, 6))
    assert 0.9 < first[0] / first[1] < 1.1
    assert last[0] > 1.1 * last[1]


@settings(max_examples=20, deadline=None)
@given(some.integers(0, 10**6), some.floats(1.0, 3.0), some.floats(0.0, 1.0))
def test_more_leaving_is_fewer_and_more_joining_is_more(seed: int, more: float, less: float) -> None:
    rules = law(OURS, seed, 80)
    here = exact_mean(rules).counts.sum(axis=1)
    flat = np.ones_like(rules.leave_factor)
    for change, factor in (("leave_factor", more), ("join_factor", less)):
        fewer = exact_mean(replace(rules, **{change: flat * factor})).counts.sum(axis=1)
        assert (fewer <= here + 1e-9).all()
    for change, factor in (("leave_factor", less), ("join_factor", more)):
        greater = exact_mean(replace(rules, **{change: flat * factor})).counts.sum(axis=1)
        assert (greater >= here - 1e-9).all()


@pytest.mark.parametrize(("change", "factor", "sign"), [("leave_factor", 1.2, -1), ("leave_factor", 0.5, 1),
                                                        ("join_factor", 1.5, 1), ("join_factor", 0.5, -1)])  # fmt: skip
def test_an_edit_moves_every_simulation_one_way_on_the_same_draws(change: str, factor: float, sign: int) -> None:
    rules = law(OURS, 4)
    edited = replace(rules, **{change: np.full_like(rules.leave_factor, factor)})
    before, after = (simulated(each, 1000, seed=9).ages.sum(axis=2)[:, 1:].astype(int) for each in (rules, edited))
    difference = (after - before) * sign
    assert (difference.mean(axis=0) > 0).all()
    assert (difference[:, -1] > 0).mean() > 0.97
    apart = (after - before)[:, -1].std()
    assert apart < 0.8 * np.hypot(after[:, -1].std(), before[:, -1].std())  # draws in common, not two of their own


@pytest.mark.parametrize("compiled", ROADS)
@pytest.mark.parametrize(("change", "factor"), [("leave_factor", 0.4), ("join_factor", 0.3), ("join_factor", 1.7)])
def test_the_mean_of_an_edit_is_exact(change: str, factor: float, compiled: bool) -> None:
    rules = law(OURS, 1)
    edited = replace(rules, **{change: np.full_like(rules.leave_factor, factor)})
    z = scores(simulated(edited, 3000 if compiled else 800, seed=4, compiled=compiled))
    assert np.sqrt((z**2).mean()) < 1.4
    assert np.abs(z).max() < 5.5


def places(rules: Law, name: str, to: str) -> tuple[np.ndarray, np.ndarray]:
    """The states of a setting, and where its children go instead: the other setting, with the same need."""
    space = rules.space
    kinds = [
        space.kind(need, to if setting == name else setting) for need, setting in map(space.named, range(space.kinds))
    ]
    states = [space.named(kind)[1] == name for kind in range(space.kinds)]
    ages = len(space.academic_years)
    return np.tile(np.array(states), ages), np.tile(np.array(kinds, np.int64), ages)


@pytest.mark.parametrize("compiled", ROADS)
@pytest.mark.parametrize("name", LAWS)
def test_places_that_open_are_never_overfilled_and_move_nobody_settled(name: str, compiled: bool) -> None:
    rules = law(name, 4)
    states, to = places(rules, "school", "special")
    opened = np.array([0, 7, 7, 30])
    run = replace(rules, diversions=(Diversion(states, to, opened),))
    found = simulated(run, 300, seed=3, compiled=compiled)
    assert not run.mean_is_exact and rules.mean_is_exact
    conserved(found)
    assert (found.diverted <= opened).all() and (found.diverted[:, 1] == 7).mean() > 0.5
    assert (np.diff(found.diverted, axis=1) >= 0).all()
    before = simulated(rules, 300, seed=3, compiled=compiled)
    np.testing.assert_array_equal(found.counts[:, :2], before.counts[:, :2])  # none open, nothing changes
    if compiled:  # draws in common: the first year of places moves just those it says
        fewer = (before.counts[:, 2].astype(int) - found.counts[:, 2])[:, states].sum(axis=1)
        np.testing.assert_array_equal(fewer, found.diverted[:, 1])


@pytest.mark.parametrize("compiled", ROADS)
def test_a_full_setting_takes_nobody_new_and_keeps_whom_it_has(compiled: bool) -> None:
    rules = law(OURS, 4)
    states, to = places(rules, "school", "special")
    none = replace(rules, limits=(Limit(states, to, np.zeros(YEARS, np.int64)),))
    found = simulated(none, 200, seed=3, compiled=compiled)
    conserved(found)
    inside = found.counts[:, :, states].sum(axis=2, dtype=np.int64)
    assert (np.diff(inside, axis=1) <= 0).all() and (found.passed_on > 0).all()
    assert (inside[:, 1] > 0).all()  # nobody settled was moved out
    room = int(inside[0, 0]) + 5
    some_room = simulated(
        replace(rules, limits=(Limit(states, to, np.full(YEARS, room)),)), 200, seed=3, compiled=compiled
    )
    assert (some_room.counts[:, 1:, states].sum(axis=2) <= room).all()
    conserved(some_room)


@pytest.mark.parametrize("compiled", ROADS)
def test_who_has_nowhere_to_go_takes_a_place_before_the_others(compiled: bool) -> None:
    rules = law(OURS, 9)
    rules = replace(rules, change=np.tile([0.0, 1.0], (rules.space.size, 1)))  # a new need is no arrival
    states, to = places(rules, "school", "special")
    need = rules.space.needs[0]
    stuck = np.tile([rules.space.named(kind)[0] == need for kind in range(rules.space.kinds)], len(rules.joining))
    own = np.arange(rules.space.size) % rules.space.kinds
    limit = Limit(states, np.where(stuck, own, to), np.zeros(YEARS, np.int64))
    free = simulated(rules, 300, seed=3, compiled=compiled)
    found = simulated(replace(rules, limits=(limit,)), 300, seed=3, compiled=compiled)
    conserved(found)
    others = states & ~stuck
    assert others.any() and (states & stuck).any()
    assert (np.diff(found.counts[:, :, others].sum(axis=2, dtype=np.int64), axis=1) <= 0).all()
    kept = [each.counts[:, 1, states & stuck].sum(axis=1).mean() for each in (free, found)]
    assert abs(kept[0] - kept[1]) < 1.5
