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


Statement = tuple[str, str]  # its code, and what it says


@dataclass(frozen=True, slots=True)
class Framework:
    """`outcomes`: the statements in use. `earlier`: those no longer offered, whose words stand in the plans tagged with
    them. `adulthood`: its outcomes are those of preparing for adulthood. `is_retired`: none of it is offered.
    """

    code: str
    name: str
    source: str
    outcomes: tuple[Statement, ...]
    adulthood: bool = False
    earlier: tuple[Statement, ...] = ()
    is_retired: bool = False

    @property
    def offered(self) -> tuple[Statement, ...]:
        """What an outcome may be tagged with from now on."""
        return () if self.is_retired else self.outcomes

    @property
    def known(self) -> tuple[Statement, ...]:
        """Everything an outcome may be tagged with already."""
        return (*self.outcomes, *self.earlier)


@cache
def frameworks() -> tuple[Framework, ...]:
    """Those that come with the product, in the order of the file."""
    text = (resources.files(__package__) / "outcome_frameworks.toml").read_text(encoding="utf-8")
    return tuple(
        Framework(
            row["code"], row["name"], row["source"], tuple((each["code"], each["says"]) for each in row["outcome"]),
            row.get("adulthood", False),
        )
        for row in tomllib.loads(text)["framework"]
    )  # fmt: skip


def tags_said(codes: Iterable[str], of: Iterable[Framework] | None = None) -> list[str]:
    """Tags in words, in the order of the frameworks (those that come with the product unless others are given); a code
    nobody knows as itself."""
    given = list(codes)
    known = [pair for each in (frameworks() if of is None else of) for pair in each.known]
    return [says for code, says in known if code in given] + [
        code for code in given if code not in {code for code, _ in known}
    ]


def prepares_for_adulthood(items: Iterable[Item], of: Iterable[Framework] | None = None) -> list[Item]:
    """The provision that works towards an outcome tagged with preparing for adulthood, in the order given."""
    codes = {code for each in (frameworks() if of is None else of) if each.adulthood for code, _ in each.known}
    listed = list(items)
    tagged = {each.id for each in listed if each.part == OUTCOME and codes.intersection(each.tags)}
    return [each for each in listed if each.part == PROVISION and tagged.intersection(each.serves)]
