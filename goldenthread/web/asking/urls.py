"""Asking for an assessment: the same pages for a family, a young person and a school."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.asking import files, views

urlpatterns = [
    path("sent/<str:item_id>/", views.sent, name="ask_sent"),
    path("children/<str:child_id>/", views.ask, name="ask"),
    path("children/<str:child_id>/files/", files.send_files, name="send_files"),
    path("children/<str:child_id>/answers/", views.answer, name="ask_answer"),
    path("children/<str:child_id>/answers/<str:question>/", views.answer, name="ask_answer"),
    path("children/<str:child_id>/check/", views.check, name="ask_check"),
    path("children/<str:child_id>/throw-away/", views.throw_away, name="ask_throw_away"),
]
