"""Every page, one folder per audience."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

handler400 = "goldenthread.web.components.errors.bad_request"
handler403 = "goldenthread.web.components.errors.forbidden"
handler404 = "goldenthread.web.components.errors.not_found"
handler500 = "goldenthread.web.components.errors.server_error"
handler429 = "goldenthread.web.components.errors.too_many"  # the sign-in library looks for it here

urlpatterns = [
    path("", include("goldenthread.web.public.urls")),
    path("", include("goldenthread.web.law.urls")),
    path("", include("goldenthread.web.wording.urls")),
    path("", include("goldenthread.web.components.urls")),
    path("", include("goldenthread.web.sign_in.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("goldenthread.web.casework.urls")),
    path("partners/", include("goldenthread.web.partners.urls")),
    path("advice/", include("goldenthread.web.advice.urls")),
    path("places/", include("goldenthread.web.places.urls")),
    path("family/", include("goldenthread.web.family.urls")),
    path("ask/", include("goldenthread.web.asking.urls")),
    path("intake/", include("goldenthread.web.intake.urls")),
    path("money/", include("goldenthread.web.finance.urls")),
    path("office/", include("goldenthread.web.back_office.urls")),
]

if settings.DEMO:
    # These pages do not exist outside the demo: nothing can switch them on, because nothing else includes them.
    urlpatterns += [path("demo/", include("goldenthread.web.sign_in.demo_urls"))]
