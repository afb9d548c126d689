"""Addresses of the pages about background work, under /office/jobs/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.back_office.jobs_pages import views

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<str:run_id>/", views.run, name="job_run"),
    path("<str:run_id>/retry", views.retry, name="job_retry"),
    path("<str:run_id>/cancel", views.cancel, name="job_cancel"),
]
