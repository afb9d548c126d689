"""`goldenthread forecast backtest` as a person or a program would use it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from goldenthread.commandline.forecast import forecast

RULES = ["last_value", "plus_10_percent", "own_growth_2", "own_growth_3", "national_growth", "pooled"]


def test_the_document_holds_every_method_by_years_ahead_with_error_and_coverage() -> None:
    result = CliRunner().invoke(forecast, ["backtest", "--json"])
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (found["origins"], found["horizons"]) == ([2022, 2023, 2024], [1, 2, 3])
    assert len(found["authorities"]) == 148
    assert {"code": "E09000021", "number": "314", "name": "Kingston upon Thames"} in found["authorities"]
    assert {each["name"] for each in found["forecast_but_not_scored"]} == {
        "Bournemouth, Christchurch and Poole", "North Northamptonshire", "West Northamptonshire",
        "Cumberland", "Westmorland and Furness",
    }  # fmt: skip
    assert list(found["methods"]) == ["default", *RULES]
    for by_ahead in found["methods"].values():
        assert [by_ahead[each]["n"] for each in "123"] == [444, 296, 148]
        for score in by_ahead.values():
            low, high = score["coverage_80_interval"]
            assert low < score["coverage_80"] < high and 0 < score["width_80"] < score["width_95"]
    assert found["beats_reference"] == {"1": True, "2": True, "3": True}
    assert set(found["by_origin"]) == {"2019", "2020", "2021", "2022", "2023", "2024"}


def test_without_json_it_says_the_finding_first_and_then_a_table_for_each_time_ahead() -> None:
    lines = CliRunner().invoke(forecast, ["backtest"]).stdout.splitlines()
    assert lines[0].startswith("One year on, the default's weighted error is 3.5%: it beats the mark of 3.6%")
    assert "Two years on, from January 2022 and 2023" in lines
    assert sum(line.startswith("Default") for line in lines) == 3


@pytest.mark.parametrize("called", ["Kingston upon Thames", "kingston upon thames", "E09000021", "314"])
def test_one_authority_by_its_name_or_code(called: str) -> None:
    found = json.loads(CliRunner().invoke(forecast, ["backtest", "--json", "--authority", called]).stdout)
    assert (found["name"], found["number"]) == ("Kingston upon Thames", "314")
    row = next(row for row in found["forecasts"] if (row["of"], row["to"]) == (2024, 2025))
    assert row["came"] == 1958
    assert row["band_80"][0] <= row["plans"] <= row["band_80"][1]
    lines = CliRunner().invoke(forecast, ["backtest", "--authority", called]).stdout.splitlines()
    assert len(lines) == 2 + len(found["forecasts"])
    assert any(line.startswith("2024 to 2025") and "1,958" in line for line in lines)


def test_an_authority_there_is_not_is_refused() -> None:
    result = CliRunner().invoke(forecast, ["backtest", "--authority", "Wrenbury"])
    assert result.exit_code == 2 and "no figures of an authority called 'Wrenbury'" in result.stderr


def test_it_starts_neither_django_nor_a_database() -> None:
    script = (
        "import sys; from goldenthread.commandline.main import cli;"
        " cli(['forecast', 'backtest'], standalone_mode=False);"
        " assert 'django.db' not in sys.modules or not __import__('django').apps.apps.ready"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
