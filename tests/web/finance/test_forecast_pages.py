"""A forecast's pages where something is missing: nothing asked for, nothing to draw, no such change, no permission."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from django.urls import reverse

from goldenthread.domain.forecast.backtest.applied import target_for
from goldenthread.domain.forecast.inputs import Inputs
from goldenthread.domain.forecast.kept import inputs_as_plain, mark_of
from goldenthread.features.finance.models import Forecast
from goldenthread.features.finance.operations import forecasts
from goldenthread.features.finance.operations.forecasts import Wanted
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from goldenthread.web.finance.forecasts.total_followed import total_followed
from tests import builders as a
from tests.forecasts import followed_inputs

pytestmark = pytest.mark.django_db


def test_one_not_asked_for_cannot_be_stopped_drawn_or_run_again() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    assert officer.post(reverse("forecast_stop", args=[row.public_id])).status_code == 404
    for name in ("forecast_plans_chart", "forecast_money_chart", "forecast_changes_chart", "forecast_workbook"):
        assert officer.get(reverse(name, args=[row.public_id])).status_code == 404
    again = officer.post(reverse("forecast_again", args=[row.public_id]), follow=True)
    assert "nothing to run again yet" in again.content.decode()
    asked = officer.post(reverse("forecast_ask", args=[row.public_id]), follow=True)
    assert "nothing to forecast from" in asked.content.decode()
    assert officer.get(reverse("forecast_change_add", args=[row.public_id, "wishes"])).status_code == 404


def worked_out(inputs: Inputs, name: str = "Autumn", law: str = "ours", years: int = 5) -> Forecast:
    row = forecasts.plan(wanted=Wanted(name, law, years, 100, 7), by=journal.SYSTEM, on=clock.today())
    row.inputs = inputs_as_plain(inputs)
    row.mark = mark_of(row.inputs)
    row.save()
    forecasts.ask(row=row, by=journal.SYSTEM, on=clock.today())
    row.refresh_from_db()
    return forecasts.work_out(row=row, at=clock.now(), told=lambda done, of: None)


def test_the_page_says_what_the_total_follows_how_far_it_may_be_out_and_what_changed() -> None:
    inputs = followed_inputs()
    to = inputs.target
    assert to is not None
    forum = a.signed_in(a.an_account(Role.SCHOOLS_FORUM_MEMBER))
    alone = worked_out(replace(inputs, target=None, untied="it was planned so"), "Alone")
    shown = forum.get(reverse("forecast", args=[alone.public_id])).content.decode()
    assert "It does not follow a tested forecast: it was planned so." in shown and "has not been tested" in shown
    row = worked_out(inputs)
    shown = unescape(forum.get(reverse("forecast", args=[row.public_id])).content.decode())
    assert "follows the forecast tested on 148 authorities" in shown
    for year in to.years:
        assert f"{year.wape:.1f}% " in shown and f"(n {year.n})" in shown
        assert f"{round(year.expected):,} in January {to.january + year.ahead}" in shown
    assert f"national figures to January {to.figures}" in shown and to.source in shown
    assert "After three years it is untested" in shown and f'href="{reverse("backtest")}"' in shown
    assert "The total now follows the forecast tested on 148 authorities; before it did not" in shown
    short = worked_out(inputs, "Short", years=3)
    assert "it is untested" not in forum.get(reverse("forecast", args=[short.public_id])).content.decode()
    shorter = forum.get(reverse("forecast", args=[worked_out(inputs, "Shorter", years=2).public_id])).content.decode()
    assert f"in January {to.january + 2}" in shorter and f"in January {to.january + 3}" not in shorter


def test_the_page_says_so_of_the_open_models_law_older_figures_and_a_total_not_met() -> None:
    inputs = followed_inputs()
    to = target_for(2027, 2000, 340)
    middle = {"quantiles": [[[round(each * 0.98, 2)] * 11] for each in (2000, *(year.expected for year in to.years))]}
    answer = {"tied": ["in January 2028 more are left"], "children": {"total": middle}}
    row = Forecast(law="ours", years=5, inputs=inputs_as_plain(replace(inputs, target=to)), answer=answer)
    words = dict(total_followed(row))
    assert "national figures to January 2025, 2 years older than the start" in words["The total"]
    assert "made with national figures as old as these" in words["How far it may be out"]
    assert "it is 2.0% below that forecast in January 2030" in words["The total"]
    assert words["The total: not met"] == "In January 2028 more are left."
    theirs = dict(total_followed(Forecast(law="compatible", years=5, inputs=inputs_as_plain(inputs))))
    assert "follows no tested forecast" in theirs["The total"]
    assert total_followed(Forecast(law="ours", years=5)) == []


def test_the_form_asks_how_the_total_is_found_and_keeps_the_answer() -> None:
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    shown = officer.get(reverse("forecast_new")).content.decode()
    assert "How is the total of plans found?" in shown
    given = {"name": "Own", "years": 3, "law": "ours", "simulations": 100, "seed": 1, "price_growth": 0,
             "income_growth": 0, "tied": "no"}  # fmt: skip
    officer.post(reverse("forecast_new"), given)
    officer.post(reverse("forecast_new"), {**given, "name": "Tied", "tied": "yes"})
    assert dict(Forecast.objects.values_list("name", "tied")) == {"Own": False, "Tied": True}
    assert officer.post(reverse("forecast_new"), {**given, "tied": ""}).status_code == 400


def test_the_schools_forum_reads_and_changes_nothing() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    forum = a.signed_in(a.an_account(Role.SCHOOLS_FORUM_MEMBER))
    shown = forum.get(reverse("forecast", args=[row.public_id])).content.decode()
    assert "Nothing has been worked out yet" in shown and "Work it out" not in shown
    for name in ("forecast_ask", "forecast_stop", "forecast_again", "forecast_change_out"):
        assert forum.post(reverse(name, args=[row.public_id])).status_code == 404


def test_the_forms_say_what_their_button_does_and_lead_back() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    for address, button, back in (
        (reverse("forecast_new"), "Continue", reverse("forecasts")),
        (
            reverse("forecast_change_add", args=[row.public_id, "fee"]),
            "Suppose this",
            reverse("forecast", args=[row.public_id]),
        ),
    ):
        shown = officer.get(address).content.decode()
        assert button in shown and f'href="{back}">Cancel' in shown
    assert "Save" in officer.get(reverse("block_year_new")).content.decode()
