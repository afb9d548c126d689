"""Check a date, and how the process works. No address ever holds a date."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.law import process_views, views

app_name = "law"
urlpatterns = [
    path("check-a-date/", views.what_happened, name="check"),
    path("check-a-date/rules/", views.every_rule, name="rules"),
    path("check-a-date/rule/<str:code>/", views.one_rule, name="rule"),
    path("check-a-date/<slug:part>/<str:fact>/", views.happened, name="happened"),
    path("how-it-works/", process_views.how_it_works, name="how_it_works"),
    path("how-it-works/easy-read/", process_views.easy_read, name="easy_read"),
]
