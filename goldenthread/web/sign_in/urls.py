"""Where one starts, one's own account, emergency access."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.sign_in import account, emergency, start

urlpatterns = [
    path("start", start.start, name="start"),
    path("account/", account.account, name="account"),
    path("account/activity/", account.activity, name="own_activity"),
    path("account/sign-out-everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("emergency-access/", emergency.ask, name="emergency_access"),
    path("emergency-access/<str:access_id>/end/", emergency.end, name="end_emergency_access"),
]
