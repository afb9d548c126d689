"""Places against need, a map of them, what a new base would do, and recording what is commissioned."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.places import recording, views

urlpatterns = [
    path("", views.now, name="places"),
    path("map.svg", views.picture, name="places_map"),
    path("new-base/", views.new_base, name="places_new_base"),
    path("commissioned/", recording.commissioned, name="places_commissioned"),
    path("commissioned/new/", recording.new, name="places_commission"),
    path("commissioned/<str:places_id>/end/", recording.end, name="places_end"),
    path("areas/new/", recording.area, name="places_area"),
]
