"""Pages of the trail."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.back_office.trail import views

urlpatterns = [
    path("emergency-access/", views.notices_page, name="emergency_notices"),
    path("emergency-access/<str:notice_id>/", views.review, name="review_emergency_access"),
    path("activity/", views.activity, name="activity"),
]
