"""Pages of forecasts, under /money/forecasts/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.finance.forecasts import authority_forms, pictures, planning, population, views, workbook

urlpatterns = [
    path("", views.register, name="forecasts"),
    path("new/", planning.new, name="forecast_new"),
    path("population/", population.page, name="population"),
    path("<str:forecast_id>/", views.one, name="forecast"),
    path("<str:forecast_id>/ask/", planning.ask, name="forecast_ask"),
    path("<str:forecast_id>/stop/", planning.stop, name="forecast_stop"),
    path("<str:forecast_id>/again/", planning.again, name="forecast_again"),
    path("<str:forecast_id>/changes/<slug:change>/", planning.add_change, name="forecast_change_add"),
    path("<str:forecast_id>/take-out/", planning.take_out, name="forecast_change_out"),
    path("<str:forecast_id>/plans.svg", pictures.plans, name="forecast_plans_chart"),
    path("<str:forecast_id>/money.svg", pictures.money, name="forecast_money_chart"),
    path("<str:forecast_id>/changes.svg", pictures.changes, name="forecast_changes_chart"),
    path("<str:forecast_id>/forecast.xlsx", workbook.workbook, name="forecast_workbook"),
    path("<str:forecast_id>/forms/", authority_forms.register, name="forecast_forms"),
    path("<str:forecast_id>/forms/<slug:form>/", authority_forms.page, name="forecast_form"),
    path("<str:forecast_id>/forms/<slug:form>.xlsx", authority_forms.workbook, name="forecast_form_workbook"),
]
