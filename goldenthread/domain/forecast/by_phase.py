"""Children of a run by kind of provision and phase: what planning places reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from goldenthread.domain.forecast.kept import KEPT, summary_as_plain
from goldenthread.domain.forecast.quantiles import summary_of
from goldenthread.domain.forecast.simulating import Simulated
from goldenthread.domain.money.setting_kinds import Phase, SettingKind, phase_of
from goldenthread.domain.places.settings import KIND_OF, Kind
from goldenthread.domain.places.sufficiency import Expected

RECEPTION_AGE = 4  # on 31 August before
MIDDLE, LOW, HIGH = KEPT.index(0.5), KEPT.index(0.025), KEPT.index(0.975)


def by_phase(run: Simulated) -> dict[str, Any]:
    """Plain quantiles of each phase and kind that anybody is in, groups named "primary special". Settings that are
    no kind money tells apart are counted as other.
    """
    space = run.law.space
    shape = (*run.counts.shape[:2], len(space.academic_years), len(space.needs), len(space.settings))
    places = run.counts.reshape(shape).sum(axis=3, dtype=np.int32)
    kinds = [KIND_OF[SettingKind(name)] if name in set(SettingKind) else Kind.OTHER for name in space.settings]
    phases = [phase_of(age + RECEPTION_AGE) for age in space.academic_years]
    groups, values = [], []
    for phase in Phase:
        ages = [place for place, each in enumerate(phases) if each is phase]
        for kind in Kind:
            own = [place for place, each in enumerate(kinds) if each is kind]
            children = places[:, :, ages][:, :, :, own].sum(axis=(2, 3))
            if children.any():
                groups.append(f"{phase.value} {kind.value}")
                values.append(children)
    if not groups:
        return {"groups": []}
    return summary_as_plain(summary_of(np.stack(values, axis=2), groups))


def expected_places(answer: Mapping[str, Any]) -> tuple[Expected, ...]:
    """A kept answer's children by year, phase and kind, with 95 in 100 simulations between low and high."""
    table = answer.get("by_phase") or {"groups": []}
    found = []
    for at, group in enumerate(table["groups"]):
        phase, kind = group.split(" ")
        for place, year in enumerate(answer["years"]):
            cell = table["quantiles"][place][at]
            found.append(Expected(year, Phase(phase), Kind(kind), cell[MIDDLE], cell[LOW], cell[HIGH]))
    return tuple(found)
