"""Addresses of the pages about imports, under /office/imports/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.back_office.imports import conflicts, views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("send", views.send, name="import_send"),
    path("template.<str:kind>", views.template, name="import_template"),
    path("conflicts/", conflicts.conflicts, name="import_conflicts"),
    path("conflicts/<str:conflict_id>/", conflicts.conflict, name="import_conflict"),
    path("<str:import_id>/", views.one, name="import"),
    path("<str:import_id>/<str:step>", views.step, name="import_step"),
]
