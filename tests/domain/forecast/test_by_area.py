"""A forecast by area: where a child lives goes with the child, every table adds up, and a scenario still names
needs alone.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from goldenthread.domain.forecast.effects import CannotApply, Effect, Touched
from goldenthread.domain.forecast.example import example_inputs
from goldenthread.domain.forecast.laws import LAWS, law_for
from goldenthread.domain.forecast.mean import exact_mean
from goldenthread.domain.forecast.reading import COSTS, MOVES, POPULATION, SETTINGS, Faulty, Lined, read_inputs
from goldenthread.domain.forecast.scenarios import Joining
from goldenthread.domain.forecast.simulating import simulated
from goldenthread.domain.forecast.space import OUTSIDE, area_of
from goldenthread.domain.forecast.tables import AREA, NEED, TOTAL, expected_groups, tables_of


def _tables(*, areas: bool, spoil: str = "") -> dict[str, list[Lined]]:
    """The example's rows; children of even academic years live in the north, others in the south."""
    inputs, rows = example_inputs(), []
    for move, children in sorted(inputs.moves.items()):
        row = {
            "calendar-year": str(move.calendar_year), "academic-year-1": str(move.academic_year),
            "academic-year-2": str(move.academic_year + 1), "need-1": move.need, "setting-1": move.setting,
            "need-2": move.next_need, "setting-2": move.next_setting,
        }  # fmt: skip
        if areas:
            area = spoil or ("north" if (move.calendar_year - move.academic_year) % 2 else "south")
            row |= {"area-1": "" if move.joins else area, "area-2": "" if move.leaves else area}
        rows += [row] * children
    settings = [
        {
            "setting": each.name, "setting-group": "", "min-academic-year": str(each.youngest),
            "max-academic-year": str(each.oldest), "needs": ",".join(each.needs),
            "setting->setting": ",".join(each.moves_to),
        }
        for each in inputs.settings
    ]  # fmt: skip
    people = [
        {"calendar-year": str(year), "academic-year": str(age), "population": str(number)}
        for year, ages in inputs.population.items() for age, number in ages.items()
    ]  # fmt: skip
    costs = [{"need": need, "setting": name, "cost": str(cost)} for (need, name), cost in inputs.costs.items()]
    files = {MOVES: rows, SETTINGS: settings, POPULATION: people, COSTS: costs}
    return {name: list(enumerate(some, 2)) for name, some in files.items()}


@pytest.mark.parametrize("name", LAWS)
def test_areas_add_up_to_the_whole_and_needs_are_named_without_them(name: str) -> None:
    inputs = read_inputs(_tables(areas=True))
    law = law_for(name, inputs, 3)
    expected = exact_mean(law)
    parts = expected_groups(law.space, expected.counts)
    assert parts[AREA][0] == ("north", "south") and parts[NEED][0] == ("autism", "speech")
    for table in (AREA, NEED):
        assert np.allclose(parts[table][1].sum(axis=2), parts[TOTAL][1][:, :, 0])
    run = simulated(law, 50, 3)
    tables = tables_of(run, inputs.costs, expected)
    assert tables.children[AREA].groups == ("north", "south")
    assert tables.pounds is not None  # a price of a need is a price of it in every area


def test_nobody_moves_to_another_area_who_never_did() -> None:
    law = law_for("ours", read_inputs(_tables(areas=True)), 2)
    for kind in range(law.space.kinds):
        need, _ = law.space.named(kind)
        for age in range(len(law.space.academic_years)):
            row = age * law.space.kinds + kind
            to = law.destinations.kind[law.destinations.start[row] : law.destinations.start[row + 1]]
            assert {area_of(law.space.named(int(each))[0]) for each in to} <= {area_of(need)}


def test_without_areas_there_is_no_such_table() -> None:
    law = law_for("ours", read_inputs(_tables(areas=False)), 2)
    assert AREA not in expected_groups(law.space, exact_mean(law).counts)


def test_an_area_left_out_or_with_a_sign_of_ours_is_named_by_line() -> None:
    with pytest.raises(Faulty, match="transitions.csv line .*area"):
        read_inputs(_tables(areas=True, spoil="a|b"))
    tables = _tables(areas=True)
    line, row = next((line, row) for line, row in tables[MOVES] if row["setting-1"] != OUTSIDE)
    tables[MOVES][line - 2] = (line, {**row, "area-1": ""})
    with pytest.raises(Faulty, match=f"transitions.csv line {line}: area-1 is empty"):
        read_inputs(tables)


def test_a_change_names_a_need_and_touches_it_in_every_area() -> None:
    law = law_for("ours", read_inputs(_tables(areas=True)), 2)
    touched = Touched(needs=("autism",)).states(law.space)
    assert touched.sum() == law.space.size // 2
    assert Joining("fewer", Effect(date(2025, 1, 1)), Touched(needs=("autism",)), factor=0.5).applied(law) is not law
    with pytest.raises(CannotApply, match="autism|north"):
        Touched(needs=("autism|north",)).states(law.space)
