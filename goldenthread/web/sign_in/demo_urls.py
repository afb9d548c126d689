"""The demonstration's page for stepping into a member of its cast. Included only in the demonstration
(config/urls.py).
"""

from __future__ import annotations

from django.urls import path

from goldenthread.web.sign_in import cast

urlpatterns = [
    path("", cast.cast, name="demo_cast"),
    path("step-in/<str:person_id>/", cast.step_in, name="demo_step_in"),
]
