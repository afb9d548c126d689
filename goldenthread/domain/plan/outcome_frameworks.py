"""The frameworks outcomes are tagged with, and whether a plan prepares for adulthood where the law asks it to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from goldenthread.domain.advice.report import OUTCOME, PROVISION
from goldenthread.domain.plan.items import Item

FROM_YEAR: Final = 9
ADULTHOOD_LAW: Final = "SEND Regulations 2014, regulation 12(3)"


@dataclass(frozen=True, slots=True)
class Framework:
    """`outcomes`: (code, what it says). `adulthood`: its outcomes are those of preparing for adulthood."""

    name: str
    source: str
    outcomes: tuple[tuple[str, str], ...]
    adulthood: bool = False


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework, in the order of the file."""
    text = (resources.files(__package__) / "outcome_frameworks.toml").read_text(encoding="utf-8")
    return tuple(
        Framework(
            row["name"], row["source"], tuple((each["code"], each["says"]) for each in row["outcome"]),
            row.get("adulthood", False),
        )
        for row in tomllib.loads(text)["framework"]
    )  # fmt: skip


def tags_said(codes: Iterable[str]) -> list[str]:
    """Tags in words, in the frameworks' order; a code nobody knows any more as itself."""
    given = list(codes)
    known = [(code, says) for each in frameworks() for code, says in each.outcomes]
    return [says for code, says in known if code in given] + [
        code for code in given if code not in {code for code, _ in known}
    ]


def prepares_for_adulthood(items: Iterable[Item]) -> list[Item]:
    """The provision that works towards an outcome tagged with preparing for adulthood, in the order given."""
    codes = {code for each in frameworks() if each.adulthood for code, _ in each.outcomes}
    listed = list(items)
    tagged = {each.id for each in listed if each.part == OUTCOME and codes.intersection(each.tags)}
    return [each for each in listed if each.part == PROVISION and tagged.intersection(each.serves)]
