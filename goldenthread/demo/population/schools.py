"""Invented schools, colleges and providers of Wrenbury and Marle. URNs from 990001 and UKPRNs from 10990001 name
no real place."""

from __future__ import annotations

from itertools import count
from random import Random

from goldenthread.demo.population.life import School

FIRST_URN, FIRST_UKPRN = 990001, 10990001
PLACES = (
    "Wrenbury",
    "Marle",
    "Upper Marle",
    "Wrenbury Heath",
    "Saltersford",
    "Cold Ashby Lane",
    "Priors Ferry",
    "Tollgate",
    "Heron Bridge",
    "Millbeck",
    "Candleford Road",
    "Oxley Green",
    "St Bride's Hill",
    "Larkmead",
    "Quarry Bank",
    "Fenny Row",
    "Kestrel Rise",
    "Old Wharf",
    "Nettlefold",
    "Thistledown",
    "Barley Cross",
    "Hawkswood",
    "Willow Reach",
    "Drovers End",
)
SAINTS = (
    "St Aldhelm's",
    "St Bega's",
    "St Cedd's",
    "St Frideswide's",
    "St Milburga's",
    "St Osyth's",
    "Holy Cross",
    "All Hallows",
)
TREES = (
    "Alder",
    "Aspen",
    "Beech",
    "Bramble",
    "Chestnut",
    "Elder",
    "Hazel",
    "Hornbeam",
    "Juniper",
    "Linden",
    "Rowan",
    "Sorrel",
)
# kind: (GIAS type, [(phase, lowest age, highest age, plans a school holds, name pattern)])
KINDS: dict[str, tuple[str, list[tuple[str, int, int, float, str]]]] = {
    "mainstream_la_maintained": (
        "1",
        [("primary", 3, 11, 13, "{place} Primary School"), ("secondary", 11, 18, 55, "{place} School")],
    ),
    "mainstream_academy": (
        "34",
        [("primary", 4, 11, 14, "{saint} Primary Academy"), ("secondary", 11, 18, 60, "{place} Academy")],
    ),
    "mainstream_free_school": (
        "35",
        [("primary", 4, 11, 16, "{tree} Free School"), ("secondary", 11, 18, 45, "{tree} High School")],
    ),
    "mainstream_independent": ("11", [("all_through", 3, 19, 9, "{tree} House School")]),
    "special_la_maintained": ("7", [("all_through", 3, 19, 150, "{tree} Bank School")]),
    "special_academy_free": ("44", [("all_through", 3, 19, 160, "{tree} Court Academy")]),
    "special_independent": ("10", [("all_through", 5, 19, 25, "{tree} Lodge School")]),
    "special_non_maintained": ("8", [("all_through", 5, 19, 40, "The {tree} Foundation School")]),
    "ap_pru_la_maintained": ("14", [("all_through", 5, 16, 30, "{place} Pupil Referral Unit")]),
    "ap_pru_academy": ("42", [("all_through", 5, 16, 20, "{place} AP Academy")]),
    "ap_pru_free_school": ("38", [("all_through", 11, 16, 20, "{place} AP Free School")]),
    "general_fe_tertiary_colleges": ("18", [("post16", 16, 25, 140, "{place} College")]),
    "specialist_post_16_institutions": ("32", [("post16", 16, 25, 40, "{tree} Specialist College")]),
    "w_settings": ("30", [("all_through", 3, 19, 40, "Ysgol {tree}")]),
    "online_provider": ("49", [("all_through", 5, 19, 40, "{tree} Online School")]),
    "other_schools": ("27", [("all_through", 3, 19, 60, "{tree} Hall")]),
    "ukrlp_provider": ("", [("post16", 16, 25, 40, "{tree} Training")]),
}
UNITS = ("_resourced_provision", "_senunit")


def base_kind(kind: str) -> str:
    """The kind of school a resourced provision or SEN unit stands in."""
    for unit in UNITS:
        kind = kind.removesuffix(unit)
    return kind


def schools(seed: int, plans: dict[str, float]) -> tuple[School, ...]:
    """Schools for a number of plans by kind of placement: each phase has at least one, more as plans grow."""
    random = Random(f"{seed}/schools")
    urns, ukprns, made, used = count(FIRST_URN), count(FIRST_UKPRN), [], set[str]()
    for kind, (type_code, phases) in KINDS.items():
        for phase, low, high, each, pattern in phases:
            parts = {unit: plans.get(kind + unit, 0.0) for unit in UNITS}
            wanted = (plans.get(kind, 0.0) + sum(parts.values())) / len(phases) / each
            for turn in range(min(600, max(1, round(wanted)))):
                name = unused(random, pattern, used)
                made.append(
                    School(
                        None if kind == "ukrlp_provider" else str(next(urns)),
                        str(next(ukprns)),
                        name,
                        kind,
                        type_code,
                        phase,
                        low,
                        high,
                        f"ZZ99 {random.randint(1, 9)}{random.choice('ABDEFGHJLNPQRSTUWXYZ')}Z",
                        sen_unit=parts["_senunit"] > 0 and turn % 4 == 0,
                        resourced_provision=parts["_resourced_provision"] > 0
                        and turn % 4 == (1 if wanted > 1.5 else 0),
                    )
                )
    return tuple(made)


def unused(random: Random, pattern: str, used: set[str]) -> str:
    """A name not yet given; a qualifier is put before it when the places run out."""
    for attempt in range(1000):
        name = pattern.format(place=random.choice(PLACES), saint=random.choice(SAINTS), tree=random.choice(TREES))
        if attempt > 40:
            name = f"{random.choice(('North', 'South', 'East', 'West', 'New', 'Old', 'Great', 'Little'))} {name}"
        if attempt > 90:
            name = f"{random.choice(TREES)} {name}"
        if attempt > 200:
            name = f"{name} {attempt}"
        if name not in used:
            break
    used.add(name)
    return name
