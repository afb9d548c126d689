"""The colours everywhere; the gallery in the demo and in development only."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from goldenthread.web.components import easy_read, gallery, views

app_name = "components"
urlpatterns = [
    path("partnership.css", views.partnership_css, name="partnership_css"),
    path("symbols/<str:name>.svg", easy_read.symbol, name="symbol"),
]
if settings.DEMO or settings.DEBUG:
    urlpatterns.append(path("components", gallery.show, name="gallery"))
