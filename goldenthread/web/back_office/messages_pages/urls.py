"""Address of the page of messages in trouble, under /office/messages/."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.back_office.messages_pages import views

urlpatterns = [path("", views.messages, name="messages")]
