"""The assignment against every assignment there is, on small cases; and against its own proof on larger ones."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from itertools import product
from math import hypot

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from goldenthread.domain.places import BadPlaces, Group, Kind, Setting, Terms, assign
from goldenthread.domain.places.groups import gathered
from goldenthread.domain.places.problems import NotProved
from goldenthread.domain.places.programme import cheapest
from goldenthread.domain.places.proof import Flows, proved

TERMS = Terms(Decimal(60_000), Decimal(380))


def setting(code: str, capacity: int, cost: int = 10_000, **given: object) -> Setting:
    usual = {"needs": frozenset({"ASD"}), "from_age": 4, "to_age": 16, "at": (0.0, 0.0), "kind": Kind.SPECIAL}
    return Setting(code, f"Setting {code}", capacity=capacity, cost=Decimal(cost), **{**usual, **given})  # type: ignore[arg-type]


@some.composite
def small(draw: some.DrawFn) -> tuple[list[Group], list[Setting]]:
    place = some.tuples(some.integers(0, 9), some.integers(0, 9)).map(lambda at: (at[0] * 3000.0, at[1] * 3000.0))
    needs = some.sampled_from(["ASD", "SEMH"])
    there = [
        setting(
            f"S{number}", draw(some.integers(0, 3)), draw(some.integers(5, 70)) * 1000, at=draw(place),
            needs=frozenset(draw(some.sets(needs, min_size=1))), from_age=draw(some.integers(4, 8)),
        )
        for number in range(draw(some.integers(0, 3)))
    ]  # fmt: skip
    codes = ["", *(each.code for each in there)]
    people = [
        Group(draw(needs), draw(some.integers(4, 10)), draw(place), draw(some.sampled_from(codes)))
        for _ in range(draw(some.integers(0, 5)))
    ]
    return people, there


def least_of_all(people: list[Group], there: list[Setting], terms: Terms) -> int:
    """Pence, by trying every assignment: written without any part of what it judges."""

    def pays(child: Group, where: Setting | None) -> int | None:
        moves = int(terms.moving * 100) if child.current and (where is None or where.code != child.current) else 0
        if where is None:
            return int(terms.overflow * 100) + moves
        own = child.current == where.code
        if not own and (child.need not in where.needs or not where.from_age <= child.age <= where.to_age):
            return None
        away = round(hypot(child.at[0] - where.at[0], child.at[1] - where.at[1]))
        return int(where.cost * 100) + (away * int(terms.per_km * 100) + 500) // 1000 + moves

    found = []
    for chosen in product([None, *there], repeat=len(people)):
        full = any(sum(one is each for one in chosen) > each.capacity for each in there)
        costs = [pays(child, where) for child, where in zip(people, chosen, strict=True)]
        if not full and None not in costs:
            found.append(sum(cost for cost in costs if cost is not None))
    return min(found)


@settings(max_examples=200, deadline=None)
@given(small())
def test_no_assignment_of_children_who_need_a_place_costs_less(case: tuple[list[Group], list[Setting]]) -> None:
    people, there = case
    free = [Group(each.need, each.age, each.at) for each in people]
    assert assign(free, there, TERMS).cost == least_of_all(free, there, TERMS)


@settings(max_examples=100, deadline=None)
@given(small(), some.integers(0, 20))
def test_nor_when_the_settled_may_be_moved(case: tuple[list[Group], list[Setting]], moving: int) -> None:
    people, there = case
    terms = Terms(Decimal(60_000), Decimal(380), moving=Decimal(moving * 1000), move_settled=True)
    assert assign(people, there, terms).cost == least_of_all(people, there, terms)


@settings(max_examples=100, deadline=None)
@given(small())
def test_the_settled_are_never_moved_unless_asked(case: tuple[list[Group], list[Setting]]) -> None:
    people, there = case
    found = assign(people, there, TERMS)
    assert found.children == len(people)
    for placed in found.placed:
        if placed.group.current:
            assert placed.setting == placed.group.current and placed.settled


def crowd(children: int, settings_: int, seed: int = 3) -> tuple[list[Group], list[Setting]]:
    drawn = random.Random(seed)
    needs = ["ASD", "SEMH", "SLCN", "MLD", "PD"]
    there = [
        setting(
            f"S{number:03}", drawn.randrange(3 * children // (2 * settings_)), drawn.randrange(8_000, 40_000),
            at=(drawn.randrange(40_000), drawn.randrange(40_000)), needs=frozenset(drawn.sample(needs, 2)),
        )
        for number in range(settings_)
    ]  # fmt: skip
    people = [
        Group(drawn.choice(needs), drawn.randrange(4, 17), (drawn.randrange(40) * 1000, drawn.randrange(40) * 1000))
        for _ in range(children)
    ]
    return people, there


def test_two_thousand_children_are_placed_and_the_order_they_come_in_does_not_matter() -> None:
    people, there = crowd(2000, 40)
    found = assign(people, there, TERMS)
    assert found.proof.cost == found.proof.bound == found.cost
    assert 0 < found.overflow < 1000
    random.Random(1).shuffle(people)
    again = assign(people, list(reversed(there)), TERMS)
    assert (again.placed, again.prices) == (found.placed, found.prices)


def test_groups_give_the_same_cost_as_the_children_in_them() -> None:
    people, there = crowd(1500, 20)
    together = gathered(people)
    assert len(together) < len(people)
    assert assign(together, there, TERMS).cost == assign(people, there, TERMS).cost


def test_a_price_is_what_one_more_place_would_save() -> None:
    people, there = crowd(300, 8)
    found = assign(people, there, TERMS)
    dearest = max(found.prices, key=lambda code: found.prices[code])
    assert found.prices[dearest] > 0
    wider = [setting(each.code, each.capacity + (each.code == dearest), int(each.cost), at=each.at, needs=each.needs)
             for each in there]  # fmt: skip
    saved = found.cost - assign(people, wider, TERMS).cost
    assert 0 <= saved <= found.prices[dearest]


def test_a_proof_that_does_not_hold_is_refused() -> None:
    table = np.array([[100, 300], [200, 300]])
    counts, capacity = np.array([1, 1]), np.array([1])
    flows, prices = cheapest(table, counts, capacity)
    assert proved(table, counts, capacity, flows, prices).cost == 400
    worse = Flows(np.array([0, 1]), np.array([1, 0]), np.array([1, 1]))
    with pytest.raises(NotProved, match="costs 500 pence"):
        proved(table, counts, capacity, worse, prices)
    with pytest.raises(NotProved, match="more children than places"):
        proved(table, counts, capacity, Flows(np.array([0, 1]), np.array([0, 0]), np.array([1, 1])), prices)
    with pytest.raises(NotProved, match="twice or not at all"):
        proved(table, counts, capacity, Flows(np.array([0]), np.array([0]), np.array([1])), prices)
    with pytest.raises(NotProved, match="empty place has a price"):
        proved(table, counts, np.array([2]), worse, np.array([5]))


def test_who_nobody_takes_is_named_with_need_and_ages_and_still_counted() -> None:
    people = [
        Group("PD", 5, (0, 0)),
        Group("PD", 6, (0, 0), count=2),
        Group("ASD", 5, (9000, 0)),
        Group("ASD", 6, (0, 0)),
    ]
    found = assign(people, [setting("S", 5)], Terms(Decimal(60_000), furthest_km=8))
    assert found.notices == (
        "No setting takes need PD at age 5, 6 (3 children).",
        "No setting near enough takes need ASD at age 5 (1 child).",
    )
    assert (found.overflow, found.by_setting) == (4, {"S": 1})


def test_a_setting_with_more_settled_children_than_places_is_named_and_nobody_is_sent_away() -> None:
    found = assign([Group("ASD", 9, (0, 0), "S", count=3), Group("ASD", 9, (0, 0))], [setting("S", 2)], TERMS)
    assert found.by_setting == {"S": 3} and found.overflow == 1
    assert found.notices == ("Setting S (Setting S) has 3 settled children and 2 places.",)


def test_distance_in_degrees_is_the_great_circle() -> None:
    here, there = (51.4123, -0.3007), (51.5074, -0.1278)  # Kingston upon Thames; Charing Cross: 16.0 km
    found = assign([Group("ASD", 9, here)], [setting("S", 1, at=there)], Terms(Decimal(60_000), geographic=True))
    assert found.mean_metres == pytest.approx(15_970, abs=60)


@pytest.mark.parametrize(
    ("people", "there", "says"),
    [
        ([], [setting("S", 1), setting("S", 2)], "S is given twice"),
        ([Group("ASD", 9, (0, 0), "T")], [setting("S", 1)], "settled at T, which is not among"),
    ],
)
def test_what_cannot_be_read_together_is_named(people: list[Group], there: list[Setting], says: str) -> None:
    with pytest.raises(BadPlaces, match=says):
        assign(people, there, TERMS)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"capacity": -1}, "capacity of -1"), ({"capacity": 1, "from_age": 9, "to_age": 8}, "ages 9 to 8"),
        ({"capacity": 1, "needs": frozenset()}, "takes no need"), ({"capacity": 1, "cost": -1}, "less than nothing"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(given: dict[str, object], says: str) -> None:
    with pytest.raises(BadPlaces, match=says):
        setting("S", **given)  # type: ignore[arg-type]


def test_nobody_and_nowhere() -> None:
    assert assign([], [], TERMS).cost == 0
    assert assign([], [setting("S", 1)], TERMS).mean_metres is None
    assert assign([Group("ASD", 9, (0, 0))], [], TERMS).overflow == 1


def test_prices_of_millions_beside_prices_of_nothing_are_proved_too() -> None:
    people, there = crowd(400, 10)
    dear = [replace(each, cost=Decimal(9_999_999) if place % 2 else Decimal(0)) for place, each in enumerate(there)]
    found = assign(people, dear, Terms(Decimal(9_999_999), Decimal(9_999)))
    assert found.proof.cost == found.proof.bound == found.cost


@pytest.mark.parametrize("near", [True, False])
def test_settings_that_are_alike_are_filled_in_the_order_of_their_codes(near: bool) -> None:
    """Hundreds alike at one spot: as many ways to share children out as the solver would ever try, all as good."""
    rng = random.Random(5)
    people = [
        Group("ASD", rng.randint(4, 16), (0.0, 0.0) if near else (rng.random() * 9_000, rng.random() * 9_000))
        for _ in range(3_000)
    ]  # fmt: skip
    there = [setting(f"S{number:03}", 9) for number in range(300)]
    found = assign(people, there, TERMS)
    assert found.overflow == 300 and found.proof.cost == found.proof.bound == found.cost
    assert found.by_setting == {each.code: 9 for each in there}
    fewer = assign(people[:1_000], there, TERMS)
    assert fewer.by_setting == {each.code: 9 for each in there[:111]} | {"S111": 1}
    assert set(fewer.prices.values()) == {0}
