"""Pages about money and forecasts, under /money/."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.web.finance.backtest import views as backtest
from goldenthread.web.finance.block import views as block
from goldenthread.web.finance.commitments import views as commitments
from goldenthread.web.finance.savings import changing as savings_changing
from goldenthread.web.finance.savings import views as savings
from goldenthread.web.finance.unit_costs import views as unit_costs

urlpatterns = [
    path("", block.block, name="money"),
    path("block.xlsx", block.workbook, name="money_workbook"),
    path("years/new/", block.new, name="block_year_new"),
    path("years/<str:year_id>/", block.change, name="block_year"),
    path("forecasts/", include("goldenthread.web.finance.forecasts.urls")),
    path("commitments/", commitments.page, name="commitments"),
    path("commitments.xlsx", commitments.workbook, name="commitments_workbook"),
    path("unit-costs/", unit_costs.page, name="unit_costs"),
    path("unit-costs.xlsx", unit_costs.workbook, name="unit_costs_workbook"),
    path("unit-costs/new/", unit_costs.new, name="unit_cost_new"),
    path("unit-costs/<str:cost_id>/", unit_costs.end, name="unit_cost"),
    path("opportunities/", savings.register, name="opportunities"),
    path("opportunities.xlsx", savings.workbook, name="opportunities_workbook"),
    path("opportunities/begin/", savings_changing.begin, name="opportunities_begin"),
    path("opportunities/new/", savings_changing.new, name="opportunity_new"),
    path("opportunities/<str:opportunity_id>/", savings.one, name="opportunity"),
    path("opportunities/<str:opportunity_id>/change/", savings_changing.change, name="opportunity_change"),
    path("opportunities/<str:opportunity_id>/value/", savings_changing.value, name="opportunity_value"),
    path("backtest/", backtest.page, name="backtest"),
    path("backtest/errors.svg", backtest.errors_chart, name="backtest_errors"),
    path("backtest/authority/<slug:authority>.svg", backtest.authority_chart, name="backtest_authority"),
    path("backtest/figures.xlsx", backtest.workbook, name="backtest_workbook"),
]
