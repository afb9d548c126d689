"""What came in and waits for a person to decide: does it start the clock?"""

from __future__ import annotations

from django.urls import path

from goldenthread.web.intake import telling, views

urlpatterns = [
    path("", views.to_look_at, name="intake"),
    path("tell/", telling.find, name="intake_tell"),
    path("tell/new/", telling.tell, name="intake_tell_new"),
    path("tell/children/<str:child_id>/", telling.tell_about, name="intake_tell_about"),
    path("<str:item_id>/", views.item, name="intake_item"),
]
