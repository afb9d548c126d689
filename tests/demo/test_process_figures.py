"""The page of figures counts an invented partnership as its own return of that year is counted."""

from __future__ import annotations

import pytest

from goldenthread.demo.construction import build
from goldenthread.demo.population import partnership
from goldenthread.demo.population.published import published_style
from goldenthread.domain.indicators.periods import Period
from goldenthread.features.casework.queries.process_figures import process_figures
from goldenthread.foundation import clock
from goldenthread.foundation.partnership import queries

pytestmark = pytest.mark.django_db
LIKE, SIZE, SEED = "england", 400, 7


def test_the_figures_of_a_year_are_those_of_its_return() -> None:
    queries.forget()
    build.build(like=LIKE, size=SIZE, seed=SEED, at=clock.now())
    invented = partnership(LIKE, SIZE, SEED, on=clock.today())
    year = clock.today().year - 1
    told = published_style(invented.sen2_return(year + 1), year + 1, invented.schools).totals
    found = process_figures(Period.calendar_year(year), on=clock.today())
    ours = {each.measure.code: (len(each.counted), len(each.out_of)) for each in found.figures}
    assert told["decisions"] > 40 and told["issued"] > 20
    assert ours["six_weeks"] == (told["decisions_in_time"], told["decisions"])
    assert ours["twenty_weeks"] == (told["in_time"], told["issued"])
    assert ours["twenty_weeks_ex"] == (told["in_time_unexcepted"], told["issued"] - told["excepted"])
    assert ours["over_a_year"] == (told["over_a_year"], told["issued"])
    assert ours["sixteen_weeks"] == (told["not_issued_in_time"], told["not_issued"])
    assert ours["requests"][0] == told["requests"]
    assert all(books.balance for books in found.books.values())
    queries.forget()
