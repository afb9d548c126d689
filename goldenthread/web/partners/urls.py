"""Schools', health's, care's, psychologists' and family advisers' pages: their own children only."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.partners import advice, consultations, drafts, health, views

urlpatterns = [
    path("", views.work, name="partner_work"),
    path("children/<str:child_id>/", views.child, name="partner_child"),
    path("children/<str:child_id>/advice/", advice.advice, name="partner_advice"),
    path("children/<str:child_id>/draft/", drafts.draft, name="partner_draft"),
    path("children/<str:child_id>/draft/health/", health.agreement, name="partner_health"),
    path("children/<str:child_id>/consultation/", consultations.consultation, name="partner_consultation"),
]
