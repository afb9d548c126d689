"""The compiled draws against exact probabilities, at fixed seeds: chi-square, and no library but these sums."""

from __future__ import annotations

from collections.abc import Callable
from math import comb, exp, lgamma

import numpy as np
import pytest
from numba import njit

from goldenthread.domain.forecast import draws, flows

N = 60_000


def stream(seed: int) -> np.ndarray:
    return np.array([seed * 0x9E3779B97F4A7C15 % 2**64], np.uint64)


def judged(counts: np.ndarray, chances: np.ndarray) -> None:
    """Chi-square by cells of at least 20 expected, under the value passed once in some 30,000 (Wilson and Hilferty)."""
    expected = chances * counts.sum()
    order = np.argsort(-expected)
    many = order[expected[order] >= 20]
    rest = [counts.sum() - counts[many].sum()], [counts.sum() - expected[many].sum()]
    seen, due = np.append(counts[many], rest[0]), np.append(expected[many], rest[1])
    if due[-1] < 20:
        seen, due = seen[:-1], due[:-1]
    value, free = ((seen - due) ** 2 / due).sum(), max(1, len(due) - 1)
    limit = free * (1 - 2 / (9 * free) + 4.0 * (2 / (9 * free)) ** 0.5) ** 3
    assert value < limit, (value, free)


def drawn(one: Callable[[np.ndarray], int], seed: int, width: int) -> np.ndarray:
    numbers = stream(seed)
    return np.bincount([one(numbers) for _ in range(N)], minlength=width)


def beta_log(first: float, second: float) -> float:
    return lgamma(first) + lgamma(second) - lgamma(first + second)


def beta_binomials(number: int, first: float, second: float) -> np.ndarray:
    base = beta_log(first, second)
    return np.array([comb(number, k) * exp(beta_log(first + k, second + number - k) - base) for k in range(number + 1)])


@pytest.mark.parametrize(("number", "rate"), [(1, 0.3), (20, 0.1), (20, 0.93), (300, 0.02), (1500, 0.5), (3000, 0.4)])
def test_binomial(number: int, rate: float) -> None:
    logs = np.array([lgamma(number + 1) - lgamma(k + 1) - lgamma(number - k + 1) + k * np.log(rate)
                     + (number - k) * np.log1p(-rate) for k in range(number + 1)])  # fmt: skip
    judged(drawn(lambda numbers: draws.binomial(numbers, number, rate), 1, number + 1), np.exp(logs))


def test_binomial_at_its_ends() -> None:
    numbers = stream(2)
    assert [draws.binomial(numbers, 9, rate) for rate in (0.0, 1.0, 1e-300)] == [0, 9, 0]
    assert draws.binomial(numbers, 0, 0.5) == 0
    assert draws.binomial(numbers, 100_000_000, 1e-30) == 0


@pytest.mark.parametrize(("number", "first", "second"), [(5, 0.5, 0.5), (30, 0.3, 2.7), (90, 12.0, 30.0)])
@pytest.mark.parametrize("tabled", [True, False])
def test_beta_binomial(number: int, first: float, second: float, tabled: bool) -> None:
    """By inversion where there is a table, through the rate where there is none: one distribution."""
    table = np.empty((1, 128 if tabled else 1))
    draws.chances_of_none(np.array([[first, second]]), table)
    found = drawn(lambda numbers: draws.beta_binomial(numbers, number, first, second, table[0]), 3, number + 1)
    judged(found, beta_binomials(number, first, second))


@pytest.mark.parametrize("shape", [0.05, 0.4, 1.0, 2.5, 40.0])
def test_gamma_has_its_moments(shape: float) -> None:
    numbers = stream(4)
    values = np.array([draws.gamma(numbers, shape) for _ in range(N)])
    assert abs(values.mean() - shape) < 5 * (shape / N) ** 0.5
    fourth = 3 * shape**2 + 6 * shape
    assert abs(((values - shape) ** 2).mean() - shape) < 5 * ((fourth - shape**2) / N) ** 0.5


@pytest.mark.parametrize(("first", "second"), [(0.5, 0.5), (0.02, 3.0), (8.0, 2.0), (1.0, 1.0)])
def test_beta_has_its_moments_and_a_uniform_is_flat(first: float, second: float) -> None:
    numbers = stream(5)
    values = np.array([draws.beta(numbers, first, second) for _ in range(N)])
    total = first + second
    mean, spread = first / total, first * second / (total**2 * (total + 1))
    assert abs(values.mean() - mean) < 5 * (spread / N) ** 0.5
    assert abs(values.var() / spread - 1) < 0.06
    if first == second == 1:
        judged(np.bincount((values * 50).astype(int), minlength=50), np.full(50, 0.02))


def test_certain_rates() -> None:
    numbers = stream(6)
    assert (draws.beta(numbers, 0.0, 1.0), draws.beta(numbers, 1.0, 0.0)) == (0.0, 1.0)


def test_alias_tables() -> None:
    weight = np.array([0.3, 5.0, 0.0, 1.2, 0.01, 2.0, 7.0, 0.5])
    start = np.array([0, 5, 5, 8], np.int64)
    cut, other = np.empty(8), np.empty(8, np.int64)
    draws.alias_rows(start, weight, cut, other)
    for low, high in ((0, 5), (5, 8)):
        found = drawn(lambda numbers, a=low, b=high: draws.aliased(numbers, cut[a:b], other[a:b]), 7, high - low)
        judged(found, weight[low:high] / weight[low:high].sum())
        assert not found[weight[low:high] == 0].any()


@njit
def _chosen(numbers, wanted, arriving, chosen, times):  # type: ignore[no-untyped-def]
    found, taken = np.zeros((times, len(arriving)), np.int64), np.empty(len(arriving), np.int64)
    for row in range(times):
        flows._some(numbers, wanted, arriving, chosen, taken)
        found[row] = taken
    return found


def test_some_are_chosen_without_replacement() -> None:
    arriving, chosen = np.array([4, 9, 3, 6]), np.array([True, False, True, True])
    found = _chosen(stream(8), 5, arriving, chosen, N)
    assert (found.sum(axis=1) == 5).all() and (found <= arriving).all() and not found[:, 1].any()
    for place in (0, 2, 3):
        here = int(arriving[place])
        chances = np.array([comb(here, k) * comb(13 - here, 5 - k) / comb(13, 5) for k in range(min(5, here) + 1)])
        judged(np.bincount(found[:, place], minlength=len(chances)), chances)
    everybody = _chosen(stream(8), 50, arriving, chosen, 1)[0]
    assert list(everybody) == [4, 0, 3, 6]


@njit
def _joined(numbers, joiners, kind, cut, other, total, times):  # type: ignore[no-untyped-def]
    found = np.zeros((times, len(kind)), np.int64)
    for row in range(times):
        arriving = np.zeros(len(kind), np.int64)
        flows.join_by_urn(numbers, joiners, kind, cut, other, total, arriving, found[row])
    return found


def test_joiners_of_the_urn_are_dirichlet_multinomial() -> None:
    """As far apart as shares drawn anew make them: more than a multinomial's, by (n + A) / (1 + A)."""
    weight, joiners = np.array([0.4, 1.1, 2.5]), 12
    cut, other, total = np.empty(3), np.empty(3, np.int64), weight.sum()
    draws.alias_rows(np.array([0, 3], np.int64), weight, cut, other)
    found = _joined(stream(9), joiners, np.arange(3), cut, other, total, N)
    share = weight / total
    variance = joiners * share * (1 - share) * (joiners + total) / (1 + total)
    np.testing.assert_allclose(found.mean(axis=0), joiners * share, rtol=0.02)
    np.testing.assert_allclose(found.var(axis=0), variance, rtol=0.03)
    for place in range(3):
        judged(
            np.bincount(found[:, place], minlength=13), beta_binomials(joiners, weight[place], total - weight[place])
        )


def test_streams_of_other_names_are_apart() -> None:
    """No two of a simulation's streams start alike, and neighbours do not rise and fall together."""
    numbers = np.zeros(1, np.uint64)
    first = []
    for year in range(10):
        for state in range(2_000):
            draws.reseeded(numbers, np.uint64(50), year, state)
            first.append((int(numbers[0]), draws.uniform(numbers)))
    values = np.array([value for _, value in first])
    assert len({name for name, _ in first}) == len(first)
    judged(np.bincount((values * 40).astype(int), minlength=40), np.full(40, 1 / 40))
    assert abs(np.corrcoef(values[:-1], values[1:])[0, 1]) < 0.03
    assert abs(np.corrcoef(values[:-2_000], values[2_000:])[0, 1]) < 0.03
