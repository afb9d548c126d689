"""Pages for everyone, signed in or not."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.public import health, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("about", views.about, name="about"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("privacy", views.privacy, name="privacy"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("cookies", views.cookies, name="cookies"),
]
