"""England's published figures of the assessment process, from the packaged ones, by year and published column."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.demo.targets.reading import targets
from goldenthread.domain.indicators.process import Measure

_TABLES = ("requests", "assessments", "timeliness")


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A count and, for a share, what it is a share of, in the latest year published with both."""

    year: int
    count: int
    total: int | None


def england(measure: Measure) -> PublishedFigure | None:
    """The latest year that has every column of this measure; None without one."""
    for year in sorted(_columns(), reverse=True):
        held = [_sum(year, name) for name in measure.published]
        if held and None not in held:
            count, total = held[0], held[1] if len(held) > 1 else None
            return PublishedFigure(year, int(count or 0), int(total) if total is not None else None)
    return None


def attribution() -> str:
    """The source and licence, which must be shown with the figures."""
    return str(targets("england")["attribution"])


def _sum(year: int, names: str) -> float | None:
    cells = [_columns()[year].get(name) for name in names.split("+")]
    return None if None in cells else sum(cell for cell in cells if cell is not None)


def _columns() -> dict[int, dict[str, float]]:
    """Every published column by year."""
    figures, found = targets("england"), dict[int, dict[str, float]]()
    for table in (*(figures[name] for name in _TABLES), figures["release_2026"]["requests"]):
        for year, cells in table.items():
            found.setdefault(int(year), {}).update(cells)
    return found
