"""Address of the page of the plan checker's rules, under /office/plan-rules/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.back_office.plan_rules import views

urlpatterns = [path("", views.plan_rules, name="plan_rules")]
