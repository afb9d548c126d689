"""The packaged figures are those published, and a January knows nothing later."""

from __future__ import annotations

import numpy as np
import pytest

from goldenthread.domain.forecast.backtest.panel import Authority, Panel, came_since, packaged

ENGLAND = {2019: 353_995, 2020: 390_109, 2021: 430_697, 2022: 473_255, 2023: 517_048, 2024: 576_474, 2025: 638_745}
ENGLAND_REQUESTS = {2019: 82_329, 2020: 75_951, 2021: 93_302, 2022: 114_482, 2024: 154_489}


def place(panel: Panel, name: str) -> int:
    return [each.name for each in panel.authorities].index(name)


@pytest.mark.parametrize(("january", "published"), ENGLAND.items())
def test_the_authorities_add_up_to_the_figure_published_for_england(january: int, published: int) -> None:
    assert np.nansum(packaged().january(january)) == published


@pytest.mark.parametrize(("year", "published"), ENGLAND_REQUESTS.items())
def test_and_so_do_the_requests(year: int, published: int) -> None:
    assert np.nansum(packaged().of_year("requests", year)) == published


def test_kingston_is_as_published_from_statements_to_2025() -> None:
    panel = packaged()
    kingston = place(panel, "Kingston upon Thames")
    assert panel.authorities[kingston] == Authority("E09000021", "314", "Kingston upon Thames")
    assert panel.plans[kingston].tolist() == [803, 899, 958, 1042, 1161, 1314, 1424, 1550, 1630, 1782, 1958]
    assert came_since()["E09000021", 2026] == 2159


def test_148_authorities_have_all_seven_januaries_and_successors_begin_with_their_own() -> None:
    panel = packaged()
    assert panel.complete.sum() == 148
    cumberland, cumbria = place(panel, "Cumberland"), place(panel, "Cumbria")
    assert np.isfinite(panel.plans[cumberland]).tolist() == [False] * 9 + [True] * 2
    assert np.isnan(panel.january(2025)[cumbria]) and np.isfinite(panel.january(2023)[cumbria])
    assert not panel.complete[cumberland] and not panel.complete[cumbria]


def test_a_regions_total_printed_for_each_of_its_authorities_is_left_out() -> None:
    panel = packaged()
    assert not (panel.new_plans == 6078).any()
    assert np.isnan(panel.of_year("new_plans", 2022)[place(panel, "Leeds")])
    assert panel.of_year("new_plans", 2021)[place(panel, "Leeds")] > 0


def test_a_january_knows_its_own_plans_and_the_flow_of_the_year_before_and_nothing_later() -> None:
    known = packaged().known_in(2022)
    assert known.last_january == 2022 and np.nansum(known.january(2022)) == ENGLAND[2022]
    assert np.nansum(known.of_year("requests", 2021)) == ENGLAND_REQUESTS[2021]
    with pytest.raises(LookupError, match="January 2023"):
        known.january(2023)
    for measure in ("requests", "refused", "new_plans", "ceased"):
        with pytest.raises(LookupError, match="2022"):
            known.of_year(measure, 2022)
    with pytest.raises(LookupError, match="January 2030"):
        packaged().known_in(2030)
