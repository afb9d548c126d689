"""England's published rate of agreeing to assess, from the packaged figures."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.demo.targets.reading import targets


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """Of requests received in a calendar year and decided, how many led to a yes. `source` must be shown with it."""

    year: int
    agreed: int
    decided: int
    source: str


def england_agreeing() -> PublishedRate | None:
    """The latest year published with both counts; None without one."""
    figures = targets("england")
    for year, counts in sorted(figures["requests"].items(), reverse=True):
        agreed, refused = counts.get("requests_decided_to_assess"), counts.get("requests_decided_not_to_assess")
        if agreed is not None and refused is not None:
            return PublishedRate(int(year), agreed, agreed + refused, figures["attribution"])
    return None
