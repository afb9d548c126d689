"""GOV.UK Notify through its own client: sends, finds what was sent, and reads what became of it.

What goes wrong is told in three ways: for now (try again), for good (this address will never do), and for everything
(the key is wrong, so no message can go).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient
from requests import RequestException

from goldenthread.foundation.notify.models import Channel

TIMEOUT = 20  # seconds
# The client logs what the service answered, which may quote an address. Our own words are kept with the message.
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)


class ForNow(Exception):
    """It may go later: too many at once, the service or the network is down. The message says which."""


class ForGood(Exception):
    """It will never go this way; the message says why, in the service's own words."""


class NothingCanGo(Exception):
    """The key is refused, so every message would be."""


class Sender(Protocol):
    """What sends messages; GOV.UK Notify in use."""

    def send(self, way: str, address: str, subject: str, body: str, reference: str) -> str:
        """The provider's id of the message it took. Raises ForNow, ForGood, NothingCanGo."""

    def find(self, reference: str) -> str:
        """The provider's id of the message sent with this reference; blank for none. Raises ForNow, NothingCanGo."""

    def outcome(self, provider_id: str) -> str:
        """What has become of it: `delivered`, `failed`, or blank while nobody knows. Raises ForNow, NothingCanGo."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where messages are sent through, and with which templates: an email of ((subject)) and ((body)), a text of
    ((body))."""

    url: str
    key: str
    email_template: str
    text_template: str


def configured() -> Account | None:
    """The account the settings name; None where there is none, and then nothing is sent."""
    given: Mapping[str, str] = settings.NOTIFY
    account = Account(given["url"], given["key"], given["email_template"], given["text_template"])
    return account if account.key and account.email_template and account.text_template else None


def sender() -> Sender | None:
    """A sender for this process; None where no account is set up."""
    account = configured()
    return Govuk(account) if account else None


class Govuk:
    """Not for more than one thread: the client is not."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._client = NotificationsAPIClient(account.key, base_url=account.url, timeout=TIMEOUT)

    def send(self, way: str, address: str, subject: str, body: str, reference: str) -> str:
        """See Sender."""
        if way == Channel.EMAIL:
            given = {"subject": subject, "body": body}
            answer = self._ask(
                self._client.send_email_notification, address, self._account.email_template, given, reference
            )
        else:
            answer = self._ask(
                self._client.send_sms_notification, address, self._account.text_template, {"body": body}, reference
            )
        return str(answer["id"])

    def find(self, reference: str) -> str:
        """See Sender."""
        try:
            answer = self._ask(self._client.get_all_notifications, None, None, reference)
        except ForGood as refused:
            raise ForNow(str(refused)) from None  # a question refused says nothing of the message
        found = answer["notifications"]
        return str(found[0]["id"]) if found else ""

    def outcome(self, provider_id: str) -> str:
        """See Sender."""
        try:
            status = self._ask(self._client.get_notification_by_id, provider_id)["status"]
        except ForGood:
            return ""
        if status in ("delivered", "received"):
            return "delivered"
        return "failed" if status in FAILURES else ""

    def _ask(self, call: Any, *given: Any) -> Any:
        try:
            return call(*given)
        except APIError as refused:
            raise _told(refused) from None
        except (RequestException, OSError, json.JSONDecodeError) as broken:
            raise ForNow(f"The sending service could not be reached ({type(broken).__name__}).") from None


FAILURES: Mapping[str, str] = {
    "permanent-failure": "The address or number does not exist or does not take messages.",
    "temporary-failure": "The inbox was full or the telephone off for three days.",
    "technical-failure": "The sending service could not send it.",
    "validation-failed": "The sending service could not send it.",
    "virus-scan-failed": "The sending service could not send it.",
    "cancelled": "The sending service could not send it.",
}


def _told(refused: APIError) -> Exception:
    status = refused.status_code
    if isinstance(refused, HTTPError) and refused.response is not None and status in (401, 403):
        return NothingCanGo(f"The sending service refused our key ({status}): {_words(refused)}")
    if status == 429:
        return ForNow("The sending service is taking no more just now (429).")
    if 400 <= status < 500:
        return ForGood(f"The sending service refused it ({status}): {_words(refused)}")
    return ForNow(f"The sending service could not answer ({status}).")


def _words(refused: APIError) -> str:
    """What the service said is wrong. Its words name a rule, not a person."""
    said = refused.message
    parts = [str(each.get("message", "")) for each in said if isinstance(each, dict)] if isinstance(said, list) else []
    return (" ".join(parts) or "no reason given")[:200]
