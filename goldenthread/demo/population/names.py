"""Names that go together, written as people write them: diacritics, apostrophes, hyphens, particles, single names."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from random import Random

GROUPS_OF = {
    "WBRI": ("british",) * 8 + ("celtic",) * 2, "WIRI": ("celtic",), "WIRT": ("celtic",), "WROM": ("european",),
    "WOTH": ("european",) * 4 + ("middle_eastern",), "MWBC": ("british", "african_caribbean"),
    "MWBA": ("british", "african_caribbean"), "MWAS": ("british", "south_asian"), "AIND": ("south_asian",),
    "APKN": ("south_asian",), "ABAN": ("south_asian",), "AOTH": ("south_asian", "east_asian", "middle_eastern"),
    "BCRB": ("african_caribbean", "british"), "BAFR": ("african_caribbean",), "BOTH": ("african_caribbean",),
    "CHNE": ("east_asian",), "OOTH": ("middle_eastern", "east_asian", "european"),
}  # fmt: skip
SHORT = {
    "Alfie": "Alf", "Archie": "Arch", "Barnaby": "Barney", "Benjamin": "Ben", "Charlotte": "Lottie", "Daniel": "Danny",
    "Edward": "Teddy", "Frederick": "Freddie", "Georgia": "Georgie", "Harrison": "Harry", "Isabella": "Bella",
    "Jessica": "Jess", "Joseph": "Joe", "Joshua": "Josh", "Matilda": "Tilly", "Mateusz": "Mati", "Mohammed": "Mo",
    "Nathan": "Nate", "Sebastian": "Seb", "Samuel": "Sam", "Temitope": "Temi", "Wilfred": "Wilf", "Abigail": "Abi",
    "Emmanuel": "Manny", "Katarzyna": "Kasia", "Yusuf": "Yus", "Beatrice": "Bea", "Imogen": "Immy", "Ibrahim": "Ibi",
}  # fmt: skip


@lru_cache(maxsize=1)
def lists() -> dict[str, dict[str, tuple[str, ...]]]:
    text = files("goldenthread.demo.population").joinpath("names.toml").read_text(encoding="utf-8")
    return {
        group: {kind: tuple(words.split()) for kind, words in kinds.items()}
        for group, kinds in tomllib.loads(text).items()
    }


def group_for(random: Random, ethnicity: str) -> str:
    """Which group a family's names come from; unknown and other mixed heritages draw from any."""
    return random.choice(GROUPS_OF.get(ethnicity) or tuple(lists()))


def forename(random: Random, group: str, sex: str) -> str:
    """A given name; about one in thirty is double."""
    kind = "boys" if sex == "M" else "girls"
    names = lists()[group]
    return random.choice(names[f"double_{kind}"] if random.random() < 0.03 else names[kind])


def surname(random: Random, group: str) -> str:
    """A family name; some double-barrelled, some with a particle, and about one family in a hundred and fifty has
    none."""
    names, turn = lists()[group], random.random()
    if turn < 0.05:
        return random.choice(names["double_surnames"])
    if turn < 0.09 and "particles" in names:
        return f"{random.choice(names['particles'])} {random.choice(names['surnames'])}"
    return random.choice(names["surnames"])


def known_as(random: Random, given: str) -> str:
    """What people call them: usually the given name, sometimes a short or quite different one."""
    turn = random.random()
    if turn < 0.35 and given in SHORT:
        return SHORT[given]
    if turn < 0.03:
        return random.choice(("AJ", "Bear", "Buddy", "CJ", "Kit", "Max", "Ray", "Sky", "Sunny", "TJ"))
    return given


def language(random: Random, group: str) -> str:
    """First language at home: English for rather more than half of every group."""
    if random.random() < 0.55:
        return "English"
    return random.choice(lists()[group]["languages"])
