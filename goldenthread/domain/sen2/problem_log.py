"""A list of problems that cannot grow without end.

A file with a million faults says so and shows the first of each kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from goldenthread.domain.sen2.records import Place, Problem


class ProblemLog(Sequence[Problem]):
    """Problems in the order they were found. At most `per_kind` of one kind and `limit` in all are kept.

    All are counted.
    """

    def __init__(self, *, limit: int = 5000, per_kind: int = 500) -> None:
        self._kept: list[Problem] = []
        self._limit = limit
        self._per_kind = per_kind
        self._kinds: Counter[str] = Counter()
        self.levels: Counter[str] = Counter()

    def add(
        self,
        level: str,
        message: str,
        *,
        file: str = "",
        line: int | None = None,
        field: str = "",
        check: str = "",
        kind: str = "",
    ) -> None:
        """Note one problem. `kind` groups problems alike for the cap; it is the check or the field where not given."""
        self.note(Problem(level, message, Place(file, line, field), check), kind=kind)

    def note(self, problem: Problem, *, kind: str = "") -> None:
        """Note a problem already made."""
        kind = f"{problem.level} {kind or problem.check or problem.place.field}"
        self._kinds[kind] += 1
        self.levels[problem.level] += 1
        if self._kinds[kind] <= self._per_kind and len(self._kept) < self._limit:
            self._kept.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several."""
        for problem in problems:
            self.note(problem)

    @property
    def total(self) -> int:
        """How many were found, kept or not."""
        return sum(self.levels.values())

    @property
    def not_shown(self) -> int:
        """How many were counted but not kept."""
        return self.total - len(self._kept)

    @property
    def errors(self) -> list[Problem]:
        """Those kept at level error."""
        return [problem for problem in self._kept if problem.level == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """Those kept at level warning."""
        return [problem for problem in self._kept if problem.level == "warning"]

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._kept)

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Problem]: ...
    def __getitem__(self, index: int | slice) -> Problem | Sequence[Problem]:
        return self._kept[index]
