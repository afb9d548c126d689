"""Tables that do not hang together: ours draws nothing of them; the open model's law draws, and says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commandline.test_forecast_run import START, changed, told
from tests.forecasts import files, invented


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return files(tmp_path, invented(4))


def test_tables_that_do_not_hang_together_are_drawn_for_comparison_only(folder: Path) -> None:
    def ten_times(lines: list[str]) -> list[str]:
        return [f"{each}0" if each.startswith(str(START + 1)) else each for each in lines]

    changed(folder / "population.csv", ten_times)
    for command in ("mean", "run"):
        refused = told(command, folder, "--law", "ours", "--years", "2", "--json")
        assert refused.exit_code == 3 and json.loads(refused.stdout)["error"]["kind"] == "not-trusted"
        drawn = told(command, folder, "--law", "compatible", "--years", "2", "--json")
        answer = json.loads(drawn.stdout)
        assert drawn.exit_code == 0 and answer["trusted"] is False and str(START + 1) in answer["years"]
        assert any(f"year {START + 1} has" in each["message"] for each in answer["doubts"])
