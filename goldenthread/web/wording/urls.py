"""Check a plan's words. No address ever holds any of them."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.wording import views

app_name = "wording"
urlpatterns = [
    path("check-a-plan/", views.check, name="check"),
    path("check-a-plan/as-you-type/", views.as_you_type, name="as_you_type"),
    path("check-a-plan/rules/", views.every_rule, name="rules"),
]
