"""Pages about money and forecasts, under /money/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.finance.backtest import views as backtest

urlpatterns = [
    path("backtest/", backtest.page, name="backtest"),
    path("backtest/errors.svg", backtest.errors_chart, name="backtest_errors"),
    path("backtest/authority/<slug:authority>.svg", backtest.authority_chart, name="backtest_authority"),
    path("backtest/figures.xlsx", backtest.workbook, name="backtest_workbook"),
]
