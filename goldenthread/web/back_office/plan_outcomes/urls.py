"""Address of the page of the outcomes frameworks, under /office/outcomes/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.back_office.plan_outcomes import views

urlpatterns = [path("", views.plan_outcomes, name="plan_outcomes")]
