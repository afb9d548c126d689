"""The pages of this audience."""

from __future__ import annotations

from django.urls import include, path

urlpatterns: list = [
    path("", include("goldenthread.web.back_office.trail.urls")),
    path("imports/", include("goldenthread.web.back_office.imports.urls")),
    path("messages/", include("goldenthread.web.back_office.messages_pages.urls")),
    path("plan-rules/", include("goldenthread.web.back_office.plan_rules.urls")),
    path("outcomes/", include("goldenthread.web.back_office.plan_outcomes.urls")),
    path("jobs/", include("goldenthread.web.back_office.jobs_pages.urls")),
]
