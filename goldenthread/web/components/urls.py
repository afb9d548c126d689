"""The colours everywhere; the gallery in the demo and in development only."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from goldenthread.web.components import gallery, views

app_name = "components"
urlpatterns = [path("partnership.css", views.partnership_css, name="partnership_css")]
if settings.DEMO or settings.DEBUG:
    urlpatterns.append(path("components", gallery.show, name="gallery"))
