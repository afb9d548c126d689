"""Changes set side by side: the forecast's own run is the one with all of them, and few runs are held at a time."""

from __future__ import annotations

import weakref
from datetime import date
from typing import Any

import numpy as np
import pytest

from goldenthread.domain.forecast import comparing
from goldenthread.domain.forecast.answers import answer_of
from goldenthread.domain.forecast.by_phase import by_phase
from goldenthread.domain.forecast.comparing import compared
from goldenthread.domain.forecast.effects import Effect, Touched
from goldenthread.domain.forecast.example import example_inputs
from goldenthread.domain.forecast.kept import summary_as_plain
from goldenthread.domain.forecast.laws import OURS, law_for
from goldenthread.domain.forecast.mean import exact_mean
from goldenthread.domain.forecast.scenarios import Edit, Joining, Leaving, NewPlaces, with_edits
from goldenthread.domain.forecast.simulating import simulated
from goldenthread.domain.forecast.tables import tables_of

FROM = Effect(date(2025, 1, 1))
EDITS: tuple[Edit, ...] = (
    Joining("fewer", FROM, factor=0.8),
    NewPlaces("base", FROM, Touched(settings=("special",)), opens_in="base", places=3),
    Leaving("more", FROM, factor=1.2),
)


def test_the_answer_is_of_the_run_with_every_edit_and_places_are_expected_without_them() -> None:
    inputs = example_inputs()
    law = law_for(OURS, inputs, 3)
    answer = answer_of(inputs, OURS, 3, EDITS, 80, 7)
    with_all, without = (simulated(each, 80, 7) for each in (with_edits(law, EDITS), law))
    tables = tables_of(with_all, inputs.costs, exact_mean(with_all.law))
    assert answer["children"] == {name: summary_as_plain(tables.children[name]) for name in answer["children"]}
    assert answer["by_phase"] == by_phase(without) != by_phase(with_all)
    assert answer_of(inputs, OURS, 3, (), 80, 7)["by_phase"] == answer["by_phase"]


def test_steps_are_of_runs_of_their_own_and_add_up_in_every_simulation() -> None:
    law = law_for(OURS, example_inputs(), 3)
    both = compared(law, EDITS, 60, 7, prices=example_inputs().costs)
    base, last = (simulated(with_edits(law, some), 60, 7) for some in ((), EDITS))
    assert (both.base.counts == base.counts).all() and (both.last.counts == last.counts).all()
    for each, edit in zip(both.alone, EDITS, strict=True):
        alone = simulated(with_edits(law, (edit,)), 60, 7)
        children = alone.ages.sum(axis=2).mean(axis=0) - base.ages.sum(axis=2).mean(axis=0)
        assert each.children.mean[:, 0] == pytest.approx(children)
    together = last.ages.sum(axis=2).mean(axis=0) - base.ages.sum(axis=2).mean(axis=0)
    assert np.sum([each.children.mean[:, 0] for each in both.in_order], axis=0) == pytest.approx(together)
    assert set(both.diverted) == {"base"} and 0 < both.diverted["base"] <= 3


@pytest.mark.parametrize(("edits", "runs"), [((), 1), (EDITS[:1], 2), (EDITS, 6)])
def test_at_most_two_runs_are_held_at_a_time(monkeypatch: pytest.MonkeyPatch, edits: Any, runs: int) -> None:
    held: list[weakref.ref[Any]] = []
    most = 0

    def watched(*given: Any) -> Any:
        run = simulated(*given)
        held.append(weakref.ref(run.counts))
        nonlocal most
        most = max(most, sum(each() is not None for each in held))
        return run

    monkeypatch.setattr(comparing, "simulated", watched)
    both = compared(law_for(OURS, example_inputs(), 3), edits, 20, 7, prices={})
    assert len(held) == runs and most <= 2
    assert (both.last is both.base) == (not edits)
