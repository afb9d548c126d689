"""What a forecast's folder holds: the open model's files, or SEN2 returns in place of its history."""

from __future__ import annotations

import os.path
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from goldenthread.commandline.forecast_files import NOT_THERE, check_file, hashes, read_folder, read_tables
from goldenthread.domain.forecast.backtest.applied import NotTested, target_for
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.reading import (
    COLUMNS,
    COSTS,
    MOVES,
    POPULATION,
    SETTINGS,
    Fault,
    Faulty,
    read_beside,
)

SCHOOLS = "schools.csv"
NO_POPULATION = (
    f"{NOT_THERE}: a return does not say how many young people live here, and how many will join cannot be worked out "
    "without it"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Inputs, what they were made from (SHA-256 by name), and of returns the day each describes."""

    inputs: Inputs
    hashes: dict[str, str]
    days: Mapping[int, date] = field(default_factory=dict)
    asked: Mapping[int, int] = field(default_factory=dict)  # by January: requests of the year before not refused

    def located(self, fault: Fault) -> Fault:
        """With the returns in place of a file of the open model's that is not there."""
        absent = self.days and fault.file in (MOVES, SETTINGS) and fault.file not in self.hashes
        return Fault("returns", 0, fault.message) if absent else fault


def read_source(folder: Path) -> Source:
    """Whichever of the two the folder holds. Raises Faulty, naming file and line."""
    returns = _returns(folder)
    if not returns:
        return Source(read_folder(folder), hashes(folder, (folder / name for name in COLUMNS)))
    beside = {name: folder / name for name in (POPULATION, COSTS, SETTINGS)}
    missing = {} if os.path.lexists(beside[POPULATION]) else {POPULATION: NO_POPULATION}
    found = from_returns(returns, folder / SCHOOLS, beside, missing)
    return replace(found, hashes=hashes(folder, [*returns, folder / SCHOOLS, *beside.values()]))


def _returns(folder: Path) -> list[Path]:
    """The returns a forecast is to be made from; none where the folder holds the open model's history."""
    if not folder.is_dir():
        return []
    try:
        if os.path.lexists(folder / MOVES):
            _refuse_both(folder)
            return []
        from goldenthread.features.returns.surveys import returns_in

        return returns_in(folder)
    except OSError as wrong:
        raise Faulty([Fault(str(folder), 0, f"cannot be read: {wrong.strerror}")]) from None


def _refuse_both(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.suffix.casefold() == ".xml":
            message = f"is in the folder, and a return too ({path.name}): a forecast is made from one or the other"
            raise Faulty([Fault(MOVES, 0, message)])


def from_returns(
    returns: Sequence[Path], schools: Path | None, beside: Mapping[str, Path], missing: Mapping[str, str]
) -> Source:
    """Inputs of returns, with the register of schools and the open model's other tables where they are there.
    `missing`: tables that ought to be, with what to say. Raises Faulty.
    """
    from goldenthread.features.returns.sen2.readers import ReturnUnreadable
    from goldenthread.features.returns.surveys import Register, fault_of, survey

    tables = read_tables(beside, missing)
    if schools is not None and os.path.lexists(schools):
        check_file(schools, SCHOOLS)
    try:
        register = Register.of(schools) if schools is not None and schools.exists() else Register()
    except ReturnUnreadable as refused:
        raise Faulty(fault_of(each, SCHOOLS) for each in refused.problems) from None
    except OSError as wrong:
        raise Faulty([Fault(SCHOOLS, 0, f"cannot be read: {wrong.strerror}")]) from None
    found = survey(returns, register)
    inputs = read_beside(tables, found.moves)
    inputs = replace(inputs, notes=found.notes, under_way=found.under_way)
    return Source(_tied(inputs, found.asked[inputs.start]), {}, found.days, found.asked)


def _tied(inputs: Inputs, asked: int) -> Inputs:
    """With the tested forecast that the total follows, or why there is none."""
    try:
        target = target_for(inputs.start, inputs.children_at_start().total(), asked)
    except NotTested as why:
        return replace(inputs, untied=str(why))
    return replace(inputs, target=target)
