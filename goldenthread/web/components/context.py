"""What every page is told: which partnership this is, how it looks, and how to reach it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.web.components.presenters import colours

PRODUCT = "Golden Thread"


@dataclass(frozen=True)
class Look:
    """The partnership as pages show it. `stylesheet` is the address of its colours, with a fingerprint of them."""

    product: str
    name: str
    council_name: str
    colours: dict[str, str]
    stylesheet: str
    contact_email: str
    contact_phone: str
    advice_service_name: str
    advice_service_phone: str
    demo: bool


def current_colours() -> dict[str, str]:
    """Return the partnership's colours by name, each one readable."""
    row = partnerships.current()
    return colours.readable({"brand": row.header_colour, "link": row.accent_colour})


def partnership(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `partnership`, a Look."""
    row = partnerships.current()
    chosen = current_colours()
    fingerprint = hashlib.sha256(colours.stylesheet(chosen).encode()).hexdigest()[:12]
    look = Look(
        product=PRODUCT,
        name="" if row.name == PRODUCT else row.name,
        council_name=row.council_name,
        colours=chosen,
        stylesheet=f"{reverse('components:partnership_css')}?v={fingerprint}",
        contact_email=row.contact_email,
        contact_phone=row.contact_phone,
        advice_service_name=row.advice_service_name,
        advice_service_phone=row.advice_service_phone,
        demo=bool(row.is_demo or settings.DEMO),
    )
    return {"partnership": look}
