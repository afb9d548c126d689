"""Asks for pages as somebody, and what must never be in an answer."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from goldenthread.foundation.journal.models import Look, LookedAt
from goldenthread.foundation.people.models import Child
from tests.everyone.specimens import Everyone
from tests.everyone.who_may import SIGNED_OUT


def browser_of(everyone: Everyone, name: str, **options: Any) -> Client:
    """A browser in which they are signed in; a fault in a page is an answer of 500, as in use."""
    client = Client(raise_request_exception=False, **options)
    if name != SIGNED_OUT:
        client.force_login(everyone.accounts[name])
    return client


def body_of(response: HttpResponseBase) -> str:
    """Everything that was sent, streamed or not, its headers too."""
    sent = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return f"{response.headers}\n{sent.decode('utf-8', 'replace')}"


def told_about(child: Child, body: str, *, address_typed: str = "") -> list[str]:
    """Which of a child's particulars are in an answer. Its id does not count where it is the address that was typed."""
    from html import unescape

    shown = unescape(body.replace(address_typed, "") if address_typed else body)
    particulars = {
        "name": child.full_name,
        "UPN": child.upn or "",
        "address": child.address.splitlines()[0] if child.address else "",
        "postcode": child.postcode,
        "words": child.in_their_words,
        "id": child.public_id,
    }
    return [what for what, text in particulars.items() if text and text in shown]


def looks_of(everyone: Everyone, name: str) -> Counter[str]:
    """How often each child (public id) was seen by them so far."""
    if name == SIGNED_OUT:
        return Counter()
    theirs = Look.objects.filter(by=everyone.accounts[name].public_id).values_list("number", flat=True)
    return Counter(LookedAt.objects.filter(look_number__in=list(theirs)).values_list("child", flat=True))
