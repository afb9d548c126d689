"""What advice is due: for those who give it and those who wait for it."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.advice import views

urlpatterns = [path("", views.due, name="advice_due")]
